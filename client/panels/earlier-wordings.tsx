/** What was asked for once on the provision at the caret, from the record: it is brought back without retyping. */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { earlierWordings } from '../../shared/acts/decisions/reopen.ts';
import { CHAIR } from '../../shared/acts/facts.ts';
import { useText } from '../locales/i18n.ts';
import { announce } from './announce.tsx';
import { Nothing, Trouble } from './controls.tsx';
import { partiesNamed } from './decision-fields.tsx';
import { AskButton } from './fields.tsx';
import { forWhom, type Negotiation } from './negotiation.ts';
import { namesOf } from './proposal-facts.tsx';

interface EarlierWordingsProps {
  readonly negotiation: Negotiation;
  readonly unit: string | undefined;
}

const FATES = ['taken', 'not-taken', 'withdrawn', 'retired'] as const;

export function EarlierWordings({ negotiation, unit }: EarlierWordingsProps): ReactNode {
  const { t } = useText();
  const { facts, place, isChairs, parties } = negotiation;
  if (unit === undefined) return null;
  const found = earlierWordings(facts, unit);
  const bringBack = (what: (typeof found)[number]['what'], written: string): void => {
    const named = written === '' ? [CHAIR] : partiesNamed(parties, written);
    const [party] = named ?? [];
    const whom = isChairs ? { for: party ?? CHAIR } : forWhom(negotiation);
    if (isChairs && party === undefined) announce(t('refusal.unknown-party'));
    else void negotiation.act([{ act: 'bring-back', what, ...whom }]);
  };
  return (
    <section className="section" aria-label={t('earlier.title')}>
      <h3>{t('earlier.of', { place: place(unit) })}</h3>
      {negotiation.trouble && <Trouble>{negotiation.trouble}</Trouble>}
      {found.length === 0 && <Nothing>{t('earlier.none')}</Nothing>}
      <ul className="wordings">
        {found.map(({ what, words, proponents, fate }) => (
          <li key={what} className="in-context">
            {words || t('bracket.no-text')}{' '}
            <span className="hint">
              {t(`earlier.${FATES.find((each) => each === fate) ?? 'retired'}`)}
              {proponents.length > 0 && ` · ${namesOf(negotiation, proponents)}`}
            </span>
            {isChairs ? (
              <AskButton
                label={t('earlier.bring-back')}
                field={t('earlier.for')}
                onAnswer={(written) => bringBack(what, written)}
              />
            ) : (
              <Button className="button small" onPress={() => bringBack(what, '')}>
                {t('earlier.bring-back')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
