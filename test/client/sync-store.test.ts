import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { openDevice, wipeDevice } from '../../client/sync/database.ts';
import { OfflineStore } from '../../client/sync/offline-store.ts';
import { type Edit, Tally } from '../../client/sync/tally.ts';
import { type Random, seeded } from '../support/random.ts';
import { until } from '../support/until.ts';

const DOC = 'draft/d1';
const opened: OfflineStore[] = [];
let tabs = 0;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const store of opened.splice(0)) await store.close();
});

/** One tab: a document whose local changes go to the store, loaded from it first. */
async function tab(options: { readonly load?: boolean; readonly account?: string } = {}) {
  const account = options.account ?? 'ann';
  const store = await OfflineStore.open({
    account,
    doc: DOC,
    tab: `tab-${(tabs += 1)}`,
    gather: 1,
    retry: 20,
  });
  opened.push(store);
  const loaded = await store.load();
  const ydoc = new Y.Doc();
  for (const update of loaded.updates) Y.applyUpdate(ydoc, update);
  ydoc.on(
    'update',
    (update: Uint8Array, _origin: unknown, _doc: unknown, { local, beforeState }: Y.Transaction) => {
      if (local) store.addLocal(update, { client: ydoc.clientID, from: beforeState.get(ydoc.clientID) ?? 0 });
      else store.addRemote(update);
    },
  );
  const type = (words: string): void => ydoc.getText('text').insert(ydoc.getText('text').length, words);
  return { store, ydoc, type, loaded, text: () => ydoc.getText('text').toString() };
}
const kept = async (): Promise<string> => (await tab()).text();

describe('OF2: what the device confirmed is there after a reload', () => {
  test('OF2: an edit counts as kept when its transaction completed, not before', async () => {
    const ann = await tab();
    ann.type('words');
    expect(ann.store.state().unconfirmed).toBe(1);
    await ann.store.flushed();
    expect(ann.store.state()).toEqual({ unconfirmed: 0 });
    expect(await kept()).toBe('words');
  });

  test('OF2: a tab that ends without a word loses nothing it confirmed', async () => {
    const ann = await tab();
    for (const letter of 'abcdefgh') ann.type(letter);
    await until(() => ann.store.state().unconfirmed === 0, 'confirmed'); // and no close()
    expect(await kept()).toBe('abcdefgh');
  });

  test('OF2: words of others that one’s own stand on are written before them', async () => {
    const ann = await tab();
    const bob = new Y.Doc();
    bob.getText('text').insert(0, 'Bob ');
    Y.applyUpdate(ann.ydoc, Y.encodeStateAsUpdate(bob));
    ann.type('and Ann');
    await until(() => ann.store.state().unconfirmed === 0, 'confirmed');
    expect(await kept()).toBe('Bob and Ann');
  });

  test('OF2: what was not acknowledged is counted after the reload, what was is not', async () => {
    const ann = await tab();
    ann.type('acknowledged');
    await ann.store.flushed();
    await ann.store.settle();
    ann.type(' not');
    ann.type(' yet');
    await ann.store.flushed();
    const again = await tab();
    expect(again.loaded.unsent).toHaveLength(2);
    expect(new Tally(again.loaded.unsent).unsentFrom()).toEqual(new Map([[ann.ydoc.clientID, 12]]));
    await again.store.settle();
    expect((await tab()).loaded.unsent).toHaveLength(0);
  });

  test('OF2: an edit that is not written yet is not noted as acknowledged', async () => {
    const ann = await tab();
    ann.type('quick');
    await ann.store.settle(); // the server was faster than the device
    await ann.store.flushed();
    expect((await tab()).loaded.unsent).toHaveLength(1);
  });

  test('OF2: two tabs’ notes of what is acknowledged do not cover each other’s words', async () => {
    const [ann, too] = [await tab(), await tab()];
    ann.type('a');
    await ann.store.flushed();
    too.type('b');
    await too.store.flushed();
    await too.store.settle();
    expect((await tab()).loaded.unsent.map(({ client }) => client)).toEqual([ann.ydoc.clientID]);
  });
});

describe('OF3: compaction keeps every word, whoever wrote it and whenever it ends', () => {
  test('OF3: one record in place of many, and the other tab’s newer words stay', async () => {
    const ann = await tab();
    for (let i = 0; i < 50; i += 1) ann.type('x');
    await ann.store.flushed();
    const too = await tab();
    too.type(' from the other tab');
    await too.store.flushed();
    expect(await ann.store.compact(ann.ydoc, () => [])).toBe(true);
    const device = await openDevice('ann', () => {});
    expect(await device.count('updates')).toBe(2);
    device.close();
    expect(await kept()).toBe(`${'x'.repeat(50)} from the other tab`);
  });

  test('OF3: unacknowledged edits stay counted through a compaction', async () => {
    const ann = await tab();
    const edits: Edit[] = [];
    ann.ydoc.on('update', () => edits.push({ client: ann.ydoc.clientID, from: 0 }));
    ann.type('a');
    ann.type('b');
    await ann.store.flushed();
    await ann.store.compact(ann.ydoc, () => edits);
    expect((await tab()).loaded.unsent).toHaveLength(2);
    await ann.store.settle();
    expect((await tab()).loaded.unsent).toHaveLength(0);
  });

  test.each([0, 1, 2, 3])(
    'OF3: a compaction that breaks off after %i requests changed nothing',
    async (requests) => {
      const ann = await tab();
      for (const letter of 'abc') {
        ann.type(letter);
        await ann.store.flushed();
      }
      breakOffAfter(requests);
      expect(await ann.store.compact(ann.ydoc, () => [])).toBe(false);
      vi.restoreAllMocks();
      expect(await kept()).toBe('abc');
      ann.type('d');
      await ann.store.flushed();
      expect(await ann.store.compact(ann.ydoc, () => [])).toBe(true);
      expect(await kept()).toBe('abcd');
    },
  );

  test('OF3: two tabs that compact at once lose nothing', async () => {
    const ann = await tab();
    for (const letter of 'abc') ann.type(letter);
    await ann.store.flushed();
    const too = await tab();
    ann.type('1');
    too.type('2');
    await Promise.all([ann.store.compact(ann.ydoc, () => []), too.store.compact(too.ydoc, () => [])]);
    await Promise.all([ann.store.flushed(), too.store.flushed()]);
    expect([...(await kept())].sort().join('')).toBe('12abc');
  });

  test('OF3: random tabs, edits, compactions, failures and deaths: every confirmed word is kept', async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 100_000);
    console.info(`seed ${seed}`);
    const random = seeded(seed);
    for (let trial = 0; trial < 20; trial += 1) await storm(random, trial);
  });
});

/** A few tabs do as they like; unique words make each loss visible. */
async function storm(random: Random, trial: number): Promise<void> {
  globalThis.indexedDB = new IDBFactory();
  const confirmed: string[] = [];
  let open = [await tab()];
  for (let step = 0; step < 40; step += 1) {
    const one = random.pick(open);
    switch (random.int(0, 6)) {
      case 0:
      case 1:
      case 2: {
        const word = `<${trial}.${step}>`;
        one.type(word);
        await one.store.flushed();
        if (one.store.state().unconfirmed === 0) confirmed.push(word);
        break;
      }
      case 3:
        await one.store.compact(one.ydoc, () => []);
        break;
      case 4:
        breakOffAfter(random.int(0, 2));
        await one.store.compact(one.ydoc, () => []);
        vi.restoreAllMocks();
        break;
      case 5:
        if (open.length < 4) open.push(await tab());
        break;
      default:
        if (open.length > 1) open = open.filter((other) => other !== one); // dies as it is
    }
  }
  const text = await kept();
  expect(confirmed.filter((word) => !text.includes(word))).toEqual([]);
}

/** Transactions end as they do when a disk fills or a tab dies at the `requests`-th request: all of it is undone. */
function breakOffAfter(requests: number): void {
  let left = requests;
  const dying = new WeakSet<IDBTransaction>();
  for (const method of ['put', 'delete'] as const) {
    const original = IDBObjectStore.prototype[method] as (...args: unknown[]) => IDBRequest;
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
      this: IDBObjectStore,
      ...args: unknown[]
    ) {
      if (left-- <= 0) dying.add(this.transaction);
      return original.apply(this, args) as never;
    });
  }
  const commit = IDBTransaction.prototype.commit;
  vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(function (this: IDBTransaction) {
    if (dying.has(this)) (this as unknown as { _abort(name: string): void })._abort('QuotaExceededError');
    else commit.call(this);
  });
}

describe('OF1: the device’s troubles are told, and nothing is lost by them', () => {
  test('OF1: a full device is told; the words wait and are kept when there is room again', async () => {
    const ann = await tab();
    breakOffAfter(0);
    ann.type('no room ');
    ann.type('for this');
    await until(() => ann.store.state().failure === 'QuotaExceededError', 'the failure is told');
    expect(ann.store.state().unconfirmed).toBe(2);
    expect(await keptInNewTab()).toBe('');
    vi.restoreAllMocks();
    await until(() => ann.store.state().failure === undefined, 'tried again by itself');
    expect(ann.store.state().unconfirmed).toBe(0);
    expect(await kept()).toBe('no room for this');
  });

  test('OF1: words of another schema are neither read nor changed', async () => {
    const ann = await tab();
    ann.type('of version 1');
    await ann.store.flushed();
    const device = await openDevice('ann', () => {});
    const meta = await device.get('docs', DOC);
    await device.put('docs', { ...meta!, schema: 2 });
    const before = await device.count('updates');
    const later = await tab();
    expect(later.store.state().failure).toBe('other-schema');
    expect(later.text()).toBe('');
    later.type('not written');
    await later.store.compact(later.ydoc, () => []);
    await later.store.settle();
    expect(await device.count('updates')).toBe(before);
    await device.put('docs', meta!);
    device.close();
    expect(await kept()).toBe('of version 1');
  });

  test('OF1: sign-out wipes the account, other tabs keep nothing more, other accounts stay', async () => {
    const [ann, too] = [await tab(), await tab()];
    const bob = await tab({ account: 'bob' });
    ann.type('Ann’s');
    bob.type('Bob’s');
    await Promise.all([ann.store.flushed(), bob.store.flushed()]);
    await ann.store.close();
    await wipeDevice('ann');
    await until(() => too.store.state().failure === 'gone', 'the other tab noticed');
    too.type('typed after');
    await too.store.flushed();
    expect(too.store.state().unconfirmed).toBe(1);
    expect(await kept()).toBe('');
    expect((await tab({ account: 'bob' })).text()).toBe('Bob’s');
  });
});

async function keptInNewTab(): Promise<string> {
  const device = await openDevice('ann', () => {});
  const records = await device.getAll('updates');
  device.close();
  const ydoc = new Y.Doc();
  for (const record of records) for (const update of record.updates) Y.applyUpdate(ydoc, update);
  return ydoc.getText('text').toString();
}
