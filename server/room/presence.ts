/**
 * Who is in a document and where their carets are (SPEC PS1 to PS4): each sees whom it may see, others never reach its
 * bytes. Who somebody is comes from the server; of what a client says only the caret is passed on, gathered and seldom.
 */
import { isChairsSide, maySeePresence, type Standing } from '../../shared/house/audience.ts';
import type { Membership } from '../../shared/house/membership.ts';
import { Bytes } from '../../shared/protocol/bytes.ts';
import type { Anchor } from '../../shared/text/anchor.ts';
import { type PresenceState, presenceFrame } from './frame.ts';

/** A connection as presence knows it. */
export interface Present {
  readonly account: string;
  readonly member: Membership;
  readonly name: string | undefined;
  send(frame: Buffer): void;
}

/** Where a selection begins and where it ends, the caret; both as anchors (`shared/text/anchor`). */
interface CaretPlaces {
  readonly anchor: Anchor;
  readonly head: Anchor;
}

interface Caret {
  present: Present;
  /** The client's own clock: older news is passed over. */
  heard: number;
  /** The clock under which it goes out; it only grows, also over reconnections. */
  clock: number;
  caret: CaretPlaces | null;
}

/** Carets a connection may have: tabs have one; a change of client id shortly two. */
const CARETS = 4;
const STATE_BYTES = 4_000;
/** Milliseconds over which news is gathered, with few and with many in the room. */
const PACE = { few: 120, many: 400 };
/** Colours of the theme. */
const COLOURS = 8;

export class Presence {
  readonly #carets = new Map<number, Caret>();
  readonly #gone = new Map<number, { readonly present: Present; readonly clock: number }>();
  readonly #news = new Set<number>();
  readonly #viewers: ReadonlySet<Present>;
  readonly #standing: () => Standing;
  readonly #isShared: boolean;
  #clock = 1;
  #timer: NodeJS.Timeout | undefined;

  /** `isShared`: those who are here work on one paper of their own, and see each other whatever the house says. */
  constructor(viewers: ReadonlySet<Present>, standing: () => Standing, isShared = false) {
    this.#viewers = viewers;
    this.#standing = standing;
    this.#isShared = isShared;
  }

  /** Takes in what a client says of its carets; throws `UnreadableUpdate` for bytes that are none. */
  receive(from: Present, bytes: Uint8Array): void {
    const input = new Bytes(bytes);
    for (let left = Math.min(input.uint(), CARETS); left > 0; left -= 1) {
      const client = input.uint();
      const heard = input.uint();
      const state = parsed(input.text(STATE_BYTES));
      if (state === null) this.#leave(from, client);
      else if (state !== undefined) this.#place(from, client, heard, state);
    }
  }

  #place(from: Present, client: number, heard: number, state: Record<string, unknown>): void {
    const known = this.#carets.get(client);
    if (known && known.present.account !== from.account) return;
    if (known && known.present === from && heard < known.heard) return;
    if (!known && [...this.#carets.values()].filter(({ present }) => present === from).length >= CARETS)
      return;
    this.#carets.set(client, { present: from, heard, clock: this.#clock++, caret: caretOf(state.caret) });
    this.#gone.delete(client);
    this.#tell(client);
  }

  #leave(from: Present, client: number): void {
    if (this.#carets.get(client)?.present !== from) return;
    this.#carets.delete(client);
    this.#gone.set(client, { present: from, clock: this.#clock++ });
    this.#tell(client);
  }

  /** A connection ended. */
  end(of: Present): void {
    for (const [client, { present }] of [...this.#carets]) if (present === of) this.#leave(of, client);
  }

  /** All carets the viewer may see, be they none. */
  show(viewer: Present): void {
    const seen: PresenceState[] = [];
    for (const [client, caret] of this.#carets) {
      if (caret.present === viewer) continue;
      if (this.#maySee(viewer, caret.present)) seen.push(this.#stateFor(viewer, client, caret));
    }
    viewer.send(presenceFrame(seen));
  }

  /** After a change of membership or rules: carets that a viewer may no longer see vanish from it. */
  review(before: (viewer: Present, other: Present) => boolean): void {
    for (const viewer of this.#viewers) {
      const states = [...this.#carets].flatMap(([client, caret]): PresenceState[] => {
        if (caret.present === viewer) return [];
        if (this.#maySee(viewer, caret.present))
          return [this.#stateFor(viewer, client, { ...caret, clock: this.#clock++ })];
        return before(viewer, caret.present) ? [{ client, clock: this.#clock++, state: 'null' }] : [];
      });
      if (states.length > 0) viewer.send(presenceFrame(states));
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #tell(client: number): void {
    this.#news.add(client);
    this.#timer ??= setTimeout(() => this.#flush(), this.#viewers.size > 50 ? PACE.many : PACE.few);
  }

  /** Role, party and nothing else decide what a viewer sees, so viewers alike share the frame. */
  #flush(): void {
    this.#timer = undefined;
    const news = new Map<string, { readonly states: readonly PresenceState[]; readonly frame: Buffer }>();
    for (const viewer of this.#viewers) {
      const { role, party } = viewer.member;
      const audience = `${role}/${party ?? ''}`;
      const states = news.get(audience)?.states ?? this.#newsFor(viewer);
      const { frame } = news.get(audience) ?? { frame: presenceFrame(states) };
      news.set(audience, { states, frame });
      // A client takes what comes under its own id for its own, so nobody is told of itself.
      const others = states.filter(({ client }) => this.#carets.get(client)?.present !== viewer);
      if (others.length > 0) viewer.send(others.length === states.length ? frame : presenceFrame(others));
    }
    this.#news.clear();
    this.#gone.clear();
  }

  #newsFor(viewer: Present): readonly PresenceState[] {
    const states: PresenceState[] = [];
    for (const client of this.#news) {
      const caret = this.#carets.get(client);
      const gone = this.#gone.get(client);
      if (caret && this.#maySee(viewer, caret.present)) states.push(this.#stateFor(viewer, client, caret));
      else if (gone && this.#maySee(viewer, gone.present))
        states.push({ client, clock: gone.clock, state: 'null' });
    }
    return states;
  }

  #maySee(viewer: Present, other: Present): boolean {
    return this.#isShared || maySeePresence(viewer.member, other.member, this.#standing());
  }

  #stateFor(viewer: Present, client: number, { present, clock, caret }: Caret): PresenceState {
    const { role, party } = present.member;
    const user = {
      role,
      party,
      name: mayKnowPerson(viewer.member, present.member) ? present.name : undefined,
      colour: colourOf(party ?? present.account),
    };
    return { client, clock, state: JSON.stringify({ user, caret }) };
  }
}

/** Which person it is, one's own side alone knows. */
const mayKnowPerson = (viewer: Membership, other: Membership): boolean =>
  (viewer.party !== undefined && viewer.party === other.party) ||
  (isChairsSide(viewer) && isChairsSide(other));

function colourOf(name: string): number {
  let hash = 7;
  for (let at = 0; at < name.length; at += 1) hash = (hash * 31 + name.charCodeAt(at)) >>> 0;
  return hash % COLOURS;
}

/** A state as an object, null for "gone", undefined for anything else. */
function parsed(text: string): Record<string, unknown> | null | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown> | null)
      : undefined;
  } catch {
    return undefined;
  }
}

/** A caret that can be drawn; anything else is none. */
function caretOf(value: unknown): CaretPlaces | null {
  const { anchor, head } = (value ?? {}) as { readonly anchor?: unknown; readonly head?: unknown };
  const places = { anchor: anchorOf(anchor), head: anchorOf(head) };
  return places.anchor && places.head ? { anchor: places.anchor, head: places.head } : null;
}

function anchorOf(value: unknown): Anchor | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { client, clock } = value as Anchor;
  if (client === undefined && clock === undefined) return {};
  return isPlace(client) && isPlace(clock) ? { client, clock } : undefined;
}

const isPlace = (number: unknown): number is number =>
  Number.isSafeInteger(number) && (number as number) >= 0;
