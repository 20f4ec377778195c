/** Parties as an operator writes them (SPEC FL2): ids, short and full names of every language, or as much as tells one. */
import type { Party } from '../../house/party.ts';
import { CHAIR } from '../facts.ts';

export type PartyMatch =
  | { readonly kind: 'one'; readonly party: string }
  | { readonly kind: 'several'; readonly parties: readonly string[] }
  | { readonly kind: 'none' };

const CHAIR_NAMES = ['chair', 'chairman', 'chairperson', 'president', '主席', CHAIR];

/** As it is compared: without case, accents, blanks, points and hyphens. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\s.·,'’()-]/gu, '');

/** Everything a party is called. */
export const namesOfParty = ({ id, names }: Party): readonly string[] => [
  id,
  ...Object.values(names).flatMap(({ short, full }) => [short, full]),
];

/** The party that is meant: a whole name, else the beginning of one party's names alone. */
export function matchParty(parties: readonly Party[], written: string): PartyMatch {
  const sought = plainName(written);
  if (sought === '') return { kind: 'none' };
  const called = [
    ...parties.map((party) => ({ id: party.id, names: namesOfParty(party).map(plainName) })),
    { id: CHAIR, names: CHAIR_NAMES.map(plainName) },
  ];
  const whole = called.filter(({ names }) => names.includes(sought));
  const begun = called.filter(({ names }) => names.some((name) => name.startsWith(sought)));
  const found = whole.length > 0 ? whole : begun;
  if (found.length === 0) return { kind: 'none' };
  if (found.length === 1) return { kind: 'one', party: found[0]!.id };
  return { kind: 'several', parties: found.map(({ id }) => id) };
}

/** A name that completes what was written: the one in the reader's language first. */
export interface Completion {
  readonly party: string;
  readonly name: string;
}

const MOST = 8;

/** Parties whose names begin so, then those that have it somewhere within; each once. */
export function completeParty(
  parties: readonly Party[],
  written: string,
  nameOf: (party: string) => string,
): readonly Completion[] {
  const sought = plainName(written);
  if (sought === '') return [];
  const rank = (party: Party): number => {
    const names = namesOfParty(party).map(plainName);
    if (names.some((name) => name.startsWith(sought))) return 0;
    return names.some((name) => name.includes(sought)) ? 1 : 2;
  };
  return parties
    .map((party, at) => ({ party, at, rank: rank(party) }))
    .filter((each) => each.rank < 2)
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .slice(0, MOST)
    .map(({ party: { id } }) => ({ party: id, name: nameOf(id) }));
}
