/** The record beside the words as the server told it: a whole first, then what changed (SPEC FA3). */
import { type Facts, withChange } from '../../shared/acts/facts.ts';
import type { ServerMessage } from '../../shared/protocol/messages.ts';
import { Observable } from './state.ts';

export interface FactsState {
  readonly facts: Facts;
  /** Number of the last act that is in it; 0 before anything came. */
  readonly seq: number;
}

/** For `useSyncExternalStore(known.subscribe, known.get)`. */
export class KnownFacts {
  readonly #state = new Observable<FactsState>({ facts: {}, seq: 0 });

  readonly get = (): FactsState => this.#state.get();
  readonly subscribe = this.#state.subscribe;

  hear({ whole, seq, set, gone }: Extract<ServerMessage, { kind: 'facts' }>): void {
    const facts = whole ? set : withChange(this.#state.get().facts, { set, gone });
    this.#state.set({ facts, seq });
  }
}
