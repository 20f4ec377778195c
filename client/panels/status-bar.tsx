/**
 * The status of the provision at the caret in words: whom it awaits and who confirms, that nothing is agreed until everything
 * is; what a party puts beside the decision, and the way to reopen (SPEC ME5, TB8).
 */
import { type CSSProperties, type ReactNode, useMemo } from 'react';
import { Button } from 'react-aria-components';
import type { ActRequest } from '../../shared/acts/act.ts';
import { AGREED } from '../../shared/acts/decisions/request.ts';
import { CHAIR, type DecisionFact, type Facts, type StatusFact } from '../../shared/acts/facts.ts';
import { unitsOf } from '../../shared/acts/reading/record.ts';
import type { HouseRules } from '../../shared/house/membership.ts';
import { type Say, useText } from '../locales/i18n.ts';
import { Beside } from './decision-actions.tsx';
import { partiesNamed } from './decision-fields.tsx';
import { AskButton } from './fields.tsx';
import { forWhom, type Negotiation } from './negotiation.ts';
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
  return (
    <section className="hand-bar status" aria-label={t('status.title')}>
      <span className={`chip status-${fact.status}`}>{statusWords(t, negotiation, fact)}</span>
      <span>{negotiation.place(unit)}</span>
      <Confirms negotiation={negotiation} status={fact} />
      {isAgreed && <span className="hint">{t('agree.all-or-nothing')}</span>}
      {isAgreed && negotiation.isChairs && <Reopen negotiation={negotiation} unit={unit} />}
      {isAgreed && !negotiation.isChairs && <OwnWord negotiation={negotiation} unit={unit} />}
    </section>
  );
}

interface AwaitedBarProps extends StatusBarProps {
  readonly onGo: (block: string) => void;
}

/** Tells a delegation where its capital is awaited; the provision at the caret tells that itself (SPEC ME6). */
export function AwaitedBar({ negotiation, unit, onGo }: AwaitedBarProps): ReactNode {
  const { t } = useText();
  const { facts, choices, isChairs, place } = negotiation;
  // The page is drawn at every key; what awaits whom changes with the record alone.
  const all = useMemo(() => (isChairs ? [] : awaitedIn(facts, choices)), [facts, choices, isChairs]);
  const awaited = all.filter((fact) => fact.unit !== unit);
  const [first] = awaited;
  if (!first) return null;
  return (
    <section className="hand-bar status" aria-label={t('status.awaited-title')} role="status">
      <span>{t('status.awaited', { place: place(first.unit), count: awaited.length })}</span>
      <Button className="button small" onPress={() => onGo(first.unit)}>
        {t('earlier-bar.show')}
      </Button>
    </section>
  );
}

const awaitedIn = (facts: Facts, parties: readonly string[]): readonly StatusFact[] =>
  Object.values(facts).filter(
    (fact): fact is StatusFact =>
      fact.kind === 'status' &&
      fact.status === 'agreed-ad-ref' &&
      fact.awaiting.some((party) => parties.includes(party)),
  );

interface ConfirmsProps {
  readonly negotiation: Negotiation;
  readonly status: StatusFact;
}

function Confirms({ negotiation, status: { status, unit, awaiting } }: ConfirmsProps): ReactNode {
  const { t } = useText();
  const { isChairs, choices, own } = negotiation;
  if (status !== 'agreed-ad-ref') return null;
  const confirm = (party: string): void =>
    void negotiation.act([{ act: 'confirm', unit, ...(party === own ? {} : { for: party }) }]);
  return awaiting
    .filter((party) => isChairs || choices.includes(party))
    .map((party) => (
      <Button key={party} className="button small" onPress={() => confirm(party)}>
        {t('status.confirm', { party: negotiation.name(party) })}
      </Button>
    ));
}

interface OnUnitProps {
  readonly negotiation: Negotiation;
  readonly unit: string;
}

function Reopen({ negotiation, unit }: OnUnitProps): ReactNode {
  const { t } = useText();
  const reopen = (written: string): string | undefined => {
    const [party] = (written === '' ? [CHAIR] : partiesNamed(negotiation.parties, written)) ?? [];
    if (party === undefined) return t('refusal.unknown-party');
    void negotiation.act([{ act: 'reopen', unit, for: party }]);
    return undefined;
  };
  return <AskButton label={t('do.reopen')} field={t('status.reopen-for')} onAnswer={reopen} />;
}

/** What the party put beside the decision, or the way to put it there. */
function OwnWord({ negotiation, unit }: OnUnitProps): ReactNode {
  const { t } = useText();
  const { actingFor = '', facts } = negotiation;
  const decision = standingDecision(facts, unit);
  if (!decision) return null;
  const said = facts[`objection/${decision.seq}/${actingFor}`];
  if (said?.kind === 'objection')
    return (
      <span className="reason">{t(`decisions.${said.stance}`, { party: negotiation.name(actingFor) })}</span>
    );
  const say = async (request: ActRequest): Promise<void> => void (await negotiation.act([request]));
  return <Beside decision={decision.seq} whom={forWhom(negotiation)} onSay={say} />;
}

/** The decision that stands on a provision. */
function standingDecision(facts: Facts, unit: string): DecisionFact | undefined {
  const found = Object.values(facts).filter(
    (fact): fact is DecisionFact =>
      fact.kind === 'decision' &&
      fact.corrected === undefined &&
      (fact.agrees?.unit === unit || unitsOf(fact).includes(unit)),
  );
  return found.sort((a, b) => b.seq - a.seq)[0];
}

const SIGNS = { agreed: '✓', 'agreed-ad-ref': '(✓)', 'agreed-in-group': '✓·', parked: '‖' } as const;

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
