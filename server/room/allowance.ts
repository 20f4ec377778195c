/** How many acts one account may do, and how many lines of the server's log its refusals may fill (SPEC AC11). */

/** Acts at once, and how many more each second. */
const BURST = 60;
const PER_SECOND = 20;
/** Lines of the log a second, and at once. */
const LINES = 5;

interface Left {
  acts: number;
  lines: number;
  at: number;
}

export class Allowance {
  readonly #left = new Map<string, Left>();
  readonly #now: () => number;

  /** `now` in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** False when the account has done too much at once. */
  take(account: string): boolean {
    const left = this.#of(account);
    if (left.acts < 1) return false;
    left.acts -= 1;
    return true;
  }

  /** False when the account has filled enough of the log. */
  maySpeak(account: string): boolean {
    const left = this.#of(account);
    if (left.lines < 1) return false;
    left.lines -= 1;
    return true;
  }

  #of(account: string): Left {
    const now = this.#now();
    const known = this.#left.get(account) ?? { acts: BURST, lines: LINES, at: now };
    const seconds = (now - known.at) / 1_000;
    known.acts = Math.min(BURST, known.acts + seconds * PER_SECOND);
    known.lines = Math.min(LINES, known.lines + seconds);
    known.at = now;
    this.#left.set(account, known);
    return known;
  }
}
