/**
 * One living document of a room, the draft or a hand, and its one writer (SPEC RO1 to RO4): whatever comes is admitted,
 * appended durably, and only then applied, shown and acknowledged, so that nobody sees what a crash could take back.
 */
import * as Y from 'yjs';
import { type Facts, withChange } from '../../shared/acts/facts.ts';
import { bodyOf } from '../../shared/acts/logged.ts';
import { type Moment, reduce } from '../../shared/acts/reduce.ts';
import { type Authors, SERVER_CLIENT } from '../log/authors.ts';
import { type Log, LogError, type NewEntry, SERVER } from '../log/log.ts';
import { forgetPending, type Replayed, recover } from '../log/replay.ts';
import type { DocumentEvents, DocumentOptions, PreparedAct, ServerEntry } from './document-ports.ts';
import { Ground } from './ground.ts';
import { refuseAll, takeIn } from './intake.ts';
import { LIMITS, TEXT_POLICY } from './limits.ts';
import { caught, type OwnChange } from './own-change.ts';
import { SNAPSHOT_AFTER } from './snapshot-clock.ts';
import { Snapshots } from './snapshots.ts';
import { WorkQueue } from './work-queue.ts';
import type { Submission, Writer } from './writer.ts';

/** Frames examined in one go; more wait for the next batch, so that sockets are served in between. */
const BATCH_FRAMES = 1_000;

export class LiveDocument {
  /** Yjs's own collection of deleted words stays on: it drops their letters and keeps their ids, all that anchors need. */
  readonly ydoc: Y.Doc;
  readonly name: string;
  readonly #log: Log;
  readonly #authors: Authors;
  readonly #ground: Ground;
  readonly #events: DocumentEvents;
  readonly #options: Required<DocumentOptions>;
  readonly #snapshots: Snapshots;
  #seq: number;
  #facts: Facts;
  #queue: Submission[] = [];
  #isAhead = false;
  #isClosed = false;
  readonly #work = new WorkQueue({
    isTypingThere: () => this.#queue.length > 0,
    takeTyping: () => this.#admitQueue(),
    rested: () => this.#isClosed || this.#snapshots.consider(this.#work.isBusy),
    failed: (error) => this.#spoil(error),
  });

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
    this.#facts = from.facts;
    this.#events = events;
    this.#ground = new Ground(this.ydoc);
    this.#options = {
      clock: Date.now,
      policy: TEXT_POLICY,
      limits: LIMITS,
      snapshotAfter: SNAPSHOT_AFTER,
      ...options,
    };
    this.#snapshots = new Snapshots({
      log,
      doc: name,
      entries: from.head.seq - from.from,
      after: this.#options.snapshotAfter,
      stateNow: () => this.#stateNow(),
      failed: (error) => events.failed(error),
    });
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

  /** Milliseconds between the beginnings of two batches. */
  set pace(milliseconds: number) {
    this.#work.pace = milliseconds;
  }

  /** Number of the last entry that is applied. */
  get seq(): number {
    return this.#seq;
  }

  /** What the acts up to then add up to. */
  get facts(): Facts {
    return this.#facts;
  }

  /** Takes typing in; the writer hears what becomes of it. */
  submit(submission: Submission): void {
    if (this.#isClosed) return;
    this.#queue.push(submission);
    this.#work.wake();
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

  /**
   * Prepares an act when its turn has come, writes it, records act and update as one entry, and only then shows both.
   * Resolves with its number; undefined if nothing was prepared.
   */
  act(prepare: (moment: Moment) => PreparedAct | undefined): Promise<number | undefined> {
    return this.#enqueue(() => this.#act(prepare));
  }

  /** Resolves when nothing is under way: what the document then says is durable. */
  settled(): Promise<void> {
    return this.#work.settled();
  }

  /** True while the document holds a change of the server's that is not durable yet: it must not be shown. */
  get isAhead(): boolean {
    return this.#isAhead;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Ends what is under way, takes a snapshot if one is worth it, and takes nothing more in. */
  async close({ isForgotten = false } = {}): Promise<void> {
    await this.settled();
    this.#isClosed = true;
    this.#work.stop();
    await (isForgotten ? this.#snapshots.settled() : this.#snapshots.close());
    this.ydoc.destroy();
  }

  #enqueue<T>(run: () => Promise<T>): Promise<T> {
    return this.#isClosed ? Promise.reject(this.#closedError()) : this.#work.add(run);
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
      refuseAll(heard, error);
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
    return this.#ahead(
      () => work(this.ydoc),
      ({ update }) => (update ? { at, ...entry, update } : undefined),
    );
  }

  async #act(prepare: (moment: Moment) => PreparedAct | undefined): Promise<number | undefined> {
    const moment = { seq: this.#seq + 1, at: this.#options.clock() };
    const prepared = prepare(moment);
    if (!prepared) return undefined;
    const { user, act: planned, write } = prepared;
    return this.#ahead(
      () => write?.() ?? planned,
      ({ value: act, update }) => ({
        at: moment.at,
        user,
        actingFor: act.for,
        kind: 'act',
        body: bodyOf(act),
        update,
      }),
      (act) => {
        const before = this.#facts;
        const change = reduce(before, act, moment);
        this.#facts = withChange(before, change);
        return () => this.#events.acted?.({ seq: moment.seq, before, change });
      },
    );
  }

  /**
   * Writes before it records: while the document is ahead of the log nobody is shown it. What was written and could not be
   * recorded spoils it. The number of the entry, if there was anything to record.
   */
  async #ahead<T>(
    work: () => T,
    entryOf: (change: OwnChange<T>) => NewEntry | undefined,
    kept: (value: T) => () => void = () => () => {},
  ): Promise<number | undefined> {
    let isTouched = true;
    try {
      this.#isAhead = true;
      const change = caught(this.ydoc, work);
      isTouched = change.update !== undefined;
      const entry = entryOf(change);
      if (!entry) return undefined;
      this.#noteAppended(await this.#log.append(this.name, [entry]), [entry]);
      const tell = kept(change.value);
      this.#isAhead = false;
      if (change.update) this.#events.applied(change.update, undefined);
      tell();
      return this.#seq;
    } catch (error) {
      if (isTouched || (error instanceof LogError && error.code === 'conflict')) this.#spoil(error);
      throw error;
    } finally {
      this.#isAhead = false;
    }
  }

  #stateNow() {
    return {
      seq: this.#seq,
      state: Y.encodeStateAsUpdate(this.ydoc),
      authors: this.#authors.toJSON(),
      facts: JSON.stringify(this.#facts),
    };
  }

  #spoil(error: unknown): void {
    this.#isClosed = true;
    this.#queue = [];
    this.#work.cancel(this.#closedError());
    this.#events.spoiled(error);
  }

  readonly #closedError = () => new LogError('closed', `${this.name} is closed`, { doc: this.name });
}
