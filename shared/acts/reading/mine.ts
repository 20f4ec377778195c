/** Everything a party has asked for, and what became of it (SPEC MD1): nothing it proposed is ever out of its sight. */
import { printedInline } from '../../draft/printed.ts';
import { type Hand, headsIn, proposalBlock, recordsByProposal } from '../../proposals/hand.ts';
import type { Proposal, ProposalKind } from '../../proposals/proposal.ts';
import type { Facts, Fate, ProposalFact } from '../facts.ts';

/** In hand: known to the party alone. Of what was tabled, the fate it has for this party. */
export type MineFate = 'in-hand' | Fate;

export const MINE_FATES = [
  'in-hand',
  'queued',
  'on-text',
  'taken',
  'not-taken',
  'withdrawn',
] as const satisfies readonly MineFate[];

export interface Mine {
  readonly id: string;
  readonly asks: ProposalKind;
  readonly fate: MineFate;
  /** Its words as the party has them now; empty for kinds without words. */
  readonly words: string;
  /** The hand holds other words than were tabled last. */
  readonly changed: boolean;
  readonly inHand: boolean;
  /** Ticked as correctly reflected in the text. */
  readonly ticked: boolean;
  readonly fact?: ProposalFact;
}

/** The words of a proposal, a line a block, brackets as characters. */
export const wordsOf = ({ blocks }: Pick<Proposal, 'blocks'>): string =>
  blocks.map(({ content }) => content.map(printedInline).join('')).join('\n');

/** All that the party asks or asked for: first what is in hand, then as it was tabled. */
export function readMine(facts: Facts, hand: readonly Proposal[], party: string): readonly Mine[] {
  const held = new Map(hand.map((proposal) => [proposal.id, proposal]));
  const tabled = Object.values(facts)
    .filter((fact): fact is ProposalFact => fact.kind === 'proposal')
    .filter((fact) => held.has(fact.id) || isOf(fact, party))
    .sort((a, b) => a.tabled - b.tabled || (a.id < b.id ? -1 : 1));
  const known = new Set(tabled.map(({ id }) => id));
  return [
    ...hand.filter(({ id }) => !known.has(id)).map(inHand),
    ...tabled.map((fact) => afterTabling(fact, held.get(fact.id), facts, party)),
  ];
}

const isOf = ({ proponents, withdrew }: ProposalFact, party: string): boolean =>
  proponents.includes(party) || withdrew.includes(party);

const inHand = (proposal: Proposal): Mine => ({
  id: proposal.id,
  asks: proposal.kind,
  fate: 'in-hand',
  words: wordsOf(proposal),
  changed: false,
  inHand: true,
  ticked: false,
});

function afterTabling(fact: ProposalFact, held: Proposal | undefined, facts: Facts, party: string): Mine {
  const last = fact.wordings.at(-1)?.words ?? '';
  const words = held ? wordsOf(held) : last;
  return {
    id: fact.id,
    asks: fact.asks,
    fate: fateFor(fact, party),
    words,
    changed: held !== undefined && words !== last,
    inHand: held !== undefined,
    ticked: `tick/${fact.id}/${party}` in facts,
    fact,
  };
}

/** Who withdrew from what others still ask for has withdrawn it. */
const fateFor = ({ fate, proponents, withdrew }: ProposalFact, party: string): Fate =>
  withdrew.includes(party) && !proponents.includes(party) ? 'withdrawn' : fate;

/** How many there are of each fate; together they are all of them. */
export function countFates(mine: readonly Mine[]): Readonly<Record<MineFate, number>> {
  const counts = { 'in-hand': 0, queued: 0, 'on-text': 0, taken: 0, 'not-taken': 0, withdrawn: 0 };
  for (const { fate } of mine) counts[fate] += 1;
  return counts;
}

/** What waits for the party to table it: in hand for the first time, or changed since. */
export const isToTable = ({ fate, changed }: Mine): boolean => fate === 'in-hand' || changed;

/** What the hand holds, as plain data, in the order in which it was begun. */
export function readHand({ ydoc, index }: Pick<Hand, 'ydoc' | 'index'>): readonly Proposal[] {
  const records = recordsByProposal(index);
  return [...headsIn(ydoc).values()].map((head) => ({
    ...head,
    blocks: (records.get(head.id) ?? []).map(proposalBlock),
  }));
}
