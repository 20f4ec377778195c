/** A party of the body's own list (SPEC PA1): nothing about it is built in, names and groups come from the list. */

/** How a party is called in one language: on a delimiter (`short`), in a list of participants (`full`). */
export interface PartyNames {
  readonly short: string;
  readonly full: string;
}

export interface Party {
  /** Short, stable, without spaces; what memberships and hands refer to. Never shown where names may not be. */
  readonly id: string;
  /** Names by language (BCP 47); at least one language. */
  readonly names: Readonly<Record<string, PartyNames>>;
  /** Place in the body's order of seats, ascending; parties without one follow in the order of the list. */
  readonly order?: number;
  readonly region?: string;
  /** Groupings that it speaks with, as the list writes them. */
  readonly groups: readonly string[];
}

/** The party's names in the reader's language, else in English, else in the first there is, else its id. */
export function namesIn(party: Party, language: string): PartyNames {
  const { names } = party;
  return (
    names[language] ??
    names[language.split('-')[0]!] ??
    names.en ??
    Object.values(names)[0] ?? { short: party.id, full: party.id }
  );
}
