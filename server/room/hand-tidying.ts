/**
 * What a hand need not hold any longer (SPEC HA3): proposals that were decided on or withdrawn, once the record has them.
 * Words that were typed after those of the record stay in hand, as a proposal of their own.
 */
import { DESK, type Facts, type ProposalFact } from '../../shared/acts/facts.ts';
import { proposalFact } from '../../shared/acts/planned.ts';
import { visibleWords } from '../../shared/acts/sanitize.ts';
import { wordsOfBlocks } from '../../shared/proposals/content.ts';
import {
  changeHead,
  dropProposal,
  type Hand,
  headsIn,
  newBlocksOf,
  proposalIn,
  writeProposal,
} from '../../shared/proposals/hand.ts';
import { hashWords, isRun, type Proposal, type ProposalHead } from '../../shared/proposals/proposal.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';
import { proposalsOf } from '../../shared/text/draft-doc.ts';
import { setBlockAttrs } from '../../shared/text/edit.ts';
import { SERVER } from '../log/log.ts';
import type { LiveDocument } from './live-document.ts';

/** Takes one proposal out of a hand; nothing happens when it does not hold it. */
export const dropFrom = (hand: LiveDocument, proposal: string): Promise<void> =>
  changeHand(hand, [proposal], (open) => dropProposal(open, proposal));

/** Takes out of a hand all that ended for its party. */
export async function tidy(hand: LiveDocument, party: string, facts: Facts): Promise<void> {
  const ended = [...headsIn(hand.ydoc).keys()].flatMap((id) => {
    const fact = proposalFact(facts, id);
    return fact && hasEnded(fact, party) ? [fact] : [];
  });
  if (ended.length === 0) return;
  await changeHand(
    hand,
    ended.map(({ id }) => id),
    (open) => {
      for (const fact of ended) if (!keepLaterWords(open, fact)) dropProposal(open, fact.id);
    },
  );
}

function hasEnded({ proponents, withdrew, ended }: ProposalFact, party: string): boolean {
  if (party === DESK || proponents.includes(party)) return ended !== undefined;
  return withdrew.includes(party);
}

/** Words other than those of the record become a proposal of their own; false if there are none. */
function keepLaterWords(open: Hand, fact: ProposalFact): boolean {
  const held = proposalIn(open, fact.id);
  const recorded = fact.content ? wordsOfBlocks(fact.content.blocks) : fact.wordings.at(-1)!.words;
  if (!held || visibleWords(wordsOfBlocks(held.blocks)) === visibleWords(recorded)) return false;
  const { blocks, ...head } = held;
  const next = laterHead(
    fact,
    { ...head, id: `${fact.id.slice(0, 60)}.${fact.ended ?? fact.tabled}` },
    recorded,
  );
  if (fact.fate === 'withdrawn' || isRun(fact.asks)) copyOf(open, held, next);
  else {
    // The same blocks, so that keys pressed at this moment still land in them.
    changeHead(open, next);
    for (const { id } of blocks) setBlockAttrs(open, id, { of: next.id });
    open.ydoc.transact(() => proposalsOf(open.ydoc).delete(fact.id), open.origin);
  }
  return true;
}

/** Blocks whose ids the record keeps are written anew under others. */
function copyOf(open: Hand, held: Proposal, head: ProposalHead): void {
  const blocks = newBlocksOf(held).map((block, at) => ({ ...block, id: `${head.id}.${at}` }));
  writeProposal(open, head, blocks);
  dropProposal(open, held.id);
}

/** On words that were taken, later words replace them; otherwise they are asked for where they were. */
function laterHead(
  { fate, became, unit = '' }: ProposalFact,
  head: ProposalHead,
  recorded: string,
): ProposalHead {
  if (fate !== 'taken' || !became) return head;
  const place = {
    on: 'range' as const,
    layer: 'text' as const,
    block: unit,
    ...became,
    covered: hashWords(recorded),
  };
  return { ...head, kind: 'replacement', place };
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
