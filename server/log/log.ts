/**
 * The record of every document: append-only, chained, durable before anything is shown (SPEC LG1 to LG6).
 * A document is named as on the wire: `draft/ID` or `hand/ID/PARTY`.
 */

/** What an entry records: the beginning of a document, typing, the server's own mending, or an act. */
export type EntryKind = 'create' | 'typing' | 'mend' | 'act';

export interface NewEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The account that wrote; `SERVER` for the server itself. */
  readonly user: string;
  /** Id of the party or office it acted for. */
  readonly actingFor?: string;
  readonly kind: EntryKind;
  /** The act or the circumstances, as JSON text. */
  readonly body?: string;
  /** What the entry does to the document: a Yjs update, encoding 1. Absent for acts that change no words. */
  readonly update?: Uint8Array;
}

export interface Entry extends NewEntry {
  readonly doc: string;
  /** 1 for the first entry of a document, then without a gap. */
  readonly seq: number;
  /** Hash of the entry before; 32 zero bytes for the first. */
  readonly prevHash: Uint8Array;
  /** SHA-256 of everything above. */
  readonly hash: Uint8Array;
}

/** The name under which the server writes its own entries. */
export const SERVER = 'server';

export interface Head {
  /** Number of the last entry; 0 for a document without entries. */
  readonly seq: number;
  readonly hash: Uint8Array;
}

/** A document as it stood after entry `seq`; replay starts from the newest and need not read what is before. */
export interface Snapshot {
  readonly seq: number;
  /** Hash of entry `seq`: the chain goes on from here. */
  readonly hash: Uint8Array;
  /** Yjs update, encoding 1, of the whole document. */
  readonly state: Uint8Array;
  /** Which account every Yjs client id of the document belongs to, as JSON text (see `Authors`). */
  readonly authors: string;
  /** What the acts up to then add up to, as JSON text; absent where there were none (see `shared/acts/facts`). */
  readonly facts?: string;
}

export interface DocumentHead extends Head {
  readonly doc: string;
}

export interface Log {
  /**
   * Appends entries to a document and resolves with the number of the first once all are durable. Entries of one call
   * are kept together or not at all. Rejects with a `LogError`; nothing of the call is kept then.
   */
  append(doc: string, entries: readonly NewEntry[]): Promise<number>;
  /** Entries from `seq` on, in order; at most `limit` or about 8 MB. Fewer than that only at the end of the log. */
  read(doc: string, from: number, limit?: number): Promise<readonly Entry[]>;
  head(doc: string): Promise<Head>;
  /** Every document with at least one entry, by name. */
  documents(): Promise<readonly DocumentHead[]>;
  putSnapshot(doc: string, snapshot: Snapshot): Promise<void>;
  /** The newest snapshot not after entry `atMost`. */
  latestSnapshot(doc: string, atMost?: number): Promise<Snapshot | undefined>;
  /** Takes the garbled last entry of a document out of the log, keeping its bytes aside, so that the log can go on. */
  setAside(doc: string, seq: number): Promise<void>;
  /** Deletes a document's log and snapshots for good: a party's hand, when it says so. */
  forget(doc: string): Promise<void>;
  /** Resolves when everything appended is durable and the file is closed. */
  close(): Promise<void>;
}

/**
 * - `full`: no room on the disk; nothing of the call was kept, everything before is.
 * - `corrupt`: what is stored is not what was written; `seq` names the first entry that is wrong.
 * - `conflict`: another process wrote to the same document.
 * - `closed`: the log is closed or its thread ended.
 * - `io`: any other failure of file or disk.
 */
export type LogErrorCode = 'full' | 'corrupt' | 'conflict' | 'closed' | 'io';

/** A failure of the log, said so that an operator can act on it. */
export class LogError extends Error {
  override readonly name = 'LogError';
  constructor(
    readonly code: LogErrorCode,
    message: string,
    readonly where: { readonly doc?: string; readonly seq?: number } = {},
  ) {
    super(message);
  }
}

/** Bytes of updates after which `read` ends a page. */
export const PAGE_BYTES = 8_000_000;
/** Entries a page holds unless told otherwise. */
export const PAGE_ENTRIES = 2_000;
/** Snapshots kept of a document; older ones go, entries never do. */
export const SNAPSHOTS_KEPT = 8;
