/**
 * Which Yjs client id a tab writes under (SPEC OF4). Ids cost every reader of a draft for ever (10,000 of them make each
 * operation 200 times slower), so a device goes on with few: slots, each held by one tab at a time through a Web Lock.
 *
 * An id must never be used below a clock it had before: Yjs would take the new words for the old ones, and acknowledged
 * words would be lost. So a tab starts under a fresh random id and takes a slot's id only when the document holds
 * everything that was ever written under it: the slot was left *clean* (all was acknowledged) and the document reaches its
 * clock; or it was left long ago, so that nothing can still be under way.
 */
import * as Y from 'yjs';
import type { SlotRecord } from './database.ts';

/** What is needed of `navigator.locks`. */
export interface Locks {
  request<T>(
    name: string,
    options: { ifAvailable: true },
    held: (lock: object | null) => Promise<T>,
  ): Promise<T>;
}

/** Tabs of one person on one device that can each have a lasting id; more tabs write under passing ones. */
export const SLOTS = 8;

/** Milliseconds after which frames of a tab that ended cannot arrive any more. */
const LONG_AGO = 10 * 60_000;

/** May the id of the slot be used by the holder of its lock, in a document fully synced since the lock was taken? */
export function isReusable(slot: SlotRecord, clockInDocument: number, now: number): boolean {
  return clockInDocument >= slot.clock && (slot.clean || now - slot.usedAt > LONG_AGO);
}

export interface HeldSlot {
  readonly number: number;
  /** What an earlier tab left; undefined: never used. */
  readonly left: SlotRecord | undefined;
  readonly release: () => void;
}

/** Takes the lock of the first slot that is free and may be of use; undefined if there is none. */
export async function takeSlot(
  locks: Locks | undefined,
  doc: string,
  read: (slot: number) => Promise<SlotRecord | undefined>,
  now: number,
): Promise<HeldSlot | undefined> {
  if (!locks) return undefined;
  for (let number = 0; number < SLOTS; number += 1) {
    const release = await hold(locks, `chapeau-id-${doc}-${number}`);
    if (!release) continue;
    const left = await read(number);
    if (!left || isReusable(left, left.clock, now)) return { number, left, release };
    release();
  }
  return undefined;
}

/** Holds the lock until released; undefined if another tab has it. */
function hold(locks: Locks, name: string): Promise<(() => void) | undefined> {
  return new Promise((resolve, reject) => {
    const held = async (lock: object | null): Promise<void> => {
      if (!lock) return resolve(undefined);
      await new Promise<void>((release) => resolve(release));
    };
    locks.request(name, { ifAvailable: true }, held).catch(reject);
  });
}

/** The client id of one document in one tab, and what the device's slot is told of it. */
export class ClientId {
  readonly #doc: string;
  readonly #ydoc: Y.Doc;
  readonly #held: HeldSlot;
  readonly #now: () => number;
  #slot: SlotRecord | undefined;

  constructor(doc: string, ydoc: Y.Doc, held: HeldSlot, now: () => number) {
    this.#doc = doc;
    this.#ydoc = ydoc;
    this.#held = held;
    this.#now = now;
  }

  /**
   * At the first full sync. Either the slot's id is adopted, if nothing was typed yet, or an unused slot takes on this tab's
   * id; then the record to be put is returned.
   */
  onSynced(adopt: (id: number) => void): SlotRecord | undefined {
    const { left } = this.#held;
    if (this.#slot) return undefined;
    if (!left) return (this.#slot = this.#record(this.#clock(this.#ydoc.clientID) === 0));
    if (!this.#mayAdopt(left)) return undefined;
    adopt(left.client);
    this.#slot = left;
    return undefined;
  }

  /** After a refusal the id is given up for good: its later clocks exist nowhere but in the refused document. */
  replace(): SlotRecord {
    return (this.#slot = this.#record(true));
  }

  /** Before an edit is kept: the record that says so, if the slot's record does not say it yet. */
  onEdit(): SlotRecord | undefined {
    if (!this.#slot?.clean || this.#slot.client !== this.#ydoc.clientID) return undefined;
    return (this.#slot = { ...this.#slot, clean: false, usedAt: this.#now() });
  }

  /** When all is acknowledged: the record that says so. */
  onSettled(): SlotRecord | undefined {
    if (!this.#slot || this.#slot.clean || this.#slot.client !== this.#ydoc.clientID) return undefined;
    return (this.#slot = this.#record(true));
  }

  #mayAdopt(left: SlotRecord): boolean {
    const { store, clientID } = this.#ydoc;
    const isComplete = store.pendingStructs === null && store.pendingDs === null;
    return (
      isComplete && this.#clock(clientID) === 0 && isReusable(left, this.#clock(left.client), this.#now())
    );
  }

  #record(clean: boolean): SlotRecord {
    const client = this.#ydoc.clientID;
    const clock = clean ? this.#clock(client) : 0;
    return { doc: this.#doc, slot: this.#held.number, client, clock, clean, usedAt: this.#now() };
  }

  #clock(client: number): number {
    return Y.getState(this.#ydoc.store, client);
  }
}
