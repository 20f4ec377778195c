/** Who stands where on a proposal (SPEC MD2): positions belong to the words they were stated on. */
import {
  type Facts,
  type PositionFact,
  type ProposalFact,
  positionKey,
  STANCES,
  type Stance,
  type Target,
} from '../facts.ts';

export interface StatedPosition {
  readonly party: string;
  readonly fact: PositionFact;
  /** The words were changed since; the support holds again when they come back. */
  readonly earlier: boolean;
}

export interface StanceGroup {
  readonly stance: Stance;
  readonly positions: readonly StatedPosition[];
}

/** Positions on one thing by stance, in the order of the stances; those on the present words first. */
export function readSupport(
  facts: Facts,
  on: Target,
  order: (a: string, b: string) => number,
): readonly StanceGroup[] {
  const wording = presentWording(facts, on);
  const stated = Object.values(facts)
    .filter((fact): fact is PositionFact => fact.kind === 'position' && fact.on === on)
    .map((fact) => ({ party: fact.party, fact, earlier: isEarlier(fact, wording) }))
    .sort((a, b) => Number(a.earlier) - Number(b.earlier) || order(a.party, b.party));
  return STANCES.map((stance) => ({
    stance,
    positions: stated.filter(({ fact }) => fact.stance === stance),
  })).filter(({ positions }) => positions.length > 0);
}

function presentWording(facts: Facts, on: Target): string | undefined {
  const fact = on.startsWith('proposal:') ? facts[`proposal/${on.slice('proposal:'.length)}`] : undefined;
  return fact?.kind === 'proposal' ? fact.wordings.at(-1)?.hash : undefined;
}

const isEarlier = ({ wording }: PositionFact, present: string | undefined): boolean =>
  wording !== undefined && present !== undefined && wording !== present;

/** Parties that support the present words before the room, as far as one may see it. */
export const supportersOf = (facts: Facts, { id }: ProposalFact): readonly string[] =>
  readSupport(facts, `proposal:${id}`, () => 0)
    .filter(({ stance }) => stance === 'supports')
    .flatMap(({ positions }) => positions)
    .filter(({ earlier, fact }) => !earlier && fact.audience === 'room')
    .map(({ party }) => party);

/** The position that a party itself stated, or with which it dissents from the group. */
export function positionOf(
  facts: Facts,
  on: Target,
  party: string | undefined,
  group?: string,
): PositionFact | undefined {
  const fact = party === undefined ? undefined : facts[positionKey(on, party, group)];
  return fact?.kind === 'position' ? fact : undefined;
}
