/** What a source says that parties ask, as acts on the new draft (SPEC IM34), and whose the tracked changes of each author are (IM35). */
import type { ActRequest } from '../../shared/acts/act.ts';
import type { Asks, RecordedClaim } from '../../shared/house/import-record.ts';

/** What becomes of an author's changes: they are a party's or the Chair's from the floor, are left out, or are text. */
export const AUTHOR_FATES = { chair: '_chair', drop: '_drop', text: '_text' } as const;

/** By author: the id of a party, or one of `AUTHOR_FATES`. */
export type AuthorMapping = Readonly<Record<string, string>>;

export const acceptedIn = (mapping: AuthorMapping): readonly string[] =>
  Object.keys(mapping).filter((author) => mapping[author] === AUTHOR_FATES.text);

/** Those whose changes become proposals, with the authors that each stands for. */
export function proposingIn(mapping: AuthorMapping): ReadonlyMap<string, readonly string[]> {
  const parties = new Map<string, readonly string[]>();
  for (const [author, party] of Object.entries(mapping))
    if (party !== AUTHOR_FATES.text && party !== AUTHOR_FATES.drop)
      parties.set(party, [...(parties.get(party) ?? []), author]);
  return parties;
}

/** Who asks for what, by the claims that were accepted and whose parties are known. */
export const claimActs = (claims: readonly RecordedClaim[]): readonly ActRequest[] =>
  claims.flatMap(({ asks, bracket, block, parties }) =>
    parties.flatMap(({ party }): ActRequest[] =>
      party === undefined ? [] : claimAct(asks, party, block, bracket),
    ),
  );

function claimAct(asks: Asks, party: string, block: string, bracket: string | undefined): ActRequest[] {
  const on = bracket === undefined ? (`unit:${block}` as const) : (`bracket:${bracket}` as const);
  const said = { act: 'position', on, audience: 'room', for: party } as const;
  switch (asks) {
    case 'words':
    case 'bracket':
      return bracket === undefined ? [] : [{ act: 'claim', bracket, claimed: true, for: party }];
    case 'delete':
    case 'delete words':
      return [{ ...said, stance: 'wants-deleted' }];
    case 'reserve':
      return [{ ...said, stance: 'reserves' }];
    default:
      return asks satisfies never;
  }
}
