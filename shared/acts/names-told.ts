/**
 * Facts without the names of those whom one is not told of (SPEC AU11): that somebody asks stays, who it is goes; what would
 * say nothing without its name goes whole.
 */
import { CHAIR, type Fact, type ProposalFact, SOMEBODY } from './facts.ts';

/** The fact as it is told to who knows of these parties alone; undefined where nothing is left of it. */
export function namesWithin(known: readonly string[], fact: Fact): Fact | undefined {
  const isKnown = knownIn(known);
  switch (fact.kind) {
    case 'proposal':
      return proposalWithin(isKnown, fact);
    case 'position':
      // What was said in confidence was said to whoever may see it.
      return fact.audience !== 'room' || isKnown(fact.party) ? fact : undefined;
    case 'comment':
      return fact.audience !== 'all' || isKnown(fact.party) ? fact : { ...fact, party: SOMEBODY };
    case 'objection':
    case 'tick':
      return isKnown(fact.party) ? fact : undefined;
    case 'status':
      return { ...fact, awaiting: within(isKnown, fact.awaiting) };
    case 'decision': {
      const awaiting = fact.agrees?.awaiting;
      return fact.agrees && awaiting
        ? { ...fact, agrees: { ...fact.agrees, awaiting: within(isKnown, awaiting) } }
        : fact;
    }
    case 'trace':
      return { ...fact, proponents: within(isKnown, fact.proponents) };
    case 'requested':
      return { ...fact, parties: within(isKnown, fact.parties) };
    case 'floor':
    case 'part-phase':
    case 'grant':
    case 'hand':
    case 'parked':
    case 'retired':
    case 'went':
    case 'meeting':
    case 'revision':
    case 'coverage':
      return fact;
    default:
      return fact satisfies never;
  }
}

type IsKnown = (party: string) => boolean;

const knownIn =
  (known: readonly string[]): IsKnown =>
  (party) =>
    party === CHAIR || known.includes(party);

/** The parties as they are told to who knows of these alone. */
export const partiesWithin = (known: readonly string[], parties: readonly string[]): readonly string[] =>
  within(knownIn(known), parties);

/** In their order; all that are not known as one. */
const within = (isKnown: IsKnown, parties: readonly string[]): readonly string[] => [
  ...new Set(parties.map((party) => (isKnown(party) ? party : SOMEBODY))),
];

function proposalWithin(isKnown: IsKnown, fact: ProposalFact): ProposalFact {
  const { behind, ...told } = fact;
  const known = Object.entries(behind ?? {}).filter(([party]) => isKnown(party));
  return {
    ...told,
    proponents: within(isKnown, fact.proponents),
    withdrew: fact.withdrew.filter(isKnown),
    ...(behind ? { behind: Object.fromEntries(known) } : {}),
  };
}
