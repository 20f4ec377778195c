/**
 * Malformed proposals in one's own hand, then tabled; acts without the right: refused, or made harmless, by the record-keeper.
 * The hand belongs to its party, which may write whatever it likes there; the table does not.
 */
import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { ActAnswer, ActRequest } from '../../shared/acts/act.ts';
import type { Place, ProposalKind } from '../../shared/proposals/proposal.ts';
import type { Places } from '../support/asks.ts';
import { DRAFT } from '../support/hall.ts';
import { Negotiation } from '../support/negotiation.ts';

import type { RawClient } from '../support/raw-client.ts';
import { until } from '../support/until.ts';

const units = (...blocks: readonly string[]): Place => ({ on: 'blocks', blocks, covered: '' });

const TEN = 'Parties shall establish a fund.';
const ELEVEN = 'The fund shall be financed by voluntary contributions.';

const open: Negotiation[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function session() {
  const n = await Negotiation.open([TEN, ELEVEN]);
  open.push(n);
  const reader = await n.hall.enter('bb');
  const hand = await n.hand('aa');
  return { n, reader, hand, places: await n.places() };
}
type Session = Awaited<ReturnType<typeof session>>;

type Embed = Record<string, unknown> | string;

/** Writes a proposal as a program would: any head, any elements. */
async function forge(hand: RawClient, head: object, elements: readonly Embed[]): Promise<void> {
  await hand.change((ydoc) => {
    const text = ydoc.getText('text');
    ydoc.transact(() => {
      ydoc.getMap('proposals').set('p', head);
      for (const each of elements)
        if (typeof each === 'string') text.insert(text.length, each);
        else text.insertEmbed(text.length, each);
    });
  });
}

const inline = (...elements: readonly Embed[]): readonly Embed[] => [
  { el: 'start', id: 'w', kind: 'paragraph', of: 'p' },
  ...elements,
  { el: 'end', id: 'w' },
];

const table = ({ n }: Session): Promise<ActAnswer> => n.act('aa', { act: 'table', proposal: 'p' });

async function expectUnharmed({ n, reader }: Session): Promise<void> {
  expect(await n.text()).toBe(`${TEN}\n${ELEVEN}`);
  const answer = await n.act('chair', {
    act: 'comment',
    id: 'alive',
    on: 'draft',
    audience: 'all',
    words: 'x',
  });
  expect(answer).toMatchObject({ done: true });
  await until(() => reader.messages.some((each) => each.kind === 'facts' && 'comment/alive' in each.set));
  expect(n.hall.said.filter(({ level }) => level === 'error')).toEqual([]);
}

const gap = (places: Places): Place => places.after('b0', 'shall');
const ofKind = (kind: ProposalKind, place: Place): object => ({ kind, place });

/** What is refused, by why; each with the log's one line naming the account and the act. */
const REFUSED: readonly (readonly [string, string, (places: Places) => object, readonly Embed[]])[] = [
  [
    'a block mark in running text',
    'malformed-proposal',
    (p) => ofKind('insertion', gap(p)),
    [{ el: 'start', id: 'w', kind: 'provision', of: 'p' }, 'x', { el: 'end', id: 'w' }],
  ],
  [
    'a heading in running text',
    'malformed-proposal',
    (p) => ofKind('insertion', gap(p)),
    [{ el: 'start', id: 'w', kind: 'part', of: 'p' }, 'x', { el: 'end', id: 'w' }],
  ],
  [
    'a heading that would part later provisions anew',
    'malformed-proposal',
    () => ofKind('provision', { on: 'after', block: 'b0' }),
    [
      { el: 'start', id: 'w', kind: 'provision', of: 'p' },
      'x',
      { el: 'end', id: 'w' },
      { el: 'start', id: 'v', kind: 'part', of: 'p' },
      'Part II',
      { el: 'end', id: 'v' },
    ],
  ],
  [
    'an id of the text',
    'id-taken',
    () => ofKind('provision', { on: 'after', block: 'b0' }),
    [{ el: 'start', id: 'b1', kind: 'provision', of: 'p' }, 'x', { el: 'end', id: 'b1' }],
  ],
  [
    'an id that is none',
    'malformed-proposal',
    () => ofKind('provision', { on: 'after', block: 'b0' }),
    [{ el: 'start', id: '__proto__', kind: 'provision', of: 'p' }, 'x', { el: 'end', id: '__proto__' }],
  ],
  ['a literal bracket', 'malformed-proposal', (p) => ofKind('insertion', gap(p)), inline('may [not]')],
  [
    'a bracket that is not closed',
    'malformed-proposal',
    (p) => ofKind('insertion', gap(p)),
    inline({ el: 'bracket_open', id: 'x', kind: 'contested', glyph: '[' }, 'x'),
  ],
  [
    'a bracket that closes nothing',
    'malformed-proposal',
    (p) => ofKind('insertion', gap(p)),
    inline('x', { el: 'bracket_close', id: 'x', glyph: ']' }),
  ],
  [
    'an object that no draft holds',
    'malformed-proposal',
    (p) => ofKind('insertion', gap(p)),
    inline('x', { el: 'cell_break' }),
  ],
  [
    'a reference to no note',
    'malformed-proposal',
    (p) => ofKind('insertion', gap(p)),
    inline({ el: 'note_ref', note: 'n', mark: '1' }),
  ],
  [
    'an anchor to nowhere',
    'place-gone',
    () => ofKind('insertion', { on: 'gap', layer: 'text', block: 'b0', at: { client: 9_999, clock: 9 } }),
    inline('x'),
  ],
  [
    'a range that ends in another proposal’s words',
    'place-gone',
    () =>
      ofKind('deletion', {
        on: 'range',
        layer: 'words',
        block: 'b0',
        first: { client: 1, clock: 1 },
        last: { client: 9_999, clock: 5 },
        covered: '',
      }),
    [],
  ],
  [
    'a cover of what is not in the text',
    'place-gone',
    () => ofKind('alternative', units('b0', 'nothing')),
    [{ el: 'start', id: 'w', kind: 'alternative', of: 'p' }, 'x', { el: 'end', id: 'w' }],
  ],
  [
    'a cover said twice',
    'malformed-proposal',
    () => ofKind('alternative', units('b0', 'b0')),
    [{ el: 'start', id: 'w', kind: 'alternative', of: 'p' }, 'x', { el: 'end', id: 'w' }],
  ],
  [
    'words in a deletion',
    'malformed-proposal',
    (p) => ofKind('deletion', p.range('b0', 'shall')),
    inline('x'),
  ],
  ['no words', 'malformed-proposal', (p) => ofKind('insertion', gap(p)), inline()],
  [
    'nothing but characters that print nothing',
    'malformed-proposal',
    (p) => ofKind('insertion', gap(p)),
    inline('\u202e\u2066'),
  ],
  ['a move without a target', 'malformed-proposal', () => ofKind('move', units('b0')), []],
  [
    'a move into itself',
    'malformed-proposal',
    () => ({ ...ofKind('move', units('b0')), target: { on: 'after', block: 'b0' } }),
    [],
  ],
  [
    'a kind on a place that is not for it',
    'malformed-proposal',
    (p) => ofKind('insertion', p.range('b0', 'shall')),
    inline('x'),
  ],
  ['an option outside a choice', 'unknown-target', (p) => ofKind('option', gap(p)), inline('x')],
  ['a head that is none', 'not-in-your-hand', () => ({ kind: 'takeover', place: 7 }), inline('x')],
];

describe('AC7: malformed proposals', () => {
  test.each(REFUSED)('%s is refused (%s)', async (_name, why, head, elements) => {
    const all = await session();
    await forge(all.hand, head(all.places), elements);
    expect(await table(all)).toMatchObject({ done: false, why });
    const lines = all.n.hall.said.filter(({ facts }) => facts.account === 'aa');
    expect(lines.map(({ facts }) => facts)).toMatchObject([
      { draft: DRAFT, account: 'aa', act: 'table', why },
    ]);
    expect((await all.n.hall.document()).ydoc.getMap('table').size).toBe(0);
    await expectUnharmed(all);
  });

  test('an anchor into another hand is an anchor to nowhere', async () => {
    const all = await session();
    const other = await all.n.hand('bb');
    await other.change((ydoc) => ydoc.getText('text').insert(0, 'words of bb alone'));
    const at = { client: other.ydoc.clientID, clock: 3 };
    await forge(all.hand, ofKind('insertion', { on: 'gap', layer: 'text', block: 'b0', at }), inline('x'));
    expect(await table(all)).toMatchObject({ done: false, why: 'place-gone' });
    await expectUnharmed(all);
  });

  test('controls of direction, halves of characters and tags do not reach the table', async () => {
    const all = await session();
    await forge(
      all.hand,
      ofKind('insertion', gap(all.places)),
      inline(' may\u202e not\u2066\u{e0041}\ufeff'),
    );
    expect(await table(all)).toMatchObject({ done: true });
    expect((await all.n.fact('p')).wordings.at(-1)?.words).toBe(' may not');
    await expectUnharmed(all);
  });

  test('a mark between the halves of a character is not admitted to the hand', async () => {
    const all = await session();
    await forge(all.hand, ofKind('insertion', gap(all.places)), inline('\u{20000}'));
    all.hand.type((text) => text.insertEmbed(2, { el: 'line_break' }));
    await until(() => all.hand.refusals.length > 0);
    expect(all.hand.refusals[0]).toMatchObject({ reason: 'malformed' });
    await expectUnharmed(all);
  });

  test('a look-alike bracket takes no part in pairing', async () => {
    const all = await session();
    await forge(
      all.hand,
      ofKind('insertion', gap(all.places)),
      inline({ el: 'bracket_open', id: 'x', kind: 'contested', glyph: '⟦⟦' }, 'x', {
        el: 'bracket_close',
        id: 'x',
        glyph: 'xx',
      }),
    );
    expect(await table(all)).toMatchObject({ done: true });
    expect((await all.n.fact('p')).wordings.at(-1)?.words).toBe('[x]');
    await expectUnharmed(all);
  });

  test('a block mark captures no tail: what is taken is what was shown', async () => {
    const all = await session();
    await forge(
      all.hand,
      ofKind('insertion', gap(all.places)),
      inline(', as', { el: 'end', id: 'b0' }, ' appropriate,'),
    );
    await table(all);
    await expectUnharmed(all);
    await all.n.act('secretariat', { act: 'decide', outcomes: [{ proposal: 'p', outcome: 'taken' }] });
    const text = await all.n.text();
    expect(text).toMatch(/^Parties shall.* establish a fund\.\nThe fund shall be financed/);
    expect(text.split('\n').length).toBe(2);
  });

  test('a retired id is not used again', async () => {
    const all = await session();
    const place = gap(all.places);
    await forge(all.hand, ofKind('insertion', place), inline('x'));
    await table(all);
    await all.n.act('secretariat', { act: 'decide', outcomes: [{ proposal: 'p', outcome: 'not-taken' }] });
    await until(() => all.hand.ydoc.getMap('proposals').size === 0);
    await forge(all.hand, ofKind('insertion', place), inline('y'));
    const answer = await table(all);
    // Refused, or in the meantime the server gave the words an id of their own.
    expect(answer.done ? '' : answer.why).toMatch(/^(id-taken|not-in-your-hand)$/);
    await until(() => !all.hand.ydoc.getMap('proposals').has('p'));
    expect(all.hand.ydoc.getText('text').toString()).toContain('y');
    await expectUnharmed(all);
  });

  test('agreed text is covered by nobody', async () => {
    const all = await session();
    await all.n.act('secretariat', { act: 'status', units: ['b0'], status: 'agreed' });
    await forge(all.hand, ofKind('alternative', units('b0', 'b1')), [
      { el: 'start', id: 'w', kind: 'alternative', of: 'p' },
      'x',
      { el: 'end', id: 'w' },
    ]);
    expect(await table(all)).toMatchObject({ done: false, why: 'agreed' });
    await expectUnharmed(all);
  });
});

describe('AC3, AC4, AC8: acts without the right', () => {
  const tabled = async (): Promise<Session> => {
    const all = await session();
    await all.n.enter({ id: 'q', kind: 'deletion', place: all.places.range('b0', 'shall') }, 'bb');
    return all;
  };
  const REQUESTS: readonly (readonly [string, ActRequest])[] = [
    ['not-the-operator', { act: 'decide', outcomes: [{ proposal: 'q', outcome: 'taken' }] }],
    ['not-the-operator', { act: 'floor', unit: 'b0' }],
    ['not-the-operator', { act: 'status', units: ['b0'], status: 'agreed' }],
    ['not-the-operator', { act: 'take-on-text', proposals: ['q'] }],
    ['not-acting-for', { act: 'withdraw', proposal: 'q', for: 'bb' }],
    [
      'not-acting-for',
      { act: 'position', on: 'proposal:q', stance: 'supports', audience: 'room', for: 'bb' },
    ],
    ['not-acting-for', { act: 'comment', id: 'c', on: 'draft', audience: 'all', words: 'x', for: '_chair' }],
    ['not-acting-for', { act: 'grant', group: 'bb', party: 'aa', granted: true }],
    ['not-acting-for', { act: 'comment', id: 'c', on: 'draft', audience: 'group', group: 'zz', words: 'x' }],
    [
      'not-acting-for',
      { act: 'position', on: 'proposal:q', stance: 'reserves', audience: 'group', group: 'zz' },
    ],
    ['not-a-proponent', { act: 'withdraw', proposal: 'q' }],
    ['not-a-proponent', { act: 'reason', proposal: 'q', reason: 'x' }],
    ['unknown-target', { act: 'position', on: 'proposal:__proto__', stance: 'supports', audience: 'room' }],
    ['unknown-proposal', { act: 'join', proposal: 'constructor' }],
  ];
  test.each(REQUESTS)('%s: %j', async (why, request) => {
    const all = await tabled();
    expect(await all.n.act('aa', request)).toMatchObject({ done: false, why });
    const lines = all.n.hall.said.filter(({ message }) => message === 'an act was refused');
    expect(lines.map(({ facts }) => [facts.account, facts.act, facts.why])).toEqual([
      ['aa', request.act, why],
    ]);
    expect((await all.n.fact('q')).proponents).toEqual(['bb']);
    await expectUnharmed(all);
  });

  test('a decision on stale words is refused with the present ones', async () => {
    const all = await tabled();
    const answer = await all.n.act('chair', {
      act: 'decide',
      outcomes: [{ proposal: 'q', outcome: 'taken' }],
      seen: 'stale',
    });
    expect(answer).toMatchObject({ done: false, why: 'words-changed' });
    expect(!answer.done && answer.present).toContain(TEN);
    await expectUnharmed(all);
  });

  test('a hundred acts at once are too many; the others are not held off', async () => {
    const all = await tabled();
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => all.n.act('aa', { act: 'join', proposal: 'nothing' })),
    );
    expect(answers.some((answer) => !answer.done && answer.why === 'too-many')).toBe(true);
    expect(all.n.hall.said.filter(({ facts }) => facts.account === 'aa').length).toBeLessThanOrEqual(6);
    await expectUnharmed(all);
  });

  test('a hand holds no sub-document, and what is left of it is nobody else’s', async () => {
    const all = await session();
    all.hand.update(Y.encodeStateAsUpdate(withSubdocument()));
    await until(() => all.hand.refusals.length > 0);
    await expectUnharmed(all);
  });
});

function withSubdocument(): Y.Doc {
  const ydoc = new Y.Doc();
  ydoc.getMap('notes').set('sub', new Y.Doc());
  return ydoc;
}
