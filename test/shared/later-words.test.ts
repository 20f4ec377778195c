/** What stays in hand once a tabled wording is decided on or withdrawn. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { ProposalFact } from '../../shared/acts/facts.ts';
import { doublesIn, mendDoubles } from '../../shared/proposals/doubles.ts';
import { headsIn, writeProposal } from '../../shared/proposals/hand.ts';
import { keptAfter } from '../../shared/proposals/later-words.ts';
import type { Proposal } from '../../shared/proposals/proposal.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';

const place = { on: 'gap', layer: 'text', block: 'b0', at: { client: 1, clock: 3 } } as const;
const asking = (words: string): Proposal => ({
  id: 'p',
  kind: 'insertion',
  place,
  blocks: [{ id: 'p', kind: 'paragraph', attrs: {}, content: [{ text: words }] }],
});
const ended = (fate: ProposalFact['fate'], content?: Proposal): ProposalFact => ({
  kind: 'proposal',
  id: 'p',
  asks: 'insertion',
  fate,
  proponents: ['aa'],
  withdrew: [],
  wordings: [{ number: 1, words: 'may', hash: 'h', seq: 1 }],
  tabled: 1,
  at: 0,
  ...(content ? { content } : {}),
});
const newId = () => 'n';

describe('HA3: words typed after tabling', () => {
  test('nothing stays where the record has all words', () => {
    expect(keptAfter(asking('may'), ended('taken', asking('may')), newId)).toBeUndefined();
  });
  test('beside words that were taken the later words stand alone', () => {
    const kept = keptAfter(asking('may not'), ended('taken', asking('may')), newId);
    expect(kept).toMatchObject({
      id: 'n',
      kind: 'insertion',
      place,
      blocks: [{ content: expect.anything() }],
    });
    expect(kept?.blocks[0]?.content.map((each) => ('text' in each ? each.text : '')).join('')).toBe(' not');
  });
  test('what was not taken is a proposal anew, all of it', () => {
    const kept = keptAfter(asking('may not'), ended('not-taken', asking('may')), newId);
    expect(kept).toMatchObject({ id: 'n', blocks: [{ id: 'n', content: [{ text: 'may not' }] }] });
  });
  test('HA4: what was withdrawn stays as it is', () => {
    const held = asking('may not');
    expect(keptAfter(held, ended('withdrawn', asking('may')), newId)).toBe(held);
  });
});

test('HA4: of two copies one stays, and what was typed in the other stays in hand', () => {
  const ydoc = new Y.Doc();
  const index = BlockIndex.of(ydoc);
  ydoc.on('afterTransaction', (transaction) => void index.update(transaction));
  const hand = { ydoc, index, origin: 'test' };
  for (const words of ['may', 'may not'])
    writeProposal(hand, { id: 'p', kind: 'insertion', place }, [
      { id: 'p', kind: 'paragraph', elements: [{ text: words }] },
    ]);
  expect(doublesIn(index).length).toBe(1);
  mendDoubles(hand, () => undefined, newId);
  expect(doublesIn(index)).toEqual([]);
  expect([...headsIn(ydoc).keys()].sort()).toEqual(['n', 'p']);
  expect(ydoc.getText('text').toString()).toBe('may not');
});
