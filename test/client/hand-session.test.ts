/** A party's hand on its devices: deleted for good, or kept on one device alone. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket as NodeSocket } from 'ws';
import { Session } from '../../client/sync/session.ts';
import { textOf } from '../../shared/text/draft-doc.ts';
import { RoomServer } from '../support/room-server.ts';
import { until } from '../support/until.ts';

let server: RoomServer;
let sockets: NodeSocket[] = [];
const open = new Set<Session>();

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  sockets = [];
  server = new RoomServer();
  await server.create('d1', { schema: 1, meta: { title: 'D', language: 'en', dir: 'ltr' }, blocks: [] });
  await server.start();
});
afterEach(async () => {
  for (const session of open) await session.close();
  open.clear();
  await server.stop();
});

class Socket extends NodeSocket {
  constructor(url: string) {
    super(url);
    sockets.push(this);
  }
}

async function hand(account: string, options: { readonly stays?: boolean; readonly server?: string } = {}) {
  const session = await Session.open({
    name: { kind: 'hand', draft: 'd1', party: 'aa' },
    account,
    server: server.url(account),
    keepOnDevice: true,
    WebSocket: Socket as unknown as typeof WebSocket,
    patience: { first: 10, most: 50, opening: 1_000 },
    store: { gather: 5 },
    ...options,
  });
  open.add(session);
  return {
    session,
    text: () => textOf(session.ydoc).toString(),
    type: (words: string) => textOf(session.ydoc).insert(0, words),
    kept: () => session.state().keptWords.map(({ text }) => text),
    saved: () => until(() => session.state().line === 'saved', `${account} saved`),
    close: async () => {
      open.delete(session);
      await session.close();
    },
  };
}

test('HA6: a hand that was deleted comes back from no device; words that no server ever had are kept to be copied', async () => {
  const [ann, bob] = [await hand('aa-1'), await hand('aa-2')];
  await Promise.all([ann.saved(), bob.saved()]);
  bob.type('zebra ');
  await bob.saved();
  await until(() => ann.text() === 'zebra ', 'ann has it');
  await bob.close();
  const offline = await hand('aa-2', { server: 'ws://127.0.0.1:9' });
  expect(offline.text()).toBe('zebra ');
  offline.type('okapi ');
  await until(() => offline.session.state().kept === 'on-this-device', 'kept');
  await offline.close();

  await server.forgetHand('d1', 'aa');
  await until(() => ann.session.state().generation === 1 && ann.session.state().line === 'saved', 'anew');
  expect([ann.text(), ann.kept()]).toEqual(['', []]);
  ann.type('gnu ');
  await ann.saved();

  const back = await hand('aa-2');
  await until(() => back.text() === 'gnu ', 'the new hand');
  await back.saved();
  expect(back.kept()).toEqual(['okapi ']);
  expect(ann.text()).toBe('gnu ');
  await back.close();
  const reloaded = await hand('aa-2', { server: 'ws://127.0.0.1:9' });
  expect([reloaded.text(), reloaded.kept()]).toEqual(['gnu ', ['okapi ']]);
});

test('HA5: a hand kept on this device opens no line; sent later, it joins what colleagues have', async () => {
  const bob = await hand('aa-2');
  await bob.saved();
  sockets = [];
  const here = await hand('aa-1', { stays: true });
  here.type('okapi ');
  await until(() => here.session.state().kept === 'on-this-device', 'kept');
  expect(here.session.state()).toMatchObject({ stays: true, line: 'offline', unsent: 1 });
  expect(sockets).toEqual([]);
  await here.close();
  const reloaded = await hand('aa-1', { stays: true });
  expect([reloaded.text(), sockets.length]).toEqual(['okapi ', 0]);
  await reloaded.close();

  bob.type('zebra ');
  const sent = await hand('aa-1');
  await sent.saved();
  await until(() => bob.text().includes('okapi ') && sent.text() === bob.text(), 'both have all');
  expect(bob.text()).toContain('zebra ');
});

test('HA6: a hand that stays is deleted on the device too, words that were never sent included', async () => {
  const here = await hand('aa-1', { stays: true });
  here.type('okapi ');
  await until(() => here.session.state().kept === 'on-this-device', 'kept');
  here.session.forget();
  expect([here.text(), here.kept(), sockets]).toEqual(['', [], []]);
  await here.close();
  expect((await hand('aa-1', { stays: true })).text()).toBe('');
});
