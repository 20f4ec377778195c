/**
 * Who takes part in which draft, in which capacity, phase and rules. Every change is an act: checked against the house
 * (`shared/house/audience`), appended to the draft's log, and only then applied and told to open connections.
 */
import type { HouseAct } from '../../shared/house/act.ts';
import {
  isChairsSide,
  mayAdminister,
  mayGivePlace,
  type Place,
  type RefusalReason,
  type Standing,
  type Verdict,
} from '../../shared/house/audience.ts';
import {
  DEFAULT_RULES,
  type HouseRules,
  type Membership,
  type Phase,
} from '../../shared/house/membership.ts';
import type { Party } from '../../shared/house/party.ts';
import type { Database } from '../log/sqlite-file.ts';
import { type Account, type InvitationRecord, type Lookup, lookupOf } from './lookup.ts';
import { Meanings } from './meanings.ts';
import type { NewDraft } from './new-draft.ts';
import { type LoggedAct, projectionOf } from './projection.ts';
import { newId } from './secret.ts';
import { Turns } from './turns.ts';

/** Acts of one account on their way to the log. */
export interface ActsToRecord {
  readonly draft: string;
  readonly account: string;
  /** Party that the account acts for. */
  readonly actingFor?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly acts: readonly HouseAct[];
  /** With the first act of a draft: the Yjs update (V1) that makes its text. */
  readonly update?: Uint8Array;
}

/** Appends acts to their draft's log, all or none; resolves with the number of the first entry once they are durable. */
export type RecordActs = (entry: ActsToRecord) => Promise<number>;

/** What was asked was done, or why not. */
export type Outcome<T = void> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly why: RefusalReason };

/** What changed: one member's place, or with no account the standing of the whole draft. */
export interface PeopleChange {
  readonly draft: string;
  readonly account?: string;
}

/** Who acts when nobody is signed in: the server itself, by its command line or at its first start. */
export const THE_SERVER: Account = { id: 'server', name: 'server' };

export const done = <T>(value: T): Outcome<T> => ({ done: true, value });
export const refused = (why: RefusalReason): Outcome<never> => ({ done: false, why });

export interface PeoplePorts {
  readonly database: Database;
  readonly record: RecordActs;
  readonly clock?: () => number;
}

export class People {
  readonly lookup: Lookup;
  /** What names in imported files mean. */
  readonly meanings: Meanings;
  readonly clock: () => number;
  readonly #record: RecordActs;
  readonly #apply: (entry: LoggedAct) => void;
  readonly #markApplied: (draft: string, seq: number) => void;
  readonly #turns = new Turns();
  readonly #listeners = new Set<(change: PeopleChange) => void>();

  constructor({ database, record, clock = Date.now }: PeoplePorts) {
    this.lookup = lookupOf(database);
    this.meanings = new Meanings(database, clock);
    this.clock = clock;
    this.#record = record;
    const { apply, markApplied } = projectionOf(database);
    this.#apply = apply;
    this.#markApplied = markApplied;
  }

  memberOf(account: string, draft: string): Membership | undefined {
    return this.lookup.member(account, draft);
  }

  /** Is this party on the draft's list? */
  isParty(draft: string, party: string): boolean {
    return this.lookup.party(draft, party) !== undefined;
  }

  /** With which groups the parties of the list speak. */
  readonly groups = (draft: string) => this.lookup.groups(draft);

  /** The person's name. */
  nameOf(account: string): string | undefined {
    return this.lookup.account(account)?.name;
  }

  /** Phase and house rules of a draft; undefined when there is no such draft. */
  standing(draft: string): Standing | undefined {
    return this.lookup.draft(draft);
  }

  /** Calls back after every change has taken effect. Returns the function that ends it. */
  onChange(listener: (change: PeopleChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Checks and acts in one turn of the draft, so that nothing changes between the check and its act. */
  inTurn<T>(draft: string, work: () => Promise<T>): Promise<T> {
    return this.#turns.take(draft, work);
  }

  /** Appends acts, applies them, tells those who listen. Only inside a turn of their draft. */
  async act(by: Account, draft: string, acts: readonly HouseAct[], update?: Uint8Array): Promise<void> {
    const at = this.clock();
    const actingFor = this.memberOf(by.id, draft)?.party;
    const first = await this.#record({ draft, account: by.id, actingFor, at, acts, update });
    acts.forEach((act, n) => {
      this.#apply({ draft, seq: first + n, at, account: by.id, act });
    });
    for (const act of acts) this.#tell(act, draft);
  }

  /** Applies acts of a draft's log that the tables do not hold yet; they then stand at entry `last`. */
  catchUp(draft: string, acts: Iterable<LoggedAct>, last: number): void {
    for (const entry of acts) this.#apply(entry);
    this.#markApplied(draft, last);
  }

  /** Creates a draft from the update that makes its text; it is in preparation unless said otherwise. */
  async createDraft(by: Account, text: NewDraft): Promise<string> {
    const draft = newId();
    const {
      card,
      source,
      report,
      answers,
      claims,
      lineage,
      phase = 'preparing',
      rules = DEFAULT_RULES,
    } = text;
    const acts: HouseAct[] = [
      { kind: 'create-draft', card, phase, rules, source, report, answers, claims, lineage },
    ];
    if (text.as) {
      const member: Membership = { account: by.id, draft, role: text.as, head: false };
      acts.push({ kind: 'join', member, name: by.name });
    }
    if (text.parties) acts.push({ kind: 'set-parties', parties: text.parties });
    await this.inTurn(draft, () => this.act(by, draft, acts, text.update));
    return draft;
  }

  /** Gives a member another place; open invitations that this member issued and may no longer issue end. */
  changeMember(by: Account, draft: string, account: string, place: Place): Promise<Outcome> {
    return this.inTurn(draft, async () => {
      const was = this.memberOf(account, draft);
      if (!was) return refused('unknown-member');
      const allowed = firstRefusal(
        this.mayGive(by, draft, was),
        this.mayGive(by, draft, place),
        this.#keepsAChair(was, place),
      );
      if (!allowed.may) return refused(allowed.why);
      const { role, party, head } = place;
      const member: Membership = { account, draft, role, party, head, parts: was.parts };
      const beyond = this.#issuedBy(account, draft).filter((open) => !mayGivePlace(member, open).may);
      await this.act(by, draft, [...beyond.map(revoked), { kind: 'change-member', member, was }]);
      return done(undefined);
    });
  }

  /** Ends a membership, and the open invitations that this member issued. */
  removeMember(by: Account, draft: string, account: string): Promise<Outcome> {
    return this.inTurn(draft, async () => {
      const was = this.memberOf(account, draft);
      if (!was) return refused('unknown-member');
      const self = by.id === account;
      const allowed = firstRefusal(
        self ? { may: true } : this.mayGive(by, draft, was),
        this.#keepsAChair(was),
      );
      if (!allowed.may) return refused(allowed.why);
      const issued = this.lookup
        .invitations(draft)
        .filter((open) => open.issuedBy === account && !open.revoked);
      await this.act(by, draft, [
        ...issued.map(({ id }) => ({ kind: 'revoke-invitation' as const, invitation: id })),
        { kind: 'remove-member', account, was },
      ]);
      return done(undefined);
    });
  }

  setPhase(by: Account, draft: string, phase: Phase): Promise<Outcome> {
    return this.#administer(by, draft, ({ phase: was }) => ({ kind: 'set-phase', phase, was }));
  }

  /** Changes the house rules named; the others stay. */
  setRules(by: Account, draft: string, changed: Partial<HouseRules>): Promise<Outcome> {
    return this.#administer(by, draft, ({ rules }) => ({
      kind: 'set-rules',
      rules: { ...rules, ...changed },
      was: rules,
    }));
  }

  /** Replaces the list of parties. Refused while a party that is no longer on it has members. */
  setParties(by: Account, draft: string, parties: readonly Party[]): Promise<Outcome> {
    const listed = new Set(parties.map(({ id }) => id));
    const missing = () =>
      this.lookup.members(draft).some(({ party }) => party !== undefined && !listed.has(party));
    return this.#administer(by, draft, () => (missing() ? 'party-in-use' : { kind: 'set-parties', parties }));
  }

  /** May this account give or take this place in the draft, and does its party exist? */
  mayGive(by: Account, draft: string, place: Place): Verdict {
    if (!this.lookup.draft(draft)) return { may: false, why: 'unknown-draft' };
    if (by !== THE_SERVER) {
      const given = mayGivePlace(this.memberOf(by.id, draft), place);
      if (!given.may) return given;
    }
    return isKnownPlace(place, (party) => this.lookup.party(draft, party) !== undefined);
  }

  #administer(
    by: Account,
    draft: string,
    act: (standing: Standing) => HouseAct | RefusalReason,
  ): Promise<Outcome> {
    return this.inTurn(draft, async () => {
      const standing = this.standing(draft);
      if (!standing) return refused('unknown-draft');
      const allowed = by === THE_SERVER ? { may: true as const } : mayAdminister(this.memberOf(by.id, draft));
      if (!allowed.may) return refused(allowed.why);
      const planned = act(standing);
      if (typeof planned === 'string') return refused(planned);
      await this.act(by, draft, [planned]);
      return done(undefined);
    });
  }

  #issuedBy(account: string, draft: string): readonly InvitationRecord[] {
    return this.lookup.invitations(draft).filter(({ issuedBy, revoked }) => issuedBy === account && !revoked);
  }

  /** A draft keeps somebody who can administer it (PE3). */
  #keepsAChair(was: Membership, will?: Place): Verdict {
    if (!isChairsSide(was) || (will && isChairsSide({ ...was, ...will }))) return { may: true };
    const others = this.lookup.members(was.draft).filter(({ account }) => account !== was.account);
    return others.some(isChairsSide) ? { may: true } : { may: false, why: 'last-of-the-chairs-side' };
  }

  #tell(act: HouseAct, draft: string): void {
    const change = changeOf(act, draft);
    if (change) for (const listener of this.#listeners) listener(change);
  }
}

const revoked = ({ id }: InvitationRecord): HouseAct => ({ kind: 'revoke-invitation', invitation: id });

const firstRefusal = (...verdicts: readonly Verdict[]): Verdict =>
  verdicts.find(({ may }) => !may) ?? { may: true };

/** Delegations have a party of the list; nobody else has a party or leads a delegation. */
function isKnownPlace({ role, party, head }: Place, known: (party: string) => boolean): Verdict {
  const fits = role === 'delegation' ? party !== undefined && known(party) : party === undefined && !head;
  return fits ? { may: true } : { may: false, why: 'unknown-party' };
}

function changeOf(act: HouseAct, draft: string): PeopleChange | undefined {
  switch (act.kind) {
    case 'join':
    case 'change-member':
      return { draft, account: act.member.account };
    case 'remove-member':
      return { draft, account: act.account };
    case 'set-phase':
    case 'set-rules':
    case 'set-parties':
      return { draft };
    case 'create-draft':
    case 'invite':
    case 'revoke-invitation':
      return undefined;
  }
}
