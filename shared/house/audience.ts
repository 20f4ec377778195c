/** The one answer to "who may see what" and "who may write what" (SPEC AU1 to AU6). Nothing else decides it. */
import type { Groups } from './groups.ts';
import type { HouseRules, Membership, Phase } from './membership.ts';

/** What the answer depends on, of one draft at one moment. */
export interface Standing {
  readonly phase: Phase;
  readonly rules: HouseRules;
  /** Pairs `GROUP/PARTY`: whose accounts act for a group that is not their own party. Absent: nobody's. */
  readonly grants?: ReadonlySet<string>;
  /** The groups that each party speaks with, by the body's list. Absent: none. */
  readonly groups?: Groups;
}

/** The desk of chair and secretariat: whose hand they type in, together. No party's id begins so. */
export const DESK = '_desk';

export type Verdict = { readonly may: true } | { readonly may: false; readonly why: RefusalReason };

/** Why something is refused; the sentence for people stands in the catalogues under `refusal.<reason>`. */
export type RefusalReason =
  | 'not-a-member'
  | 'preparing'
  | 'observers-see-the-screen'
  | 'observers-see-nothing'
  | 'observers-get-issued-texts'
  | 'record-keeper-writes'
  | 'closed'
  | 'frozen'
  | 'not-your-hand'
  | 'not-your-part'
  | 'not-the-chairs-side'
  | 'not-head-of-delegation'
  | 'heads-named-by-the-chair'
  | 'last-of-the-chairs-side'
  | 'unknown-draft'
  | 'unknown-member'
  | 'unknown-party'
  | 'party-in-use'
  | 'unknown-invitation'
  | 'invitation-expired'
  | 'invitation-revoked'
  | 'invitation-used';

const yes: Verdict = { may: true };
const no = (why: RefusalReason): Verdict => ({ may: false, why });

/** Chair and secretariat: the only ones who see a draft in preparation, and who keep its record. */
export const isChairsSide = (member: Membership): boolean =>
  member.role === 'chair' || member.role === 'secretariat';

/** May the member read the draft's text and table as a live document? (AU1) */
export function mayReadDraft(member: Membership | undefined, { phase }: Standing): Verdict {
  if (!member) return no('not-a-member');
  if (isChairsSide(member)) return yes;
  if (phase === 'preparing') return no('preparing');
  return member.role === 'observer' ? no('observers-see-the-screen') : yes;
}

/** May the member follow the screen, the one server-rendered stream? (AU2) */
export function mayFollowScreen(member: Membership | undefined, { phase, rules }: Standing): Verdict {
  if (!member) return no('not-a-member');
  if (isChairsSide(member)) return yes;
  if (phase === 'preparing') return no('preparing');
  return member.role === 'observer' && rules.observers === 'nothing' ? no('observers-see-nothing') : yes;
}

/** May the member's keyboard change the text itself, through the CRDT? (AU3) */
export function mayDraft(member: Membership | undefined, standing: Standing): Verdict {
  const read = mayReadDraft(member, standing);
  if (!read.may || !member) return read;
  if (member.parts) return no('not-your-part');
  switch (standing.phase) {
    case 'preparing':
      return yes;
    case 'open':
      return standing.rules.drafting === 'everything-live' ? yes : no('record-keeper-writes');
    case 'reading':
      return no('record-keeper-writes');
    case 'closed':
      return no('closed');
    case 'frozen':
      return no('frozen');
  }
}

/**
 * May the member open the hand of this party: read it or write it? Only its own accounts, ever, and for a group those of
 * parties that it granted; the desk's hand is the chair's side's (AU4).
 */
export function mayOpenHand(member: Membership | undefined, party: string, standing: Standing): Verdict {
  const read = mayReadDraft(member, standing);
  if (!read.may || !member) return read;
  if (party === DESK) return isChairsSide(member) ? yes : no('not-your-hand');
  const isTheirs = member.party === party || standing.grants?.has(`${party}/${member.party}`);
  return isTheirs ? yes : no('not-your-hand');
}

/** The groups that accounts of this party act for: the party itself, and those that granted it (AC4). */
export const actsFor = (
  party: string,
  { grants = new Set() }: Pick<Standing, 'grants'>,
): readonly string[] => [
  party,
  ...[...grants].flatMap((grant) => (grant.endsWith(`/${party}`) ? [grant.slice(0, -party.length - 1)] : [])),
];

/**
 * Of which parties the member may be told that they ask for something (AU11): of all, or of these. A party is always told
 * of itself and of the groups that it acts for.
 */
export function namesKnownTo(member: Membership, standing: Standing): 'all' | readonly string[] {
  const { names } = standing.rules;
  if (names === 'members' || (names === 'own-party' && isChairsSide(member))) return 'all';
  return member.party === undefined ? [] : actsFor(member.party, standing);
}

/** May the viewer see the caret and name of the other member? (AU5) Never of an observer, never by an observer. */
export function maySeePresence(viewer: Membership, other: Membership, { rules }: Standing): boolean {
  if (viewer.role === 'observer' || other.role === 'observer') return false;
  if (other.role === 'secretariat') return true;
  if (viewer.party !== undefined && viewer.party === other.party) return true;
  if (isChairsSide(viewer) && isChairsSide(other)) return true;
  return rules.cursors === 'everyone';
}

/** A text that leaves the room: the bracketed or clean text of a revision, or anything else that is derived. */
export type TakenText = 'issued' | 'working';

/** Which of the two a rendition is. */
export const takenText = (rendition: string, isRevision: boolean): TakenText =>
  isRevision && (rendition === 'bracketed' || rendition === 'clean') ? 'issued' : 'working';

/** May the member take such a text away? Whoever works on the draft any, observers what was issued (AU10). */
export function mayTake(
  member: Membership | undefined,
  { phase, rules }: Standing,
  text: TakenText,
): Verdict {
  if (!member) return no('not-a-member');
  if (isChairsSide(member)) return yes;
  if (phase === 'preparing') return no('preparing');
  if (member.role !== 'observer') return yes;
  if (rules.observers === 'nothing') return no('observers-see-nothing');
  return text === 'issued' ? yes : no('observers-get-issued-texts');
}

/** May the member see which accounts and parties take part? (AU6) */
export function maySeeMembers(member: Membership | undefined, standing: Standing): Verdict {
  return mayReadDraft(member, standing);
}

/** May the member see how far the draft is? The chair's side, and who reads the draft if the house publishes it (ST6). */
export function mayReadStatistics(member: Membership | undefined, standing: Standing): Verdict {
  const read = mayReadDraft(member, standing);
  if (!read.may || isChairsSide(member!)) return read;
  return standing.rules.statistics === 'members' ? yes : no('not-the-chairs-side');
}

/** May the member change phase, house rules, members, and issue invitations for any party? (AU7) */
export function mayAdminister(member: Membership | undefined): Verdict {
  if (!member) return no('not-a-member');
  return isChairsSide(member) ? yes : no('not-the-chairs-side');
}

/** May the member invite or remove colleagues of this party? Its head, or the chair's side (AU8). */
export function mayManageDelegation(member: Membership | undefined, party: string): Verdict {
  const administer = mayAdminister(member);
  if (administer.may || !member) return administer;
  return member.head && member.party === party ? yes : no('not-head-of-delegation');
}

/** A place in a draft that is given, changed or taken away. */
export type Place = Pick<Membership, 'role' | 'party' | 'head'>;

/**
 * May the member give this place to somebody, or take it away? The chair's side any; a head of delegation those of
 * colleagues of the same party, but not a head's: heads are named by the chair's side (AU9).
 */
export function mayGivePlace(member: Membership | undefined, { role, party, head }: Place): Verdict {
  const administer = mayAdminister(member);
  if (administer.may || !member) return administer;
  if (role !== 'delegation' || party === undefined) return administer;
  const manage = mayManageDelegation(member, party);
  return manage.may && head ? no('heads-named-by-the-chair') : manage;
}
