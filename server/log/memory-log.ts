/** A log that lives as long as the process: for tests and previews. The same contract as SQLite's. */
import { chained, EMPTY_HEAD, headOf } from './chain.ts';
import {
  type DocumentHead,
  type Entry,
  type Head,
  type Log,
  LogError,
  type NewEntry,
  PAGE_BYTES,
  PAGE_ENTRIES,
  SNAPSHOTS_KEPT,
  type Snapshot,
} from './log.ts';

export class MemoryLog implements Log {
  readonly #entries = new Map<string, Entry[]>();
  readonly #snapshots = new Map<string, Snapshot[]>();
  #isClosed = false;

  async append(doc: string, entries: readonly NewEntry[]): Promise<number> {
    this.#checkOpen();
    const kept = this.#entries.get(doc) ?? [];
    const first = kept.length + 1;
    for (const entry of entries) kept.push(chained(doc, this.#headOf(kept), copyOf(entry)));
    if (kept.length > 0) this.#entries.set(doc, kept);
    return first;
  }

  async read(doc: string, from: number, limit = PAGE_ENTRIES): Promise<readonly Entry[]> {
    this.#checkOpen();
    const page: Entry[] = [];
    let bytes = 0;
    for (const entry of (this.#entries.get(doc) ?? []).slice(Math.max(0, from - 1))) {
      if (page.length === limit || bytes > PAGE_BYTES) break;
      page.push(entry);
      bytes += entry.update?.length ?? 0;
    }
    return page;
  }

  async head(doc: string): Promise<Head> {
    this.#checkOpen();
    return this.#headOf(this.#entries.get(doc) ?? []);
  }

  async documents(): Promise<readonly DocumentHead[]> {
    this.#checkOpen();
    return [...this.#entries]
      .map(([doc, entries]) => ({ doc, ...this.#headOf(entries) }))
      .sort((a, b) => (a.doc < b.doc ? -1 : 1));
  }

  async putSnapshot(doc: string, snapshot: Snapshot): Promise<void> {
    this.#checkOpen();
    if (!this.#entries.has(doc))
      throw new LogError('conflict', `${doc} has no entries to take a snapshot of`, { doc });
    const others = (this.#snapshots.get(doc) ?? []).filter(({ seq }) => seq !== snapshot.seq);
    const all = [...others, snapshot].sort((a, b) => a.seq - b.seq);
    this.#snapshots.set(doc, all.slice(-SNAPSHOTS_KEPT));
  }

  async latestSnapshot(doc: string, atMost = Number.MAX_SAFE_INTEGER): Promise<Snapshot | undefined> {
    this.#checkOpen();
    return this.#snapshots.get(doc)?.findLast(({ seq }) => seq <= atMost);
  }

  async setAside(doc: string, seq: number): Promise<void> {
    this.#checkOpen();
    const entries = this.#entries.get(doc) ?? [];
    if (entries.at(-1)?.seq !== seq)
      throw new LogError('conflict', `entry ${seq} of ${doc} is not its last`, { doc, seq });
    entries.pop();
  }

  async forget(doc: string): Promise<void> {
    this.#checkOpen();
    this.#entries.delete(doc);
    this.#snapshots.delete(doc);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }

  #headOf(entries: readonly Entry[]): Head {
    const last = entries.at(-1);
    return last ? headOf(last) : EMPTY_HEAD;
  }

  #checkOpen(): void {
    if (this.#isClosed) throw new LogError('closed', 'the log is closed');
  }
}

const copyOf = (entry: NewEntry): NewEntry =>
  entry.update ? { ...entry, update: entry.update.slice() } : { ...entry };
