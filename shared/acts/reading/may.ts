/** What one may do with a proposal, and why not (SPEC MD5). The server decides; this spares a button that would be refused. */
import type { Phase } from '../../house/membership.ts';
import type { ActRefusal } from '../act.ts';
import type { Facts, ProposalFact } from '../facts.ts';

/** Who asks. */
export interface Standpoint {
  /** The party one acts for; undefined for the chair's side. */
  readonly party: string | undefined;
  readonly isChairs: boolean;
  readonly phase: Phase | undefined;
  /** The phase of the part where that differs. */
  readonly partPhase?: Phase;
}

export type Answer = true | ActRefusal;

/** A part that has a phase of its own is closed by that, any other by the draft's. */
const CLOSED_PART: Readonly<Partial<Record<Phase, ActRefusal>>> = {
  reading: 'part-closed',
  closed: 'part-closed',
  frozen: 'part-frozen',
};
const CLOSED_DRAFT: Readonly<Partial<Record<Phase, ActRefusal>>> = {
  reading: 'record-keeper-writes',
  closed: 'closed',
  frozen: 'frozen',
};

/** Why nothing can be tabled or put on the text of a provision; undefined where it can. */
export function closedBy(facts: Facts, unit: string | undefined, at: Standpoint): ActRefusal | undefined {
  const status = unit === undefined ? undefined : facts[`status/${unit}`];
  if (status?.kind === 'status' && (status.status === 'agreed' || status.status === 'agreed-ad-ref'))
    return status.status;
  if (at.partPhase !== undefined) return CLOSED_PART[at.partPhase];
  return at.phase === undefined ? undefined : CLOSED_DRAFT[at.phase];
}

export const isAlive = ({ fate }: Pick<ProposalFact, 'fate'>): boolean =>
  fate === 'queued' || fate === 'on-text';

/** From the hand to the table. */
export function mayTable(
  facts: Facts,
  proposal: {
    readonly unit?: string;
    readonly fact?: ProposalFact;
    readonly inHand: boolean;
    readonly changed: boolean;
  },
  at: Standpoint,
): Answer {
  if (!proposal.inHand) return 'not-in-your-hand';
  if (proposal.fact && isAlive(proposal.fact) && !proposal.changed) return 'nothing-changed';
  return closedBy(facts, proposal.unit ?? proposal.fact?.unit, at) ?? true;
}

export function mayJoin(fact: ProposalFact, { party }: Standpoint): Answer {
  if (party === undefined) return 'not-acting-for';
  if (!isAlive(fact)) return 'wrong-fate';
  return fact.proponents.includes(party) && !isBehindEarlier(fact, party) ? 'already-a-proponent' : true;
}

/** A proponent who asked for an earlier wording can join the present one. */
export function isBehindEarlier({ behind, wordings }: ProposalFact, party: string): boolean {
  const asked = behind?.[party];
  return asked !== undefined && asked !== wordings.at(-1)?.hash;
}

export function mayWithdraw(fact: ProposalFact, { party }: Standpoint): Answer {
  if (party === undefined) return 'not-acting-for';
  if (!fact.proponents.includes(party)) return 'not-a-proponent';
  return isAlive(fact) ? true : 'wrong-fate';
}

/** What was withdrawn by all gets a proponent again. */
export function mayTakeUp(facts: Facts, fact: ProposalFact, at: Standpoint): Answer {
  if (at.party === undefined) return 'not-acting-for';
  if (fact.fate !== 'withdrawn') return 'wrong-fate';
  return closedBy(facts, fact.unit, at) ?? true;
}

export function mayState(fact: ProposalFact, { party }: Standpoint): Answer {
  if (party === undefined) return 'not-acting-for';
  return isAlive(fact) ? true : 'wrong-fate';
}

export function mayTakeOnText(facts: Facts, fact: ProposalFact, at: Standpoint): Answer {
  if (!at.isChairs) return 'not-the-operator';
  if (fact.fate !== 'queued') return 'wrong-fate';
  return closedBy(facts, fact.unit, { ...at, phase: undefined, partPhase: undefined }) ?? true;
}

export function mayDecide(fact: ProposalFact, { isChairs }: Standpoint): Answer {
  if (!isChairs) return 'not-the-operator';
  return isAlive(fact) ? true : 'wrong-fate';
}

export function mayTick(fact: ProposalFact, { party }: Standpoint): Answer {
  if (party === undefined) return 'not-acting-for';
  return fact.proponents.includes(party) ? true : 'not-a-proponent';
}

/** The parties one may act for: the own, and groups that granted it. */
export function actingForChoices(facts: Facts, own: string | undefined): readonly string[] {
  if (own === undefined) return [];
  const groups = Object.values(facts).flatMap((fact) =>
    fact.kind === 'grant' && fact.party === own ? [fact.group] : [],
  );
  return [own, ...groups.filter((group) => group !== own).sort()];
}
