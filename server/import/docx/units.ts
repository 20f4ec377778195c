/** The content of a Word file as the paragraphs that every import goes on with: numbers written out, one view chosen. */

import { said } from '../../../shared/house/import-said.ts';
import { Report } from '../report.ts';
import { readMarker } from '../text/markers.ts';
import { widthOf } from '../text/width.ts';
import type { Hint, Origin, Piece, Place, Unit } from '../work.ts';
import { textOf } from '../work.ts';
import { countParagraphs, isIn, lengthIn, type View } from './changes.ts';
import { draftHeads, rowInColumns } from './columns.ts';
import type {
  AutoNumber,
  DocxBlock,
  DocxCell,
  DocxContent,
  DocxNote,
  DocxParagraph,
  DocxRow,
} from './content.ts';
import { placedAt, printedOf, spanOf, trimmed } from './pieces.ts';

export interface Linear {
  readonly units: readonly Unit[];
  /** The same as text, one paragraph a line: what the account of the import is kept against. */
  readonly text: string;
  /** Where the words of each paragraph of the file came to stand in that text. */
  readonly origins: readonly OriginStretch[];
}
/** Words of one run, at their place in the text; of no length: an empty paragraph of this view. */
export interface OriginStretch extends Origin, Place {
  readonly length: number;
}

/** Units and text of a view. */
export function linearise(content: DocxContent, view: View, report = new Report()): Linear {
  const line = new Liner(
    view,
    new Map(content.notes.map((note) => [note.id, note.mark])),
    indentOf(content),
    report,
    countParagraphs(content),
  );
  line.blocks(content.blocks);
  for (const note of content.notes) line.note(note);
  return { units: line.units, text: line.lines.join('\n'), origins: line.origins };
}

class Liner {
  readonly units: Unit[] = [];
  readonly lines: string[] = [];
  readonly origins: OriginStretch[] = [];
  /** Paragraphs that are one in this view, because the end between them is not in it. */
  #joined: DocxParagraph[] = [];

  constructor(
    private readonly view: View,
    private readonly marks: ReadonlyMap<string, string>,
    private readonly indent: number,
    private readonly report: Report,
    private readonly counts: ReadonlyMap<DocxParagraph, number>,
  ) {}

  blocks(blocks: readonly DocxBlock[]): void {
    for (const block of blocks) {
      if (block.kind === 'table') {
        this.#close();
        this.#table(block.rows);
      } else {
        this.#joined.push(block);
        if (isIn(this.view, block.mark)) this.#close();
      }
    }
    this.#close();
  }

  /** A note is one paragraph; a new paragraph in it is a new line. */
  note(note: DocxNote): void {
    const pieces = this.#pieces(paragraphsIn(note.blocks), '');
    this.#unit(trimmed(pieces), { note: note.mark }, `${note.mark} `);
  }

  #close(): void {
    const [first] = this.#joined;
    if (first) this.#paragraph(first, this.#joined);
    this.#joined = [];
  }

  #paragraph(first: DocxParagraph, all: readonly DocxParagraph[]): void {
    const words = trimmed(all.flatMap((each) => this.#words(each)));
    if (words.length === 0 && !first.number) return;
    const number = this.#isMeant(first, words) ? first.number : undefined;
    const head: Piece[] = number ? [{ text: `${number.text} `, line: 1, column: 1 }] : [];
    const lead = number ? 0 : leadOf(first.indent - this.indent);
    this.#unit([...head, ...words], hintOf({ ...first, number }), '', lead);
  }

  /** The name of an option is no numbered paragraph, even where Word prints a number before it. */
  #isMeant({ number }: DocxParagraph, words: readonly Piece[]): boolean {
    const text = textOf(words);
    if (!number || isItem(number) || readMarker(text)?.kind !== 'option') return true;
    const place = { line: this.lines.length + 1, column: 1 };
    const message = said('option-number', { number: number.text, text: text.slice(0, 24) });
    this.report.add('numbering', 'guess', place, message);
    return false;
  }

  #unit(pieces: readonly Piece[], hint: Hint, before: string, lead = 0): void {
    const line = this.lines.length + 1;
    const placed = this.#placed(pieces, line, before.length + 1);
    const text = textOf(placed);
    if (text.trim() === '') return;
    this.lines.push(before + printedOf(placed));
    this.units.push({
      kind: 'text',
      pieces: placed,
      line,
      height: 1,
      lead,
      startsPage: false,
      width: widthOf(text),
      hint,
    });
  }

  #table(rows: readonly DocxRow[]): void {
    const shown = rows.filter((row) => isIn(this.view, row.changes));
    const [first, ...rest] = shown;
    const boxed = shown.length === 1 && first?.cells.length === 1;
    if (boxed) this.blocks(first?.cells[0]?.blocks ?? []);
    else if (first && draftHeads(first.cells.map((cell) => this.#cell(cell)))) this.#columns(first, rest);
    else for (const [index, row] of shown.entries()) this.#row(row, row.head || index === 0);
  }

  /** A draft set as a table; a cell across all columns is a heading. */
  #columns(head: DocxRow, rows: readonly DocxRow[]): void {
    const heads = head.cells.map((cell) => textOf(this.#cell(cell)));
    this.#unit([{ text: heads.join('\t'), line: 1, column: 1 }], {}, '');
    for (const { cells } of rows) {
      const [concept, text, ...sources] = cells;
      if (!concept || !text) this.blocks(concept?.blocks ?? []);
      else this.#rowInColumns(concept, text, sources);
    }
  }

  #rowInColumns(concept: DocxCell, text: DocxCell, sources: readonly DocxCell[]): void {
    const each = (cell: DocxCell) =>
      paragraphsIn(cell.blocks)
        .map((paragraph) => this.#pieces([paragraph], ' '))
        .filter((pieces) => pieces.length > 0);
    const label = each(concept).flatMap((pieces, at) => (at === 0 ? pieces : [SPACE, ...pieces]));
    const lines = rowInColumns(label, each(text), sources.flatMap(each));
    for (const line of lines) this.#unit(line, {}, '');
  }

  #row(row: DocxRow, head: boolean): void {
    const line = this.lines.length + 1;
    const shown = row.cells.filter((cell) => isIn(this.view, cell.changes));
    const cells = shown.flatMap((cell) => [this.#cell(cell), ...Array<Piece[]>(cell.span - 1).fill([])]);
    let column = 1;
    const placed = cells.map((cell) => {
      const pieces = this.#placed(cell, line, column);
      column += printedOf(pieces).length + 1;
      return pieces;
    });
    if (placed.every((cell) => textOf(cell).trim() === '')) return;
    this.lines.push(placed.map(printedOf).join('\t'));
    const width = widthOf(placed.map(textOf).join(' '));
    this.units.push({
      kind: 'text',
      pieces: placed.flat(),
      line,
      height: 1,
      lead: 0,
      startsPage: false,
      width,
      hint: { cells: placed, head },
    });
  }

  #cell(cell: DocxCell): Piece[] {
    return trimmed(this.#pieces(paragraphsIn(cell.blocks), ' '));
  }

  /** Several paragraphs as one, a new line between them; numbers written out. */
  #pieces(paragraphs: readonly DocxParagraph[], gap: string): Piece[] {
    const shown = paragraphs.map((each) => {
      const words = trimmed(this.#words(each));
      const number: Piece[] = each.number ? [{ text: `${each.number.text}${gap}`, line: 1, column: 1 }] : [];
      return [...number, ...words];
    });
    return shown
      .filter((pieces) => pieces.length > 0)
      .flatMap((pieces, index): Piece[] => (index === 0 ? pieces : [LINE_BREAK, ...pieces]));
  }

  /** Pieces at their place in the text; where their words came from is noted. */
  #placed(pieces: readonly Piece[], line: number, from: number): Piece[] {
    return placedAt(pieces, line, from).map((piece) => {
      if (!('text' in piece) || !piece.origin) return piece;
      const { origin, ...rest } = piece;
      this.origins.push({ ...origin, line, column: piece.column, length: piece.text.length });
      return rest;
    });
  }

  /** What the view shows of a paragraph. A tab stands for a space: columns of tabs are no cells in Word. */
  #words(paragraph: DocxParagraph): Piece[] {
    let before = 0;
    return paragraph.runs.flatMap((run): Piece[] => {
      const origin = { paragraph: this.counts.get(paragraph) ?? 0, offset: before };
      before += lengthIn(run);
      if (!isIn(this.view, run.changes)) return [];
      if (run.kind === 'line-break') return [LINE_BREAK];
      if (run.kind === 'note') return this.#reference(run.id ?? '');
      return run.kind === 'words' ? [spanOf(run, origin)] : [];
    });
  }

  #reference(id: string): Piece[] {
    const mark = this.marks.get(id);
    return mark === undefined ? [] : [{ object: { el: 'note_ref', note: '', mark }, line: 1, column: 1 }];
  }
}

/** Twentieths of a point a step of indent takes; less is how a typist set a tab. */
const STEP = 283;
const leadOf = (indent: number): number => Math.max(0, Math.round(indent / STEP)) * 2;

/** The indent of most unnumbered paragraphs, from which deeper ones are told. */
function indentOf({ blocks }: DocxContent): number {
  const indents = blocks.flatMap((block) =>
    block.kind === 'paragraph' && !block.number ? [block.indent] : [],
  );
  return indents.sort((a, b) => a - b)[Math.floor(indents.length / 2)] ?? 0;
}

const SPACE: Piece = { text: ' ', line: 1, column: 1 };
const LINE_BREAK: Piece = { object: { el: 'line_break' }, line: 1, column: 1 };

/**
 * Headings by their style, unless a number says what they are. Items by their list: the first level of lettered or
 * numbered ones is that of provisions, so their items stand one deeper.
 */
function hintOf({ heading, number }: DocxParagraph): Hint {
  if (number) return isItem(number) ? { list: number.depth + (number.format === 'bullet' ? 1 : 2) } : {};
  return heading === undefined ? {} : { heading };
}

const isItem = ({ format, text }: AutoNumber): boolean =>
  format === 'bullet' || format === 'lowerLetter' || format === 'lowerRoman' || /^[（(]/.test(text);

const paragraphsIn = (blocks: readonly DocxBlock[]): readonly DocxParagraph[] =>
  blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? [block]
      : block.rows.flatMap((row) => row.cells.flatMap((cell) => paragraphsIn(cell.blocks))),
  );
