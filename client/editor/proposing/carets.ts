/** Carets as places on a paper (SPEC ED11): they stay beside their words, whatever is composed around them. */
import type { Node } from 'prosemirror-model';
import type { Run } from '../../../shared/proposals/compose-block.ts';
import { flatOfPoint } from '../../../shared/proposals/place.ts';
import { offsetOf } from '../../../shared/proposals/resolve.ts';
import {
  offsetOfMark,
  offsetOfSpot,
  type SourceSpot,
  standingAt,
} from '../../../shared/proposals/standing.ts';
import { type Anchor, anchorAt } from '../../../shared/text/anchor.ts';
import { posOfBlock } from '../places.ts';
import type { Proposing } from './desk.ts';

export type Caret =
  /** Beside words: right of what is left of the spot (-1), or left of what is right of it (1). */
  | { readonly kind: 'spot'; readonly spot: SourceSpot; readonly lean: -1 | 1 }
  /** Right of a delimiter that is only drawn. */
  | {
      readonly kind: 'mark';
      readonly block: string;
      readonly proposal: string;
      readonly side: 'open' | 'close';
      readonly asks: Run['asks'];
    };

export const spotCaret = (spot: SourceSpot, lean: -1 | 1 = -1): Caret => ({ kind: 'spot', spot, lean });

/** A caret and, for the time of a change, the element it stands beside. */
export interface HeldCaret {
  readonly caret: Caret;
  readonly anchor?: Anchor;
}

/** What a position of the view stands beside. */
export function caretAt(desk: Proposing, pos: number): Caret | undefined {
  const found = desk.spotAt(pos);
  if (!found) return undefined;
  const { block, offset } = found;
  const { left, right, spot } = standingAt(block, offset);
  if (!left?.source && left?.proposal !== undefined && left.side && !right?.source)
    return { kind: 'mark', block: block.id, proposal: left.proposal, side: left.side, asks: left.asks };
  if (left?.source || !right?.source) return spotCaret(spot, -1);
  const { paper, block: source, from } = right.source;
  return spotCaret({ paper, block: source, offset: from }, 1);
}

/** Position of a caret; undefined when its block is not shown. */
export function posOfCaret(desk: Proposing, caret: Caret, doc: Node = desk.state.doc): number | undefined {
  const place = desk.composition.placeOf(caret.kind === 'spot' ? caret.spot.block : caret.block);
  if (!place) return undefined;
  const offset = offsetIn(place.block, caret);
  return posOfBlock(doc, place.chunk, place.at) + 1 + (offset ?? place.block.size);
}

function offsetIn(block: Parameters<typeof offsetOfSpot>[0], caret: Caret): number | undefined {
  if (caret.kind === 'mark') {
    const at = offsetOfMark(block, caret.proposal, caret.side, caret.asks);
    return at === undefined ? 0 : at + 1;
  }
  const { spot, lean } = caret;
  if (spot.block === block.id && lean < 0 && spot.offset === 0) return 0;
  return offsetOfSpot(block, spot, lean);
}

/** Ties the caret to the element it stands beside, before the papers change. */
export function heldCaret(desk: Proposing, caret: Caret): HeldCaret {
  if (caret.kind === 'mark') return { caret };
  const { spot, lean } = caret;
  const index = desk.indexOf(spot.paper);
  const flat = flatOfPoint(index, spot);
  if (flat === undefined) return { caret };
  return { caret, anchor: anchorAt(index, lean < 0 ? flat : flat + 1) };
}

/** Where the caret is after they changed. */
export function releasedCaret(desk: Proposing, { caret, anchor }: HeldCaret): Caret {
  if (caret.kind === 'mark' || !anchor) return caret;
  const { spot, lean } = caret;
  const at = offsetOf(desk.docOf(spot.paper), desk.indexOf(spot.paper), anchor);
  if (!at) return caret;
  const offset = lean > 0 && at.isLive && at.offset > 0 ? at.offset - 1 : at.offset;
  return spotCaret({ paper: spot.paper, block: at.record.id, offset }, lean);
}
