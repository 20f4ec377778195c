import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket as NodeSocket } from 'ws';
import * as Y from 'yjs';
import { isReusable } from '../../client/sync/client-id.ts';
import { openDevice, wipeDevice } from '../../client/sync/database.ts';
import { unsentOnDevice } from '../../client/sync/opening.ts';
import { Session } from '../../client/sync/session.ts';
import type { FrameRefusal } from '../../shared/protocol/messages.ts';
import { createDraft, textOf } from '../../shared/text/draft-doc.ts';
import { MemoryLocks, type TabLocks } from '../support/locks.ts';
import { seeded } from '../support/random.ts';
import { SyncServer } from '../support/sync-server.ts';
import { until } from '../support/until.ts';

const PATH = 'draft/d1';
let server: SyncServer;
let locks: MemoryLocks;
let clock: number;
const tabs: Tab[] = [];

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  locks = new MemoryLocks();
  clock = 1_000_000;
  server = await new SyncServer().start();
  Y.applyUpdate(server.doc(PATH), Y.encodeStateAsUpdate(seedDraft()));
});
afterEach(async () => {
  for (const tab of tabs.splice(0)) await tab.session.close();
  await server.stop();
});

function seedDraft(): Y.Doc {
  const provision = (id: string, label: string, text: string) =>
    ({ id, kind: 'provision', attrs: { label, marker: `${label}.` }, content: [{ text }] }) as const;
  return createDraft({
    schema: 1,
    meta: { title: 'Draft', language: 'en', dir: 'ltr' },
    blocks: [provision('p10', '10', 'The Parties shall cooperate'), provision('p11', '11', 'Nothing herein')],
  });
}

/** The network cable of one tab. */
class Cable {
  isCut = false;
  readonly #sockets = new Set<NodeSocket>();
  readonly Socket: typeof WebSocket;

  constructor() {
    const cable = this;
    this.Socket = class extends NodeSocket {
      constructor(url: string) {
        super(cable.isCut ? 'ws://127.0.0.1:9' : url);
        cable.#sockets.add(this);
      }
    } as unknown as typeof WebSocket;
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.#sockets) socket.terminate();
  }
}

interface Tab {
  readonly session: Session;
  readonly cable: Cable;
  readonly locks: TabLocks;
  readonly line: () => string;
  readonly text: () => string;
  readonly type: (words: string, at?: number) => void;
}

async function tab(options: { readonly keep?: boolean; readonly offline?: boolean } = {}): Promise<Tab> {
  const cable = new Cable();
  cable.isCut = options.offline ?? false;
  const own = locks.tab();
  const session = await Session.open({
    name: { kind: 'draft', draft: 'd1' },
    account: 'ann',
    server: server.url,
    keepOnDevice: options.keep ?? true,
    WebSocket: cable.Socket,
    locks: own,
    now: () => clock,
    rest: 5,
    times: { probeAfter: 200, deadAfter: 200, deadAfterWhileLoading: 2_000 },
    patience: { first: 10, most: 40, opening: 1_000 },
    store: { gather: 1, retry: 20 },
  });
  const opened: Tab = {
    session,
    cable,
    locks: own,
    line: () => session.state().line,
    text: () => textOf(session.ydoc).toString(),
    /** Behind the first start mark unless said otherwise. */
    type: (words, at = 1) => textOf(session.ydoc).insert(at, words),
  };
  tabs.push(opened);
  return opened;
}
const record = (): string => textOf(server.doc(PATH)).toString();
const saved = (own: Tab) => until(() => own.line() === 'saved', 'saved');
const kept = (own: Tab) => until(() => own.session.state().kept === 'on-this-device', 'kept on the device');
/** A tab that ends without warning: no more network, its locks are free, nothing is tidied up. */
function die(own: Tab): void {
  own.cable.cut();
  own.locks.die();
}
/** Refuses what holds anything new. */
const whatHasWords =
  (reason: FrameRefusal) =>
  (update: Uint8Array): FrameRefusal | undefined =>
    Y.decodeUpdate(update).structs.length > 0 ? reason : undefined;
/** Ends a tab properly after all is settled. */
async function leave(own: Tab): Promise<void> {
  await saved(own);
  await own.session.close();
}

describe('OF2: reload while offline keeps everything', () => {
  test('OF2: words typed offline are there after a reload offline, counted, writable, and go out when the line returns', async () => {
    const ann = await tab();
    await saved(ann);
    await kept(ann);
    ann.cable.cut();
    await until(() => ann.line() === 'offline', 'offline');
    ann.type('one ');
    ann.type('two ');
    await kept(ann);
    expect(ann.session.state()).toMatchObject({ unsent: 2, mayWrite: true });
    die(ann);

    const again = await tab({ offline: true });
    expect(again.session.state()).toMatchObject({
      line: 'offline',
      unsent: 2,
      mayWrite: true,
      kept: 'on-this-device',
    });
    expect(again.session.state().member?.party).toBe('aa');
    expect(again.text()).toContain('two one The Parties');
    again.type('three ');
    expect(again.session.state().unsent).toBe(3);
    again.cable.isCut = false;
    await saved(again);
    expect(record()).toBe(again.text());
    expect(record()).toContain('three two one The Parties');

    await again.session.close();
    expect((await tab({ offline: true })).session.state().unsent).toBe(0);
  });

  test('OF2: the text is readable from the device before the line stands', async () => {
    const ann = await tab();
    await saved(ann);
    await until(() => ann.text().includes('Parties'), 'text');
    await leave(ann);
    const again = await tab({ offline: true });
    expect(again.text()).toContain('The Parties shall cooperate');
    expect(again.session.state()).toMatchObject({ synced: false, line: 'offline' });
  });

  test('OF1: “do not keep on this device” writes nothing and says so', async () => {
    const ann = await tab({ keep: false });
    await saved(ann);
    ann.type('x');
    expect(ann.session.state().kept).toBe('in-this-tab');
    await saved(ann);
    expect(await indexedDB.databases()).toEqual([]);
    expect(locks.held.size).toBe(0);
  });

  test('OF1: a browser without databases is told as such, and the room works', async () => {
    globalThis.indexedDB = {
      open: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    } as unknown as IDBFactory;
    const ann = await tab();
    await saved(ann);
    ann.type('still ');
    await saved(ann);
    expect(ann.session.state()).toMatchObject({ kept: 'failed', keptWhy: 'SecurityError' });
    expect(record()).toContain('still The Parties');
  });

  test('OF1: before a sign-out one can be told what it would take', async () => {
    const ann = await tab();
    await saved(ann);
    ann.type('sent ');
    await saved(ann);
    await until(async () => (await unsentOnDevice('ann')).size === 0, 'noted');
    ann.cable.cut();
    await until(() => ann.line() === 'offline', 'offline');
    ann.type('a ');
    ann.type('b ');
    await kept(ann);
    expect(await unsentOnDevice('ann')).toEqual(new Map([[PATH, 2]]));
  });

  test('OF1: after a sign-out in another tab nothing is kept any more', async () => {
    const [ann, too] = [await tab(), await tab()];
    await saved(ann);
    await saved(too);
    await ann.session.close();
    await wipeDevice('ann');
    await until(() => too.session.state().kept === 'in-this-tab', 'told');
    too.type('x');
    await saved(too);
    expect(too.session.state().keptWhy).toBe('gone');
  });
});

describe('OF4: few client ids, none reused at a lower clock', () => {
  const ids = () => [...server.doc(PATH).store.clients.keys()].filter((id) => id !== 1);

  test('OF4: ten visits one after the other write under one id', async () => {
    for (let visit = 0; visit < 10; visit += 1) {
      const ann = await tab();
      await saved(ann);
      await until(() => ann.session.state().kept === 'on-this-device', 'kept');
      ann.type(`${visit} `);
      await leave(ann);
    }
    expect(ids()).toHaveLength(1);
    expect(record()).toContain('9 8 7 6 5 4 3 2 1 0 The Parties');
  });

  test('OF4: two tabs at once write under two ids, and the next two under the same two', async () => {
    for (let visit = 0; visit < 3; visit += 1) {
      const both = [await tab(), await tab()];
      for (const own of both) {
        await saved(own);
        own.type('w');
        await saved(own);
      }
      for (const own of both) await leave(own);
    }
    expect(ids()).toHaveLength(2);
    expect(record()).toContain('wwwwwwThe Parties');
  });

  test('OF4: a tab that died with words under way leaves its id alone', async () => {
    const ann = await tab();
    await saved(ann);
    server.holdsAcks = true;
    ann.type('a');
    await until(() => record().includes('aThe'), 'on the server, not acknowledged');
    const first = ann.session.ydoc.clientID;
    die(ann);
    server.holdsAcks = false;
    const next = await tab();
    await saved(next);
    expect(next.session.ydoc.clientID).not.toBe(first);
    next.type('b');
    await saved(next);
    expect(record()).toContain('baThe');
  });

  test('OF4: a tab that typed before it was in step keeps its own id', async () => {
    const ann = await tab();
    await saved(ann);
    ann.type('a');
    await leave(ann);
    const again = await tab({ offline: true });
    const own = again.session.ydoc.clientID;
    again.type('b');
    again.cable.isCut = false;
    await saved(again);
    expect(again.session.ydoc.clientID).toBe(own);
    expect(record()).toContain('baThe');
  });

  test('OF4: an id is reusable only where the document holds all that was written under it', () => {
    const slot = { doc: 'd', slot: 0, client: 7, clock: 10, clean: true, usedAt: 0 };
    expect(isReusable(slot, 10, 1)).toBe(true);
    expect(isReusable(slot, 9, 1)).toBe(false);
    expect(isReusable({ ...slot, clean: false }, 10, 60_000)).toBe(false);
    expect(isReusable({ ...slot, clean: false }, 10, 11 * 60_000)).toBe(true);
    expect(isReusable({ ...slot, clean: false }, 9, 11 * 60_000)).toBe(false);
  });
});

describe('OF5: two tabs of one person, both offline, both typing', () => {
  test('OF5: they merge when the line returns', async () => {
    const [left, right] = [await tab(), await tab()];
    await saved(left);
    await saved(right);
    left.cable.cut();
    right.cable.cut();
    await until(() => left.line() === 'offline' && right.line() === 'offline', 'both offline');
    left.type('left ');
    right.type('right ');
    await kept(left);
    await kept(right);
    left.cable.isCut = false;
    right.cable.isCut = false;
    await saved(left);
    await saved(right);
    await until(() => left.text() === right.text(), 'the same text');
    expect(record()).toBe(left.text());
    expect(record()).toMatch(/left /);
    expect(record()).toMatch(/right /);
  });

  test('OF5: both die, and one reload brings the words of both', async () => {
    const [left, right] = [await tab(), await tab()];
    await saved(left);
    await saved(right);
    await kept(left);
    await kept(right);
    left.cable.cut();
    right.cable.cut();
    await until(() => left.line() === 'offline' && right.line() === 'offline', 'both offline');
    left.type('left ');
    right.type('right ');
    await kept(left);
    await kept(right);
    die(left);
    die(right);
    const again = await tab();
    await saved(again);
    expect(record()).toMatch(/left /);
    expect(record()).toMatch(/right /);
  });
});

describe('RB1: nothing a person wrote is lost by a refusal', () => {
  test('RB1: refused words come back as text with their block; the document is the server’s again', async () => {
    const ann = await tab();
    await saved(ann);
    ann.type('good ');
    await saved(ann);
    const before = ann.session.ydoc;
    server.refuses = whatHasWords('frozen');
    ann.type('bad ', 6);
    await until(() => ann.session.state().generation === 1, 'rebuilt');
    server.refuses = () => undefined;
    expect(ann.session.ydoc).not.toBe(before);
    await saved(ann);
    expect(ann.text()).toBe(record());
    expect(ann.text()).toContain('good The Parties');
    expect(ann.session.state()).toMatchObject({ line: 'saved', unsent: 0, mayWrite: true });
    expect(ann.session.state().keptWords).toMatchObject([
      { kind: 'typed', block: 'p10', label: '10.', isNewBlock: false, text: 'bad ' },
    ]);
    ann.type('again ');
    await saved(ann);
    expect(record()).toContain('again good The Parties');
  });

  test('RB1: refused deletions, new paragraphs and brackets are told too', async () => {
    const ann = await tab();
    await saved(ann);
    ann.cable.cut();
    await until(() => ann.line() === 'offline', 'offline');
    const text = textOf(ann.session.ydoc);
    text.delete(1, 4); // "The "
    text.insertEmbed(1, { el: 'bracket_open', id: 'b1', kind: 'contested', glyph: '[' });
    text.insertEmbed(0, { el: 'end', id: 'new' });
    text.insert(0, 'A new paragraph');
    text.insertEmbed(0, { el: 'start', id: 'new', kind: 'provision', label: '9', marker: '9.' });
    server.refuses = whatHasWords('malformed');
    ann.cable.isCut = false;
    await until(() => ann.session.state().generation === 1, 'rebuilt');
    expect(ann.session.state().keptWords).toMatchObject([
      { kind: 'typed', block: 'new', label: '9.', isNewBlock: true, text: 'A new paragraph' },
      { kind: 'typed', block: 'p10', isNewBlock: false, text: '[' },
      { kind: 'struck', block: 'p10', text: 'The ' },
    ]);
    expect(ann.text()).toBe(record());
  });

  test('RB1: kept words outlive a reload until the person is done with them, and are not offered again', async () => {
    const ann = await tab();
    await saved(ann);
    server.refuses = whatHasWords('frozen');
    ann.type('bad ');
    await until(() => ann.session.state().generation === 1, 'rebuilt');
    await until(() => ann.line() === 'saved', 'saved');
    let offered = 0;
    server.refuses = (update) => {
      offered += update.length > 2 ? 1 : 0;
      return undefined;
    };
    await kept(ann);
    await ann.session.close();
    const again = await tab();
    await saved(again);
    expect(again.session.state().keptWords.map(({ text }) => text)).toEqual(['bad ']);
    expect(again.text()).not.toContain('bad');
    expect(offered).toBe(0);
    await again.session.dismiss(again.session.state().keptWords[0]!.id);
    await leave(again);
    expect((await tab()).session.state().keptWords).toEqual([]);
  });

  test('RB1: a tab that dies between refusal and rebuild still has the words', async () => {
    const ann = await tab();
    await saved(ann);
    ann.cable.cut();
    await until(() => ann.line() === 'offline', 'offline');
    ann.type('bad ');
    await kept(ann);
    die(ann);
    server.refuses = whatHasWords('frozen');
    const again = await tab();
    await until(() => again.session.state().generation === 1, 'rebuilt');
    expect(again.session.state().keptWords.map(({ text }) => text)).toEqual(['bad ']);
  });

  test('RB1: membership changed while offline: the words are kept as text, the draft is read-only', async () => {
    const ann = await tab();
    await saved(ann);
    ann.cable.cut();
    await until(() => ann.line() === 'offline', 'offline');
    ann.type('typed on the plane ');
    server.entry = { ...server.entry, mayWrite: false, why: 'closed', phase: 'closed' };
    ann.cable.isCut = false;
    await until(() => ann.session.state().generation === 1, 'rebuilt');
    expect(ann.session.state()).toMatchObject({
      line: 'read-only',
      why: 'closed',
      unsent: 0,
      mayWrite: false,
    });
    expect(ann.session.state().keptWords.map(({ text }) => text)).toEqual(['typed on the plane ']);
    expect(record()).not.toContain('plane');
  });

  test('RB1: one who is no member any more still has the words of the last minutes', async () => {
    const ann = await tab();
    await saved(ann);
    ann.cable.cut();
    await until(() => ann.line() === 'offline', 'offline');
    ann.type('last words ');
    server.turnsAwayWith = 4403;
    ann.cable.isCut = false;
    await until(() => ann.line() === 'closed', 'closed');
    expect(ann.session.state()).toMatchObject({ why: 'not-a-member', unsent: 1 });
    expect(ann.session.state().keptWords.map(({ text }) => text)).toEqual(['last words ']);
  });

  test('RB1: refused and then shown the door: only one’s own words are kept words', async () => {
    const ann = await tab();
    await saved(ann);
    server.refuses = (update) => {
      if (!whatHasWords('frozen')(update)) return undefined;
      server.turnsAwayWith = 4403;
      return 'frozen';
    };
    ann.type('bad ');
    await until(() => ann.line() === 'closed', 'closed');
    expect(ann.session.state().keptWords.map(({ text }) => text)).toEqual(['bad ']);
  });

  test('RB1: words typed while the refusal is on its way are kept as well', async () => {
    const ann = await tab();
    await saved(ann);
    server.refuses = whatHasWords('frozen');
    for (let i = 0; i < 20; i += 1) ann.type(`${i} `);
    await until(() => ann.session.state().generation === 1, 'rebuilt');
    const words = ann.session
      .state()
      .keptWords.map(({ text }) => text)
      .join('');
    for (let i = 0; i < 20; i += 1) expect(words).toContain(`${i} `);
  });

  test('RB1: a server that refuses whatever comes is not asked in a frenzy', async () => {
    const ann = await tab();
    await saved(ann);
    const before = server.schemasSeen.length;
    server.refuses = () => 'malformed';
    ann.type('bad ');
    await until(() => ann.session.state().generation >= 1 && ann.line() === 'refused', 'refused again');
    for (let round = 0; round < 40; round += 1) await visit(); // the time in which a frenzy would show
    expect(server.schemasSeen.filter((schema) => schema !== null).length - before).toBeLessThanOrEqual(2);
    expect(ann.session.state().keptWords.map(({ text }) => text)).toEqual(['bad ']);
  });

  test('SY6: a server of another schema changes nothing on the device', async () => {
    const ann = await tab();
    await saved(ann);
    await leave(ann);
    const before = await inventory();
    server.entry = { ...server.entry, schema: 2 };
    textOf(server.doc(PATH)).insert(1, 'of the future ');
    const again = await tab();
    await until(() => again.line() === 'read-only', 'read-only');
    await until(() => again.text().includes('of the future'), 'it is shown');
    expect(again.session.state()).toMatchObject({ why: 'other-schema', mayWrite: false });
    await again.session.close();
    expect(await inventory()).toEqual(before);
  });
});

/** Opens a line of no one's and closes it after the first word of the server. */
async function visit(): Promise<void> {
  const socket = new NodeSocket(`${server.url}/draft/other`);
  await new Promise((resolve) => socket.once('message', resolve));
  socket.close();
  await new Promise((resolve) => socket.once('close', resolve));
}

async function inventory(): Promise<unknown> {
  const device = await openDevice('ann', () => {});
  const all = { updates: await device.getAll('updates'), kept: await device.getAll('kept') };
  device.close();
  return all;
}

describe('SY2: random outages, deaths and reloads', () => {
  test('SY2: every word typed anywhere is in the record once, and no tab ever says saved too early', async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 100_000);
    console.info(`seed ${seed}`);
    const random = seeded(seed);
    const words: string[] = [];
    let open = [await tab(), await tab(), await tab()];
    for (const own of open) await saved(own);
    for (let step = 0; step < 120; step += 1) {
      const own = random.pick(open);
      const action = random.int(0, 9);
      if (action < 6) {
        const word = `<${step}>`;
        own.type(word);
        words.push(word);
        if (own.line() === 'saved') throw new Error('saved before the acknowledgement');
      } else if (action === 6) own.cable.cut();
      else if (action === 7) own.cable.isCut = false;
      else if (action === 8) {
        await kept(own);
        die(own);
        open = [...open.filter((other) => other !== own), await tab()];
      } else if (random.chance(0.3)) {
        await server.stop();
        await server.start();
      } else server.losesFrames = random.chance(0.3);
    }
    server.losesFrames = false;
    server.cut();
    for (const own of open) own.cable.isCut = false;
    await until(() => open.every((own) => own.line() === 'saved'), 'all saved', 15_000);
    await until(() => open.every((own) => own.text() === record()), 'all the same', 15_000);
    for (const word of words) expect(record().split(word), word).toHaveLength(2);
  });
});
