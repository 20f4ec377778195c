/** A small room that speaks our protocol over real sockets, and can be told to misbehave: for tests of the client. */
import type { AddressInfo } from 'node:net';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket, WebSocketServer } from 'ws';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';
import { DEFAULT_RULES } from '../../shared/house/membership.ts';
import {
  encodeServerMessage,
  type FrameRefusal,
  MESSAGE,
  SCHEMA,
  type ServerMessage,
} from '../../shared/protocol/messages.ts';

type Entry = Extract<ServerMessage, { kind: 'entry' }>;

interface Peer {
  readonly socket: WebSocket;
  readonly path: string;
  frames: number;
  acked: number;
  /** Frames after a refusal are not read any more. */
  refused: boolean;
}

export class SyncServer {
  readonly docs = new Map<string, Y.Doc>();
  readonly peers = new Set<Peer>();
  readonly schemasSeen: (string | null)[] = [];
  /** Applied and durable frames are not acknowledged while this holds. */
  holdsAcks = false;
  /** Frames with content vanish before anything is read: what a crash before the append looks like. */
  losesFrames = false;
  /** Whoever comes is not asked what it has until `ask()`. */
  asksLate = false;
  /** Nothing is read or answered: a half-open line. */
  isFrozen = false;
  /** Says of each content frame why it is not admitted. */
  refuses: (update: Uint8Array, path: string) => FrameRefusal | undefined = () => undefined;
  entry: Entry = {
    kind: 'entry',
    schema: SCHEMA,
    member: { account: 'ann', draft: 'd1', role: 'delegation', party: 'aa', head: false },
    phase: 'open',
    rules: { ...DEFAULT_RULES, drafting: 'everything-live' },
    mayWrite: true,
  };
  /** A close code given to whoever comes; undefined: welcome. */
  turnsAwayWith: number | undefined;
  #server: WebSocketServer | undefined;
  #port = 0;

  get url(): string {
    return `ws://127.0.0.1:${this.#port}/sync`;
  }

  doc(path: string): Y.Doc {
    const known = this.docs.get(path);
    if (known) return known;
    const ydoc = new Y.Doc();
    this.docs.set(path, ydoc);
    ydoc.on('update', (update: Uint8Array, origin: unknown) => this.#broadcast(path, update, origin));
    return ydoc;
  }

  async start(): Promise<this> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: this.#port });
    this.#server = server;
    server.on('connection', (socket, request) => this.#welcome(socket, request.url ?? '/'));
    await new Promise<void>((resolve) => server.once('listening', resolve));
    this.#port = (server.address() as AddressInfo).port;
    return this;
  }

  /** Ends every line at once, as a crash does; the port is kept for the next start. */
  async stop(): Promise<void> {
    this.cut();
    const server = this.#server;
    this.#server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  cut(): void {
    for (const peer of this.peers) peer.socket.terminate();
  }

  close(code: number, reason = ''): void {
    for (const peer of this.peers) peer.socket.close(code, reason);
  }

  announce(entry: Entry = this.entry): void {
    this.entry = entry;
    for (const peer of this.peers) this.#tellEntry(peer);
  }

  releaseAcks(): void {
    this.holdsAcks = false;
    for (const peer of this.peers) this.#ack(peer);
  }

  say(message: ServerMessage): void {
    for (const peer of this.peers) peer.socket.send(encodeServerMessage(message));
  }

  #welcome(socket: WebSocket, url: string): void {
    const parsed = new URL(url, 'ws://x');
    const path = parsed.pathname.replace(/^\/sync\//, '');
    this.schemasSeen.push(parsed.searchParams.get('schema'));
    if (this.turnsAwayWith !== undefined) {
      socket.close(this.turnsAwayWith, 'not-a-member');
      return;
    }
    const peer: Peer = { socket, path, frames: 0, acked: 0, refused: false };
    this.peers.add(peer);
    socket.on('close', () => this.peers.delete(peer));
    socket.on('error', () => {});
    socket.on('message', (data) => this.#read(peer, new Uint8Array(data as Buffer)));
    if (this.isFrozen) return;
    this.#tellEntry(peer);
  }

  /** Who may write is asked at once for what it has. */
  #tellEntry(peer: Peer): void {
    peer.socket.send(encodeServerMessage(this.entry));
    if (this.entry.mayWrite && !this.asksLate) this.#ask(peer);
  }

  ask(): void {
    this.asksLate = false;
    for (const peer of this.peers) this.#ask(peer);
  }

  #ask({ socket, path }: Peer): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.sync);
    sync.writeSyncStep1(encoder, this.doc(path));
    socket.send(encoding.toUint8Array(encoder));
  }

  #read(peer: Peer, data: Uint8Array): void {
    if (this.isFrozen || peer.refused) return;
    const decoder = decoding.createDecoder(data);
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE.queryAwareness) peer.socket.send(new Uint8Array([MESSAGE.awareness, 1, 0]));
    if (type !== MESSAGE.sync) return;
    const kind = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    if (kind === 0) this.#answer(peer, body);
    else this.#admit(peer, body);
  }

  #answer(peer: Peer, stateVector: Uint8Array): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.sync);
    sync.writeSyncStep2(encoder, this.doc(peer.path), stateVector);
    peer.socket.send(encoding.toUint8Array(encoder));
  }

  #admit(peer: Peer, update: Uint8Array): void {
    if (this.losesFrames) return;
    peer.frames += 1;
    const reason = this.refuses(update, peer.path);
    if (reason) {
      peer.refused = true;
      peer.socket.send(encodeServerMessage({ kind: 'refused', count: peer.frames, reason }));
      return;
    }
    Y.applyUpdate(this.doc(peer.path), update, peer);
    this.#ack(peer);
  }

  #ack(peer: Peer): void {
    if (this.holdsAcks || peer.acked === peer.frames) return;
    peer.acked = peer.frames;
    peer.socket.send(encodeServerMessage({ kind: 'ack', count: peer.frames }));
  }

  #broadcast(path: string, update: Uint8Array, origin: unknown): void {
    if (this.isFrozen) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.sync);
    sync.writeUpdate(encoder, update);
    const frame = encoding.toUint8Array(encoder);
    for (const peer of this.peers) {
      if (peer.path === path && peer !== origin && peer.socket.readyState === WebSocket.OPEN) {
        peer.socket.send(frame);
      }
    }
  }
}
