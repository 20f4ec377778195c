/**
 * A client that keeps to nothing, against a running hall: whatever it sends is refused or does no harm, others see nothing
 * of it and go on, and the server's log says what it was and who.
 */
import * as encoding from 'lib0/encoding';
import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { DESK } from '../../shared/acts/facts.ts';
import { MESSAGE } from '../../shared/protocol/messages.ts';
import { DRAFT } from '../support/hall.ts';
import { Negotiation } from '../support/negotiation.ts';
import type { RawClient } from '../support/raw-client.ts';
import { until } from '../support/until.ts';
import { type BuiltStruct, builtUpdate } from '../support/update-builder.ts';

const TEN = 'Parties shall establish a fund.';
const ELEVEN = 'The fund shall be financed by voluntary contributions.';
const DRAFT_PATH = `draft/${DRAFT}`;
const AA_PATH = `hand/${DRAFT}/aa`;

const open: Negotiation[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A hall in session: bb has words in hand and follows the draft. */
async function session() {
  const n = await Negotiation.open([TEN, ELEVEN]);
  open.push(n);
  const reader = await n.hall.enter('bb');
  const hand = await n.hand('bb');
  await hand.change((ydoc) => ydoc.getMap('notes').set('n', 'words of bb alone'));
  return { n, reader, hand };
}
type Session = Awaited<ReturnType<typeof session>>;

/** Others are unaffected: words, record and papers are as they were, and the room works on. */
async function expectUnharmed({ n, reader, hand }: Session): Promise<void> {
  expect(await n.text()).toBe(`${TEN}\n${ELEVEN}`);
  const entries = await n.hall.log.read(DRAFT_PATH, 1);
  expect(entries.filter(({ kind }) => kind === 'typing')).toEqual([]);
  expect(reader.refusals).toEqual([]);
  expect(hand.ydoc.getMap('notes').toJSON()).toEqual({ n: 'words of bb alone' });
  const answer = await n.act('secretariat', {
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

/** One line of the server's log about this account. */
const linesOn = ({ n }: Session, account: string) =>
  n.hall.said.filter(({ facts }) => facts.account === account);

/** A further message is answered, so what came before was dealt with. */
async function dealtWith(client: RawClient): Promise<void> {
  if (client.closed) return;
  const before = client.bytes.length;
  client.say(MESSAGE.sync, 0, Y.encodeStateVector(new Y.Doc()));
  await until(() => client.bytes.length > before || client.closed !== undefined);
}

const tiny: readonly BuiltStruct[] = Array.from({ length: 100_000 }, (_, clock) => ({
  words: 'x',
  ...(clock === 0 ? { root: 'text' } : { left: { client: 77, clock: clock - 1 } }),
}));

/** Bytes that no page sends, on either paper. */
const FORGED: readonly (readonly [string, (ydoc: Y.Doc) => Uint8Array])[] = [
  [
    'a deletion of what is not written yet',
    () =>
      builtUpdate(
        [],
        [
          [1, 0, 100_000],
          [2, 0, 100_000],
        ],
      ),
  ],
  [
    'words that wait for words that never come',
    () => builtUpdate([{ client: 77, clock: 9, structs: [{ words: 'x', root: 'text' }] }]),
  ],
  [
    'a root that nobody reads',
    () => builtUpdate([{ client: 77, structs: [{ words: 'x', root: 'secret' }] }]),
  ],
  [
    'the table',
    () => builtUpdate([{ client: 77, structs: [{ value: { state: 'on-text' }, root: 'table', key: 'p' }] }]),
  ],
  [
    'a document within the document',
    () => builtUpdate([{ client: 77, structs: [{ raw: [9, [1, 97, 0]], root: 'text' }] }]),
  ],
  ['another encoding', (ydoc) => changed(ydoc, Y.encodeStateAsUpdateV2)],
  [
    'more than a megabyte',
    () =>
      builtUpdate([
        { client: 77, structs: [{ object: { el: 'remark', text: 'x'.repeat(1_100_000) }, root: 'text' }] },
      ]),
  ],
  ['100,000 tiny structs', () => builtUpdate([{ client: 77, structs: tiny }])],
  [
    'a length of a million million',
    () => builtUpdate([{ client: 77, structs: [{ deleted: 2 ** 40, root: 'text' }] }]),
  ],
  ['a gap of a million million', () => builtUpdate([{ client: 77, structs: [{ skip: 2 ** 40 }] }])],
  [
    'neighbours in the wrong order',
    () =>
      builtUpdate([
        {
          client: 77,
          structs: [{ words: 'x', left: { client: 1, clock: 9 }, right: { client: 1, clock: 2 } }],
        },
      ]),
  ],
  [
    'neighbours that are not there',
    () => builtUpdate([{ client: 77, structs: [{ words: 'x', left: { client: 5_000, clock: 9 } }] }]),
  ],
  [
    'the id of another account',
    (ydoc) =>
      builtUpdate([
        {
          client: foreign(ydoc),
          clock: Y.getState(ydoc.store, foreign(ydoc)),
          structs: [{ words: 'x', root: 'text' }],
        },
      ]),
  ],
  [
    "the server's id",
    () => builtUpdate([{ client: 1, clock: 0, structs: [{ words: 'x'.repeat(500), root: 'text' }] }]),
  ],
  ['garbage', () => Uint8Array.from({ length: 400 }, (_, at) => (at * 151 + 7) % 256)],
  ['nothing at all', () => new Uint8Array()],
];

const foreign = (ydoc: Y.Doc): number => [...ydoc.store.clients.keys()][0] ?? 1;

function changed(ydoc: Y.Doc, encode: (ydoc: Y.Doc, since: Uint8Array) => Uint8Array): Uint8Array {
  const since = Y.encodeStateVector(ydoc);
  ydoc.getText('text').insert(0, 'words of an attacker ');
  return encode(ydoc, since);
}

describe('AD1 to AD5: forged updates', () => {
  for (const how of ['update', 'step2'] as const)
    test.each(FORGED)(
      `on the draft, as ${how}: %s`,
      async (_name, make) => {
        const all = await session();
        const client = await all.n.hall.enter('aa');
        client[how](make(client.ydoc));
        await dealtWith(client);
        await expectUnharmed(all);
        expect(linesOn(all, 'aa').length).toBeLessThanOrEqual(1);
      },
      60_000,
    );

  test.each(FORGED)(
    'in the own hand: %s',
    async (_name, make) => {
      const all = await session();
      const colleague = await all.n.hall.enter('aa-2', AA_PATH);
      const client = await all.n.hall.enter('aa-1', AA_PATH);
      client.update(make(client.ydoc));
      await dealtWith(client);
      await colleague.change((ydoc) => ydoc.getMap('notes').set('still', 'here'));
      expect(colleague.refusals).toEqual([]);
      expect(linesOn(all, 'aa-1').length).toBeLessThanOrEqual(1);
      await expectUnharmed(all);
    },
    60_000,
  );
});

describe('AU3, AU4: what is not its own', () => {
  test('the draft is not written in an open phase: said once, with who and why', async () => {
    const all = await session();
    const client = await all.n.hall.enter('aa');
    for (let i = 0; i < 5; i += 1) client.type((text) => text.insert(text.length, 'mine'));
    await until(() => client.refusals.length > 0);
    expect(client.refusals[0]).toMatchObject({ reason: 'record-keeper-writes' });
    const lines = linesOn(all, 'aa');
    expect(lines.map(({ facts }) => facts)).toEqual([
      { document: DRAFT_PATH, account: 'aa', reason: 'record-keeper-writes', detail: 'may not write now' },
    ]);
    await expectUnharmed(all);
  });

  test('the whole text is not deleted, nor headed, nor marked', async () => {
    const all = await session();
    for (const work of [
      (text: Y.Text) => text.delete(0, text.length),
      (text: Y.Text) => text.insertEmbed(0, { el: 'start', id: 'b9', kind: 'part' }),
      (text: Y.Text) => text.format(0, text.length, { strong: true }),
    ]) {
      const client = await all.n.hall.enter('aa');
      client.type(work);
      await until(() => client.refusals.length > 0);
    }
    await expectUnharmed(all);
  });

  test.each(['bb', DESK, 'cc', 'BB', '..', '%62b', '__proto__'])(
    'the hand "%s" stays shut to another party, and not a byte of it goes out',
    async (party) => {
      const all = await session();
      const client = await all.n.hall.enter('aa', `hand/${DRAFT}/${party}`);
      await until(() => client.closed !== undefined);
      expect([4403, 4404]).toContain(client.closed?.code);
      expect(client.bytes).toEqual([]);
      await expectUnharmed(all);
    },
  );

  test.each(['secretariat', 'chair', 'observer', 'stranger'])(
    '%s reads no hand of a party',
    async (account) => {
      const all = await session();
      const client = await all.n.hall.enter(account, `hand/${DRAFT}/bb`);
      await until(() => client.closed !== undefined);
      expect(client.bytes).toEqual([]);
      await expectUnharmed(all);
    },
  );

  test('an observer asks in vain: no draft, no act', async () => {
    const all = await session();
    const client = await all.n.hall.enter('observer');
    await until(() => client.closed !== undefined);
    expect(client.bytes).toEqual([]);
    for (const request of [
      { act: 'comment', id: 'c', on: 'draft', audience: 'all', words: 'x' },
      { act: 'table', proposal: 'p' },
      { act: 'position', on: 'draft', stance: 'supports', audience: 'room' },
    ] as const)
      expect(await all.n.act('observer', request)).toMatchObject({
        done: false,
        why: 'observers-see-the-screen',
      });
    expect(linesOn(all, 'observer').length).toBe(3);
    await expectUnharmed(all);
  });
});

describe('RO5, AD6: floods, repetitions, disorder', () => {
  test('frames replayed and reordered in the own hand leave it as it was meant', async () => {
    const all = await session();
    const client = await all.n.hall.enter('aa-1', AA_PATH);
    const updates: Uint8Array[] = [];
    client.ydoc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server') updates.push(update);
    });
    for (let i = 0; i < 20; i += 1) client.ydoc.getMap('notes').set(`k${i}`, i);
    for (const update of [...updates].reverse()) client.update(update);
    for (const update of updates) client.update(update);
    client.step2(Y.encodeStateAsUpdate(client.ydoc));
    const colleague = await all.n.hall.enter('aa-2', AA_PATH);
    await until(() => colleague.ydoc.getMap('notes').size === 20);
    await expectUnharmed(all);
  });

  test('10,000 updates at once on the draft: one line of the log, everybody else goes on', async () => {
    const all = await session();
    const client = await all.n.hall.enter('aa');
    const update = changed(client.ydoc, Y.encodeStateAsUpdate);
    for (let i = 0; i < 10_000; i += 1) client.update(update);
    await until(() => client.refusals.length > 0 || client.closed !== undefined);
    await expectUnharmed(all);
    expect(linesOn(all, 'aa').length).toBe(1);
  }, 60_000);

  test('unknown messages, texts and empty frames: struck off, then sent away', async () => {
    const all = await session();
    const client = await all.n.hall.enter('aa');
    client.ws.send('a text');
    client.ws.send(new Uint8Array());
    const odd = encoding.createEncoder();
    encoding.writeVarUint(odd, 77);
    for (let i = 0; i < 30; i += 1) client.ws.send(encoding.toUint8Array(odd));
    await until(() => client.closed !== undefined);
    expect(client.closed?.code).toBe(4400);
    expect(linesOn(all, 'aa').length).toBe(1);
    await expectUnharmed(all);
  });
});
