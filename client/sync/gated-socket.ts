/**
 * The socket under y-websocket's provider, with a gate for frames that carry words (SPEC SY3). The provider sends edits as
 * soon as a socket is open; here an edit passes only after this connection's SyncStep2, which carries all earlier ones,
 * so the server never sees a gap in clocks; and nothing passes to a server of another schema. Each frame that passes is
 * counted where it really leaves, so acknowledgements match what was sent and not what was meant to be sent.
 */
import { MESSAGE } from '../../shared/protocol/messages.ts';

/** Second number of a sync message (y-protocols/sync). */
const SYNC_STEP_2 = 1;
const UPDATE = 2;

export type ContentFrame = 'step2' | 'update';

/** Says whether the frame may leave, and counts it if so. */
export type Gate = (socket: WebSocket, frame: ContentFrame) => boolean;

/** What kind of words a frame carries, if any. Both numbers are below 128, so each is one byte. */
export function contentOf(data: unknown): ContentFrame | undefined {
  if (!(data instanceof Uint8Array) || data[0] !== MESSAGE.sync) return undefined;
  if (data[1] === SYNC_STEP_2) return 'step2';
  return data[1] === UPDATE ? 'update' : undefined;
}

/** A WebSocket class for the provider's `WebSocketPolyfill` whose frames pass the gate. */
export function gatedSocket(Base: typeof WebSocket, gate: Gate): typeof WebSocket {
  return class GatedSocket extends Base {
    override send(data: Parameters<WebSocket['send']>[0]): void {
      const content = contentOf(data);
      if (content === undefined || gate(this, content)) super.send(data);
    }
  };
}
