/** The words that a decision is about, as its decider has them before the eyes (SPEC AC8). The same on page and server. */
import { wordsOfProposal } from '../proposals/content.ts';
import type { OpenDraft } from '../proposals/open-draft.ts';
import { unitOfPlace } from '../proposals/place-unit.ts';
import { hashWords } from '../proposals/proposal.ts';
import { wordsOfUnits } from '../proposals/span.ts';
import { proposalOnTable } from '../proposals/table.ts';
import { unitOf } from '../proposals/units.ts';
import type { Target } from './facts.ts';

/**
 * The provisions that these proposals concern as they read, and what the proposals ask for. What others table meanwhile
 * does not change it: nobody stops a gavel by typing.
 */
export function seenWords(
  draft: OpenDraft,
  proposals: readonly string[],
  targets: readonly Target[] = [],
): string {
  const heads = proposals.flatMap((id) => proposalOnTable(draft, id) ?? []);
  const concerned = [
    ...heads.flatMap(({ place }) => unitOfPlace(draft, place) ?? []),
    ...targets.flatMap((target) => unitOfTarget(draft, target) ?? []),
  ];
  const units = [...new Set(concerned)].sort();
  const asked = heads.map((head) => `${head.id} ${head.kind}: ${wordsOfProposal(head)}`).sort();
  return [...units.map((unit) => wordsOfUnits(draft.text, [unit])), ...asked].join('\n');
}

/** The provision that a point of the text stands in. */
function unitOfTarget({ text }: OpenDraft, target: Target): string | undefined {
  const id = target.slice(target.indexOf(':') + 1);
  if (target.startsWith('proposal:')) return undefined;
  if (!target.startsWith('bracket:')) return unitOf(text, id.replace(/\/\d+$/u, '')) ?? unitOf(text, id);
  const flat = text.flatOfDelimiter(id, 'open') ?? text.flatOfDelimiter(id, 'close');
  const block = flat === undefined ? undefined : text.placeAt(flat)?.record.id;
  return block === undefined ? undefined : unitOf(text, block);
}

export const seenHash = (
  draft: OpenDraft,
  proposals: readonly string[],
  targets: readonly Target[] = [],
): string => hashWords(seenWords(draft, proposals, targets));
