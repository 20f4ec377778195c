/** The device's database of one account: its shape and its one door to IndexedDB (SPEC OF1). */
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { Remembered } from './connection-options.ts';
import type { KeptWords } from './kept-words.ts';
import type { Edit } from './tally.ts';

/** Grows with the shape below; a browser that holds a higher one is left alone. */
const VERSION = 1;

/** Some updates of one document, in the order they happened in one tab. */
export interface StoredUpdates {
  readonly doc: string;
  /** The tab that wrote it. */
  readonly tab: string;
  readonly updates: readonly Uint8Array[];
  /** Local edits among them; whether they were acknowledged stands in `StoredDoc`. */
  readonly edits: readonly Edit[];
}

export interface StoredDoc {
  readonly doc: string;
  /** Number of the shape of the document; another number's words are neither read nor written. */
  readonly schema: number;
  /** The server has the edits of every record with a key up to this one, whoever wrote it … */
  readonly through: number;
  /** … and of every record of a tab up to this key. */
  readonly acknowledged: Readonly<Record<string, number>>;
  readonly remembered?: Remembered;
}

/** A Yjs client id this device writes under, one tab at a time (SPEC OF4). */
export interface SlotRecord {
  readonly doc: string;
  readonly slot: number;
  readonly client: number;
  /** Everything under the id up to this clock is acknowledged. */
  readonly clock: number;
  /** Nothing was written under the id since then. */
  readonly clean: boolean;
  /** Milliseconds since 1970. */
  readonly usedAt: number;
}

export interface StoredKept extends KeptWords {
  readonly doc: string;
}

export interface DeviceSchema extends DBSchema {
  updates: { key: number; value: StoredUpdates; indexes: { doc: string } };
  docs: { key: string; value: StoredDoc };
  slots: { key: [string, number]; value: SlotRecord };
  kept: { key: [string, string]; value: StoredKept; indexes: { doc: string } };
}
export type Device = IDBPDatabase<DeviceSchema>;

const PREFIX = 'chapeau/';
const nameOf = (account: string): string => PREFIX + account;

/** Opens the account's database. `onGone` is called when it was wiped or taken away; nothing may be written after that. */
export function openDevice(account: string, onGone: () => void): Promise<Device> {
  return openDB<DeviceSchema>(nameOf(account), VERSION, {
    upgrade(device) {
      device.createObjectStore('updates', { autoIncrement: true }).createIndex('doc', 'doc');
      device.createObjectStore('docs', { keyPath: 'doc' });
      device.createObjectStore('slots', { keyPath: ['doc', 'slot'] });
      device.createObjectStore('kept', { keyPath: ['doc', 'id'] }).createIndex('doc', 'doc');
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      onGone();
    },
    terminated: onGone,
  });
}

/**
 * Deletes all that the device keeps of the account: for sign-out, on shared computers above all. Tabs that are open let go
 * of it by themselves and keep nothing more. Resolves when it is gone; rejects if the browser does not let it go in time.
 */
export async function wipeDevice(account: string, limit = 5_000): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error('another tab holds on to the words kept on this device')),
      limit,
    );
  });
  try {
    await Promise.race([deleteDB(nameOf(account)), late]);
  } finally {
    clearTimeout(timer);
  }
}
