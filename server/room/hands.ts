/** The hands of a room that are open, and what follows them where the house tables live (SPEC HA1, AC12). */
import type { Facts } from '../../shared/acts/facts.ts';
import type { Standing } from '../../shared/house/audience.ts';
import type { Membership } from '../../shared/house/membership.ts';
import { type Entry, type Log, SERVER } from '../log/log.ts';
import type { Acts } from './acts.ts';
import type { Acted } from './document-ports.ts';
import { HandMirror } from './hand-mirror.ts';
import type { LiveDocument } from './live-document.ts';

export interface HandsPorts {
  readonly draft: string;
  readonly log: Log;
  readonly acts: () => Promise<Acts>;
  readonly standing: () => Standing;
  readonly memberOf: (account: string) => Membership | undefined;
  readonly failed: (party: string, error: unknown) => void;
}

export class Hands {
  readonly #ports: HandsPorts;
  readonly #mirrors = new Map<string, HandMirror>();
  /** Hands that are being deleted. */
  readonly #ending = new Map<string, Promise<void>>();

  constructor(ports: HandsPorts) {
    this.#ports = ports;
  }

  opened(party: string, hand: LiveDocument): void {
    this.closed(party);
    const { draft, acts, standing, memberOf, failed } = this.#ports;
    const mirror = new HandMirror({
      draft,
      party,
      hand,
      memberOf,
      isLive: () => standing().rules.intake === 'live',
      mirror: async (by, changed, held) => (await acts()).mirror(by, changed, held),
      failed: (error) => failed(party, error),
    });
    this.#mirrors.set(party, mirror);
  }

  /** Somebody typed in this hand. */
  touched(party: string, account: string | undefined): void {
    this.#mirrors.get(party)?.touched(account);
  }

  /** What an act changed may let hands table what they could not before. */
  acted({ change }: Acted): void {
    const keys = [...Object.keys(change.set), ...change.gone];
    if (keys.some((key) => UNLOCKS.test(key))) this.reconsider();
  }

  reconsider(): void {
    for (const mirror of this.#mirrors.values()) mirror.reconsider();
  }

  /** Deletes the log of a hand whose party ended it; the next one begins when it is gone. */
  async end(path: string, party: string, left: Promise<void>): Promise<void> {
    this.closed(party);
    const ended = left.then(() => this.#ports.log.forget(path));
    this.#ending.set(path, ended);
    await ended.finally(() => this.#ending.delete(path));
  }

  /** Resolves when no hand of this name is being deleted. */
  gone(path: string): Promise<void> {
    return this.#ending.get(path) ?? Promise.resolve();
  }

  /**
   * Before a hand is opened: what is left of one that its party ended is deleted, should the server have stopped between
   * the act and the deletion; a hand that begins after an end says after which (LG6).
   */
  async settle(path: string, begun: number | undefined): Promise<void> {
    if (begun === undefined) return;
    const { log } = this.#ports;
    const [first] = await log.read(path, 1, 1);
    if (first && beginningIn(first) === begun) return;
    if (first) await log.forget(path);
    const body = JSON.stringify({ begun });
    await log.append(path, [{ at: Date.now(), user: SERVER, kind: 'create', body }]);
  }

  closed(party: string): void {
    this.#mirrors.get(party)?.close();
    this.#mirrors.delete(party);
  }

  close(): void {
    for (const party of [...this.#mirrors.keys()]) this.closed(party);
  }
}

/** Facts that lock places, or no longer do. */
const UNLOCKS = /^(floor$|status\/|part-phase\/)/;

/** After which end a hand began, as its first entry says. */
function beginningIn({ kind, body = '' }: Entry): number | undefined {
  if (kind !== 'create') return undefined;
  const said: unknown = JSON.parse(body);
  return typeof said === 'object' && said && 'begun' in said ? Number(said.begun) : undefined;
}

/** Number of the act by which the party deleted the hand before this one. */
export function begunIn(facts: Facts, party: string): number | undefined {
  const fact = facts[`hand/${party}`];
  return fact?.kind === 'hand' ? fact.begun : undefined;
}
