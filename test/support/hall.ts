/** Real rooms over real sockets, with members, log and logger in a test's hands. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as Y from 'yjs';
import { type Log, SERVER } from '../../server/log/log.ts';
import { MemoryLog } from '../../server/log/memory-log.ts';
import type { DocumentOptions } from '../../server/room/document-ports.ts';
import type { LiveDocument } from '../../server/room/live-document.ts';
import type { MembershipChange, MembershipSource } from '../../server/room/membership-source.ts';
import { Rooms } from '../../server/room/rooms.ts';
import type { Standing } from '../../shared/house/audience.ts';
import type { Groups } from '../../shared/house/groups.ts';
import { DEFAULT_RULES, type Membership } from '../../shared/house/membership.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { createDraft } from '../../shared/text/draft-doc.ts';
import { RawClient } from './raw-client.ts';

export const DRAFT = 'd1';
export const OPEN: Standing = { phase: 'open', rules: { ...DEFAULT_RULES, drafting: 'everything-live' } };

/** `aa` and `bb` speak with the group `eu`. */
const GROUPS: Groups = new Map([
  ['aa', ['eu']],
  ['bb', ['eu']],
]);

/** A draft of paragraphs `b0`, `b1`, … with these words. */
export const draftOf = (...paragraphs: readonly string[]): DraftDocument => ({
  schema: 1,
  meta: { title: 'Draft declaration', language: 'en', dir: 'ltr' },
  blocks: paragraphs.map((text, at) => ({ id: `b${at}`, kind: 'paragraph', attrs: {}, content: [{ text }] })),
});

/** Members by account: `chair`, `secretariat`, `observer`, and `PARTY` or `PARTY-n` for delegations. */
export class People implements MembershipSource {
  #standing = OPEN;
  readonly #gone = new Set<string>();
  readonly #listeners = new Set<(change: MembershipChange) => void>();

  memberOf(account: string, draft: string): Membership | undefined {
    const [name] = account.split('-');
    if (this.#gone.has(account) || name === 'stranger') return undefined;
    if (name === 'chair' || name === 'secretariat' || name === 'observer')
      return { account, draft, role: name, head: false };
    return { account, draft, role: 'delegation', party: name, head: false };
  }
  standing(draft: string): Standing | undefined {
    return draft === DRAFT ? this.#standing : undefined;
  }
  isParty(_draft: string, party: string): boolean {
    return /^[a-z]/.test(party);
  }
  groups(): Groups {
    return GROUPS;
  }
  nameOf(account: string): string {
    return `Name of ${account}`;
  }
  onChange(listener: (change: MembershipChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stand(change: Partial<Standing>): void {
    this.#standing = { ...this.#standing, ...change };
    for (const listener of this.#listeners) listener({ draft: DRAFT });
  }
  remove(account: string): void {
    this.#gone.add(account);
    for (const listener of this.#listeners) listener({ draft: DRAFT, account });
  }
}

export interface Said {
  readonly level: string;
  readonly facts: Record<string, unknown>;
  readonly message: string;
}

export class Hall {
  readonly people = new People();
  readonly said: Said[] = [];
  readonly rooms: Rooms;
  readonly #server: Server;
  readonly #clients: RawClient[] = [];

  private constructor(
    readonly log: Log,
    document: DocumentOptions | undefined,
    idleFor: number | undefined,
  ) {
    const say = (level: string) => (facts: object, message: string) => {
      this.said.push({ level, facts: facts as Record<string, unknown>, message });
    };
    const logger = { info: say('info'), warn: say('warn'), error: say('error') };
    this.rooms = new Rooms({ log, members: this.people, logger, document, idleFor });
    this.#server = createServer((request, response) => {
      const [, account = ''] = (request.url ?? '').split('/');
      void this.rooms.attachScreen(DRAFT, account, response);
    });
    this.#server.on('upgrade', (request, socket, head) => {
      const [, account = '', ...path] = (request.url ?? '').split('/');
      this.rooms.handleUpgrade(request, socket, head, account, path.join('/'));
    });
  }

  /** Opens a hall in whose draft these words stand; with no words, on the log as it is. */
  static async open(
    words: readonly string[],
    {
      log = new MemoryLog(),
      document,
      idleFor,
    }: { log?: Log; document?: DocumentOptions; idleFor?: number } = {},
  ): Promise<Hall> {
    const hall = new Hall(log, document, idleFor);
    if (words.length > 0) {
      const update = Y.encodeStateAsUpdate(createDraft(draftOf(...words)));
      await log.append(`draft/${DRAFT}`, [{ at: 0, user: SERVER, kind: 'create', update }]);
    }
    await new Promise<void>((resolve) => hall.#server.listen(0, '127.0.0.1', resolve));
    return hall;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  url(account: string, path = `draft/${DRAFT}`): string {
    return `ws://127.0.0.1:${this.port}/${account}/sync/${path}`;
  }

  screenUrl(account: string): string {
    return `http://127.0.0.1:${this.port}/${account}`;
  }

  async enter(account: string, path?: string, options?: { ask?: boolean }): Promise<RawClient> {
    const client = await RawClient.enter(this.url(account, path), options);
    this.#clients.push(client);
    return client;
  }

  async document(): Promise<LiveDocument> {
    return (await (await this.rooms.room(DRAFT)).draftChannel).document;
  }

  async close(): Promise<void> {
    for (const { ws } of this.#clients) ws.terminate();
    await this.rooms.close();
    await this.log.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
