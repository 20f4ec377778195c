/** Who takes part, as a test says it. */
import type { MembershipChange, MembershipSource } from '../../server/room/membership-source.ts';
import type { Standing } from '../../shared/house/audience.ts';
import type { Groups } from '../../shared/house/groups.ts';
import { DEFAULT_RULES, type Membership } from '../../shared/house/membership.ts';

const GROUPS: Groups = new Map();

export const LIVE: Standing = { phase: 'open', rules: { ...DEFAULT_RULES, drafting: 'everything-live' } };

/** Everybody is a delegate of the party before the dash of the account, `aa-1`, until told otherwise. */
export class Cast implements MembershipSource {
  #standing: Standing = LIVE;
  readonly #gone = new Set<string>();
  readonly #listeners = new Set<(change: MembershipChange) => void>();

  memberOf(account: string, draft: string): Membership | undefined {
    if (this.#gone.has(account)) return undefined;
    return { account, draft, role: 'delegation', party: account.split('-')[0] ?? account, head: false };
  }
  standing(): Standing {
    return this.#standing;
  }
  isParty(_draft: string, party: string): boolean {
    return /^[a-z]/.test(party);
  }
  groups(): Groups {
    return GROUPS;
  }
  nameOf(account: string): string {
    return account;
  }
  onChange(listener: (change: MembershipChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setStanding(standing: Standing, draft = 'd1'): void {
    this.#standing = standing;
    for (const listener of this.#listeners) listener({ draft });
  }
  remove(account: string, draft = 'd1'): void {
    this.#gone.add(account);
    for (const listener of this.#listeners) listener({ draft, account });
  }
}
