/** Web Locks of one device, in memory: enough for `ifAvailable`. */
import type { Locks } from '../../client/sync/client-id.ts';

export class MemoryLocks {
  readonly held = new Map<string, TabLocks>();

  /** The locks as one tab sees them. */
  tab(): TabLocks {
    return new TabLocks(this.held);
  }
}

export class TabLocks implements Locks {
  readonly #held: Map<string, TabLocks>;

  constructor(held: Map<string, TabLocks>) {
    this.#held = held;
  }

  async request<T>(
    name: string,
    _options: { ifAvailable: true },
    body: (lock: object | null) => Promise<T>,
  ): Promise<T> {
    if (this.#held.has(name)) return body(null);
    this.#held.set(name, this);
    try {
      return await body({ name });
    } finally {
      if (this.#held.get(name) === this) this.#held.delete(name);
    }
  }

  /** The tab is gone; the browser frees what it held. */
  die(): void {
    for (const [name, holder] of this.#held) if (holder === this) this.#held.delete(name);
  }
}
