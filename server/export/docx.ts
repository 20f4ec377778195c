/** A rendition as a Word file: running text or columns, labels as text, real footnotes (SPEC EX10, EX11). */
import {
  AlignmentType,
  BorderStyle,
  Document,
  type FileChild,
  type IParagraphOptions,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { layOut } from '../../shared/renditions/layout.ts';
import type { Rendition } from '../../shared/renditions/rendition.ts';
import {
  type Cell,
  type Entry,
  type Head,
  isShortRow,
  type Line,
  type Para,
  type Row,
  type Sheet,
  type Table as SheetTable,
} from '../../shared/renditions/sheet.ts';
import { BASE_PROPERTY } from './base-mark.ts';
import { pack } from './pack.ts';
import { headBeside, headValues } from './template/head.ts';
import { type Face, faceOf, RunMaker } from './word.ts';
import { directed, paragraphLook, sectionOf, stylesOf, textWidth, type WordOptions } from './word-style.ts';

/** The bytes of the file; the same rendition gives the same bytes. */
export async function writeDocx(rendition: Rendition, options: WordOptions): Promise<Uint8Array> {
  const sheet = layOut(rendition);
  const { masthead } = rendition;
  const writer = new WordWriter(sheet, options, headBeside(sheet.head, options.template, masthead));
  const document = writer.document();
  const marks = [...writer.footnotes].map((id) => sheet.notes.get(id)?.mark ?? '');
  const filling = options.template && { template: options.template, values: headValues(sheet, masthead) };
  return pack(document, { title: sheet.title, language: sheet.language, at: masthead.at, marks }, filling);
}

class WordWriter {
  readonly #face: Face;
  readonly #runs: RunMaker;
  /** A part begins a page, unless nothing but headings stands before it. */
  #hasBegun = false;

  constructor(
    private readonly sheet: Sheet,
    private readonly options: WordOptions,
    private readonly head: Partial<Head> & Pick<Head, 'lines'>,
  ) {
    this.#face = faceOf(sheet.language, sheet.dir, options.template?.size);
    this.#runs = new RunMaker(this.#face, sheet.notes);
  }

  /** Ids of the notes that are footnotes, in the order of their numbers. */
  get footnotes(): Iterable<string> {
    return this.#runs.footnotes.keys();
  }

  document(): Document {
    const { entries, title } = this.sheet;
    const { base } = this.options;
    const children = [...this.#head(this.head), ...entries.flatMap((entry) => this.#entry(entry))];
    const section = sectionOf(this.sheet, this.options, this.#face, this.#runs);
    return new Document({
      title,
      creator: '',
      lastModifiedBy: '',
      styles: stylesOf(this.#face) ?? {},
      footnotes: this.#footnotes(),
      ...(base === undefined ? {} : { customProperties: [{ name: BASE_PROPERTY, value: base }] }),
      sections: [{ ...section, children }],
    });
  }

  #footnotes() {
    const notes = [...this.#runs.footnotes].map(([id, number]) => {
      const pieces = this.sheet.notes.get(id)?.pieces ?? [];
      const children = [new TextRun({ text: ' ' }), ...this.#runs.pieces(pieces)];
      return [
        String(number),
        { children: [new Paragraph({ style: 'FootnoteText', children, ...directed(this.#face) })] },
      ] as const;
    });
    return Object.fromEntries(notes);
  }

  #head({ symbol, restricted, date, title, lines, notice }: WordWriter['head']): FileChild[] {
    const end: IParagraphOptions = { alignment: AlignmentType.END, spacing: { after: 40 } };
    const bold = { bold: true, boldComplexScript: true };
    const rule = { bottom: { style: BorderStyle.SINGLE, size: 12, space: 6, color: '000000' } };
    const said: [string, IParagraphOptions, object][] = [];
    if (symbol !== undefined) said.push([symbol, end, { ...bold, size: this.#face.size + 4 }]);
    if (restricted !== undefined) said.push([restricted, end, bold]);
    if (date !== undefined) said.push([date, end, {}]);
    if (title !== undefined) said.push([title, { heading: 'Title' }, {}]);
    for (const line of lines) said.push([line, {}, {}]);
    if (notice !== undefined) said.push([notice, { border: boxed }, bold]);
    return said.map(([text, look, run], at) => {
      const border = at === said.length - 1 && look.border === undefined ? { border: rule } : {};
      return new Paragraph({
        ...directed(this.#face),
        ...look,
        ...border,
        children: this.#runs.text(text, run),
      });
    });
  }

  #entry(entry: Entry): FileChild[] {
    if (entry.kind === 'table')
      return [this.#table(entry), new Paragraph({ children: [], spacing: { after: 60 } })];
    if (entry.kind === 'para') return this.#para(entry.para, entry.sources);
    const { note } = entry;
    // A note that a reference has brought to the foot of its page is not printed again.
    if (this.#runs.footnotes.has(note.id)) return [];
    const mark = this.#runs.text(note.mark === '' ? '' : `${note.mark} `);
    return [
      new Paragraph({ ...directed(this.#face), children: [...mark, ...this.#runs.pieces(note.pieces)] }),
    ];
  }

  #para(para: Para, sources: readonly string[] = []): Paragraph[] {
    const breaks = para.style === 'part' && this.#hasBegun ? { pageBreakBefore: true } : {};
    if (para.style === 'provision') this.#hasBegun = true;
    const look = { ...paragraphLook(para, this.#face, this.options), ...breaks };
    const text = new Paragraph({ ...look, children: this.#line(para) });
    if (sources.length === 0) return [text];
    const children = this.#runs.text(sources.join('; '), { size: this.#face.size - 4 });
    return [text, new Paragraph({ ...directed(this.#face), alignment: AlignmentType.END, children })];
  }

  /** A tab parts a label from its words, a space in a heading. */
  #line({ style, line }: { readonly style: Para['style']; readonly line: Line }): ParagraphChild[] {
    const { before, label, pieces, gap } = line;
    const look =
      style === 'head'
        ? { bold: true, boldComplexScript: true }
        : style === 'source'
          ? { size: this.#face.size - 4 }
          : {};
    const isHeading = style === 'title' || style === 'part' || style === 'chapter' || style === 'concept';
    const space = gap ? [new TextRun({ text: isHeading ? ' ' : '\t' })] : [];
    return [
      ...this.#runs.pieces(before, look),
      ...this.#runs.text(label, look),
      ...space,
      ...this.#runs.pieces(pieces, look),
    ];
  }

  #table({ holds, heads, widths, rows }: SheetTable): Table {
    const width = textWidth(this.options);
    const columns = widths.map((share) => Math.round((width * share) / 100));
    const top =
      heads.length === 0
        ? []
        : [
            new TableRow({
              tableHeader: true,
              children: heads.map((each, at) => this.#cell(each, columns[at] ?? 0, ruled)),
            }),
          ];
    return new Table({
      width: { size: width, type: WidthType.DXA },
      columnWidths: columns,
      layout: TableLayoutType.FIXED,
      ...(this.#face.isRightToLeft ? { visuallyRightToLeft: true } : {}),
      borders: holds === 'columns' ? { insideHorizontal: none } : {},
      margins: { top: 50, bottom: 50, left: 90, right: 90 },
      rows: [...top, ...rows.map((row) => this.#row(row, holds, columns))],
    });
  }

  #row(row: Row, holds: SheetTable['holds'], columns: readonly number[]): TableRow {
    if ('across' in row) {
      const cell = new TableCell({
        columnSpan: columns.length,
        borders: ruled,
        children: this.#para(row.across),
      });
      return new TableRow({ cantSplit: true, children: [cell] });
    }
    const starts = holds === 'columns' && (row.cells[0]?.paras.length ?? 0) > 0;
    const borders = starts ? { top: line } : {};
    return new TableRow({
      ...(isShortRow(row) ? { cantSplit: true } : {}),
      children: row.cells.map((each, at) => this.#cell(each, columns[at] ?? 0, borders)),
    });
  }

  /** A concept is a cell of its column here, not a heading. */
  #cell({ paras }: Cell, width: number, borders: object): TableCell {
    const children = paras.flatMap((para) =>
      this.#para(para.style === 'concept' ? { ...para, style: 'cell' } : para),
    );
    const filled = children.length > 0 ? children : [new Paragraph({ children: [] })];
    return new TableCell({ width: { size: width, type: WidthType.DXA }, borders, children: filled });
  }
}

const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const ruled = { top: line, bottom: line };
const boxed = { top: line, bottom: line, left: line, right: line };
