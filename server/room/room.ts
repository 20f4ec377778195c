/** The room of one draft: the single writer of the draft and the keeper of its hands (SPEC RO1). */
import type { ActAnswer, ActRequest } from '../../shared/acts/act.ts';
import { changesGrants, grantsIn } from '../../shared/acts/rights.ts';
import { onFloor } from '../../shared/acts/status.ts';
import { mayDraft, type Standing } from '../../shared/house/audience.ts';
import { type DocName, docPath, type FrameRefusal, parseDocPath } from '../../shared/protocol/messages.ts';
import {
  changedView,
  DEFAULT_SCREEN,
  type ScreenView,
  type ScreenViewPart,
} from '../../shared/protocol/screen.ts';
import { type Log, LogError } from '../log/log.ts';
import { Acts, type Previewed } from './acts.ts';
import { Channel } from './channel.ts';
import type { Connection } from './connection.ts';
import type { Acted, DocumentEvents, DocumentOptions } from './document-ports.ts';
import { bringsBlocks, putInOrder, tidy } from './hand-tidying.ts';
import { begunIn, Hands } from './hands.ts';
import { HAND_POLICY } from './limits.ts';
import { LiveDocument } from './live-document.ts';
import type { Logger } from './logger.ts';
import { type MembershipSource, NOBODY } from './membership-source.ts';
import { Mending } from './mending.ts';
import { pastOf } from './past.ts';
import { Screen } from './screen.ts';

export interface RoomPorts {
  readonly log: Log;
  readonly members: MembershipSource;
  readonly logger: Logger;
  readonly document?: DocumentOptions;
  /** A new id for a block, needed when the server mends. */
  readonly newId: () => string;
}

/** Told to clients when the room is loaded anew: they come back by themselves. */
const TRY_AGAIN = 4503;

export class Room {
  readonly draft: string;
  readonly #ports: RoomPorts;
  readonly #channels = new Map<string, Promise<Channel>>();
  /** The draft's own document, once it is open. */
  #document: LiveDocument | undefined;
  #acts: Acts | undefined;
  readonly #hands: Hands;
  #screen: Screen | undefined;
  #view: ScreenView;
  #standing: Standing;
  /** Milliseconds (monotonic) since nobody is here; undefined while somebody is. */
  #emptySince: number | undefined = performance.now();

  constructor(draft: string, ports: RoomPorts, view: ScreenView = DEFAULT_SCREEN) {
    this.draft = draft;
    this.#view = view;
    this.#ports = ports;
    this.#standing = this.#standingNow();
    this.#hands = new Hands({
      draft,
      log: ports.log,
      acts: async () => this.#actsOn((await this.draftChannel).document),
      standing: () => this.#standing,
      memberOf: (account) => ports.members.memberOf(account, draft),
      failed: (party, error) => this.#say('warn', docPath({ kind: 'hand', draft, party }), error),
    });
  }

  /** The channel of the draft or of a hand, loaded if need be. Rejects with a `LogError`. */
  channel(name: DocName): Promise<Channel> {
    const path = docPath(name);
    const known = this.#channels.get(path);
    if (known) return known;
    const opening = this.#hands.gone(path).then(() => this.#open(name, path));
    this.#channels.set(path, opening);
    opening.catch(() => this.#channels.delete(path));
    return opening;
  }

  /** The draft's own channel. */
  get draftChannel(): Promise<Channel> {
    return this.channel({ kind: 'draft', draft: this.draft });
  }

  /** Does an act for an account, or says why not (AC1). */
  async perform(account: string, request: ActRequest): Promise<ActAnswer> {
    return this.#actsOn((await this.draftChannel).document).perform(account, request);
  }

  /** What an act would do, or why it is refused; nothing is done (DE10). */
  async preview(account: string, request: ActRequest): Promise<Previewed> {
    return this.#actsOn((await this.draftChannel).document).preview(account, request);
  }

  /** Deletes a party's hand with its log, because the party says so (LG6); what is kept of it elsewhere does not come back. */
  async forgetHand(party: string, account: string): Promise<void> {
    await this.#actsOn((await this.draftChannel).document).forgetHand(party, account);
    const name = { kind: 'hand', draft: this.draft, party } as const;
    const path = docPath(name);
    const channel = await this.channel(name);
    this.#channels.delete(path);
    await this.#hands.end(path, party, channel.forget());
  }

  /** The draft's screen. */
  async screen(): Promise<Screen> {
    const { document } = await this.draftChannel;
    this.#screen ??= new Screen(this.draft, document, this.#ports.members, this.#view, () =>
      this.#considerEmpty(),
    );
    return this.#screen;
  }

  /** What the operator set for everyone who follows the screen. */
  get view(): ScreenView {
    return this.#view;
  }

  async setView(part: ScreenViewPart): Promise<ScreenView> {
    this.#view = changedView(this.#view, part);
    await this.#screen?.setView(this.#view);
    return this.#view;
  }

  get standing(): Standing {
    return this.#standing;
  }

  /** Membership or standing changed: open connections feel it now. */
  async review(account: string | undefined): Promise<void> {
    const before = this.#standing;
    this.#standing = this.#standingNow();
    for (const channel of await this.#opened())
      channel.review(before, (connection) => account === undefined || connection.account === account);
    if (account === undefined) this.#hands.reconsider();
    this.#screen?.review();
  }

  /** A connection or listener is here: the room stays open. */
  somebodyCame(): void {
    this.#emptySince = undefined;
  }

  /** Closes the connections of an account that signed out. */
  async dismiss(account: string): Promise<void> {
    this.#screen?.dismiss(account);
    for (const { connections } of await this.#opened())
      for (const connection of [...connections])
        if (connection.account === account) connection.close(4401, 'signed-out');
  }

  async ping(): Promise<void> {
    for (const channel of await this.#opened()) channel.ping();
  }

  /** True if nobody has been here for so many milliseconds. */
  isIdleFor(milliseconds: number): boolean {
    return this.#emptySince !== undefined && performance.now() - this.#emptySince >= milliseconds;
  }

  /** Ends every connection and settles every document. */
  async close(code = 1001, reason = 'the server stops'): Promise<void> {
    const channels = await this.#opened();
    this.#channels.clear();
    this.#hands.close();
    this.#acts?.close();
    this.#screen?.close();
    await Promise.all(channels.map((channel) => channel.close(code, reason)));
  }

  async #opened(): Promise<Channel[]> {
    const settled = await Promise.allSettled(this.#channels.values());
    return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  }

  async #open(name: DocName, path: string): Promise<Channel> {
    const { log, members, document: options, newId } = this.#ports;
    let channel: Channel | undefined;
    let mending: Mending | undefined;
    const events: DocumentEvents = {
      applied: (update, writer) => {
        channel?.broadcast(update, writer);
        if (writer) mending?.touched();
        if (name.kind !== 'hand') return;
        this.#hands.touched(name.party, writer?.account);
        const facts = this.#document?.facts ?? {};
        if (bringsBlocks(update)) putInOrder(document, name.party, facts, newId).catch(events.failed);
      },
      acted: (acted) => {
        channel?.acted(acted);
        this.#acted(acted, path);
      },
      failed: (error) => this.#say('warn', path, error),
      spoiled: (error) => this.#spoiled(path, error),
    };
    const policy = name.kind === 'hand' ? { policy: HAND_POLICY } : {};
    if (name.kind === 'hand')
      await this.#hands.settle(path, begunIn((await this.draftChannel).document.facts, name.party));
    const document = await LiveDocument.open(path, log, events, { ...options, ...policy });
    if (name.kind === 'hand')
      await tidy(document, name.party, (await this.draftChannel).document.facts, newId);
    if (name.kind === 'draft') {
      this.#document = document;
      this.#standing = this.#standingNow();
      mending = new Mending(document, () => this.#isDrafting, newId);
    }
    channel = new Channel({
      name,
      document,
      standing: () => this.#standing,
      memberOf: (account) => members.memberOf(account, this.draft),
      refused: (connection, reason, detail) => this.#refused(path, connection, reason, detail),
      emptied: () => this.#considerEmpty(),
      ...(name.kind === 'hand' ? { begun: () => begunIn(this.#document?.facts ?? {}, name.party) } : {}),
    });
    if (name.kind === 'hand') this.#hands.opened(name.party, document);
    this.#emptySince = undefined;
    this.#considerEmpty();
    return channel;
  }

  /** How the draft stands, with the groups that let others act for them. */
  #standingNow(): Standing {
    const standing = this.#ports.members.standing(this.draft) ?? NOBODY;
    const grants = grantsIn(this.#document?.facts ?? {});
    return { ...standing, grants, groups: this.#ports.members.groups(this.draft) };
  }

  #actsOn(document: LiveDocument): Acts {
    const { members, logger, newId } = this.#ports;
    this.#acts ??= new Acts({
      draft: this.draft,
      document,
      pastOf: pastOf(this.#ports.log, document.name),
      memberOf: (account) => members.memberOf(account, this.draft),
      standing: () => this.#standing,
      isParty: (party) => members.isParty(this.draft, party),
      hand: async (party) => (await this.channel({ kind: 'hand', draft: this.draft, party })).document,
      openHands: async () => (await this.#opened()).flatMap(({ hand }) => (hand ? [hand] : [])),
      logger,
      newId,
    });
    return this.#acts;
  }

  /** A grant opens hands and closes them; what ended leaves the hands; the screen goes to the floor (SPEC SC8). */
  #acted(acted: Acted, path: string): void {
    if (changesGrants(acted.change)) void this.review(undefined);
    this.#hands.acted(acted);
    const unit = onFloor(acted.change.set);
    if (unit !== undefined) void this.setView({ at: unit });
    this.#acts?.tidyHands(acted).catch((error: unknown) => this.#say('warn', path, error));
  }

  /** Do keyboards change the text itself? Only then can it need mending. */
  get #isDrafting(): boolean {
    const anyone = { account: '', draft: this.draft, role: 'secretariat', head: false } as const;
    return mayDraft(anyone, this.#standing).may;
  }

  #considerEmpty(): void {
    void this.#opened().then((channels) => {
      const isEmpty = channels.every(({ connections }) => connections.size === 0) && !this.#screen?.isNeeded;
      if (!isEmpty) this.#emptySince = undefined;
      else this.#emptySince ??= performance.now();
    });
  }

  #refused(document: string, { account }: Connection, reason: FrameRefusal, detail: string): void {
    this.#ports.logger.warn({ document, account, reason, detail }, 'a frame was refused');
  }

  #say(level: 'warn' | 'error', document: string, error: unknown): void {
    const code = error instanceof LogError ? error.code : 'unexpected';
    this.#ports.logger[level](
      { document, code, err: error },
      error instanceof Error ? error.message : String(error),
    );
  }

  /** What is in memory may be ahead of the log: it is dropped, and whoever comes back gets what is durable. */
  #spoiled(path: string, error: unknown): void {
    this.#say('error', path, error);
    const channel = this.#channels.get(path);
    this.#channels.delete(path);
    const name = parseDocPath(path);
    if (name?.kind === 'hand') this.#hands.closed(name.party);
    if (path === docPath({ kind: 'draft', draft: this.draft })) {
      this.#screen?.close();
      this.#screen = undefined;
      this.#acts?.close();
      this.#acts = undefined;
      this.#document = undefined;
    }
    void channel?.then(({ presence, connections }) => {
      presence.stop();
      for (const connection of [...connections]) connection.close(TRY_AGAIN, 'the document is loaded anew');
    });
  }
}
