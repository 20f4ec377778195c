/** Plain text that was written here: what each paragraph is, is said by its step, nothing is guessed (SPEC RT9). */
import { BARE_PART, COVER } from '../../../shared/renditions/setting.ts';
import { after, type Source, textOf, trim, type Unit, type Work } from '../work.ts';
import { columnHeads } from './column-heads.ts';
import { Entries } from './entries.ts';
import { bracketedChapter } from './entry-signs.ts';
import { INSTRUCTION } from './instructions.ts';
import { labelled, type Marker, readMarker } from './markers.ts';
import { markOfNote, setKind, withReferences } from './set-form.ts';
import { tabbedCells, tabbedRow } from './tables.ts';

export class SetRecogniser {
  readonly entries: Entries;
  /** The words of the part have not begun: heads of columns may come. */
  #isBeginning = true;
  #hasColumns = false;

  constructor(private readonly work: Work) {
    this.entries = new Entries(work);
  }

  read(): void {
    const units = withReferences(this.work.units, this.work);
    for (const unit of units) if (unit.kind === 'text') this.#unit(unit);
    this.entries.close();
  }

  #unit(unit: Unit): void {
    const text = textOf(unit.pieces);
    const is = setKind(unit);
    switch (is.kind) {
      case 'title':
        this.entries.add('title', {}, [...unit.pieces], unit);
        break;
      case 'part':
        this.#part(unit, text);
        break;
      case 'chapter':
        this.#chapter(unit, text, is.level);
        break;
      case 'row':
        this.#row(unit, is.head);
        break;
      case 'note':
        this.#note(unit);
        break;
      case 'text':
        this.#text(unit, text);
        break;
      default:
        is satisfies never;
    }
  }

  #part(unit: Unit, text: string): void {
    const marker = readMarker(text);
    const isBare = text === BARE_PART || text === COVER;
    const label = marker?.kind === 'part' ? labelled(marker) : {};
    const pieces = isBare ? [] : after(unit.pieces, marker?.kind === 'part' ? marker.length : 0);
    if (isBare) this.work.report.drop(text);
    const entry = this.entries.add('part', label, pieces, unit);
    if (text === COVER) entry.id = 'cover';
    this.#isBeginning = true;
    this.#hasColumns = false;
    this.entries.close();
  }

  #chapter(unit: Unit, text: string, level: number): void {
    const read = readMarker(text);
    const bracketed = read ? undefined : bracketedChapter(unit);
    const marker: Marker | undefined = bracketed?.marker ?? read;
    const isNumbered = marker?.kind === 'chapter';
    const attrs = isNumbered ? { ...labelled(marker), level } : { level };
    const pieces = bracketed?.unit.pieces ?? unit.pieces;
    this.entries.add('chapter', attrs, isNumbered ? after(pieces, marker.length) : [...pieces], unit);
    this.entries.close();
    this.#isBeginning = false;
  }

  #row(unit: Unit, head: boolean): void {
    const [line, column] = [unit.line, unit.pieces[0]?.column ?? 1];
    this.entries.row(tabbedRow(unit, head) ?? { cells: [unit.pieces], head, line, column });
    this.entries.close();
  }

  #note(unit: Unit): void {
    const label = markOfNote(unit);
    this.entries.add('note', { label }, trim(after(unit.pieces, label.length)), unit);
  }

  #text(unit: Unit, text: string): void {
    const heads = this.#isBeginning && text.includes('\t') ? columnHeads(text) : undefined;
    const part = this.entries.list.findLast(({ kind }) => kind === 'part');
    if (heads && part) {
      part.attrs = { ...part.attrs, columns: heads };
      this.#hasColumns = true;
      return;
    }
    this.#isBeginning = false;
    if (INSTRUCTION.test(text)) this.entries.add('remark', {}, [...unit.pieces], unit);
    else this.#cells(unit);
  }

  /** A paragraph with what stands beside it: its concept, its sources. */
  #cells(unit: Unit): void {
    const cells = tabbedCells(unit, this.#hasColumns, true);
    if (!cells) {
      this.entries.set(unit, true, false, []);
      return;
    }
    if (cells.concept.length > 0) this.entries.add('concept', {}, [...cells.concept], unit);
    if (cells.text.length === 0) return;
    const sources = cells.sources.map((raw): Source => ({ raw, line: unit.line, column: 1 }));
    const own = { ...unit, pieces: cells.text, lead: cells.lead };
    this.entries.set(own, cells.lead < 4, this.#hasColumns, sources);
  }
}
