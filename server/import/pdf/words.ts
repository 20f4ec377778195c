/** The glyphs of a line or cell as words with their place in the source (SPEC PF3). */

import { isWide } from '../text/width.ts';
import type { Piece, Span } from '../work.ts';
import { endOf, inked, isBlank, type PrintedLine, type SetGlyph } from './lines.ts';

/** A printed line with its number in the source and what it reads as. */
export interface SourceLine extends PrintedLine {
  /** 1-based over the whole file. */
  readonly number: number;
  /** 1-based on its page. */
  readonly onPage: number;
  readonly text: string;
  /** Where each glyph stands in the text, 0-based. */
  readonly offsets: ReadonlyMap<SetGlyph, number>;
}
/** What stands of a printed line in one column. */
export interface CellLine {
  readonly line: SourceLine;
  readonly glyphs: readonly SetGlyph[];
}

/** An empty space as wide as this, in em, parts two words even where no blank was drawn. */
const WORD_GAP = 0.17;

/** Gives a line its number and its text. */
export function sourceLine(line: PrintedLine, number: number, onPage: number): SourceLine {
  const offsets = new Map<SetGlyph, number>();
  let text = '';
  for (const { glyph, gap } of spaced(line.glyphs)) {
    text += gap;
    offsets.set(glyph, text.length);
    text += glyph.text;
  }
  return { ...line, number, onPage, text, offsets };
}

/** Glyphs without blanks, each with the blank in front of it. */
function* spaced(glyphs: readonly SetGlyph[]): Generator<{ glyph: SetGlyph; gap: string }> {
  let before: SetGlyph | undefined;
  let blank = '';
  for (const glyph of glyphs) {
    if (isBlank(glyph)) {
      blank ||= glyph.text.slice(0, 1).replace(/[\t\n\r\f]/, ' ');
      continue;
    }
    yield { glyph, gap: before ? blank || gapBetween(before, glyph) : '' };
    before = glyph;
    blank = '';
  }
}

function gapBetween(before: SetGlyph, next: SetGlyph): string {
  const gap = next.x - endOf(before);
  const isHanBeside = wide(before.text) || wide(next.text);
  return gap > (isHanBeside ? 1.2 : WORD_GAP) * Math.min(before.size, next.size) ? ' ' : '';
}
const wide = (text: string): boolean => isWide(text.codePointAt(0) ?? 0);

/** The words of a cell; raised glyphs that are the mark of a known note become its reference. */
export function piecesOf({ line, glyphs }: CellLine, marks: ReadonlySet<string>): Piece[] {
  const pieces: Piece[] = [];
  const all = [...spaced(glyphs)];
  for (let at = 0; at < all.length; at += 1) {
    const { glyph, gap } = all[at] as (typeof all)[number];
    const column = (line.offsets.get(glyph) ?? 0) + 1;
    const mark = glyph.raised ? markAt(all, at) : '';
    const strong = glyph.strong && (gap === '' || all[at - 1]?.glyph.strong === true);
    if (gap !== '')
      add(
        pieces,
        span(gap, line.number, column - 1, {
          strong,
          emphasis: all[at - 1]?.glyph.emphasis === true && glyph.emphasis,
        }),
      );
    if (mark !== '' && marks.has(mark)) {
      pieces.push({ object: { el: 'note_ref', note: '', mark }, line: line.number, column });
      at += [...mark].length - 1;
    } else add(pieces, span(glyph.text, line.number, column, glyph));
  }
  return pieces;
}

function markAt(all: readonly { glyph: SetGlyph; gap: string }[], from: number): string {
  let mark = '';
  for (let at = from; all[at]?.glyph.raised && (at === from || all[at]?.gap === ''); at += 1)
    mark += all[at]?.glyph.text ?? '';
  return /^(?:\d{1,3}|[a-z])$/.test(mark) ? mark : '';
}

const span = (
  text: string,
  line: number,
  column: number,
  { strong, emphasis }: { readonly strong: boolean; readonly emphasis: boolean },
): Span => ({
  text,
  line,
  column,
  ...(strong ? { strong: true as const } : {}),
  ...(emphasis ? { emphasis: true as const } : {}),
});

/** Adds words to those before them when both are drawn in one face. */
function add(pieces: Piece[], next: Span): void {
  const last = pieces.at(-1);
  if (last && 'text' in last && last.strong === next.strong && last.emphasis === next.emphasis)
    pieces[pieces.length - 1] = { ...last, text: last.text + next.text };
  else pieces.push(next);
}

/** The words of a cell as plain text. */
export const wordsOf = (glyphs: readonly SetGlyph[]): string =>
  [...spaced(glyphs)].map(({ glyph, gap }) => gap + glyph.text).join('');

/** Marks that no line of Chinese begins with. */
const NEVER_FIRST = /^[、，。；：！？）］】》」』”’…·]/;

/** Width in points of what could not be parted from the beginning of a cell: a word, or one Chinese character. */
export function firstWord(glyphs: readonly SetGlyph[]): number {
  const [first] = inked(glyphs);
  let end = first ? endOf(first) : 0;
  for (const { glyph, gap } of [...spaced(glyphs)].slice(1)) {
    if (gap !== '' || (wide(glyph.text) && !NEVER_FIRST.test(glyph.text))) break;
    end = endOf(glyph);
    if (/[-–—]/.test(glyph.text)) break;
  }
  return end - (first?.x ?? 0);
}
