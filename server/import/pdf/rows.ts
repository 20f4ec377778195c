/** A table of concept, text and source: each paragraph of its text with what stands level with it (SPEC PF5). */

import { TEXT_HEADS } from '../text/column-heads.ts';
import { readMarker } from '../text/markers.ts';
import { mayContinue } from '../text/sources.ts';
import { sizeOf } from './lines.ts';
import {
  type Column,
  isParted,
  type Measures,
  type Paragraph,
  paragraphsIn,
  ruleBetween,
} from './paragraphs.ts';
import { cellsOf, isRepeated, type Region, spans } from './regions.ts';
import { type CellLine, type SourceLine, wordsOf } from './words.ts';

/** A paragraph of the text column with its concept and its sources. */
export interface Row {
  readonly kind: 'row';
  readonly text: Paragraph;
  /** True when a row of the table begins with it: without a number it is a provision of its own. */
  opens: boolean;
  concept: CellLine[];
  /** True when concept and text do not begin level with each other. */
  isLoose: boolean;
  readonly sources: CellLine[][];
}
/** Words across all columns: a heading. */
export interface Across {
  readonly kind: 'across';
  readonly lines: Paragraph;
}
export type TablePiece = Row | Across | { readonly kind: 'repeated'; readonly line: SourceLine };

/** Reads a table from top to bottom. */
export function rowsOf(region: Region, measures: Measures): TablePiece[] {
  const out: TablePiece[] = [];
  let cells: SourceLine[] = [];
  let across: CellLine[] = [];
  const flush = () => {
    if (across.length > 0) out.push(...headings(across, region, measures));
    if (cells.length > 0) out.push(...new Rows(cells, region, measures).read());
    cells = [];
    across = [];
  };
  for (const line of region.lines) {
    const whole: CellLine = { line, glyphs: line.glyphs };
    if (isRepeated(line, region.heads)) {
      out.push({ kind: 'repeated', line });
    } else if (isAcross(whole, across.at(-1), region, measures)) {
      if (cells.length > 0) flush();
      across.push(whole);
    } else {
      if (across.length > 0) flush();
      cells.push(line);
    }
  }
  flush();
  return out;
}

function isAcross(next: CellLine, before: CellLine | undefined, region: Region, measures: Measures): boolean {
  if (spans(next.line, region.gutters)) return true;
  const cells = cellsOf(next.line, region.gutters);
  if (cells.filter((cell) => cell.length > 0).length > 1) return false;
  if (before && before.line.page === next.line.page && !isParted(before, next, measures)) return true;
  return (
    cells[0]?.length !== 0 &&
    /^(?:第|Chapter|CHAPTER|Part|PART|Section|SECTION)/.test(next.line.text) &&
    readMarker(next.line.text)?.kind === 'chapter'
  );
}

function headings(lines: readonly CellLine[], { columns }: Region, measures: Measures): Across[] {
  const width: Column = { left: columns[0]?.left ?? 0, right: columns.at(-1)?.right ?? 0 };
  return paragraphsIn(lines, width, measures).map((each) => ({ kind: 'across', lines: each }));
}

class Rows {
  readonly #columns: readonly CellLine[][];
  readonly #at: number;

  constructor(
    lines: readonly SourceLine[],
    private readonly region: Region,
    private readonly measures: Measures,
  ) {
    this.#columns = region.columns.map((_, column) =>
      lines.flatMap((line) => {
        const glyphs = cellsOf(line, region.gutters)[column] ?? [];
        return glyphs.length > 0 ? [{ line, glyphs }] : [];
      }),
    );
    this.#at = region.heads.findIndex((head) => TEXT_HEADS.test(head));
  }

  read(): Row[] {
    const concepts = this.#at > 0 ? this.#concepts(this.#columns[0] ?? []) : [];
    const starts = concepts.map(([first]) => first as CellLine);
    const texts = this.#columns[this.#at] ?? [];
    const column = this.region.columns[this.#at] ?? { left: 0, right: 0 };
    const rows = paragraphsIn(texts, column, this.measures, (line) =>
      starts.some((start) => isLevel(start, line)),
    );
    const out = rows.map(
      (text): Row => ({ kind: 'row', text, opens: false, concept: [], isLoose: false, sources: [] }),
    );
    out.forEach((row, index) => {
      const last = out[index - 1]?.text.at(-1);
      const [first] = row.text;
      row.opens =
        !last || !first || this.#opensRow(last, first) || starts.some((start) => isLevel(start, first));
    });
    for (const concept of concepts) attachConcept(concept, out);
    const sources = this.#columns.slice(this.#at + 1).flat();
    for (const source of this.#sources(sources, rows)) attachSource(source, out);
    return out;
  }

  /** A rule, or in a table without rules more room than within a cell, begins a row. */
  #opensRow(last: CellLine, first: CellLine): boolean {
    const { rules, leading } = this.measures;
    const { page } = last.line;
    const isRuled = (rules.get(page) ?? []).length > 2;
    if (page !== first.line.page) return isRuled && this.#isClosed(last);
    if (isRuled) return ruleBetween(last, first, rules) !== undefined;
    return first.line.y - last.line.y > leading * sizeOf(first.glyphs) * 1.5;
  }

  /** At the foot of a page a rule right below the last line ends its row. */
  #isClosed({ line, glyphs }: CellLine): boolean {
    const rules = this.measures.rules.get(line.page) ?? [];
    return rules.some(({ y }) => y > line.y && y - line.y < sizeOf(glyphs) * this.measures.leading * 1.6);
  }

  /** The cells of the first column: lines that no rule and no room part. */
  #concepts(lines: readonly CellLine[]): CellLine[][] {
    const out: CellLine[][] = [];
    for (const line of lines) {
      const last = out.at(-1)?.at(-1);
      const isSame = last && last.line.page === line.line.page && !isParted(last, line, this.measures);
      if (isSame) out.at(-1)?.push(line);
      else out.push([line]);
    }
    return out;
  }

  #sources(lines: readonly CellLine[], texts: readonly Paragraph[]): CellLine[][] {
    const column = this.region.columns.at(-1) ?? { left: 0, right: 0 };
    const tops = texts.map(([first]) => first as CellLine);
    const out: CellLine[][] = [];
    for (const line of lines) {
      const open = out.at(-1);
      const last = open?.at(-1);
      const isParagraph = tops.some((top) => isLevel(top, line));
      const goesOn =
        open &&
        last &&
        !isParagraph &&
        !isParted(last, line, this.measures) &&
        (mayContinue(wordsOf(last.glyphs)) || paragraphsIn([last, line], column, this.measures).length === 1);
      if (goesOn) open.push(line);
      else out.push([line]);
    }
    return out;
  }
}

const isLevel = (a: CellLine, b: CellLine): boolean =>
  a.line.page === b.line.page && Math.abs(a.line.y - b.line.y) <= sizeOf(b.glyphs) * 0.7;

const isBelow = (a: CellLine, b: CellLine): boolean =>
  a.line.page > b.line.page || (a.line.page === b.line.page && a.line.y > b.line.y - sizeOf(b.glyphs) * 0.7);

/** To the paragraph that it is level with; else to the row that it stands in. */
function attachConcept(concept: CellLine[], rows: readonly Row[]): void {
  const [start] = concept;
  if (!start) return;
  const level = rows.find(({ text: [first] }) => first && isLevel(first, start));
  const row =
    level ?? rows.findLast(({ opens, text: [first] }) => opens && first && isBelow(start, first)) ?? rows[0];
  if (!row) return;
  row.concept.push(...concept);
  row.opens = true;
  row.isLoose ||= level === undefined;
}

function attachSource(source: CellLine[], rows: readonly Row[]): void {
  const [start] = source;
  const row = start && (rows.findLast(({ text: [first] }) => first && isBelow(start, first)) ?? rows[0]);
  row?.sources.push(source);
}
