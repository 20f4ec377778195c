/** What a proposal says, as words that can be compared (SPEC PP4). */
import { hashWords, type Proposal, type ProposalBlock } from './proposal.ts';
import { printed } from './span.ts';

/** Its words as printed, a line a block; empty for kinds without words. */
export const wordsOfBlocks = (blocks: readonly ProposalBlock[]): string =>
  blocks.map(({ content }) => printed(content)).join('\n');
export const wordsOfProposal = ({ blocks }: Proposal): string => wordsOfBlocks(blocks);

/** Tells equal wordings: the words, and for moves and mergers where to. */
export const wordingHash = ({ blocks, target }: Proposal): string =>
  hashWords(target ? `${wordsOfBlocks(blocks)}\u0000${target.block ?? ''}` : wordsOfBlocks(blocks));

/** Are two blocks the same in all that is stored of them? */
export const sameBlocks = (a: readonly ProposalBlock[], b: readonly ProposalBlock[]): boolean =>
  JSON.stringify(a.map(comparable)) === JSON.stringify(b.map(comparable));

const comparable = ({ id, kind, attrs, content }: ProposalBlock): unknown => [
  id,
  kind,
  Object.entries(attrs).sort(([a], [b]) => (a < b ? -1 : 1)),
  content.map((inline) => Object.entries(inline).sort(([a], [b]) => (a < b ? -1 : 1))),
];
