/** Making a place from what is seen, and reading what stands there now (SPEC PP3). */
import { anchorAt } from '../text/anchor.ts';
import type { BlockIndex } from '../text/block-index.ts';
import { contentStart } from '../text/sequence.ts';
import type { Layers } from './open-draft.ts';
import {
  type BlocksPlace,
  type GapPlace,
  hashWords,
  type Layer,
  type Place,
  type RangePlace,
} from './proposal.ts';
import { coveredWords as wordsCovered } from './span.ts';

/** A place in a block of a layer: offset in its content, UTF-16 units. */
export interface Point {
  readonly block: string;
  readonly offset: number;
}

export const indexIn = (layers: Layers, layer: Layer): BlockIndex =>
  layer === 'text' ? layers.text : layers.words;

/** Flat index of a point; undefined when its block is not there. */
export function flatOfPoint(index: BlockIndex, { block, offset }: Point): number | undefined {
  const place = index.placeOf(block);
  return place && place.flat + contentStart(place.record) + Math.max(0, Math.min(offset, place.record.size));
}

/** The gap at a point: it stays right of what stands left of it. Undefined when the block is not there. */
export function gapAt(
  layers: Layers,
  layer: Layer,
  point: Point,
  beside?: GapPlace['beside'],
): GapPlace | undefined {
  const index = indexIn(layers, layer);
  const flat = flatOfPoint(index, point);
  if (flat === undefined) return undefined;
  return { on: 'gap', layer, block: point.block, at: anchorAt(index, flat), ...(beside ? { beside } : {}) };
}

/** What stands between two points; undefined when nothing does. */
export function rangeBetween(layers: Layers, layer: Layer, from: Point, to: Point): RangePlace | undefined {
  const index = indexIn(layers, layer);
  const [start, end] = [flatOfPoint(index, from), flatOfPoint(index, to)];
  if (start === undefined || end === undefined || start >= end) return undefined;
  const place = {
    on: 'range',
    layer,
    block: from.block,
    first: anchorAt(index, start + 1),
    last: anchorAt(index, end),
  } as const;
  return { ...place, covered: hashWords(coveredWords(layers, { ...place, covered: '' })) };
}

/** Whole provisions. Undefined when one of them is not there. */
export function wholeOf(layers: Layers, blocks: readonly string[]): BlocksPlace | undefined {
  if (blocks.length === 0 || blocks.some((id) => !layers.text.placeOf(id))) return undefined;
  const place = { on: 'blocks', blocks } as const;
  return { ...place, covered: hashWords(coveredWords(layers, { ...place, covered: '' })) };
}

/** The words that a place covers now, as the record-keeper reads them; of a gap none. */
export const coveredWords = ({ ydoc, text, words }: Layers, place: Place): string =>
  wordsCovered({ ydoc, text, words, origin: undefined }, place);

/** True when an act changed the words since the proposal was made: it then counts as made on the earlier words. */
export function isOnEarlierWords(layers: Layers, place: Place): boolean {
  if (place.on !== 'range' && place.on !== 'blocks') return false;
  return hashWords(coveredWords(layers, place)) !== place.covered;
}
