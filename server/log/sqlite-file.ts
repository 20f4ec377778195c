/** The one door to better-sqlite3: opens a database file so that what was committed survives a crash (SPEC LG1). */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';

export type Database = Sqlite.Database;
export type Statement<Binds extends unknown[] = unknown[], Row = unknown> = Sqlite.Statement<Binds, Row>;

/** The code of an error of SQLite (`SQLITE_FULL`, `SQLITE_CORRUPT`, …), or undefined for any other error. */
export const sqliteCode = (error: unknown): string | undefined =>
  error instanceof Sqlite.SqliteError ? error.code : undefined;

/**
 * Opens or creates the database at `file` (`:memory:` for none), its folder included: write-ahead log,
 * `synchronous=FULL`, foreign keys on, 5 s patience with another process that writes. Throws what SQLite says.
 */
export function openDatabase(file: string): Database {
  if (file !== ':memory:') mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const database = new Sqlite(file, { timeout: 5_000 });
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  return database;
}
