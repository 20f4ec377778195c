/** Rows of the log's tables, and what they say (SPEC LG1). */
import type { Entry, Snapshot } from './log.ts';

export interface EntryRow {
  readonly seq: number;
  readonly at: number;
  readonly user: string;
  readonly acting_for: string | null;
  readonly kind: Entry['kind'];
  readonly body: string | null;
  readonly update: Buffer | null;
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
}
export interface SnapshotRow {
  readonly seq: number;
  readonly hash: Buffer;
  readonly state: Buffer;
  readonly authors: string;
  readonly facts: string | null;
}
export interface HeadRow {
  readonly seq: number;
  readonly hash: Buffer;
}

export const snapshotOf = ({ seq, hash, state, authors, facts }: SnapshotRow): Snapshot => ({
  seq,
  hash: bytesOf(hash),
  state: bytesOf(state),
  authors,
  ...(facts === null ? {} : { facts }),
});

export const columnsOf = (doc: number, entry: Entry): unknown[] => [
  doc,
  entry.seq,
  entry.at,
  entry.user,
  entry.actingFor ?? null,
  entry.kind,
  entry.body ?? null,
  entry.update ?? null,
  entry.prevHash,
  entry.hash,
];

export const entryOf = (doc: string, row: EntryRow): Entry => ({
  doc,
  seq: row.seq,
  at: row.at,
  user: row.user,
  ...(row.acting_for === null ? {} : { actingFor: row.acting_for }),
  kind: row.kind,
  ...(row.body === null ? {} : { body: row.body }),
  ...(row.update === null ? {} : { update: bytesOf(row.update) }),
  prevHash: bytesOf(row.prev_hash),
  hash: bytesOf(row.hash),
});

/** A copy that owns its memory, so that it can cross to another thread alone. */
export const bytesOf = (buffer: Buffer): Uint8Array => new Uint8Array(buffer);
