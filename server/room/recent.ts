/** The frames a document broadcast last: newcomers and slow readers catch up from them (SPEC RO6). */

/** Bytes of frames kept. */
const KEPT_BYTES = 4_000_000;

export class RecentFrames {
  #frames: Buffer[] = [];
  /** Number of the first frame kept. */
  #first = 0;
  #bytes = 0;

  /** Number the next frame will have. */
  get next(): number {
    return this.#first + this.#frames.length;
  }

  push(frame: Buffer): void {
    this.#frames.push(frame);
    this.#bytes += frame.length;
    if (this.#bytes > KEPT_BYTES * 1.25) this.#drop();
  }

  /** Many at once, for dropping moves the rest. */
  #drop(): void {
    let drop = 0;
    while (this.#bytes > KEPT_BYTES && drop < this.#frames.length - 1)
      this.#bytes -= this.#frames[drop++]!.length;
    this.#frames = this.#frames.slice(drop);
    this.#first += drop;
  }

  /** The frame of this number; undefined if it is gone or not there yet. */
  at(number: number): Buffer | undefined {
    return this.#frames[number - this.#first];
  }

  /** All frames from this number on; undefined if some are gone. */
  since(number: number): readonly Buffer[] | undefined {
    return number < this.#first ? undefined : this.#frames.slice(number - this.#first);
  }
}
