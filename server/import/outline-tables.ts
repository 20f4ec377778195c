/** The tables of an outline: rows that stand together, with their head. */
import { printedInline } from '../../shared/draft/printed.ts';
import type { Block, Inline } from '../../shared/text/document.ts';

export interface OutlineRow {
  readonly label: string | null;
  readonly text: string;
  readonly value: string;
  readonly bullets: readonly string[];
  /** All cells as printed. */
  readonly cells: readonly string[];
}
export interface OutlineTable {
  readonly header: readonly string[];
  readonly rows: readonly OutlineRow[];
}
/** Words and delimiters as printed; sources stand in their own column. */
export const text = (content: readonly Inline[]): string => content.map(printedInline).join('').trim();

/** Rows that stand together, the first of them a head when it says so. */
export function readTables(blocks: readonly Block[]): OutlineTable[] {
  const tables: { header: string[]; rows: OutlineRow[] }[] = [];
  blocks.forEach((block, index) => {
    if (block.kind !== 'row') return;
    const cells = cellsOf(block);
    if (blocks[index - 1]?.kind !== 'row' || block.attrs.head)
      tables.push({ header: block.attrs.head ? cells : [], rows: [] });
    if (!block.attrs.head) tables.at(-1)?.rows.push(rowOf(cells));
  });
  return tables;
}

function cellsOf(block: Block): string[] {
  const cells: Inline[][] = [[]];
  for (const each of block.content) {
    if ('el' in each && each.el === 'cell_break') cells.push([]);
    else cells.at(-1)?.push(each);
  }
  return cells.map(text);
}

function rowOf(cells: readonly string[]): OutlineRow {
  const [first = '', ...bullets] = (cells[0] ?? '').split('\n');
  const label = /^([A-Z]{1,3}\d{0,2}\.)\s+/.exec(first);
  return {
    label: label?.[1] ?? null,
    text: first.slice(label?.[0].length ?? 0),
    value: cells.length > 1 ? (cells.at(-1) ?? '') : '',
    bullets: bullets.map((bullet) => bullet.replace(/^[●•○▪]\s*/, '')),
    cells,
  };
}
