/** Web Locks of one device, in memory: enough for `ifAvailable`. */
import type { Locks } from '../../client/sync/client-id.ts';

export class MemoryLocks implements Locks {
  readonly held = new Set<string>();

  async request<T>(
    name: string,
    _options: { ifAvailable: true },
    body: (lock: object | null) => Promise<T>,
  ): Promise<T> {
    if (this.held.has(name)) return body(null);
    this.held.add(name);
    try {
      return await body({ name });
    } finally {
      this.held.delete(name);
    }
  }
}
