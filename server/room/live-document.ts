/**
 * One living document of a room, the draft or a hand, and its one writer (SPEC RO1 to RO4): whatever comes is admitted,
 * appended durably, and only then applied, shown and acknowledged, so that nobody sees what a crash could take back.
 */
import * as Y from 'yjs';
import { type Authors, SERVER_CLIENT } from '../log/authors.ts';
import { type Log, LogError, type NewEntry, SERVER } from '../log/log.ts';
import { forgetPending, type Replayed, recover } from '../log/replay.ts';
import type { DocumentEvents, DocumentOptions, ServerEntry } from './document-ports.ts';
import { Ground } from './ground.ts';
import { takeIn } from './intake.ts';
import { LIMITS, TEXT_POLICY } from './limits.ts';
import { SNAPSHOT_AFTER, SnapshotClock } from './snapshot-clock.ts';
import type { Submission, Writer } from './writer.ts';

interface Task {
  readonly run: () => Promise<void>;
  readonly cancel: (error: LogError) => void;
}

/** Frames examined in one go; more wait for the next batch, so that sockets are served in between. */
const BATCH_FRAMES = 1_000;

export class LiveDocument {
  /** Milliseconds between the beginnings of two batches: many readers are served better by fewer, larger frames. */
  pace = 0;
  /**
   * Yjs's own collection of deleted words stays on: it drops their letters and keeps their ids, and anchors (relative
   * positions) need only ids. Nested types would lose theirs; a draft has none.
   */
  readonly ydoc: Y.Doc;
  readonly name: string;
  readonly #log: Log;
  readonly #authors: Authors;
  readonly #ground: Ground;
  readonly #events: DocumentEvents;
  readonly #options: Required<DocumentOptions>;
  readonly #snapshots: SnapshotClock;
  #seq: number;
  #queue: Submission[] = [];
  #tasks: Task[] = [];
  #isRunning = false;
  #isAhead = false;
  #isClosed = false;
  #startedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #idle: (() => void)[] = [];

  private constructor(
    name: string,
    log: Log,
    from: Replayed,
    events: DocumentEvents,
    options: DocumentOptions,
  ) {
    this.name = name;
    this.#log = log;
    this.ydoc = from.ydoc;
    this.ydoc.clientID = SERVER_CLIENT;
    this.#authors = from.authors;
    this.#seq = from.head.seq;
    this.#events = events;
    this.#ground = new Ground(this.ydoc);
    this.#options = {
      clock: Date.now,
      policy: TEXT_POLICY,
      limits: LIMITS,
      snapshotAfter: SNAPSHOT_AFTER,
      ...options,
    };
    this.#snapshots = new SnapshotClock(this.#options.snapshotAfter, from.head.seq - from.from);
  }

  /**
   * Replays the document from the log. A garbled last entry is set aside and said (`failed`); a fault further back rejects
   * with a `LogError`.
   */
  static async open(
    name: string,
    log: Log,
    events: DocumentEvents,
    options: DocumentOptions = {},
  ): Promise<LiveDocument> {
    const replayed = await recover(log, name, (error) => events.failed(error));
    return new LiveDocument(name, log, replayed, events, options);
  }

  /** Number of the last entry that is applied. */
  get seq(): number {
    return this.#seq;
  }

  /** Takes typing in; the writer hears what becomes of it. */
  submit(submission: Submission): void {
    if (this.#isClosed) return;
    this.#queue.push(submission);
    this.#wake();
  }

  /** Appends entries, all or none, applies their updates, and resolves with the number of the first. Rejects as the log does. */
  record(...entries: readonly ServerEntry[]): Promise<number> {
    return this.#enqueue(() => this.#record(entries));
  }

  /**
   * Changes the document by the server's own hand and records what changed as one entry. Resolves with its number, or
   * undefined if nothing changed. What was changed but could not be made durable spoils the document.
   */
  change(entry: Omit<ServerEntry, 'update'>, work: (ydoc: Y.Doc) => void): Promise<number | undefined> {
    return this.#enqueue(() => this.#change(entry, work));
  }

  /** Resolves when nothing is under way: what the document then says is durable. */
  settled(): Promise<void> {
    if (!this.#isBusy) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** True while the document holds a change of the server's that is not durable yet: it must not be shown. */
  get isAhead(): boolean {
    return this.#isAhead;
  }

  /** True once nothing more is taken in. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Ends what is under way, takes a snapshot if one is worth it, and takes nothing more in. */
  async close(): Promise<void> {
    await this.settled();
    this.#isClosed = true;
    clearTimeout(this.#timer);
    if (this.#snapshots.isWorthIt) await this.#takeSnapshot();
    this.ydoc.destroy();
  }

  get #isBusy(): boolean {
    return this.#isRunning || this.#queue.length > 0 || this.#tasks.length > 0;
  }

  #enqueue<T>(run: () => Promise<T>): Promise<T> {
    if (this.#isClosed) return Promise.reject(this.#closedError());
    return new Promise<T>((resolve, reject) => {
      this.#tasks.push({ run: () => run().then(resolve, reject), cancel: reject });
      this.#wake();
    });
  }

  #wake(): void {
    if (this.#isRunning || this.#timer) return;
    const wait = this.#tasks.length > 0 ? 0 : this.#startedAt + this.pace - performance.now();
    if (wait <= 0) void this.#run();
    else this.#timer = setTimeout(() => this.#run(), wait);
  }

  async #run(): Promise<void> {
    this.#timer = undefined;
    this.#isRunning = true;
    this.#startedAt = performance.now();
    try {
      const task = this.#tasks.shift();
      await (task ? task.run() : this.#admitQueue());
    } catch (error) {
      this.#spoil(error);
    }
    this.#isRunning = false;
    this.#considerSnapshot();
    if (this.#isBusy) this.#wake();
    else for (const resolve of this.#idle.splice(0)) resolve();
  }

  async #admitQueue(): Promise<void> {
    const { policy, limits, clock } = this.#options;
    const ground = { ground: this.#ground, authors: this.#authors, policy, limits };
    const { batch, entries, heard, soleWriter } = takeIn(
      this.#queue.splice(0, BATCH_FRAMES),
      ground,
      clock(),
    );
    if (entries.length > 0 && !(await this.#append(entries, heard))) return;
    if (!batch.isEmpty) {
      batch.applyTo(this.ydoc, SERVER);
      this.#applied(batch.merged(), soleWriter);
    }
    for (const [writer, count] of heard) writer.acknowledge(count);
  }

  /** False if the log refused: everyone whose typing it was hears so and keeps it. */
  async #append(entries: readonly NewEntry[], heard: ReadonlyMap<Writer, number>): Promise<boolean> {
    try {
      this.#noteAppended(await this.#log.append(this.name, entries), entries);
      return true;
    } catch (error) {
      if (error instanceof LogError && error.code === 'conflict') throw error;
      this.#events.failed(error);
      const reason = error instanceof LogError && error.code === 'full' ? 'disk-full' : 'storage';
      for (const [writer, count] of heard)
        writer.refuse(count, reason, error instanceof Error ? error.message : '');
      return false;
    }
  }

  #noteAppended(first: number, entries: readonly NewEntry[]): void {
    if (first !== this.#seq + 1)
      throw new LogError('conflict', `${this.name}: entry ${first} follows ${this.#seq}`, { doc: this.name });
    this.#seq = first + entries.length - 1;
    const bytes = entries.reduce((sum, { update }) => sum + (update?.length ?? 0), 0);
    this.#snapshots.appended(entries.length, bytes);
  }

  #applied(update: Uint8Array, writer: Writer | undefined): void {
    forgetPending(this.ydoc);
    this.#events.applied(update, writer);
  }

  async #record(acts: readonly ServerEntry[]): Promise<number> {
    const at = this.#options.clock();
    const entries = acts.map((act): NewEntry => ({ at, ...act }));
    const first = await this.#log.append(this.name, entries);
    this.#noteAppended(first, entries);
    for (const { update } of entries) {
      if (!update) continue;
      Y.applyUpdate(this.ydoc, update, SERVER);
      this.#applied(update, undefined);
    }
    return first;
  }

  async #change(
    { at = this.#options.clock(), ...entry }: Omit<ServerEntry, 'update'>,
    work: (ydoc: Y.Doc) => void,
  ): Promise<number | undefined> {
    const updates: Uint8Array[] = [];
    const listener = (update: Uint8Array): number => updates.push(update);
    this.ydoc.on('update', listener);
    try {
      this.#isAhead = true;
      this.ydoc.transact(() => work(this.ydoc), SERVER);
      if (updates.length === 0) return undefined;
      const update = updates.length === 1 ? updates[0]! : Y.mergeUpdates(updates);
      const entries = [{ at, ...entry, update }];
      this.#noteAppended(await this.#log.append(this.name, entries), entries);
      this.#isAhead = false;
      this.#events.applied(update, undefined);
      return this.#seq;
    } catch (error) {
      this.#spoil(error);
      throw error;
    } finally {
      this.#isAhead = false;
      this.ydoc.off('update', listener);
    }
  }

  #considerSnapshot(): void {
    if (this.#isClosed || !this.#snapshots.isDue(this.#isBusy)) return;
    this.#takeSnapshot().catch((error) => this.#events.failed(error));
  }

  async #takeSnapshot(): Promise<void> {
    this.#snapshots.taken();
    const state = Y.encodeStateAsUpdate(this.ydoc);
    const authors = this.#authors.toJSON();
    const seq = this.#seq;
    const { hash } = (await this.#log.read(this.name, seq, 1))[0]!;
    await this.#log.putSnapshot(this.name, { seq, hash, state, authors });
  }

  #spoil(error: unknown): void {
    this.#isClosed = true;
    this.#queue = [];
    for (const { cancel } of this.#tasks.splice(0)) cancel(this.#closedError());
    this.#events.spoiled(error);
  }

  #closedError(): LogError {
    return new LogError('closed', `${this.name} is closed`, { doc: this.name });
  }
}
