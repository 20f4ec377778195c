/** Tables of concept, text and source: where they begin and end, and where one column ends and the next begins (SPEC PF4). */
import { readMarker } from '../text/markers.ts';
import { headsOf } from './edges.ts';
import { endOf, inked, leftOf, rightOf, type SetGlyph, segments, sizeOf } from './lines.ts';
import type { Column } from './paragraphs.ts';
import type { SourceLine } from './words.ts';

export interface Region {
  readonly heads: readonly string[];
  readonly head: SourceLine;
  /** The lines below the heads; heads printed again on a new page are among them. */
  readonly lines: readonly SourceLine[];
  /** Where the columns are parted, in points, one fewer than heads. */
  readonly gutters: readonly number[];
  readonly columns: readonly Column[];
}

/** The lines of a file as running text and tables, in order. */
export function regionsOf(lines: readonly SourceLine[]): (SourceLine | Region)[] {
  const out: (SourceLine | Region)[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as SourceLine;
    const heads = headsOf(line);
    const end = heads ? endOfRegion(lines, at, heads) : at + 1;
    out.push(heads ? regionOf(line, heads, lines.slice(at + 1, end)) : line);
    at = end;
  }
  return out;
}

/** True for heads that are printed once more, at the top of a page. */
export const isRepeated = (line: SourceLine, heads: readonly string[]): boolean =>
  headsOf(line)?.join('\t') === heads.join('\t');

function endOfRegion(lines: readonly SourceLine[], from: number, heads: readonly string[]): number {
  for (let at = from + 1; at < lines.length; at += 1) {
    const line = lines[at] as SourceLine;
    if (segments(line.glyphs, 1).length === 1 && readMarker(line.text)?.kind === 'part') return at;
    const isNewPage = lines[at - 1]?.page !== line.page;
    if (headsOf(line) && !(isNewPage && isRepeated(line, heads))) return at;
  }
  return lines.length;
}

function regionOf(head: SourceLine, heads: readonly string[], lines: readonly SourceLine[]): Region {
  const printed = segments(head.glyphs, 1);
  const covers = coverage(lines);
  const gutters = printed.slice(1).map((next, index) => {
    const before = printed[index] ?? next;
    return emptiest(covers, rightOf(before), leftOf(next));
  });
  return { heads, head, lines, gutters, columns: columnsOf([head, ...lines], gutters) };
}

/** By points from the left edge of the page, how many lines have words there. */
function coverage(lines: readonly SourceLine[]): number[] {
  const counts: number[] = [];
  for (const line of lines)
    for (const part of segments(line.glyphs, 0.45)) {
      const end = Math.min(rightOf(part), 5_000);
      for (let x = Math.max(Math.floor(leftOf(part)), 0); x <= end; x += 1) counts[x] = (counts[x] ?? 0) + 1;
    }
  return counts;
}

/** The middle of the widest stretch that the fewest lines cover. */
function emptiest(covers: readonly number[], from: number, to: number): number {
  const [first, last] = [Math.floor(from), Math.max(Math.ceil(to), Math.floor(from) + 1)];
  const at = (x: number) => covers[x] ?? 0;
  let least = Number.POSITIVE_INFINITY;
  for (let x = first; x <= last; x += 1) least = Math.min(least, at(x));
  let best = { from: first, width: 0 };
  for (let x = first; x <= last; x += 1) {
    let end = x;
    while (end <= last && at(end) === least) end += 1;
    if (end - x > best.width) best = { from: x, width: end - x };
    x = Math.max(end, x);
  }
  return best.from + best.width / 2;
}

/** With fewer lines than this the widest one does not tell how wide a column is. */
const TELLING = 8;

function columnsOf(lines: readonly SourceLine[], gutters: readonly number[]): Column[] {
  const cells = lines.flatMap((line) => (spans(line, gutters) ? [] : [cellsOf(line, gutters)]));
  const lefts = [...gutters, 0].map((_, column) =>
    Math.min(
      ...cells
        .map((each) => each[column] ?? [])
        .filter((cell) => cell.length > 0)
        .map(leftOf),
    ),
  );
  return lefts.map((left, column) => {
    const own = cells.map((each) => each[column] ?? []).filter((cell) => cell.length > 0);
    const widest = Math.max(...own.map(rightOf), left);
    const next = lefts[column + 1];
    const room = own.length < TELLING && next !== undefined ? next - 10 : widest;
    return { left, right: Math.max(widest, Number.isFinite(room) ? room : widest) };
  });
}

/** What stands of a line in each column. */
export function cellsOf(line: SourceLine, gutters: readonly number[]): SetGlyph[][] {
  const cells: SetGlyph[][] = [...gutters.map(() => []), []];
  for (const glyph of line.glyphs) {
    const middle = (glyph.x + endOf(glyph)) / 2;
    const column = gutters.filter((gutter) => middle > gutter).length;
    cells[column]?.push(glyph);
  }
  return cells.map((cell) => (inked(cell).length > 0 ? cell : []));
}

/** True when words of a line pass from one column into the next without a gap. */
export function spans(line: SourceLine, gutters: readonly number[]): boolean {
  const glyphs = inked(line.glyphs);
  const size = sizeOf(line.glyphs);
  return glyphs.some((glyph, index) => {
    const next = glyphs[index + 1];
    const end = endOf(glyph);
    return gutters.some(
      (gutter) =>
        (glyph.x < gutter && end > gutter) ||
        (next !== undefined && end <= gutter && next.x >= gutter && next.x - end < size * 0.42),
    );
  });
}
