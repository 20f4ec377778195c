/** What every server of the bench does: it says where it listens and, when asked, what it has used. */

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Usage {
  /** Microseconds of processor, user and system, all threads. */
  readonly cpu: number;
  /** Bytes. */
  readonly rss: number;
  readonly heap: number;
}

export type ToServer = { readonly kind: 'usage' } | { readonly kind: 'end' };
export type FromServer =
  | { readonly kind: 'listening'; readonly port: number }
  | ({ readonly kind: 'usage' } & Usage);

/** The draft's file and the folder for what is stored, as arguments. */
export const [baseFile, dataFolder] = process.argv.slice(2) as [string, string];

const say = (message: FromServer): void => void process.send?.(message);

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return { cpu: user + system, rss, heap: heapUsed };
}

export function answering(end: () => Promise<void>): void {
  process.on('message', async (message: ToServer) => {
    if (message.kind === 'usage') return say({ kind: 'usage', ...usage() });
    await end();
    process.exit(0);
  });
  process.on('disconnect', () => process.exit(1));
}

export async function listen(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  say({ kind: 'listening', port: (server.address() as AddressInfo).port });
}

export const listening = (port: number): void => say({ kind: 'listening', port });
