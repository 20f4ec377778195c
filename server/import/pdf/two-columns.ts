/** Pages set in two columns of running text: the right column is read after the left one (SPEC PF11). */
import { columnHeads } from '../text/column-heads.ts';
import { inked, leftOf, type PrintedLine, rightOf, type SetGlyph, sizeOf } from './lines.ts';
import { wordsOf } from './words.ts';

/** Fewest lines that stand side by side, and the share of all lines that may cross between the columns. */
const FEWEST = 6;
const MOST_CROSSING = 0.25;
/** The words of both columns fill them: cells of a table do not. */
const LEAST_FILL = 0.7;
/** Narrowest room between columns, and steps in which it is looked for, in points. */
const LEAST_ROOM = 9;
const STEP = 2;

type Side = 'left' | 'right' | 'across';
interface Parted {
  readonly side: Side;
  readonly line: PrintedLine;
}

/** The lines in their order of reading; undefined where the page is not set so. */
export function inTwoColumns(lines: readonly PrintedLine[]): readonly PrintedLine[] | undefined {
  const room = roomIn(lines);
  if (!room || lines.some(({ glyphs }) => columnHeads(wordsOf(glyphs)) !== undefined)) return undefined;
  const parted = lines.flatMap((line) => partsOf(line, room.middle));
  return isSetSo(parted, room.middle) ? stacked(parted) : undefined;
}

interface Room {
  readonly middle: number;
}

/** Where the fewest lines have words, between the third and the two thirds of the page. */
function roomIn(lines: readonly PrintedLine[]): Room | undefined {
  if (lines.length < FEWEST) return undefined;
  const left = Math.min(...lines.map(({ glyphs }) => leftOf(glyphs)));
  const right = Math.max(...lines.map(({ glyphs }) => rightOf(glyphs)));
  const stretches = lines.map(({ glyphs }) => stretchesOf(glyphs));
  let best: { from: number; to: number } | undefined;
  let open: { from: number; to: number } | undefined;
  for (let x = left + (right - left) * 0.33; x <= left + (right - left) * 0.67; x += STEP) {
    const covering = stretches.filter((own) => own.some(([from, to]) => from <= x && to >= x)).length;
    if (covering > lines.length * MOST_CROSSING) open = undefined;
    else open = { from: open?.from ?? x, to: x };
    if (open && open.to - open.from > (best ? best.to - best.from : LEAST_ROOM - STEP)) best = open;
  }
  return best && { middle: (best.from + best.to) / 2 };
}

/** What of a line is words, blanks between words included. */
function stretchesOf(glyphs: readonly SetGlyph[]): readonly (readonly [number, number])[] {
  const out: [number, number][] = [];
  for (const { x, width, size } of inked(glyphs)) {
    const last = out.at(-1);
    if (last && x - last[1] < size * 0.8) last[1] = Math.max(last[1], x + width);
    else out.push([x, x + width]);
  }
  return out;
}

function partsOf(line: PrintedLine, middle: number): readonly Parted[] {
  if (stretchesOf(line.glyphs).some(([from, to]) => from < middle && to > middle))
    return [{ side: 'across', line }];
  const part = (side: Side, glyphs: readonly SetGlyph[]): readonly Parted[] =>
    inked(glyphs).length === 0 ? [] : [{ side, line: { ...line, glyphs } }];
  return [
    ...part(
      'left',
      line.glyphs.filter(({ x }) => x < middle),
    ),
    ...part(
      'right',
      line.glyphs.filter(({ x }) => x >= middle),
    ),
  ];
}

/** Are both sides columns of running text, as wide as each other and full of words? */
function isSetSo(parted: readonly Parted[], middle: number): boolean {
  const sideOf = (side: Side) => parted.flatMap((each) => (each.side === side ? [each.line.glyphs] : []));
  const [left, right] = [sideOf('left'), sideOf('right')];
  if (Math.min(left.length, right.length) < FEWEST) return false;
  const [first, second] = [edgesOf(left), edgesOf(right)];
  const widths = [first.to - first.from, second.to - second.from] as const;
  const isEven = widths[0] > widths[1] * 0.7 && widths[1] > widths[0] * 0.7;
  const filled = (lines: readonly (readonly SetGlyph[])[], width: number): number =>
    lines.filter((glyphs) => rightOf(glyphs) - leftOf(glyphs) >= width * LEAST_FILL).length / lines.length;
  return isEven && first.to <= middle && filled(left, widths[0]) > 0.55 && filled(right, widths[1]) > 0.55;
}

const edgesOf = (
  lines: readonly (readonly SetGlyph[])[],
): { readonly from: number; readonly to: number } => ({
  from: Math.min(...lines.map(leftOf)),
  to: Math.max(...lines.map(rightOf)),
});

/** Each stretch between lines across the page: its left column, below it its right one, as if it stood there. */
function stacked(parted: readonly Parted[]): readonly PrintedLine[] {
  const edges = (wanted: Side) =>
    edgesOf(parted.flatMap(({ side, line }) => (side === wanted ? [line.glyphs] : [])));
  const [first, second] = [edges('left'), edges('right')];
  const shift = first.from - second.from;
  const width = Math.max(first.to - first.from, second.to - second.from);
  const page = { left: Math.round(first.from), right: Math.round(second.to) };
  const within = { left: Math.round(first.from), right: Math.round(first.from + width) };
  const out: PrintedLine[] = [];
  let down = 0;
  for (let at = 0; at < parted.length; ) {
    const end = parted.findIndex(({ side }, index) => index >= at && side === 'across');
    const band = parted.slice(at, end < 0 ? parted.length : end);
    const own = (side: Side) => band.flatMap((each) => (each.side === side ? [each.line] : []));
    out.push(...own('left').map((line) => ({ ...moved(line, 0, down), within })));
    const [last, next] = [out.at(-1), own('right')[0]];
    const further = last && next ? last.y + leadingOf(own('right')) - next.y : down;
    out.push(...own('right').map((line) => ({ ...moved(line, shift, Math.max(further, down)), within })));
    down = Math.max(further, down);
    const across = end < 0 ? undefined : parted[end];
    if (across) out.push({ ...moved(across.line, 0, down), within: page });
    at = end < 0 ? parted.length : end + 1;
  }
  return out;
}

/** From baseline to baseline, in points. */
function leadingOf(lines: readonly PrintedLine[]): number {
  const gaps = lines.slice(1).map((line, at) => line.y - (lines[at]?.y ?? 0));
  const size = sizeOf(lines[0]?.glyphs ?? []);
  return Math.min(...gaps.filter((gap) => gap > size * 0.9), size * 1.6);
}

const moved = (line: PrintedLine, right: number, down: number): PrintedLine => ({
  ...line,
  y: line.y + down,
  glyphs: right === 0 ? line.glyphs : line.glyphs.map((glyph) => ({ ...glyph, x: glyph.x + right })),
});
