/** The pages of a PDF as printed lines, copies taken out; what is no words is counted and reported (SPEC PF2, PF7). */
import { type Said, said } from '../../../shared/house/import-said.ts';
import type { Report } from '../report.ts';
import { foldRadicals } from '../text/radicals.ts';
import { withoutCopies } from './copies.ts';
import { inReadingOrder, isFromRight, mirroredGlyphs, mirroredRules, unshaped } from './direction.ts';
import { drawingOf, type Glyph, type Rule } from './glyphs.ts';
import { linesOf } from './lines.ts';
import type { OpenPdf } from './open.ts';
import { inTwoColumns } from './two-columns.ts';
import { type SourceLine, sourceLine } from './words.ts';

/** Most characters of a file that are read. */
export const MOST_GLYPHS = 5_000_000;

export interface Drawn {
  readonly pages: readonly (readonly SourceLine[])[];
  readonly rules: ReadonlyMap<number, readonly Rule[]>;
  readonly glyphs: number;
  /** Characters that the file draws without saying which they are. */
  readonly unnamed: number;
  readonly pictures: number;
}

/** Reads page after page; stops when more characters come than are read. */
export async function readPages(
  pdf: OpenPdf,
  report: Report,
  onPage: (share: number) => void,
): Promise<Drawn> {
  const pages: SourceLine[][] = [];
  const rules = new Map<number, readonly Rule[]>();
  let [glyphs, unnamed, pictures, count] = [0, 0, 0, 0];
  for (let number = 1; number <= pdf.pages && glyphs <= MOST_GLYPHS; number += 1) {
    onPage(number / pdf.pages);
    const read = await pageOf(pdf, number, count + 1, report);
    count += read.lines.length;
    pages.push(read.lines);
    rules.set(number, read.rules);
    glyphs += read.glyphs;
    unnamed += read.unnamed;
    pictures += read.pictures;
  }
  if (pictures > 0) leftOut(report, said('pdf-pictures', { count: pictures }));
  if (unnamed > 0 && unnamed <= glyphs / 2) leftOut(report, said('pdf-unnamed', { count: unnamed }));
  return { pages, rules, glyphs, unnamed, pictures };
}

const leftOut = (report: Report, what: Said, line = 1): void =>
  report.add('left-out', 'doubt', { line, column: 1 }, what);

interface ReadPage extends Omit<Drawn, 'pages' | 'rules'> {
  readonly lines: SourceLine[];
  readonly rules: readonly Rule[];
}

async function pageOf(pdf: OpenPdf, number: number, first: number, report: Report): Promise<ReadPage> {
  const empty: ReadPage = { lines: [], rules: [], glyphs: 0, unnamed: 0, pictures: 0 };
  const commands = await pdf.page(number).catch((error: unknown) => String(error));
  if (typeof commands === 'string') {
    report.add(
      'lost',
      'doubt',
      { line: Math.max(first - 1, 1), column: 1 },
      said('pdf-page-lost', { page: number, reason: commands }),
    );
    return empty;
  }
  const drawing = drawingOf(commands);
  const named = drawing.glyphs.flatMap(clean);
  const { glyphs: read, count: folded } = renamed(named);
  const { glyphs, copies, quote } = withoutCopies(read);
  const fromRight = isFromRight(glyphs);
  const asDrawn = linesOf(number, fromRight ? mirroredGlyphs(glyphs) : glyphs);
  const parted = inTwoColumns(asDrawn);
  const printed = parted ?? asDrawn;
  const lines = inReadingOrder(printed, fromRight).map((line, index) =>
    sourceLine(line, first + index, index + 1),
  );
  const at = { line: Math.max(first, 1), column: 1 };
  if (copies > 0)
    report.add(
      'fake-bold',
      'repair',
      at,
      said('bold-copies', { count: copies, text: quote.length >= 60 ? `${quote}…` : quote }),
    );
  if (fromRight) report.add('visual-order', 'guess', at, said('pdf-from-right', { page: number }));
  if (parted) report.add('column', 'guess', at, said('pdf-two-columns', { page: number }));
  if (folded > 0) report.add('radical', 'repair', at, said('pdf-radical', { count: folded }));
  if (drawing.aslant.trim() !== '')
    leftOut(report, said('pdf-aslant', { text: drawing.aslant.trim().slice(0, 80) }), first);
  if (commands.comments > 0)
    report.add('comment', 'doubt', at, said('pdf-comments', { count: commands.comments, page: number }));
  const unnamed = drawing.glyphs.length - named.length;
  const rules = fromRight ? mirroredRules(drawing.rules) : drawing.rules;
  return { lines, rules, glyphs: drawing.glyphs.length, unnamed, pictures: drawing.pictures };
}

const NO_TEXT = /[\p{Cc}\p{Cs}\p{Co}\ufffc\ufffd\ufeff]/gu;

/** Without characters that no draft may hold, or that only the file's own font knows. */
function clean(glyph: Glyph): Glyph[] {
  if (/^\s+$/.test(glyph.text)) return [{ ...glyph, text: ' ' }];
  const text = unshaped(glyph.text.replace(NO_TEXT, ''));
  return text === '' ? [] : [text === glyph.text ? glyph : { ...glyph, text }];
}

const RADICAL = /[\u2e80-\u2fdf]/;

/** Characters that a font named after another one of the same shape: radicals, and a full-width slash. */
function renamed(glyphs: readonly Glyph[]): { readonly glyphs: readonly Glyph[]; readonly count: number } {
  let count = 0;
  const out = glyphs.map((glyph, index): Glyph => {
    const text = meant(glyph, glyphs[index - 1]);
    if (text === glyph.text) return glyph;
    count += 1;
    return { ...glyph, text };
  });
  return { glyphs: out, count };
}

function meant(glyph: Glyph, before: Glyph | undefined): string {
  // A division slash is never as wide as a Chinese character.
  if (glyph.text === '\u2215' && glyph.width > glyph.size * 0.9) return '\uff0f';
  if (!RADICAL.test(glyph.text)) return glyph.text;
  const pair = [...foldRadicals(`${before?.text ?? ''}${glyph.text}`)];
  return pair.slice(-[...glyph.text].length).join('');
}
