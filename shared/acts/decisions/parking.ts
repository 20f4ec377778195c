/** What is parked until something else is settled (SPEC DE8): no circles, and it comes up again by itself. */
import type { Facts, Target } from '../facts.ts';

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

/** One of these that would wait for itself, were all of them parked, each until the other it names; undefined if none. */
export function circleAmong(
  facts: Facts,
  waiting: readonly (readonly [on: Target, until: Target])[],
): Target | undefined {
  const waits = new Map<Target, Target | undefined>([
    ...parkedIn(facts).map(({ on, until }) => [on, until] as const),
    ...waiting,
  ]);
  return waiting.map(([on]) => on).find((on) => leadsBack(waits, on));
}

function leadsBack(waits: ReadonlyMap<Target, Target | undefined>, from: Target): boolean {
  const seen = new Set<Target>();
  for (let at = waits.get(from); at !== undefined && !seen.has(at); at = waits.get(at)) {
    if (at === from) return true;
    seen.add(at);
  }
  return false;
}
