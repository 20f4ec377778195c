/** Tables of the record on the page: sorted by any column, read by keyboard, printed, and taken away as a file. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import { type PlainTable, TABLE_FORMATS, TABLE_TYPES, writeTables } from '../../shared/renditions/table.ts';
import { useText } from '../locales/i18n.ts';

interface Sorting {
  readonly column: number;
  readonly isDown: boolean;
}

export function SortedTable({ table }: { readonly table: PlainTable }): ReactNode {
  const { language } = useText();
  const [sorting, setSorting] = useState<Sorting>();
  const rows = useMemo(() => sorted(table.rows, sorting, language), [table, sorting, language]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <section className="table-box" aria-label={table.title} tabIndex={0}>
      <table className="plain-table">
        <caption>{table.title}</caption>
        <thead>
          <tr>
            {table.heads.map((head, column) => (
              <Head
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
                key={column}
                head={head}
                sorting={sorting?.column === column ? sorting : undefined}
                onSort={() => setSorting((last) => nextSorting(last, column))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
            <tr key={at}>
              {row.map((cell, column) =>
                column === 0 ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
                  <th key={column} scope="row">
                    {cell}
                  </th>
                ) : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
                  <td key={column}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface HeadProps {
  readonly head: string;
  readonly sorting: Sorting | undefined;
  readonly onSort: () => void;
}

function Head({ head, sorting, onSort }: HeadProps): ReactNode {
  const order = sorting && (sorting.isDown ? 'descending' : 'ascending');
  return (
    <th scope="col" aria-sort={order ?? 'none'}>
      <Button className="sort-button" onPress={onSort}>
        {head}
        {order === 'ascending' && <ArrowUp size={12} aria-hidden />}
        {order === 'descending' && <ArrowDown size={12} aria-hidden />}
      </Button>
    </th>
  );
}

/** Up, down, and as it came. */
const nextSorting = (last: Sorting | undefined, column: number): Sorting | undefined =>
  last?.column !== column ? { column, isDown: false } : last.isDown ? undefined : { column, isDown: true };

function sorted(
  rows: PlainTable['rows'],
  sorting: Sorting | undefined,
  language: string,
): PlainTable['rows'] {
  if (!sorting) return rows;
  const { compare } = new Intl.Collator(language, { numeric: true });
  const { column, isDown } = sorting;
  // What is empty stands last, whichever way it is sorted.
  const order = (a: string, b: string): number =>
    Number(a === '') - Number(b === '') || compare(a, b) * (isDown ? -1 : 1);
  return [...rows].sort((a, b) => order(a[column] ?? '', b[column] ?? ''));
}

interface TakeAwayProps {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly tables: () => readonly PlainTable[];
  readonly isDisabled?: boolean;
}

/** Buttons that take the tables away as they are shown to this reader. */
export function TakeAway({ name, tables, isDisabled = false }: TakeAwayProps): ReactNode {
  const { t } = useText();
  return (
    <fieldset className="panel-tools" aria-label={t('record.take-away')}>
      <span className="hint">{t('record.take-away')}</span>
      {TABLE_FORMATS.map((format) => (
        <Button
          key={format}
          className="button small"
          isDisabled={isDisabled}
          aria-label={t('record.as-file', { name, format: format.toUpperCase() })}
          onPress={() => saveFile(`${name}.${format}`, TABLE_TYPES[format], writeTables(tables(), format))}
        >
          {format.toUpperCase()}
        </Button>
      ))}
    </fieldset>
  );
}

/** A file from the page's own memory; nothing is asked of the server. */
function saveFile(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name.replace(/[\\/:*?"<>|]+/gu, '-');
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
