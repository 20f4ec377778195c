/** Whom one records something for: on the chair's side any party of the list, else the party one acts for. */
import type { ReactNode } from 'react';
import { CHAIR } from '../../shared/acts/facts.ts';
import { bySeat } from '../../shared/acts/reading/names.ts';
import { useText } from '../locales/i18n.ts';
import { ChoiceField } from './fields.tsx';
import type { Negotiation } from './negotiation.ts';

interface PartyFieldProps {
  readonly negotiation: Negotiation;
  /** Empty: nobody chosen yet. */
  readonly party: string;
  readonly onParty: (party: string) => void;
  readonly label?: string;
  /** The Chair from the floor can be chosen as well. */
  readonly withChair?: boolean;
}

/** Chosen on the chair's side alone; a delegation speaks for whom it acts. */
export function PartyField({ negotiation, party, onParty, label, withChair }: PartyFieldProps): ReactNode {
  const { t } = useText();
  const { parties, name, isChairs } = negotiation;
  if (!isChairs) return null;
  const ids = [...parties.map(({ id }) => id)].sort(bySeat(parties));
  const choices = [...(withChair ? [CHAIR] : []), ...ids].map((id) => ({ id, name: name(id) }));
  return (
    <ChoiceField<string>
      label={label ?? t('record.for-party')}
      choices={choices}
      value={party}
      onChange={onParty}
    />
  );
}

/** What an act for the chosen party says of whom it is for. */
export const actsFor = (
  { isChairs, own, actingFor }: Negotiation,
  party: string,
): { readonly for?: string } => {
  if (isChairs) return party === '' ? {} : { for: party };
  return actingFor !== undefined && actingFor !== own ? { for: actingFor } : {};
};
