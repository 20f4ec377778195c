/**
 * Live intake (SPEC AC12): where the house tables live, what is typed in a hand is on the table a moment later. One entry a
 * party a tick; what came while a tick was under way goes with the next.
 */
import { CHAIR, DESK } from '../../shared/acts/facts.ts';
import type { Membership } from '../../shared/house/membership.ts';
import { headsIn, proposalBlock, recordsByProposal } from '../../shared/proposals/hand.ts';
import type { Proposal } from '../../shared/proposals/proposal.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';
import { SERVER } from '../log/log.ts';
import type { LiveDocument } from './live-document.ts';

/** Milliseconds from a change to its tick. */
const PACE = 30;

export interface HandMirrorPorts {
  readonly draft: string;
  readonly party: string;
  readonly hand: LiveDocument;
  readonly isLive: () => boolean;
  readonly memberOf: (account: string) => Membership | undefined;
  /** Brings the table to what the hand holds, as one entry if there is anything to do. */
  readonly mirror: (by: MirroredBy, changed: readonly Proposal[], held: ReadonlySet<string>) => Promise<void>;
  readonly failed: (error: unknown) => void;
}

/** Who typed last in the hand, and for which party. */
export interface MirroredBy {
  readonly account: string;
  readonly member: Membership;
  readonly for: string;
}

export class HandMirror {
  readonly #ports: HandMirrorPorts;
  readonly #index: BlockIndex;
  /** Each proposal as it was when it was mirrored last. */
  #seen = new Map<string, string>();
  #account = SERVER;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(ports: HandMirrorPorts) {
    this.#ports = ports;
    this.#index = BlockIndex.of(ports.hand.ydoc);
    ports.hand.ydoc.on('afterTransaction', (transaction) => void this.#index.update(transaction));
    this.reconsider();
  }

  /** Somebody typed in the hand. */
  touched(account: string | undefined): void {
    this.#account = account ?? this.#account;
    if (this.#isClosed || this.#timer || !this.#ports.isLive()) return;
    this.#timer = setTimeout(() => this.#tick(), PACE).unref();
  }

  /** The house, the floor or a status changed: what could not be tabled before perhaps can now. */
  reconsider(): void {
    this.#seen = new Map();
    this.touched(undefined);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #tick(): void {
    const { hand, failed } = this.#ports;
    hand
      .settled()
      .then(() => this.#mirror())
      .catch(failed)
      .finally(() => {
        this.#timer = undefined;
        // What was typed meanwhile goes with the next tick.
        if (!this.#isClosed && this.#changed().length > 0) this.touched(undefined);
      });
  }

  async #mirror(): Promise<void> {
    if (this.#isClosed || this.#ports.hand.isAhead) return;
    const changed = this.#changed();
    const held = new Set(headsIn(this.#ports.hand.ydoc).keys());
    for (const proposal of changed) this.#seen.set(proposal.id, JSON.stringify(proposal));
    for (const id of [...this.#seen.keys()]) if (!held.has(id)) this.#seen.delete(id);
    await this.#ports.mirror(this.#by(), changed, held);
  }

  #changed(): readonly Proposal[] {
    const words = recordsByProposal(this.#index);
    return [...headsIn(this.#ports.hand.ydoc).values()]
      .map((head): Proposal => ({ ...head, blocks: (words.get(head.id) ?? []).map(proposalBlock) }))
      .filter((proposal) => this.#seen.get(proposal.id) !== JSON.stringify(proposal));
  }

  #by(): MirroredBy {
    const { party, draft, memberOf } = this.#ports;
    const account = this.#account;
    if (party === DESK)
      return { account, member: { account, draft, role: 'secretariat', head: false }, for: CHAIR };
    const known = memberOf(account);
    const member = known ?? { account, draft, role: 'delegation', party, head: false };
    return { account, member, for: party };
  }
}
