/** The wordings of a proposal, and who stands behind which (SPEC FA4). */
import type { Facts, ProposalFact, Wording } from './facts.ts';
import type { Worded } from './logged.ts';

/** A further wording, as an act says it. */
export interface NextWording extends Worded {
  /** Mirrored as it is typed: a wording that nobody stands behind yet gives way to the next. */
  readonly live?: true;
}

/** The wordings after it was said: one more, unless it is the last one again. */
export function wordingsAfter(
  facts: Facts,
  fact: ProposalFact | undefined,
  { words, hash, live }: NextWording,
  { party, seq }: { readonly party: string; readonly seq: number },
): readonly Wording[] {
  const known = fact?.wordings ?? [];
  const last = known.at(-1);
  if (!fact || !last) return [{ number: 1, words, hash, seq }];
  if (last.hash === hash) return known;
  const isFree = live === true && !isBound(facts, fact, last.hash, party);
  const kept = isFree ? known.slice(0, -1) : known;
  return [...kept, { number: isFree ? last.number : last.number + 1, words, hash, seq }];
}

/** Does anybody but this party stand behind these words, or has said anything of them? */
function isBound(facts: Facts, { id, behind = {} }: ProposalFact, hash: string, party: string): boolean {
  if (Object.entries(behind).some(([other, words]) => other !== party && words === hash)) return true;
  const on = `position/proposal:${id}/`;
  for (const [key, fact] of Object.entries(facts))
    if (key.startsWith(on) && fact.kind === 'position' && fact.wording === hash) return true;
  return false;
}
