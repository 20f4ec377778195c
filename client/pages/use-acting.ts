/** Whom one acts for, and the groups that go with it. */
import { useMemo, useState, useSyncExternalStore } from 'react';
import { actingForChoices } from '../../shared/acts/reading/may.ts';
import { groupsIn } from '../../shared/house/groups.ts';
import type { Party } from '../../shared/house/party.ts';
import type { Negotiation } from '../panels/negotiation.ts';
import type { Session } from '../sync/session.ts';

/** Whom one acts for. */
export type Acting = Pick<Negotiation, 'actingFor' | 'choices' | 'setActingFor'>;

/** The own party, until another is chosen that granted it, and as long as it does. */
export function useActingFor(session: Session, own: string | undefined): Acting {
  const { facts } = useSyncExternalStore(session.facts.subscribe, session.facts.get);
  const [chosen, setActingFor] = useState(own);
  const choices = useMemo(() => actingForChoices(facts, own), [facts, own]);
  const actingFor = chosen !== undefined && choices.includes(chosen) ? chosen : own;
  return { actingFor, choices, setActingFor };
}

/** The groups that a party speaks with, and those it speaks to. */
export function useGroups(
  parties: readonly Party[],
  party: string | undefined,
): readonly [readonly string[], readonly string[]] {
  return useMemo(() => {
    const all = groupsIn(parties);
    const own = (party === undefined ? undefined : all.get(party)) ?? [];
    const isGroup = party !== undefined && [...all.values()].some((each) => each.includes(party));
    return [own, isGroup ? [party, ...own] : own];
  }, [parties, party]);
}
