/** Who takes part, as the room asks it; answered by the server's people. */
import {
  mayDraft,
  mayOpenHand,
  mayReadDraft,
  type Standing,
  type Verdict,
} from '../../shared/house/audience.ts';
import type { Groups } from '../../shared/house/groups.ts';
import { DEFAULT_RULES, type Membership } from '../../shared/house/membership.ts';
import type { DocName } from '../../shared/protocol/messages.ts';

/** What changed: one member's place, or with no account the standing of the whole draft. */
export interface MembershipChange {
  readonly draft: string;
  readonly account?: string;
}

export interface MembershipSource {
  memberOf(account: string, draft: string): Membership | undefined;
  /** Undefined when there is no such draft. */
  standing(draft: string): Standing | undefined;
  /** Is this party on the body's list? */
  isParty(draft: string, party: string): boolean;
  /** With which groups the parties of that list speak. */
  groups(draft: string): Groups;
  /** The person's name, shown to those who may know it. */
  nameOf(account: string): string | undefined;
  /** Calls back after a change has taken effect; returns the function that ends it. */
  onChange(listener: (change: MembershipChange) => void): () => void;
}

export interface Rights {
  readonly read: Verdict;
  readonly write: Verdict;
}

/** What a member may do with one document of a draft (AU1, AU3, AU4). A hand takes words in every phase. */
export function rightsIn(name: DocName, member: Membership | undefined, standing: Standing): Rights {
  switch (name.kind) {
    case 'draft':
      return { read: mayReadDraft(member, standing), write: mayDraft(member, standing) };
    case 'hand': {
      const open = mayOpenHand(member, name.party, standing);
      return { read: open, write: open };
    }
    default:
      return name satisfies never;
  }
}

/** The standing of a draft that is gone: nobody sees it. */
export const NOBODY: Standing = {
  phase: 'preparing',
  rules: { ...DEFAULT_RULES, observers: 'nothing', names: 'nobody' },
};
