/** What a party said of what is open, and whether the words were changed since (SPEC MD11). */
import type { OpenDraft } from '../../proposals/open-draft.ts';
import type { Facts, PositionFact } from '../facts.ts';
import { isOnEarlierWording, presentWording } from '../present-wording.ts';

export interface Said {
  readonly position: PositionFact;
  /** It stands on words that were changed since. */
  readonly earlier: boolean;
}

/** Positions of the party on what is open and still there: those on earlier words first, then the latest. */
export function readSaid(facts: Facts, text: OpenDraft['text'], party: string): readonly Said[] {
  return Object.values(facts)
    .filter((fact): fact is PositionFact => fact.kind === 'position' && fact.party === party)
    .filter(({ on }) => isOpen(facts, on) && presentWording(text, facts, on) !== undefined)
    .map((position) => ({ position, earlier: isOnEarlierWording(text, facts, position) }))
    .sort((a, b) => Number(b.earlier) - Number(a.earlier) || b.position.seq - a.position.seq);
}

/** A proposal that was decided or withdrawn needs nobody's word any more. */
function isOpen(facts: Facts, on: PositionFact['on']): boolean {
  if (!on.startsWith('proposal:')) return true;
  const fact = facts[`proposal/${on.slice('proposal:'.length)}`];
  return fact?.kind === 'proposal' && (fact.fate === 'queued' || fact.fate === 'on-text');
}
