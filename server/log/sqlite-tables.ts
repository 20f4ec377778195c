/** The log's tables in SQLite, spoken to by the log's own thread alone (SPEC LG1). Everything here blocks. */
import { chained, EMPTY_HEAD, headOf } from './chain.ts';
import {
  type DocumentHead,
  type Entry,
  type Head,
  LogError,
  type NewEntry,
  PAGE_BYTES,
  PAGE_ENTRIES,
  SNAPSHOTS_KEPT,
  type Snapshot,
} from './log.ts';
import { type Database, openDatabase, sqliteCode } from './sqlite-file.ts';
import {
  bytesOf,
  columnsOf,
  type EntryRow,
  entryOf,
  type HeadRow,
  type SnapshotRow,
  snapshotOf,
} from './sqlite-rows.ts';

const TABLES = `
  CREATE TABLE IF NOT EXISTS document (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE IF NOT EXISTS entry (
    doc INTEGER NOT NULL REFERENCES document(id),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    user TEXT NOT NULL,
    acting_for TEXT,
    kind TEXT NOT NULL,
    body TEXT,
    "update" BLOB,
    prev_hash BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (doc, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS snapshot (
    doc INTEGER NOT NULL REFERENCES document(id),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    state BLOB NOT NULL,
    authors TEXT NOT NULL,
    facts TEXT,
    PRIMARY KEY (doc, seq)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS set_aside (doc INTEGER NOT NULL, seq INTEGER NOT NULL, entry TEXT NOT NULL) STRICT;
`;

export interface Append {
  readonly doc: string;
  readonly entries: readonly NewEntry[];
}
/** The number of the first entry of one append, or why it failed. */
export type Appended = { readonly first: number } | { readonly error: LogError };

export class SqliteTables {
  readonly #database: Database;
  readonly #sql;
  readonly #ids = new Map<string, number>();
  /** Heads of documents as committed; only this thread writes, so they need not be read again. */
  readonly #heads = new Map<string, Head>();

  /** `maxPages` bounds the file (pages of 4 kB) as a full disk would. Throws a `LogError`. */
  constructor(file: string, maxPages?: number) {
    this.#database = typed(() => openDatabase(file));
    typed(() => {
      this.#database.exec(TABLES);
      addFacts(this.#database);
    });
    if (maxPages !== undefined) this.#database.pragma(`max_page_count = ${maxPages}`);
    this.#sql = statementsOf(this.#database);
  }

  /** Commits all appends together; if that fails, each by itself, so that one document's trouble is not another's. */
  append(appends: readonly Append[]): readonly Appended[] {
    if (appends.length > 1) {
      try {
        return this.#commit(appends).map((first) => ({ first }));
      } catch {
        this.#heads.clear();
      }
    }
    return appends.map((append) => {
      try {
        return { first: this.#commit([append])[0]! };
      } catch (error) {
        this.#heads.clear();
        this.#ids.clear();
        return { error: logError(error, append.doc) };
      }
    });
  }

  #commit(appends: readonly Append[]): readonly number[] {
    const heads = new Map<string, Head>();
    const firsts = this.#database.transaction(() => appends.map((append) => this.#insert(append, heads)))();
    for (const [doc, head] of heads) this.#heads.set(doc, head);
    return firsts;
  }

  #insert({ doc, entries }: Append, heads: Map<string, Head>): number {
    const id = this.#idOf(doc) ?? this.#create(doc);
    let head = heads.get(doc) ?? this.head(doc);
    const first = head.seq + 1;
    for (const entry of entries) {
      const next = chained(doc, head, entry);
      this.#sql.insert.run(...columnsOf(id, next));
      head = headOf(next);
    }
    heads.set(doc, head);
    return first;
  }

  read(doc: string, from: number, limit = PAGE_ENTRIES): readonly Entry[] {
    const page: Entry[] = [];
    let bytes = 0;
    for (const row of typed(() => this.#sql.entries.iterate(this.#idOf(doc) ?? -1, from, limit))) {
      page.push(entryOf(doc, row));
      bytes += row.update?.length ?? 0;
      if (bytes > PAGE_BYTES) break;
    }
    return page;
  }

  head(doc: string): Head {
    const known = this.#heads.get(doc);
    if (known) return known;
    const row = typed(() => this.#sql.head.get(this.#idOf(doc) ?? -1));
    return row ? { seq: row.seq, hash: bytesOf(row.hash) } : EMPTY_HEAD;
  }

  documents(): readonly DocumentHead[] {
    const names = typed(() => this.#sql.documents.all()).map(({ name }) => name);
    return names.map((doc) => ({ doc, ...this.head(doc) })).filter(({ seq }) => seq > 0);
  }

  putSnapshot(doc: string, { seq, hash, state, authors, facts }: Snapshot): void {
    const id = this.#idOf(doc);
    if (id === undefined)
      throw new LogError('conflict', `${doc} has no entries to take a snapshot of`, { doc });
    typed(() =>
      this.#database.transaction(() => {
        this.#sql.putSnapshot.run(id, seq, hash, state, authors, facts ?? null);
        this.#sql.pruneSnapshots.run(id, id, SNAPSHOTS_KEPT);
      })(),
    );
  }

  latestSnapshot(doc: string, atMost = Number.MAX_SAFE_INTEGER): Snapshot | undefined {
    const row = typed(() => this.#sql.snapshot.get(this.#idOf(doc) ?? -1, atMost));
    return row && snapshotOf(row);
  }

  setAside(doc: string, seq: number): void {
    this.#heads.delete(doc);
    const id = this.#idOf(doc);
    if (id === undefined || this.head(doc).seq !== seq)
      throw new LogError('conflict', `entry ${seq} of ${doc} is not its last`, { doc, seq });
    this.#heads.delete(doc);
    typed(() =>
      this.#database.transaction(() => {
        const row = this.#sql.entries.get(id, seq, 1);
        this.#sql.setAside.run(id, seq, JSON.stringify(row));
        this.#sql.removeEntry.run(id, seq);
        this.#sql.removeSnapshots.run(id, seq);
      })(),
    );
  }

  forget(doc: string): void {
    const id = this.#idOf(doc);
    if (id === undefined) return;
    this.#heads.delete(doc);
    this.#ids.delete(doc);
    typed(() =>
      this.#database.transaction(() => {
        for (const statement of this.#sql.forget) statement.run(id);
      })(),
    );
  }

  close(): void {
    this.#database.close();
  }

  #idOf(doc: string): number | undefined {
    const known = this.#ids.get(doc);
    if (known !== undefined) return known;
    const id = typed(() => this.#sql.id.get(doc))?.id;
    if (id !== undefined) this.#ids.set(doc, id);
    return id;
  }

  #create(doc: string): number {
    return Number(this.#sql.create.run(doc).lastInsertRowid);
  }
}

function statementsOf(database: Database) {
  const read = <Binds extends unknown[], Row>(sql: string) => database.prepare<Binds, Row>(sql);
  const write = (sql: string) => database.prepare<unknown[]>(sql);
  const columns = 'seq, at, user, acting_for, kind, body, "update", prev_hash, hash';
  return {
    id: read<[string], { id: number }>('SELECT id FROM document WHERE name = ?'),
    create: write('INSERT INTO document (name) VALUES (?)'),
    documents: read<[], { name: string }>('SELECT name FROM document ORDER BY name'),
    insert: write(`INSERT INTO entry (doc, ${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    entries: read<[number, number, number], EntryRow>(
      `SELECT ${columns} FROM entry WHERE doc = ? AND seq >= ? ORDER BY seq LIMIT ?`,
    ),
    head: read<[number], HeadRow>('SELECT seq, hash FROM entry WHERE doc = ? ORDER BY seq DESC LIMIT 1'),
    putSnapshot: write(
      'INSERT OR REPLACE INTO snapshot (doc, seq, hash, state, authors, facts) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    pruneSnapshots: write(
      'DELETE FROM snapshot WHERE doc = ? AND seq NOT IN (SELECT seq FROM snapshot WHERE doc = ? ORDER BY seq DESC LIMIT ?)',
    ),
    snapshot: read<[number, number], SnapshotRow>(
      'SELECT seq, hash, state, authors, facts FROM snapshot WHERE doc = ? AND seq <= ? ORDER BY seq DESC LIMIT 1',
    ),
    setAside: write('INSERT INTO set_aside (doc, seq, entry) VALUES (?, ?, ?)'),
    removeEntry: write('DELETE FROM entry WHERE doc = ? AND seq = ?'),
    removeSnapshots: write('DELETE FROM snapshot WHERE doc = ? AND seq >= ?'),
    forget: ['entry WHERE doc', 'snapshot WHERE doc', 'set_aside WHERE doc', 'document WHERE id'].map((of) =>
      write(`DELETE FROM ${of} = ?`),
    ),
  };
}

/** Files of before there were acts have no column for what these add up to. */
function addFacts(database: Database): void {
  const columns = database.pragma('table_info(snapshot)') as readonly { readonly name: string }[];
  if (!columns.some(({ name }) => name === 'facts'))
    database.exec('ALTER TABLE snapshot ADD COLUMN facts TEXT');
}

function typed<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw logError(error);
  }
}

const SAID: Record<LogError['code'], string> = {
  full: 'the disk is full; nothing of this was kept, everything recorded before is',
  corrupt: 'the log file is damaged; stop the server, keep a copy of the file, and run `chapeau verify`',
  conflict: 'another process writes to the same log',
  closed: 'the log is closed',
  io: 'the log could not be written',
};

/** What SQLite said as a `LogError`. */
export function logError(error: unknown, doc?: string): LogError {
  if (error instanceof LogError) return error;
  const code = codeOf(sqliteCode(error) ?? '');
  const detail = error instanceof Error ? error.message : String(error);
  return new LogError(code, `${SAID[code]} (${detail})`, { doc });
}

function codeOf(code: string): LogError['code'] {
  if (code.startsWith('SQLITE_FULL')) return 'full';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'corrupt';
  if (code.startsWith('SQLITE_CONSTRAINT') || code.startsWith('SQLITE_BUSY')) return 'conflict';
  return 'io';
}
