/**
 * What one tab keeps on the device of one document (SPEC OF1 to OF3). Updates are appended, and an edit counts as kept only
 * when its transaction completed. Records are never interpreted: they stay until one newer record holds the same words, put
 * and deleted in one transaction, so a tab may end at any point.
 */
import * as Y from 'yjs';
import type { Remembered } from './connection-options.ts';
import { type Device, openDevice, type SlotRecord } from './database.ts';
import type { KeptWords } from './kept-words.ts';
import { Observable, type Unsubscribe } from './state.ts';
import type { Edit } from './tally.ts';
import {
  appendRecord,
  type Durability,
  isAcknowledged,
  type LoadedRecords,
  loadRecords,
  rememberEntry,
  replaceRecords,
  settleRecords,
} from './transactions.ts';

export interface StoreState {
  /** Local edits handed over whose transaction did not complete yet. */
  readonly unconfirmed: number;
  /** While the device refuses: an error's name, `QuotaExceededError`; `gone` after a sign-out; `other-schema`. */
  readonly failure?: string;
}

/** What was kept, ready to be applied. */
export interface Loaded {
  readonly updates: readonly Uint8Array[];
  /** Edits no server acknowledged, as far as this device knows: never too few. */
  readonly unsent: readonly Edit[];
  readonly remembered: Remembered | undefined;
  readonly kept: readonly KeptWords[];
}
const NOTHING: Loaded = { updates: [], unsent: [], remembered: undefined, kept: [] };

export interface StoreOptions {
  readonly account: string;
  /** The document's path on the wire. */
  readonly doc: string;
  /** Any name no other tab has. */
  readonly tab: string;
  /** Milliseconds words of others may wait, so that they are written in one go. */
  readonly gather?: number;
  /** Milliseconds until a refused write is tried again. */
  readonly retry?: number;
}

interface Waiting {
  readonly update: Uint8Array;
  readonly edit: Edit | undefined;
}

/** Records that make a compaction worth its cost. */
const MANY_RECORDS = 300;

/** Own appends under way at once; edits beyond that wait for one to end and then go together. */
const MOST_APPENDS = 4;

export class OfflineStore {
  readonly #device: Device;
  readonly #options: Required<StoreOptions>;
  readonly #state = new Observable<StoreState>({ unconfirmed: 0 });
  /** Keys of records whose words are all in this tab's document. */
  readonly #known = new Set<number>();
  readonly #appends = new Set<Promise<void>>();
  #loadedThrough = 0;
  #lastKey = 0;
  #waiting: Waiting[] = [];
  #dirty: SlotRecord | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isFrozen = false;
  /** Grows when the document was rebuilt. */
  #epoch = 0;
  /** Words exist nowhere else while there is no line. */
  durability: Durability = 'strict';

  private constructor(device: Device, options: StoreOptions) {
    this.#device = device;
    this.#options = { gather: 400, retry: 5_000, ...options };
  }

  /** Rejects if the browser keeps no databases; the caller then keeps words in the tab and says so. */
  static async open(options: StoreOptions): Promise<OfflineStore> {
    let gone = (): void => {};
    const device = await openDevice(options.account, () => gone());
    const store = new OfflineStore(device, options);
    gone = () => store.#freeze('gone');
    return store;
  }

  readonly state = (): StoreState => this.#state.get();
  readonly subscribe = (listener: () => void): Unsubscribe => this.#state.subscribe(listener);

  /** Everything kept of the document. Words of another schema stay where they are, and nothing is written then. */
  async load(): Promise<Loaded> {
    const loaded = await loadRecords(this.#device, this.#options.doc);
    if (loaded) return this.#takeIn(loaded);
    this.#freeze('other-schema');
    return NOTHING;
  }

  /** Words of others; written soon, together. */
  addRemote(update: Uint8Array): void {
    this.#waiting.push({ update, edit: undefined });
    this.#schedule(this.#options.gather);
  }

  /**
   * An edit of this tab: the device has it before this returns, unless it is busy with earlier ones.
   * `dirty`: the slot of the client id, if it is the first edit under it since all was acknowledged.
   */
  addLocal(update: Uint8Array, edit: Edit, dirty?: SlotRecord): void {
    this.#waiting.push({ update, edit });
    this.#dirty = dirty ?? this.#dirty;
    this.#state.set({ ...this.state(), unconfirmed: this.state().unconfirmed + 1 });
    this.#append();
  }

  /** Writes what waits; resolves when nothing is under way. The state says whether it succeeded. */
  async flushed(): Promise<void> {
    do {
      this.#append();
      await Promise.all(this.#appends);
    } while (this.#waiting.length > 0 && this.state().failure === undefined);
  }

  /** The server has all that this tab knows of; noted of what is written, of nothing that still waits. */
  async settle(slot?: SlotRecord): Promise<void> {
    if (this.#isFrozen) return;
    const { doc, tab } = this.#options;
    const settlement = { doc, tab, through: this.#loadedThrough, last: this.#lastKey, slot };
    await settleRecords(this.#device, settlement).catch(ignored);
  }

  async remember(remembered: Remembered): Promise<void> {
    if (!this.#isFrozen) await rememberEntry(this.#device, this.#options.doc, remembered).catch(ignored);
  }

  /** True when records have piled up. */
  get isLong(): boolean {
    return this.#known.size > MANY_RECORDS;
  }

  /** Puts the document as one record in place of all records it is known to hold; other tabs' newer ones stay. */
  async compact(ydoc: Y.Doc, unsent: () => readonly Edit[]): Promise<boolean> {
    return this.#replaceKnown(ydoc, unsent, []);
  }

  /**
   * After a refusal: the server's text in place of the refused one, and the words that now only this person has. What was
   * handed over before is of the refused document and forgotten here; it stands in `kept`.
   */
  async rebuild(ydoc: Y.Doc, unsent: () => readonly Edit[], kept: readonly KeptWords[]): Promise<boolean> {
    this.#epoch += 1;
    this.#forget(this.#waiting);
    this.#waiting = [];
    this.#dirty = undefined;
    await Promise.all(this.#appends);
    return this.#replaceKnown(ydoc, unsent, kept);
  }

  async dismiss(id: string): Promise<void> {
    if (!this.#isFrozen) await this.#device.delete('kept', [this.#options.doc, id]).catch(ignored);
  }

  async slot(number: number): Promise<SlotRecord | undefined> {
    return this.#isFrozen ? undefined : this.#device.get('slots', [this.#options.doc, number]);
  }

  async putSlot(slot: SlotRecord): Promise<boolean> {
    if (this.#isFrozen) return false;
    return this.#device.put('slots', slot).then(() => true, isRefused);
  }

  async close(): Promise<void> {
    await this.flushed();
    clearTimeout(this.#timer);
    this.#isFrozen = true;
    this.#device.close();
  }

  #takeIn({ records, meta, kept }: LoadedRecords): Loaded {
    const updates: Uint8Array[] = [];
    const unsent: Edit[] = [];
    for (const [key, record] of records) {
      this.#known.add(key);
      this.#loadedThrough = Math.max(this.#loadedThrough, key);
      updates.push(...record.updates);
      if (!isAcknowledged(meta, record.tab, key)) unsent.push(...record.edits);
    }
    return { updates, unsent, remembered: meta.remembered, kept };
  }

  #schedule(delay: number): void {
    this.#timer ??= setTimeout(() => this.#append(), delay);
  }

  #append(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isFrozen || this.#waiting.length === 0 || this.#appends.size >= MOST_APPENDS) return;
    const batch = this.#waiting;
    const dirty = this.#dirty;
    this.#waiting = [];
    this.#dirty = undefined;
    const append = this.#appendBatch(batch, dirty).finally(() => this.#appends.delete(append));
    this.#appends.add(append);
  }

  async #appendBatch(batch: readonly Waiting[], dirty: SlotRecord | undefined): Promise<void> {
    const { doc, tab } = this.#options;
    const epoch = this.#epoch;
    const edits = batch.flatMap(({ edit }) => edit ?? []);
    const record = { doc, tab, updates: batch.map(({ update }) => update), edits };
    try {
      this.#written(await appendRecord(this.#device, record, dirty, this.durability));
      this.#forget(batch);
      if (this.#waiting.length > 0) this.#schedule(0);
    } catch (error) {
      if (epoch !== this.#epoch) return this.#forget(batch);
      this.#waiting = [...batch, ...this.#waiting];
      this.#dirty ??= dirty;
      this.#failed(error);
    }
  }

  /** These edits do not wait any more; a device that took them does not refuse any more. */
  #forget(batch: readonly Waiting[]): void {
    const edits = batch.filter(({ edit }) => edit !== undefined).length;
    this.#state.set({ unconfirmed: this.state().unconfirmed - edits });
  }

  #written(key: number): void {
    this.#known.add(key);
    this.#lastKey = Math.max(this.#lastKey, key);
  }

  async #replaceKnown(
    ydoc: Y.Doc,
    unsent: () => readonly Edit[],
    kept: readonly KeptWords[],
  ): Promise<boolean> {
    if (this.#isFrozen) return false;
    const { doc, tab } = this.#options;
    const gone = [...this.#known];
    const record = { doc, tab, updates: [Y.encodeStateAsUpdate(ydoc)], edits: unsent() };
    const words = kept.map((one) => ({ ...one, doc }));
    try {
      this.#written(await replaceRecords(this.#device, record, gone, words));
      for (const key of gone) this.#known.delete(key);
      return true;
    } catch (error) {
      return isRefused(error);
    }
  }

  #failed(error: unknown): void {
    if (this.#isFrozen) return;
    const failure = (error as { name?: string } | undefined)?.name ?? String(error);
    this.#state.set({ ...this.state(), failure });
    this.#schedule(this.#options.retry);
  }

  #freeze(failure: string): void {
    this.#isFrozen = true;
    this.#state.set({ ...this.state(), failure });
  }
}

/** These hold no words: what was not noted is asked for or offered again, and nothing is lost. */
const ignored = (): void => {};
const isRefused = (_error: unknown): boolean => false;
