/** Changes of the block index as minimal ProseMirror steps (SPEC ED9): what did not change is not touched. */
import { Fragment, type Node, Slice } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import { ReplaceStep } from 'prosemirror-transform';
import type { BlockIndex } from '../../shared/text/block-index.ts';
import { nodeOfRecord, schema } from '../../shared/text/schema.ts';
import type { BlockRecord } from '../../shared/text/sequence.ts';
import { posOfBlock } from './places.ts';

/** The whole draft as a ProseMirror document. */
export function docOf(index: BlockIndex): Node {
  const chunks = Array.from({ length: index.chunkCount }, (_, i) =>
    schema.nodes.chunk!.create(null, index.recordsOf(i).map(nodeOfRecord)),
  );
  return schema.nodes.doc!.create(null, chunks);
}

/** What a block's node is made from. */
export type Drawn = Pick<BlockRecord, 'id' | 'kind' | 'attrs' | 'content'>;

/** A change of blocks as the view sees it; `at` counts within the chunk. */
export type DrawnChange =
  | {
      readonly kind: 'blocks';
      readonly chunk: number;
      readonly at: number;
      readonly remove: readonly unknown[];
      readonly insert: readonly Drawn[];
    }
  | { readonly kind: 'split'; readonly chunk: number; readonly at: number }
  | { readonly kind: 'drop'; readonly chunk: number };

/** Carries the changes out on `tr`, in order. */
export function renderChanges(tr: Transaction, changes: readonly DrawnChange[]): void {
  for (const change of changes) {
    if (change.kind === 'blocks')
      renderBlocks(tr, change.chunk, change.at, change.remove.length, change.insert);
    else if (change.kind === 'split') splitChunk(tr, change.chunk, change.at);
    else dropChunk(tr, change.chunk);
  }
}

function splitChunk(tr: Transaction, chunk: number, at: number): void {
  const pos = posOfBlock(tr.doc, chunk, at);
  const border = Fragment.from([schema.nodes.chunk!.create(), schema.nodes.chunk!.create()]);
  tr.step(new ReplaceStep(pos, pos, new Slice(border, 1, 1), true));
}

function dropChunk(tr: Transaction, chunk: number): void {
  const pos = posOfBlock(tr.doc, chunk, 0) - 1;
  tr.delete(pos, pos + tr.doc.child(chunk).nodeSize);
}

/** `remove` blocks at `at` give way to the records; blocks of the same id are changed inside. */
function renderBlocks(
  tr: Transaction,
  chunk: number,
  at: number,
  remove: number,
  insert: readonly Drawn[],
): void {
  const old = Array.from({ length: remove }, (_, i) => tr.doc.child(chunk).child(at + i));
  const places = new Map(old.map((node, i) => [String(node.attrs.id), i]));
  let pos = posOfBlock(tr.doc, chunk, at);
  let next = 0;
  for (const record of insert) {
    const kept = places.get(record.id) ?? -1;
    while (next < kept) tr.delete(pos, pos + old[next++]!.nodeSize);
    const node = nodeOfRecord(record);
    if (kept === next) changeInside(tr, pos, old[next++]!, node);
    else tr.insert(pos, node);
    pos += node.nodeSize;
  }
  for (; next < old.length; next += 1) tr.delete(pos, pos + old[next]!.nodeSize);
}

function changeInside(tr: Transaction, pos: number, old: Node, node: Node): void {
  if (!old.sameMarkup(node)) tr.setNodeMarkup(pos, node.type, node.attrs);
  const start = old.content.findDiffStart(node.content);
  if (start === null) return;
  let { a, b } = old.content.findDiffEnd(node.content)!;
  const overlap = start - Math.min(a, b);
  if (overlap > 0) {
    a += overlap;
    b += overlap;
  }
  tr.replace(pos + 1 + start, pos + 1 + a, node.slice(start, b));
}
