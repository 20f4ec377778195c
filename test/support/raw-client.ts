/** A client without a provider: says exactly what a test wants said, and keeps every byte it hears. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { decodeServerMessage, MESSAGE, type ServerMessage } from '../../shared/protocol/messages.ts';
import { until } from './until.ts';

export class RawClient {
  readonly ws: WebSocket;
  readonly messages: ServerMessage[] = [];
  /** Everything heard, in order. */
  readonly bytes: Buffer[] = [];
  /** States of presence by client id, as last heard. */
  readonly presence = new Map<number, unknown>();
  closed: { readonly code: number; readonly reason: string } | undefined;
  isSynced = false;

  private constructor(
    url: string,
    readonly ydoc: Y.Doc,
  ) {
    this.ws = new WebSocket(url);
    this.ws.on('message', (data: Buffer) => this.#hear(data));
    this.ws.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
    });
    this.ws.on('error', () => {});
  }

  /** Connects and asks for the document, as every client does first. */
  static async enter(url: string, { ask = true, into = new Y.Doc() } = {}): Promise<RawClient> {
    const client = new RawClient(url, into);
    await until(() => client.ws.readyState === WebSocket.OPEN || client.closed !== undefined);
    if (ask) {
      client.say(MESSAGE.sync, 0, Y.encodeStateVector(client.ydoc));
      await until(() => client.isSynced || client.closed !== undefined);
    }
    return client;
  }

  say(type: number, kind: number, body: Uint8Array): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, type);
    encoding.writeVarUint(encoder, kind);
    encoding.writeVarUint8Array(encoder, body);
    this.ws.send(encoding.toUint8Array(encoder));
  }

  update(update: Uint8Array): void {
    this.say(MESSAGE.sync, 2, update);
  }

  step2(update: Uint8Array): void {
    this.say(MESSAGE.sync, 1, update);
  }

  /** Types into the client's own document and sends what changed. */
  type(edit: (text: Y.Text) => void): void {
    const before = Y.encodeStateVector(this.ydoc);
    this.ydoc.transact(() => edit(this.ydoc.getText('text')));
    this.update(Y.encodeStateAsUpdate(this.ydoc, before));
  }

  /** Changes the client's own document and sends what changed; resolves when it is durable. */
  async change(work: (ydoc: Y.Doc) => void): Promise<void> {
    const before = Y.encodeStateVector(this.ydoc);
    work(this.ydoc);
    const count = this.acknowledged;
    this.update(Y.encodeStateAsUpdate(this.ydoc, before));
    await until(() => this.acknowledged > count || this.closed !== undefined, 'words in hand are kept');
  }

  /** Says where carets are: states by client id. */
  carets(states: Readonly<Record<number, unknown>>, clock = 1): void {
    const body = encoding.createEncoder();
    const all = Object.entries(states);
    encoding.writeVarUint(body, all.length);
    for (const [client, state] of all) {
      encoding.writeVarUint(body, Number(client));
      encoding.writeVarUint(body, clock);
      encoding.writeVarString(body, JSON.stringify(state));
    }
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(body));
    this.ws.send(encoding.toUint8Array(encoder));
  }

  get text(): string {
    return this.ydoc.getText('text').toString();
  }

  get acknowledged(): number {
    return this.messages.reduce(
      (most, message) => (message.kind === 'ack' ? Math.max(most, message.count) : most),
      0,
    );
  }

  get refusals(): readonly Extract<ServerMessage, { kind: 'refused' }>[] {
    return this.messages.filter((message) => message.kind === 'refused');
  }

  get entry(): Extract<ServerMessage, { kind: 'entry' }> | undefined {
    return this.messages.findLast((message) => message.kind === 'entry');
  }

  async leave(): Promise<void> {
    this.ws.close();
    await until(() => this.closed !== undefined);
  }

  #hear(data: Buffer): void {
    this.bytes.push(data);
    const decoder = decoding.createDecoder(new Uint8Array(data));
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE.ours) this.messages.push(decodeServerMessage(decoder));
    else if (type === MESSAGE.sync) this.#sync(decoder);
    else if (type === MESSAGE.awareness)
      this.#see(decoding.createDecoder(decoding.readVarUint8Array(decoder)));
  }

  #sync(decoder: decoding.Decoder): void {
    const kind = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    if (kind === 0) return;
    Y.applyUpdate(this.ydoc, body, 'server');
    this.isSynced = true;
  }

  #see(decoder: decoding.Decoder): void {
    for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
      const client = decoding.readVarUint(decoder);
      decoding.readVarUint(decoder);
      const state = JSON.parse(decoding.readVarString(decoder)) as unknown;
      if (state === null) this.presence.delete(client);
      else this.presence.set(client, state);
    }
  }
}
