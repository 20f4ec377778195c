/** The hands of a room that are open, and what follows them where the house tables live (SPEC HA1, AC12). */
import type { Facts } from '../../shared/acts/facts.ts';
import type { Standing } from '../../shared/house/audience.ts';
import type { Membership } from '../../shared/house/membership.ts';
import type { Acts } from './acts.ts';
import type { Acted } from './document-ports.ts';
import { HandMirror } from './hand-mirror.ts';
import type { LiveDocument } from './live-document.ts';

export interface HandsPorts {
  readonly draft: string;
  readonly acts: () => Promise<Acts>;
  readonly standing: () => Standing;
  readonly memberOf: (account: string) => Membership | undefined;
  readonly failed: (party: string, error: unknown) => void;
}

export class Hands {
  readonly #ports: HandsPorts;
  readonly #mirrors = new Map<string, HandMirror>();

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

/** Number of the act by which the party deleted the hand before this one. */
export function begunIn(facts: Facts, party: string): number | undefined {
  const fact = facts[`hand/${party}`];
  return fact?.kind === 'hand' ? fact.begun : undefined;
}
