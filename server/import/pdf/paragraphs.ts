/** The lines of a column as paragraphs: where a line ended although the next word would have fitted (SPEC PF5). */
import { readMarkerInside } from '../text/markers.ts';
import type { Rule } from './glyphs.ts';
import { inked, leftOf, rightOf, sizeOf } from './lines.ts';
import { type CellLine, firstWord, wordsOf } from './words.ts';

/** The edges of a column, in points. */
export interface Column {
  readonly left: number;
  readonly right: number;
}
/** What the whole file tells about its lines. */
export interface Measures {
  /** From baseline to baseline within a paragraph, in em. */
  readonly leading: number;
  /** Rules by page. */
  readonly rules: ReadonlyMap<number, readonly Rule[]>;
}
export type Paragraph = readonly CellLine[];

/** Room that a line may leave although the next word would have fitted it, in em; Chinese keeps marks together. */
const SLACK = 0.35;
const SLACK_HAN = 2.3;

export function paragraphsIn(
  lines: readonly CellLine[],
  column: Column,
  measures: Measures,
  begins: (line: CellLine) => boolean = () => false,
): Paragraph[] {
  const out: CellLine[][] = [];
  for (const line of lines) {
    const open = out.at(-1);
    if (open && !begins(line) && goesOn(open, line, column, measures)) open.push(line);
    else out.push([line]);
  }
  return out;
}

function goesOn(open: readonly CellLine[], next: CellLine, column: Column, measures: Measures): boolean {
  const last = open.at(-1);
  if (!last || isParted(last, next, measures)) return false;
  const size = sizeOf(next.glyphs);
  if (Math.abs(size - sizeOf(last.glyphs)) > size * 0.15) return false;
  if (!isFull(last, next, column)) return false;
  return !opensAnew(open, last, next, size);
}

/** True when more than a line's height, or a rule, lies between two lines of a page. */
export function isParted(last: CellLine, next: CellLine, { leading, rules }: Measures): boolean {
  if (last.line.page !== next.line.page) return false;
  const size = Math.max(sizeOf(next.glyphs), sizeOf(last.glyphs));
  return next.line.y - last.line.y > leading * size * 1.28 || ruleBetween(last, next, rules) !== undefined;
}

/** A rule that passes between two lines, above or below the words of both. */
export function ruleBetween(last: CellLine, next: CellLine, rules: Measures['rules']): Rule | undefined {
  const middle = (leftOf(next.glyphs) + rightOf(next.glyphs)) / 2;
  return rules
    .get(next.line.page)
    ?.find(
      (rule) =>
        rule.y > last.line.y + 2.6 &&
        rule.y < next.line.y - sizeOf(next.glyphs) * 0.75 &&
        rule.left <= middle &&
        rule.right >= middle,
    );
}

/** True when the first word of the next line would not have fitted the line. */
function isFull(last: CellLine, next: CellLine, column: Column): boolean {
  const [left, right] = [leftOf(last.glyphs) - column.left, column.right - rightOf(last.glyphs)];
  const size = sizeOf(last.glyphs);
  const isCentred = left > size && Math.abs(left - right) < size * 0.7;
  const edges = [inked(last.glyphs).at(-1), ...inked(next.glyphs).slice(0, 2)];
  const isHan = edges.some((glyph) => /\p{Script=Han}/u.test(glyph?.text ?? ''));
  const free = isCentred ? left + right : right;
  return free <= firstWord(next.glyphs) + size * (isHan ? SLACK_HAN - 1 : SLACK);
}

/** A number or an indent begins a paragraph even after a full line. */
function opensAnew(open: readonly CellLine[], last: CellLine, next: CellLine, size: number): boolean {
  const marker = readMarkerInside(wordsOf(next.glyphs));
  const step = leftOf(next.glyphs) - leftOf(last.glyphs);
  const isFirst = open.length === 1;
  const hangs = isFirst && readMarkerInside(wordsOf(last.glyphs)) !== undefined;
  if (marker && Math.abs(step) > size * 0.5 && !(isFirst && !hangs)) return true;
  if (marker && /[.;:。；：!?！？\]］)）”]$/.test(wordsOf(last.glyphs))) return true;
  if (step > size * 0.8) return !hangs;
  return step < -size * 0.8 && !isFirst;
}
