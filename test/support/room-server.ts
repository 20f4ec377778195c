/** The real room over real sockets, without people and pages: who takes part is told by the test. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import * as Y from 'yjs';
import type { Log } from '../../server/log/log.ts';
import { MemoryLog } from '../../server/log/memory-log.ts';
import { Rooms } from '../../server/room/rooms.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { createDraft } from '../../shared/text/draft-doc.ts';
import { Cast } from './cast.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };

export class RoomServer {
  readonly cast = new Cast();
  readonly log: Log;
  #rooms: Rooms | undefined;
  #server: Server | undefined;
  #port = 0;

  constructor(log: Log = new MemoryLog()) {
    this.log = log;
  }

  /** Where sockets are opened by an account; the account stands in the address in place of a cookie. */
  url(account: string): string {
    return `ws://127.0.0.1:${this.#port}/${account}/sync`;
  }

  async create(draft: string, document: DraftDocument): Promise<void> {
    const update = Y.encodeStateAsUpdate(createDraft(document));
    await this.log.append(`draft/${draft}`, [{ at: 0, user: 'server', kind: 'create', update }]);
  }

  async start(): Promise<this> {
    const rooms = new Rooms({ log: this.log, members: this.cast, logger: silent });
    const server = createServer();
    server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#rooms = rooms;
    this.#server = server;
    return this;
  }

  /** Takes over a socket opened under `url`, also for another server; turns it away while stopped. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const [, account, , ...path] = (request.url ?? '').split('/');
    if (this.#rooms) this.#rooms.handleUpgrade(request, socket, head, account ?? '', path.join('/'));
    else socket.destroy();
  }

  async stop(): Promise<void> {
    await this.#rooms?.close();
    this.#rooms = undefined;
    this.#server?.closeAllConnections();
    await new Promise<void>((resolve) => this.#server?.close(() => resolve()) ?? resolve());
  }

  /** A party deletes its hand. */
  forgetHand(draft: string, party: string): Promise<void> {
    return this.#rooms!.forgetHand(draft, party, `${party}-1`);
  }

  /** The document as the server has it. */
  async document(draft: string): Promise<Y.Doc> {
    const room = await this.#rooms!.room(draft);
    const channel = await room.draftChannel;
    await channel.document.settled();
    return channel.document.ydoc;
  }
}
