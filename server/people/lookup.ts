/** Reads accounts, drafts, members, invitations and parties; each answer is plain data of the domain. */
import type { DraftCard, Invitation } from '../../shared/house/act.ts';
import type { Standing } from '../../shared/house/audience.ts';
import { type Groups, groupsIn } from '../../shared/house/groups.ts';
import {
  DEFAULT_RULES,
  type HouseRules,
  type Membership,
  type Phase,
  type Role,
} from '../../shared/house/membership.ts';
import type { Party } from '../../shared/house/party.ts';
import type { Database } from '../log/sqlite-file.ts';

export interface Account {
  readonly id: string;
  readonly name: string;
}

export interface DraftRecord extends DraftCard, Standing {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly created: number;
}

/** A member with the name of the person. */
export interface Participant extends Membership {
  readonly name: string;
}

/** An invitation as it stands: what it gives, and what became of it. */
export interface InvitationRecord extends Invitation {
  readonly draft: string;
  readonly issuedBy: string;
  readonly revoked: boolean;
  /** How often it was redeemed, and by whom last. */
  readonly redeemed: number;
  readonly redeemedBy?: string;
}

interface MemberRow {
  readonly draft: string;
  readonly account: string;
  readonly role: string;
  readonly party: string | null;
  readonly head: number;
  readonly parts: string | null;
}
interface DraftRow {
  readonly id: string;
  readonly card: string;
  readonly phase: string;
  readonly rules: string;
  readonly created: number;
}
interface InvitationRow {
  readonly draft: string;
  readonly body: string;
  readonly issued_by: string;
  readonly revoked: number;
  readonly redeemed: number;
  readonly redeemed_by: string | null;
}

const memberOf = ({ draft, account, role, party, head, parts }: MemberRow): Membership => ({
  draft,
  account,
  role: role as Role,
  ...(party === null ? {} : { party }),
  head: head === 1,
  ...(parts === null ? {} : { parts: JSON.parse(parts) as string[] }),
});

const draftOf = ({ id, card, phase, rules, created }: DraftRow): DraftRecord => ({
  ...(JSON.parse(card) as DraftCard),
  id,
  created,
  phase: phase as Phase,
  rules: { ...DEFAULT_RULES, ...(JSON.parse(rules) as Partial<HouseRules>) },
});

const invitationOf = (row: InvitationRow): InvitationRecord => ({
  ...(JSON.parse(row.body) as Invitation),
  draft: row.draft,
  issuedBy: row.issued_by,
  revoked: row.revoked === 1,
  redeemed: row.redeemed,
  ...(row.redeemed_by === null ? {} : { redeemedBy: row.redeemed_by }),
});

const bodyOf = <T>({ body }: { readonly body: string }): T => JSON.parse(body) as T;

export type Lookup = ReturnType<typeof lookupOf>;

/** The questions one can ask of the tables. Unknown ids answer undefined or an empty list. */
export function lookupOf(database: Database) {
  const one = <Row>(sql: string) => database.prepare<string[], Row>(sql);
  const account = one<Account>('SELECT id, name FROM account WHERE id = ?');
  const member = one<MemberRow>('SELECT * FROM member WHERE account = ? AND draft = ?');
  const members = one<MemberRow & { name: string }>(
    'SELECT member.*, name FROM member JOIN account ON id = account WHERE draft = ? ORDER BY role, party, head DESC, name',
  );
  const draft = one<DraftRow>('SELECT * FROM draft WHERE id = ?');
  const drafts = one<DraftRow>('SELECT * FROM draft ORDER BY created DESC, id');
  const draftsOf = one<DraftRow>(
    'SELECT draft.* FROM draft JOIN member ON draft = id WHERE account = ? ORDER BY created DESC, id',
  );
  const applied = one<{ applied: number }>('SELECT applied FROM draft WHERE id = ?');
  const invitations = one<InvitationRow>('SELECT * FROM invitation WHERE draft = ? ORDER BY rowid');
  const byHash = one<InvitationRow>('SELECT * FROM invitation WHERE hash = ? ORDER BY rowid DESC');
  const party = one<{ body: string }>('SELECT body FROM party WHERE draft = ? AND id = ?');
  const parties = one<{ body: string }>('SELECT body FROM party WHERE draft = ? ORDER BY place');
  return {
    account: (id: string): Account | undefined => account.get(id),
    member: (id: string, of: string): Membership | undefined => optional(member.get(id, of), memberOf),
    members: (of: string): readonly Participant[] =>
      members.all(of).map((row) => ({ ...memberOf(row), name: row.name })),
    draft: (id: string): DraftRecord | undefined => optional(draft.get(id), draftOf),
    drafts: (): readonly DraftRecord[] => drafts.all().map(draftOf),
    draftsOf: (id: string): readonly DraftRecord[] => draftsOf.all(id).map(draftOf),
    /** Number of the last entry of the draft's log that the tables hold; 0 when they hold none. */
    applied: (of: string): number => applied.get(of)?.applied ?? 0,
    invitations: (of: string): readonly InvitationRecord[] => invitations.all(of).map(invitationOf),
    /** The invitations that one link redeems, one a draft; the last issued first. */
    invitationsByHash: (hash: string): readonly InvitationRecord[] => byHash.all(hash).map(invitationOf),
    party: (of: string, id: string): Party | undefined => optional(party.get(of, id), bodyOf<Party>),
    parties: (of: string): readonly Party[] => parties.all(of).map(bodyOf<Party>),
    /** With which groups the parties of the list speak. */
    groups: (of: string): Groups => groupsIn(parties.all(of).map(bodyOf<Party>)),
  };
}

const optional = <Row, T>(row: Row | undefined, map: (row: Row) => T): T | undefined =>
  row === undefined ? undefined : map(row);
