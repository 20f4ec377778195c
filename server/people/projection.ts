/**
 * Brings the tables to what the log says (SPEC PE2): each entry is applied once, in order, in one transaction with the
 * number of the entry, so that a crash between log and tables is mended by applying the entries that are missing.
 */
import type { HouseAct } from '../../shared/house/act.ts';
import type { Membership } from '../../shared/house/membership.ts';
import type { Database } from '../log/sqlite-file.ts';

/** An act as the log of a draft holds it. */
export interface LoggedAct {
  readonly draft: string;
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The account that acted. */
  readonly account: string;
  readonly act: HouseAct;
}

export interface Projection {
  /** Applies one act, unless the tables hold it already; throws if the draft of the act was never created. */
  readonly apply: (entry: LoggedAct) => void;
  /** Notes that the tables hold everything up to this entry of the draft's log. */
  readonly markApplied: (draft: string, seq: number) => void;
}

export function projectionOf(database: Database): Projection {
  const write = statementsOf(database);
  const markApplied = (draft: string, seq: number) => {
    write.applied.run(seq, draft);
  };
  const apply = database.transaction((entry: LoggedAct) => {
    const held = write.held.get(entry.draft)?.applied ?? 0;
    if (entry.seq <= held) return;
    applyAct(write, entry);
    markApplied(entry.draft, entry.seq);
  });
  return { apply, markApplied };
}

function statementsOf(database: Database) {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    account: prepare('INSERT INTO account (id, name, created) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'),
    draft: prepare(
      'INSERT INTO draft (id, card, phase, rules, created, applied) VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING',
    ),
    applied: prepare('UPDATE draft SET applied = MAX(applied, ?) WHERE id = ?'),
    held: database.prepare<[string], { applied: number }>('SELECT applied FROM draft WHERE id = ?'),
    phase: prepare('UPDATE draft SET phase = ? WHERE id = ?'),
    rules: prepare('UPDATE draft SET rules = ? WHERE id = ?'),
    member: prepare(
      `INSERT INTO member (draft, account, role, party, head, parts) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET role = excluded.role, party = excluded.party, head = excluded.head, parts = excluded.parts`,
    ),
    removeMember: prepare('DELETE FROM member WHERE draft = ? AND account = ?'),
    invitation: prepare(
      'INSERT INTO invitation (id, draft, hash, body, issued_by) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ),
    revoke: prepare('UPDATE invitation SET revoked = 1 WHERE id = ? AND draft = ?'),
    redeem: prepare(
      'UPDATE invitation SET redeemed = redeemed + 1, redeemed_by = ? WHERE id = ? AND draft = ?',
    ),
    clearParties: prepare('DELETE FROM party WHERE draft = ?'),
    party: prepare('INSERT INTO party (draft, id, place, body) VALUES (?, ?, ?, ?)'),
  };
}
type Statements = ReturnType<typeof statementsOf>;

function applyAct(write: Statements, { draft, at, account, act }: LoggedAct): void {
  switch (act.kind) {
    case 'create-draft':
      write.draft.run(draft, JSON.stringify(act.card), act.phase, JSON.stringify(act.rules), at);
      return;
    case 'invite':
      write.invitation.run(act.invitation.id, draft, act.tokenHash, JSON.stringify(act.invitation), account);
      return;
    case 'revoke-invitation':
      write.revoke.run(act.invitation, draft);
      return;
    case 'join':
      write.account.run(act.member.account, act.name, at);
      writeMember(write, act.member);
      if (act.invitation !== undefined) write.redeem.run(act.member.account, act.invitation, draft);
      return;
    case 'change-member':
      writeMember(write, act.member);
      return;
    case 'remove-member':
      write.removeMember.run(draft, act.account);
      return;
    case 'set-phase':
      write.phase.run(act.phase, draft);
      return;
    case 'set-rules':
      write.rules.run(JSON.stringify(act.rules), draft);
      return;
    case 'set-parties':
      write.clearParties.run(draft);
      act.parties.forEach((party, place) => {
        write.party.run(draft, party.id, place, JSON.stringify(party));
      });
      return;
    default:
      act satisfies never;
  }
}

function writeMember(write: Statements, { draft, account, role, party, head, parts }: Membership): void {
  write.member.run(draft, account, role, party ?? null, head ? 1 : 0, parts ? JSON.stringify(parts) : null);
}
