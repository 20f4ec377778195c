/** Where the element that an anchor names stands now, also where an act took its words from the table into the text (SPEC PP3). */
import * as Y from 'yjs';
import type { Anchor } from '../text/anchor.ts';
import { resolveMoved } from './moved.ts';
import { indexOf, type Layers } from './open-draft.ts';
import type { Layer } from './proposal.ts';

/** An anchor as it stands in the layers now. */
export interface Settled {
  readonly layer: Layer;
  readonly anchor: Anchor;
  /** Does its element stand there still? */
  readonly isLive: boolean;
}

/** Follows the moved-map; undefined when the anchor's element never stood in this layer of this draft. */
export function settle(draft: Layers, layer: Layer, anchor: Anchor): Settled | undefined {
  if (anchor.client === undefined || anchor.clock === undefined)
    return layer === 'text' ? { layer, anchor: {}, isLive: false } : undefined;
  const moved = resolveMoved(draft.ydoc, anchor);
  const at = moved?.anchor ?? anchor;
  const item = itemAt(draft.ydoc, at);
  // What moved is looked for where it stands now; words that were taken and put back stand on the table again.
  const now = moved ? layerOf(draft, item) : layer;
  if (!item || now === undefined || item.parent !== indexOf(draft, now).text) return undefined;
  return { layer: now, anchor: at, isLive: !item.deleted && item.countable && (moved?.isExact ?? true) };
}

/** The layer in which an element stands. */
export function layerOf({ text, words }: Layers, item: Y.Item | undefined): Layer | undefined {
  if (item?.parent === text.text) return 'text';
  return item?.parent === words.text ? 'words' : undefined;
}

export function itemAt(ydoc: Y.Doc, { client, clock }: Anchor): Y.Item | undefined {
  if (client === undefined || clock === undefined || Y.getState(ydoc.store, client) <= clock)
    return undefined;
  const struct = Y.getItem(ydoc.store, Y.createID(client, clock)) as Y.Item | Y.GC;
  return struct instanceof Y.Item ? struct : undefined;
}
