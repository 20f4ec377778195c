/**
 * One person's work on one document in one tab: the document itself, its line to the room, and what the device keeps of it
 * (SPEC SY1, OF1, RB1). The page opens one per draft and mounts its editor on `ydoc`, anew when `generation` grows.
 */
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { docPath } from '../../shared/protocol/messages.ts';
import { withoutFormatCleanup } from '../../shared/text/draft-doc.ts';
import { ClientId, type HeldSlot } from './client-id.ts';
import { DraftConnection } from './connection.ts';
import type { Remembered } from './connection-options.ts';
import { type KeptWords, struckBeyond, typedBeyond } from './kept-words.ts';
import { KnownFacts } from './known-facts.ts';
import type { Loaded, OfflineStore } from './offline-store.ts';
import {
  arrival,
  editOf,
  type Keeping,
  keepingOf,
  load,
  NOTHING_KEPT,
  type Opened,
  openStore,
  type SessionOptions,
  whenIdle,
} from './opening.ts';
import { type ConnectionState, Observable, type SyncState, type Unsubscribe } from './state.ts';
import { onWaking } from './waking.ts';

/** Everything that is replaced when the document is rebuilt. */
interface Desk {
  readonly ydoc: Y.Doc;
  readonly connection: DraftConnection;
  readonly id: ClientId | undefined;
}

export class Session {
  readonly #options: SessionOptions;
  readonly #store: OfflineStore | undefined;
  readonly #storeError: string | undefined;
  readonly #slot: HeldSlot | undefined;
  readonly #state: Observable<SyncState>;
  readonly #stops: Unsubscribe[] = [];
  #desk: Desk;
  #remembered: Remembered | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;
  /** What is told in place of the line's own state: a refusal until the text was fetched anew, or the end of it. */
  #instead: Pick<ConnectionState, 'line' | 'why' | 'mayWrite'> | undefined;
  #fresh: Desk | undefined;
  /** Since the last time all was acknowledged. */
  #rebuilds = 0;
  #isCompacting = false;
  #isClosed = false;

  private constructor(options: SessionOptions, opened: Opened) {
    this.#options = options;
    this.#store = opened.store;
    this.#storeError = opened.error;
    this.#slot = opened.slot;
    this.#remembered = opened.loaded.remembered;
    this.#desk = this.#createDesk(opened.loaded);
    this.#state = new Observable<SyncState>({
      ...this.#desk.connection.state(),
      ...this.#keeping(),
      keptWords: opened.loaded.kept,
      generation: 0,
    });
    if (this.#store) this.#stops.push(this.#store.subscribe(() => this.#tell()));
    this.#stops.push(onWaking({ wake: () => this.#desk.connection.wake(), leave: () => this.#leave() }));
    if (!options.stays) this.#desk.connection.connect();
  }

  /** Resolves when what the device kept stands in `ydoc`: at once readable and writable, with or without a line. */
  static async open(options: SessionOptions): Promise<Session> {
    return new Session(options, await openStore(options));
  }

  /** What the state line shows; for `useSyncExternalStore(session.subscribe, session.state)`. */
  readonly state = (): SyncState => this.#state.get();
  readonly subscribe = (listener: () => void): Unsubscribe => this.#state.subscribe(listener);

  /** The document to edit; another one after each growth of `generation`. */
  get ydoc(): Y.Doc {
    return this.#desk.ydoc;
  }

  /** Carets and names of others; goes with `ydoc`. */
  get awareness(): Awareness {
    return this.#desk.connection.awareness;
  }

  /** The record beside the words, as far as one may see it; empty for a hand. */
  readonly facts = new KnownFacts();

  /** The person copied these kept words, or wants them no more. */
  async dismiss(id: string): Promise<void> {
    this.#set({ keptWords: this.state().keptWords.filter((words) => words.id !== id) });
    await this.#store?.dismiss(id);
  }

  /** Ends the line and lets go of the device's store, after what waits is written. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#rest);
    for (const stop of this.#stops) stop();
    await this.#settle();
    this.#desk.connection.destroy();
    this.#fresh?.connection.destroy();
    await this.#store?.close();
    this.#slot?.release();
  }

  #createDesk(loaded: Pick<Loaded, 'updates' | 'unsent'>): Desk {
    const { name, server, WebSocket, times, patience, random } = this.#options;
    const ydoc = withoutFormatCleanup(new Y.Doc());
    load(ydoc, loaded.updates);
    ydoc.on('update', (update: Uint8Array, _origin: unknown, _ydoc: Y.Doc, transaction: Y.Transaction) =>
      this.#keep(ydoc, update, transaction),
    );
    const connection = new DraftConnection({
      ...{ name, ydoc, server, WebSocket, times, patience, random },
      inherited: loaded.unsent,
      remembered: this.#remembered,
      facts: this.facts,
    });
    connection.subscribe(() => this.#onLine(connection));
    const now = this.#options.now ?? Date.now;
    return { ydoc, connection, id: this.#slot && new ClientId(docPath(name), ydoc, this.#slot, now) };
  }

  /** Hands each change to the device. A document that is being replaced is not kept any more. */
  #keep(ydoc: Y.Doc, update: Uint8Array, transaction: Y.Transaction): void {
    if (ydoc !== this.#desk.ydoc || !this.#store) return;
    if (transaction.local) this.#store.addLocal(update, editOf(ydoc, transaction), this.#desk.id?.onEdit());
    else if (!this.#desk.connection.isOfAnotherSchema) this.#store.addRemote(update);
    if (this.#store.isLong) this.#compactSoon();
  }

  #compactSoon(): void {
    if (this.#isCompacting) return;
    this.#isCompacting = true;
    whenIdle(async () => {
      const { ydoc, connection } = this.#desk;
      if (!this.#isClosed) await this.#store?.compact(ydoc, () => connection.unsentEdits());
      this.#isCompacting = false;
    });
  }

  #onLine(connection: DraftConnection): void {
    if (connection !== this.#desk.connection || this.#isClosed) return;
    const state = connection.state();
    if (this.#store) this.#store.durability = state.line === 'offline' ? 'strict' : 'relaxed';
    if (state.synced && state.line !== 'refused') this.#onSynced(connection);
    this.#remember(state);
    this.#tell();
    this.#scheduleRest(state);
    if (state.line === 'refused') void this.#rebuild(state.why ?? 'refused');
    if (state.line === 'closed' && state.why === 'forgotten')
      // Not while the line that ended still tells of it.
      queueMicrotask(() => connection === this.#desk.connection && this.#beginAnew(this.#cutOff(connection)));
    else if (state.line === 'closed' && state.unsent > 0) this.#keepWhatIsCutOff(connection);
  }

  #onSynced(connection: DraftConnection): void {
    if (!connection.isSyncedNow) return;
    const slot = this.#desk.id?.onSynced((id) => connection.adoptClientId(id));
    if (slot) void this.#store?.putSlot(slot);
  }

  #remember({ member, phase, rules, mayWrite, begun, line }: ConnectionState): void {
    const before = this.#remembered;
    const isNews = before?.member !== member || before?.rules !== rules || before?.mayWrite !== mayWrite;
    if (!member || !isNews || line === 'offline' || line === 'refused' || line === 'closed') return;
    this.#remembered = { member, phase, rules, mayWrite, ...(begun === undefined ? {} : { begun }) };
    void this.#store?.remember(this.#remembered);
  }

  #scheduleRest({ unsent, line }: ConnectionState): void {
    clearTimeout(this.#rest);
    if (unsent > 0 || (line !== 'saved' && line !== 'read-only')) return;
    this.#rest = setTimeout(() => void this.#settle(), this.#options.rest ?? 1_000);
  }

  async #settle(): Promise<void> {
    const { connection, id } = this.#desk;
    const { unsent, line } = connection.state();
    if (unsent > 0 || line === 'offline' || line === 'refused' || connection.isOfAnotherSchema) return;
    this.#rebuilds = 0;
    if (!this.#store) return;
    await this.#store.flushed();
    if (connection.state().unsent > 0 || this.#store.state().unconfirmed > 0) return;
    await this.#store.settle(id?.onSettled());
  }

  /** The page is going away, perhaps for ever. */
  #leave(): void {
    void this.#store?.flushed();
    void this.#settle();
  }

  async #rebuild(why: string): Promise<void> {
    if (this.#instead) return;
    this.#instead = { line: 'refused', why, mayWrite: false };
    const old = this.#desk;
    await Promise.all([old.connection.settleBeforeRefusal(), this.#breath()]);
    if (this.#isClosed) return;
    const fresh = (this.#fresh = this.#createDesk(NOTHING_KEPT));
    fresh.connection.connect();
    old.connection.destroy();
    await arrival(fresh.connection, () => this.#isClosed);
    this.#fresh = undefined;
    if (!this.#isClosed && fresh.connection.state().synced) return this.#replace(old, fresh);
    fresh.connection.destroy();
    if (!this.#isClosed) this.#endInstead(old, fresh.connection.state());
  }

  /** Rebuilding once is at once; a server that refuses the rebuilt document too is asked ever more seldom. */
  async #breath(): Promise<void> {
    const seconds = this.#rebuilds === 0 ? 0 : Math.min(60, 2 ** this.#rebuilds);
    this.#rebuilds += 1;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, seconds * 1_000);
      this.#stops.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Refused first and shown the door then: the old text stays as it is, and what was never taken is shown as words. */
  #endInstead(old: Desk, { why }: ConnectionState): void {
    this.#instead = { line: 'closed', why, mayWrite: false };
    this.#keepWhatIsCutOff(old.connection);
    this.#tell();
  }

  /** From here on the server's text is the document; what it lacks is kept as words. */
  #replace(old: Desk, fresh: Desk): void {
    const typed = typedBeyond(old.ydoc, (client) => Y.getState(fresh.ydoc.store, client));
    this.#instead = undefined;
    this.#putInPlace(fresh, [...typed, ...struckBeyond(old.ydoc, fresh.ydoc)]);
    this.#onLine(fresh.connection);
  }

  #putInPlace(fresh: Desk, words: readonly KeptWords[]): void {
    const known = new Set(words.map(({ id }) => id));
    const keptWords = [...this.state().keptWords.filter(({ id }) => !known.has(id)), ...words];
    this.#desk = fresh;
    void this.#store?.rebuild(fresh.ydoc, () => fresh.connection.unsentEdits(), words);
    const slot = fresh.id?.replace();
    if (slot) void this.#store?.putSlot(slot);
    this.#set({ keptWords, generation: this.state().generation + 1 });
  }

  /** The hand was deleted by its party: nothing of it stays here but words that no server ever had. */
  #beginAnew(words: readonly KeptWords[]): void {
    if (this.#isClosed) return;
    this.#remembered = undefined;
    const { connection } = this.#desk;
    this.#putInPlace(this.#createDesk(NOTHING_KEPT), words);
    connection.destroy();
    if (!this.#options.stays) this.#desk.connection.connect();
    this.#tell();
  }

  /** What the device has of the document goes, words that were not sent included: its writer deleted it. */
  readonly forget = (): void => this.#beginAnew([]);

  /** The server ended the line for good: what it never took is shown as words; the device keeps the document as it is. */
  #keepWhatIsCutOff(connection: DraftConnection): void {
    const known = new Set(this.state().keptWords.map(({ id }) => id));
    const news = this.#cutOff(connection).filter(({ id }) => !known.has(id));
    if (news.length > 0) this.#set({ keptWords: [...this.state().keptWords, ...news] });
  }

  #cutOff(connection: DraftConnection): readonly KeptWords[] {
    const from = connection.unsentFrom();
    return typedBeyond(this.ydoc, (client) => from.get(client) ?? Number.POSITIVE_INFINITY);
  }

  #keeping(): Keeping {
    return keepingOf(this.#options, this.#store, this.#storeError);
  }

  #tell(): void {
    const { keptWords, generation } = this.state();
    this.#state.set({
      ...this.#desk.connection.state(),
      ...this.#instead,
      ...this.#keeping(),
      keptWords,
      generation,
    });
  }

  #set(change: Partial<SyncState>): void {
    this.#state.set({ ...this.state(), ...change });
  }
}
