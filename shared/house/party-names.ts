/** Names as drafts print them, and the parties of the body's list that they mean (SPEC PA1). */
import type { Party } from './party.ts';

/** Without case, marks over letters, points, hyphens and double spaces: `G-77 and China`, `G77 AND CHINA`. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/^the /, '')
    .replace(/[.’'\s-]+/g, '');

/** Everything a party is called: its id, its names in every language. */
export const namesOf = ({ id, names }: Party): readonly string[] => [
  id,
  ...Object.values(names).flatMap(({ short, full }) => [short, full]),
];

/** The party that a name means, if it is one of the list; a name that fits two parties means none. */
export function partyNamed(parties: readonly Party[], name: string): Party | undefined {
  const wanted = plainName(name);
  const found = parties.filter((party) => namesOf(party).some((each) => plainName(each) === wanted));
  return wanted !== '' && found.length === 1 ? found[0] : undefined;
}
