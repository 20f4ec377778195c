/** One block as read-only HTML, with the same classes as the editor's, so that one stylesheet draws both. */
import { createContext, memo, type ReactNode, useContext } from 'react';
import { type Block, type Inline, isWords, type Words } from '../../shared/text/document.ts';
import type { BlockKind, InlineObject, Unknown } from '../../shared/text/element.ts';
import { afterClose, afterOpen, type OpenBracket } from './brackets-in-print.ts';

/** Short names by proposal, where they are shown. */
export const NamesShown = createContext<Readonly<Record<string, readonly string[]>>>({});

/** Who asks for the words that end here. */
function DelimiterNames({ bracket }: { readonly bracket: string }): ReactNode {
  const names = useContext(NamesShown)[bracket.replace(/:words$/u, '')];
  return names && names.length > 0 ? (
    <span className="delimiter-names">{` (${names.join(', ')})`}</span>
  ) : null;
}

interface BlockTextProps {
  readonly block: Block;
  readonly open: readonly OpenBracket[];
  readonly pairs: ReadonlySet<string>;
}

/** Classes of words inside brackets: how deep, and the kind of the innermost. */
export function depthClass(open: readonly OpenBracket[]): string {
  const innermost = open.at(-1);
  return innermost ? `in-bracket depth-${Math.min(open.length, 4)} kind-${innermost.kind}` : '';
}

function drawWords(words: Words, open: readonly OpenBracket[], key: number): ReactNode {
  let drawn: ReactNode = words.text;
  if (words.emphasis) drawn = <em>{drawn}</em>;
  if (words.strong) drawn = <strong>{drawn}</strong>;
  return (
    <span key={key} className={depthClass(open) || undefined}>
      {drawn}
    </span>
  );
}

function drawDelimiter(
  object: InlineObject & { el: 'bracket_open' | 'bracket_close' },
  open: readonly OpenBracket[],
  pairs: ReadonlySet<string>,
  key: number,
): ReactNode {
  const name = object.el === 'bracket_open' ? 'bracket-open' : 'bracket-close';
  const at = open.find((bracket) => bracket.id === object.id);
  const depth = Math.min(open.findIndex((bracket) => bracket.id === object.id) + 1, 4);
  const state = pairs.has(object.id) && at ? `depth-${depth} kind-${at.kind}` : 'unpaired';
  const outside = object.el === 'bracket_open' && object.outside ? '' : undefined;
  return (
    <span key={key} className={`${name} ${state}`} data-bracket={object.id} data-outside={outside}>
      {object.el === 'bracket_close' && <DelimiterNames bracket={object.id} />}
      {object.glyph}
    </span>
  );
}

function drawObject(
  object: Exclude<InlineObject, { el: 'bracket_open' | 'bracket_close' }> | Unknown,
  key: number,
): ReactNode {
  switch (object.el) {
    case 'option_break':
      return (
        <span key={key} className="option-break">
          {object.glyph}
        </span>
      );
    case 'attribution':
      return (
        <span key={key} className="attribution">
          {object.raw}
        </span>
      );
    case 'note_ref':
      return (
        <sup key={key} className="note-ref">
          {object.mark}
        </sup>
      );
    case 'remark':
      return (
        <span key={key} className="remark">
          {object.text}
        </span>
      );
    case 'cell_break':
      return <span key={key} className="cell-break" />;
    case 'line_break':
      return <br key={key} />;
    case 'paragraph_break':
      return (
        <span key={key} className="paragraph-break">
          ¶
        </span>
      );
    case 'unknown':
      return <span key={key} className="unknown" />;
    default:
      return object satisfies never;
  }
}

function drawContent(
  content: readonly Inline[],
  before: readonly OpenBracket[],
  pairs: ReadonlySet<string>,
): ReactNode[] {
  let open = before;
  return content.map((inline, key) => {
    if (isWords(inline)) return drawWords(inline, open, key);
    if (inline.el === 'bracket_open') {
      if (pairs.has(inline.id)) open = afterOpen(open, inline);
      return drawDelimiter(inline, open, pairs, key);
    }
    if (inline.el === 'bracket_close') {
      const drawn = drawDelimiter(inline, open, pairs, key);
      open = afterClose(open, inline.id);
      return drawn;
    }
    return drawObject(inline, key);
  });
}

/** Headings are found as such by those who listen. */
const HEADINGS: Partial<Record<BlockKind, number>> = { title: 1, part: 2, chapter: 2 };

function BlockTextInner({ block, open, pairs }: BlockTextProps): ReactNode {
  const { id, kind, attrs, content } = block;
  const level = content.length > 0 ? HEADINGS[kind] : undefined;
  return (
    <div
      className={`block block-${kind}`}
      {...(level ? { role: 'heading', 'aria-level': level } : {})}
      dir={attrs.dir}
      data-id={id}
      data-label={attrs.label}
      data-marker={attrs.marker}
      data-level={attrs.level}
      data-covers={attrs.covers?.join(' ')}
      data-relation={attrs.relation}
      data-run={attrs.run}
      data-form={attrs.form}
      data-head={attrs.head ? '' : undefined}
    >
      {drawContent(content, open, pairs)}
    </div>
  );
}

const sameOpen = (a: readonly OpenBracket[], b: readonly OpenBracket[]): boolean =>
  a.length === b.length && a.every((bracket, at) => bracket.id === b[at]?.id);

/** Draws anew only when its own words, or the brackets around it, changed. */
export const BlockText = memo(
  BlockTextInner,
  (was, is) => was.block === is.block && was.pairs === is.pairs && sameOpen(was.open, is.open),
);
