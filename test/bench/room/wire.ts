/**
 * Sockets that cost next to nothing, so that what is measured is the server: bytes that arrive are searched for tags, and
 * frames are built once. The WebSocket handshake is real; what servers send is not taken apart.
 */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { TAG_LENGTH } from './draft.ts';

const TILDE = 0x7e;
const SEMICOLON = 0x3b;

/** A masked binary frame; the mask is zero, which is a mask like another. */
export function frameOf(payload: Uint8Array): Buffer {
  const extended = payload.length < 126 ? 0 : payload.length < 65_536 ? 2 : 8;
  const frame = Buffer.alloc(2 + extended + 4 + payload.length);
  frame[0] = 0x82;
  frame[1] = 0x80 | (extended === 0 ? payload.length : extended === 2 ? 126 : 127);
  if (extended === 2) frame.writeUInt16BE(payload.length, 2);
  if (extended === 8) frame.writeBigUInt64BE(BigInt(payload.length), 2);
  frame.set(payload, 2 + extended + 4);
  return frame;
}

/** An unsolicited pong: tells the server that the line lives. */
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

export type Sighting = (editor: number, seq: number, at: number) => void;

/** One line to the server whose bytes are searched. */
export class Wire {
  readonly #socket: Socket;
  #rest: Buffer = Buffer.alloc(0);
  #received = 0;
  #isOpen = false;
  #bytesWanted = 0;
  #arrived: (() => void) | undefined;
  /** Called with each chunk, for what only few lines look at. */
  onBytes: ((bytes: Buffer, at: number) => void) | undefined;
  onClose: (() => void) | undefined;

  readonly #isWebSocket: boolean;

  private constructor(socket: Socket, isWebSocket: boolean, seen: Sighting) {
    this.#socket = socket;
    this.#isWebSocket = isWebSocket;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.#read(bytes as Buffer, seen));
    socket.on('error', () => {});
    socket.on('close', () => this.onClose?.());
  }

  /** Opens a WebSocket; with whose cookie and from where, if that is asked there. */
  static webSocket(
    port: number,
    path: string,
    seen: Sighting,
    headers: readonly string[] = [],
  ): Promise<Wire> {
    const key = randomBytes(16).toString('base64');
    return Wire.#connect(port, seen, [
      `GET ${path} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Key: ${key}`,
      'Sec-WebSocket-Version: 13',
      ...headers,
    ]);
  }

  /** Opens a stream of server-sent events. */
  static events(port: number, path: string, seen: Sighting): Promise<Wire> {
    return Wire.#connect(port, seen, [
      `GET ${path} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Accept: text/event-stream',
    ]);
  }

  static #connect(port: number, seen: Sighting, head: readonly string[]): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => {
        const isWebSocket = head.includes('Upgrade: websocket');
        const wire = new Wire(socket, isWebSocket, seen);
        socket.write(`${head.join('\r\n')}\r\n\r\n`);
        wire.#arrived = () => resolve(wire);
        wire.#bytesWanted = 1;
      });
      socket.once('error', reject);
    });
  }

  send(frame: Buffer): void {
    this.#socket.write(frame);
  }

  live(): void {
    if (this.#isWebSocket) this.#socket.write(PONG);
  }

  /** Resolves when so many bytes have come: the draft is here. */
  received(bytes: number): Promise<void> {
    return new Promise((resolve) => {
      this.#bytesWanted = bytes;
      this.#arrived = resolve;
      this.#consider();
    });
  }

  close(): void {
    this.onClose = undefined;
    this.#socket.destroy();
  }

  #consider(): void {
    if (this.#arrived && this.#received >= this.#bytesWanted) {
      const arrived = this.#arrived;
      this.#arrived = undefined;
      arrived();
    }
  }

  #read(bytes: Buffer, seen: Sighting): void {
    const at = performance.now();
    if (!this.#isOpen) this.#open(bytes);
    this.#received += bytes.length;
    this.onBytes?.(bytes, at);
    this.#consider();
    const all = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
    this.#rest = scan(all, at, seen);
  }

  #open(bytes: Buffer): void {
    const status = bytes.toString('latin1', 9, 12);
    if (status !== '101' && status !== '200')
      throw new Error(`the server answered ${bytes.toString('latin1', 0, 200)}`);
    this.#isOpen = true;
  }
}

/** Reports every tag; returns what may be the beginning of one. */
function scan(bytes: Buffer, at: number, seen: Sighting): Buffer {
  let from = bytes.indexOf(TILDE);
  while (from !== -1) {
    if (from + TAG_LENGTH > bytes.length) return bytes.subarray(from);
    if (bytes[from + TAG_LENGTH - 1] === SEMICOLON) {
      const digits = number(bytes, from + 1, from + TAG_LENGTH - 1);
      if (digits >= 0) seen(Math.floor(digits / 100_000), digits % 100_000, at);
    }
    from = bytes.indexOf(TILDE, from + 1);
  }
  return EMPTY;
}
const EMPTY = Buffer.alloc(0);

function number(bytes: Buffer, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = bytes[at]! - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
