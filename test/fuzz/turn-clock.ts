/** Time that passes when a trial says so: timers of the room run in order, and a seed gives the same trial again. */

interface Alarm {
  readonly at: number;
  readonly ring: () => void;
}

const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };

export class TurnClock {
  private readonly alarms = new Map<object, Alarm>();
  private now = 0;

  /** From here to `stop` every timer of the process is this clock's. */
  start(): this {
    const set = (ring: () => void, wait = 0): object => {
      const handle = { ref: () => handle, unref: () => handle };
      this.alarms.set(handle, { at: this.now + wait, ring });
      return handle;
    };
    globalThis.setTimeout = set as never;
    globalThis.clearTimeout = ((handle: object) => void this.alarms.delete(handle)) as never;
    return this;
  }

  stop(): void {
    Object.assign(globalThis, real);
    this.alarms.clear();
  }

  /** Lets so many milliseconds pass; what each alarm sets going is done before the next rings. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.now + milliseconds;
    for (;;) {
      const due = [...this.alarms].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      const [handle, { at, ring }] = due;
      this.alarms.delete(handle);
      this.now = Math.max(this.now, at);
      ring();
      await settled();
    }
    this.now = until;
  }
}

/** Resolves when everything that waits for nothing but its turn has had it. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 3; i += 1) await new Promise((resolve) => setImmediate(resolve));
}
