/** Whom each fact is sent to (SPEC FA3, AU11, AU12): the one place that decides it. What a viewer may not see is not in the bytes. */
import { actsFor, isChairsSide, namesKnownTo, type Standing } from '../house/audience.ts';
import type { Membership } from '../house/membership.ts';
import { DESK, type Fact, type FactChange, type Facts } from './facts.ts';
import { namesWithin } from './names-told.ts';

/** As whom one looks: the chair's side, or a party. Viewers of one audience are sent the same bytes. */
export type Audience = {
  /** Of which parties one is told that they ask for something. */
  readonly names: 'all' | readonly string[];
} & (
  | { readonly side: 'chair' }
  | {
      readonly side: 'party';
      /** The own party, and the groups that it acts for: one is told what these said. */
      readonly own: readonly string[];
      /** Groups whose talk one hears. */
      readonly groups: readonly string[];
    }
);

/** The audience of a member; undefined for those who are sent no facts at all. */
export function audienceOf(member: Membership | undefined, standing: Standing): Audience | undefined {
  if (!member || member.role === 'observer') return undefined;
  const names = namesKnownTo(member, standing);
  if (isChairsSide(member)) return { side: 'chair', names };
  const { party } = member;
  if (party === undefined) return undefined;
  const own = [...actsFor(party, standing)].sort();
  const groups = [...new Set([...own, ...(standing.groups?.get(party) ?? [])])].sort();
  return { side: 'party', own, groups, names };
}

/** Whoever takes no part in the talks: what everybody may know, without a name. */
export const OUTSIDE: Audience = { side: 'party', own: [], groups: [], names: [] };

/** A name for the audience: equal for equal audiences. */
export const audienceKey = (audience: Audience): string => JSON.stringify(audience);

/** May this audience see the fact? */
export function maySee(audience: Audience, fact: Fact): boolean {
  if (audience.side === 'chair') return isForChair(fact);
  const { own, groups } = audience;
  switch (fact.kind) {
    case 'position':
      return fact.audience === 'room' || own.includes(fact.party) || own.includes(fact.group ?? '');
    case 'comment':
      return fact.audience === 'all' || own.includes(fact.party) || groups.includes(fact.group ?? '');
    case 'grant':
      return own.includes(fact.group) || own.includes(fact.party);
    case 'tick':
    case 'hand':
      return own.includes(fact.party);
    // With the list, to who may know what was asked in the text that this one comes from.
    case 'coverage':
      return false;
    case 'proposal':
    case 'status':
    case 'floor':
    case 'part-phase':
    case 'decision':
    case 'objection':
    case 'parked':
    case 'requested':
    case 'retired':
    case 'went':
    case 'meeting':
    case 'trace':
    case 'revision':
      return true;
    default:
      return fact satisfies never;
  }
}

/** The chair's side sees all but the talk within groups, and what became of hands that are not its own. */
function isForChair(fact: Fact): boolean {
  if (fact.kind === 'comment') return fact.audience !== 'group';
  return fact.kind !== 'hand' || fact.party === DESK;
}

/** The fact as this audience is told it; undefined where it may not see it. */
export function told(audience: Audience, fact: Fact): Fact | undefined {
  if (!maySee(audience, fact)) return undefined;
  return audience.names === 'all' ? fact : namesWithin(audience.names, fact);
}

/** The facts that an audience is sent: none for observers and for who takes no part. */
export function factsFor(facts: Facts, audience: Audience | undefined): Facts {
  if (!audience) return {};
  return Object.fromEntries(
    Object.entries(facts).flatMap(([key, fact]) => {
      const seen = told(audience, fact);
      return seen ? [[key, seen] as const] : [];
    }),
  );
}

/** What an act changed for this audience; undefined when nothing did. A fact that goes out of sight is gone for it. */
export function changeFor(
  audience: Audience,
  before: Facts,
  { set, gone }: FactChange,
): FactChange | undefined {
  const seen: Record<string, Fact> = {};
  const lost: string[] = [];
  const saw = (key: string): Fact | undefined => {
    const was = before[key];
    return was && told(audience, was);
  };
  for (const [key, fact] of Object.entries(set)) {
    const now = told(audience, fact);
    if (now && !isOldNews(audience, now, () => saw(key))) seen[key] = now;
    else if (!now && saw(key)) lost.push(key);
  }
  for (const key of gone) if (saw(key)) lost.push(key);
  return lost.length === 0 && Object.keys(seen).length === 0 ? undefined : { set: seen, gone: lost };
}

/** Who is not told names is not told either that one of them changed. */
const isOldNews = ({ names }: Audience, now: Fact, was: () => Fact | undefined): boolean =>
  names !== 'all' && JSON.stringify(now) === JSON.stringify(was());
