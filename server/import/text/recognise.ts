import { said } from '../../../shared/house/import-said.ts';
import type { Stage } from '../stage.ts';
import { after, type Source, textOf, type Unit, type Work } from '../work.ts';
import { columnHeads } from './column-heads.ts';
import { type Known, readRegion } from './columns.ts';
import { Entries, ONLY_DELIMITERS } from './entries.ts';
import { bracketedChapter, isBold } from './entry-signs.ts';
import { INSTRUCTION } from './instructions.ts';
import { isSentence, labelled, type Marker, readMarker } from './markers.ts';
import { partStarts } from './part-starts.ts';
import { SetRecogniser } from './recognise-set.ts';
import { isSource } from './sources.ts';
import { type Row, type TabbedCells, tabbedCells, tabbedRow, tableAt } from './tables.ts';

/** Tells what each paragraph is: heading, provision, item, alternative, concept, note, table row. */
export const recognise: Stage = {
  name: 'recognise',
  reads: ['units', 'profile', 'footnotes'],
  writes: ['entries'],
  because: 'seeds/004 lines 280-329: two labels, then two paragraphs, then two sources of one table row.',
  run(work) {
    const recogniser = work.profile === 'set' ? new SetRecogniser(work) : new Recogniser(work);
    recogniser.read();
    work.entries = recogniser.entries.list;
  },
};

const DATE =
  /^(?:\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|\d{1,2}\s+\p{L}+\s+\d{4}|\p{L}+\s+\d{1,2},\s*\d{4})$/u;
/** So many cells that read as sources prove that the words of the source column are known. */
const LEAST_SOURCES = 2;
/** Short lines before the first paragraph are titles, so many at most. */
const MOST_TITLES = 3;

class Recogniser {
  readonly entries: Entries;
  readonly #starts: ReadonlyMap<number, number>;
  #columns: readonly string[] | undefined;
  #region: Unit[] = [];
  #titles = 0;
  #inHeading = true;
  #concept = '';
  readonly #known: Known;
  #tabbed = false;
  /** True when the columns of the part are parted by tabs. */
  #tabs = false;

  constructor(private readonly work: Work) {
    this.#starts = partStarts(work);
    this.entries = new Entries(work);
    const sources = work.units.filter((unit) => unit.height <= 4 && isSource(textOf(unit.pieces)));
    this.#known = { labels: new Set(), readsSources: sources.length >= LEAST_SOURCES };
  }

  read(): void {
    const { units } = this.work;
    for (let at = 0; at < units.length; ) at = this.#step(units, at);
    this.#flush();
    this.entries.close();
  }

  #step(units: readonly Unit[], at: number): number {
    const header = this.#starts.get(at);
    if (header !== undefined) return this.#partWithColumns(units, at, header);
    const unit = units[at];
    if (!unit) return at + 1;
    const marker =
      unit.kind === 'text' && !unit.hint?.list
        ? this.entries.meant(readMarker(textOf(unit.pieces)))
        : undefined;
    const bracketed = marker || this.#columns || unit.kind !== 'text' ? undefined : bracketedChapter(unit);
    if (bracketed) this.#chapter(bracketed.unit, bracketed.marker);
    else if (marker?.kind === 'part') this.#part(unit, marker);
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
    const last = this.entries.list.at(-1);
    const opened =
      last !== undefined && this.#inHeading && this.entries.list.some((entry) => entry.kind === 'part');
    if (opened) this.#giveColumns(heads);
    else if (marker?.kind === 'part' && first) this.#part(first, marker, heads);
    else this.#unlabelledPart(units[from], heads);
    for (const unit of marker?.kind === 'part' ? heading.slice(1) : heading) this.#headingUnit(unit);
    this.#columns = heads;
    this.#tabs = textOf(units[header]?.pieces ?? []).includes('\t');
    // This project's own print sets the heads before a date and the title that follows it.
    this.#inHeading = this.#tabs;
    return header + 1;
  }

  #giveColumns(heads: readonly string[]): void {
    const part = this.entries.list.findLast((entry) => entry.kind === 'part');
    if (part) part.attrs = { ...part.attrs, columns: heads };
  }

  #unlabelledPart(unit: Unit | undefined, heads: readonly string[]): void {
    if (!unit) return;
    this.entries.add('part', heads.length > 0 ? { columns: heads } : {}, [], unit);
    this.#reset();
    const place = { line: unit.line, column: 1 };
    this.work.report.add('part', 'guess', place, said('part'));
  }

  #part(unit: Unit, marker: Marker, columns: readonly string[] = []): void {
    this.#flush();
    const attrs = { ...labelled(marker), ...(columns.length > 0 ? { columns } : {}) };
    this.entries.add('part', attrs, after(unit.pieces, marker.length), unit);
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
    this.entries.add('chapter', attrs, after(unit.pieces, marker.length), unit);
    this.#closeUnits();
    this.#inHeading = false;
  }

  #reset(): void {
    this.#inHeading = true;
    this.#titles = 0;
    this.#closeUnits();
  }

  #closeUnits(): void {
    this.#concept = '';
    this.entries.close();
  }

  #flush(): void {
    if (this.#columns && this.#region.length > 0) {
      for (const cell of readRegion(this.#region, this.#columns, this.#known, this.work)) {
        if (cell.concept) this.#conceptEntry(cell.concept);
        const inherits = cell.opens && !cell.concept && this.#concept !== '' && cell.unit.lead > 0;
        this.#text(cell.unit, cell.opens, true, cell.sources);
        if (inherits) this.#tellInherited(cell.unit);
      }
    }
    this.#region = [];
  }

  #conceptEntry(unit: Unit): void {
    this.entries.add('concept', {}, [...unit.pieces], unit);
    this.#concept = textOf(unit.pieces);
  }

  #tellInherited(unit: Unit): void {
    this.work.report.add(
      'inherited-concept',
      'guess',
      { line: unit.line, column: 1 },
      said('concept-inherited', { text: this.#concept ?? '' }),
    );
  }

  /** A paragraph outside of columns. */
  #running(unit: Unit): void {
    const cells = tabbedCells(unit, this.#tabs);
    if (cells) {
      this.#cells(unit, cells);
      return;
    }
    const row = tabbedRow(unit, !this.#tabbed);
    this.#tabbed = row !== undefined;
    if (row) this.entries.row(row);
    else if (unit.hint?.heading !== undefined) this.#hinted(unit, unit.hint.heading);
    else if (unit.hint?.note !== undefined)
      this.entries.add('note', { label: unit.hint.note }, [...unit.pieces], unit);
    else if (INSTRUCTION.test(textOf(unit.pieces))) this.#instruction(unit);
    else if (this.#inHeading && this.#isTitle(unit)) this.#headingUnit(unit);
    else this.#text(unit, true, false, []);
  }

  #instruction(unit: Unit): void {
    this.entries.add('remark', {}, [...unit.pieces], unit);
    const message = said('instruction', { text: textOf(unit.pieces) });
    this.work.report.add('form', 'guess', { line: unit.line, column: 1 }, message);
  }

  /** One paragraph of columns parted by tabs: its concept, its text, its sources. */
  #cells(unit: Unit, cells: TabbedCells): void {
    if (cells.concept.length > 0) this.#conceptEntry({ ...unit, pieces: cells.concept });
    const sources = cells.sources.map((raw) => ({ raw, line: unit.line, column: 1 }));
    if (cells.text.length > 0)
      this.#text({ ...unit, pieces: cells.text, lead: cells.lead }, cells.lead < 4, this.#tabs, sources);
  }

  #hinted(unit: Unit, level: number): void {
    const isFirst = !this.entries.list.some((entry) => entry.kind === 'title');
    const text = textOf(unit.pieces);
    if (readMarker(text)?.kind === 'option') {
      const { hint: _, ...plain } = unit;
      this.#text({ ...plain, lead: 0 }, true, false, []);
      return;
    }
    const bracketed = bracketedChapter(unit);
    if (bracketed) {
      this.#chapter(bracketed.unit, bracketed.marker);
      return;
    }
    this.#closeUnits();
    if (level === 1 || isFirst) this.entries.add('title', {}, [...unit.pieces], unit);
    else this.entries.add('chapter', { level: level - 1 }, [...unit.pieces], unit);
    this.#inHeading = false;
  }

  #isTitle(unit: Unit): boolean {
    const text = textOf(unit.pieces);
    if (text.length > 120) return false;
    if (unit.hint?.list || DATE.test(text)) return DATE.test(text);
    if (readMarker(text.replace(/^[[［]+/, '')) || isSentence(text)) return false;
    return !/[:：,，;；،؛]$/.test(text) && !INSTRUCTION.test(text) && !ONLY_DELIMITERS.test(text);
  }

  #headingUnit(unit: Unit): void {
    const text = textOf(unit.pieces);
    const isTitle = !(text.length < 60 && DATE.test(text)) && (isBold(unit) || this.#titles < MOST_TITLES);
    if (isTitle) this.#titles += 1;
    this.entries.add(isTitle ? 'title' : 'paragraph', {}, [...unit.pieces], unit);
  }

  #table(rows: readonly Row[], next: number): number {
    this.#flush();
    for (const row of rows) this.entries.row(row);
    this.#closeUnits();
    return next;
  }

  #text(unit: Unit, opens: boolean, inCell: boolean, sources: Source[]): void {
    this.#inHeading = false;
    this.entries.text(unit, opens, inCell, sources);
  }
}
