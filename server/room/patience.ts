/** How much of the room's time one connection may take (SPEC RO5). Nothing is lost by it: its socket is read later. */

/** Microseconds a connection may be ahead, and what it gets back each millisecond: a twentieth of the room's time. */
const CAPACITY = 1_000_000;
const PER_MILLISECOND = 50;

export class Patience {
  readonly #now: () => number;
  #left = CAPACITY;
  #at: number;

  /** `now` in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#at = now();
  }

  /** Takes microseconds; returns the milliseconds to wait before more is taken in, 0 for none. */
  take(cost: number): number {
    const now = this.#now();
    this.#left = Math.min(CAPACITY, this.#left + (now - this.#at) * PER_MILLISECOND) - cost;
    this.#at = now;
    return this.#left >= 0 ? 0 : Math.ceil(-this.#left / PER_MILLISECOND);
  }
}
