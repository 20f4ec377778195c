/** Proposals as they are entered from the floor: plain data with fresh ids. */
import { proposalBlock } from '../../proposals/hand.ts';
import type { Place, Proposal, ProposalBlock, ProposalKind, TabledHead } from '../../proposals/proposal.ts';
import { type Inline, isWords } from '../../text/document.ts';
import type { BlockKind } from '../../text/element.ts';
import type { FloorGround } from './ground.ts';

const BLOCK_KINDS: Readonly<Partial<Record<ProposalKind, BlockKind>>> = {
  alternative: 'alternative',
  provision: 'provision',
};

/** Words as they are stored: brackets become delimiters, found by id. Undefined when one has no partner. */
export function contentOf(words: string, newId: () => string): readonly Inline[] | undefined {
  const content: Inline[] = [];
  const open: string[] = [];
  for (const text of words.split(/([[\]［］])/u)) {
    if (text === '[' || text === '［') {
      const id = newId();
      open.push(id);
      content.push({ el: 'bracket_open', id, kind: 'contested', glyph: text });
    } else if (text === ']' || text === '］') {
      const id = open.pop();
      if (id === undefined) return undefined;
      content.push({ el: 'bracket_close', id, glyph: text });
    } else if (text !== '') content.push({ text });
  }
  return open.length === 0 ? content : undefined;
}

/** A new proposal; undefined when a bracket in its words has no partner. */
export function newProposal(
  newId: () => string,
  kind: ProposalKind,
  place: Place,
  words?: string,
): Proposal | undefined {
  const id = newId();
  if (words === undefined) return { id, kind, place, blocks: [] };
  const content = contentOf(words, newId);
  if (!content) return undefined;
  return {
    id,
    kind,
    place,
    blocks: [{ id: newId(), kind: BLOCK_KINDS[kind] ?? 'paragraph', attrs: {}, content }],
  };
}

/** The same asked for anew: fresh ids for it and its blocks. */
export function askedAgain(newId: () => string, proposal: Proposal): Proposal {
  const ids = new Map(proposal.blocks.map(({ id }) => [id, newId()]));
  const fresh = (block: ProposalBlock): ProposalBlock => {
    const { run } = block.attrs;
    const attrs = run === undefined ? block.attrs : { ...block.attrs, run: ids.get(run) ?? run };
    return { ...block, id: ids.get(block.id)!, attrs };
  };
  return { ...proposal, id: newId(), blocks: proposal.blocks.map(fresh) };
}

/** A proposal on the table as plain data. */
export function onTable({ composition }: FloorGround, id: string): Proposal | undefined {
  const { tabled, words } = composition.papers;
  const head = tabled.get(id);
  if (!head) return undefined;
  const { state: _, order: __, wording: ___, ...rest } = head satisfies TabledHead;
  const blocks = [...words.records()].filter(({ attrs }) => attrs.of === id).map(proposalBlock);
  return { ...rest, blocks };
}

/** The proposal with other words: `from` within them, or all of them. Undefined where `from` does not stand in them. */
export function reworded(proposal: Proposal, from: string | undefined, to: string): Proposal | undefined {
  const [first, ...others] = proposal.blocks;
  if (!first) return undefined;
  if (from === undefined) return { ...proposal, blocks: [{ ...first, content: [{ text: to }] }] };
  for (const [at, block] of [first, ...others].entries()) {
    const content = withWords(block.content, from, to);
    if (content) return { ...proposal, blocks: proposal.blocks.with(at, { ...block, content }) };
  }
  return undefined;
}

function withWords(content: readonly Inline[], from: string, to: string): readonly Inline[] | undefined {
  for (const [at, inline] of content.entries()) {
    if (!isWords(inline)) continue;
    const found = inline.text.toLowerCase().indexOf(from.toLowerCase());
    if (found < 0) continue;
    const text = inline.text.slice(0, found) + to + inline.text.slice(found + from.length);
    return text === '' ? content.filter((_, each) => each !== at) : content.with(at, { ...inline, text });
  }
  return undefined;
}
