/** The status of the provision at the caret in words: whom it awaits, that nothing is agreed until everything is (SPEC ME5). */
import type { CSSProperties, ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { AGREED } from '../../shared/acts/decisions/request.ts';
import type { StatusFact } from '../../shared/acts/facts.ts';
import type { HouseRules } from '../../shared/house/membership.ts';
import { type Say, useText } from '../locales/i18n.ts';
import type { Negotiation } from './negotiation.ts';
import { namesOf } from './proposal-facts.tsx';

interface StatusBarProps {
  readonly negotiation: Negotiation;
  readonly unit: string | undefined;
}

/** `agreed ad ref, awaiting A, B`. */
export function statusWords(t: Say, negotiation: Negotiation, fact: StatusFact): string {
  const { status, awaiting, until } = fact;
  const word = t(`status.${status}`);
  if (status === 'agreed-ad-ref' && awaiting.length > 0)
    return t('status.awaiting', { status: word, parties: namesOf(negotiation, awaiting) });
  return status === 'parked' && until !== undefined
    ? t('status.until', { status: word, place: negotiation.place(until) })
    : word;
}

export function StatusBar({ negotiation, unit }: StatusBarProps): ReactNode {
  const { t } = useText();
  const fact = unit === undefined ? undefined : negotiation.facts[`status/${unit}`];
  if (unit === undefined || fact?.kind !== 'status') return null;
  const isAgreed = AGREED.has(fact.status);
  if (!isAgreed && fact.status !== 'parked') return null;
  const mine = negotiation.isChairs
    ? fact.awaiting
    : fact.awaiting.filter((party) => negotiation.choices.includes(party));
  const confirm = (party: string): void =>
    void negotiation.act([{ act: 'confirm', unit, ...(party === negotiation.own ? {} : { for: party }) }]);
  return (
    <section className="hand-bar status" aria-label={t('status.title')}>
      <span className={`chip status-${fact.status}`}>{statusWords(t, negotiation, fact)}</span>
      <span>{negotiation.place(unit)}</span>
      {fact.status === 'agreed-ad-ref' &&
        mine.map((party) => (
          <Button key={party} className="button small" onPress={() => confirm(party)}>
            {t('status.confirm', { party: negotiation.name(party) })}
          </Button>
        ))}
      {isAgreed && <span className="hint">{t('agree.all-or-nothing')}</span>}
    </section>
  );
}

const SIGNS = { agreed: '✓', 'agreed-ad-ref': '(✓)', 'agreed-in-group': '✓·', parked: '⏸' } as const;

/** The words of statuses for the style sheet, which prints them beside provisions: never colour alone. */
export function statusStyle(t: Say): CSSProperties {
  const said = Object.entries(SIGNS).map(([status, sign]) => [
    `--word-${status}`,
    JSON.stringify(`${sign} ${t(`status.${status as keyof typeof SIGNS}`)}`),
  ]);
  return Object.fromEntries(said) as CSSProperties;
}

/** The colours the house chose. */
export const coloursOf = (rules: HouseRules | undefined): HouseRules['colours'] => rules?.colours ?? 'marks';
