/** A comparison to read: inline or side by side; moves as moves, brackets told apart from words. */
import type { ReactNode } from 'react';
import type {
  BlockComparison,
  BracketChange,
  Comparison,
  RedlinePiece,
  UnitComparison,
} from '../../shared/compare/comparison.ts';
import { markerOf, schemeOf } from '../../shared/draft/labels.ts';
import { printedInline } from '../../shared/draft/printed.ts';
import { delimiterIn, type Inline } from '../../shared/text/document.ts';
import { type Say, useText } from '../locales/i18n.ts';

export type Layout = 'inline' | 'sides';

interface ComparisonViewProps {
  readonly comparison: Comparison;
  readonly layout: Layout;
}

/** Only what differs, each change under its provision; `data-change` is where the keys go. */
export function ComparisonView({ comparison, layout }: ComparisonViewProps): ReactNode {
  const { t } = useText();
  const { units, after } = comparison;
  const changed = units.filter(({ kind }) => kind !== 'same');
  const names = namesIn(comparison);
  return (
    <ol className={`comparison ${layout}`} lang={after.language} dir={after.dir} translate="no">
      {changed.map((unit) => (
        <li
          key={`${unit.before?.id ?? ''}/${unit.after?.id ?? ''}`}
          className={`compared ${unit.kind}`}
          data-change
          tabIndex={-1}
        >
          <p className="compared-head" lang={undefined}>
            <strong>{headOf(unit)}</strong> {changeWords(t, unit, names)}
          </p>
          {unit.isChanged &&
            unit.blocks
              .filter(({ kind }) => kind !== 'same')
              .map((block) => (
                <Block
                  key={`${block.before?.id ?? ''}/${block.after?.id ?? ''}`}
                  block={block}
                  layout={layout}
                  language={after.language}
                />
              ))}
        </li>
      ))}
    </ol>
  );
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
      if (side)
        names.set(side.id, side.marker || excerptOf((blocks[0]?.after ?? blocks[0]?.before)?.content ?? []));
  return names;
}

const excerptOf = (content: readonly Inline[]): string => content.map(printedInline).join('').slice(0, 40);

function changeWords(t: Say, { kind, move, isChanged }: UnitComparison, names: Names): string {
  const name = (id: string | undefined): string =>
    id === undefined ? t('compare.beginning') : (names.get(id) ?? '–');
  if (!move) return t(`compare.kind.${kind}`);
  const said = t('compare.moved', { from: name(move.from.after), to: name(move.to.after) });
  return isChanged ? `${said} ${t('compare.kind.changed')}` : said;
}

interface BlockProps {
  readonly block: BlockComparison;
  readonly layout: Layout;
  readonly language: string;
}

function Block({ block, layout, language }: BlockProps): ReactNode {
  const { t } = useText();
  const scheme = schemeOf(language);
  const { before, after, redline, differences } = block;
  const side = (keep: 'gone' | 'new', label: string): ReactNode => (
    <div className="side-text">
      {label} <Pieces pieces={redline.filter(({ kind }) => kind === 'same' || kind === keep)} />
    </div>
  );
  return (
    <div className="compared-block">
      {layout === 'inline' ? (
        <p>
          {(after ?? before) && markerOf((after ?? before)!, scheme)} <Pieces pieces={redline} />
        </p>
      ) : (
        <div className="two-sides">
          {before ? side('gone', markerOf(before, scheme)) : <div className="side-text" />}
          {after ? side('new', markerOf(after, scheme)) : <div className="side-text" />}
        </div>
      )}
      <ul className="compared-marks">
        {block.kind === 'changed' && differences.words && <li>{t('compare.words')}</li>}
        {differences.brackets.map((change) => (
          <li key={`${change.change} ${change.before?.id ?? ''} ${change.after?.id ?? ''}`}>
            {bracketWords(t, change)}
          </li>
        ))}
        {differences.sources.gone.map((each) => (
          <li key={`- ${each}`}>{t('compare.source-gone', { source: each })}</li>
        ))}
        {differences.sources.new.map((each) => (
          <li key={`+ ${each}`}>{t('compare.source-new', { source: each })}</li>
        ))}
      </ul>
    </div>
  );
}

function bracketWords(t: Say, { change, before, after }: BracketChange): string {
  const words = (after ?? before)?.text.slice(0, 80) ?? '';
  return t(`compare.bracket.${change}`, { words });
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
  return 'el' in inline && inline.el === 'remark' ? <em>{text}</em> : text;
}
