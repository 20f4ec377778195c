/** A comparison to read: inline or side by side; moves as moves, brackets told apart from words. */
import type { ReactNode } from 'react';
import type {
  BlockComparison,
  Comparison,
  RedlinePiece,
  UnitComparison,
} from '../../shared/compare/comparison.ts';
import { excerpt } from '../../shared/draft/excerpt.ts';
import { markerOf, schemeOf } from '../../shared/draft/labels.ts';
import { printedInline } from '../../shared/draft/printed.ts';
import { delimiterIn, type Inline } from '../../shared/text/document.ts';
import { type Say, useText } from '../locales/i18n.ts';
import { ComparedMarks } from './compared-marks.tsx';

export type Layout = 'inline' | 'sides';

interface ComparisonViewProps {
  readonly comparison: Comparison;
  readonly layout: Layout;
  /** Also what is the same, in its place. */
  readonly isWhole: boolean;
  /** Heads of the two sides. */
  readonly heads: readonly [before: string, after: string];
}

/** Each change under its provision; `data-change` is where the keys go. */
export function ComparisonView({ comparison, layout, isWhole, heads }: ComparisonViewProps): ReactNode {
  const { units, after } = comparison;
  const shown = isWhole ? units : units.filter(({ kind }) => kind !== 'same');
  const names = namesIn(comparison);
  return (
    <>
      {layout === 'sides' && shown.length > 0 && (
        <div className="two-sides heads" aria-hidden="true" translate="no">
          <span>{heads[0]}</span>
          <span>{heads[1]}</span>
        </div>
      )}
      <ol className={`comparison ${layout}`} lang={after.language} dir={after.dir} translate="no">
        {shown.map((unit) => (
          <Unit
            key={`${unit.before?.id ?? ''}/${unit.after?.id ?? ''}`}
            {...{ unit, layout, names, isWhole }}
            language={after.language}
          />
        ))}
      </ol>
    </>
  );
}

interface UnitProps extends Pick<ComparisonViewProps, 'layout' | 'isWhole'> {
  readonly unit: UnitComparison;
  readonly names: Names;
  readonly language: string;
}

function Unit({ unit, layout, names, isWhole, language }: UnitProps): ReactNode {
  const { t, language: own } = useText();
  const isSame = unit.kind === 'same';
  // Of what only moved the words are shown where it stands now.
  const blocks = isWhole ? unit.blocks : unit.blocks.filter(({ kind }) => kind !== 'same');
  const read = blocks.length > 0 ? blocks : unit.blocks.slice(0, 1);
  return (
    <li className={`compared ${unit.kind}`} {...(isSame ? {} : { 'data-change': true, tabIndex: -1 })}>
      {!isSame && (
        <p className="compared-head" lang={own}>
          <strong>{headOf(unit)}</strong> <span className="chip">{t(`compare.kind.${kindOf(unit)}`)}</span>{' '}
          {moveWords(t, unit, names)}
        </p>
      )}
      {read.map((block) => (
        <Block
          key={`${block.before?.id ?? ''}/${block.after?.id ?? ''}`}
          {...{ block, layout, language }}
          isNamed={!isSame && block === unit.blocks[0]}
        />
      ))}
    </li>
  );
}

/** Brackets lifted, a status, a source: no word of it changed. */
function kindOf({ kind, blocks }: UnitComparison): UnitComparison['kind'] | 'words-stand' {
  const stand = blocks.every(
    (block) => block.kind !== 'new' && block.kind !== 'gone' && !block.differences.words,
  );
  return kind === 'changed' && stand ? 'words-stand' : kind;
}

/** `12.`, or `11. → 12.` when it was renumbered. */
function headOf({ before, after }: UnitComparison): string {
  if (before && after && before.marker !== after.marker)
    return `${before.marker || '–'} → ${after.marker || '–'}`;
  return (after ?? before)?.marker ?? '';
}

type Names = ReadonlyMap<string, string>;

function namesIn({ units }: Comparison): Names {
  const names = new Map<string, string>();
  for (const { before, after, blocks } of units)
    for (const side of [before, after])
      if (side) names.set(side.id, spoken(side.marker) || excerptOf(blocks[0]));
  return names;
}

/** `6` of `6.`: within a sentence. */
const spoken = (marker: string): string => marker.replace(/[.．。、:：\s]+$/u, '');

const excerptOf = (block: BlockComparison | undefined): string =>
  `“${excerpt(((block?.after ?? block?.before)?.content ?? []).map(printedInline).join(''), 40)}”`;

function moveWords(t: Say, { move, isChanged }: UnitComparison, names: Names): string {
  if (!move) return '';
  const name = (id: string | undefined): string =>
    id === undefined ? t('compare.beginning') : (names.get(id) ?? '–');
  const said = t('compare.moved', { from: name(move.from.after), to: name(move.to.after) });
  return isChanged ? `${said} ${t('compare.moved-changed')}` : said;
}

interface BlockProps {
  readonly block: BlockComparison;
  readonly layout: Layout;
  readonly language: string;
  /** Its number stands above it already. */
  readonly isNamed: boolean;
}

function Block({ block, layout, language, isNamed }: BlockProps): ReactNode {
  const scheme = schemeOf(language);
  const { before, after, redline } = block;
  const shown = after ?? before;
  const side = (keep: 'gone' | 'new', label: string): ReactNode => (
    <p className="side-text">
      {label} <Pieces pieces={redline.filter(({ kind }) => kind === 'same' || kind === keep)} />
    </p>
  );
  return (
    <div className="compared-block">
      {layout === 'inline' ? (
        <p>
          {shown && !isNamed && `${markerOf(shown, scheme)} `}
          <Pieces pieces={redline} />
        </p>
      ) : (
        <div className="two-sides">
          {before ? side('gone', markerOf(before, scheme)) : <span className="side-text" />}
          {after ? side('new', markerOf(after, scheme)) : <span className="side-text" />}
        </div>
      )}
      <ComparedMarks block={block} />
    </div>
  );
}

function Pieces({ pieces }: { readonly pieces: readonly RedlinePiece[] }): ReactNode {
  return numbered(pieces).map(([key, { kind, content }]) => {
    const inner = numbered(content).map(([each, inline]) => <Printed key={each} inline={inline} />);
    if (kind === 'same') return <span key={key}>{inner}</span>;
    return kind === 'gone' ? <del key={key}>{inner}</del> : <ins key={key}>{inner}</ins>;
  });
}

/** Pieces of a line never change their places: a comparison is drawn once. */
const numbered = <T,>(list: readonly T[]): readonly (readonly [number, T])[] =>
  list.map((each, at) => [at, each] as const);

function Printed({ inline }: { readonly inline: Inline }): ReactNode {
  const text = printedInline(inline);
  if (delimiterIn(inline)) return <span className="mark">{text}</span>;
  if ('el' in inline) return inline.el === 'remark' ? <em>{text}</em> : text;
  const words = inline.emphasis ? <em>{text}</em> : text;
  return inline.strong ? <strong>{words}</strong> : words;
}
