/**
 * The log in one SQLite file (SPEC LG1): a thread of its own writes it, and appends that come while a commit is under way
 * form the next commit together, so that a busy room pays one `fsync` for many people's typing.
 */
import type { Worker } from 'node:worker_threads';
import { startThread } from '../thread.ts';
import {
  type DocumentHead,
  type Entry,
  type Head,
  type Log,
  LogError,
  type LogErrorCode,
  type NewEntry,
  type Snapshot,
} from './log.ts';
import type { Append } from './sqlite-tables.ts';

/** Name of the log's file in the server's data folder. */
export const LOG_FILE = 'log.sqlite';

export interface ThreadData {
  readonly file: string;
  readonly maxPages?: number;
}

export type Question = { readonly id: number } & (
  | { readonly op: 'append'; readonly appends: readonly Append[] }
  | { readonly op: 'read'; readonly doc: string; readonly from: number; readonly limit?: number }
  | { readonly op: 'head'; readonly doc: string }
  | { readonly op: 'documents' }
  | { readonly op: 'put-snapshot'; readonly doc: string; readonly snapshot: Snapshot }
  | { readonly op: 'latest-snapshot'; readonly doc: string; readonly atMost?: number }
  | { readonly op: 'set-aside'; readonly doc: string; readonly seq: number }
  | { readonly op: 'forget'; readonly doc: string }
  | { readonly op: 'close' }
);
interface PlainError {
  readonly code: LogErrorCode;
  readonly message: string;
  readonly where: LogError['where'];
}
/** Answer 0 tells whether the file could be opened. */
export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: PlainError };

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: LogError) => void;
}
interface WaitingAppend extends Append {
  readonly resolve: (first: number) => void;
  readonly reject: (error: LogError) => void;
}

export class SqliteLog implements Log {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;
  #queue: WaitingAppend[] = [];
  #isCommitting = false;
  #ended: LogError | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (answer: Answer) => this.#receive(answer));
    worker.on('error', (error) => this.#end(new LogError('io', `the log's thread failed: ${error.message}`)));
    worker.on('exit', () => this.#end(new LogError('closed', 'the log is closed')));
  }

  /** Opens or creates the file, its folder included. Rejects with a `LogError`. */
  static async open(file: string, options: { readonly maxPages?: number } = {}): Promise<SqliteLog> {
    const data: ThreadData = { file, ...options };
    const log = new SqliteLog(startThread(new URL('./sqlite-thread', import.meta.url), { workerData: data }));
    await new Promise<never>((resolve, reject) => log.#waiting.set(0, { resolve, reject })).catch((error) => {
      void log.#worker.terminate();
      throw error;
    });
    return log;
  }

  append(doc: string, entries: readonly NewEntry[]): Promise<number> {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      this.#queue.push({ doc, entries: entries.map(alone), resolve, reject });
      this.#commit();
    });
  }

  read(doc: string, from: number, limit?: number): Promise<readonly Entry[]> {
    return this.#ask({ op: 'read', doc, from, limit });
  }

  head(doc: string): Promise<Head> {
    return this.#ask({ op: 'head', doc });
  }

  documents(): Promise<readonly DocumentHead[]> {
    return this.#ask({ op: 'documents' });
  }

  putSnapshot(doc: string, snapshot: Snapshot): Promise<void> {
    return this.#ask({ op: 'put-snapshot', doc, snapshot });
  }

  latestSnapshot(doc: string, atMost?: number): Promise<Snapshot | undefined> {
    return this.#ask({ op: 'latest-snapshot', doc, atMost });
  }

  setAside(doc: string, seq: number): Promise<void> {
    return this.#ask({ op: 'set-aside', doc, seq });
  }

  forget(doc: string): Promise<void> {
    return this.#ask({ op: 'forget', doc });
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    while (this.#isCommitting || this.#queue.length > 0) await this.#ask({ op: 'documents' });
    await this.#ask({ op: 'close' });
    this.#end(new LogError('closed', 'the log is closed'));
    await this.#worker.terminate();
  }

  #commit(): void {
    if (this.#isCommitting || this.#queue.length === 0) return;
    const group = this.#queue;
    this.#queue = [];
    this.#isCommitting = true;
    const appends = group.map(({ doc, entries }) => ({ doc, entries }));
    this.#ask<readonly (number | PlainError)[]>({ op: 'append', appends })
      .then((answers) => settle(group, answers))
      .catch((error: LogError) => {
        for (const { reject } of group) reject(error);
      })
      .finally(() => {
        this.#isCommitting = false;
        this.#commit();
      });
  }

  #ask<T>(question: WithoutId<Question>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      const id = this.#next++;
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, ...question } as Question);
    });
  }

  #receive(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting?.reject(errorOf(answer.error));
    else waiting?.resolve(answer.value as never);
  }

  #end(error: LogError): void {
    this.#ended ??= error;
    for (const { reject } of [...this.#waiting.values(), ...this.#queue]) reject(this.#ended);
    this.#waiting.clear();
    this.#queue = [];
  }
}

function settle(group: readonly WaitingAppend[], answers: readonly (number | PlainError)[]): void {
  group.forEach(({ resolve, reject }, at) => {
    const answer = answers[at]!;
    if (typeof answer === 'number') resolve(answer);
    else reject(errorOf(answer));
  });
}

const errorOf = ({ code, message, where }: PlainError): LogError => new LogError(code, message, where);

/** An update that is a view of a larger buffer would carry all of that buffer to the thread. */
const alone = (entry: NewEntry): NewEntry =>
  entry.update && entry.update.byteLength !== entry.update.buffer.byteLength
    ? { ...entry, update: new Uint8Array(entry.update) }
    : entry;
