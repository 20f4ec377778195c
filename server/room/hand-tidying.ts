/**
 * What a hand need not hold any longer (SPEC HA3): proposals that were decided on or withdrawn, once the record has them.
 * Words that were typed in it since stay in hand, as a proposal of their own.
 */
import { DESK, type Facts } from '../../shared/acts/facts.ts';
import { proposalFact } from '../../shared/acts/planned.ts';
import { wordsOfProposal } from '../../shared/proposals/content.ts';
import { doublesIn, mendDoubles } from '../../shared/proposals/doubles.ts';
import {
  dropProposal,
  type Hand,
  headsIn,
  newBlocksOf,
  proposalIn,
  writeProposal,
} from '../../shared/proposals/hand.ts';
import { keptAfter } from '../../shared/proposals/later-words.ts';
import type { Proposal } from '../../shared/proposals/proposal.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';
import { SERVER } from '../log/log.ts';
import type { LiveDocument } from './live-document.ts';

/** Takes a proposal out of a hand, unless its words changed since it was looked at; nothing happens when it is not held. */
export async function dropFrom(hand: LiveDocument, { id, ...seen }: Proposal): Promise<void> {
  await changeHand(hand, [id], (open) => {
    const now = proposalIn(open, id);
    if (now && wordsOfProposal(now) === wordsOfProposal({ id, ...seen })) dropProposal(open, id);
  });
}

/** Takes out of a hand all that ended for its party; `newId` names what stays of it. */
export async function tidy(
  hand: LiveDocument,
  party: string,
  facts: Facts,
  newId: () => string,
): Promise<void> {
  const ended = [...headsIn(hand.ydoc).keys()].filter((id) => hasEnded(facts, id, party));
  if (ended.length > 0)
    await changeHand(hand, ended, (open) => {
      for (const id of ended) giveWay(open, id, facts, newId);
    });
}

/** May these bytes bring a block that stands there already? Only then is the hand looked through. */
export const bringsBlocks = (update: Uint8Array): boolean => Buffer.from(update).includes('"start"');

/** Leaves one copy of blocks that two accounts wrote at the same moment (SPEC HA4). */
async function mendHand(hand: LiveDocument, facts: Facts, newId: () => string): Promise<void> {
  if (doublesIn(BlockIndex.of(hand.ydoc)).length > 0)
    await changeHand(hand, [], (open) => mendDoubles(open, (id) => proposalFact(facts, id), newId));
}

function giveWay(open: Hand, id: string, facts: Facts, newId: () => string): void {
  const held = proposalIn(open, id);
  const fact = proposalFact(facts, id);
  const kept = held && fact && keptAfter(held, fact, newId);
  if (kept === held && held) return;
  dropProposal(open, id);
  if (!kept) return;
  const { blocks: _, ...head } = kept;
  writeProposal(open, head, newBlocksOf(kept));
}

function hasEnded(facts: Facts, id: string, party: string): boolean {
  const fact = proposalFact(facts, id);
  if (!fact) return false;
  if (party === DESK) return fact.ended !== undefined;
  const isOurs = fact.proponents.includes(party);
  return isOurs ? fact.ended !== undefined : fact.withdrew.includes(party);
}

async function changeHand(
  hand: LiveDocument,
  proposals: readonly string[],
  work: (open: Hand) => void,
): Promise<void> {
  const body = JSON.stringify({ kind: 'tidy', proposals });
  await hand.change({ user: SERVER, kind: 'mend', body }, (ydoc) => {
    const open: Hand = { ydoc, index: BlockIndex.of(ydoc), origin: SERVER };
    const follow = (transaction: Parameters<BlockIndex['update']>[0]): unknown =>
      open.index.update(transaction);
    ydoc.on('afterTransaction', follow);
    work(open);
    ydoc.off('afterTransaction', follow);
  });
}

/** After blocks came: copies that came twice are one, and what an undo brought back though it is decided goes again. */
export async function putInOrder(
  hand: LiveDocument,
  party: string,
  facts: Facts,
  newId: () => string,
): Promise<void> {
  await mendHand(hand, facts, newId);
  await tidy(hand, party, facts, newId);
}
