/** Who acts for which group (SPEC AC4): shown to whom it concerns, changed by the group's own accounts and the chair's side. */
import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import type { GrantFact } from '../../shared/acts/facts.ts';
import { groupsIn } from '../../shared/house/groups.ts';
import { useText } from '../locales/i18n.ts';
import { Trouble } from './controls.tsx';
import { ChoiceField } from './fields.tsx';
import type { Negotiation } from './negotiation.ts';

export function Grants({ negotiation }: { readonly negotiation: Negotiation }): ReactNode {
  const { t } = useText();
  const { facts, isChairs, own, name, act, trouble } = negotiation;
  const grants = Object.values(facts).filter((fact): fact is GrantFact => fact.kind === 'grant');
  const groups = grantable(negotiation);
  if (grants.length === 0 && groups.length === 0) return null;
  return (
    <section>
      <h3>{t('grants.title')}</h3>
      {trouble && <Trouble>{trouble}</Trouble>}
      {grants.length === 0 && <p className="hint">{t('grants.none')}</p>}
      <ul className="people">
        {grants.map(({ group, party }) => (
          <li key={`${group}/${party}`} className="person">
            <span>{t('grants.acts-for', { party: name(party), group: name(group) })}</span>
            {(isChairs || own === group) && (
              <Button
                className="button small"
                aria-label={t('grants.end-of', { party: name(party), group: name(group) })}
                onPress={() => void act([{ act: 'grant', group, party, granted: false }])}
              >
                {t('grants.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {groups.length > 0 && <GrantForm negotiation={negotiation} groups={groups} />}
    </section>
  );
}

/** Parties of the list for which others may be let act: of the chair's side the groups, of a group itself. */
function grantable({ parties, isChairs, own }: Negotiation): readonly string[] {
  const all = new Set([...groupsIn(parties).values()].flat());
  const groups = parties.map(({ id }) => id).filter((id) => all.has(id));
  return isChairs ? groups : groups.filter((id) => id === own);
}

interface GrantFormProps {
  readonly negotiation: Negotiation;
  readonly groups: readonly string[];
}

function GrantForm({ negotiation, groups }: GrantFormProps): ReactNode {
  const { t } = useText();
  const { parties, facts, name, act } = negotiation;
  const [chosenGroup, setGroup] = useState<string>();
  const [chosenParty, setParty] = useState<string>();
  const group = chosenGroup !== undefined && groups.includes(chosenGroup) ? chosenGroup : groups[0]!;
  const candidates = membersFirst(negotiation, group).filter((id) => !(`grant/${group}/${id}` in facts));
  const party = chosenParty !== undefined && candidates.includes(chosenParty) ? chosenParty : candidates[0];
  if (parties.length === 0 || party === undefined) return null;
  const choice = (id: string): { id: string; name: string } => ({ id, name: name(id) });
  return (
    <div className="ask-inline">
      <ChoiceField
        label={t('grants.group')}
        choices={groups.map(choice)}
        value={group}
        onChange={setGroup}
        isDisabled={groups.length === 1}
      />
      <ChoiceField
        label={t('grants.party')}
        choices={candidates.map(choice)}
        value={party}
        onChange={setParty}
      />
      <Button
        className="button small primary"
        onPress={() => void act([{ act: 'grant', group, party, granted: true }])}
      >
        {t('grants.let')}
      </Button>
    </div>
  );
}

/** Every other party, those that speak with the group before the rest. */
function membersFirst({ parties }: Negotiation, group: string): readonly string[] {
  const speaks = groupsIn(parties);
  const isMember = (id: string): boolean => speaks.get(id)?.includes(group) ?? false;
  const others = parties.map(({ id }) => id).filter((id) => id !== group);
  return [...others.filter(isMember), ...others.filter((id) => !isMember(id))];
}
