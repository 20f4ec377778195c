/** Hanging tabled proposals on what their places became, when an act moved or added words (SPEC PP12). */
import type { Anchor } from '../text/anchor.ts';
import { resolveMoved } from './moved.ts';
import type { OpenDraft } from './open-draft.ts';
import type { GapPlace, Layer, Place, Proposal, TabledHead } from './proposal.ts';
import { itemAt, layerOf } from './settled.ts';
import { spanOf } from './span.ts';
import { setHead, tabledIn } from './table.ts';
import { unitOf } from './units.ts';

/** Proposals on words that moved are hung on them where they stand now. */
export function followMoved(draft: OpenDraft): void {
  for (const head of tabledIn(draft.ydoc).values()) {
    const place = movedPlace(draft, head.place);
    if (place !== head.place) setHead(draft, { ...head, place });
  }
}

/** The place with anchors on moved words said anew; the same object when none moved. */
export function movedPlace(draft: OpenDraft, place: Place): Place {
  const { ydoc } = draft;
  const layerNow = (anchor: Anchor): Layer => layerOf(draft, itemAt(ydoc, anchor)) ?? 'text';
  if (place.on === 'gap') {
    const moved = resolveMoved(ydoc, place.at);
    return moved ? { ...place, layer: layerNow(moved.anchor), at: moved.anchor } : place;
  }
  if (place.on !== 'range') return place;
  const first = resolveMoved(ydoc, place.first);
  const last = resolveMoved(ydoc, place.last);
  if (!first && !last) return place;
  // A first element that went before the move leaves the range to begin at what follows; its old anchor says so.
  return {
    ...place,
    layer: layerNow((last ?? first)!.anchor),
    first: first?.isExact ? first.anchor : place.first,
    last: last?.anchor ?? place.last,
  };
}

/** Proposals of the gap at `flat` of the text that stand after `head` in print; to be asked before words come in there. */
export function gapNeighbours(draft: OpenDraft, head: TabledHead, flat: number): readonly TabledHead[] {
  return [...tabledIn(draft.ydoc).values()].filter((other) => {
    if (other.id === head.id || other.place.on !== 'gap' || !isAfter(other, head)) return false;
    const span = spanOf(draft, other.place);
    return span?.layer === 'text' && span.from === flat;
  });
}

function isAfter(other: TabledHead, head: TabledHead): boolean {
  const { beside } = other.place as GapPlace;
  if (beside?.proposal === head.id) return beside.side === 'after';
  const own = head.place.on === 'gap' ? head.place.beside : undefined;
  if (own?.proposal === other.id) return own.side === 'before';
  return other.order > head.order;
}

/** Hangs proposals of a gap behind the words that came in before them. */
export function hangBehind(draft: OpenDraft, neighbours: readonly TabledHead[], at: Anchor): void {
  for (const head of neighbours) setHead(draft, { ...head, place: { ...(head.place as GapPlace), at } });
}

/** New provisions that others asked for at the same place, and later, stand after those that came in. */
export function hangAfter(draft: OpenDraft, { id, place, order, blocks }: Proposal & TabledHead): void {
  const last = blocks.findLast(({ id: block }) => unitOf(draft.text, block) === block)?.id;
  if (place.on !== 'after' || last === undefined) return;
  for (const head of tabledIn(draft.ydoc).values())
    if (head.id !== id && head.place.on === 'after' && head.place.block === place.block && head.order > order)
      setHead(draft, { ...head, place: { on: 'after', block: last } });
}
