/** The tables of accounts, drafts, members, invitations and sessions, and their versions. */
import { type Database, openDatabase } from '../log/sqlite-file.ts';

/** One step a version, never changed once released; a file of any earlier version is brought up step by step. */
const STEPS: readonly string[] = [
  `
  CREATE TABLE account (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE session (
    hash TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account(id),
    expires INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    card TEXT NOT NULL,
    phase TEXT NOT NULL,
    rules TEXT NOT NULL,
    created INTEGER NOT NULL,
    -- seq of the last entry of the draft's log that these tables hold
    applied INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE member (
    draft TEXT NOT NULL REFERENCES draft(id),
    account TEXT NOT NULL REFERENCES account(id),
    role TEXT NOT NULL,
    party TEXT,
    head INTEGER NOT NULL,
    parts TEXT,
    PRIMARY KEY (draft, account)
  ) STRICT;
  CREATE INDEX member_by_account ON member(account);
  CREATE TABLE invitation (
    id TEXT PRIMARY KEY,
    draft TEXT NOT NULL REFERENCES draft(id),
    hash TEXT NOT NULL,
    body TEXT NOT NULL,
    issued_by TEXT NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0,
    redeemed INTEGER NOT NULL DEFAULT 0,
    redeemed_by TEXT
  ) STRICT;
  CREATE INDEX invitation_by_hash ON invitation(hash);
  CREATE TABLE party (
    draft TEXT NOT NULL REFERENCES draft(id),
    id TEXT NOT NULL,
    place INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (draft, id)
  ) STRICT;
  `,
  `
  CREATE TABLE meaning (
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    means TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (account, kind, name)
  ) STRICT;
  CREATE INDEX meaning_by_name ON meaning(kind, name);
  `,
  `
  CREATE TABLE template (
    draft TEXT PRIMARY KEY REFERENCES draft(id),
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at INTEGER NOT NULL,
    file BLOB NOT NULL
  ) STRICT;
  `,
];

/** Opens the tables at `file` (`:memory:` for tests). Throws when the file was written by a newer version. */
export function openTables(file: string): Database {
  const database = openDatabase(file);
  const version = database.pragma('user_version', { simple: true }) as number;
  if (version > STEPS.length) {
    database.close();
    throw new Error(
      `${file} was written by a newer version of Chapeau (tables ${version}, known ${STEPS.length})`,
    );
  }
  for (let step = version; step < STEPS.length; step++) {
    database.transaction(() => {
      database.exec(STEPS[step]!);
      database.pragma(`user_version = ${step + 1}`);
    })();
  }
  return database;
}
