/** Lines, tables and notes of a PDF as the paragraphs that every import goes on with (SPEC PF5). */

import { said } from '../../../shared/house/import-said.ts';
import type { Report } from '../report.ts';
import type { Hyphens } from '../text/hyphens.ts';
import { tidyCell } from '../text/sources.ts';
import { widthOf } from '../text/width.ts';
import { parts } from '../text/wraps.ts';
import { after, type Footnote, type Piece, textOf, trim, type Unit } from '../work.ts';
import type { Note } from './edges.ts';
import { leftOf, rightOf, sizeOf } from './lines.ts';
import { type Column, type Measures, type Paragraph, paragraphsIn } from './paragraphs.ts';
import { type Region, regionsOf } from './regions.ts';
import { type Row, rowsOf } from './rows.ts';
import type { CellLine, SourceLine } from './words.ts';

/** The words of a line's cell, radicals folded. */
export type ReadWords = (line: CellLine) => Piece[];

/** The units of a file. What is left out of them is named in the report. */
export function unitsOf(
  lines: readonly SourceLine[],
  measures: Measures,
  read: ReadWords,
  report: Report,
  hyphens: Hyphens,
): Unit[] {
  const writer = new Writer(read, report, measures, hyphens);
  const pieces = regionsOf(lines);
  const running = pieces.filter((piece): piece is SourceLine => !('heads' in piece));
  const page = columnOf(running.filter(({ within }) => !within));
  let waiting: CellLine[] = [];
  const flush = () => {
    const column = waiting[0]?.line.within ?? page;
    for (const each of paragraphsIn(waiting, column, measures)) writer.paragraph(each, leadOf(each, column));
    waiting = [];
  };
  for (const piece of pieces) {
    if ('heads' in piece) {
      flush();
      writer.table(piece);
    } else {
      if (!isOneColumn(waiting[0]?.line, piece)) flush();
      waiting.push({ line: piece, glyphs: piece.glyphs });
    }
  }
  flush();
  return writer.units;
}

/** Lines of one column of running text, on one page or the next. */
const isOneColumn = (first: SourceLine | undefined, line: SourceLine): boolean =>
  first === undefined ||
  (first.within?.left === line.within?.left && first.within?.right === line.within?.right);

function columnOf(lines: readonly SourceLine[]): Column {
  const lefts = lines.map(({ glyphs }) => leftOf(glyphs));
  const rights = lines.map(({ glyphs }) => rightOf(glyphs));
  return {
    left: lefts.reduce((a, b) => Math.min(a, b), 5_000),
    right: rights.reduce((a, b) => Math.max(a, b), 0),
  };
}

/** How far a paragraph is set in, in half-width columns; its first line alone tells nothing, and centred lines neither. */
function leadOf(lines: Paragraph, column: Column): number {
  const size = sizeOf(lines[0]?.glyphs ?? []);
  const left =
    lines.reduce((least, { glyphs }) => Math.min(least, leftOf(glyphs)), column.right) - column.left;
  const right = column.right - Math.max(...lines.map(({ glyphs }) => rightOf(glyphs)));
  return Math.abs(left - right) < size && lines.length < 3 ? 0 : Math.max(0, Math.round((left / size) * 2));
}

class Writer {
  readonly units: Unit[] = [];

  constructor(
    private readonly read: ReadWords,
    private readonly report: Report,
    private readonly measures: Measures,
    private readonly hyphens: Hyphens,
  ) {}

  paragraph(lines: Paragraph, lead = 0): void {
    this.#unit(joined(lines, this.read, this.hyphens), lines[0], lead);
  }

  table(region: Region): void {
    const heads = region.heads.join('\t');
    const place = { line: region.head.number, column: 1 };
    this.#unit([{ text: heads, ...place }], { line: region.head, glyphs: region.head.glyphs });
    for (const piece of rowsOf(region, this.measures)) {
      if (piece.kind === 'across') this.paragraph(piece.lines);
      else if (piece.kind === 'row') this.#row(piece);
      else this.#repeated(piece.line);
    }
  }

  #repeated({ number, text }: SourceLine): void {
    this.report.drop(text);
    const message = said('page-heads', { text });
    this.report.add('page-furniture', 'repair', { line: number, column: 1 }, message);
  }

  /** Cell by cell, parted by tabs, as this project's own plain text parts them. */
  #row(row: Row): void {
    const [first] = row.text;
    if (!first) return;
    const tab = (text: string): Piece => ({ text, line: first.line.number, column: 1 });
    const concept = joined(row.concept, this.read, this.hyphens);
    const sources = row.sources.flatMap((each) => [
      tab('\t'),
      tab(tidyCell(textOf(joined(each, this.read, this.hyphens)))),
    ]);
    const lead = row.opens ? '' : '    ';
    this.#unit(
      [...concept, tab(`\t${lead}`), ...joined(row.text, this.read, this.hyphens), ...sources],
      first,
    );
    if (row.isLoose) this.#tellLoose(row, textOf(concept));
  }

  #tellLoose({ text: [first] }: Row, concept: string): void {
    const message = said('concept-row', { text: concept });
    this.report.add('concept-place', 'guess', { line: first?.line.number ?? 1, column: 1 }, message);
  }

  #unit(pieces: readonly Piece[], first: CellLine | undefined, lead = 0): void {
    const text = textOf(pieces);
    if (!first || text.trim() === '') return;
    const line = first.line.number;
    this.units.push({
      kind: 'text',
      pieces,
      line,
      height: 1,
      lead,
      startsPage: false,
      width: widthOf(text),
    });
  }
}

/** The words of several lines as one paragraph. A line that broke at a word gives a space. */
export function joined(lines: readonly CellLine[], read: ReadWords, hyphens: Hyphens): Piece[] {
  let out: Piece[] = [];
  for (const line of lines) {
    const next = read(line);
    const [before, begin] = [textOf(out), textOf(next)];
    const last = out.at(-1);
    const end = next[0];
    if (last && end && parts(before, begin)) {
      const strong = 'text' in last && 'text' in end && last.strong && end.strong;
      out.push({
        text: ' ',
        line: line.line.number,
        column: 1,
        ...(strong ? { strong: true as const } : {}),
      });
    } else if (last && end) out = hyphens.joined(out, begin);
    out.push(...next);
  }
  return out;
}

/** The notes of all pages, for the end of their part. */
export const footnotesOf = (notes: readonly Note[], read: ReadWords, hyphens: Hyphens): Footnote[] =>
  notes.map(({ mark, skip, lines }) => {
    const cells = lines.map((line) => ({ line, glyphs: line.glyphs }));
    const pieces = trim(after(joined(cells, read, hyphens), skip));
    return { mark, pieces, line: lines[0]?.number ?? 1, column: 1 };
  });
