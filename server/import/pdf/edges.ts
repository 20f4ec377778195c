/** What belongs to the page and not to the text: running heads, page numbers, footnotes at its foot (SPEC PF4, PF6). */
import { columnHeads } from '../text/column-heads.ts';
import { inked, leftOf, rightOf, segments, sizeOf } from './lines.ts';
import type { Measures } from './paragraphs.ts';
import { type SourceLine, wordsOf } from './words.ts';

/** So many lines at the top and at the bottom of a page may be heads and numbers. */
const EDGE = 2;
/** Points that a running head may wander up and down. */
const WANDER = 4;
const LEAST_PAGES = 3;
const PAGE_NUMBER =
  /^(?:[-–—]\s*)?(?:(?:Page|page|第)\s*)?\d{1,4}(?:\s*(?:\/|of)\s*\d{1,4}|\s*页)?(?:\s*[-–—])?$/;

export type Furniture = 'page-number' | 'page-head';

/** The lines that are printed on page after page, at one height, with nothing but numbers changing. */
export function furnitureIn(
  pages: readonly (readonly SourceLine[])[],
  { leading }: Measures,
): Map<SourceLine, Furniture> {
  const found = new Map<SourceLine, Furniture>();
  const shapes = new Map<string, SourceLine[]>();
  for (const lines of pages)
    for (const line of new Set([...edge(lines, leading), ...edge(lines.toReversed(), leading)])) {
      if (headsOf(line)) continue;
      const shape = line.text.replace(/\d+/g, '#');
      shapes.set(shape, [...(shapes.get(shape) ?? []), line]);
    }
  for (const lines of shapes.values())
    for (const line of lines) {
      const level = lines.filter((other) => Math.abs(other.y - line.y) < WANDER);
      if (isFurniture(line, level, pages.length))
        found.set(line, PAGE_NUMBER.test(line.text) ? 'page-number' : 'page-head');
    }
  return found;
}

/** The lines nearest to an edge of the page that room parts from the text; a page number may stand close to it. */
function edge(inwards: readonly SourceLine[], leading: number): SourceLine[] {
  const isApart = (at: number) => {
    const [line, next] = [inwards[at], inwards[at + 1]];
    if (!line || !next) return false;
    return Math.abs(next.y - line.y) > leading * 1.28 * Math.max(sizeOf(line.glyphs), sizeOf(next.glyphs));
  };
  const parted = [EDGE, 1].find((count) => isApart(count - 1)) ?? 0;
  return inwards.filter((line, at) => at < parted || (at < EDGE && PAGE_NUMBER.test(line.text)));
}

function isFurniture(line: SourceLine, level: readonly SourceLine[], pages: number): boolean {
  if (new Set(level.map(({ page }) => page)).size >= LEAST_PAGES) return true;
  return pages > 1 && pages < LEAST_PAGES && level.length === pages && PAGE_NUMBER.test(line.text);
}

/** The heads of columns that a line prints, if it does. */
export const headsOf = (line: SourceLine): string[] | undefined => {
  const parts = segments(line.glyphs, 1).map(wordsOf);
  return parts.length > 1 ? columnHeads(parts.join('\t')) : undefined;
};

const MARK = /^(\*{1,4}|\+{1,4}|[†‡§¶]{1,2}|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\d{1,3}(?![\d.．,、)/-])|[a-z](?=\s))\s*(?=\S)/;

export interface Note {
  readonly mark: string;
  /** Characters of the first line that are the mark and the space after it. */
  readonly skip: number;
  readonly lines: SourceLine[];
}

/** Takes the notes at the foot of a page: under a short rule, or set smaller than the text. Returns the lines of the text. */
export function takeFoot(
  lines: readonly SourceLine[],
  size: number,
  { rules }: Measures,
  notes: Note[],
): readonly SourceLine[] {
  const from = footOf(lines, size, rules.get(lines[0]?.page ?? 0) ?? []);
  for (const line of lines.slice(from)) {
    const [all = '', mark = ''] = MARK.exec(line.text) ?? [];
    const last = notes.at(-1);
    if (mark !== '' && !isInside(line, last)) notes.push({ mark, skip: all.length, lines: [line] });
    else if (last) last.lines.push(line);
  }
  return lines.slice(0, from);
}

/** A line set in as far as the words of the note before it, and no mark raised, goes on with that note. */
const isInside = (line: SourceLine, note: Note | undefined): boolean =>
  note !== undefined &&
  /^\d|^[a-z]/.test(line.text) &&
  !inked(line.glyphs)[0]?.raised &&
  Number(note.mark) + 1 !== Number(MARK.exec(line.text)?.[1]);

type PageRule = { readonly left: number; readonly right: number; readonly y: number };

function footOf(lines: readonly SourceLine[], size: number, rules: readonly PageRule[]): number {
  const widest = Math.max(...lines.map(({ glyphs }) => rightOf(glyphs) - leftOf(glyphs)), 1);
  for (let at = 1; at < lines.length; at += 1) {
    const [line, before] = [lines[at], lines[at - 1]];
    if (!line || !before || !MARK.test(line.text)) continue;
    const isSmall = lines.slice(at).every(({ glyphs }) => sizeOf(glyphs) <= size * 0.93);
    const isRuled = rules.some(
      (rule) =>
        rule.y > before.y &&
        rule.y < line.y &&
        line.y - rule.y < size * 3 &&
        rule.right - rule.left < widest * 0.6 &&
        rules.every((other) => other.y <= rule.y + 3),
    );
    if (isSmall || isRuled) return at;
  }
  return lines.length;
}
