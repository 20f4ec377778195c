/**
 * Where a ProseMirror position stands in the flat sequence, and back (SPEC TX3). The bridge is the block: its chunk and
 * its index there; within a block, words and objects stand one to one.
 */
import type { Node } from 'prosemirror-model';
import type { BlockIndex, BlockPlace } from '../../shared/text/block-index.ts';
import { contentStart, flatLength } from '../../shared/text/sequence.ts';

/** A block of the ProseMirror document: its indexes and the position before it. */
export interface BlockSpot {
  readonly chunk: number;
  readonly at: number;
  readonly pos: number;
  readonly node: Node;
}

/** Position before the `at`-th block of a chunk (the chunk's end if there is none). */
export function posOfBlock(doc: Node, chunk: number, at: number): number {
  let pos = 0;
  for (let i = 0; i < chunk && i < doc.childCount; i += 1) pos += doc.child(i).nodeSize;
  const owner = doc.maybeChild(chunk);
  if (!owner) return doc.content.size;
  pos += 1;
  for (let i = 0; i < at && i < owner.childCount; i += 1) pos += owner.child(i).nodeSize;
  return pos;
}

/** The block that holds `pos`, or undefined between blocks and outside the draft. */
export function blockAt(doc: Node, pos: number): BlockSpot | undefined {
  if (pos < 0 || pos > doc.content.size) return undefined;
  const $pos = doc.resolve(pos);
  if ($pos.depth < 2) return undefined;
  return { chunk: $pos.index(0), at: $pos.index(1), pos: $pos.before(2), node: $pos.node(2) };
}

/** Flat index of a position; between blocks, the gap there. */
export function flatOf(doc: Node, index: BlockIndex, pos: number): number {
  const $pos = doc.resolve(Math.max(0, Math.min(pos, doc.content.size)));
  const chunk = $pos.index(0);
  if ($pos.depth < 1) return chunk < doc.childCount ? index.flatBefore(chunk) : index.length;
  const at = $pos.index(1);
  const place = index.placeIn(chunk, at);
  if (!place) return index.flatBefore(chunk + 1);
  if ($pos.depth < 2) return place.flat;
  return place.flat + contentStart(place.record) + Math.min($pos.parentOffset, place.record.size);
}

/** Position of a flat index: inside the content of its block where it can be. A block without an end ends before the gap. */
export function posOf(doc: Node, index: BlockIndex, flat: number): number {
  const left = flat > 0 ? index.placeAt(flat - 1) : undefined;
  if (left && !left.record.hasEnd && flat === left.flat + contentStart(left.record) + left.record.size)
    return posOfBlock(doc, left.chunk, left.at) + 1 + left.record.size;
  const place = index.placeAt(flat);
  if (!place) return 0;
  return posInPlace(doc, place, flat);
}

function posInPlace(doc: Node, { record, chunk, at, flat: base }: BlockPlace, flat: number): number {
  const before = posOfBlock(doc, chunk, at);
  const offset = flat - base - contentStart(record);
  if (flat - base >= flatLength(record)) return before + record.size + 2;
  return before + 1 + Math.max(0, Math.min(offset, record.size));
}
