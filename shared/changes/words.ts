/** Words of a changed text as a proposal may hold them (SPEC CH4): no half brackets, notes of the base, sources told apart. */
import { printedInline } from '../draft/printed.ts';
import { delimiterIn, type Inline, isWords } from '../text/document.ts';
import type { Aside, AsideKind } from './change.ts';

export interface Holding {
  /** Id of the base's note for one of the changed text; undefined for a new one. */
  readonly noteOf: (note: string, mark: string) => string | undefined;
  /** The block of the base that an aside is told at. */
  readonly block: string | undefined;
  /** Words in running text hold no sources, remarks and cells; runs of blocks do. */
  readonly isRun: boolean;
  readonly tell: (aside: Aside) => void;
}

export const printOf = (content: readonly Inline[]): string => content.map(printedInline).join('');

/** The content without what a proposal cannot hold; that is told. */
export function heldWords(content: readonly Inline[], holding: Holding): readonly Inline[] {
  const whole = wholeBrackets(content);
  const { block, isRun, noteOf, tell } = holding;
  const drop = (what: AsideKind, inline: Inline): readonly Inline[] => {
    const words = 'raw' in inline ? String(inline.raw) : printedInline(inline);
    tell({ what, side: 'new', words, ...(block === undefined ? {} : { block }) });
    return [];
  };
  return content.flatMap((inline): readonly Inline[] => {
    if (isWords(inline)) return inline.text === '' ? [] : [inline];
    switch (inline.el) {
      case 'bracket_open':
      case 'bracket_close':
        return whole.has(inline.id) ? [inline] : drop('bracket', inline);
      case 'option_break':
        return inline.bracket !== undefined && whole.has(inline.bracket)
          ? [inline]
          : [{ text: inline.glyph }];
      case 'note_ref': {
        const note = noteOf(inline.note, inline.mark);
        return note === undefined ? drop('note', inline) : [{ ...inline, note }];
      }
      case 'attribution':
        return isRun ? [inline] : drop('source', inline);
      case 'remark':
        return isRun ? [inline] : drop('remark', inline);
      case 'cell_break':
        return isRun ? [inline] : drop('table', inline);
      case 'line_break':
      case 'paragraph_break':
        return [inline];
      case 'unknown':
        return drop('remark', inline);
      default:
        return inline satisfies never;
    }
  });
}

/** Ids of the brackets of which both delimiters are in the content, in order. */
function wholeBrackets(content: readonly Inline[]): ReadonlySet<string> {
  const open = new Set<string>();
  const whole = new Set<string>();
  for (const inline of content) {
    const delimiter = delimiterIn(inline);
    if (delimiter?.el === 'bracket_open') open.add(delimiter.id);
    else if (delimiter && open.has(delimiter.id)) whole.add(delimiter.id);
  }
  return whole;
}

/** The content with ids of its own for its brackets. */
export function withOwnIds(content: readonly Inline[], newId: () => string): readonly Inline[] {
  const ids = new Map<string, string>();
  const idOf = (id: string): string => {
    const known = ids.get(id) ?? newId();
    ids.set(id, known);
    return known;
  };
  return content.map((inline): Inline => {
    if (isWords(inline)) return inline;
    if (inline.el === 'bracket_open')
      return { el: 'bracket_open', id: idOf(inline.id), kind: inline.kind, glyph: inline.glyph };
    if (inline.el === 'bracket_close')
      return { el: 'bracket_close', id: idOf(inline.id), glyph: inline.glyph };
    if (inline.el === 'option_break' && inline.bracket !== undefined)
      return { ...inline, bracket: idOf(inline.bracket) };
    return inline;
  });
}
