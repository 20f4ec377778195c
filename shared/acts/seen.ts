/** The words that a decision is about, as its decider has them before the eyes (SPEC AC8). The same on page and server. */
import { wordsOfProposal } from '../proposals/content.ts';
import type { OpenDraft } from '../proposals/open-draft.ts';
import { unitOfPlace } from '../proposals/place-unit.ts';
import { hashWords } from '../proposals/proposal.ts';
import { wordsOfUnits } from '../proposals/span.ts';
import { proposalOnTable } from '../proposals/table.ts';

/**
 * The provisions that these proposals concern as they read, and what the proposals ask for. What others table meanwhile
 * does not change it: nobody stops a gavel by typing.
 */
export function seenWords(draft: OpenDraft, proposals: readonly string[]): string {
  const heads = proposals.flatMap((id) => proposalOnTable(draft, id) ?? []);
  const units = [...new Set(heads.flatMap(({ place }) => unitOfPlace(draft, place) ?? []))].sort();
  const asked = heads.map((head) => `${head.id} ${head.kind}: ${wordsOfProposal(head)}`).sort();
  return [...units.map((unit) => wordsOfUnits(draft.text, [unit])), ...asked].join('\n');
}

export const seenHash = (draft: OpenDraft, proposals: readonly string[]): string =>
  hashWords(seenWords(draft, proposals));
