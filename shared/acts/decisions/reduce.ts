/** The facts that follow from the acts of the chair's table (SPEC FA1, DE1, DE12). */
import { type Fact, type FactChange, type Facts, keyOf, NO_CHANGE, type StatusFact } from '../facts.ts';
import type { LoggedAct, LoggedChange } from '../logged.ts';
import type { ChairsChange, RetiredBlocks } from './logged.ts';
import { wentFacts } from './went.ts';

interface Moment {
  readonly seq: number;
  readonly at: number;
}

const setting = (...facts: readonly Fact[]): FactChange => ({
  set: Object.fromEntries(facts.map((fact) => [keyOf(fact), fact])),
  gone: [],
});

type Decision = Extract<LoggedChange, { act: 'decide' }>;
type Outcome = Decision['outcomes'][number];

/** What a decision leaves beside itself: what is parked, what is parked no longer, what left the text. */
export function pointFacts(
  facts: Facts,
  { outcomes, retired = [], behind = {} }: Pick<Decision, 'outcomes' | 'retired' | 'behind'>,
  seq: number,
): FactChange {
  const set: Record<string, Fact> = { ...retiredFacts(retired, seq, insteadIn(outcomes), behind) };
  const gone: string[] = [];
  for (const fact of wentFacts(outcomes, seq)) set[keyOf(fact)] = fact;
  for (const each of outcomes) {
    const on = 'proposal' in each ? (`proposal:${each.proposal}` as const) : each.on;
    const key = `parked/${on}`;
    if (each.outcome === 'parked' && !('proposal' in each))
      set[key] = { kind: 'parked', on, ...(each.until === undefined ? {} : { until: each.until }), seq };
    else if (Object.hasOwn(facts, key)) gone.push(key);
  }
  return { set, gone };
}

/** What stands in the place of each block that left the text by these outcomes, by its id. */
function insteadIn(outcomes: readonly Outcome[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    outcomes.flatMap((outcome) => {
      const instead = standingBy(outcome);
      return outcome.removed.map(({ id }) => [id, instead] as const);
    }),
  );
}

/** The provisions that stand by an outcome. */
function standingBy(outcome: Outcome): readonly string[] {
  if (!('proposal' in outcome)) return outcome.stand ?? [];
  const { outcome: what, content } = outcome;
  if (what !== 'taken' || content.kind !== 'alternative') return [];
  return content.blocks
    .filter(({ kind }) => kind === 'alternative' || kind === 'provision')
    .map(({ id }) => id);
}

function retiredFacts(
  retired: readonly RetiredBlocks[],
  seq: number,
  insteadOf: ReadonlyMap<string, readonly string[]>,
  behind: Readonly<Record<string, string | null>> = {},
): Facts {
  const found: Record<string, Fact> = {};
  for (const blocks of retired) {
    const unit = blocks[0]?.id;
    if (unit === undefined) continue;
    const instead = insteadOf.get(unit) ?? [];
    found[`retired/${unit}`] = {
      kind: 'retired',
      unit,
      blocks,
      ...(instead.length > 0 ? { instead } : {}),
      ...(Object.hasOwn(behind, unit) ? { behind: behind[unit]! } : {}),
      seq,
    };
  }
  return found;
}

export function reduceChairs(facts: Facts, act: LoggedAct, change: ChairsChange, moment: Moment): FactChange {
  const { seq, at } = moment;
  switch (change.act) {
    case 'correct':
      return corrected(facts, change, seq);
    case 'reopen':
      return setting({
        kind: 'status',
        unit: change.unit,
        status: 'under-discussion',
        awaiting: [],
        reopened: seq,
        seq,
      });
    case 'confirm':
      return confirmed(facts, change, seq);
    case 'object': {
      const { act: _, ...said } = change;
      return setting({ kind: 'objection', ...said, party: act.for, seq, recorded: act.recorded });
    }
    case 'claim':
      return requested(facts, change, act.for, seq);
    case 'meeting':
      return meeting(facts, change, moment);
    case 'trace': {
      const { act: _, retired, ...said } = change;
      const { set } = setting({ kind: 'trace', seq, at, ...said });
      const now = said.now.map(({ unit }) => unit);
      const instead = new Map(retired.map(([head]) => [head?.id ?? '', now]));
      return { set: { ...retiredFacts(retired, seq, instead), ...set }, gone: [] };
    }
    default:
      return change satisfies never;
  }
}

/** Everything is as before, and the decision stays in the record as one that was corrected. */
function corrected(
  facts: Facts,
  { decision, set, gone }: Extract<ChairsChange, { act: 'correct' }>,
  seq: number,
): FactChange {
  const was = facts[`decision/${decision}`] ?? facts[`trace/${decision}`];
  const marked = was?.kind === 'decision' || was?.kind === 'trace' ? { ...was, corrected: seq } : undefined;
  return { set: { ...set, ...(marked ? { [keyOf(marked)]: marked } : {}) }, gone };
}

/** The last one that was awaited makes it agreed. */
function confirmed(
  facts: Facts,
  { unit, party }: Extract<ChairsChange, { act: 'confirm' }>,
  seq: number,
): FactChange {
  const fact = facts[`status/${unit}`];
  if (fact?.kind !== 'status') return NO_CHANGE;
  const awaiting = fact.awaiting.filter((each) => each !== party);
  const next: StatusFact = {
    ...fact,
    status: awaiting.length === 0 ? 'agreed' : fact.status,
    awaiting,
    seq,
  };
  return setting(next);
}

/** Who asks for a bracket; with nobody left it is nobody's again. */
function requested(
  facts: Facts,
  { bracket, claimed }: Extract<ChairsChange, { act: 'claim' }>,
  party: string,
  seq: number,
): FactChange {
  const key = `requested/${bracket}`;
  const known = facts[key];
  const others = (known?.kind === 'requested' ? known.parties : []).filter((each) => each !== party);
  const parties = claimed ? [...others, party] : others;
  return parties.length === 0
    ? { set: {}, gone: [key] }
    : setting({ kind: 'requested', bracket, parties, seq });
}

function meeting(
  facts: Facts,
  { act: _, does, ...said }: Extract<ChairsChange, { act: 'meeting' }>,
  moment: Moment,
): FactChange {
  const known = facts[`meeting/${said.number}`];
  if (does === 'close') return known?.kind === 'meeting' ? setting({ ...known, closed: moment }) : NO_CHANGE;
  return setting({ kind: 'meeting', ...said, opened: moment });
}
