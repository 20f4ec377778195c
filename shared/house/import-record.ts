/** What stays on record of an import beside its report: what a person decided, and what the source says that parties ask. */

/** What was decided about the guesses and doubts: about single entries of the report by their id, or about all of a question. */
export interface Answers {
  readonly one?: Readonly<Record<string, string>>;
  readonly all?: Readonly<Record<string, string>>;
}

/** What is asked: that words come in, that a text or words go, that a text stays in brackets, a reservation. */
export type Asks = 'words' | 'delete' | 'bracket' | 'reserve' | 'delete words';

/** Something that a source says a party asks: `[EU: words]`, `(EU: delete)`. */
export interface Claim {
  /** Id of the entry of the report that offers it. */
  readonly id: string;
  /** Block of the draft that it stands in. */
  readonly block: string;
  /** Bracket of the draft that it is about; absent: the whole block. */
  readonly bracket?: string;
  /** Names as printed, in order; `#RRGGBB` for a colour; none when the source does not say who. */
  readonly parties: readonly string[];
  readonly asks: Asks;
  /** The words of the source that say so. */
  readonly raw: string;
  /** False when it was refused and the source's words stay in the draft. */
  readonly accepted: boolean;
}

/** A name of the source; `party` is the id of the party that it was said to mean. */
export interface ClaimedName {
  readonly name: string;
  readonly party?: string;
}

/** A claim that was accepted, as it is recorded: a later step makes these parties those who request the bracket. */
export interface RecordedClaim extends Omit<Claim, 'parties' | 'accepted'> {
  readonly parties: readonly ClaimedName[];
}

/** Every name that claims print, once, in order. */
export const namesIn = (claims: readonly Claim[]): readonly string[] => [
  ...new Set(claims.flatMap(({ parties }) => parties)),
];

/** The accepted claims with the parties that their names mean. */
export function recorded(
  claims: readonly Claim[],
  mapping: Readonly<Record<string, string>>,
): readonly RecordedClaim[] {
  return claims.flatMap(({ accepted, parties, ...claim }) => {
    const named = parties.map((name): ClaimedName => {
      const party = Object.hasOwn(mapping, name) ? mapping[name] : undefined;
      return party ? { name, party } : { name };
    });
    return accepted ? [{ ...claim, parties: named }] : [];
  });
}
