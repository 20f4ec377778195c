/** One person's socket to one document: the one door to what it sends and what it gets (SPEC RO5 to RO7). */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Membership } from '../../shared/house/membership.ts';
import { Bytes, UnreadableUpdate } from '../../shared/protocol/bytes.ts';
import { type FrameRefusal, MESSAGE, type ServerMessage } from '../../shared/protocol/messages.ts';
import { SYNC, serverFrame } from './frame.ts';
import { Patience } from './patience.ts';
import type { Present } from './presence.ts';
import type { Submission, Writer } from './writer.ts';

/** What a connection asks of the document it is connected to. */
export interface Hall {
  submit(submission: Submission): void;
  /** Answers SyncStep1; returns what it cost in microseconds. */
  answer(connection: Connection, stateVector: Uint8Array): number;
  presence: { receive(from: Present, bytes: Uint8Array): void; show(viewer: Present): void };
  /** Sends SyncStep1: the client is asked for all that the document lacks. */
  askForAll(connection: Connection): void;
  /** The connection wants what it missed since it fell behind. */
  catchUp(connection: Connection): void;
  refused(connection: Connection, reason: FrameRefusal, detail: string): void;
  left(connection: Connection): void;
}

export interface ConnectionOptions {
  readonly ws: WebSocket;
  /** The socket under `ws`: frames made once for all are written to it directly. */
  readonly socket: Duplex;
  readonly account: string;
  readonly name: string | undefined;
  readonly member: Membership;
  /** Number of the client's schema, if it said one. */
  readonly isSameSchema: boolean;
  readonly hall: Hall;
}

/** Bytes waiting in a socket above which its reader is behind: it gets no more until these are gone. */
const BEHIND_BYTES = 1_000_000;
/** Frames that make no sense, after which the connection ends. */
const STRIKES = 20;
/** Microseconds any frame costs, and bytes that cost one more: what waits for the disk waits in memory. */
const FRAME_COST = 20;
const BYTES_A_MICROSECOND = 32;

export class Connection implements Writer, Present {
  readonly account: string;
  readonly name: string | undefined;
  member: Membership;
  /** What forbids writing now; undefined: it may. */
  whyNot: FrameRefusal | undefined;
  /** True once SyncStep1 was answered: from then on it follows. */
  isFollowing = false;
  /** Number of the first broadcast frame it missed, while it is behind. */
  missedFrom: number | undefined;
  /** True when facts changed while it was behind: it gets all of them once it has the words. */
  missesFacts = false;
  #options: ConnectionOptions;
  #patience = new Patience();
  #wait: NodeJS.Timeout | undefined;
  #count = 0;
  #acknowledged = 0;
  #refusedAt: number | undefined;
  /** A frame that built on something missing, and the SyncStep2 frames since: one of them brings it. */
  #gapAt: number | undefined;
  #answers: number[] = [];
  #strikes = 0;
  #isAlive = true;
  #sentSince = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.account = options.account;
    this.name = options.name;
    this.member = options.member;
    const { ws, socket } = options;
    ws.on('message', (data: Buffer, isBinary: boolean) => this.#receive(data, isBinary));
    ws.on('pong', () => {
      this.#isAlive = true;
    });
    ws.on('close', () => this.#ended());
    ws.on('error', () => ws.terminate());
    socket.on('drain', () => this.missedFrom !== undefined && options.hall.catchUp(this));
  }

  get actingFor(): string | undefined {
    return this.member.party;
  }

  get mayNotWrite(): FrameRefusal | undefined {
    if (this.#refusedAt !== undefined) return 'malformed';
    return this.#options.isSameSchema ? this.whyNot : 'other-schema';
  }

  /** Bytes that wait in the socket. */
  get waiting(): number {
    return this.#options.socket.writableLength;
  }

  /** True while so much waits that more would only fill memory. */
  get isFull(): boolean {
    return this.waiting > BEHIND_BYTES;
  }

  send(frame: Buffer): void {
    const { ws, socket } = this.#options;
    if (ws.readyState !== ws.OPEN) return;
    socket.write(frame);
    this.#sentSince = true;
  }

  tell(message: ServerMessage): void {
    this.send(serverFrame(message));
  }

  /** Ends the connection; codes 4400 to 4499 tell the client not to come back by itself. */
  close(code: number, reason: string): void {
    this.#options.ws.close(code, reason);
  }

  /** Ends a connection that did not answer since the last call, and asks again; keeps quiet lines awake. */
  ping(): void {
    if (!this.#isAlive) {
      this.#options.ws.terminate();
      return;
    }
    this.#isAlive = false;
    this.#options.ws.ping();
    // y-websocket's provider hears no pings and gives a line up that brings no message for 30 s.
    if (!this.#sentSince) this.tell({ kind: 'ack', count: this.#acknowledged });
    this.#sentSince = false;
  }

  acknowledge(count: number): void {
    if (this.#gapAt !== undefined && this.#answers.some((answer) => answer > this.#gapAt! && answer <= count))
      this.#gapAt = undefined;
    const upTo = this.#gapAt === undefined ? count : Math.min(count, this.#gapAt - 1);
    if (upTo <= this.#acknowledged || (this.#refusedAt !== undefined && upTo >= this.#refusedAt)) return;
    this.#acknowledged = upTo;
    this.#answers = this.#answers.filter((answer) => answer > upTo);
    this.tell({ kind: 'ack', count: upTo });
  }

  refuse(count: number, reason: FrameRefusal, detail: string): void {
    if (this.#refusedAt !== undefined) return;
    this.#refusedAt = count;
    this.tell({ kind: 'refused', count, reason });
    this.#options.hall.refused(this, reason, detail);
  }

  askForMissing(count: number): void {
    if (this.#refusedAt !== undefined || this.#gapAt !== undefined) return;
    // An answer to "what do you have" that itself lacks something can only be wrong.
    if (this.#answers.includes(count)) this.refuse(count, 'malformed', 'a SyncStep2 with a gap');
    else {
      this.#gapAt = count;
      this.#options.hall.askForAll(this);
    }
  }

  charge(cost: number): void {
    const wait = this.#patience.take(cost);
    if (wait === 0 || this.#wait) return;
    this.#options.ws.pause();
    this.#wait = setTimeout(() => {
      this.#wait = undefined;
      this.#options.ws.resume();
    }, wait);
  }

  #receive(data: Buffer, isBinary: boolean): void {
    this.#isAlive = true;
    this.charge(FRAME_COST + data.length / BYTES_A_MICROSECOND);
    try {
      if (isBinary) this.#read(new Bytes(data));
      else this.#strike('unknown-message', 'a text frame');
    } catch (error) {
      // Whatever one person sends, the room goes on for the others.
      this.#strike('malformed', error instanceof Error ? error.message : String(error));
      if (!(error instanceof UnreadableUpdate)) this.close(4400, 'malformed');
    }
  }

  #read(input: Bytes): void {
    const { hall } = this.#options;
    const type = input.uint();
    if (type === MESSAGE.sync) this.#sync(input);
    else if (type === MESSAGE.awareness) hall.presence.receive(this, input.slice(input.run()));
    else if (type === MESSAGE.queryAwareness) hall.presence.show(this);
    else this.#strike('unknown-message', `message type ${type}`);
  }

  #sync(input: Bytes): void {
    const kind = input.uint();
    if (kind === SYNC.step1) this.charge(this.#options.hall.answer(this, input.slice(input.run())));
    else if (kind === SYNC.step2 || kind === SYNC.update) this.#content(kind, input.slice(input.run()));
    else this.#strike('unknown-message', `sync message type ${kind}`);
  }

  #content(kind: number, update: Uint8Array): void {
    this.#count += 1;
    if (kind === SYNC.step2) this.#answers.push(this.#count);
    if (this.#refusedAt !== undefined) return;
    // A copy: the frame is a view of a buffer that other frames share.
    this.#options.hall.submit({ writer: this, count: this.#count, update: new Uint8Array(update) });
  }

  /** A frame that makes no sense. It is passed over; who sends nothing else is sent away. */
  #strike(reason: FrameRefusal, detail: string): void {
    this.#strikes += 1;
    if (this.#strikes === 1) {
      this.tell({ kind: 'refused', count: this.#count, reason });
      this.#options.hall.refused(this, reason, detail);
    }
    if (this.#strikes > STRIKES) this.close(4400, reason);
  }

  #ended(): void {
    clearTimeout(this.#wait);
    this.#options.hall.left(this);
  }
}
