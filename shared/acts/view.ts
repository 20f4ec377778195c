/** Whom each fact is sent to (SPEC FA3): the one place that decides it. What a viewer may not see is not in the bytes. */
import { isChairsSide } from '../house/audience.ts';
import type { Membership } from '../house/membership.ts';
import { CHAIR, type Fact, type FactChange, type Facts } from './facts.ts';

/** As whom one looks: the chair's side, a party, or nobody. Viewers of one audience are sent the same bytes. */
export type Audience = { readonly side: 'chair' } | { readonly side: 'party'; readonly party: string };

/** The audience of a member; undefined for those who are sent no facts at all. */
export function audienceOf(member: Membership | undefined): Audience | undefined {
  if (!member || member.role === 'observer') return undefined;
  if (isChairsSide(member)) return { side: 'chair' };
  return member.party === undefined ? undefined : { side: 'party', party: member.party };
}

/** A name for the audience: equal for equal audiences. */
export const audienceKey = (audience: Audience): string =>
  audience.side === 'chair' ? CHAIR : audience.party;

/** May this audience see the fact? */
export function maySee(audience: Audience, fact: Fact): boolean {
  if (audience.side === 'chair') return true;
  const { party } = audience;
  switch (fact.kind) {
    case 'position':
      return fact.audience === 'room' || fact.party === party;
    case 'comment':
      return fact.audience === 'all' || fact.party === party;
    case 'grant':
      return fact.group === party || fact.party === party;
    case 'tick':
      return fact.party === party;
    case 'proposal':
    case 'status':
    case 'floor':
    case 'part-phase':
    case 'decision':
    case 'objection':
    case 'parked':
    case 'retired':
    case 'meeting':
    case 'trace':
    case 'revision':
      return true;
    default:
      return fact satisfies never;
  }
}

/** The facts that a member is sent: none for observers and for who takes no part. */
export function factsFor(facts: Facts, member: Membership | undefined): Facts {
  const audience = audienceOf(member);
  if (!audience) return {};
  return Object.fromEntries(Object.entries(facts).filter(([, fact]) => maySee(audience, fact)));
}

/** What an act changed for this audience; undefined when nothing did. A fact that goes out of sight is gone for it. */
export function changeFor(
  audience: Audience,
  before: Facts,
  { set, gone }: FactChange,
): FactChange | undefined {
  const seen: Record<string, Fact> = {};
  const lost: string[] = [];
  const saw = (key: string): boolean => {
    const was = before[key];
    return was !== undefined && maySee(audience, was);
  };
  for (const [key, fact] of Object.entries(set)) {
    if (maySee(audience, fact)) seen[key] = fact;
    else if (saw(key)) lost.push(key);
  }
  for (const key of gone) if (saw(key)) lost.push(key);
  return lost.length === 0 && Object.keys(seen).length === 0 ? undefined : { set: seen, gone: lost };
}
