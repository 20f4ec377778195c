/** The real room over real sockets, without people and pages: who takes part is told by the test. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as Y from 'yjs';
import type { Log } from '../../server/log/log.ts';
import { MemoryLog } from '../../server/log/memory-log.ts';
import type { MembershipChange, MembershipSource } from '../../server/room/membership-source.ts';
import { Rooms } from '../../server/room/rooms.ts';
import type { Standing } from '../../shared/house/audience.ts';
import { DEFAULT_RULES, type Membership } from '../../shared/house/membership.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { createDraft } from '../../shared/text/draft-doc.ts';

export const LIVE: Standing = { phase: 'open', rules: { ...DEFAULT_RULES, drafting: 'everything-live' } };

/** Everybody is a delegate of the party before the dash of the account, `aa-1`, until told otherwise. */
export class Cast implements MembershipSource {
  #standing: Standing = LIVE;
  readonly #gone = new Set<string>();
  readonly #listeners = new Set<(change: MembershipChange) => void>();

  memberOf(account: string, draft: string): Membership | undefined {
    if (this.#gone.has(account)) return undefined;
    return { account, draft, role: 'delegation', party: account.split('-')[0] ?? account, head: false };
  }
  standing(): Standing {
    return this.#standing;
  }
  nameOf(account: string): string {
    return account;
  }
  onChange(listener: (change: MembershipChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setStanding(standing: Standing): void {
    this.#standing = standing;
    for (const listener of this.#listeners) listener({ draft: 'd1' });
  }
  remove(account: string): void {
    this.#gone.add(account);
    for (const listener of this.#listeners) listener({ draft: 'd1', account });
  }
}

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
    server.on('upgrade', (request, socket, head) => {
      const [, account, , ...path] = (request.url ?? '').split('/');
      rooms.handleUpgrade(request, socket, head, account ?? '', path.join('/'));
    });
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#rooms = rooms;
    this.#server = server;
    return this;
  }

  async stop(): Promise<void> {
    await this.#rooms?.close();
    this.#server?.closeAllConnections();
    await new Promise<void>((resolve) => this.#server?.close(() => resolve()) ?? resolve());
  }

  /** The document as the server has it. */
  async document(draft: string): Promise<Y.Doc> {
    const room = await this.#rooms!.room(draft);
    const channel = await room.draftChannel;
    await channel.document.settled();
    return channel.document.ydoc;
  }
}
