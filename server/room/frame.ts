/** Frames as they leave: y-websocket's messages in WebSocket frames, encoded once for everybody who gets them. */
import * as encoding from 'lib0/encoding';
import { encodeServerMessage, MESSAGE, type ServerMessage } from '../../shared/protocol/messages.ts';

/** Second number of a sync message (y-protocols/sync). */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** A whole WebSocket frame (RFC 6455, binary, final, unmasked): the same bytes go to every socket. */
export function frameOf(payload: Uint8Array): Buffer {
  const { length } = payload;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = 0x82;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(payload, head);
  return frame;
}

/** A sync message around a state vector or update. */
export function syncFrame(kind: (typeof SYNC)[keyof typeof SYNC], body: Uint8Array): Buffer {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.sync);
  encoding.writeVarUint(encoder, kind);
  encoding.writeVarUint8Array(encoder, body);
  return frameOf(encoding.toUint8Array(encoder));
}

export const serverFrame = (message: ServerMessage): Buffer => frameOf(encodeServerMessage(message));

/** One client's presence; null: it is gone. */
export interface PresenceState {
  readonly client: number;
  readonly clock: number;
  /** JSON text. */
  readonly state: string;
}

export function presenceFrame(states: readonly PresenceState[]): Buffer {
  const body = encoding.createEncoder();
  encoding.writeVarUint(body, states.length);
  for (const { client, clock, state } of states) {
    encoding.writeVarUint(body, client);
    encoding.writeVarUint(body, clock);
    encoding.writeVarString(body, state);
  }
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.awareness);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(body));
  return frameOf(encoding.toUint8Array(encoder));
}
