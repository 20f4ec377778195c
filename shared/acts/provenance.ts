/** Where words of a draft come from (SPEC PV1 to PV3), and how much of that is told to whom. */
import { partiesWithin } from './names-told.ts';
import type { Audience } from './view.ts';

/** How words came into the text. */
export interface Origin {
  /** Number of the entry of the record. */
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: 'created' | 'typed' | 'decided' | 'mended';
  /** Parties that asked for them; empty for what was there from the beginning. */
  readonly proponents: readonly string[];
  readonly proposal?: string;
  /** The account, for what the chair's side typed itself; never that of a delegation (PV2). */
  readonly account?: string;
}

export interface WordsSince {
  readonly words: string;
  /** Where they stand: offsets in the content of a block of the text. */
  readonly block: string;
  readonly from: number;
  readonly to: number;
  readonly origin: Origin;
}

export interface AskedToGo {
  readonly words: string;
  readonly proposal: string;
  readonly proponents: readonly string[];
  readonly seq: number;
}

export interface ProvisionProvenance {
  readonly id: string;
  readonly label: string;
  readonly runs: readonly WordsSince[];
  readonly askedToGo: readonly AskedToGo[];
}

/** As an audience is told it: names by the house rule, persons of the chair's side to the chair's side alone. */
export function provenanceTold(
  { side, names }: Audience,
  { runs, askedToGo, ...provision }: ProvisionProvenance,
  nameOf: (account: string) => string | undefined,
): ProvisionProvenance {
  const within = (parties: readonly string[]): readonly string[] =>
    names === 'all' ? parties : partiesWithin(names, parties);
  return {
    ...provision,
    runs: runs.map(({ origin: { account, ...origin }, ...run }) => {
      const person = side === 'chair' && account !== undefined ? nameOf(account) : undefined;
      const typist = person === undefined ? {} : { account: person };
      return { ...run, origin: { ...origin, proponents: within(origin.proponents), ...typist } };
    }),
    askedToGo: askedToGo.map((each) => ({ ...each, proponents: within(each.proponents) })),
  };
}
