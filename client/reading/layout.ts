/** Which columns a draft is set in: as issued, only those it has. */
import type { Block } from '../../shared/text/document.ts';

/** `concept` gives the first column, `source` the third; the words always stand in the second. */
export type Layout = 'text' | 'concept' | 'source' | 'concept-source';

const hasSource = ({ content }: Block): boolean =>
  content.some((inline) => 'el' in inline && inline.el === 'attribution');

export function layoutOf(blocks: readonly Block[]): Layout {
  const concept = blocks.some(({ kind }) => kind === 'concept');
  const source = blocks.some(hasSource);
  if (concept) return source ? 'concept-source' : 'concept';
  return source ? 'source' : 'text';
}

/** Heads of the columns, from the part that has most of them; undefined for running text. */
export function columnsOf(blocks: readonly Block[]): readonly string[] | undefined {
  let most: readonly string[] = [];
  for (const { attrs } of blocks)
    if (attrs.columns && attrs.columns.length > most.length) most = attrs.columns;
  return most.length > 1 ? most : undefined;
}
