/**
 * Notices a line that is dead without having closed (SPEC SY4): Wi-Fi that went, a laptop that slept. Browsers do not show
 * WebSocket pings to a page, so after a silence the server is asked something small, and silence after that is death.
 */

export interface LivenessTimes {
  /** Milliseconds of silence before the server is asked. */
  readonly probeAfter: number;
  /** Milliseconds from the question to the verdict. */
  readonly deadAfter: number;
  /** Milliseconds the first text may take: one big frame on a slow line looks like silence. */
  readonly deadAfterWhileLoading: number;
}

export const DEFAULT_TIMES: LivenessTimes = {
  probeAfter: 10_000,
  deadAfter: 8_000,
  deadAfterWhileLoading: 90_000,
};

export interface Line {
  /** Asks the server something it always answers. */
  probe(): void;
  /** Bytes not yet handed to the network; while it shrinks, the line lives. */
  backlog(): number;
  isLoading(): boolean;
  dead(): void;
}

export class Liveness {
  readonly #line: Line;
  readonly #times: LivenessTimes;
  readonly #now: () => number;
  #timer: ReturnType<typeof setInterval> | undefined;
  #openedAt = 0;
  #heardAt = 0;
  #askedAt: number | undefined;
  #backlog = 0;

  constructor(line: Line, times: LivenessTimes, now: () => number) {
    this.#line = line;
    this.#times = times;
    this.#now = now;
  }

  start(): void {
    this.stop();
    this.heard();
    this.#openedAt = this.#now();
    this.#backlog = 0;
    this.#timer = setInterval(() => this.#look(), Math.max(5, this.#times.probeAfter / 5));
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  heard(): void {
    this.#heardAt = this.#now();
    this.#askedAt = undefined;
  }

  /** Asks at once: the page woke up, the network came back. */
  askNow(): void {
    if (this.#timer === undefined || this.#askedAt !== undefined) return;
    this.#askedAt = this.#now();
    this.#line.probe();
  }

  #look(): void {
    const backlog = this.#line.backlog();
    if (backlog < this.#backlog) this.heard();
    this.#backlog = backlog;
    if (this.#isDead()) {
      this.stop();
      this.#line.dead();
    } else if (this.#now() - this.#heardAt >= this.#times.probeAfter) {
      this.askNow();
    }
  }

  #isDead(): boolean {
    if (this.#line.isLoading()) return this.#now() - this.#openedAt >= this.#times.deadAfterWhileLoading;
    return this.#askedAt !== undefined && this.#now() - this.#askedAt >= this.#times.deadAfter;
  }
}
