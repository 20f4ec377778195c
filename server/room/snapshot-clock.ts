/** When a document's next snapshot is due (SPEC LG5). */
export interface SnapshotAfter {
  readonly entries: number;
  /** Bytes of updates. */
  readonly bytes: number;
}

export const SNAPSHOT_AFTER: SnapshotAfter = { entries: 2_000, bytes: 2_000_000 };

/** How far beyond due a snapshot waits for a quiet moment. */
const PATIENCE = 4;

export class SnapshotClock {
  readonly #after: SnapshotAfter;
  #entries: number;
  #bytes = 0;

  /** `entries` written since the last snapshot. */
  constructor(after: SnapshotAfter, entries: number) {
    this.#after = after;
    this.#entries = entries;
  }

  appended(entries: number, bytes: number): void {
    this.#entries += entries;
    this.#bytes += bytes;
  }

  taken(): void {
    this.#entries = 0;
    this.#bytes = 0;
  }

  /** It costs milliseconds, so it waits for a quiet moment; a document that is never quiet gets one in the end. */
  isDue(isBusy: boolean): boolean {
    return this.#share >= (isBusy ? PATIENCE : 1);
  }

  /** Is one worth its writing when the document is closed? */
  get isWorthIt(): boolean {
    return this.#share > 0.1;
  }

  get #share(): number {
    return Math.max(this.#entries / this.#after.entries, this.#bytes / this.#after.bytes);
  }
}
