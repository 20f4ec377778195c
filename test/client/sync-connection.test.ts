import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket as NodeSocket } from 'ws';
import * as Y from 'yjs';
import { DraftConnection } from '../../client/sync/connection.ts';
import type { Edit } from '../../client/sync/tally.ts';
import { SyncServer } from '../support/sync-server.ts';
import { until } from '../support/until.ts';

const PATH = 'draft/d1';
let server: SyncServer;
const open: { connection: DraftConnection; ydoc: Y.Doc }[] = [];

beforeEach(async () => {
  server = await new SyncServer().start();
});
afterEach(async () => {
  for (const { connection, ydoc } of open.splice(0)) {
    connection.destroy();
    ydoc.destroy();
  }
  await server.stop();
});

function join(ydoc = new Y.Doc(), inherited: readonly Edit[] = []) {
  const connection = new DraftConnection({
    name: { kind: 'draft', draft: 'd1' },
    ydoc,
    server: server.url,
    inherited,
    WebSocket: NodeSocket as unknown as typeof WebSocket,
    times: { probeAfter: 60, deadAfter: 60, deadAfterWhileLoading: 400 },
    patience: { first: 20, most: 60, opening: 500 },
  });
  open.push({ connection, ydoc });
  const type = (words: string): void => ydoc.getText('text').insert(ydoc.getText('text').length, words);
  const text = (): string => ydoc.getText('text').toString();
  return { connection, ydoc, type, text, line: () => connection.state().line };
}
const record = (): string => server.doc(PATH).getText('text').toString();

describe('SY1: the page always tells saved, sending n, offline n unsent', () => {
  test('SY1: nothing was said before the server said it', () => {
    const ann = join();
    expect(ann.connection.state()).toMatchObject({
      line: 'offline',
      unsent: 0,
      mayWrite: false,
      synced: false,
    });
  });

  test('SY1: connected with nothing to send is saved, and the entry is told', async () => {
    const ann = join();
    ann.connection.connect();
    await until(() => ann.line() === 'saved', 'saved');
    expect(ann.connection.state()).toMatchObject({ synced: true, mayWrite: true, phase: 'open' });
    expect(ann.connection.state().member?.party).toBe('aa');
    expect(server.schemasSeen).toEqual(['1']);
  });

  test('SY2: an edit is unsent until its acknowledgement came, not until it was sent', async () => {
    const ann = join();
    ann.connection.connect();
    await until(() => ann.line() === 'saved', 'saved');
    server.holdsAcks = true;
    ann.type('a');
    ann.type('b');
    ann.type('c');
    await until(() => record() === 'abc', 'words on the server');
    expect(ann.connection.state()).toMatchObject({ line: 'sending', unsent: 3 });
    server.releaseAcks();
    await until(() => ann.line() === 'saved', 'saved');
    expect(ann.connection.state().unsent).toBe(0);
  });

  test('SY2: acknowledgements may cover several frames or part of them', async () => {
    const ann = join();
    ann.connection.connect();
    await until(() => ann.line() === 'saved', 'saved');
    server.holdsAcks = true;
    for (const letter of 'abcd') ann.type(letter);
    await until(() => record() === 'abcd', 'words on the server');
    server.say({ kind: 'ack', count: 3 }); // 1 is the SyncStep2, so two of the four edits
    await until(() => ann.connection.state().unsent === 2, 'two of four acknowledged');
    server.say({ kind: 'ack', count: 3 });
    server.say({ kind: 'ack', count: 1 }); // late and double ones change nothing
    server.releaseAcks();
    await until(() => ann.connection.state().unsent === 0, 'all acknowledged');
  });

  test('SY2: an acknowledgement of frames never sent is not believed', async () => {
    const ann = join();
    ann.connection.connect();
    await until(() => ann.line() === 'saved', 'saved');
    server.holdsAcks = true;
    ann.type('a');
    const lines: string[] = [];
    ann.connection.subscribe(() => lines.push(ann.line()));
    server.say({ kind: 'ack', count: 99 });
    await until(() => lines.includes('offline'), 'the line is given up');
    expect(ann.connection.state().unsent).toBe(1);
    server.releaseAcks();
    await until(() => ann.line() === 'saved', 'saved over a new line');
  });

  test('SY2: what was in flight when the line dropped stays unsent until the SyncStep2 of the next is acknowledged', async () => {
    const ann = join();
    ann.connection.connect();
    await until(() => ann.line() === 'saved', 'saved');
    server.losesFrames = true;
    ann.type('lost on the way ');
    ann.type('twice ');
    expect(ann.connection.state().unsent).toBe(2);
    await server.stop();
    await until(() => ann.line() === 'offline', 'offline');
    ann.type('and typed offline');
    expect(ann.connection.state()).toMatchObject({ line: 'offline', unsent: 3, mayWrite: true });
    server.losesFrames = false;
    server.holdsAcks = true;
    await server.start();
    await until(() => record() === 'lost on the way twice and typed offline', 'all words on the server');
    expect(ann.connection.state().unsent).toBe(3);
    server.releaseAcks();
    await until(() => ann.line() === 'saved', 'saved');
    expect(server.peers.size).toBe(1);
  });

  test('SY2: edits of an earlier session count until the server has them', async () => {
    const ydoc = new Y.Doc();
    ydoc.getText('text').insert(0, 'kept');
    const ann = join(ydoc, [{ client: ydoc.clientID, from: 0 }]);
    expect(ann.connection.state()).toMatchObject({ line: 'offline', unsent: 1 });
    expect([...ann.connection.unsentFrom()]).toEqual([[ydoc.clientID, 0]]);
    ann.connection.connect();
    await until(() => ann.line() === 'saved', 'saved');
    expect(record()).toBe('kept');
  });

  test('SY3: an edit made before the handshake waits for it, so the server never sees a gap', async () => {
    const ann = join();
    ann.connection.connect();
    await until(() => ann.line() === 'saved', 'saved');
    await server.stop();
    await until(() => ann.line() === 'offline', 'offline');
    ann.type('offline ');
    server.asksLate = true;
    await server.start();
    await until(() => ann.line() === 'sending', 'connected, not asked yet');
    ann.type('and on');
    ann.connection.wake(); // a question whose answer comes behind whatever was sent before it
    const [peer] = [...server.peers];
    await new Promise((resolve) => peer!.socket.once('message', resolve));
    expect(peer!.frames).toBe(0);
    expect(server.doc(PATH).store.pendingStructs).toBeNull();
    expect(ann.connection.state().unsent).toBe(2);
    server.ask();
    await until(() => ann.line() === 'saved', 'saved');
    expect(record()).toBe('offline and on');
    expect(peer!.frames).toBe(1);
  });

  test('SY2: remote edits are not counted as one’s own', async () => {
    const [ann, bob] = [join(), join()];
    ann.connection.connect();
    bob.connection.connect();
    await until(() => ann.line() === 'saved' && bob.line() === 'saved', 'both saved');
    const counts: number[] = [];
    ann.connection.subscribe(() => counts.push(ann.connection.state().unsent));
    bob.type('from Bob');
    await until(() => ann.text() === 'from Bob', 'the words at Ann');
    expect(Math.max(0, ...counts)).toBe(0);
  });
});

describe('SY4: a dead line is noticed though it never closed', () => {
  test('SY4: silence after a question ends the line, and the words go over the next', async () => {
    const ann = join();
    ann.connection.connect();
    await until(() => ann.line() === 'saved', 'saved');
    server.isFrozen = true;
    ann.type('into the void');
    expect(ann.line()).toBe('sending');
    await until(() => ann.line() === 'offline', 'offline is noticed');
    expect(ann.connection.state().unsent).toBe(1);
    server.isFrozen = false;
    await until(() => ann.line() === 'saved', 'saved');
    expect(record()).toBe('into the void');
  });

  test('SY4: a quiet room that answers is not left', async () => {
    const ann = join();
    ann.connection.connect();
    await until(() => ann.line() === 'saved', 'saved');
    let lost = 0;
    ann.connection.subscribe(() => (lost += ann.line() === 'offline' ? 1 : 0));
    const peer = [...server.peers][0];
    let probes = 0;
    peer?.socket.on('message', () => (probes += 1));
    await until(() => probes >= 5, 'five questions answered');
    expect(lost).toBe(0);
    expect([...server.peers][0]).toBe(peer);
  });

  test('SY4: a server that never answers the opening is left and tried again', async () => {
    server.isFrozen = true;
    const ann = join();
    ann.connection.connect();
    await until(() => server.schemasSeen.length >= 2, 'a second attempt');
    server.isFrozen = false;
    await until(() => ann.line() === 'saved', 'saved');
  });
});

describe('SY5: the line comes back by itself', () => {
  test('SY5: a server that restarts on the same port has everything again', async () => {
    const ann = join();
    ann.connection.connect();
    await until(() => ann.line() === 'saved', 'saved');
    await server.stop();
    await until(() => ann.line() === 'offline', 'offline');
    ann.type('while it was down');
    await server.start();
    await until(() => ann.line() === 'saved', 'saved');
    expect(record()).toBe('while it was down');
  });

  test.each([4403, 4404])(
    'SY5: close code %i is final: the words stay, nothing is tried again',
    async (code) => {
      const ann = join();
      ann.connection.connect();
      await until(() => ann.line() === 'saved', 'saved');
      server.turnsAwayWith = code;
      server.close(code, 'not-a-member');
      await until(() => ann.line() === 'closed', 'closed');
      ann.type('typed after');
      expect(ann.connection.state()).toMatchObject({ why: 'not-a-member', mayWrite: false, unsent: 1 });
      ann.connection.wake();
      expect(server.schemasSeen).toHaveLength(1);
      expect(ann.text()).toBe('typed after');
    },
  );

  test('SY5: a full disk on the server is a pause: the words stay and are offered again', async () => {
    const ann = join();
    ann.connection.connect();
    await until(() => ann.line() === 'saved', 'saved');
    server.refuses = () => 'disk-full';
    ann.type('no room for this');
    await until(() => ann.connection.state().why === 'disk-full', 'the reason is told');
    expect(ann.connection.state()).toMatchObject({ unsent: 1, mayWrite: true });
    server.refuses = () => undefined;
    await until(() => ann.line() === 'saved', 'saved');
    expect(record()).toBe('no room for this');
    expect(ann.connection.state().why).toBeUndefined();
  });
});

describe('SY6: refusal, roles, schemas', () => {
  test('SY6: a refused edit ends the line as refused; earlier edits are acknowledged first', async () => {
    const ann = join();
    ann.connection.connect();
    await until(() => ann.line() === 'saved', 'saved');
    ann.type('good ');
    await until(() => ann.line() === 'saved', 'saved');
    server.refuses = () => 'frozen';
    ann.type('bad');
    await until(() => ann.line() === 'refused', 'refused');
    expect(ann.connection.state()).toMatchObject({ why: 'frozen', mayWrite: false, unsent: 1 });
    await ann.connection.settleBeforeRefusal();
    expect(record()).toBe('good ');
    expect(ann.text()).toBe('good bad');
  });

  test('SY6: one who lost the right to write while offline is refused without a byte of it being sent', async () => {
    const ann = join();
    ann.connection.connect();
    await until(() => ann.line() === 'saved', 'saved');
    await server.stop();
    await until(() => ann.line() === 'offline', 'offline');
    server.entry = { ...server.entry, mayWrite: false, why: 'closed', phase: 'closed' };
    ann.type('too late');
    let offered = 0;
    server.refuses = () => {
      offered += 1;
      return undefined;
    };
    await server.start();
    await until(() => ann.line() === 'refused', 'refused');
    expect(ann.connection.state()).toMatchObject({ why: 'closed', unsent: 1 });
    expect(offered).toBe(0);
    expect(ann.text()).toBe('too late');
  });

  test('SY6: a reader becomes a writer on the open line', async () => {
    const writes = server.entry;
    server.entry = { ...writes, mayWrite: false, why: 'record-keeper-writes' };
    const ann = join();
    ann.connection.connect();
    await until(() => ann.line() === 'read-only', 'read-only');
    expect(ann.connection.state().why).toBe('record-keeper-writes');
    server.announce(writes);
    await until(() => ann.line() === 'saved', 'saved');
    ann.type('now I may');
    await until(() => record() === 'now I may', 'the words on the server');
    await until(() => ann.line() === 'saved', 'saved');
    expect(server.schemasSeen).toHaveLength(1);
  });

  test('SY6: a server of another schema is read and never written to', async () => {
    server.doc(PATH).getText('text').insert(0, 'of the future');
    server.entry = { ...server.entry, schema: 2 };
    const ydoc = new Y.Doc();
    ydoc.getText('text').insert(0, 'mine, ');
    const ann = join(ydoc, [{ client: ydoc.clientID, from: 0 }]);
    ann.connection.connect();
    await until(() => ann.line() === 'read-only', 'read-only');
    expect(ann.connection.state()).toMatchObject({ why: 'other-schema', mayWrite: false, unsent: 1 });
    ann.type(' more');
    await until(() => ann.text().includes('of the future'), 'the text of the server');
    const peer = [...server.peers][0];
    await until(() => peer?.socket.bufferedAmount === 0, 'all is read');
    expect(peer?.frames).toBe(0);
    expect(record()).toBe('of the future');
    expect(ann.text()).toContain('mine, ');
  });

  test('SY6: a new client id keeps presence and typing together', async () => {
    const ann = join();
    ann.connection.connect();
    await until(() => ann.line() === 'saved', 'saved');
    ann.connection.awareness.setLocalStateField('cursor', 3);
    ann.connection.adoptClientId(4711);
    ann.type('under the new id');
    await until(() => ann.line() === 'saved', 'saved');
    expect([...server.doc(PATH).store.clients.keys()]).toEqual([4711]);
    expect(ann.connection.awareness.getStates().get(4711)).toMatchObject({ cursor: 3 });
    await server.stop(); // the provider sends presence under the document's id when the line returns
    await until(() => ann.line() === 'offline', 'offline');
    await server.start();
    await until(() => ann.line() === 'saved', 'saved');
  });
});
