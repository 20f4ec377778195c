/** With which groups each party of the list speaks (SPEC PA5): those that its line of the list names. */
import type { Party } from './party.ts';
import { namesOf, plainName } from './party-names.ts';

/**
 * Groups by the id of the party. A group that is itself a party of the list is called by its id, any other as the list
 * writes it.
 */
export type Groups = ReadonlyMap<string, readonly string[]>;

export function groupsIn(parties: readonly Party[]): Groups {
  const ids = new Map(
    parties.flatMap((party) => namesOf(party).map((name) => [plainName(name), party.id] as const)),
  );
  return new Map(
    parties.map(({ id, groups }) => [id, groups.map((group) => ids.get(plainName(group)) ?? group)] as const),
  );
}
