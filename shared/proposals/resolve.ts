/**
 * Where a proposal stands now (SPEC PP3): anchors become offsets within blocks. A place is found by walking to its block's
 * start, so a thousand proposals cost a millisecond or two.
 */
import * as Y from 'yjs';
import type { Anchor } from '../text/anchor.ts';
import type { BlockIndex } from '../text/block-index.ts';
import { type BlockRecord, contentStart, isLiveStart } from '../text/sequence.ts';
import { indexOf, type Layers } from './open-draft.ts';
import type { GapPlace, Layer, Place, RangePlace } from './proposal.ts';
import { settle } from './settled.ts';

/** The part of a block that a proposal is about; a gap has `from` equal to `to`. */
export interface Span {
  readonly block: string;
  readonly from: number;
  readonly to: number;
}

export type Resolved =
  | { readonly kind: 'gap'; readonly layer: Layer; readonly spans: readonly [Span] }
  | { readonly kind: 'range'; readonly layer: Layer; readonly spans: readonly Span[] }
  | { readonly kind: 'blocks'; readonly blocks: readonly string[] }
  | { readonly kind: 'after'; readonly block: string | null }
  /** What it was made on is not in the draft any more. */
  | { readonly kind: 'orphan' };

const ORPHAN: Resolved = { kind: 'orphan' };

export function resolvePlace(layers: Layers, place: Place): Resolved {
  switch (place.on) {
    case 'gap':
      return gap(layers, place);
    case 'range':
      return range(layers, place);
    case 'blocks': {
      const blocks = place.blocks.filter((id) => layers.text.placeOf(id));
      return blocks.length > 0 ? { kind: 'blocks', blocks } : ORPHAN;
    }
    case 'after':
      return place.block === null || layers.text.placeOf(place.block)
        ? { kind: 'after', block: place.block }
        : ORPHAN;
    default:
      return place satisfies never;
  }
}

/** A place within the content of a block. */
export interface Offset {
  readonly record: BlockRecord;
  readonly offset: number;
  /** False when the element it stood at is gone. */
  readonly isLive: boolean;
}

/** The place right of an element; undefined where the document does not know it. */
export function offsetOf(ydoc: Y.Doc, index: BlockIndex, { client, clock }: Anchor): Offset | undefined {
  if (client === undefined || clock === undefined || Y.getState(ydoc.store, client) <= clock)
    return undefined;
  const struct = Y.getItem(ydoc.store, Y.createID(client, clock)) as Y.Item | Y.GC;
  if (!(struct instanceof Y.Item) || struct.parent !== index.text) return undefined;
  const isLive = !struct.deleted && struct.countable;
  let count = isLive ? clock - struct.id.clock + 1 : 0;
  let item: Y.Item | null = struct;
  while (item && !isLiveStart(item)) {
    item = item.left;
    if (item && !item.deleted && item.countable) count += item.length;
  }
  const segment = index.segmentOf(item);
  return segment && inSegment(segment.records, count, isLive);
}

/** `count` elements into the segment, its start mark included. */
function inSegment(records: readonly BlockRecord[], count: number, isLive: boolean): Offset | undefined {
  let rest = count;
  for (const [at, record] of records.entries()) {
    const start = contentStart(record);
    if (rest <= start + record.size || at === records.length - 1)
      return { record, offset: Math.max(0, Math.min(rest - start, record.size)), isLive };
    rest -= start + record.size + (record.hasEnd ? 1 : 0) + record.trail;
  }
  return undefined;
}

/**
 * True when the block a place was made in is gone with all its words. Words that were withdrawn and tabled again stand
 * elsewhere on the table under the same id: what was made on the earlier ones slides into no neighbour.
 */
const isGone = (index: BlockIndex, layer: Layer, block: string, at: Offset): boolean =>
  !at.isLive && at.record.id !== block && (layer === 'words' || index.placeOf(block) === undefined);

/** Where an anchor stands now, also where an act took its words from the table into the text. */
function found(
  layers: Layers,
  layer: Layer,
  anchor: Anchor,
): { readonly layer: Layer; readonly at: Offset; readonly index: BlockIndex } | undefined {
  const settled = settle(layers, layer, anchor);
  if (!settled) return undefined;
  const index = indexOf(layers, settled.layer);
  const at = offsetOf(layers.ydoc, index, settled.anchor);
  return at && { layer: settled.layer, at: { ...at, isLive: at.isLive && settled.isLive }, index };
}

function gap(layers: Layers, place: GapPlace): Resolved {
  const now = found(layers, place.layer, place.at);
  if (!now || isGone(now.index, now.layer, place.block, now.at)) return ORPHAN;
  const { layer, at } = now;
  return { kind: 'gap', layer, spans: [{ block: at.record.id, from: at.offset, to: at.offset }] };
}

function range(layers: Layers, place: RangePlace): Resolved {
  const first = found(layers, place.layer, place.first);
  const last = found(layers, place.layer, place.last);
  if (
    !first ||
    !last ||
    first.layer !== last.layer ||
    isGone(first.index, first.layer, place.block, first.at)
  )
    return ORPHAN;
  const { layer, index } = first;
  const from = first.at.isLive ? Math.max(0, first.at.offset - 1) : first.at.offset;
  return {
    kind: 'range',
    layer,
    spans: spansBetween(index, first.at.record, from, last.at.record, last.at.offset),
  };
}

/** A range block by block; one that ends before it begins (the words moved) covers nothing. */
function spansBetween(
  index: BlockIndex,
  first: BlockRecord,
  from: number,
  last: BlockRecord,
  to: number,
): readonly Span[] {
  if (first.id === last.id) return [{ block: first.id, from, to: Math.max(from, to) }];
  const spans: Span[] = [{ block: first.id, from, to: first.size }];
  for (const record of blocksAfter(index, first.id)) {
    const isLast = record.id === last.id;
    spans.push({ block: record.id, from: 0, to: isLast ? to : record.size });
    if (isLast) return spans;
  }
  return [{ block: first.id, from, to: from }];
}

/** The blocks after one, in order. */
export function* blocksAfter(index: BlockIndex, block: string): Generator<BlockRecord> {
  const place = index.placeOf(block);
  if (!place) return;
  for (let { chunk } = place, at = place.at + 1; chunk < index.chunkCount; chunk += 1, at = 0)
    yield* index.recordsOf(chunk).slice(at);
}

/** The blocks of the provision, alternative or single block that this block begins, in order. */
export function blocksOfUnit(index: BlockIndex, block: string): readonly string[] {
  const ids = [block];
  for (const { id, kind, attrs } of blocksAfter(index, block)) {
    if (!(kind === 'item' ? attrs.run === undefined || attrs.run === block : attrs.run === block)) break;
    ids.push(id);
  }
  return ids;
}

/** The last of them. */
export const lastOfUnit = (index: BlockIndex, block: string): string => blocksOfUnit(index, block).at(-1)!;

/** The block after whose unit, and the alternatives that already stand there, a new run of blocks is shown. */
export function lastWithAlternatives(index: BlockIndex, block: string): string {
  let last = lastOfUnit(index, block);
  for (const { id, kind, attrs } of blocksAfter(index, last)) {
    if (kind !== 'alternative' && attrs.run === undefined && kind !== 'item') break;
    last = id;
  }
  return last;
}
