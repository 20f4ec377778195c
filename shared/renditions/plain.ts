/**
 * A rendition as plain text. The bracketed text is the text alone, in the forms of `text.ts`, so that it can be imported
 * again (RT1); every other one begins with what stands above it (SPEC EX4).
 */
import { layOut } from './layout.ts';
import type { Rendition } from './rendition.ts';
import { type Cell, type Entry, type Head, printedDocument, type Row, textOfLine } from './sheet.ts';
import { printText } from './text.ts';

/** The text with its line ends; ends with a newline. */
export function writeText(rendition: Rendition): string {
  const { body, kind, scheme } = rendition;
  const sheet = layOut(rendition);
  if (body.kind !== 'text')
    return `${[...above(sheet.head), ...sheet.entries.flatMap(lines)].join('\n\n')}\n`;
  const text = printText({ ...body.document, blocks: printedDocument(rendition) }, { scheme });
  return kind === 'bracketed' || kind === 'columns' ? text : [...above(sheet.head), text].join('\n\n');
}

const above = ({ symbol, restricted, date, title, lines: said, notice }: Head): readonly string[] => [
  [symbol, restricted, date].filter((each) => each !== undefined && each !== '').join('\t'),
  ...[title, ...said, notice].filter((each) => each !== undefined),
];

function lines(entry: Entry): readonly string[] {
  if (entry.kind === 'note')
    return [`${entry.note.mark} ${entry.note.pieces.map(({ text }) => text).join('')}`.trim()];
  if (entry.kind === 'para') return [[textOfLine(entry.para.line), ...entry.sources].join('\t')];
  const rows: readonly Row[] = [...(entry.heads.length > 0 ? [{ cells: entry.heads }] : []), ...entry.rows];
  return [rows.map(cells).join('\n')];
}

const cells = (row: Row): string =>
  'across' in row ? textOfLine(row.across.line) : row.cells.map(cell).join('\t');

const cell = ({ paras }: Cell): string => paras.map(({ line }) => textOfLine(line)).join('; ');
