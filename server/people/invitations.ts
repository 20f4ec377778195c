/**
 * Invitations (SPEC IN1 to IN5): a link with a secret that gives a place in one or more drafts. Opening the link does
 * nothing, since mail scanners open links; a button redeems it.
 */
import type { RefusalReason } from '../../shared/house/audience.ts';
import type { Membership, Role } from '../../shared/house/membership.ts';
import type { Account, InvitationRecord } from './lookup.ts';
import { done, type Outcome, type People, refused } from './people.ts';
import { hashOf, newId, newToken } from './secret.ts';

export interface InvitationWish {
  readonly role: Role;
  readonly party?: string;
  readonly head: boolean;
  readonly label: string;
  /** How long it can be redeemed, in milliseconds. */
  readonly lasts: number;
  readonly reusable: boolean;
  /** The secret of the link; absent: a new one. The same secret in several drafts makes one link for all of them. */
  readonly token?: string;
}

/** Whoever redeemed an invitation, and the draft that the link leads to. */
export interface Redeemed {
  readonly account: Account;
  readonly draft: string;
}

export class Invitations {
  readonly #people: People;

  constructor(people: People) {
    this.#people = people;
  }

  /** Issues an invitation; the answer holds the only copy of its token. */
  invite(by: Account, draft: string, wish: InvitationWish): Promise<Outcome<{ id: string; token: string }>> {
    const people = this.#people;
    return people.inTurn(draft, async () => {
      const allowed = people.mayGive(by, draft, wish);
      if (!allowed.may) return refused(allowed.why);
      const { role, party, head, label, reusable, token = newToken() } = wish;
      const id = newId();
      const invitation = { id, role, party, head, label, reusable, expires: people.clock() + wish.lasts };
      await people.act(by, draft, [{ kind: 'invite', invitation, tokenHash: hashOf(token) }]);
      return done({ id, token });
    });
  }

  revoke(by: Account, draft: string, id: string): Promise<Outcome> {
    const people = this.#people;
    return people.inTurn(draft, async () => {
      const invitation = people.lookup.invitations(draft).find((found) => found.id === id);
      if (!invitation) return refused('unknown-invitation');
      const allowed = people.mayGive(by, draft, invitation);
      if (!allowed.may) return refused(allowed.why);
      if (!invitation.revoked) await people.act(by, draft, [{ kind: 'revoke-invitation', invitation: id }]);
      return done(undefined);
    });
  }

  /** What the page of a link shows before anything is redeemed: its first invitation, or why there is none to redeem. */
  look(token: string, account?: Account): Outcome<InvitationRecord> {
    const [first] = this.#people.lookup.invitationsByHash(hashOf(token));
    if (!first) return refused('unknown-invitation');
    const member = account && this.#people.memberOf(account.id, first.draft);
    const why = member && isSamePlace(member, first) ? undefined : whyNot(first, this.#people.clock());
    return why ? refused(why) : done(first);
  }

  /**
   * Redeems a link in every draft it is for. The account of the browser is used where it has no place yet; where it
   * has another place (two capacities in one browser), a new account is made under the given name.
   */
  async redeem(token: string, name: string, browser?: Account): Promise<Outcome<Redeemed>> {
    const found = this.#people.lookup.invitationsByHash(hashOf(token));
    const [first] = found;
    if (!first) return refused('unknown-invitation');
    const account = this.#accountFor(found, name || first.label, browser);
    const joined = await this.#join(first, account);
    if (!joined.done) return joined;
    for (const other of found.slice(1)) await this.#join(other, account);
    return done({ account, draft: first.draft });
  }

  #accountFor(found: readonly InvitationRecord[], name: string, browser?: Account): Account {
    const fits = (invitation: InvitationRecord): boolean => {
      const has = browser && this.#people.memberOf(browser.id, invitation.draft);
      return !has || isSamePlace(has, invitation);
    };
    return browser && found.every(fits) ? browser : { id: newId(), name };
  }

  #join(seen: InvitationRecord, account: Account): Promise<Outcome> {
    const people = this.#people;
    const { draft } = seen;
    return people.inTurn(draft, async () => {
      if (people.memberOf(account.id, draft)) return done(undefined);
      const invitation = people.lookup.invitations(draft).find(({ id }) => id === seen.id);
      const why = invitation ? whyNot(invitation, people.clock()) : 'unknown-invitation';
      if (why || !invitation) return refused(why ?? 'unknown-invitation');
      const { id, role, party, head, parts } = invitation;
      const member: Membership = { account: account.id, draft, role, party, head, parts };
      await people.act(account, draft, [{ kind: 'join', member, name: account.name, invitation: id }]);
      return done(undefined);
    });
  }
}

const isSamePlace = (member: Membership, { role, party }: InvitationRecord): boolean =>
  member.role === role && member.party === party;

/** Why an invitation cannot be redeemed now; undefined when it can. */
function whyNot(invitation: InvitationRecord, now: number): RefusalReason | undefined {
  if (invitation.revoked) return 'invitation-revoked';
  if (invitation.expires <= now) return 'invitation-expired';
  return invitation.redeemed > 0 && !invitation.reusable ? 'invitation-used' : undefined;
}
