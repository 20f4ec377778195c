/** The words and objects of a proposal as they may stand in a draft (SPEC AC7): nothing that shows as what it is not. */

import type { OpenDraft } from '../proposals/open-draft.ts';
import { type Inline, isWords } from '../text/document.ts';
import type { BracketClose, BracketOpen, ParagraphBreak } from '../text/element.ts';

/** Thrown within the check of a proposal; the check makes a refusal of it. */
export class Malformed extends Error {}
export const malformed = (why: string): never => {
  throw new Malformed(why);
};

/**
 * Characters that print nothing and change how others print: controls, embeddings and overrides of direction, line and
 * paragraph separators, annotations, tags, halves of surrogate pairs, code points that are no characters.
 */
const UNSEEN =
  /[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}|\p{Noncharacter_Code_Point}/gu;

/** The words without them. A literal square bracket is refused: contested words are marked by delimiters (BR1). */
export function cleanWords(text: unknown): string {
  if (typeof text !== 'string') return malformed('words that are no text');
  if (/[[\]]/.test(text)) malformed('a square bracket among the words');
  return text.replace(/[\t\n\r]+/g, ' ').replace(UNSEEN, '');
}

/** Words as they are once what is unseen is left out. */
export const visibleWords = (text: string): string => text.replace(/[\t\n\r]+/g, ' ').replace(UNSEEN, '');

export interface ContentRules {
  readonly draft: OpenDraft;
  /** Id of the proposal. */
  readonly of: string;
  /** Words in running text hold no marks of sources and no remarks; runs of blocks hold no breaks to be carried out. */
  readonly isRun: boolean;
  readonly isRow: boolean;
}

const OPENING = new Set(['[', '［', '【', '〔', '⟦', '']);
const CLOSING = new Set([']', '］', '】', '〕', '⟧', '']);
const ID = /^[A-Za-z0-9_.:-]{1,80}$/;

/** Ids that a client may give. */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && ID.test(value) && value !== '__proto__';

/** The content as it may stand; throws `Malformed` where it could do harm. */
export function cleanContent(content: readonly Inline[], rules: ContentRules): readonly Inline[] {
  const open: BracketOpen[] = [];
  const seen = new Set<string>();
  const clean = content.flatMap((inline) => cleanInline(inline, rules, open, seen));
  if (open.length > 0) malformed(`the bracket ${open[0]!.id} is not closed`);
  return clean;
}

function cleanInline(inline: Inline, rules: ContentRules, open: BracketOpen[], seen: Set<string>): Inline[] {
  if (isWords(inline)) {
    const text = cleanWords(inline.text);
    const formats = {
      ...(inline.strong === true ? { strong: true as const } : {}),
      ...(inline.emphasis === true ? { emphasis: true as const } : {}),
    };
    return text === '' ? [] : [{ text, ...formats }];
  }
  switch (inline.el) {
    case 'bracket_open':
      return [opened(inline, rules, open, seen)];
    case 'bracket_close':
      return [closed(inline, open)];
    case 'option_break': {
      const { bracket } = inline;
      const isKnown =
        bracket !== undefined && open.some(({ id, kind }) => id === bracket && kind === 'choice');
      if (!isKnown) return malformed('an option outside a choice');
      return [{ el: 'option_break', bracket, glyph: inline.glyph === '／' ? '／' : '/' }];
    }
    case 'note_ref':
      return [noteRef(inline.note, inline.mark, rules)];
    case 'attribution':
      if (!rules.isRun) malformed('a source among the words');
      return [{ el: 'attribution', raw: cleanText(inline.raw, 500) }];
    case 'remark':
      if (!rules.isRun) malformed('a remark among the words');
      return [{ el: 'remark', text: cleanText(inline.text, 5_000) }];
    case 'cell_break':
      if (!rules.isRow) malformed('a cell outside a table');
      return [{ el: 'cell_break' }];
    case 'line_break':
      return [{ el: 'line_break' }];
    case 'paragraph_break':
      if (rules.isRun) malformed('a break within a paragraph of its own');
      return [{ el: 'paragraph_break', ...itemOf(inline.item) }];
    case 'unknown':
      return malformed('an object that no draft holds');
    default:
      inline satisfies never;
      return malformed('an object that does not stand among words');
  }
}

/** The letter and degree of the item that a break makes. */
function itemOf(item: ParagraphBreak['item']): Pick<ParagraphBreak, 'item'> {
  if (typeof item !== 'object' || item === null) return {};
  const { label, level } = item;
  const isLevel = Number.isInteger(level) && level! >= 1 && level! <= 9;
  return {
    item: { ...(label === undefined ? {} : { label: cleanText(label, 40) }), ...(isLevel ? { level } : {}) },
  };
}

function opened(
  inline: BracketOpen,
  { draft, of }: ContentRules,
  open: BracketOpen[],
  seen: Set<string>,
): Inline {
  const { id, kind, glyph } = inline;
  if (!isId(id) || seen.has(id)) malformed('two brackets of one id');
  if (isBracketElsewhere(draft, id, of)) malformed(`the bracket ${id} stands elsewhere`);
  if (kind !== 'contested' && kind !== 'choice' && kind !== 'placeholder') malformed('a bracket of no kind');
  const clean: BracketOpen = { el: 'bracket_open', id, kind, glyph: OPENING.has(glyph) ? glyph : '[' };
  seen.add(id);
  open.push(clean);
  return clean;
}

function closed({ id, glyph }: BracketClose, open: BracketOpen[]): Inline {
  const at = open.findIndex((each) => each.id === id);
  if (at < 0) malformed('a bracket that closes nothing');
  open.splice(at, 1);
  return { el: 'bracket_close', id, glyph: CLOSING.has(glyph) ? glyph : ']' };
}

/** Does a bracket of this id stand in the text, or in the words of another proposal? */
function isBracketElsewhere({ text, words }: OpenDraft, id: string, of: string): boolean {
  if (text.flatOfDelimiter(id, 'open') !== undefined || text.flatOfDelimiter(id, 'close') !== undefined)
    return true;
  const flat = words.flatOfDelimiter(id, 'open');
  return flat !== undefined && words.placeAt(flat)?.record.attrs.of !== of;
}

function noteRef(note: unknown, mark: unknown, { draft }: ContentRules): Inline {
  if (typeof note !== 'string' || draft.text.placeOf(note)?.record.kind !== 'note')
    return malformed('a reference to no note');
  return { el: 'note_ref', note, mark: cleanText(mark, 20) };
}

/** One line of text of bounded length. */
export function cleanText(value: unknown, longest: number): string {
  if (typeof value !== 'string') return malformed('a text that is none');
  return value
    .replace(/[\t\n\r]+/g, ' ')
    .replace(UNSEEN, '')
    .slice(0, longest);
}
