/** What a person is told about their own words, and how a page listens to it (SPEC SY1). */

import type { HouseRules, Membership, Phase } from '../../shared/house/membership.ts';
import type { FrameRefusal } from '../../shared/protocol/messages.ts';
import type { KeptWords } from './kept-words.ts';

/**
 * `saved`: the server holds everything durably. `sending`: it is connected and some edits are not acknowledged yet.
 * `offline`: no line, or the text has not arrived yet. `read-only`: connected, and this member may not write.
 * `refused`: the server did not admit an edit; the text is being fetched anew. `closed`: the server ended it for good.
 */
export type Line = 'saved' | 'sending' | 'offline' | 'read-only' | 'refused' | 'closed';

/** Where edits that the server does not hold yet are kept; `failed`: the device refused them, they are in this tab only. */
export type Kept = 'on-this-device' | 'in-this-tab' | 'failed';

/** One immutable snapshot; a new object each time something changed. */
export interface ConnectionState {
  readonly line: Line;
  /** Local edits (transactions) the server has not acknowledged. Never too low. */
  readonly unsent: number;
  /** True once the server's whole text arrived on some connection of this session. */
  readonly synced: boolean;
  /** What the member is here, once the server said it. */
  readonly member?: Membership;
  readonly phase?: Phase;
  readonly rules?: HouseRules;
  readonly mayWrite: boolean;
  /** Of a hand: which one it is, where its party deleted one before it. */
  readonly begun?: number;
  /** Reason of `read-only`, `refused`, `closed` or of a pause; a key of the catalogue under `refusal.` */
  readonly why?: FrameRefusal | string;
}

/** The same, with what the device keeps: what the state line shows. */
export interface SyncState extends ConnectionState {
  readonly kept: Kept;
  /** Nothing of it is sent, because its writer says so: it is on this device alone. */
  readonly stays: boolean;
  /** Why the device does not keep it: an error's name, `QuotaExceededError`, or `other-schema`. */
  readonly keptWhy?: string;
  /** What was typed and not admitted, to be copied; nothing a person wrote is lost (SPEC RB1). */
  readonly keptWords: readonly KeptWords[];
  /** Grows when the document was rebuilt and the editor has to be mounted anew on `session.ydoc`. */
  readonly generation: number;
}

export type Unsubscribe = () => void;

/** A value with listeners, shaped for React's `useSyncExternalStore(subscribe, get)`. */
export class Observable<State extends object> {
  readonly #listeners = new Set<() => void>();
  #state: State;

  constructor(initial: State) {
    this.#state = initial;
  }

  readonly get = (): State => this.#state;

  readonly subscribe = (listener: () => void): Unsubscribe => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes over the state and tells listeners, unless every field is the same as before. */
  set(next: State): void {
    if (isShallowlyEqual(this.#state, next)) return;
    this.#state = next;
    for (const listener of [...this.#listeners]) listener();
  }
}

function isShallowlyEqual<T extends object>(a: T, b: T): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof T>;
  for (const key of keys) if (!Object.is(a[key], b[key])) return false;
  return true;
}
