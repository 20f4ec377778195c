/**
 * What its party typed in a proposal after it was tabled, once the tabled wording is decided on or withdrawn (SPEC HA3):
 * it stays in hand as a proposal of its own, so that no act takes words that nobody was shown.
 */
import type { ProposalFact } from '../acts/facts.ts';
import { type Inline, isWords } from '../text/document.ts';
import { isRun, type Place, type Proposal, type ProposalBlock } from './proposal.ts';
import { printed } from './span.ts';
import { changesBetween } from './token-diff.ts';

/** The proposal that stays of what the hand holds; undefined when the record has all its words. */
export function keptAfter(held: Proposal, fact: ProposalFact, newId: () => string): Proposal | undefined {
  const known = fact.content?.blocks ?? [];
  const later = held.blocks.flatMap((block) => laterIn(block, known, fact));
  if (later.length === 0) return undefined;
  return fact.fate === 'taken' ? onTakenWords(held, later, newId()) : anew(held, newId);
}

/** Words of the block that the record has not. */
function laterIn(
  { id, content }: ProposalBlock,
  known: readonly ProposalBlock[],
  fact: ProposalFact,
): Inline[] {
  const before = known.find((block) => block.id === id)?.content;
  if (!before && fact.wordings.at(-1)?.words === printed(content)) return [];
  return changesBetween(before ?? [], content).flatMap(({ insert }) =>
    insert.flatMap((inline) => (isWords(inline) && inline.text !== '' ? [inline] : [])),
  );
}

/** As it was meant in the end, under ids of its own: those of the record are never used again. */
function anew(held: Proposal, newId: () => string): Proposal {
  const ids = held.blocks.map(() => newId());
  const blocks = held.blocks.map((block, at) => ({ ...block, id: ids[at]!, attrs: runOf(block, held, ids) }));
  return { ...held, id: ids[0] ?? newId(), blocks };
}

function runOf({ attrs }: ProposalBlock, held: Proposal, ids: readonly string[]): ProposalBlock['attrs'] {
  const at = held.blocks.findIndex(({ id }) => id === attrs.run);
  return at < 0 ? attrs : { ...attrs, run: ids[at]! };
}

/** The later words alone, where those that were taken stand now. */
function onTakenWords(held: Proposal, content: readonly Inline[], id: string): Proposal {
  const [first] = held.blocks;
  if (isRun(held.kind) && first)
    return {
      id,
      kind: 'provision',
      place: { on: 'after', block: first.id },
      blocks: [{ id, kind: 'provision', attrs: {}, content }],
    };
  return {
    id,
    kind: 'insertion',
    place: gapOf(held.place),
    blocks: [{ id, kind: 'paragraph', attrs: {}, content }],
  };
}

function gapOf(place: Place): Place {
  if (place.on !== 'range') return place;
  const { layer, block, first } = place;
  return { on: 'gap', layer, block, at: first };
}
