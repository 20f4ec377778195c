/**
 * Counts the local edits the server does not hold durably yet (SPEC SY2). Pure: no socket, no clock.
 *
 * Every edit is *pending* until a frame carries it, then *in flight* until that frame is acknowledged. The answer to the
 * server's state vector (SyncStep2) carries everything the server lacks, so it carries all that is pending. A lost
 * connection makes all that was in flight pending again: nobody knows what arrived.
 */

/** One local edit: the client id that wrote it and the first clock it may have used. */
export interface Edit {
  readonly client: number;
  readonly from: number;
}

interface Frame {
  readonly count: number;
  readonly edits: readonly Edit[];
}

export class Tally {
  #pending: Edit[] = [];
  #inFlight: Frame[] = [];
  #sent = 0;
  #acknowledged = 0;

  /** Edits of earlier sessions that were never acknowledged. */
  constructor(inherited: readonly Edit[] = []) {
    this.#pending = [...inherited];
  }

  /** Edits that would be lost with this device. */
  get unsent(): number {
    return this.#inFlight.reduce((sum, frame) => sum + frame.edits.length, this.#pending.length);
  }

  /** Number of the last frame with content that was handed to this connection's socket. */
  get sent(): number {
    return this.#sent;
  }

  /** The server acknowledged everything up to this frame of this connection. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  made(edit: Edit): void {
    this.#pending.push(edit);
  }

  /** A frame with content went to the socket; it carries all that was pending. */
  frame(): void {
    this.#sent += 1;
    this.#inFlight.push({ count: this.#sent, edits: this.#pending });
    this.#pending = [];
  }

  /** The server holds the first `count` frames. False if it speaks of frames that were never sent: believe nothing then. */
  ack(count: number): boolean {
    if (!Number.isSafeInteger(count) || count > this.#sent) return false;
    this.#acknowledged = Math.max(this.#acknowledged, count);
    this.#inFlight = this.#inFlight.filter((frame) => frame.count > count);
    return true;
  }

  /** The connection is gone; the next one counts from 1 again. */
  dropped(): void {
    this.#pending = [...this.#inFlight.flatMap((frame) => frame.edits), ...this.#pending];
    this.#inFlight = [];
    this.#sent = 0;
    this.#acknowledged = 0;
  }

  /** The edits the server may not have, oldest first. */
  unsentEdits(): readonly Edit[] {
    return [...this.#inFlight.flatMap((frame) => frame.edits), ...this.#pending];
  }

  /** First clock of each client that holds such edits. */
  unsentFrom(): ReadonlyMap<number, number> {
    const from = new Map<number, number>();
    for (const edit of this.unsentEdits()) {
      from.set(edit.client, Math.min(edit.from, from.get(edit.client) ?? edit.from));
    }
    return from;
  }
}
