/** What waits until the operator takes it on the text (SPEC MD6), in the order in which it was tabled. */
import type { Facts, ProposalFact } from '../facts.ts';

export const readQueue = (facts: Facts): readonly ProposalFact[] =>
  Object.values(facts)
    .filter((fact): fact is ProposalFact => fact.kind === 'proposal' && fact.fate === 'queued')
    .sort((a, b) => a.tabled - b.tabled || (a.id < b.id ? -1 : 1));

/** Its place in the queue, from 1; undefined if it does not wait there. */
export function placeInQueue(facts: Facts, id: string): number | undefined {
  const at = readQueue(facts).findIndex((fact) => fact.id === id);
  return at < 0 ? undefined : at + 1;
}
