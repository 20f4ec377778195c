import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { type Log, LogError, type NewEntry } from '../../server/log/log.ts';
import { MemoryLog } from '../../server/log/memory-log.ts';
import { projectionOf, replay, verify } from '../../server/log/replay.ts';
import { MESSAGE } from '../../shared/protocol/messages.ts';
import { readDraft, textOf } from '../../shared/text/draft-doc.ts';
import { DRAFT, Hall, OPEN } from '../support/hall.ts';
import { seeded } from '../support/random.ts';
import { until } from '../support/until.ts';
import { builtUpdate } from '../support/update-builder.ts';

const NAME = `draft/${DRAFT}`;
let hall: Hall;
afterEach(() => hall?.close());

/** Memory, but nothing becomes durable until it is let; or it fails. */
class SlowLog extends MemoryLog {
  #gates: (() => void)[] = [];
  isOpen = true;
  fault: LogError | undefined;

  override async append(doc: string, entries: readonly NewEntry[]): Promise<number> {
    if (!this.isOpen) await new Promise<void>((resolve) => this.#gates.push(resolve));
    if (this.fault) throw this.fault;
    return super.append(doc, entries);
  }
  get waiting(): number {
    return this.#gates.length;
  }
  release(): void {
    this.isOpen = true;
    for (const gate of this.#gates.splice(0)) gate();
  }
}

describe('typing in one room', () => {
  test('RO2: several providers of y-websocket converge with the server and its log', async () => {
    hall = await Hall.open(['Recalling its resolution', 'Decides']);
    const random = seeded(5);
    const people = ['aa-1', 'bb-1', 'cc-1', 'dd-1'].map((account) => {
      const ydoc = new Y.Doc();
      const options = { WebSocketPolyfill: WebSocket as never, disableBc: true };
      const provider = new WebsocketProvider(
        `ws://127.0.0.1:${hall.port}/${account}/sync`,
        NAME,
        ydoc,
        options,
      );
      provider.messageHandlers[MESSAGE.ours] = () => {};
      return { ydoc, provider };
    });
    await until(() => people.every(({ provider }) => provider.synced));
    for (let round = 0; round < 60; round += 1) {
      for (const { ydoc } of people)
        textOf(ydoc).insert(random.int(1, textOf(ydoc).length - 1), random.pick(['and ', '决', 'x']));
      if (round % 10 === 3) people[round % 4]!.provider.disconnect();
      if (round % 10 === 8) for (const { provider } of people) provider.connect();
      await new Promise(setImmediate);
    }
    const words = () => new Set(people.map(({ ydoc }) => textOf(ydoc).toString()));
    await until(
      () => words().size === 1 && people.every(({ provider }) => provider.synced),
      'one text',
      10_000,
    );
    const { ydoc } = await hall.document();
    const text = textOf(ydoc).toString();
    expect(text).toBe([...words()][0]);
    // Two marks a block; a draft that rested meanwhile may have been mended, which the log then says.
    const marks = textOf(ydoc).length - text.length;
    const isMended = (await hall.log.read(NAME, 1, 1_000)).some(({ kind }) => kind === 'mend');
    expect(isMended ? marks > 4 : marks === 4).toBe(true);
    expect(projectionOf((await replay(hall.log, NAME)).ydoc)).toBe(projectionOf(ydoc));
    for (const { provider, ydoc: own } of people) {
      provider.destroy();
      own.destroy();
    }
  });

  test('RO3: nobody sees and nobody is told of words before they are durable', async () => {
    const log = new SlowLog();
    hall = await Hall.open(['Recalling'], { log });
    const ann = await hall.enter('aa-1');
    const bob = await hall.enter('bb-1');
    log.isOpen = false;
    ann.type((text) => text.insert(1, 'secret '));
    await until(() => log.waiting === 1);
    const cai = await hall.enter('cc-1');
    expect([bob.text, cai.text]).toEqual(['Recalling', 'Recalling']);
    expect(ann.acknowledged).toBe(0);
    log.release();
    await until(() => ann.acknowledged === 1 && bob.text === 'secret Recalling' && cai.text === bob.text);
  });

  test('RO3: what comes while an append is under way forms the next batch, and each hears the count of its own', async () => {
    const log = new SlowLog();
    hall = await Hall.open(['Recalling'], { log });
    const [ann, bob] = [await hall.enter('aa-1'), await hall.enter('bb-1')];
    const reader = await hall.enter('cc-1');
    log.isOpen = false;
    for (let at = 0; at < 5; at += 1) ann.type((text) => text.insert(1 + at, `${at}`));
    bob.type((text) => text.insert(1, 'B'));
    await until(() => log.waiting === 1);
    const before = reader.bytes.length;
    log.release();
    await until(
      () => ann.acknowledged === 5 && bob.acknowledged === 1 && reader.text.length === 'Recalling'.length + 6,
    );
    expect(reader.bytes.length - before).toBeLessThanOrEqual(2);
    expect((await log.read(NAME, 2)).map(({ user }) => user).sort()).toEqual([
      ...Array(5).fill('aa-1'),
      'bb-1',
    ]);
  });

  test('RO4: a full disk is told to the writer, shown to nobody, and the room goes on when there is room', async () => {
    const log = new SlowLog();
    hall = await Hall.open(['Recalling'], { log });
    const [ann, bob] = [await hall.enter('aa-1'), await hall.enter('bb-1')];
    log.fault = new LogError('full', 'the disk is full');
    ann.type((text) => text.insert(1, 'kept '));
    await until(() => ann.refusals.length === 1);
    expect(ann.refusals[0]).toEqual({ kind: 'refused', count: 1, reason: 'disk-full' });
    log.fault = undefined;
    bob.type((text) => text.insert(1, 'later '));
    await until(() => bob.acknowledged === 1);
    expect(bob.text).toBe('later Recalling');
    const again = await hall.enter('aa-1');
    again.step2(Y.encodeStateAsUpdate(ann.ydoc, Y.encodeStateVector(again.ydoc)));
    await until(() => bob.text.includes('kept ') && again.acknowledged === 1);
  });

  test('RO4: when another process wrote to the log, the document is loaded anew and everybody comes back to it', async () => {
    hall = await Hall.open(['Recalling']);
    const ann = await hall.enter('aa-1');
    const foreign = builtUpdate([
      { client: 99, structs: [{ words: 'other ', left: { client: 1, clock: 4 } }] },
    ]);
    await hall.log.append(NAME, [{ at: 0, user: 'someone', kind: 'typing', update: foreign }]);
    ann.type((text) => text.insert(1, 'own '));
    await until(() => ann.closed !== undefined);
    expect(ann.closed?.code).toBe(4503);
    const again = await hall.enter('aa-1');
    expect(again.text).toContain('own ');
    expect(projectionOf((await replay(hall.log, NAME)).ydoc)).toBe(
      projectionOf((await hall.document()).ydoc),
    );
  });

  test('LG5: a busy draft gets snapshots, from which it is opened again with its authors', async () => {
    const log = new MemoryLog();
    hall = await Hall.open(['Recalling'], { log, document: { snapshotAfter: { entries: 20, bytes: 1e9 } } });
    const ann = await hall.enter('aa-1');
    for (let typed = 1; typed <= 50; typed += 1) {
      ann.type((text) => text.insert(1, 'x'));
      await until(() => ann.acknowledged === typed);
    }
    await until(() => hall.said.length === 0);
    expect((await log.latestSnapshot(NAME))!.seq).toBeGreaterThanOrEqual(40);
    const { ydoc, authors } = await replay(log, NAME);
    expect(projectionOf(ydoc)).toBe(projectionOf((await hall.document()).ydoc));
    expect(authors.accountOf(ann.ydoc.clientID)).toBe('aa-1');
    expect(await verify(log, NAME)).toEqual({ doc: NAME, sound: 51 });
  });

  test('LG5: a snapshot of an entry that the log says it has and has not is not taken, and the log is said to be at fault', async () => {
    const log = new MemoryLog();
    hall = await Hall.open(['Recalling'], { log, document: { snapshotAfter: { entries: 2, bytes: 1e9 } } });
    const ann = await hall.enter('aa-1');
    log.read = async () => [];
    for (let typed = 1; typed <= 3; typed += 1) {
      ann.type((text) => text.insert(1, 'x'));
      await until(() => ann.acknowledged === typed);
    }
    await until(() => hall.said.length > 0);
    const [{ facts }] = hall.said as [(typeof hall.said)[number]];
    expect(facts.err).toMatchObject({ name: 'LogError', code: 'corrupt' });
    expect(await log.latestSnapshot(NAME)).toBeUndefined();
    expect((await hall.document()).isClosed).toBe(false);
  });

  test('LG6: of a hand that is deleted while a snapshot of it is taken nothing stays', async () => {
    const log = new MemoryLog();
    hall = await Hall.open(['Recalling'], { log, document: { snapshotAfter: { entries: 2, bytes: 1e9 } } });
    const path = `hand/${DRAFT}/aa`;
    const ann = await hall.enter('aa-1', path);
    let isAsked = false;
    let answer = (): void => {};
    const gate = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const read = log.read.bind(log);
    log.read = async (doc, from, limit) => {
      const page = await read(doc, from, limit);
      if (doc !== path || limit !== 1) return page;
      isAsked = true;
      await gate;
      return page;
    };
    for (let typed = 1; typed <= 3; typed += 1) {
      ann.type((text) => text.insert(0, 'secret '));
      await until(() => ann.acknowledged >= typed);
    }
    await until(() => isAsked, 'a snapshot to be taken');
    const ended = hall.rooms.forgetHand(DRAFT, 'aa', 'aa-1');
    await until(() => ann.closed !== undefined);
    answer();
    await ended;
    expect(await log.latestSnapshot(path)).toBeUndefined();
    expect((await log.head(path)).seq).toBe(0);
  });

  test('RO1: a room in which nobody is left is closed, and opened again as it was', async () => {
    hall = await Hall.open(['Recalling'], { idleFor: 50 });
    const ann = await hall.enter('aa-1');
    ann.type((text) => text.insert(1, 'x'));
    await until(() => ann.acknowledged === 1);
    const before = await hall.document();
    await ann.leave();
    await until(() => before.isClosed);
    expect((await hall.enter('bb-1')).text).toBe('xRecalling');
  });

  test('RO6: who reads slowly costs little memory, holds nobody up, and ends with the same words', async () => {
    hall = await Hall.open(['Recalling']);
    const [ann, slow] = [await hall.enter('aa-1'), await hall.enter('bb-1')];
    slow.ws.pause();
    for (let typed = 1; typed <= 150; typed += 1) {
      ann.type((text) => text.insert(1, 'word '.repeat(20_000)));
      await until(() => ann.acknowledged === typed);
    }
    const { connections } = await (await hall.rooms.room(DRAFT)).draftChannel;
    expect(Math.max(...[...connections].map(({ waiting }) => waiting))).toBeLessThan(2_000_000);
    slow.ws.resume();
    await until(() => slow.text.length === ann.text.length, 'the slow reader', 20_000);
    expect(slow.text).toBe(ann.text);
  });
});

/** Characters typed beyond those that were there: every one is kept. */
describe('the server mends what rough concurrency leaves', () => {
  test('TX8: words outside any block get one when the draft rests, written and recorded by the server', async () => {
    hall = await Hall.open(['Recalling', 'Decides']);
    const ann = await hall.enter('aa-1');
    ann.type((text) => text.insert(0, 'astray'));
    const log = hall.log;
    await until(async () => (await log.read(NAME, 1)).some(({ kind }) => kind === 'mend'));
    const [mend] = (await log.read(NAME, 1)).filter(({ kind }) => kind === 'mend');
    expect(mend!.user).toBe('server');
    const { ydoc } = await hall.document();
    await until(() => projectionOf(ann.ydoc) === projectionOf(ydoc));
    expect(readDraft(ydoc).blocks.map(({ content }) => content)).toContainEqual([{ text: 'astray' }]);
    expect(projectionOf((await replay(log, NAME)).ydoc)).toBe(projectionOf(ydoc));
  });
});

describe('who may come in and write', () => {
  test('AU1, AU4: who may not read a document is told why and hears no byte of it', async () => {
    hall = await Hall.open(['secret words']);
    const cases = [
      ['stranger', NAME, 4403, 'not-a-member'],
      ['observer', NAME, 4403, 'observers-see-the-screen'],
      ['bb-1', `hand/${DRAFT}/aa`, 4403, 'not-your-hand'],
      ['secretariat', `hand/${DRAFT}/aa`, 4403, 'not-your-hand'],
      ['aa-1', 'draft/none', 4404, 'unknown-draft'],
      ['aa-1', 'draft/d1/more', 4404, 'unknown-draft'],
      ['aa-1', '//[%zz?schema=%', 4404, 'unknown-draft'],
    ] as const;
    for (const [account, path, code, reason] of cases) {
      const client = await hall.enter(account, path);
      await until(() => client.closed !== undefined);
      expect([account, client.closed, client.bytes.length]).toEqual([account, { code, reason }, 0]);
    }
  });

  test("AU4: a hand is its party's: its members share it, others get no byte", async () => {
    hall = await Hall.open(['Recalling']);
    const path = `hand/${DRAFT}/aa`;
    const [ann, amy] = [await hall.enter('aa-1', path), await hall.enter('aa-2', path)];
    const bob = await hall.enter('bb-1');
    ann.type((text) => text.insert(0, 'our proposal'));
    await until(() => amy.text === 'our proposal' && ann.acknowledged === 1);
    expect(Buffer.concat(bob.bytes).includes('our proposal')).toBe(false);
    expect((await hall.log.read(path, 1)).map(({ user, actingFor }) => [user, actingFor])).toEqual([
      ['aa-1', 'aa'],
    ]);
  });

  test('AU1: a role that is withdrawn closes the connection within a second, and nothing follows', async () => {
    hall = await Hall.open(['Recalling']);
    const [ann, bob] = [await hall.enter('aa-1'), await hall.enter('bb-1')];
    hall.people.remove('bb-1');
    ann.type((text) => text.insert(1, 'after '));
    await until(() => bob.closed !== undefined);
    expect(bob.closed).toEqual({ code: 4403, reason: 'not-a-member' });
    await until(() => ann.acknowledged === 1);
    expect(Buffer.concat(bob.bytes).includes('after ')).toBe(false);
  });

  test('AU3: when the phase closes, writers are told, stay as readers, and what they still send is refused', async () => {
    hall = await Hall.open(['Recalling']);
    const [ann, bob] = [await hall.enter('aa-1'), await hall.enter('bb-1')];
    expect(ann.entry).toMatchObject({ mayWrite: true, phase: 'open', member: { party: 'aa' } });
    hall.people.stand({ phase: 'closed' });
    await until(() => ann.entry?.phase === 'closed');
    expect(ann.entry).toMatchObject({ mayWrite: false, why: 'closed' });
    ann.type((text) => text.insert(1, 'late '));
    await until(() => ann.refusals.length === 1);
    expect(ann.refusals[0]).toEqual({ kind: 'refused', count: 1, reason: 'closed' });
    await new Promise(setImmediate);
    expect(bob.text).toBe('Recalling');
    hall.people.stand({ phase: 'open' });
    await until(() => bob.entry?.mayWrite === true);
    bob.type((text) => text.insert(1, 'again '));
    await until(() => bob.acknowledged === 1);
  });

  test("AU1: a draft that goes back into preparation vanishes for all but the chair's side", async () => {
    hall = await Hall.open(['Recalling']);
    const [ann, chair] = [await hall.enter('aa-1'), await hall.enter('chair')];
    hall.people.stand({ phase: 'preparing' });
    await until(() => ann.closed !== undefined);
    expect(ann.closed).toEqual({ code: 4403, reason: 'preparing' });
    chair.type((text) => text.insert(1, 'x'));
    await until(() => chair.acknowledged === 1);
  });

  test('PR1: a client of another schema reads and cannot write', async () => {
    hall = await Hall.open(['Recalling']);
    const old = await hall.enter('aa-1', `${NAME}?schema=7`);
    expect(old.text).toBe('Recalling');
    old.type((text) => text.delete(1, 4));
    await until(() => old.refusals.length === 1);
    expect(old.refusals[0]!.reason).toBe('other-schema');
    expect((await hall.enter('bb-1')).text).toBe('Recalling');
  });

  test('AD4: nobody writes under the client id of another account', async () => {
    hall = await Hall.open(['Recalling']);
    const [ann, eve] = [await hall.enter('aa-1'), await hall.enter('bb-1')];
    ann.type((text) => text.insert(1, 'mine '));
    await until(() => eve.text === 'mine Recalling');
    eve.ydoc.clientID = ann.ydoc.clientID;
    eve.type((text) => text.insert(1, 'forged '));
    await until(() => eve.refusals.length === 1);
    expect(eve.refusals[0]!.reason).toBe('foreign-client-id');
  });

  test('AD6: an edit sent before the answer to SyncStep1 is not lost: all is asked for', async () => {
    hall = await Hall.open(['Recalling']);
    const ann = await hall.enter('aa-1');
    const before = Y.encodeStateVector(ann.ydoc);
    const text = textOf(ann.ydoc);
    text.insert(1, 'never sent ');
    const middle = Y.encodeStateVector(ann.ydoc);
    text.insert(1, 'sent ');
    const asked = ann.bytes.length;
    ann.update(Y.encodeStateAsUpdate(ann.ydoc, middle));
    await until(() => ann.bytes.slice(asked).some((bytes) => bytes[0] === MESSAGE.sync && bytes[1] === 0));
    expect(ann.acknowledged).toBe(0);
    ann.step2(Y.encodeStateAsUpdate(ann.ydoc, before));
    await until(() => ann.acknowledged === 2);
    expect((await hall.enter('bb-1')).text).toBe('sent never sent Recalling');
  });
});

describe('bad input', () => {
  const garbage: Record<string, (send: (bytes: Uint8Array | string) => void) => void> = {
    'an empty frame': (send) => send(new Uint8Array()),
    'random bytes': (send) => send(new Uint8Array([0, 2, 200, 1, 2, 3])),
    'a frame cut short': (send) => send(new Uint8Array([0, 2, 50, 1, 1])),
    text: (send) => send('hello'),
    'an unknown message type': (send) => send(new Uint8Array([77, 1])),
    'an unknown sync type': (send) => send(new Uint8Array([0, 9, 1, 0])),
    'a state vector that is none': (send) => send(new Uint8Array([0, 0, 3, 200, 200, 200])),
    'an update in encoding 2': (send) => send(frame(Y.encodeStateAsUpdateV2(new Y.Doc()))),
    'an update that is garbage': (send) => send(frame(new Uint8Array([9, 9, 9, 9]))),
    'thousands of tiny structs': (send) =>
      send(
        frame(
          builtUpdate([
            { client: 50, structs: Array(60_000).fill({ words: 'a', left: { client: 1, clock: 3 } }) },
          ]),
        ),
      ),
    'a length bomb': (send) =>
      send(
        frame(builtUpdate([{ client: 50, structs: [{ deleted: 2 ** 50, left: { client: 1, clock: 3 } }] }])),
      ),
    'presence that is garbage': (send) => send(new Uint8Array([1, 4, 255, 255, 255, 255])),
  };
  const frame = (update: Uint8Array): Uint8Array => {
    const head = [0, 2];
    let length = update.length;
    for (; length > 127; length = Math.floor(length / 128)) head.push((length % 128) | 128);
    return new Uint8Array([...head, length, ...update]);
  };

  for (const [what, say] of Object.entries(garbage))
    test(`AD1: ${what} is refused once, said once, and the room goes on`, async () => {
      hall = await Hall.open(['Recalling']);
      const [ann, eve] = [await hall.enter('aa-1'), await hall.enter('bb-1')];
      for (let times = 0; times < 5; times += 1) say((bytes) => eve.ws.send(bytes));
      await until(() => eve.refusals.length === 1);
      ann.type((text) => text.insert(1, 'on '));
      await until(() => ann.acknowledged === 1);
      expect(textOf((await hall.document()).ydoc).toString()).toBe('on Recalling');
      expect(eve.refusals.length).toBe(1);
      expect(hall.said.map(({ message, facts }) => [message, facts.account])).toEqual([
        ['a frame was refused', 'bb-1'],
      ]);
      expect((await hall.log.head(NAME)).seq).toBe(2);
    });

  test('AD1: a frame beyond all bounds ends its connection alone', async () => {
    hall = await Hall.open(['Recalling']);
    const [ann, eve] = [await hall.enter('aa-1'), await hall.enter('bb-1')];
    eve.ws.send(new Uint8Array(9_000_000));
    await until(() => eve.closed !== undefined);
    expect(eve.closed?.code).toBe(1009);
    ann.type((text) => text.insert(1, 'on '));
    await until(() => ann.acknowledged === 1);
  });

  test('AD1: who sends nothing but nonsense is sent away for good', async () => {
    hall = await Hall.open(['Recalling']);
    const eve = await hall.enter('bb-1');
    for (let times = 0; times < 30; times += 1) eve.ws.send(new Uint8Array([77, 1]));
    await until(() => eve.closed !== undefined);
    expect(eve.closed).toEqual({ code: 4400, reason: 'unknown-message' });
  });

  test('RO5: a flood is read slowly and holds nobody up', async () => {
    hall = await Hall.open(['Recalling']);
    const [ann, eve] = [await hall.enter('aa-1'), await hall.enter('bb-1')];
    const empty = builtUpdate([]);
    for (let times = 0; times < 60_000; times += 1) eve.update(empty);
    ann.type((text) => text.insert(1, 'on '));
    await until(() => ann.acknowledged === 1);
    expect(eve.acknowledged).toBeLessThan(60_000);
  });
});

describe('presence', () => {
  const caret = { anchor: { client: 1, clock: 3 }, head: {} };

  test("AU5, PS1: one sees one's own party and the operator; nothing of others reaches the bytes", async () => {
    hall = await Hall.open(['Recalling']);
    const [ann, amy, bob] = [await hall.enter('aa-1'), await hall.enter('aa-2'), await hall.enter('bb-1')];
    const operator = await hall.enter('secretariat');
    ann.carets({ 11: { caret } });
    operator.carets({ 12: { caret } });
    await until(() => amy.presence.has(11) && amy.presence.has(12) && bob.presence.has(12));
    expect(amy.presence.get(11)).toEqual({
      user: { role: 'delegation', party: 'aa', name: 'Name of aa-1', colour: expect.any(Number) },
      caret,
    });
    expect(bob.presence.get(12)).toEqual({
      user: { role: 'secretariat', colour: expect.any(Number) },
      caret,
    });
    expect(bob.presence.has(11)).toBe(false);
    expect(Buffer.concat(bob.bytes).includes('aa-1')).toBe(false);
    expect(ann.presence.has(11)).toBe(false);
  });

  test('PS5: carets on a hand reach those who work on it, and nobody else', async () => {
    hall = await Hall.open(['Recalling']);
    const [ann, amy] = [await hall.enter('aa-1', 'hand/d1/aa'), await hall.enter('aa-2', 'hand/d1/aa')];
    const others = [
      await hall.enter('aa-3'),
      await hall.enter('bb-1', 'hand/d1/bb'),
      await hall.enter('bb-1'),
      await hall.enter('chair', 'hand/d1/_desk'),
      await hall.enter('secretariat'),
    ];
    hall.people.stand({ rules: { ...OPEN.rules, cursors: 'everyone' } });
    ann.carets({ 11: { caret } });
    await until(() => amy.presence.has(11));
    expect(amy.presence.get(11)).toMatchObject({ user: { name: 'Name of aa-1' }, caret });
    for (const other of others) {
      other.carets({ 31: { caret } });
      expect(Buffer.concat(other.bytes).includes('Name of aa-1')).toBe(false);
    }
    const eu = await hall.rooms.perform('d1', 'eu', {
      act: 'grant',
      group: 'eu',
      party: 'bb',
      granted: true,
    });
    expect(eu.done).toBe(true);
    const [own, granted] = [await hall.enter('eu-1', 'hand/d1/eu'), await hall.enter('bb-2', 'hand/d1/eu')];
    hall.people.stand({ rules: OPEN.rules });
    own.carets({ 41: { caret } });
    await until(() => granted.presence.has(41));
    expect(granted.presence.get(41)).toEqual({
      user: { role: 'delegation', party: 'eu', colour: expect.any(Number) },
      caret,
    });
    for (const other of others) expect(Buffer.concat(other.bytes).includes('Name of aa-1')).toBe(false);
  });

  test("PS2: who somebody is comes from the server, and nobody speaks for another's client id", async () => {
    hall = await Hall.open(['Recalling']);
    const [ann, amy, eve] = [await hall.enter('aa-1'), await hall.enter('aa-2'), await hall.enter('bb-1')];
    amy.carets({ 21: { user: { name: 'The Chair', role: 'chair', party: 'zz' }, caret, secret: 'x' } });
    await until(() => ann.presence.has(21));
    expect(ann.presence.get(21)).toEqual({
      user: { role: 'delegation', party: 'aa', name: 'Name of aa-2', colour: expect.any(Number) },
      caret,
    });
    eve.carets({ 21: null }, 99);
    eve.carets({ 21: { caret: null } }, 100);
    ann.carets({ 22: { caret } });
    await until(() => amy.presence.has(22));
    expect(ann.presence.get(21)).toMatchObject({ caret });
  });

  test('PS2: a caret that cannot be drawn is passed on as none', async () => {
    hall = await Hall.open(['Recalling']);
    const [ann, amy] = [await hall.enter('aa-1'), await hall.enter('aa-2')];
    const bad = [
      7,
      'x',
      [],
      { anchor: {} },
      { anchor: {}, head: { client: -1, clock: 0 } },
      { anchor: {}, head: { client: 1 } },
    ];
    for (const [at, value] of bad.entries()) {
      amy.carets({ 21: { caret } }, 2 * at + 1);
      await until(() => (ann.presence.get(21) as { caret?: unknown } | undefined)?.caret != null);
      amy.carets({ 21: { caret: value } }, 2 * at + 2);
      await until(() => (ann.presence.get(21) as { caret?: unknown }).caret === null);
    }
  });

  test('PS3: who leaves is gone; who comes back is seen at once', async () => {
    hall = await Hall.open(['Recalling']);
    const [ann, amy] = [await hall.enter('aa-1'), await hall.enter('aa-2')];
    amy.carets({ 21: { caret } }, 5);
    await until(() => ann.presence.has(21));
    await amy.leave();
    await until(() => !ann.presence.has(21));
    const again = await hall.enter('aa-2');
    again.carets({ 21: { caret } }, 5);
    await until(() => ann.presence.has(21));
  });

  test('PS4: a question after presence is always answered, and rules that change take effect', async () => {
    hall = await Hall.open(['Recalling']);
    const [ann, bob] = [await hall.enter('aa-1'), await hall.enter('bb-1')];
    ann.carets({ 11: { caret } });
    const heard = bob.bytes.length;
    bob.ws.send(new Uint8Array([MESSAGE.queryAwareness]));
    await until(() => bob.bytes.slice(heard).some((bytes) => bytes[0] === MESSAGE.awareness));
    expect(bob.presence.size).toBe(0);
    const { rules } = hall.people.standing(DRAFT)!;
    hall.people.stand({ rules: { ...rules, cursors: 'everyone' } });
    await until(() => bob.presence.has(11));
    expect(bob.presence.get(11)).toEqual({
      user: { role: 'delegation', party: 'aa', colour: expect.any(Number) },
      caret,
    });
    hall.people.stand({ rules: { ...rules, cursors: 'own-party' } });
    await until(() => !bob.presence.has(11));
  });
});

describe('the log of a room', () => {
  test('LG4: a garbled last entry is set aside and said, and the draft opens without it', async () => {
    const log: Log = new MemoryLog();
    hall = await Hall.open(['Recalling'], { log });
    await log.append(NAME, [
      {
        at: 0,
        user: 'aa-1',
        kind: 'typing',
        update: builtUpdate([{ client: 30, structs: [{ words: 'x', left: { client: 1, clock: 4 } }] }]),
      },
    ]);
    const entries = await log.read(NAME, 2);
    Object.assign(entries[0]!, { user: 'eve' });
    expect((await hall.enter('aa-1')).text).toBe('Recalling');
    expect(hall.said.map(({ facts }) => facts.code)).toEqual(['corrupt']);
    expect((await log.head(NAME)).seq).toBe(1);
  });
});
