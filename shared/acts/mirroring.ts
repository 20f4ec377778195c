/** Where the house tables live (SPEC AC12): what a hand holds is on the table as it is typed, word by word. */
import type { Proposal } from '../proposals/proposal.ts';
import { proposalOnTable, putOnTable, removeFromTable, rewordOnTable } from '../proposals/table.ts';
import { checkProposal } from './check.ts';
import { plain } from './deciding.ts';
import { type Facts, withChange } from './facts.ts';
import { isOnTheFloor, lockOn, stateOnTabling } from './locks.ts';
import type { LoggedChange } from './logged.ts';
import { type ActGround, actOf, type Doer, isTabled, type PlannedAct, proposalFact } from './planned.ts';
import { reduce } from './reduce.ts';
import { headOf, rewordChange, rewordedHead, tableChange } from './tabling.ts';

/** Changes of one hand recorded in one entry; more wait for the next. */
const MOST_AT_ONCE = 100;

interface Step {
  readonly change: LoggedChange;
  readonly write: () => void;
}

/**
 * What brings the table to what the hand holds: proposals that changed are tabled or worded anew, those that are no
 * longer held are withdrawn. What is not well-formed yet, or may not be asked for here now, stays in hand alone.
 */
export function planMirror(
  ground: ActGround,
  doer: Doer,
  changed: readonly Proposal[],
  held: ReadonlySet<string>,
): PlannedAct | undefined {
  const steps: Step[] = [];
  let facts = ground.facts;
  const add = (step: Step | undefined): void => {
    if (!step || steps.length >= MOST_AT_ONCE) return;
    steps.push(step);
    facts = withChange(facts, reduce(facts, actOf(doer, step.change), ground.moment));
  };
  for (const id of dropped(facts, doer.for, held)) add(withdrawal({ ...ground, facts }, doer, id));
  for (const proposal of changed) add(mirrored({ ...ground, facts }, doer, proposal));
  if (steps.length === 0) return undefined;
  return {
    act: actOf(doer, ...steps.map(({ change }) => change)),
    write: () => {
      for (const { write } of steps) write();
      return undefined;
    },
  };
}

/** Proposals that came from this hand as they were typed and are not in it any more. */
const dropped = (facts: Facts, party: string, held: ReadonlySet<string>): readonly string[] =>
  Object.values(facts).flatMap((fact) =>
    fact.kind === 'proposal' &&
    fact.live &&
    isTabled(fact) &&
    fact.proponents.includes(party) &&
    !held.has(fact.id)
      ? [fact.id]
      : [],
  );

function withdrawal({ draft, facts }: ActGround, { for: party }: Doer, id: string): Step | undefined {
  const fact = proposalFact(facts, id);
  const whole = proposalOnTable(draft, id);
  if (!fact || !whole) return undefined;
  if (fact.proponents.some((each) => each !== party))
    return { change: { act: 'withdraw', proposal: id }, write: () => {} };
  return {
    change: { act: 'withdraw', proposal: id, content: plain(whole) },
    write: () => removeFromTable(draft, id),
  };
}

function mirrored(ground: ActGround, doer: Doer, raw: Proposal): Step | undefined {
  const checked = checkProposal(ground, raw);
  if (!checked.ok) return undefined;
  const { proposal } = checked;
  const { draft, facts } = ground;
  const fact = proposalFact(facts, proposal.id);
  const isOurs = !fact || (isTabled(fact) ? fact.proponents : fact.withdrew).includes(doer.for);
  const hasEnded = fact?.fate === 'taken' || fact?.fate === 'not-taken';
  if (!isOurs || hasEnded || lockOn(ground, doer.member, proposal.place)) return undefined;
  const state = stateOnTabling(ground, doer.member, proposal);
  if (state !== 'on-text') return undefined;
  if (!fact || !isTabled(fact)) {
    const head = headOf(ground, proposal, state);
    return {
      change: { ...tableChange(ground, proposal, state), live: true },
      write: () => putOnTable(draft, head, proposal.blocks),
    };
  }
  const change = rewordChange(ground, proposal, fact);
  if (!change || isOnTheFloor(ground, proposal.place)) return undefined;
  const live = { ...change, live: true as const };
  const head = rewordedHead(ground, proposal, live, doer.for);
  return { change: live, write: () => head && rewordOnTable(draft, head, proposal.blocks) };
}
