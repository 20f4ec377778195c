/** What a living document tells and takes beside typing. */
import type { FactChange, Facts } from '../../shared/acts/facts.ts';
import type { LoggedAct } from '../../shared/acts/logged.ts';
import type { NewEntry } from '../log/log.ts';
import type { Limits, WritingPolicy } from './limits.ts';
import type { SnapshotAfter } from './snapshot-clock.ts';
import type { Writer } from './writer.ts';

/** An entry that the server writes: an act, or its own mending. */
export type ServerEntry = Omit<NewEntry, 'at'> & { readonly at?: number };

/** An act that was found to be in order. */
export interface PreparedAct {
  readonly user: string;
  readonly act: LoggedAct;
  /** Writes it into the document; may say more exactly what was done. */
  readonly write?: () => LoggedAct | undefined;
}

/** What an act changed, once it is durable. */
export interface Acted {
  readonly seq: number;
  readonly before: Facts;
  readonly change: FactChange;
}

export interface DocumentEvents {
  /** A batch is durable and applied. `writer` is set if all of it came from one connection. */
  applied(update: Uint8Array, writer: Writer | undefined): void;
  /** An act is durable; what it wrote was told by `applied` just before. */
  acted?(acted: Acted): void;
  /** The document in memory can no longer be trusted; it must be loaded anew. */
  spoiled(error: unknown): void;
  /** Something failed and was survived. */
  failed(error: unknown): void;
}

export interface DocumentOptions {
  readonly clock?: () => number;
  readonly policy?: WritingPolicy;
  readonly limits?: Limits;
  /** Entries after which a snapshot is taken, and bytes of updates. */
  readonly snapshotAfter?: SnapshotAfter;
}
