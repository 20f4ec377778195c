/** What every server of the bench does: it says where it listens, and ends when told. */

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ToServer = { readonly kind: 'end' };
export type FromServer = { readonly kind: 'listening'; readonly port: number };

/** The draft's file and the folder for what is stored, as arguments. */
export const [baseFile, dataFolder] = process.argv.slice(2) as [string, string];

const say = (message: FromServer): void => void process.send?.(message);

export function answering(end: () => Promise<void>): void {
  process.once('message', async (_end: ToServer) => {
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
