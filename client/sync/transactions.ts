/** Everything that is written to or read from the device: one function, one transaction, all of it or nothing (SPEC OF2). */
import { SCHEMA } from '../../shared/protocol/messages.ts';
import type { Remembered } from './connection-options.ts';
import type { Device, SlotRecord, StoredDoc, StoredKept, StoredUpdates } from './database.ts';

/** `strict`: on the disk before it is confirmed, for words that exist nowhere else. */
export type Durability = 'strict' | 'relaxed';

export interface LoadedRecords {
  readonly meta: StoredDoc;
  readonly records: ReadonlyMap<number, StoredUpdates>;
  readonly kept: readonly StoredKept[];
}

const newDoc = (doc: string): StoredDoc => ({ doc, schema: SCHEMA, through: 0, acknowledged: {} });

/** All that is kept of a document, or undefined if it has another schema number; that is neither read nor changed. */
export async function loadRecords(device: Device, doc: string): Promise<LoadedRecords | undefined> {
  const tx = device.transaction(['updates', 'docs', 'kept'], 'readwrite');
  const meta = (await tx.objectStore('docs').get(doc)) ?? newDoc(doc);
  if (meta.schema !== SCHEMA) return undefined;
  const updates = tx.objectStore('updates').index('doc');
  const [keys, values, kept] = await Promise.all([
    updates.getAllKeys(doc),
    updates.getAll(doc),
    tx.objectStore('kept').index('doc').getAll(doc),
    tx.objectStore('docs').put(meta),
    tx.done,
  ]);
  return { meta, kept, records: new Map(keys.map((key, at) => [key, values[at] as StoredUpdates])) };
}

/**
 * Appends one record and resolves with its key when the transaction completed. All requests are made and committed before
 * this returns to its caller, so that they outlive a tab that closes in the same instant.
 */
export async function appendRecord(
  device: Device,
  record: StoredUpdates,
  dirty: SlotRecord | undefined,
  durability: Durability,
): Promise<number> {
  const tx = device.transaction(['updates', 'slots'], 'readwrite', { durability });
  const key = tx.objectStore('updates').put(record);
  const slot = dirty && tx.objectStore('slots').put(dirty);
  tx.commit();
  await completed(tx, [key, slot]);
  return key;
}

/** Puts one record and words kept apart, in place of the records with these keys. */
export async function replaceRecords(
  device: Device,
  record: StoredUpdates,
  gone: Iterable<number>,
  kept: readonly StoredKept[],
): Promise<number> {
  const tx = device.transaction(['updates', 'kept'], 'readwrite', { durability: 'strict' });
  const key = tx.objectStore('updates').put(record);
  const rest: Promise<unknown>[] = [...gone].map((one) => tx.objectStore('updates').delete(one));
  for (const words of kept) rest.push(tx.objectStore('kept').put(words));
  tx.commit();
  await completed(tx, [key, ...rest]);
  return key;
}

/** Requests of a transaction that fails only say that it did; why stands in the transaction. */
async function completed(
  tx: { readonly done: Promise<void>; readonly error: DOMException | null },
  requests: readonly unknown[],
): Promise<void> {
  try {
    await Promise.all([...requests, tx.done]);
  } catch (error) {
    throw tx.error ?? error;
  }
}

/** Edits on the device that no server acknowledged, of all documents, counted by document path. */
export async function unsentByDocument(device: Device): Promise<ReadonlyMap<string, number>> {
  const tx = device.transaction(['updates', 'docs']);
  const [keys, values, docs] = await Promise.all([
    tx.objectStore('updates').getAllKeys(),
    tx.objectStore('updates').getAll(),
    tx.objectStore('docs').getAll(),
  ]);
  const metas = new Map(docs.map((meta) => [meta.doc, meta]));
  const unsent = new Map<string, number>();
  values.forEach((record, at) => {
    const edits = isAcknowledged(metas.get(record.doc), record.tab, keys[at]!) ? 0 : record.edits.length;
    if (edits > 0) unsent.set(record.doc, (unsent.get(record.doc) ?? 0) + edits);
  });
  return unsent;
}

/** Is all that the record with this key holds with the server? */
export const isAcknowledged = (meta: StoredDoc | undefined, tab: string, key: number): boolean =>
  meta !== undefined && (key <= meta.through || key <= (meta.acknowledged[tab] ?? 0));

export interface Settlement {
  readonly doc: string;
  readonly tab: string;
  /** Keys of any tab up to this one hold nothing unacknowledged … */
  readonly through: number;
  /** … nor do this tab's own up to this one. */
  readonly last: number;
  readonly slot: SlotRecord | undefined;
}

/** Notes what the server has. */
export async function settleRecords(device: Device, settlement: Settlement): Promise<void> {
  const tx = device.transaction(['docs', 'slots'], 'readwrite');
  const meta = (await tx.objectStore('docs').get(settlement.doc)) ?? newDoc(settlement.doc);
  await Promise.all([
    tx.objectStore('docs').put(settled(meta, settlement)),
    settlement.slot && tx.objectStore('slots').put(settlement.slot),
    tx.done,
  ]);
}

function settled(meta: StoredDoc, { tab, through, last }: Settlement): StoredDoc {
  const all = Math.max(meta.through, through);
  const acknowledged = { ...meta.acknowledged, [tab]: last };
  const open = Object.entries(acknowledged).filter(([, key]) => key > all);
  return { ...meta, through: all, acknowledged: Object.fromEntries(open) };
}

/** Keeps what the server said of the member, so that one can go on after a reload without a line. */
export async function rememberEntry(device: Device, doc: string, remembered: Remembered): Promise<void> {
  const tx = device.transaction('docs', 'readwrite');
  const meta = (await tx.store.get(doc)) ?? newDoc(doc);
  await Promise.all([tx.store.put({ ...meta, remembered }), tx.done]);
}
