/**
 * Pages that are read from right to left. A PDF draws glyphs where they stand, so Arabic and Hebrew come in the order of
 * sight: such a page is read in a mirror, where its words run like any other's, and figures and Latin words in it are
 * turned back (SPEC PF10).
 */
import type { Glyph, Rule } from './glyphs.ts';
import { endOf, type PrintedLine, type SetGlyph } from './lines.ts';

const RTL = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
const FIGURE = /^[\d\u0660-\u0669\u06f0-\u06f9]/;
const LETTER = /^\p{L}/u;

/** Letters that the shaping of Arabic changed, as the letters they are. */
const SHAPED = /[\ufb1d-\ufdff\ufe70-\ufefc]/g;
export const unshaped = (text: string): string => text.replace(SHAPED, (shape) => shape.normalize('NFKC'));

/** What stands at x is read as standing as far from the other side: only distances count. */
const AXIS = 2_000;

/** Names and titles in Latin letters take much of many Arabic pages. */
const LEAST_SHARE = 0.35;

/** True when a good part of the letters of a page are of a script that is written from right to left. */
export function isFromRight(glyphs: readonly Glyph[]): boolean {
  const letters = glyphs.filter(({ text }) => LETTER.test(text));
  return letters.filter(({ text }) => RTL.test(text)).length > letters.length * LEAST_SHARE;
}

export const mirroredGlyphs = (glyphs: readonly Glyph[]): readonly Glyph[] =>
  glyphs.map((glyph) => ({ ...glyph, x: AXIS - endOf(glyph) }));

export const mirroredRules = (rules: readonly Rule[]): readonly Rule[] =>
  rules.map((rule) => ({ ...rule, left: AXIS - rule.right, right: AXIS - rule.left }));

type Way = 'right' | 'left' | 'figure' | 'neutral';

/** Which way a glyph runs by itself. */
function wayOf({ text }: Glyph): Way {
  if (RTL.test(text) && LETTER.test(text)) return 'left';
  if (FIGURE.test(text)) return 'figure';
  return LETTER.test(text) ? 'right' : 'neutral';
}

/** Lines in the order of reading: stretches that run against their page are turned round where they stand. */
export function inReadingOrder(lines: readonly PrintedLine[], isMirrored: boolean): readonly PrintedLine[] {
  const swaps = isMirrored && namesShapes(lines);
  return lines.map((line) => {
    const ways = line.glyphs.map(wayOf);
    if (!isMirrored && !ways.includes('left')) return line;
    const glyphs = line.glyphs.map((glyph) => (swaps ? swapped(glyph) : glyph));
    for (const [from, to] of isMirrored ? runsFromLeft(glyphs, ways) : runsFromRight(glyphs, ways)) {
      const run = turned(glyphs.slice(from, to));
      glyphs.splice(from, to - from, ...(swaps ? run.map(swapped) : run));
    }
    return { ...line, glyphs };
  });
}

/** A stretch of glyphs mirrored within its own extent. */
function turned(run: readonly SetGlyph[]): SetGlyph[] {
  const left = Math.min(...run.map(({ x }) => x));
  const right = Math.max(...run.map(endOf));
  return run.map((glyph) => ({ ...glyph, x: left + right - endOf(glyph) })).reverse();
}

/** So many em of nothing part columns: no run passes them. */
const COLUMN_GAP = 2;

/** Latin words with what stands between them, and figures with the points and slashes within them. */
function runsFromLeft(glyphs: readonly SetGlyph[], ways: readonly Way[]): [number, number][] {
  const found = runs(
    glyphs,
    ways,
    (way) => way === 'right' || way === 'figure',
    (end, start, at) => {
      const between = glyphs.slice(end, at);
      if (ways.slice(start, end).includes('right') || ways[at] === 'right') return true;
      return between.length === 0 || (between.length === 1 && /^[.,:/]$/.test(between[0]?.text ?? ''));
    },
  );
  return found.map((run) => withItsBracket(glyphs, run)).filter(([from, to]) => to - from > 1);
}

/** `Chair (GFC)`: a bracket at the end of Latin words whose partner is among them is one of them. */
function withItsBracket(glyphs: readonly SetGlyph[], [from, to]: [number, number]): [number, number] {
  const inside = glyphs.slice(from, to).filter(({ text }) => text in PAIRS);
  const isOdd = inside.length % 2 === 1;
  if (isOdd && (glyphs[from - 1]?.text ?? '') in PAIRS) return [from - 1, to];
  if (isOdd && (glyphs[to]?.text ?? '') in PAIRS) return [from, to + 1];
  return [from, to];
}

/** Arabic words in a line that runs from left to right. */
const runsFromRight = (glyphs: readonly SetGlyph[], ways: readonly Way[]): [number, number][] =>
  runs(
    glyphs,
    ways,
    (way) => way === 'left',
    () => true,
  ).filter(([from, to]) => to - from > 1);

/** Stretches that begin and end with glyphs of some ways; `joins` tells whether one goes on over what lies between. */
function runs(
  glyphs: readonly SetGlyph[],
  ways: readonly Way[],
  isOf: (way: Way) => boolean,
  joins: (end: number, start: number, at: number) => boolean,
): [number, number][] {
  const found: [number, number][] = [];
  let barrier = 0;
  ways.forEach((way, at) => {
    const glyph = glyphs[at] as SetGlyph;
    const before = glyphs[at - 1];
    if (before && glyph.x - endOf(before) > COLUMN_GAP * glyph.size) barrier = at;
    const last = found.at(-1);
    if (!isOf(way)) {
      if (way !== 'neutral') barrier = at + 1;
    } else if (last && last[1] > barrier - 1 && last[0] >= barrier && joins(last[1], last[0], at))
      last[1] = at + 1;
    else found.push([at, at + 1]);
  });
  return found;
}

const PAIRS: Readonly<Record<string, string>> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '{': '}',
  '}': '{',
  '«': '»',
  '»': '«',
  '（': '）',
  '）': '（',
  '［': '］',
  '］': '［',
};
const OPENS = new Set(['(', '[', '{', '«', '（', '［']);

/**
 * Most files name the shape of a bracket that is drawn, some the character that was meant. In a mirror the first makes
 * brackets close before they open.
 */
function namesShapes(lines: readonly PrintedLine[]): boolean {
  let [closesFirst, opensFirst] = [0, 0];
  for (const { glyphs } of lines) {
    let depth = 0;
    for (const { text } of glyphs) {
      if (!(text in PAIRS)) continue;
      depth += OPENS.has(text) ? 1 : -1;
      if (depth < 0) closesFirst += 1;
      if (depth > 0) opensFirst += 1;
    }
  }
  return closesFirst > opensFirst;
}

const swapped = (glyph: SetGlyph): SetGlyph => ({ ...glyph, text: PAIRS[glyph.text] ?? glyph.text });
