/** Bold that is drawn by drawing the same glyph again, a hair beside: read once, as bold (SPEC PF2). */
import type { Glyph } from './glyphs.ts';

/** A glyph this near to the same character, in em, is the same glyph drawn again. */
const NEAR = 0.12;

export interface Copies {
  readonly glyphs: readonly Glyph[];
  /** How many were drawn again. */
  readonly copies: number;
  /** Some of the words that were, for the report. */
  readonly quote: string;
}

/** The glyphs without copies. One that was drawn again is bold. */
export function withoutCopies(drawn: readonly Glyph[]): Copies {
  const kept: Glyph[] = [];
  const again = new Set<number>();
  const grid = new Map<string, number[]>();
  for (const glyph of drawn) {
    const twin = twinOf(glyph, kept, grid);
    if (twin !== undefined) {
      again.add(twin);
      continue;
    }
    const key = keyOf(glyph, 0, 0);
    grid.set(key, [...(grid.get(key) ?? []), kept.length]);
    kept.push(glyph);
  }
  const glyphs = kept.map((glyph, index) => (again.has(index) ? { ...glyph, strong: true } : glyph));
  const quote = [...again]
    .sort((a, b) => a - b)
    .slice(0, 60)
    .map((index) => kept[index]?.text ?? '')
    .join('');
  return { glyphs, copies: drawn.length - kept.length, quote };
}

/** Squares as wide as a copy may lie apart, so that a twin lies in the same square or beside it. */
const keyOf = ({ text, x, y, size }: Glyph, right: number, down: number): string => {
  const side = Math.max(size * NEAR, 0.01);
  return `${text}|${Math.floor(x / side) + right}|${Math.floor(y / side) + down}`;
};

function twinOf(
  glyph: Glyph,
  kept: readonly Glyph[],
  grid: ReadonlyMap<string, readonly number[]>,
): number | undefined {
  for (let right = -1; right <= 1; right += 1)
    for (let down = -1; down <= 1; down += 1)
      for (const index of grid.get(keyOf(glyph, right, down)) ?? []) {
        const other = kept[index];
        if (other && isNear(glyph, other)) return index;
      }
  return undefined;
}

const isNear = (a: Glyph, b: Glyph): boolean =>
  Math.abs(a.size - b.size) < a.size * 0.02 &&
  Math.abs(a.x - b.x) <= a.size * NEAR &&
  Math.abs(a.y - b.y) <= a.size * NEAR;
