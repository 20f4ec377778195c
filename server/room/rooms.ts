/** All rooms of the server: opened when somebody comes, closed when nobody has been there for a while (SPEC RO1). */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ActAnswer, ActRequest } from '../../shared/acts/act.ts';
import { type DocName, parseDocPath, SCHEMA } from '../../shared/protocol/messages.ts';
import type { ScreenView, ScreenViewPart } from '../../shared/protocol/screen.ts';
import type { Previewed } from './acts.ts';
import { Connection } from './connection.ts';
import { rightsIn } from './membership-source.ts';
import { Room, type RoomPorts } from './room.ts';

/** Largest frame a socket takes, in bytes; a larger one ends the connection (1009). */
const FRAME_BYTES = 8_000_000;
/** Milliseconds between signs of life, and after which an empty room is closed. */
const PING_EVERY = 20_000;
const IDLE_FOR = 60_000;

export type RoomsOptions = Omit<RoomPorts, 'newId'> & {
  readonly newId?: () => string;
  readonly idleFor?: number;
};

export class Rooms {
  readonly #ports: RoomPorts;
  readonly #idleFor: number;
  readonly #rooms = new Map<string, Room>();
  /** Set for as long as the server runs, also while a room is closed. */
  readonly #views = new Map<string, ScreenView>();
  readonly #closing = new Map<string, Promise<void>>();
  readonly #server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: FRAME_BYTES,
  });
  readonly #stopListening: () => void;
  readonly #timer: NodeJS.Timeout;
  #isClosed = false;

  constructor({
    newId = () => randomBytes(9).toString('base64url'),
    idleFor = IDLE_FOR,
    ...ports
  }: RoomsOptions) {
    this.#ports = { newId, ...ports };
    this.#idleFor = idleFor;
    this.#stopListening = ports.members.onChange(
      ({ draft, account }) => void this.#rooms.get(draft)?.review(account),
    );
    this.#timer = setInterval(() => this.#tend(), Math.min(PING_EVERY, idleFor)).unref();
  }

  /** The room of a draft, opened if need be. */
  async room(draft: string): Promise<Room> {
    await this.#closing.get(draft);
    const room = this.#rooms.get(draft) ?? new Room(draft, this.#ports, this.#views.get(draft));
    this.#rooms.set(draft, room);
    return room;
  }

  /**
   * Takes over a WebSocket of an account; `path` is what follows `/sync/`, a query may follow it. Who may not come in is
   * told why by the close code: 4404 no such document, 4403 not allowed (reason as in `RefusalReason`), 4503 try again.
   */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, account: string, path: string): void {
    const [place = '', query] = path.replace(/^\/?(sync\/)?/, '').split('?', 2);
    const name = parseDocPath(place);
    const isSameSchema = [null, String(SCHEMA)].includes(new URLSearchParams(query).get('schema'));
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      const refused = this.#whyNot(name, account);
      // Whether a group let this party write in its hand, the room knows.
      if (refused && !(name?.kind === 'hand' && refused.reason === 'not-your-hand'))
        return ws.close(refused.code, refused.reason);
      ws.pause();
      this.#enter(ws, socket, account, name!, isSameSchema).catch((error: unknown) => {
        this.#ports.logger.error({ err: error, path }, 'a document could not be opened');
        ws.resume();
        ws.close(4503, 'storage');
      });
    });
  }

  /** Streams the screen of a draft to an account until the response closes or the member may no longer follow. */
  async attachScreen(draft: string, account: string, response: ServerResponse): Promise<void> {
    try {
      const room = await this.room(draft);
      await (await room.screen()).attach(account, response);
    } catch (error) {
      this.#ports.logger.error({ err: error, draft }, 'a screen could not be opened');
      if (response.headersSent) response.destroy();
      else response.writeHead(503).end();
    }
  }

  /** Does an act on a draft for an account, or says why not. */
  async perform(draft: string, account: string, request: ActRequest): Promise<ActAnswer> {
    return (await this.room(draft)).perform(account, request);
  }

  /** What an act would do for an account, or why it is refused; nothing is done. */
  async preview(draft: string, account: string, request: ActRequest): Promise<Previewed> {
    return (await this.room(draft)).preview(account, request);
  }

  /** Deletes a hand and its log for good; connections to it are closed. */
  async forgetHand(draft: string, party: string, account: string): Promise<void> {
    await (await this.room(draft)).forgetHand(party, account);
  }

  async screenView(draft: string): Promise<ScreenView> {
    return (await this.room(draft)).view;
  }

  /** What everyone who follows the screen sees from now on. */
  async setView(draft: string, part: ScreenViewPart): Promise<ScreenView> {
    return (await this.room(draft)).setView(part);
  }

  /** Closes every connection of an account, in one draft or in all: it signed out. */
  async dismiss(account: string, draft?: string): Promise<void> {
    for (const room of this.#rooms.values())
      if (draft === undefined || room.draft === draft) await room.dismiss(account);
  }

  /** Ends all connections, settles and closes all documents. The log stays open. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopListening();
    clearInterval(this.#timer);
    await Promise.all([...this.#rooms.values()].map((room) => room.close()));
    this.#rooms.clear();
    this.#server.close();
  }

  #whyNot(
    name: DocName | undefined,
    account: string,
    standing = name && this.#ports.members.standing(name.draft),
  ): { readonly code: number; readonly reason: string } | undefined {
    if (this.#isClosed) return { code: 4503, reason: 'storage' };
    if (!name || !standing) return { code: 4404, reason: 'unknown-draft' };
    const { read } = rightsIn(name, this.#ports.members.memberOf(account, name.draft), standing);
    return read.may ? undefined : { code: 4403, reason: read.why };
  }

  async #enter(
    ws: WebSocket,
    socket: Duplex,
    account: string,
    name: DocName,
    isSameSchema: boolean,
  ): Promise<void> {
    ws.on('error', () => ws.terminate());
    const room = await this.room(name.draft);
    await room.draftChannel;
    const early = this.#whyNot(name, account, room.standing);
    const channel = early ? undefined : await room.channel(name);
    const refused = early ?? this.#whyNot(name, account, room.standing);
    ws.resume();
    if (refused || !channel) return ws.close(refused?.code ?? 4503, refused?.reason);
    if (ws.readyState !== ws.OPEN) return;
    const { members } = this.#ports;
    const member = members.memberOf(account, name.draft)!;
    channel.enter(
      new Connection({
        ws,
        socket,
        account,
        name: members.nameOf(account),
        member,
        isSameSchema,
        hall: channel,
      }),
    );
    room.somebodyCame();
  }

  #tend(): void {
    for (const [draft, room] of this.#rooms) {
      void room.ping();
      if (!room.isIdleFor(this.#idleFor)) continue;
      this.#rooms.delete(draft);
      this.#views.set(draft, room.view);
      const closing = room.close().finally(() => this.#closing.delete(draft));
      this.#closing.set(draft, closing);
      closing.catch((error: unknown) =>
        this.#ports.logger.error({ err: error, draft }, 'a room could not be closed'),
      );
    }
  }
}
