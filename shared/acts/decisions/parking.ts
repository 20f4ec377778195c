/** What is parked until something else is settled (SPEC DE8): no circles, and it comes up again by itself. */
import type { OpenDraft } from '../../proposals/open-draft.ts';
import type { Facts, Target } from '../facts.ts';
import { AGREED } from './request.ts';

/** What is parked, and until what. */
export interface Parked {
  readonly on: Target;
  readonly until?: Target;
  readonly seq: number;
}

/** Points and provisions that are parked, in the order in which they were. */
export function parkedIn(facts: Facts): readonly Parked[] {
  const found: Parked[] = [];
  for (const fact of Object.values(facts)) {
    if (fact.kind === 'parked' && fact.up === undefined) found.push(fact);
    if (fact.kind === 'status' && fact.status === 'parked') {
      const { unit, until, seq } = fact;
      found.push({
        on: `unit:${unit}`,
        seq,
        ...(until === undefined ? {} : { until: `unit:${until}` as const }),
      });
    }
  }
  return found.sort((a, b) => a.seq - b.seq);
}

/** Would waiting for `until` wait for itself? */
export function isCircular(facts: Facts, on: Target, until: Target): boolean {
  const waits = new Map(parkedIn(facts).map((each) => [each.on, each.until]));
  const seen = new Set<Target>();
  for (let at: Target | undefined = until; at !== undefined && !seen.has(at); at = waits.get(at)) {
    if (at === on) return true;
    seen.add(at);
  }
  return false;
}

/** Is there nothing left to wait for? */
export function isSettled({ text }: Pick<OpenDraft, 'text'>, facts: Facts, target: Target): boolean {
  const cut = target.indexOf(':');
  const [what, id] = [target.slice(0, cut), target.slice(cut + 1)];
  switch (what) {
    case 'unit': {
      const status = facts[`status/${id}`];
      return (status?.kind === 'status' && AGREED.has(status.status)) || !text.placeOf(id);
    }
    case 'bracket':
      return (
        text.flatOfDelimiter(id, 'open') === undefined && text.flatOfDelimiter(id, 'close') === undefined
      );
    case 'proposal': {
      const fact = facts[`proposal/${id}`];
      return fact?.kind === 'proposal' && fact.fate !== 'queued' && fact.fate !== 'on-text';
    }
    default:
      return Object.values(facts).some(
        (fact) =>
          fact.kind === 'decision' &&
          fact.corrected === undefined &&
          fact.outcomes.some(({ on, outcome }) => on === target && outcome !== 'parked'),
      );
  }
}
