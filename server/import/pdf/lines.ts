/** Glyphs to printed lines: what shares a baseline, read from left to right (SPEC PF3). */
import type { Glyph } from './glyphs.ts';

/** A glyph in its line; `raised` for a mark set higher and smaller than the words beside it. */
export interface SetGlyph extends Glyph {
  readonly raised: boolean;
}
/** One printed line over the whole width of its page. */
export interface PrintedLine {
  readonly page: number;
  /** Baseline. */
  readonly y: number;
  /** Left to right; blanks among them. */
  readonly glyphs: readonly SetGlyph[];
  /** Edges of the column of running text that it stands in, in points; absent: the page's. */
  readonly within?: { readonly left: number; readonly right: number };
}

interface Group {
  y: number;
  size: number;
  glyphs: SetGlyph[];
}

/** The printed lines of a page, from top to bottom. */
export function linesOf(page: number, glyphs: readonly Glyph[]): PrintedLine[] {
  const groups = baselines(glyphs);
  const marks = groups.filter((group) => raise(group, groups));
  return groups
    .filter((group) => !marks.includes(group) && group.glyphs.some((glyph) => !isBlank(glyph)))
    .map(({ y, glyphs: own }) => ({ page, y, glyphs: own.sort((a, b) => a.x - b.x) }))
    .sort((a, b) => a.y - b.y);
}

/** Glyphs of one baseline; what lies up to a sixth of an em beside it still does. */
function baselines(glyphs: readonly Glyph[]): Group[] {
  const sorted = [...glyphs].sort((a, b) => a.y - b.y);
  const groups: Group[] = [];
  for (const glyph of sorted) {
    const last = groups.at(-1);
    const size = Math.min(glyph.size, last?.size ?? 0);
    if (last && glyph.y - last.y <= size * 0.16) {
      last.glyphs.push({ ...glyph, raised: false });
      if (!isBlank(glyph)) last.size = Math.max(last.size, glyph.size);
    } else groups.push({ y: glyph.y, size: glyph.size, glyphs: [{ ...glyph, raised: false }] });
  }
  return groups;
}

/** Gives small glyphs above the baseline of words right beside them to the line of those words; true when all went. */
function raise(group: Group, groups: readonly Group[]): boolean {
  const words = group.glyphs.filter((glyph) => !isBlank(glyph));
  const hosts = groups.filter(
    (host) =>
      host !== group &&
      group.size <= host.size * 0.87 &&
      host.y > group.y &&
      host.y - group.y <= host.size * 0.62,
  );
  const isBeside = (glyph: SetGlyph, host: Group) =>
    host.glyphs.some(
      (other) =>
        !isBlank(other) &&
        glyph.size <= other.size * 0.87 &&
        (Math.abs(glyph.x - other.x - other.width) < other.size ||
          Math.abs(other.x - glyph.x - glyph.width) < other.size),
    );
  const found = hosts.find((host) => words.every((glyph) => isBeside(glyph, host)) && words.length <= 12);
  if (!found) return false;
  found.glyphs.push(...group.glyphs.map((glyph) => ({ ...glyph, raised: true })));
  return true;
}

export const isBlank = ({ text }: { readonly text: string }): boolean => text.trim() === '';

export const endOf = ({ x, width }: Glyph): number => x + width;

/** Glyphs that are no blanks: what has a place of its own. */
export const inked = (glyphs: readonly SetGlyph[]): readonly SetGlyph[] =>
  glyphs.filter((glyph) => !isBlank(glyph));

/** Where a line or cell begins, in points. */
export const leftOf = (glyphs: readonly SetGlyph[]): number => inked(glyphs)[0]?.x ?? 0;

/** Where it ends, in points. */
export const rightOf = (glyphs: readonly SetGlyph[]): number =>
  inked(glyphs).reduce((most, glyph) => Math.max(most, endOf(glyph)), 0);

/** The size of most of its glyphs, in points. */
export function sizeOf(glyphs: readonly SetGlyph[]): number {
  const sizes = inked(glyphs)
    .filter(({ raised }) => !raised)
    .map(({ size }) => size)
    .sort((a, b) => a - b);
  return sizes[Math.floor(sizes.length / 2)] ?? 10;
}

/** Parts a line where more than so many em are empty. */
export function segments(glyphs: readonly SetGlyph[], em: number): SetGlyph[][] {
  const out: SetGlyph[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const glyph of inked(glyphs)) {
    const last = out.at(-1);
    if (!last || glyph.x - end > em * glyph.size) out.push([glyph]);
    else last.push(glyph);
    end = Math.max(end, endOf(glyph));
  }
  return out.map((own) => withBlanks(own, glyphs));
}

/** The blanks that stand between the first and the last of some glyphs. */
function withBlanks(own: readonly SetGlyph[], all: readonly SetGlyph[]): SetGlyph[] {
  const [left, right] = [leftOf(own), rightOf(own)];
  const chosen = new Set(own);
  return all.filter((glyph) => chosen.has(glyph) || (isBlank(glyph) && glyph.x > left && glyph.x < right));
}
