/**
 * The screen of one draft: a read-only stream for projector, observers and phones (SPEC SC1 to SC4). Every listener gets
 * the same bytes, serialised once; what a member may not see is never written.
 */
import type { ServerResponse } from 'node:http';
import type * as Y from 'yjs';
import { mayFollowScreen, type Verdict } from '../../shared/house/audience.ts';
import { Composition } from '../../shared/proposals/composition.ts';
import {
  DEFAULT_SCREEN,
  type ScreenChange,
  type ScreenEvent,
  type ScreenView,
} from '../../shared/protocol/screen.ts';
import { blockOf, metaOf, readMeta } from '../../shared/text/draft-doc.ts';
import type { LiveDocument } from './live-document.ts';
import type { MembershipSource } from './membership-source.ts';
import { ScreenChanges } from './screen-changes.ts';

interface Listener {
  readonly account: string;
  readonly response: ServerResponse;
  /** It reads too slowly: it gets nothing until its buffer is empty, then the whole text. */
  isBehind: boolean;
}

/** Milliseconds between patches, and between signs of life on a quiet stream. */
const PACE = 30;
const HEARTBEAT = 15_000;
/** Bytes waiting for a listener above which it is behind. */
const BEHIND_BYTES = 1_000_000;
/** Patches after which newcomers get the text serialised anew. */
const WHOLE_LASTS = 50;

export class Screen {
  readonly #document: LiveDocument;
  readonly #members: MembershipSource;
  readonly #draft: string;
  readonly #changed: () => void;
  readonly #listeners = new Set<Listener>();
  readonly #changes = new ScreenChanges();
  #composition: Composition | undefined;
  #isMetaTouched = false;
  #timer: NodeJS.Timeout | undefined;
  /** When a patch went out last: after a quiet while the next goes at once. */
  #flushedAt = Number.NEGATIVE_INFINITY;
  #heartbeat: NodeJS.Timeout | undefined;
  /** The text as one event, and the patches since. */
  #whole: { readonly text: Buffer; readonly patches: Buffer[] } | undefined;
  #view: ScreenView;

  /** `changed` is called when the first listener comes and the last goes. */
  constructor(
    draft: string,
    document: LiveDocument,
    members: MembershipSource,
    view = DEFAULT_SCREEN,
    changed = () => {},
  ) {
    this.#draft = draft;
    this.#document = document;
    this.#members = members;
    this.#view = view;
    this.#changed = changed;
  }

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  /** True while somebody follows, or what is held must be kept. */
  get isNeeded(): boolean {
    return !this.isEmpty || isStill(this.#view);
  }

  /** Streams to the response until it closes, the member may no longer follow, or the screen closes. */
  async attach(account: string, response: ServerResponse): Promise<void> {
    response.writeHead(200, HEADERS);
    await this.#whenShown();
    if (response.destroyed) return;
    const verdict = this.#mayFollow(account);
    if (!verdict.may) return end(response, verdict.why);
    if (this.isEmpty) this.#start();
    this.#flushNow();
    const listener: Listener = { account, response, isBehind: false };
    this.#listeners.add(listener);
    response.on('close', () => this.#leave(listener));
    response.on('error', () => this.#leave(listener));
    response.on('drain', () => void this.#catchUp(listener));
    this.#sendWhole(listener);
    this.#changed();
  }

  get view(): ScreenView {
    return this.#view;
  }

  /** Shows it so to everyone. While it holds or is blank, no word goes out; after that the text as it stands. */
  async setView(view: ScreenView): Promise<void> {
    await this.#whenShown();
    const was = this.#view;
    this.#flushNow();
    this.#view = view;
    this.#broadcast(eventOf({ kind: 'view', view }));
    const isAnew = was.blank !== view.blank || (isStill(was) && !isStill(view));
    if (isAnew || isStill(was) !== isStill(view)) this.#whole = { text: this.#serialise(), patches: [] };
    if (isAnew && !view.blank) for (const listener of this.#listeners) this.#sendWhole(listener);
    this.#changed();
  }

  /** Membership or standing changed: who may no longer follow is told why, and ended. */
  review(): void {
    for (const listener of [...this.#listeners]) {
      const verdict = this.#mayFollow(listener.account);
      if (!verdict.may) this.#end(listener, verdict.why);
    }
  }

  /** Ends the streams of an account that signed out. */
  dismiss(account: string): void {
    for (const listener of [...this.#listeners])
      if (listener.account === account) this.#end(listener, 'signed-out');
  }

  /** Ends all streams; listeners come back by themselves. */
  close(): void {
    for (const { response } of [...this.#listeners]) response.end();
    this.#listeners.clear();
    this.#stop();
  }

  #mayFollow(account: string): Verdict {
    const standing = this.#members.standing(this.#draft);
    if (!standing) return { may: false, why: 'unknown-draft' };
    return mayFollowScreen(this.#members.memberOf(account, this.#draft), standing);
  }

  /** What the server changed and has not made durable is not shown. */
  async #whenShown(): Promise<void> {
    while (this.#document.isAhead) await this.#document.settled();
  }

  #start(): void {
    this.#composition = new Composition(this.#document.ydoc);
    this.#isMetaTouched = false;
    this.#document.ydoc.on('afterTransaction', this.#observe);
    this.#heartbeat = setInterval(() => this.#broadcast(BEAT), HEARTBEAT).unref();
  }

  #stop(): void {
    this.#document.ydoc.off('afterTransaction', this.#observe);
    clearInterval(this.#heartbeat);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#composition = undefined;
    if (!isStill(this.#view)) this.#whole = undefined;
    this.#changes.take();
    this.#changed();
  }

  readonly #observe = (transaction: Y.Transaction): void => {
    const changes = this.#composition?.update(transaction);
    if (changes) this.#changes.add(changes);
    if (transaction.changed.has(metaOf(this.#document.ydoc) as never)) this.#isMetaTouched = true;
    this.#timer ??= setTimeout(
      () => void this.#flush(),
      Math.max(0, this.#flushedAt + PACE - performance.now()),
    );
  };

  async #flush(): Promise<void> {
    await this.#whenShown();
    this.#timer = undefined;
    this.#flushedAt = performance.now();
    this.#flushNow();
  }

  #flushNow(): void {
    if (this.isEmpty || isStill(this.#view) || this.#document.isAhead) return;
    const changes = this.#changes.take();
    if (!changes || this.#isMetaTouched) this.#sendAllWhole();
    else if (changes.length > 0) this.#sendPatch(changes);
  }

  #sendPatch(changes: readonly ScreenChange[]): void {
    const patch = eventOf({ kind: 'patch', seq: this.#document.seq, changes });
    this.#whole?.patches.push(patch);
    this.#broadcast(patch);
  }

  #sendAllWhole(): void {
    this.#isMetaTouched = false;
    this.#whole = undefined;
    for (const listener of this.#listeners) this.#sendWhole(listener);
  }

  #broadcast(event: Buffer): void {
    for (const listener of this.#listeners) {
      if (listener.isBehind) continue;
      if (listener.response.writableLength > BEHIND_BYTES) listener.isBehind = true;
      else listener.response.write(event);
    }
  }

  async #catchUp(listener: Listener): Promise<void> {
    await this.#whenShown();
    if (!listener.isBehind || !this.#listeners.has(listener)) return;
    this.#flushNow();
    listener.isBehind = false;
    this.#sendWhole(listener);
  }

  #sendWhole({ response }: Listener): void {
    if (!this.#whole || this.#whole.patches.length > WHOLE_LASTS)
      this.#whole = { text: this.#serialise(), patches: [] };
    response.write(this.#whole.text);
    for (const patch of this.#whole.patches) response.write(patch);
    if (isStill(this.#view)) response.write(eventOf({ kind: 'view', view: this.#view }));
  }

  /** The text as it stands; what was gathered for a patch is in it. */
  #serialise(): Buffer {
    const view = this.#view;
    this.#changes.take();
    const blocks = view.blank
      ? []
      : (this.#composition ?? new Composition(this.#document.ydoc)).blocks().map(blockOf);
    return eventOf({
      kind: 'text',
      seq: this.#document.seq,
      meta: readMeta(this.#document.ydoc),
      blocks,
      view,
    });
  }

  #end(listener: Listener, why: string): void {
    end(listener.response, why);
    this.#leave(listener);
  }

  #leave(listener: Listener): void {
    if (this.#listeners.delete(listener) && this.isEmpty) this.#stop();
  }
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};
const BEAT = Buffer.from(': \n\n');

const isStill = ({ hold, blank }: ScreenView): boolean => hold || blank;

/** JSON holds no line break, so an event is one line of data. */
const eventOf = (event: ScreenEvent): Buffer => Buffer.from(`data: ${JSON.stringify(event)}\n\n`);

function end(response: ServerResponse, why: string): void {
  response.end(eventOf({ kind: 'closed', why }));
}
