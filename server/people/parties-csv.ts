/**
 * The body's list of parties from its own CSV (SPEC PA2): columns `id`, `order`, `region`, `groups` (separated by `;`)
 * and for each language `short_xx` and `full_xx`. Nothing is guessed: what is wrong is said with its line and column.
 */
import { CsvError, parse } from 'csv-parse/sync';
import type { Party, PartyNames } from '../../shared/house/party.ts';

/** Size of the largest list that is read, in bytes, and the most parties that it may hold. */
export const LARGEST_LIST = 1_000_000;
const MOST_PARTIES = 1_000;
const LONGEST_NAME = 200;

/** What is wrong with a list; `line` is 1-based with the head as line 1. */
export interface ListFault {
  readonly line: number;
  readonly column: string;
  readonly fault:
    | 'unreadable'
    | 'too-large'
    | 'missing'
    | 'not-an-id'
    | 'twice'
    | 'not-a-number'
    | 'too-long';
}

export type PartyList =
  | { readonly read: true; readonly parties: readonly Party[] }
  | { readonly read: false; readonly faults: readonly ListFault[] };

type Row = Readonly<Record<string, string>>;

const ID = /^[A-Za-z0-9_-]{1,64}$/;
const NAME_COLUMN = /^(short|full)_([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)$/;

/** Reads a list; with any fault no party is returned. */
export function readParties(csv: string): PartyList {
  if (Buffer.byteLength(csv) > LARGEST_LIST) return fault(1, '', 'too-large');
  const rows = rowsOf(csv);
  if ('read' in rows) return rows;
  if (rows.length === 0) return fault(1, 'id', 'missing');
  if (rows.length > MOST_PARTIES) return fault(MOST_PARTIES + 2, '', 'too-large');
  const faults = rows.flatMap((row, at) => faultsOf(row, at + 2)).concat(repeatedIds(rows));
  return faults.length > 0 ? { read: false, faults } : { read: true, parties: rows.map(partyOf) };
}

function rowsOf(csv: string): readonly Row[] | (PartyList & { read: false }) {
  try {
    return parse(csv, { columns: true, bom: true, trim: true, skip_empty_lines: true }) as Row[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return fault(Number(error.lines ?? 1), String(error.column ?? ''), 'unreadable');
  }
}

const fault = (line: number, column: string, what: ListFault['fault']): PartyList & { read: false } => ({
  read: false,
  faults: [{ line, column, fault: what }],
});

function faultsOf(row: Row, line: number): readonly ListFault[] {
  const faults: ListFault[] = [];
  const found = (column: string, what: ListFault['fault']) => faults.push({ line, column, fault: what });
  if (!row.id) found('id', 'missing');
  else if (!ID.test(row.id)) found('id', 'not-an-id');
  if (row.order && !Number.isFinite(Number(row.order))) found('order', 'not-a-number');
  if (Object.keys(namesOf(row)).length === 0) found('short_en', 'missing');
  for (const [column, value] of Object.entries(row))
    if (value.length > LONGEST_NAME) found(column, 'too-long');
  return faults;
}

function repeatedIds(rows: readonly Row[]): readonly ListFault[] {
  const seen = new Set<string>();
  return rows.flatMap(({ id }, at) => {
    if (!id || !seen.has(id)) {
      if (id) seen.add(id);
      return [];
    }
    return [{ line: at + 2, column: 'id', fault: 'twice' as const }];
  });
}

function namesOf(row: Row): Readonly<Record<string, PartyNames>> {
  const languages = new Set(Object.keys(row).flatMap((column) => NAME_COLUMN.exec(column)?.[2] ?? []));
  const names = [...languages].flatMap((language) => {
    const short = row[`short_${language}`] || row[`full_${language}`];
    return short ? [[language, { short, full: row[`full_${language}`] || short }] as const] : [];
  });
  return Object.fromEntries(names);
}

const partyOf = (row: Row): Party => ({
  id: row.id!,
  names: namesOf(row),
  ...(row.order ? { order: Number(row.order) } : {}),
  ...(row.region ? { region: row.region } : {}),
  groups: (row.groups ?? '')
    .split(';')
    .map((group) => group.trim())
    .filter((group) => group !== ''),
});
