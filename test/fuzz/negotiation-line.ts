/** A member's connection to a document of a room without a socket: the room's own frames, kept as they come. */
import { EventEmitter } from 'node:events';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { Connection } from '../../server/room/connection.ts';
import { rightsIn } from '../../server/room/membership-source.ts';
import type { Room } from '../../server/room/room.ts';
import type { Facts } from '../../shared/acts/facts.ts';
import { withChange } from '../../shared/acts/facts.ts';
import { type DocName, decodeServerMessage, MESSAGE } from '../../shared/protocol/messages.ts';
import type { People } from '../support/hall.ts';

/** As much of a WebSocket and its socket as a connection uses. */
class Wire extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  readonly writableLength = 0;
  closed: string | undefined;
  constructor(private readonly hear: (frame: Buffer) => void) {
    super();
  }
  write(frame: Buffer): void {
    this.hear(frame);
  }
  close(_code = 1000, reason = ''): void {
    if (this.readyState !== this.OPEN) return;
    this.readyState = 3;
    this.closed = reason;
    this.emit('close');
  }
  terminate(): void {
    this.close();
  }
  pause(): void {}
  resume(): void {}
  ping(): void {}
}

/** Where lines lead, and who may enter. */
export interface Door {
  readonly room: Room;
  readonly people: People;
  /** Is told every frame that goes out. */
  readonly sent: (account: string, frame: Buffer) => void;
}

export class Line {
  facts: Facts = {};
  /** Why the room refused a frame of this line. */
  refusal: string | undefined;
  private readonly wire = new Wire((frame) => this.hear(frame));

  private constructor(
    readonly account: string,
    private readonly door: Door,
    readonly ydoc: Y.Doc,
  ) {}

  /** Comes in and asks for the document; undefined where the account may not. */
  static async enter(door: Door, account: string, name: DocName, ydoc: Y.Doc): Promise<Line | undefined> {
    const { room, people } = door;
    await room.draftChannel;
    const member = people.memberOf(account, name.draft);
    if (!member || !rightsIn(name, member, room.standing).read.may) return undefined;
    const channel = await room.channel(name);
    const line = new Line(account, door, ydoc);
    const end = line.wire as never;
    channel.enter(
      new Connection({
        ws: end,
        socket: end,
        account,
        name: people.nameOf(account),
        member,
        isSameSchema: true,
        hall: channel,
      }),
    );
    line.say(0, Y.encodeStateVector(ydoc));
    return line;
  }

  get isOpen(): boolean {
    return this.wire.closed === undefined;
  }

  /** 0: what do you have; 1: an answer to that; 2: an update. */
  say(kind: 0 | 1 | 2, body: Uint8Array): void {
    const out = encoding.createEncoder();
    encoding.writeVarUint(out, MESSAGE.sync);
    encoding.writeVarUint(out, kind);
    encoding.writeVarUint8Array(out, body);
    this.raw(encoding.toUint8Array(out));
  }

  raw(bytes: Uint8Array): void {
    if (this.isOpen) this.wire.emit('message', Buffer.from(bytes), true);
  }

  leave(): void {
    this.wire.close();
  }

  private hear(frame: Buffer): void {
    if (!this.isOpen) return;
    this.door.sent(this.account, frame);
    const decoder = decoding.createDecoder(new Uint8Array(payloadOf(frame)));
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE.sync) this.sync(decoder);
    if (type !== MESSAGE.ours) return;
    const message = decodeServerMessage(decoder);
    if (message.kind === 'facts') this.facts = message.whole ? message.set : withChange(this.facts, message);
    if (message.kind === 'refused') this.refusal = message.reason;
  }

  private sync(decoder: decoding.Decoder): void {
    const kind = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    if (kind === 0) this.say(1, Y.encodeStateAsUpdate(this.ydoc, body));
    else Y.applyUpdate(this.ydoc, body, 'server');
  }
}

/** What a frame of the server carries (RFC 6455, unmasked). */
function payloadOf(frame: Buffer): Buffer {
  const short = frame[1]! & 0x7f;
  return frame.subarray(short === 126 ? 4 : short === 127 ? 10 : 2);
}

/** The screen as an observer hears it. */
export class Gallery extends EventEmitter {
  readonly writableLength = 0;
  destroyed = false;
  constructor(private readonly sent: (bytes: Buffer) => void) {
    super();
  }
  writeHead(): this {
    return this;
  }
  write(bytes: Buffer): boolean {
    this.sent(bytes);
    return true;
  }
  end(bytes?: Buffer): void {
    if (bytes) this.sent(bytes);
    this.destroyed = true;
    this.emit('close');
  }
}
