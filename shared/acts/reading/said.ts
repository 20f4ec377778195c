/** What a party said of what is open, and whether the words were changed since (SPEC MD11). */
import type { OpenDraft } from '../../proposals/open-draft.ts';
import type { Facts, PositionFact } from '../facts.ts';
import { isOnEarlierWording, presentWording } from '../present-wording.ts';
import { isOpen, proposalAt } from './positions.ts';

export interface Said {
  readonly position: PositionFact;
  /** It stands on words that were changed since. */
  readonly earlier: boolean;
}

/** Positions of the party on what is open. */
export const openPositionsOf = (facts: Facts, party: string): readonly PositionFact[] =>
  Object.values(facts).filter(
    (fact): fact is PositionFact =>
      fact.kind === 'position' && fact.party === party && concerns(facts, fact.on),
  );

/** Those of them whose words are still there: those on earlier words first, then the latest. */
export function readSaid(
  facts: Facts,
  text: OpenDraft['text'],
  positions: readonly PositionFact[],
): readonly Said[] {
  return positions
    .filter(({ on }) => presentWording(text, facts, on) !== undefined)
    .map((position) => ({ position, earlier: isOnEarlierWording(text, facts, position) }))
    .sort((a, b) => Number(b.earlier) - Number(a.earlier) || b.position.seq - a.position.seq);
}

/** A proposal that was decided or withdrawn needs nobody's word any more. */
function concerns(facts: Facts, on: PositionFact['on']): boolean {
  const proposal = proposalAt(facts, on);
  return proposal === undefined || isOpen(proposal);
}
