/** What a hand need not hold any longer (SPEC HA3): proposals that were decided on or withdrawn, once the record has them. */
import { DESK, type Facts } from '../../shared/acts/facts.ts';
import { proposalFact } from '../../shared/acts/planned.ts';
import { dropProposal, type Hand, headsIn } from '../../shared/proposals/hand.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';
import { SERVER } from '../log/log.ts';
import type { LiveDocument } from './live-document.ts';

/** Takes one proposal out of a hand; nothing happens when it does not hold it. */
export async function dropFrom(hand: LiveDocument, proposal: string): Promise<void> {
  await changeHand(hand, [proposal]);
}

/** Takes out of a hand all that ended for its party. */
export async function tidy(hand: LiveDocument, party: string, facts: Facts): Promise<void> {
  const ended = [...headsIn(hand.ydoc).keys()].filter((id) => hasEnded(facts, id, party));
  if (ended.length > 0) await changeHand(hand, ended);
}

function hasEnded(facts: Facts, id: string, party: string): boolean {
  const fact = proposalFact(facts, id);
  if (!fact) return false;
  if (party === DESK) return fact.ended !== undefined;
  const isOurs = fact.proponents.includes(party);
  return isOurs ? fact.ended !== undefined : fact.withdrew.includes(party);
}

async function changeHand(hand: LiveDocument, proposals: readonly string[]): Promise<void> {
  const body = JSON.stringify({ kind: 'tidy', proposals });
  await hand.change({ user: SERVER, kind: 'mend', body }, (ydoc) => {
    const open: Hand = { ydoc, index: BlockIndex.of(ydoc), origin: SERVER };
    const follow = (transaction: Parameters<BlockIndex['update']>[0]): unknown =>
      open.index.update(transaction);
    ydoc.on('afterTransaction', follow);
    for (const id of proposals) dropProposal(open, id);
    ydoc.off('afterTransaction', follow);
  });
}
