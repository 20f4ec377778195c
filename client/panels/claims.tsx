/** Whose a bracket is that came in with the text: a party says so itself, or the operator for it (SPEC BC1, BC2). */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { requestersOf } from '../../shared/acts/claiming.ts';
import { useText } from '../locales/i18n.ts';
import { ChoiceField } from './fields.tsx';
import { forWhom, type Negotiation } from './negotiation.ts';

interface ClaimsProps {
  readonly negotiation: Negotiation;
  readonly bracket: string;
}

export function Claims({ negotiation, bracket }: ClaimsProps): ReactNode {
  const { t } = useText();
  const { facts, actingFor, isChairs } = negotiation;
  const requesters = requestersOf(facts, bracket);
  if (isChairs) return <ClaimsForParties negotiation={negotiation} bracket={bracket} />;
  if (actingFor === undefined) return null;
  const isOurs = requesters.includes(actingFor);
  return (
    <div className="panel-tools">
      <Button
        className="button small"
        onPress={() =>
          void negotiation.act([{ act: 'claim', bracket, claimed: !isOurs, ...forWhom(negotiation) }])
        }
      >
        {t(isOurs ? 'claim.not-ours' : 'claim.ours')}
      </Button>
    </div>
  );
}

const NOBODY = '';

/** The operator puts right who asks for it: a party that is chosen is added, or taken away where it stood. */
function ClaimsForParties({ negotiation, bracket }: ClaimsProps): ReactNode {
  const { t } = useText();
  const { facts, parties, name } = negotiation;
  const requesters = requestersOf(facts, bracket);
  const choices = [
    { id: NOBODY, name: t('claim.choose') },
    ...parties.map(({ id }) => ({
      id,
      name: t(requesters.includes(id) ? 'claim.take-away' : 'claim.add', { party: name(id) }),
    })),
  ];
  const choose = (party: string): void => {
    if (party === NOBODY) return;
    void negotiation.act([{ act: 'claim', bracket, claimed: !requesters.includes(party), for: party }]);
  };
  return <ChoiceField<string> label={t('claim.who')} choices={choices} value={NOBODY} onChange={choose} />;
}
