/** What is there before the first byte from the server: the device's store, its words, a slot for the client id. */
import * as Y from 'yjs';
import { type DocName, docPath } from '../../shared/protocol/messages.ts';
import { type HeldSlot, type Locks, takeSlot } from './client-id.ts';
import type { DraftConnection } from './connection.ts';
import type { ConnectionOptions } from './connection-options.ts';
import { openDevice } from './database.ts';
import { type Loaded, OfflineStore } from './offline-store.ts';
import type { SyncState } from './state.ts';
import type { Edit } from './tally.ts';
import { unsentByDocument } from './transactions.ts';
import { until } from './wait.ts';

export interface SessionOptions
  extends Pick<ConnectionOptions, 'WebSocket' | 'times' | 'patience' | 'random'> {
  readonly name: DocName;
  /** The signed-in account; each has a store of its own on the device. */
  readonly account: string;
  /** Where sockets are opened, `wss://host/sync`. */
  readonly server: string;
  /** False: "do not keep on this device"; nothing is written to it then. */
  readonly keepOnDevice: boolean;
  /** Nothing is sent: the words stay on this device. */
  readonly stays?: boolean;
  readonly locks?: Locks;
  readonly now?: () => number;
  /** Milliseconds without an edit after which the device notes that all is acknowledged. */
  readonly rest?: number;
  readonly store?: { readonly gather?: number; readonly retry?: number };
}

/** Origin of the transaction that loads what the device kept. */
const STORED = { toString: () => 'kept on this device' };

export const NOTHING_KEPT: Loaded = { updates: [], unsent: [], remembered: undefined, kept: [] };

export interface Opened {
  readonly store: OfflineStore | undefined;
  /** Name of the error if the browser keeps no databases. */
  readonly error: string | undefined;
  readonly loaded: Loaded;
  readonly slot: HeldSlot | undefined;
}

export async function openStore(options: SessionOptions): Promise<Opened> {
  const { account, name, keepOnDevice } = options;
  const without = { store: undefined, loaded: NOTHING_KEPT, slot: undefined };
  if (!keepOnDevice) return { ...without, error: undefined };
  try {
    const tab = Math.random().toString(36).slice(2);
    const store = await OfflineStore.open({ account, doc: docPath(name), tab, ...options.store });
    return { store, error: undefined, loaded: await store.load(), slot: await slotFor(options, store) };
  } catch (error) {
    return { ...without, error: (error as Error | undefined)?.name ?? String(error) };
  }
}

/**
 * What a sign-out would take from this person: edits kept on the device that no server acknowledged, by document path.
 * Rejects if the browser keeps no databases; there is nothing to lose then.
 */
export async function unsentOnDevice(account: string): Promise<ReadonlyMap<string, number>> {
  const device = await openDevice(account, () => {});
  try {
    return await unsentByDocument(device);
  } finally {
    device.close();
  }
}

/** Taken before connecting: what is synced after that holds all that earlier holders of the slot wrote. */
async function slotFor(options: SessionOptions, store: OfflineStore): Promise<HeldSlot | undefined> {
  const doc = `${options.account}/${docPath(options.name)}`;
  const locks = options.locks ?? globalThis.navigator?.locks;
  const now = (options.now ?? Date.now)();
  return takeSlot(locks, doc, (number) => store.slot(number), now).catch(() => undefined);
}

/** Puts what the device kept into the document, as one change that is nobody's typing. */
export function load(ydoc: Y.Doc, updates: readonly Uint8Array[]): void {
  const apply = (): void => {
    for (const update of updates) Y.applyUpdate(ydoc, update, STORED);
  };
  Y.transact(ydoc, apply, STORED, false);
}

/** Runs the work when the page has nothing better to do. */
export function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: 5_000 });
  else setTimeout(work, 0);
}

export type Keeping = Pick<SyncState, 'kept' | 'keptWhy' | 'stays'>;

/** Where the words are, as far as the device is concerned. */
export function keepingOf(
  { keepOnDevice, stays = false }: SessionOptions,
  store: OfflineStore | undefined,
  error: string | undefined,
): Keeping {
  if (!keepOnDevice) return { stays, kept: 'in-this-tab' };
  if (!store) return { stays, kept: 'failed', ...(error ? { keptWhy: error } : {}) };
  const { failure, unconfirmed } = store.state();
  if (failure !== undefined)
    return { stays, kept: failure === 'gone' ? 'in-this-tab' : 'failed', keptWhy: failure };
  return { stays, kept: unconfirmed > 0 ? 'in-this-tab' : 'on-this-device' };
}

/** The edit that a transaction was. */
export function editOf(ydoc: Y.Doc, transaction: Y.Transaction): Edit {
  return { client: ydoc.clientID, from: transaction.beforeState.get(ydoc.clientID) ?? 0 };
}

/** Resolves when the server's text arrived or the server ended the line, or the session is closed. */
export const arrival = (connection: DraftConnection, isOver: () => boolean): Promise<boolean> =>
  until(
    () => isOver() || connection.state().synced || connection.state().line === 'closed',
    (listener) => connection.subscribe(listener),
  );
