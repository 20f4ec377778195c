/** One document with everybody connected to it: what is durable goes out once, to all (SPEC RO2, RO6, RO7). */
import * as Y from 'yjs';
import { maySeePresence, type Standing } from '../../shared/house/audience.ts';
import type { Membership } from '../../shared/house/membership.ts';
import { Bytes } from '../../shared/protocol/bytes.ts';
import { type DocName, type FrameRefusal, SCHEMA } from '../../shared/protocol/messages.ts';
import type { Connection, Hall } from './connection.ts';
import type { Acted } from './document-ports.ts';
import { FactFrames } from './fact-frames.ts';
import { SYNC, syncFrame } from './frame.ts';
import type { LiveDocument } from './live-document.ts';
import { rightsIn } from './membership-source.ts';
import { Presence } from './presence.ts';
import { RecentFrames } from './recent.ts';
import type { Submission, Writer } from './writer.ts';

export interface ChannelPorts {
  readonly name: DocName;
  readonly document: LiveDocument;
  readonly standing: () => Standing;
  readonly memberOf: (account: string) => Membership | undefined;
  readonly refused: (connection: Connection, reason: FrameRefusal, detail: string) => void;
  readonly emptied: () => void;
  /** Of a hand: the number of the act that ended the one before it. */
  readonly begun?: () => number | undefined;
}

/** A whole document as one frame, and the number of the first broadcast frame that is not in it. */
interface Whole {
  readonly frame: Buffer;
  readonly next: number;
}

/** Readers per millisecond of pace: with 200 readers batches begin 10 ms apart, with few at once. */
const READERS_PER_MS = 20;
const LONGEST_PACE = 15;
/** Frames after which the whole document is encoded anew for newcomers. */
const WHOLE_LASTS = 200;
/** Frames handed to a slow reader at a time. */
const CATCH_UP = 500;

export class Channel implements Hall {
  readonly connections = new Set<Connection>();
  readonly presence: Presence;
  readonly #ports: ChannelPorts;
  readonly #recent = new RecentFrames();
  readonly #facts: FactFrames | undefined;
  #whole: Whole | undefined;

  constructor(ports: ChannelPorts) {
    this.#ports = ports;
    this.presence = new Presence(this.connections, ports.standing, ports.name.kind === 'hand');
    if (ports.name.kind === 'draft') this.#facts = new FactFrames(ports.document, ports.standing);
  }

  get document(): LiveDocument {
    return this.#ports.document;
  }

  /** The party and document, if this is a hand. */
  get hand(): readonly [string, LiveDocument] | undefined {
    const { name, document } = this.#ports;
    return name.kind === 'hand' ? [name.party, document] : undefined;
  }

  /** A connection enters: it hears what it may do here, and is asked for what it has if it may write. */
  enter(connection: Connection): void {
    this.connections.add(connection);
    this.#setPace();
    this.#tellEntry(connection);
  }

  left(connection: Connection): void {
    if (!this.connections.delete(connection)) return;
    this.presence.end(connection);
    this.#setPace();
    if (this.connections.size === 0) this.#ports.emptied();
  }

  submit(submission: Submission): void {
    this.document.submit(submission);
  }

  refused(connection: Connection, reason: FrameRefusal, detail: string): void {
    this.#ports.refused(connection, reason, detail);
  }

  /** Sends an update that is durable and applied to all but the one who alone wrote it. */
  broadcast(update: Uint8Array, writer: Writer | undefined): void {
    const frame = syncFrame(SYNC.update, update);
    const number = this.#recent.next;
    this.#recent.push(frame);
    for (const connection of this.connections) {
      if (connection === writer || !connection.isFollowing || connection.missedFrom !== undefined) continue;
      if (connection.isFull) connection.missedFrom = number;
      else connection.send(frame);
    }
  }

  /** Sends what an act changed of the facts, to each what it may see; called right after the words went out (RO8). */
  acted(acted: Acted): void {
    const frameFor = this.#facts?.framesOf(acted);
    if (!frameFor) return;
    for (const connection of this.connections) {
      if (connection.missedFrom !== undefined) connection.missesFacts = true;
      else {
        const frame = frameFor(connection.member);
        if (frame) connection.send(frame);
      }
    }
  }

  #sendFacts(connection: Connection): void {
    connection.missesFacts = false;
    const frame = this.#facts?.wholeFor(connection.member);
    if (frame) connection.send(frame);
  }

  /** Hands a slow reader what it missed, as far as it takes it; if that is no longer kept, the whole document. */
  catchUp(connection: Connection): void {
    for (
      let sent = 0;
      sent < CATCH_UP && connection.missedFrom !== undefined && !connection.isFull;
      sent += 1
    ) {
      const frame = this.#recent.at(connection.missedFrom);
      if (frame) {
        connection.send(frame);
        connection.missedFrom += 1;
      } else {
        const isGone = connection.missedFrom < this.#recent.next;
        connection.missedFrom = undefined;
        if (isGone) this.#sendWhole(connection);
      }
    }
    // Nothing waits in the socket, so no drain will call again.
    if (connection.missedFrom === undefined && connection.missesFacts) this.#sendFacts(connection);
    if (connection.missedFrom !== undefined && !connection.isFull)
      setImmediate(() => this.catchUp(connection));
  }

  answer(connection: Connection, stateVector: Uint8Array): number {
    if (this.document.isAhead) {
      void this.document.settled().then(() => this.answer(connection, stateVector));
      return 0;
    }
    const start = performance.now();
    if (stateVector.length <= 1) this.#sendWhole(connection);
    else connection.send(syncFrame(SYNC.step2, this.#missing(stateVector)));
    connection.isFollowing = true;
    return (performance.now() - start) * 1_000;
  }

  /** Membership or standing changed: who may no longer read is closed, who may do something else now hears it. */
  review(before: Standing, isConcerned: (connection: Connection) => boolean): void {
    const were = new Map([...this.connections].map((connection) => [connection, connection.member]));
    for (const connection of [...this.connections]) {
      if (!isConcerned(connection)) continue;
      const { read } = rightsIn(
        this.#ports.name,
        this.#ports.memberOf(connection.account),
        this.#ports.standing(),
      );
      if (read.may) this.#tellEntry(connection);
      else connection.close(4403, read.why);
    }
    this.presence.review((viewer, other) =>
      maySeePresence(
        were.get(viewer as Connection) ?? viewer.member,
        were.get(other as Connection) ?? other.member,
        before,
      ),
    );
  }

  ping(): void {
    for (const connection of this.connections) connection.ping();
  }

  /** Ends everything without keeping more: the document is deleted. */
  async forget(): Promise<void> {
    this.presence.stop();
    for (const connection of [...this.connections]) connection.close(4410, 'forgotten');
    await this.document.close({ isForgotten: true });
  }

  async close(code: number, reason: string): Promise<void> {
    this.presence.stop();
    for (const connection of [...this.connections]) connection.close(code, reason);
    await this.document.close();
  }

  #tellEntry(connection: Connection): void {
    const { name, memberOf, standing } = this.#ports;
    const { phase, rules } = standing();
    const member = memberOf(connection.account) ?? connection.member;
    const { write } = rightsIn(name, member, standing());
    connection.member = member;
    connection.whyNot = write.may ? undefined : write.why;
    const begun = this.#ports.begun?.();
    const more = { ...(write.may ? {} : { why: write.why }), ...(begun === undefined ? {} : { begun }) };
    connection.tell({ kind: 'entry', schema: SCHEMA, member, phase, rules, mayWrite: write.may, ...more });
    this.#sendFacts(connection);
    if (write.may) this.askForAll(connection);
  }

  /** SyncStep1: the client answers with everything the document lacks. */
  askForAll(connection: Connection): void {
    connection.send(syncFrame(SYNC.step1, Y.encodeStateVector(this.document.ydoc)));
  }

  #missing(stateVector: Uint8Array): Uint8Array {
    checkStateVector(stateVector);
    return Y.encodeStateAsUpdate(this.document.ydoc, stateVector);
  }

  /** Many come at once after a break: they share one encoding and the few frames since. */
  #sendWhole(connection: Connection): void {
    const since = this.#whole && this.#recent.since(this.#whole.next);
    const isFresh = since !== undefined && since.length <= WHOLE_LASTS;
    if (!isFresh) this.#whole = this.#encodeWhole();
    connection.send(this.#whole!.frame);
    if (isFresh) for (const frame of since) connection.send(frame);
  }

  #encodeWhole(): Whole {
    const frame = syncFrame(SYNC.step2, Y.encodeStateAsUpdate(this.document.ydoc));
    return { frame, next: this.#recent.next };
  }

  #setPace(): void {
    this.document.pace = Math.min(LONGEST_PACE, Math.floor(this.connections.size / READERS_PER_MS));
  }
}

/** Throws `UnreadableUpdate` for bytes that are no state vector. */
function checkStateVector(bytes: Uint8Array): void {
  const input = new Bytes(bytes);
  for (let left = input.uint(); left > 0; left -= 1) {
    input.uint();
    input.uint();
  }
}
