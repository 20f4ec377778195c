/** The session against the real room: what each promises the other. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket as NodeSocket } from 'ws';
import { Session } from '../../client/sync/session.ts';
import { textOf } from '../../shared/text/draft-doc.ts';
import { LIVE } from '../support/cast.ts';
import { RoomServer } from '../support/room-server.ts';
import { until } from '../support/until.ts';

let server: RoomServer;
const open: Session[] = [];

beforeEach(async () => {
  server = new RoomServer();
  await server.create('d1', {
    schema: 1,
    meta: { title: 'Draft', language: 'en', dir: 'ltr' },
    blocks: [
      {
        id: 'p10',
        kind: 'provision',
        attrs: { label: '10', marker: '10.' },
        content: [{ text: 'The Parties' }],
      },
    ],
  });
  await server.start();
});
afterEach(async () => {
  for (const session of open.splice(0)) await session.close();
  await server.stop();
});

async function join(account: string) {
  const session = await Session.open({
    name: { kind: 'draft', draft: 'd1' },
    account,
    server: server.url(account),
    keepOnDevice: false,
    WebSocket: NodeSocket as unknown as typeof WebSocket,
    patience: { first: 10, most: 50, opening: 1_000 },
  });
  open.push(session);
  return {
    session,
    line: () => session.state().line,
    text: () => textOf(session.ydoc).toString(),
    type: (words: string, at = 1) => textOf(session.ydoc).insert(at, words),
  };
}
const record = async (): Promise<string> => textOf(await server.document('d1')).toString();

describe('SY1: the room and the session agree', () => {
  test('SY1: typing is acknowledged, reaches the others, and is in the record', async () => {
    const [ann, bob] = [await join('aa-1'), await join('bb-1')];
    await until(() => ann.line() === 'saved' && bob.line() === 'saved', 'both saved');
    expect(ann.session.state()).toMatchObject({ phase: 'open', mayWrite: true });
    for (const letter of 'words ') ann.type(letter, 1 + 'words '.indexOf(letter));
    await until(() => ann.line() === 'saved', 'saved');
    expect(await record()).toContain(ann.text());
    await until(() => bob.text() === ann.text(), 'the same text');
  });

  test('SY5: a restart of the room loses nothing', async () => {
    const ann = await join('aa-1');
    await until(() => ann.line() === 'saved', 'saved');
    await server.stop();
    await until(() => ann.line() === 'offline', 'offline');
    ann.type('meanwhile ');
    await server.start();
    await until(() => ann.line() === 'saved', 'saved');
    expect(await record()).toContain('meanwhile The Parties');
  });

  test('SY6: a draft that closes under one’s hands: what came too late is kept as words', async () => {
    const ann = await join('aa-1');
    await until(() => ann.line() === 'saved', 'saved');
    server.cast.setStanding({ ...LIVE, phase: 'closed' });
    ann.type('too late ');
    await until(() => ann.line() === 'read-only', 'read-only');
    await until(() => ann.session.state().unsent === 0, 'nothing pretends to be on its way');
    const isIn = (await record()).includes('too late');
    expect(ann.session.state().keptWords.map(({ text }) => text)).toEqual(isIn ? [] : ['too late ']);
    expect(ann.text()).toBe(await record());
  });

  test('SY6: a reader becomes a writer within the same line', async () => {
    server.cast.setStanding({ ...LIVE, phase: 'reading' });
    const ann = await join('aa-1');
    await until(() => ann.line() === 'read-only', 'read-only');
    expect(ann.session.state().why).toBe('record-keeper-writes');
    server.cast.setStanding(LIVE);
    await until(() => ann.line() === 'saved', 'saved');
    ann.type('now ');
    await until(() => ann.line() === 'saved', 'saved');
    expect(await record()).toContain('now The Parties');
  });

  test('SY6: one who is removed hears so at once', async () => {
    const ann = await join('aa-1');
    await until(() => ann.line() === 'saved', 'saved');
    server.cast.remove('aa-1');
    await until(() => ann.line() === 'closed', 'closed', 1_000);
    expect(ann.session.state().why).toBe('not-a-member');
  });

  test('RB1: what the room refuses comes back as words', async () => {
    const ann = await join('aa-1');
    await until(() => ann.line() === 'saved', 'saved');
    ann.type('good ');
    await until(() => ann.line() === 'saved', 'saved');
    ann.session.ydoc.transact(() => {
      ann.type('mine ', 6);
      ann.session.ydoc.getMap('elsewhere').set('a', 1);
    });
    await until(() => ann.session.state().generation === 1, 'rebuilt');
    await until(() => ann.line() === 'saved', 'saved');
    expect(ann.text()).toBe(await record());
    expect(ann.text()).toContain('good The Parties');
    expect(ann.session.state().keptWords).toMatchObject([{ block: 'p10', text: 'mine ' }]);
  });
});
