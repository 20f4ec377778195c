/** Tables that are no columns of the draft: rows of a label, a text and a value, or cells parted by tabs. */
import { type Piece, slice, textOf, trim, type Unit } from '../work.ts';
import { readMarker } from './markers.ts';
import { widthOf } from './width.ts';

/** The cells of one printed row. */
export interface Row extends Cells {
  readonly line: number;
  readonly column: number;
  readonly head: boolean;
}
interface Cells {
  readonly cells: readonly (readonly Piece[])[];
}

const ROW_LABEL = /^[A-Z]{1,3}\d{0,2}\.\s/;
const VALUE = /(?:^|\s)(--|—|–|-|\[[^\][]{0,40}\])$/;
const BULLET = /^[●•○▪]/;

/** The rows of a table that begins with the given unit, and the index after it; nothing if none begins there. */
export function tableAt(units: readonly Unit[], from: number): { rows: Row[]; next: number } | undefined {
  const head = units[from];
  if (head?.kind !== 'text' || head.height > 2 || widthOf(textOf(head.pieces)) > 60) return undefined;
  const cut = headCut(textOf(head.pieces));
  if (cut === 0 || !hasRows(units, from + 1)) return undefined;
  const rows: Row[] = [
    row(head, [trim(slice(head.pieces, 0, cut)), trim(slice(head.pieces, cut, 10_000))], true),
  ];
  let at = from + 1;
  for (let next = rowAt(units, at); next; next = rowAt(units, at)) {
    rows.push(next.row);
    at = next.next;
  }
  return { rows, next: at };
}

/** Where the second head begins: at its bracket, or after the only space. */
function headCut(text: string): number {
  const bracket = /\s(?=[[［][^\]］]*[\]］]$)/.exec(text);
  if (bracket) return bracket.index;
  return ROW_LABEL.test(text) ? 0 : text.lastIndexOf(' ') + 1;
}

function hasRows(units: readonly Unit[], from: number): boolean {
  let at = from;
  let rows = 0;
  for (let next = rowAt(units, at); next && rows < 2; next = rowAt(units, at)) {
    rows += 1;
    at = next.next;
  }
  return rows === 2;
}

function rowAt(units: readonly Unit[], from: number): { row: Row; next: number } | undefined {
  let at = from;
  while (units[at]?.kind === 'padding') at += 1;
  const first = units[at];
  if (!first || !ROW_LABEL.test(textOf(first.pieces))) return undefined;
  const text: Piece[] = [];
  for (; at < units.length && at < from + 60; at += 1) {
    const unit = units[at];
    if (!unit || unit.kind === 'padding') continue;
    const words = textOf(unit.pieces);
    if (unit !== first && (ROW_LABEL.test(words) || !(BULLET.test(words) || VALUE.test(words))))
      return undefined;
    const value = VALUE.exec(words);
    const cut = value ? value.index : words.length;
    if (unit !== first && cut > 0) text.push({ object: { el: 'line_break' }, line: unit.line, column: 1 });
    text.push(...trim(slice(unit.pieces, 0, cut)));
    if (value)
      return { row: row(first, [text, trim(slice(unit.pieces, cut, words.length))], false), next: at + 1 };
  }
  return undefined;
}

/** A row whose cells are parted by tabs. */
export function tabbedRow(unit: Unit, head: boolean): Row | undefined {
  const text = textOf(unit.pieces);
  if (unit.hint?.cells) return row(unit, unit.hint.cells, unit.hint.head ?? head);
  if (!text.includes('\t')) return undefined;
  const cells: Piece[][] = [];
  let from = 0;
  for (const cell of text.split('\t')) {
    cells.push(trim(slice(unit.pieces, from, from + cell.length)));
    from += cell.length + 1;
  }
  return row(unit, cells, head);
}

/** A paragraph with what stands beside it, parted by tabs. */
export interface TabbedCells {
  readonly concept: readonly Piece[];
  readonly text: readonly Piece[];
  readonly sources: readonly string[];
  /** Spaces in front of the text: the run of an alternative is set in. */
  readonly lead: number;
}

/** Concept, text and sources of a paragraph in columns; without columns, a numbered paragraph with its sources. */
export function tabbedCells(unit: Unit, inColumns: boolean, always = false): TabbedCells | undefined {
  const text = textOf(unit.pieces);
  if (!text.includes('\t')) return undefined;
  const cells = text.split('\t');
  const at = inColumns ? 1 : 0;
  const kind = readMarker((cells[at] ?? '').replace(/^[[［\s]+/, ''))?.kind;
  if (!inColumns && !always && kind !== 'provision' && kind !== 'item' && kind !== 'alternative')
    return undefined;
  const start = inColumns ? (cells[0] ?? '').length + 1 : 0;
  const words = cells[at] ?? '';
  return {
    concept: inColumns ? trim(slice(unit.pieces, 0, start - 1)) : [],
    text: trim(slice(unit.pieces, start, start + words.length)),
    sources: cells
      .slice(at + 1)
      .map((cell) => cell.trim())
      .filter((cell) => cell !== ''),
    lead: inColumns ? words.length - words.trimStart().length : unit.lead,
  };
}

const row = (unit: Unit, cells: readonly (readonly Piece[])[], head: boolean): Row => ({
  line: unit.line,
  column: unit.pieces[0]?.column ?? 1,
  cells,
  head,
});
