/** The hash chain of a log: each entry's hash covers all its fields and the hash before it (SPEC LG2). */
import { createHash } from 'node:crypto';
import * as encoding from 'lib0/encoding';
import type { Entry, Head, NewEntry } from './log.ts';

/** What the first entry of a document follows. */
export const GENESIS: Uint8Array = new Uint8Array(32);
export const EMPTY_HEAD: Head = { seq: 0, hash: GENESIS };

/**
 * The bytes that are hashed: a version, then every field in a fixed order, lengths before contents, absent fields told
 * from empty ones. This is the format an independent verifier must write, so it never changes; a new one gets a new version.
 */
export function canonicalBytes(entry: Omit<Entry, 'hash'>): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, 'chapeau-entry-1');
  encoding.writeVarString(encoder, entry.doc);
  encoding.writeVarUint(encoder, entry.seq);
  encoding.writeVarUint(encoder, entry.at);
  encoding.writeVarString(encoder, entry.user);
  encoding.writeVarString(encoder, entry.kind);
  writeOptional(encoder, entry.actingFor === undefined ? undefined : Buffer.from(entry.actingFor));
  writeOptional(encoder, entry.body === undefined ? undefined : Buffer.from(entry.body));
  writeOptional(encoder, entry.update);
  encoding.writeVarUint8Array(encoder, entry.prevHash);
  return encoding.toUint8Array(encoder);
}

function writeOptional(encoder: encoding.Encoder, bytes: Uint8Array | undefined): void {
  encoding.writeVarUint(encoder, bytes ? 1 : 0);
  if (bytes) encoding.writeVarUint8Array(encoder, bytes);
}

/** The entry as it follows `head`, with its number and hashes. */
export function chained(doc: string, head: Head, entry: NewEntry): Entry {
  const link = { ...entry, doc, seq: head.seq + 1, prevHash: head.hash };
  return { ...link, hash: hashOf(link) };
}

export const hashOf = (entry: Omit<Entry, 'hash'>): Uint8Array =>
  new Uint8Array(createHash('sha256').update(canonicalBytes(entry)).digest());

/** Does the entry follow `head`, and is it what was written? */
export const follows = (head: Head, entry: Entry): boolean =>
  entry.seq === head.seq + 1 && sameBytes(entry.prevHash, head.hash) && sameBytes(entry.hash, hashOf(entry));

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

export const headOf = ({ seq, hash }: Entry): Head => ({ seq, hash });
