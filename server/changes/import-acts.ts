/**
 * What a source says that parties ask becomes facts of the new draft (SPEC IM34, IM35): claims of brackets and positions, and the
 * tracked changes of each author as proposals of the party that the author was said to be.
 */
import * as Y from 'yjs';
import type { ActRequest } from '../../shared/acts/act.ts';
import { CHAIR } from '../../shared/acts/facts.ts';
import { proposalsFrom } from '../../shared/changes/proposals-from.ts';
import type { Asks, RecordedClaim } from '../../shared/house/import-record.ts';
import { openDraft } from '../../shared/proposals/open-draft.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { newId } from '../people/secret.ts';

/** What becomes of an author's changes: they are a party's or the Chair's from the floor, are left out, or are text. */
export const AUTHOR_FATES = { chair: '_chair', drop: '_drop', text: '_text' } as const;

/** By author: the id of a party, or one of `AUTHOR_FATES`. */
export type AuthorMapping = Readonly<Record<string, string>>;

export const acceptedIn = (mapping: AuthorMapping): readonly string[] =>
  Object.keys(mapping).filter((author) => mapping[author] === AUTHOR_FATES.text);

/** Authors whose changes become proposals, each with whom they are asked for. */
export const proposingIn = (mapping: AuthorMapping): readonly (readonly [author: string, party: string])[] =>
  Object.entries(mapping).filter(([, party]) => party !== AUTHOR_FATES.text && party !== AUTHOR_FATES.drop);

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

/** One author's changes as proposals entered for a party; `changed` is the file with those alone accepted. */
export function changeActs(update: Uint8Array, changed: DraftDocument, party: string): readonly ActRequest[] {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, update);
  const { found } = proposalsFrom({ base: openDraft(ydoc, 'import'), changed, ids: 'apart', newId });
  const asked = party === AUTHOR_FATES.chair ? { for: CHAIR } : { for: party };
  return found.map(({ proposal }) => ({ act: 'enter', proposal, ...asked }));
}
