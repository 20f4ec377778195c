/** Tables of the record as they leave the room: decisions, reports, positions, traces (SPEC RC3). */
import { csvOf } from './csv.ts';

export interface PlainTable {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export const TABLE_FORMATS = ['csv', 'md', 'json'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** The types under which files of tables are kept. */
export const TABLE_TYPES: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv;charset=utf-8',
  md: 'text/markdown;charset=utf-8',
  json: 'application/json',
};

/** Tables one after the other. In CSV a table with others has its title on a line above. */
export function writeTables(tables: readonly PlainTable[], format: TableFormat): string {
  switch (format) {
    case 'csv':
      return csvOf(tables.flatMap((table, at) => csvRows(table, tables.length > 1, at)));
    case 'md':
      return `${tables.map(markdown).join('\n\n')}\n`;
    case 'json':
      return `${JSON.stringify(tables.length === 1 ? tables[0] : tables, null, 2)}\n`;
    default:
      return format satisfies never;
  }
}

function csvRows({ title, heads, rows }: PlainTable, isTitled: boolean, at: number): string[][] {
  const before = isTitled ? [...(at > 0 ? [['']] : []), [title]] : [];
  return [...before, [...heads], ...rows.map((row) => [...row])];
}

function markdown({ title, heads, rows }: PlainTable): string {
  const line = (row: readonly string[]): string => `| ${row.map(cell).join(' | ')} |`;
  const body =
    rows.length === 0 ? ['', '–'] : ['', line(heads), `|${' --- |'.repeat(heads.length)}`, ...rows.map(line)];
  return [`## ${escaped(title)}`, ...body].join('\n');
}

/** Nothing that stands in a draft becomes markup (EX3). */
const escaped = (text: string): string => text.replace(/[\\`*_{}[\]<>#|&]/gu, (sign) => `\\${sign}`);
const cell = (text: string): string => escaped(text).replace(/\r?\n/gu, '<br>');
