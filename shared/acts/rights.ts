/** Who may do which act, and for whom (SPEC AC3, AC4). Where on the text it may be done is said in `locks.ts`. */
import { isChairsSide, mayReadDraft, type Standing } from '../house/audience.ts';
import type { Membership } from '../house/membership.ts';
import type { ActName, ActRefusal, ActRequest } from './act.ts';
import { CHAIR, type Facts } from './facts.ts';

export interface House {
  readonly standing: Standing;
  /** Is this party, or group, on the body's list? */
  readonly isParty: (party: string) => boolean;
}

/** `for`: the party it is done for, or `CHAIR`. */
export type ActVerdict =
  | { readonly may: true; readonly for: string }
  | { readonly may: false; readonly why: ActRefusal };

const no = (why: ActRefusal): ActVerdict => ({ may: false, why });
const yes = (party: string): ActVerdict => ({ may: true, for: party });

/** What the operator does for the meeting; nobody else. */
const OPERATORS: ReadonlySet<ActName> = new Set([
  'enter',
  'take-on-text',
  'floor',
  'status',
  'part-phase',
  'decide',
  'correct',
  'reopen',
  'meeting',
  'merge',
  'split',
  'move',
  'renumber',
  'editorial',
  'issue',
  'cover',
]);
/** What somebody has to stand behind by name: the Chair from the floor has no position. */
const NAMED: ReadonlySet<ActName> = new Set(['position', 'tick', 'confirm', 'object', 'claim']);

/** May this member do it, and for whom? */
export function mayAct(
  member: Membership | undefined,
  request: ActRequest,
  facts: Facts,
  { standing, isParty }: House,
): ActVerdict {
  const read = mayReadDraft(member, standing);
  if (!read.may) return no(read.why);
  if (!member) return no('not-a-member');
  const isOperator = isChairsSide(member);
  if (OPERATORS.has(request.act) && !isOperator) return no('not-the-operator');
  if (request.act === 'grant') return mayGrant(member, request, isParty);
  const named = 'for' in request ? request.for : undefined;
  const acting = isOperator ? operatorFor(named, isParty) : delegationFor(member, named, facts);
  if (acting.may && acting.for === CHAIR && NAMED.has(request.act)) return no('unknown-party');
  return acting;
}

/** The chair's side acts for any party of the list, or naming none for the Chair from the floor. */
function operatorFor(named: string | undefined, isParty: (party: string) => boolean): ActVerdict {
  if (named === undefined || named === CHAIR) return yes(CHAIR);
  return isParty(named) ? yes(named) : no('unknown-party');
}

/** A delegation acts for its own party, or for a group that granted it. */
function delegationFor({ party }: Membership, named: string | undefined, facts: Facts): ActVerdict {
  if (party === undefined) return no('not-acting-for');
  if (named === undefined || named === party) return yes(party);
  return isGranted(facts, named, party) ? yes(named) : no('not-acting-for');
}

/** May accounts of this party act for the group? */
export const isGranted = (facts: Facts, group: string, party: string): boolean =>
  Object.hasOwn(facts, `grant/${group}/${party}`);

/** Who acts for which group, as the standing of a draft says it: `GROUP/PARTY`. */
export const grantsIn = (facts: Facts): ReadonlySet<string> =>
  new Set(
    Object.values(facts).flatMap((fact) => (fact.kind === 'grant' ? [`${fact.group}/${fact.party}`] : [])),
  );

/** The groups that a party may act for. */
export const groupsGrantedTo = (facts: Facts, party: string): readonly string[] =>
  Object.values(facts).flatMap((fact) => (fact.kind === 'grant' && fact.party === party ? [fact.group] : []));

/** A group's own accounts, or the chair's side, let another party act for the group. */
function mayGrant(
  member: Membership,
  { group, party }: Extract<ActRequest, { act: 'grant' }>,
  isParty: (party: string) => boolean,
): ActVerdict {
  if (!isChairsSide(member) && member.party !== group) return no('not-acting-for');
  if (group === party || !isParty(group) || !isParty(party)) return no('unknown-party');
  return yes(group);
}
