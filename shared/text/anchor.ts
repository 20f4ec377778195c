/** A lasting place in the text (SPEC AN1): it stands right of one element and follows it, whatever others write. */
import * as Y from 'yjs';
import type { BlockIndex } from './block-index.ts';
import { embedOf, isLiveStart } from './sequence.ts';

/** Right of the element `client:clock`; without one, the very start. */
export interface Anchor {
  readonly client?: number;
  readonly clock?: number;
}

/** The anchor right of the element at `flat - 1`. */
export function anchorAt(index: BlockIndex, flat: number): Anchor {
  if (flat <= 0) return {};
  const { segment, flat: base } = index.segmentAt(flat - 1);
  let count = base;
  for (let item = segment.start ?? index.first; item; item = item.right) {
    if (item.deleted || !item.countable) continue;
    if (count + item.length >= flat)
      return { client: item.id.client, clock: item.id.clock + (flat - 1 - count) };
    count += item.length;
  }
  return {};
}

/** Where the anchor stands now. If its element went, where it stood. */
export function flatOfAnchor(ydoc: Y.Doc, index: BlockIndex, { client, clock }: Anchor): number {
  if (client === undefined || clock === undefined || Y.getState(ydoc.store, client) <= clock) return 0;
  const struct = Y.getItem(ydoc.store, Y.createID(client, clock)) as Y.Item | Y.GC;
  if (!(struct instanceof Y.Item)) return 0;
  let count = struct.deleted || !struct.countable ? 0 : clock - struct.id.clock + 1;
  let item: Y.Item | null = struct;
  while (item && !isKnownStart(index, item)) {
    item = item.left;
    if (item && !item.deleted && item.countable) count += item.length;
  }
  const segment = index.segmentOf(item);
  return (segment ? index.flatOfSegment(segment) : 0) + count;
}

const isKnownStart = (index: BlockIndex, item: Y.Item): boolean =>
  isLiveStart(item) && index.segmentOf(item) !== undefined;

/** The items of the elements from `from` to `to`, one entry an element: what a held block's offsets are taken from. */
export function elementIds(index: BlockIndex, from: number, to: number): Anchor[] {
  const { segment, flat: base } = index.segmentAt(from);
  const found: Anchor[] = [];
  let count = base;
  for (let item = segment.start ?? index.first; item && count < to; item = item.right) {
    if (item.deleted || !item.countable) continue;
    for (let i = 0; i < item.length && count < to; i += 1, count += 1)
      if (count >= from) found.push({ client: item.id.client, clock: item.id.clock + i });
  }
  return found;
}

/** True when the anchor's element stands in the text now. */
export function isLive(ydoc: Y.Doc, { client, clock }: Anchor): boolean {
  if (client === undefined || clock === undefined) return false;
  const struct = Y.getItem(ydoc.store, Y.createID(client, clock)) as Y.Item | Y.GC;
  return struct instanceof Y.Item && !struct.deleted && embedOf(struct)?.el !== 'start';
}
