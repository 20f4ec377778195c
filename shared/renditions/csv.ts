/** The tables of a rendition as CSV (RFC 4180), safe to open in a spreadsheet (SPEC EX6). */
import type { Rendition } from './rendition.ts';
import { sideRows } from './side-layout.ts';
import { vocabularyOf } from './vocabulary.ts';

/** True for renditions that are a list: points, compilation, proposals beside the base text. */
export const isList = ({ body }: Rendition): boolean => body.kind !== 'text';

/**
 * The points of a rendition, one a line. Begins with a byte order mark, without which spreadsheets misread Chinese and
 * Arabic. A compilation says who asks. Throws for a text, which is no list.
 */
export function writeCsv(rendition: Rendition): string {
  const { body } = rendition;
  if (body.kind === 'text') throw new Error('only lists of points can be written as CSV');
  const words = vocabularyOf(rendition.language);
  if (body.kind === 'sides') return csvOf(sideRows(body, rendition.scheme, words));
  const heads = [words.number, words.place, words.words, words.kind];
  const rows = body.points.map((row) => [
    row.number,
    row.place,
    row.words,
    words.kinds[row.kind] + (row.continued ? ` (${words.continued})` : ''),
    ...(body.kind === 'compilation' ? [row.askedBy] : []),
  ]);
  const all = [body.kind === 'compilation' ? [...heads, words.askedBy] : heads, ...rows];
  return csvOf(all);
}

/** Rows as CSV; the first are the heads. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** A cell that begins like a formula gets an apostrophe, which spreadsheets show as text. */
function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
