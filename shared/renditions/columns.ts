/** Parts in columns (concept, text, source) or in running text (SPEC RN8). */
import type { Block, DraftDocument } from '../text/document.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Every part in columns; those that have none get as many as what stands in them needs. */
export function inColumns(document: DraftDocument, { columns }: Vocabulary): DraftDocument {
  const parts = new Map<Block | undefined, Block[]>([[undefined, []]]);
  let part: Block | undefined;
  for (const block of document.blocks) {
    if (block.kind === 'part') parts.set((part = block), []);
    parts.get(part)?.push(block);
  }
  const heads = (blocks: readonly Block[]) => {
    if (blocks.every(({ kind }) => kind !== 'provision' && kind !== 'alternative')) return [];
    return blocks.some(hasSource) ? columns : columns.slice(0, 2);
  };
  const unheaded = heads(parts.get(undefined) ?? []);
  const blocks = document.blocks.map((block) =>
    block.kind !== 'part' || block.attrs.columns?.length
      ? block
      : withColumns(block, heads(parts.get(block) ?? [])),
  );
  const before = unheaded.length > 0 ? [bareUnder(blocks, unheaded)] : [];
  return { ...document, blocks: before.length > 0 ? insertedPart(blocks, before[0] as Block) : blocks };
}

/** Columns need a part to stand in: one without a name, right before the first block that is no title. */
function insertedPart(blocks: readonly Block[], part: Block): readonly Block[] {
  const at = blocks.findIndex(({ kind }) => kind !== 'title' && kind !== 'paragraph' && kind !== 'remark');
  return [...blocks.slice(0, at), part, ...blocks.slice(at)];
}

function bareUnder(blocks: readonly Block[], columns: readonly string[]): Block {
  const ids = new Set(blocks.map(({ id }) => id));
  let id = 'columns';
  while (ids.has(id)) id += "'";
  return { id, kind: 'part', attrs: { columns }, content: [] };
}

const withColumns = (block: Block, columns: readonly string[]): Block =>
  columns.length === 0 ? block : { ...block, attrs: { ...block.attrs, columns } };

const hasSource = ({ content }: Block): boolean =>
  content.some((each) => 'el' in each && each.el === 'attribution');

/** No part in columns; a part that was nothing but its columns goes. */
export function inRunningText(document: DraftDocument): DraftDocument {
  const blocks = document.blocks.flatMap((block): Block[] => {
    if (block.kind !== 'part' || block.attrs.columns === undefined) return [block];
    const { columns: _, ...attrs } = block.attrs;
    const says = attrs.label !== undefined || attrs.marker !== undefined || block.content.length > 0;
    return says ? [{ ...block, attrs }] : [];
  });
  return { ...document, blocks };
}
