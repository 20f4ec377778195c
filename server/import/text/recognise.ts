import type { BlockAttrs, BlockKind } from '../../../shared/text/element.ts';
import type { Stage } from '../stage.ts';
import {
  after,
  type Entry,
  isSpan,
  type Piece,
  type Source,
  type Span,
  slice,
  textOf,
  type Unit,
  type Work,
} from '../work.ts';
import { columnHeads, readRegion } from './columns.ts';
import { Levels } from './levels.ts';
import { isSentence, labelled, type Marker, readMarker } from './markers.ts';
import { Options } from './options.ts';
import { partStarts } from './part-starts.ts';
import { type Row, type TabbedCells, tabbedCells, tabbedRow, tableAt } from './tables.ts';
import { widthOf } from './width.ts';

/** Tells what each paragraph is: heading, provision, item, alternative, concept, note, table row. */
export const recognise: Stage = {
  name: 'recognise',
  reads: ['units', 'profile', 'footnotes'],
  writes: ['entries'],
  because: 'seeds/004 lines 280-329: two labels, then two paragraphs, then two sources of one table row.',
  run(work) {
    const recogniser = new Recogniser(work);
    recogniser.read();
    work.entries = recogniser.entries;
  },
};

const DATE =
  /^(?:\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|\d{1,2}\s+\p{L}+\s+\d{4}|\p{L}+\s+\d{1,2},\s*\d{4})$/u;
const ONLY_DELIMITERS = /^(?:[•·●–-]\s*)?[[\]［］]+$/;
/** Short lines before the first paragraph are titles, so many at most. */
const MOST_TITLES = 3;

class Recogniser {
  readonly entries: Entry[] = [];
  readonly #starts: ReadonlyMap<number, number>;
  readonly #levels = new Levels();
  readonly #options: Options;
  #columns: readonly string[] | undefined;
  #region: Unit[] = [];
  #provision: Entry | undefined;
  #titles = 0;
  #inHeading = true;
  #concept = '';
  #tabbed = false;
  /** True when the columns of the part are parted by tabs. */
  #tabs = false;

  constructor(private readonly work: Work) {
    this.#starts = partStarts(work);
    this.#options = new Options(work);
  }

  read(): void {
    const { units } = this.work;
    for (let at = 0; at < units.length; ) at = this.#step(units, at);
    this.#flush();
  }

  #step(units: readonly Unit[], at: number): number {
    const header = this.#starts.get(at);
    if (header !== undefined) return this.#partWithColumns(units, at, header);
    const unit = units[at];
    if (!unit) return at + 1;
    const marker = unit.kind === 'text' && !unit.hint?.list ? readMarker(textOf(unit.pieces)) : undefined;
    if (marker?.kind === 'part') this.#part(unit, marker);
    else if (marker?.kind === 'chapter' && this.#isChapter(unit)) this.#chapter(unit, marker);
    else {
      const table = this.#columns ? undefined : tableAt(units, at);
      if (table) return this.#table(table.rows, table.next);
      if (this.#tabs) this.#running(unit);
      else if (this.#columns) this.#region.push(unit);
      else if (unit.kind === 'text') this.#running(unit);
    }
    return at + 1;
  }

  /** In a table column a capital letter or numeral begins text, no chapter; a chapter there spans the table in bold. */
  #isChapter(unit: Unit): boolean {
    const text = textOf(unit.pieces);
    if (this.#columns) return /^(?:第|Chapter|CHAPTER|Part|PART|Section|SECTION)/.test(text);
    return this.work.profile !== 'extraction' || !/^[A-Z]\.\s/.test(text) || isBold(unit);
  }

  #partWithColumns(units: readonly Unit[], from: number, header: number): number {
    this.#flush();
    const heading = units.slice(from, header).filter((unit) => unit.kind === 'text');
    const heads = columnHeads(textOf(units[header]?.pieces ?? [])) ?? [];
    const [first] = heading;
    const marker = first ? readMarker(textOf(first.pieces)) : undefined;
    const last = this.entries.at(-1);
    const opened =
      last !== undefined && this.#inHeading && this.entries.some((entry) => entry.kind === 'part');
    if (opened) this.#giveColumns(heads);
    else if (marker?.kind === 'part' && first) this.#part(first, marker, heads);
    else this.#unlabelledPart(units[from], heads);
    for (const unit of marker?.kind === 'part' ? heading.slice(1) : heading) this.#headingUnit(unit);
    this.#columns = heads;
    this.#tabs = textOf(units[header]?.pieces ?? []).includes('\t');
    this.#inHeading = false;
    return header + 1;
  }

  #giveColumns(heads: readonly string[]): void {
    const part = this.entries.findLast((entry) => entry.kind === 'part');
    if (part) part.attrs = { ...part.attrs, columns: heads };
  }

  #unlabelledPart(unit: Unit | undefined, heads: readonly string[]): void {
    if (!unit) return;
    this.#add('part', heads.length > 0 ? { columns: heads } : {}, [], unit);
    this.#reset();
    const place = { line: unit.line, column: 1 };
    this.work.report.add(
      'part',
      'guess',
      place,
      'A part without a label begins here: a new page, a title and heads of columns.',
    );
  }

  #part(unit: Unit, marker: Marker, columns: readonly string[] = []): void {
    this.#flush();
    const attrs = { ...labelled(marker), ...(columns.length > 0 ? { columns } : {}) };
    this.#add('part', attrs, after(unit.pieces, marker.length), unit);
    this.#columns = undefined;
    this.#tabs = false;
    this.#reset();
  }

  #chapter(unit: Unit, marker: Extract<Marker, { kind: 'chapter' }>): void {
    this.#flush();
    const attrs = {
      ...labelled(marker),
      level: unit.hint?.heading ? Math.max(unit.hint.heading - 1, 1) : marker.level,
    };
    this.#add('chapter', attrs, after(unit.pieces, marker.length), unit);
    this.#closeUnits();
    this.#inHeading = false;
  }

  #reset(): void {
    this.#inHeading = true;
    this.#titles = 0;
    this.#closeUnits();
  }

  #closeUnits(): void {
    this.#provision = undefined;
    this.#concept = '';
    this.#levels.clear();
    this.#options.clear();
  }

  #flush(): void {
    if (this.#columns && this.#region.length > 0) {
      for (const cell of readRegion(this.#region, this.#columns, this.work)) {
        if (cell.concept) this.#conceptEntry(cell.concept);
        const inherits = cell.opens && !cell.concept && this.#concept !== '' && cell.unit.lead > 0;
        this.#text(cell.unit, cell.opens, true, cell.sources);
        if (inherits) this.#tellInherited(cell.unit);
      }
    }
    this.#region = [];
  }

  #conceptEntry(unit: Unit): void {
    this.#add('concept', {}, [...unit.pieces], unit);
    this.#concept = textOf(unit.pieces);
  }

  #tellInherited(unit: Unit): void {
    this.work.report.add(
      'inherited-concept',
      'guess',
      { line: unit.line, column: 1 },
      `The first cell is empty; the text was left under "${this.#concept}".`,
    );
  }

  /** A paragraph outside of columns. */
  #running(unit: Unit): void {
    const cells = tabbedCells(unit, this.#tabs);
    if (cells) return this.#cells(unit, cells);
    const row = tabbedRow(unit, !this.#tabbed);
    this.#tabbed = row !== undefined;
    if (row) this.#row(row);
    else if (unit.hint?.heading !== undefined) this.#hinted(unit, unit.hint.heading);
    else if (unit.hint?.note !== undefined)
      this.#add('note', { label: unit.hint.note }, [...unit.pieces], unit);
    else if (this.#inHeading && this.#isTitle(unit)) this.#headingUnit(unit);
    else this.#text(unit, true, false, []);
  }

  /** One paragraph of columns parted by tabs: its concept, its text, its sources. */
  #cells(unit: Unit, cells: TabbedCells): void {
    if (cells.concept.length > 0) this.#conceptEntry({ ...unit, pieces: cells.concept });
    const sources = cells.sources.map((raw) => ({ raw, line: unit.line, column: 1 }));
    if (cells.text.length > 0)
      this.#text({ ...unit, pieces: cells.text, lead: cells.lead }, cells.lead < 4, this.#tabs, sources);
  }

  #hinted(unit: Unit, level: number): void {
    const isFirst = !this.entries.some((entry) => entry.kind === 'title');
    const text = textOf(unit.pieces);
    const outside = /^(?:[[［]\s*)+/.exec(text)?.[0].length ?? 0;
    const marker = outside > 0 ? readMarker(text.slice(outside)) : undefined;
    if (marker?.kind === 'chapter') {
      const pieces = this.#outside(unit, outside, after(unit.pieces, outside + marker.length));
      return this.#chapter({ ...unit, pieces }, { ...marker, length: 0 });
    }
    this.#closeUnits();
    if (level === 1 || isFirst) this.#add('title', {}, [...unit.pieces], unit);
    else this.#add('chapter', { level: level - 1 }, [...unit.pieces], unit);
    this.#inHeading = false;
  }

  #isTitle(unit: Unit): boolean {
    const text = textOf(unit.pieces);
    if (unit.hint?.list || DATE.test(text)) return DATE.test(text);
    if (readMarker(text.replace(/^[[［]+/, '')) || isSentence(text) || text.length > 120) return false;
    return !/[:：]$/.test(text) && !ONLY_DELIMITERS.test(text);
  }

  #headingUnit(unit: Unit): void {
    const text = textOf(unit.pieces);
    const isTitle = !DATE.test(text) && (isBold(unit) || this.#titles < MOST_TITLES);
    if (isTitle) this.#titles += 1;
    this.#add(isTitle ? 'title' : 'paragraph', {}, [...unit.pieces], unit);
  }

  #table(rows: readonly Row[], next: number): number {
    this.#flush();
    for (const row of rows) this.#row(row);
    this.#closeUnits();
    return next;
  }

  #row(row: Row): void {
    const pieces = row.cells.flatMap((cell, index): Piece[] =>
      index === 0
        ? [...cell]
        : [{ object: { el: 'cell_break' }, line: row.line, column: row.column }, ...cell],
    );
    const entry: Entry = {
      kind: 'row',
      attrs: row.head ? { head: true } : {},
      pieces,
      sources: [],
      id: '',
      line: row.line,
      column: row.column,
    };
    this.entries.push(entry);
  }

  /** A paragraph of the text: what it begins with says what it is. */
  #text(unit: Unit, opens: boolean, inCell: boolean, sources: Source[]): void {
    this.#inHeading = false;
    const text = textOf(unit.pieces);
    const outside = unit.hint?.marker ? 0 : (/^(?:[[［]\s*)+/.exec(text)?.[0].length ?? 0);
    const inner = unit.hint?.marker ? undefined : readMarker(text.slice(outside));
    const marker =
      hintedMarker(unit) ??
      (outside > 0 && inner ? shifted(inner, outside) : outside > 0 ? undefined : inner);
    const pieces = marker
      ? this.#outside(unit, outside, after(unit.pieces, marker.length))
      : [...unit.pieces];
    const entry = this.#entry(unit, marker, pieces, opens, inCell);
    entry.sources.push(...sources);
  }

  /** The brackets in front of a marker, set before the words that follow it. */
  #outside(unit: Unit, length: number, rest: Piece[]): Piece[] {
    const before = slice(unit.pieces, 0, length).filter(
      (piece): piece is Span => isSpan(piece) && piece.text.trim() !== '',
    );
    return [...before.map((piece): Span => ({ ...piece, text: piece.text.trim(), outside: true })), ...rest];
  }

  #entry(unit: Unit, marker: Marker | undefined, pieces: Piece[], opens: boolean, inCell: boolean): Entry {
    if (marker?.kind === 'item' && ONLY_DELIMITERS.test(textOf(pieces)))
      return this.#strayBullet(unit, marker, pieces);
    if (marker?.kind === 'item') return this.#item(unit, marker, pieces);
    const option = marker && this.#options.take(marker, unit, this.#provision);
    if (option) return this.#option(unit, option, pieces);
    if (marker?.kind === 'alternative') return this.#alternative(unit, marker, pieces);
    if (marker?.kind === 'provision') return this.#numbered(unit, marker, pieces);
    return this.#unmarked(unit, pieces, opens, inCell);
  }

  #strayBullet(unit: Unit, marker: Marker, pieces: Piece[]): Entry {
    const place = { line: unit.line, column: 1 };
    this.work.report.drop(marker.marker);
    this.work.report.add(
      'bullet',
      'guess',
      place,
      `The bullet "${marker.marker}" with nothing but "${textOf(pieces)}" after it is no item; the bullet was left out.`,
    );
    return this.#add('paragraph', {}, pieces, unit);
  }

  #item(unit: Unit, marker: Extract<Marker, { kind: 'item' }>, pieces: Piece[]): Entry {
    const read = this.#levels.read(marker, unit.hint?.list);
    const entry = this.#add('item', { ...labelled(read.marker), level: read.level }, pieces, unit);
    this.#join(entry, unit);
    return entry;
  }

  #option(unit: Unit, attrs: BlockAttrs, pieces: Piece[]): Entry {
    const entry = this.#add('alternative', { ...attrs, relation: 'replaces' }, pieces, unit);
    this.#options.open(entry, unit);
    this.#levels.clear();
    return entry;
  }

  #alternative(unit: Unit, marker: Extract<Marker, { kind: 'alternative' }>, pieces: Piece[]): Entry {
    const attrs = { ...labelled(marker), relation: marker.relation };
    const entry = this.#add('alternative', attrs, pieces, unit, marker.covers);
    if (marker.relation === 'inserted-after') {
      const message = `"${marker.marker}" was read as a new paragraph after ${marker.covers[0]}; it may be another version of it.`;
      this.work.report.add('alternative', 'doubt', { line: unit.line, column: 1 }, message);
    }
    this.#join(entry, unit);
    this.#provision = entry;
    this.#levels.clear();
    return entry;
  }

  #numbered(unit: Unit, marker: Marker, pieces: Piece[]): Entry {
    this.#options.number(marker.label, unit);
    const entry = this.#add('provision', labelled(marker), pieces, unit);
    this.#join(entry, unit);
    this.#provision = entry;
    this.#levels.clear();
    return entry;
  }

  #unmarked(unit: Unit, pieces: Piece[], opens: boolean, inCell: boolean): Entry {
    if (ONLY_DELIMITERS.test(textOf(pieces))) return this.#add('paragraph', {}, pieces, unit);
    if (inCell && opens) return this.#unnumbered(unit, pieces);
    const last = this.entries.at(-1);
    if (inCell && last && last === this.#provision && last.kind === 'provision')
      return this.#continue(last, unit, pieces);
    const entry = this.#add(this.#isHeading(unit, inCell) ? 'chapter' : 'paragraph', {}, pieces, unit);
    if (entry.kind === 'chapter') {
      entry.attrs = { level: 2 };
      this.#closeUnits();
      this.work.report.add('heading', 'guess', entry, `"${textOf(pieces)}" was read as a heading.`);
    } else if ((inCell || unit.lead >= 4) && this.#provision?.kind === 'alternative' && !this.#options.isOpen)
      entry.run = this.#provision;
    else this.#join(entry, unit);
    return entry;
  }

  #unnumbered(unit: Unit, pieces: Piece[]): Entry {
    this.work.report.add(
      'numbering',
      'guess',
      { line: unit.line, column: 1 },
      'A paragraph without a number was read as a provision of its own.',
    );
    const entry = this.#add('provision', {}, pieces, unit);
    this.#provision = entry;
    this.#levels.clear();
    return entry;
  }

  #continue(last: Entry, unit: Unit, pieces: Piece[]): Entry {
    last.pieces.push({ object: { el: 'line_break' }, line: unit.line, column: 1 }, ...pieces);
    return last;
  }

  #isHeading(unit: Unit, inCell: boolean): boolean {
    const text = textOf(unit.pieces);
    if (inCell || unit.hint?.list || unit.height > 1 || widthOf(text) > 70 || this.#options.isOpen)
      return false;
    if (unit.hint && !isBold(unit)) return false;
    return (
      !/[.。;；:：,，、…!?？！\]］})）*"”]$/.test(text) &&
      /^[\p{Lu}\p{Script=Han}\p{Script=Arabic}]/u.test(text) &&
      !isSentence(text)
    );
  }

  /** A block inside an option goes on its run. */
  #join(entry: Entry, unit: Unit): void {
    const run =
      this.#options.runFor(unit, entry) ??
      (entry.kind === 'item' && this.#provision?.kind === 'alternative' ? this.#provision : undefined);
    if (run && run !== entry) entry.run = run;
  }

  #add(
    kind: BlockKind,
    attrs: BlockAttrs,
    pieces: Piece[],
    unit: Unit,
    coversLabels?: readonly string[],
  ): Entry {
    const column = unit.pieces[0]?.column ?? 1;
    const entry: Entry = {
      kind,
      attrs,
      pieces,
      sources: [],
      id: '',
      line: unit.line,
      column,
      ...(coversLabels ? { coversLabels } : {}),
    };
    this.entries.push(entry);
    return entry;
  }
}

const isBold = (unit: Unit): boolean =>
  unit.pieces.every(
    (piece) =>
      !isSpan(piece) ||
      piece.strong === true ||
      !/[\p{L}\p{N}]/u.test(piece.text) ||
      /^[A-Za-z\d\s-]+$/.test(piece.text),
  ) && unit.pieces.some((piece) => isSpan(piece) && piece.strong);

function hintedMarker(unit: Unit): Marker | undefined {
  const { hint } = unit;
  if (!hint?.label || hint.marker === undefined) return undefined;
  if (hint.bullet)
    return { kind: 'item', label: hint.label, marker: hint.marker, length: 0, style: 'bullet' };
  if ((hint.list ?? 1) > 1)
    return { kind: 'item', label: hint.label, marker: hint.marker, length: 0, style: 'digit' };
  return { kind: 'provision', label: hint.label, marker: hint.marker, length: 0 };
}

const shifted = (marker: Marker, by: number): Marker | undefined =>
  marker.kind === 'part' || marker.kind === 'chapter' ? undefined : { ...marker, length: marker.length + by };
