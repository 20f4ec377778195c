/**
 * Carets of colleagues on the own hand (SPEC PS5). They travel in the hand's presence alone, as anchors on one of the three
 * papers: an element is known to one of them, and tells by itself which.
 */
import type { Plugin } from 'prosemirror-state';
import type { Awareness } from 'y-protocols/awareness';
import { flatOfPoint } from '../../../shared/proposals/place.ts';
import { offsetOf } from '../../../shared/proposals/resolve.ts';
import { standingAt } from '../../../shared/proposals/standing.ts';
import { type Anchor, anchorAt } from '../../../shared/text/anchor.ts';
import { caretsOfOthers } from '../cursors.ts';
import { posOfCaret, spotCaret } from './carets.ts';
import type { Proposing } from './desk.ts';

export const colleagues = (desk: Proposing, awareness: Awareness): Plugin =>
  caretsOfOthers(
    {
      own: () => {
        if (desk.held.isActive) return undefined;
        const { anchor, head } = desk.state.selection;
        return { anchor: anchorOf(desk, anchor), head: anchorOf(desk, head) };
      },
      posOf: (anchor) => posOfAnchor(desk, anchor),
      mayDraw: () => !desk.held.isActive,
      show: (tr) => desk.show(tr),
    },
    awareness,
  );

/** The element left of what stands at a position, on whichever paper; without one, nowhere. */
function anchorOf(desk: Proposing, pos: number): Anchor {
  const found = desk.spotAt(pos);
  if (!found) return {};
  const { spot } = standingAt(found.block, found.offset);
  const index = desk.indexOf(spot.paper);
  const flat = flatOfPoint(index, spot);
  return flat === undefined ? {} : anchorAt(index, flat);
}

/** Where a colleague's place is shown here; undefined while its words have not come. */
function posOfAnchor(desk: Proposing, anchor: Anchor): number | undefined {
  const papers = desk.hand ? (['hand', 'table', 'text'] as const) : (['table', 'text'] as const);
  for (const paper of papers) {
    const at = offsetOf(desk.docOf(paper), desk.indexOf(paper), anchor);
    if (at) return posOfCaret(desk, spotCaret({ paper, block: at.record.id, offset: at.offset }));
  }
  return undefined;
}
