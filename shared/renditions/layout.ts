/** Lays a rendition out: blocks become paragraphs, parts in columns become tables, points become rows (SPEC RN10). */
import type { LabelScheme } from '../draft/labels.ts';
import { isUnit, readUnits } from '../draft/units.ts';
import type { Block, DraftDocument, Inline } from '../text/document.ts';
import { levelOf, noteOf, styleOf } from './paras.ts';
import type { PointRow, Rendition } from './rendition.ts';
import {
  bare,
  type Cell,
  type Entry,
  headOf,
  lineOf,
  type Para,
  type Piece,
  piecesOf,
  printedDocument,
  type Row,
  type Sheet,
  said,
  type Table,
} from './sheet.ts';
import { sideEntries } from './side-layout.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

/** The sheet of a rendition. */
export function layOut(rendition: Rendition): Sheet {
  const { language, dir, masthead, body, scheme } = rendition;
  const words = vocabularyOf(language);
  const blocks = printedDocument(rendition);
  const notes = new Map(blocks.filter(({ kind }) => kind === 'note').map((each) => [each.id, noteOf(each)]));
  const entries =
    body.kind === 'points'
      ? [pointsTable(body.points, words, { placed: true, named: false })]
      : body.kind === 'sides'
        ? sideEntries(body, scheme, words)
        : new Layout(
            scheme,
            body.kind === 'compilation' ? rowsAfter(body.document, body.points) : new Map(),
            words,
          ).of(blocks);
  return { language, dir, words, title: masthead.title, head: headOf(rendition, blocks), entries, notes };
}

/** Which points are listed after which block: those of a provision after its last block, others after their own. */
function rowsAfter(
  document: DraftDocument,
  points: readonly PointRow[],
): ReadonlyMap<string, readonly PointRow[]> {
  const units = readUnits(document);
  const found = new Map<string, PointRow[]>();
  for (const row of points) {
    const unit = row.unit === undefined ? undefined : units.byId.get(row.unit);
    const last = unit ? document.blocks[unit.to - 1]?.id : row.block;
    found.set(last ?? row.block, [...(found.get(last ?? row.block) ?? []), row]);
  }
  return found;
}

/** Collects entries; in a part with columns, the rows of its table. */
class Layout {
  readonly #entries: Entry[] = [];
  #columns: readonly string[] = [];
  #rows: Row[] = [];
  #concept: Para | undefined;

  constructor(
    private readonly scheme: LabelScheme,
    private readonly rows: ReadonlyMap<string, readonly PointRow[]>,
    private readonly words: Vocabulary,
  ) {}

  of(blocks: readonly Block[]): readonly Entry[] {
    for (const block of blocks) {
      this.#block(block);
      const points = this.rows.get(block.id);
      if (points)
        this.#add(
          pointsTable(points, this.words, {
            placed: false,
            named: points.some(({ askedBy }) => askedBy !== ''),
          }),
        );
    }
    this.#close();
    return this.#entries;
  }

  #add(entry: Entry): void {
    this.#close();
    this.#entries.push(entry);
  }

  #block(block: Block): void {
    if (block.kind === 'part') this.#part(block);
    else if (block.kind === 'title') this.#add(this.#para(block));
    else if (block.kind === 'note') this.#add({ kind: 'note', note: noteOf(block) });
    else if (block.kind === 'row') this.#row(block);
    else if (this.#columns.length > 0) this.#inColumns(block);
    else this.#add(this.#para(block));
  }

  #part(block: Block): void {
    this.#close();
    this.#columns = block.attrs.columns ?? [];
    const entry = this.#para(block);
    if (entry.para.line.label !== '' || entry.para.line.pieces.length > 0) this.#entries.push(entry);
  }

  #para(block: Block): Extract<Entry, { kind: 'para' }> {
    return { kind: 'para', para: paraOf(block, this.scheme), sources: sourcesOf(block.content) };
  }

  /** Rows that follow each other are one table, headed by those that say so. */
  #row({ id, attrs, content }: Block): void {
    const cells = cellsOf(content).map(
      (each, at): Cell => ({
        paras: [cellPara(piecesOf(each), attrs.head === true, at === 0 ? id : undefined)],
      }),
    );
    const last = this.#entries.at(-1);
    const table =
      this.#rows.length === 0 && last?.kind === 'table' && last.holds === 'rows' ? last : undefined;
    if (table && !attrs.head)
      this.#entries[this.#entries.length - 1] = { ...table, rows: [...table.rows, { cells }] };
    else this.#add(dataTable(cells, attrs.head === true));
  }

  #inColumns(block: Block): void {
    const { para, sources } = this.#para(block);
    if (block.kind === 'concept') {
      this.#flushConcept();
      this.#concept = para;
    } else if (isUnit(block) || block.kind === 'item' || block.attrs.run !== undefined)
      this.#rows.push(this.#cells(para, sources));
    else if (this.#rows.length === 0 && !this.#concept && block.kind !== 'chapter')
      this.#entries.push({ kind: 'para', para, sources });
    else {
      this.#flushConcept();
      this.#rows.push({ across: para });
    }
  }

  #cells(para: Para | undefined, sources: readonly string[]): Row {
    const concept: Cell = { paras: this.#concept ? [this.#concept] : [] };
    this.#concept = undefined;
    const source: Cell = {
      paras: sources.map((each) => ({ style: 'source', level: 0, line: bare(said(each)) })),
    };
    const text: Cell = { paras: para ? [para] : [] };
    return { cells: [concept, text, source].slice(0, Math.max(this.#columns.length, 2)) };
  }

  /** A concept with no provision beside it has a row of its own. */
  #flushConcept(): void {
    if (this.#concept) this.#rows.push(this.#cells(undefined, []));
  }

  #close(): void {
    this.#flushConcept();
    if (this.#rows.length === 0) return;
    const heads = this.#columns.map((head): Cell => ({ paras: [cellPara(said(head), true)] }));
    const widths = this.#columns.length > 2 ? [17, 66, 17] : [20, 80];
    this.#entries.push({ kind: 'table', holds: 'columns', heads, widths, rows: this.#rows });
    this.#rows = [];
  }
}

function paraOf(block: Block, scheme: LabelScheme): Para {
  return { id: block.id, style: styleOf(block), level: levelOf(block), line: lineOf(block, scheme) };
}

const sourcesOf = (content: readonly Inline[]): readonly string[] =>
  content.flatMap((each) => ('el' in each && each.el === 'attribution' ? [each.raw] : []));

function cellsOf(content: readonly Inline[]): readonly (readonly Inline[])[] {
  const cells: Inline[][] = [[]];
  for (const each of content) {
    if ('el' in each && each.el === 'cell_break') cells.push([]);
    else cells.at(-1)?.push(each);
  }
  return cells;
}

function cellPara(pieces: readonly Piece[], isHead: boolean, id?: string): Para {
  const style = isHead ? 'head' : 'cell';
  return { ...(id === undefined ? {} : { id }), style, level: 0, line: bare(pieces) };
}

function dataTable(cells: readonly Cell[], isHead: boolean): Table {
  const widths = cells.map((_, at) =>
    at === 0 ? 100 - Math.floor(60 / cells.length) * (cells.length - 1) : Math.floor(60 / cells.length),
  );
  return {
    kind: 'table',
    holds: 'rows',
    heads: isHead ? cells : [],
    widths,
    rows: isHead ? [] : [{ cells }],
  };
}

/** Points as a table: number, place, words, kind (RN9), and who asks. */
function pointsTable(
  points: readonly PointRow[],
  words: Vocabulary,
  shows: { placed: boolean; named: boolean },
): Table {
  const cell = (text: string, head = false): Cell => ({ paras: [cellPara(said(text), head)] });
  const columns: readonly (readonly [string, number, (row: PointRow) => string])[] = [
    [words.number, 12, (row) => row.number],
    ...(shows.placed ? [[words.place, 22, (row: PointRow) => row.place] as const] : []),
    [words.words, shows.placed ? 48 : shows.named ? 46 : 70, (row) => row.words],
    [words.kind, 18, (row) => words.kinds[row.kind] + (row.continued ? ` (${words.continued})` : '')],
    ...(shows.named ? [[words.askedBy, 24, (row: PointRow) => row.askedBy] as const] : []),
  ];
  return {
    kind: 'table',
    holds: 'points',
    heads: columns.map(([head]) => cell(head, true)),
    widths: columns.map(([, width]) => width),
    rows: points.map((row) => ({ cells: columns.map(([, , of]) => cell(of(row))) })),
  };
}
