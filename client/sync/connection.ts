/**
 * The line between one local document and its room: the one door to y-websocket (SPEC SY1 to SY6). It knows at every moment
 * which of a person's edits the server holds durably, and says so.
 */
import type { Decoder } from 'lib0/decoding';
import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import {
  decodeServerMessage,
  docPath,
  type FrameRefusal,
  MESSAGE,
  SCHEMA,
} from '../../shared/protocol/messages.ts';
import { type ConnectionOptions, FORGOTTEN, isOfAnother } from './connection-options.ts';
import { type ContentFrame, gatedSocket } from './gated-socket.ts';
import { DEFAULT_TIMES, Liveness } from './liveness.ts';
import { followClientId } from './presence.ts';
import { DEFAULT_PATIENCE, retryDelay } from './retry.ts';
import { type Entry, isFinal, isPassing, isSameSchema, stateOf } from './standing.ts';
import { type ConnectionState, Observable, type Unsubscribe } from './state.ts';
import { type Edit, Tally } from './tally.ts';
import { until } from './wait.ts';

export class DraftConnection {
  readonly #options: ConnectionOptions;
  readonly #provider: WebsocketProvider;
  readonly #tally: Tally;
  readonly #liveness: Liveness;
  readonly #state: Observable<ConnectionState>;
  readonly #heard = new Set<() => void>();
  #retry: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #entry: Entry | undefined;
  /** SyncStep2 went out on this connection (or there was nothing to say), so edits may follow it. */
  #handshaken = false;
  #refused: { readonly count: number; readonly reason: FrameRefusal } | undefined;
  #closed: string | undefined;
  #pausedFor: FrameRefusal | undefined;
  #wanted = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#tally = new Tally(options.inherited);
    this.#state = new Observable<ConnectionState>({
      line: 'offline',
      unsent: this.#tally.unsent,
      synced: false,
      mayWrite: false,
      ...options.remembered,
    });
    // Before the provider's own listener: an edit is counted before it is sent.
    options.ydoc.on('update', this.#onUpdate);
    this.#provider = this.#createProvider();
    this.#liveness = new Liveness(
      {
        probe: () => this.#probe(),
        backlog: () => this.#provider.ws?.bufferedAmount ?? 0,
        isLoading: () => !this.#provider.synced || !this.#entry,
        dead: () => this.#reconnect(0),
      },
      options.times ?? DEFAULT_TIMES,
      this.#now,
    );
  }

  readonly state = (): ConnectionState => this.#state.get();
  readonly subscribe = (listener: () => void): Unsubscribe => this.#state.subscribe(listener);

  get awareness(): Awareness {
    return this.#provider.awareness;
  }

  /** First clock per client id of what the server may not hold. */
  unsentFrom(): ReadonlyMap<number, number> {
    return this.#tally.unsentFrom();
  }

  /** Local edits the server may not have, oldest first. */
  unsentEdits(): readonly Edit[] {
    return this.#tally.unsentEdits();
  }

  /** True while the document holds all that the server had when this line was opened. */
  get isSyncedNow(): boolean {
    return this.#provider.synced;
  }

  /** True while connected to a server whose documents have another shape: what it says is shown and not kept. */
  get isOfAnotherSchema(): boolean {
    return this.#entry !== undefined && !isSameSchema(this.#entry);
  }

  connect(): void {
    this.#wanted = true;
    this.#open();
  }

  /** Tries at once and asks a silent line: the network came back or the page woke up. */
  wake(): void {
    if (!this.#wanted) return;
    if (this.#provider.wsconnected) this.#liveness.askNow();
    else if (!this.#provider.wsconnecting) this.#open();
  }

  /** After a refusal: resolves when every earlier edit is acknowledged, or the line ended, or after `limit` milliseconds. */
  async settleBeforeRefusal(limit = 2_000): Promise<void> {
    const before = (this.#refused?.count ?? 0) - 1;
    const isSettled = (): boolean => this.#tally.acknowledged >= before || !this.#provider.wsconnected;
    const whenHeard = (listener: () => void): Unsubscribe => {
      this.#heard.add(listener);
      return () => this.#heard.delete(listener);
    };
    await until(isSettled, whenHeard, limit);
  }

  /** Changes the client id of the document and its presence together; only sound between transactions. */
  adoptClientId(id: number): void {
    this.#options.ydoc.clientID = id;
    followClientId(this.awareness, this.#options.ydoc);
  }

  destroy(): void {
    this.#wanted = false;
    clearTimeout(this.#retry);
    this.#liveness.stop();
    this.#options.ydoc.off('update', this.#onUpdate);
    this.#provider.destroy();
    this.#provider.awareness.destroy();
    this.#tally.dropped();
    this.#tell();
  }

  #createProvider(): WebsocketProvider {
    const { server, name, ydoc } = this.#options;
    const provider = new WebsocketProvider(server, docPath(name), ydoc, {
      connect: false,
      disableBc: true,
      params: { schema: String(SCHEMA) },
      // Whether and when to reconnect is decided here, with jitter: after a restart all readers come at once.
      shouldReconnect: () => false,
      WebSocketPolyfill: gatedSocket(this.#options.WebSocket ?? globalThis.WebSocket, this.#pass),
    });
    provider.messageHandlers[MESSAGE.ours] = (_encoder, decoder) => this.#receive(decoder);
    provider.on('status', ({ status }) => status === 'connected' && this.#opened());
    provider.on('connection-close', () => this.#dropped());
    provider.on('closed', ({ code, reason }) => this.#ended(code, reason));
    provider.on('sync', (isSynced) => isSynced && this.#synced());
    return provider;
  }

  readonly #now = (): number => (this.#options.now ?? Date.now)();

  readonly #onUpdate = (
    _update: Uint8Array,
    _origin: unknown,
    ydoc: Y.Doc,
    transaction: Y.Transaction,
  ): void => {
    followClientId(this.awareness, ydoc);
    if (!transaction.local) return;
    const client = ydoc.clientID;
    this.#tally.made({ client, from: transaction.beforeState.get(client) ?? 0 });
    this.#tell();
  };

  /** The gate of `gated-socket.ts`. */
  readonly #pass = (socket: WebSocket, frame: ContentFrame): boolean => {
    const isOver = this.#refused !== undefined || this.#closed !== undefined;
    if (socket !== this.#provider.ws || !isSameSchema(this.#entry) || isOver) return false;
    if (frame === 'step2' && !this.#entry?.mayWrite) return false;
    if (frame === 'update' && !this.#handshaken) return false;
    this.#handshaken = true;
    this.#tally.frame();
    return true;
  };

  /** A reader has nothing to answer; one who may no longer write is refused here, before the server has to. */
  #considerRights(): void {
    if (this.#handshaken || this.#entry?.mayWrite || !isSameSchema(this.#entry)) return;
    if (this.#tally.unsent > 0) this.#refuse(1, this.#entry?.why ?? 'record-keeper-writes');
    else this.#handshaken = true;
  }

  #receive(decoder: Decoder): void {
    const message = decodeServerMessage(decoder);
    switch (message.kind) {
      case 'entry':
        this.#entry = message;
        if (isOfAnother(this.#options, message)) this.#ended(FORGOTTEN, 'forgotten');
        else this.#considerRights();
        break;
      case 'ack':
        if (!this.#tally.ack(message.count)) this.#reconnect(this.#attempt + 1);
        break;
      case 'refused':
        this.#refuse(message.count, message.reason);
        break;
      case 'facts':
        this.#options.facts?.hear(message);
        break;
      default:
        message satisfies never; // a newer server may say more; what is not known is not needed
    }
    this.#tell();
  }

  #refuse(count: number, reason: FrameRefusal): void {
    if (isPassing(reason)) {
      this.#pausedFor = reason;
      this.#reconnect(this.#attempt + 3);
    } else if (reason === 'other-schema') {
      this.#entry = this.#entry && { ...this.#entry, schema: Number.NaN, mayWrite: false };
    } else {
      this.#refused ??= { count, reason };
    }
    this.#tell();
  }

  #open(): void {
    clearTimeout(this.#retry);
    if (!this.#wanted || this.#closed !== undefined) return;
    this.#provider.connect();
    const { opening } = this.#options.patience ?? DEFAULT_PATIENCE;
    this.#retry = setTimeout(() => this.#reconnect(this.#attempt + 1), opening);
  }

  #opened(): void {
    clearTimeout(this.#retry);
    this.#liveness.start();
    this.#provider.ws?.addEventListener('message', () => this.#heardSomething());
  }

  #heardSomething(): void {
    this.#liveness.heard();
    // y-websocket 3 gives up 30 s after the last message, also while a big first text is still under way on a slow line.
    if (!this.#provider.synced) this.#provider.wsLastMessageReceived = this.#now() + 60_000;
  }

  #synced(): void {
    this.#attempt = 0;
    this.#pausedFor = undefined;
    this.#tell();
  }

  #dropped(): void {
    this.#liveness.stop();
    this.#handshaken = false;
    this.#entry = undefined;
    this.#tally.dropped();
    // The provider still calls itself connected while it tells us of the end.
    queueMicrotask(() => this.#tell());
  }

  #ended(code: number, reason: string): void {
    if (isFinal(code)) this.#closed = reason || String(code);
    if (isFinal(code)) this.#tell();
    else this.#schedule(this.#attempt + 1);
  }

  #reconnect(attempt: number): void {
    this.#provider.disconnect();
    this.#schedule(attempt);
  }

  #schedule(attempt: number): void {
    clearTimeout(this.#retry);
    this.#attempt = attempt;
    if (!this.#wanted || this.#closed !== undefined || this.#refused) return;
    const { patience = DEFAULT_PATIENCE, random = Math.random } = this.#options;
    this.#retry = setTimeout(() => this.#open(), retryDelay(attempt, patience, random));
  }

  /** A server answers this with the presence one may see, be it empty. */
  #probe(): void {
    const { ws, wsconnected } = this.#provider;
    if (wsconnected && ws?.readyState === ws?.OPEN) ws?.send(new Uint8Array([MESSAGE.queryAwareness]));
  }

  #tell(): void {
    const facts = {
      connected: this.#provider.wsconnected,
      synced: this.#provider.synced,
      entry: this.#entry,
      refused: this.#refused?.reason,
      closed: this.#closed,
      pausedFor: this.#pausedFor,
      unsent: this.#tally.unsent,
    };
    this.#state.set(stateOf(facts, this.#state.get()));
    for (const listener of [...this.#heard]) listener();
  }
}
