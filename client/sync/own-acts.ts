/** The acts of this page that it has not heard of yet: what comes after them has to wait for them (SPEC TB11). */
import type { ActRequest } from '../../shared/acts/act.ts';
import type { Facts } from '../../shared/acts/facts.ts';
import type { KnownFacts } from './known-facts.ts';
import type { Unsubscribe } from './state.ts';
import { until } from './wait.ts';

/** Acts that always change what the chair's side sees of the record, and which a correction is about. */
const RECORDED: ReadonlySet<ActRequest['act']> = new Set([
  'decide',
  'correct',
  'reopen',
  'bring-back',
  'merge',
  'split',
  'move',
  'renumber',
  'editorial',
]);

/** Milliseconds to wait for an act that was done and is not heard of: the line is lost. */
const PATIENCE = 10_000;

export class OwnActs {
  /** Acts asked for that were not answered. */
  #unanswered = 0;
  /** Number of the last one that was done. */
  #done = 0;
  /** Number of the last act of any kind that was done from here. */
  #last = 0;
  readonly #listeners = new Set<() => void>();

  constructor(private readonly known: Pick<KnownFacts, 'get' | 'subscribe'>) {}

  /** While an act is on its way; its answer is its number, or why it was refused. */
  async during<Refused>(
    act: ActRequest['act'],
    answer: Promise<number | Refused>,
  ): Promise<number | Refused> {
    if (!RECORDED.has(act)) return this.#answered(await answer);
    this.#unanswered += 1;
    try {
      const told = this.#answered(await answer);
      if (typeof told === 'number') this.#done = Math.max(this.#done, told);
      return told;
    } finally {
      this.#unanswered -= 1;
      for (const listener of [...this.#listeners]) listener();
    }
  }

  #answered<Refused>(told: number | Refused): number | Refused {
    if (typeof told === 'number') this.#last = Math.max(this.#last, told);
    return told;
  }

  /** The record once it holds the last act that was done from here, or as it is when that does not come in time. */
  async caughtUp(patience = PATIENCE): Promise<Facts> {
    await until(() => this.known.get().seq >= this.#last, this.#subscribe, patience);
    return this.known.get().facts;
  }

  /** Was an act asked for that the page has not heard of? */
  get isAwaiting(): boolean {
    return this.#unanswered > 0 || this.known.get().seq < this.#done;
  }

  /** The record once it holds every act that was asked for; undefined where that does not come. */
  async heard(patience = PATIENCE): Promise<Facts | undefined> {
    const isHeard = await until(() => !this.isAwaiting, this.#subscribe, patience);
    return isHeard ? this.known.get().facts : undefined;
  }

  readonly #subscribe = (listener: () => void): Unsubscribe => {
    const stop = this.known.subscribe(listener);
    this.#listeners.add(listener);
    return () => {
      stop();
      this.#listeners.delete(listener);
    };
  };
}
