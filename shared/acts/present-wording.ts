/** The words that a position is stated on (SPEC FA4, PO2): it belongs to these, and shows as on the earlier ones after a change. */
import type { OpenDraft } from '../proposals/open-draft.ts';
import { hashWords } from '../proposals/proposal.ts';
import { printed, wordsOfUnits } from '../proposals/span.ts';
import type { Facts, PositionFact, Target } from './facts.ts';

/** Hash of the words of a target as they stand, none for the whole draft; undefined when there is no such thing. */
export function presentWording(
  text: OpenDraft['text'],
  facts: Facts,
  on: Target,
): { readonly wording?: string } | undefined {
  if (on === 'draft') return {};
  const cut = on.indexOf(':');
  const [what, id] = [on.slice(0, cut), on.slice(cut + 1)];
  if (what === 'proposal') {
    const fact = Object.hasOwn(facts, `proposal/${id}`) ? facts[`proposal/${id}`] : undefined;
    const wording = fact?.kind === 'proposal' ? fact.wordings.at(-1)?.hash : undefined;
    return wording === undefined ? undefined : { wording };
  }
  // An alternative set and a choice without brackets are called by the provision that they begin at.
  if (what === 'unit' || what === 'set' || what === 'choice')
    return text.placeOf(id) ? { wording: hashWords(wordsOfUnits(text, [id])) } : undefined;
  if (what !== 'bracket') return undefined;
  const flat = text.flatOfDelimiter(id, 'open') ?? text.flatOfDelimiter(id, 'close');
  const record = flat === undefined ? undefined : text.placeAt(flat)?.record;
  return record && { wording: hashWords(printed(record.content)) };
}

/** The words were changed since the position was stated, or are gone. */
export function isOnEarlierWording(text: OpenDraft['text'], facts: Facts, position: PositionFact): boolean {
  if (position.wording === undefined) return false;
  return presentWording(text, facts, position.on)?.wording !== position.wording;
}
