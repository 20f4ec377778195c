/** What waited for something comes up again by itself with the act that settles it (SPEC DE8). */
import type { Fact, FactChange, Facts, Target } from '../facts.ts';
import type { LoggedChange } from '../logged.ts';
import { parkedIn } from './parking.ts';
import { AGREED } from './request.ts';

/** Acts that can settle something; a correction gives back what was, waiting included. */
const SETTLING: ReadonlySet<LoggedChange['act']> = new Set([
  'decide',
  'status',
  'confirm',
  'withdraw',
  'trace',
]);

export const maySettle = ({ act }: LoggedChange): boolean => SETTLING.has(act);

/** `facts`: as the act of this number leaves them. */
export function comingUp(facts: Facts, seq: number): FactChange {
  const set: Record<string, Fact> = {};
  for (const { on, until, seq: since } of parkedIn(facts)) {
    if (until === undefined || !isSettledBy(facts, until, seq)) continue;
    // That it was parked stays in the record of its meeting.
    set[`parked/${on}`] = { kind: 'parked', on, until, seq: since, up: seq };
    const status = on.startsWith('unit:') ? facts[`status/${on.slice('unit:'.length)}`] : undefined;
    if (status?.kind !== 'status' || status.status !== 'parked') continue;
    const { until: _, ...rest } = status;
    set[`status/${status.unit}`] = { ...rest, status: 'under-discussion', seq };
  }
  return { set, gone: [] };
}

/** Was it this act that agreed, decided, ended or took away what is waited for? */
function isSettledBy(facts: Facts, target: Target, seq: number): boolean {
  const id = target.slice(target.indexOf(':') + 1);
  if (target.startsWith('unit:')) {
    const [status, retired] = [facts[`status/${id}`], facts[`retired/${id}`]];
    const isAgreed = status?.kind === 'status' && AGREED.has(status.status) && status.seq === seq;
    return isAgreed || (retired?.kind === 'retired' && retired.seq === seq);
  }
  if (target.startsWith('proposal:')) {
    const fact = facts[`proposal/${id}`];
    return fact?.kind === 'proposal' && fact.ended === seq;
  }
  const decision = facts[`decision/${seq}`];
  return (
    decision?.kind === 'decision' &&
    decision.outcomes.some(
      ({ on, outcome }) => on === target && outcome !== 'parked' && outcome !== 'stays-in-brackets',
    )
  );
}
