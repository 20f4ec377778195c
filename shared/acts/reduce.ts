/** From acts to facts (SPEC FA1, FA2): the only place where a fact is made, for the living room and for replay alike. */

import { comingUp, maySettle } from './decisions/coming-up.ts';
import { pointFacts, reduceChairs } from './decisions/reduce.ts';
import {
  type Fact,
  type FactChange,
  type Facts,
  keyOf,
  NO_CHANGE,
  type PositionFact,
  type ProposalFact,
  positionKey,
  type Wording,
  withChange,
} from './facts.ts';
import type { DecidedOutcome, LoggedAct, LoggedChange } from './logged.ts';
import { type NextWording, wordingsAfter } from './wordings.ts';

/** Number of the entry, and its time in milliseconds since 1970. */
export interface Moment {
  readonly seq: number;
  readonly at: number;
}

/** What the act changes of the facts before it. */
export function reduce(facts: Facts, act: LoggedAct, moment: Moment): FactChange {
  let now = facts;
  let all = NO_CHANGE;
  for (const change of act.changes) {
    const step = new Step(now, act, moment).of(change);
    all = joined(all, step);
    if (act.changes.length > 1) now = withChange(now, step);
  }
  if (!act.changes.some(maySettle)) return all;
  return joined(all, comingUp(withChange(facts, all), moment.seq));
}

/** One change after the other, as one. */
function joined(before: FactChange, after: FactChange): FactChange {
  const set: Record<string, Fact> = { ...before.set };
  for (const key of after.gone) delete set[key];
  const gone = before.gone.filter((key) => !(key in after.set));
  return { set: { ...set, ...after.set }, gone: [...new Set([...gone, ...after.gone])] };
}

const setting = (...facts: readonly Fact[]): FactChange => ({
  set: Object.fromEntries(facts.map((fact) => [keyOf(fact), fact])),
  gone: [],
});
const ending = (...keys: readonly string[]): FactChange => ({ set: {}, gone: keys });
const without = (parties: readonly string[], party: string): readonly string[] =>
  parties.filter((each) => each !== party);
const withParty = (parties: readonly string[], party: string): readonly string[] =>
  parties.includes(party) ? parties : [...parties, party];

class Step {
  private readonly party: string;

  constructor(
    private readonly facts: Facts,
    private readonly act: LoggedAct,
    private readonly moment: Moment,
  ) {
    this.party = act.for;
  }

  of(change: LoggedChange): FactChange {
    const { seq, at } = this.moment;
    switch (change.act) {
      case 'table':
        return setting(this.tabled(change));
      case 'reword':
        return this.onProposal(change.proposal, (fact) => this.reworded(fact, change));
      case 'take-on-text':
        return setting(...change.proposals.flatMap((id) => this.takenOn(id)));
      case 'join':
        return this.onProposal(change.proposal, (fact) => this.joins(fact, change.hash));
      case 'withdraw':
        return this.onProposal(change.proposal, (fact) => this.withdrawn(fact, change));
      case 'take-up':
        return this.onProposal(change.proposal, (fact) => this.takenUp(fact, change));
      case 'position':
        return this.position(change);
      case 'reason':
        return this.onProposal(change.proposal, (fact) => ({ ...fact, reason: change.reason }));
      case 'floor':
        return change.unit === null ? ending('floor') : setting({ kind: 'floor', unit: change.unit, seq });
      case 'status':
        return this.status(change);
      case 'part-phase':
        return change.phase === null
          ? ending(`part-phase/${change.part}`)
          : setting({ kind: 'part-phase', part: change.part, phase: change.phase });
      case 'comment': {
        const { act: _, ...said } = change;
        return setting({ kind: 'comment', ...said, party: this.party, seq, at });
      }
      case 'grant':
        return change.granted
          ? setting({ kind: 'grant', group: change.group, party: change.party })
          : ending(`grant/${change.group}/${change.party}`);
      case 'tick':
        return change.ticked
          ? setting({ kind: 'tick', proposal: change.proposal, party: this.party, seq })
          : ending(`tick/${change.proposal}/${this.party}`);
      case 'forget-hand':
        return setting({ kind: 'hand', party: this.party, begun: seq });
      case 'issue':
        return this.issued(change);
      case 'cover':
        return change.coverage === null
          ? ending(`coverage/${change.proposal}`)
          : setting({ kind: 'coverage', proposal: change.proposal, coverage: change.coverage, seq, at });
      case 'decide':
        return this.decided(change);
      case 'correct':
      case 'reopen':
      case 'confirm':
      case 'object':
      case 'claim':
      case 'meeting':
      case 'trace':
        return reduceChairs(this.facts, this.act, change, this.moment);
      default:
        return change satisfies never;
    }
  }

  private onProposal(id: string, work: (fact: ProposalFact) => ProposalFact): FactChange {
    const fact = this.facts[`proposal/${id}`];
    return fact?.kind === 'proposal' ? setting(work(fact)) : NO_CHANGE;
  }

  private tabled(change: Extract<LoggedChange, { act: 'table' }>): ProposalFact {
    const { proposal, state, unit, words, hash, live } = change;
    const known = this.facts[`proposal/${proposal.id}`];
    const before = known?.kind === 'proposal' ? known : undefined;
    return {
      kind: 'proposal',
      id: proposal.id,
      asks: proposal.kind,
      ...(unit === undefined ? {} : { unit }),
      fate: state,
      proponents: [this.party],
      withdrew: without(before?.withdrew ?? [], this.party),
      behind: { [this.party]: hash },
      wordings: this.wordings(before, { words, hash }),
      ...(live ? { live } : {}),
      ...(before?.reason === undefined ? {} : { reason: before.reason }),
      tabled: this.moment.seq,
      at: this.moment.at,
    };
  }

  private wordings(fact: ProposalFact | undefined, next: NextWording): readonly Wording[] {
    return wordingsAfter(this.facts, fact, next, { party: this.party, seq: this.moment.seq });
  }

  private reworded(fact: ProposalFact, worded: NextWording): ProposalFact {
    return {
      ...fact,
      wordings: this.wordings(fact, worded),
      behind: { ...fact.behind, [this.party]: worded.hash },
    };
  }

  private takenOn(id: string): readonly ProposalFact[] {
    const fact = this.facts[`proposal/${id}`];
    return fact?.kind === 'proposal' ? [{ ...fact, fate: 'on-text' }] : [];
  }

  private joins(fact: ProposalFact, hash: string): ProposalFact {
    return {
      ...fact,
      proponents: withParty(fact.proponents, this.party),
      withdrew: without(fact.withdrew, this.party),
      behind: { ...fact.behind, [this.party]: hash },
    };
  }

  private withdrawn(fact: ProposalFact, { content }: { content?: ProposalFact['content'] }): ProposalFact {
    const { [this.party]: _, ...behind } = fact.behind ?? {};
    const left = {
      ...fact,
      proponents: without(fact.proponents, this.party),
      withdrew: withParty(fact.withdrew, this.party),
      behind,
    };
    return content ? { ...left, fate: 'withdrawn', ended: this.moment.seq, content } : left;
  }

  private takenUp(fact: ProposalFact, change: Extract<LoggedChange, { act: 'take-up' }>): ProposalFact {
    const { ended: _, content: __, ...alive } = fact;
    return this.joins(change.state ? { ...alive, fate: change.state } : fact, change.hash);
  }

  private position(change: Extract<LoggedChange, { act: 'position' }>): FactChange {
    const { act: _, stance, ...said } = change;
    if (stance === null) return ending(positionKey(change.on, this.party, change.group));
    const { seq } = this.moment;
    const { recorded } = this.act;
    return setting({
      kind: 'position',
      party: this.party,
      ...said,
      stance,
      seq,
      recorded,
    } satisfies PositionFact);
  }

  private status(change: Extract<LoggedChange, { act: 'status' }>): FactChange {
    const { units, status, awaiting, until } = change;
    if (status === 'not-considered') return ending(...units.map((unit) => `status/${unit}`));
    const { seq } = this.moment;
    const waits = until === undefined ? {} : { until };
    return setting(...units.map((unit): Fact => ({ kind: 'status', unit, status, awaiting, ...waits, seq })));
  }

  /** What was issued stays as it was, whatever is asked after. */
  private issued({ act: _, ...said }: Extract<LoggedChange, { act: 'issue' }>): FactChange {
    const isGiven = Object.hasOwn(this.facts, `revision/${said.symbol}`);
    return isGiven ? NO_CHANGE : setting({ kind: 'revision', ...said, ...this.moment });
  }

  private decided(change: Extract<LoggedChange, { act: 'decide' }>): FactChange {
    const { act: _, outcomes, retired: __, behind: ___, ...said } = change;
    const { seq, at } = this.moment;
    const facts = outcomes.flatMap((outcome) => ('proposal' in outcome ? this.ended(outcome) : []));
    const points = pointFacts(this.facts, change, seq);
    const decision: Fact = {
      kind: 'decision',
      seq,
      at,
      ...said,
      outcomes: outcomes.map((each) => ({
        on: 'proposal' in each ? (`proposal:${each.proposal}` as const) : each.on,
        outcome: each.outcome,
        words: each.words,
        ...('until' in each && each.until !== undefined ? { until: each.until } : {}),
      })),
    };
    return joined(points, setting(...facts, decision));
  }

  private ended({ proposal, outcome, content, became }: DecidedOutcome): readonly ProposalFact[] {
    const fact = this.facts[`proposal/${proposal}`];
    return fact?.kind === 'proposal'
      ? [{ ...fact, fate: outcome, ended: this.moment.seq, content, ...(became ? { became } : {}) }]
      : [];
  }
}
