/**
 * Blocks that stand twice in a hand (SPEC HA4): two accounts began at the same moment to reword one tabled proposal. The first
 * copy stays; what was typed in another stays in hand as a proposal of its own.
 */
import type { ProposalFact } from '../acts/facts.ts';
import type { BlockIndex } from '../text/block-index.ts';
import { removeRange } from '../text/edit.ts';
import { type BlockRecord, flatLength } from '../text/sequence.ts';
import { wordsOfBlocks } from './content.ts';
import { type Hand, headsIn, newBlocksOf, proposalBlock, writeProposal } from './hand.ts';
import { laterAlone, laterThan } from './later-words.ts';

interface Double {
  readonly record: BlockRecord;
  readonly first: BlockRecord;
  readonly flat: number;
}

export function doublesIn(index: BlockIndex): readonly Double[] {
  const seen = new Map<string, BlockRecord>();
  const found: Double[] = [];
  let flat = 0;
  for (const record of index.records()) {
    const first = seen.get(record.id);
    if (record.attrs.of !== undefined && first?.attrs.of === record.attrs.of)
      found.push({ record, first, flat });
    else if (!first) seen.set(record.id, record);
    flat += flatLength(record);
  }
  return found;
}

/** Leaves one copy of each; `factOf` is what the record says of a proposal. */
export function mendDoubles(
  hand: Hand,
  factOf: (proposal: string) => ProposalFact | undefined,
  newId: () => string,
): void {
  const doubles = doublesIn(hand.index);
  const heads = headsIn(hand.ydoc);
  for (const { record, flat } of [...doubles].reverse()) removeRange(hand, flat, flat + flatLength(record));
  for (const { record, first } of doubles) {
    const head = heads.get(record.attrs.of!);
    const tabled = factOf(record.attrs.of!)?.wordings.at(-1)?.words;
    const later = laterThan(tabled ?? wordsOfBlocks([proposalBlock(first)]), record.content);
    if (!head || later.length === 0) continue;
    const kept = laterAlone({ ...head, blocks: [proposalBlock(first)] }, later, newId());
    const { blocks: _, ...alone } = kept;
    writeProposal(hand, alone, newBlocksOf(kept));
  }
}
