/**
 * The updates that go to the log together: admitted one after the other, each seeing those before it, applied and
 * broadcast as one (SPEC RO2).
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { CharId, DeleteRange, ReadUpdate, Section, Struct } from '../../shared/protocol/update.ts';

/** Where a struct stands: a root, and the key if the root is a map. */
export interface Place {
  readonly root: string;
  readonly key?: string;
}

/** A struct that was admitted and is not yet applied. What is worked out about it is kept beside it. */
export interface PendingStruct {
  readonly struct: Struct;
  readonly bytes: Uint8Array;
  place?: Place;
  /** The nearest applied struct to its right; null for the end. */
  rightBase?: CharId | null;
}

export type PendingByClient = ReadonlyMap<number, readonly PendingStruct[]>;

export const keyOf = ({ client, clock }: CharId): string => `${client}:${clock}`;

/** The pending struct that holds a character. */
export function pendingAt(pending: PendingByClient, { client, clock }: CharId): PendingStruct | undefined {
  const structs = pending.get(client);
  if (!structs) return undefined;
  let low = 0;
  let high = structs.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const { struct } = structs[middle]!;
    if (clock < struct.clock) high = middle - 1;
    else if (clock >= struct.clock + struct.length) low = middle + 1;
    else return structs[middle];
  }
  return undefined;
}

/** An update as it goes into the log. */
export interface Admitted {
  readonly update: Uint8Array;
  /** With the sections that bring something. */
  readonly read: ReadUpdate;
  /** The deletions that delete something. */
  readonly deletes: readonly DeleteRange[];
  readonly pending: PendingByClient;
  /** Struct last put to the right of a character, by `keyOf`. */
  readonly lastChild: ReadonlyMap<string, string>;
}

export class Batch {
  readonly #pending = new Map<number, PendingStruct[]>();
  readonly #lastChild = new Map<string, string>();
  readonly #admitted: Admitted[] = [];
  #size = 0;

  /** Number of structs that wait. */
  get size(): number {
    return this.#size;
  }

  get isEmpty(): boolean {
    return this.#admitted.length === 0;
  }

  get pending(): PendingByClient {
    return this.#pending;
  }

  /** The clock after the last pending struct of a client, or undefined. */
  endOf(client: number): number | undefined {
    const last = this.#pending.get(client)?.at(-1)?.struct;
    return last && last.clock + last.length;
  }

  lastChildOf(key: string): string | undefined {
    return this.#lastChild.get(key);
  }

  add(admitted: Admitted): void {
    this.#admitted.push(admitted);
    for (const [client, structs] of admitted.pending) {
      const known = this.#pending.get(client);
      if (known) known.push(...structs);
      else this.#pending.set(client, [...structs]);
      this.#size += structs.length;
    }
    for (const [key, child] of admitted.lastChild) this.#lastChild.set(key, child);
  }

  /**
   * Applies them one after the other, as replay will. Of honest typing any order gives the same; where a client made up
   * its neighbours, the order of the log decides.
   */
  applyTo(ydoc: Y.Doc, origin: unknown): void {
    ydoc.transact(() => {
      for (const { update } of this.#admitted) Y.applyUpdate(ydoc, update, origin);
    }, origin);
  }

  /** One update that does what all of them do. Bytes are strung together, never decoded and encoded again. */
  merged(): Uint8Array {
    const [first] = this.#admitted;
    if (first && this.#admitted.length === 1) return first.update;
    return this.#strungTogether() ?? Y.mergeUpdates(this.#admitted.map(({ update }) => update));
  }

  /** Undefined if two updates overlap, which needs Yjs's own merge. */
  #strungTogether(): Uint8Array | undefined {
    const parts = new Map<number, Part[]>();
    for (const { read } of this.#admitted)
      for (const section of read.sections) {
        const before = parts.get(section.client);
        if (!before) parts.set(section.client, [{ section, bytes: read.bytes }]);
        else if (before.at(-1)!.section.end === section.clock) before.push({ section, bytes: read.bytes });
        else return undefined;
      }
    const deletes = this.#admitted.flatMap((admitted) => admitted.deletes);
    return writeUpdate([...parts.values()], deletes);
  }
}

/** A section as some update holds it. */
export interface Part {
  readonly section: Section;
  readonly bytes: Uint8Array;
}

/** An update of the given sections, each client's following each other without a gap, and deletions. */
export function writeUpdate(
  byClient: readonly (readonly Part[])[],
  deletes: readonly DeleteRange[],
): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, byClient.length);
  for (const parts of byClient) writeParts(encoder, parts);
  writeDeletes(encoder, deletes);
  return encoding.toUint8Array(encoder);
}

function writeParts(encoder: encoding.Encoder, parts: readonly Part[]): void {
  const { client, clock } = parts[0]!.section;
  encoding.writeVarUint(
    encoder,
    parts.reduce((sum, { section }) => sum + section.structs.length, 0),
  );
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
  for (const { section, bytes } of parts)
    encoding.writeUint8Array(encoder, bytes.subarray(section.from, section.to));
}

function writeDeletes(encoder: encoding.Encoder, deletes: readonly DeleteRange[]): void {
  const byClient = new Map<number, DeleteRange[]>();
  for (const range of deletes) {
    const known = byClient.get(range.client);
    if (known) known.push(range);
    else byClient.set(range.client, [range]);
  }
  encoding.writeVarUint(encoder, byClient.size);
  for (const [client, ranges] of byClient) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const { clock, length } of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, length);
    }
  }
}
