/** How each server is spoken to: the same sync protocol, in its own envelope. */
import * as encoding from 'lib0/encoding';
import type { ServerName } from './loads.ts';
import { frameOf } from './wire.ts';

export interface Dialect {
  path(client: number): string;
  /** Sent once the line stands: asks for the draft. */
  readonly opening: readonly Buffer[];
  update(update: Uint8Array): Buffer;
  /** Where the screen is streamed, if the server has one. */
  screen?(client: number): string;
}

const SYNC = 0;
const STEP_1 = 0;
const UPDATE = 2;
const AUTH = 2;

function message(prefix: string | undefined, kind: number, body: Uint8Array): Buffer {
  const encoder = encoding.createEncoder();
  if (prefix !== undefined) encoding.writeVarString(encoder, prefix);
  encoding.writeVarUint(encoder, SYNC);
  encoding.writeVarUint(encoder, kind);
  encoding.writeVarUint8Array(encoder, body);
  return frameOf(encoding.toUint8Array(encoder));
}

function auth(name: string): Buffer {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, name);
  encoding.writeVarUint(encoder, AUTH);
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarString(encoder, 'token');
  return frameOf(encoding.toUint8Array(encoder));
}

/** The state vector of one who has nothing. */
const NOTHING = new Uint8Array([0]);

const plain = (path: (client: number) => string): Dialect => ({
  path,
  opening: [message(undefined, STEP_1, NOTHING)],
  update: (update) => message(undefined, UPDATE, update),
});

export const DIALECTS: Readonly<Record<ServerName, Dialect>> = {
  chapeau: {
    ...plain((client) => `/aa-${client}/draft/bench?schema=1`),
    screen: (client) => `/screen/aa-${client}`,
  },
  'y-websocket': plain(() => '/bench'),
  hocuspocus: {
    path: () => '/',
    opening: [auth('bench'), message('bench', STEP_1, NOTHING)],
    update: (update) => message('bench', UPDATE, update),
  },
};
