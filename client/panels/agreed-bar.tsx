/** At an agreed provision: who is awaited and confirms, who objects or reserves beside the decision, and the way to reopen. */
import { CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { AGREED } from '../../shared/acts/decisions/request.ts';
import { CHAIR, type DecisionFact, type Facts, type StatusFact } from '../../shared/acts/facts.ts';
import { useText } from '../locales/i18n.ts';
import { announce } from './announce.tsx';
import { partiesNamed } from './decision-fields.tsx';
import { AskButton } from './fields.tsx';
import { forWhom, type Negotiation } from './negotiation.ts';

interface AgreedBarProps {
  readonly negotiation: Negotiation;
  /** The provision at the caret. */
  readonly unit: string | undefined;
}

export function AgreedBar({ negotiation, unit }: AgreedBarProps): ReactNode {
  const { t } = useText();
  const status = unit === undefined ? undefined : negotiation.facts[`status/${unit}`];
  if (status?.kind !== 'status' || !AGREED.has(status.status) || unit === undefined) return null;
  const { awaiting } = status;
  return (
    <section className="hand-bar agreed" aria-label={t('agreed.title')}>
      <CircleCheck size={15} aria-hidden />
      <span>
        {negotiation.place(unit)}: {t(`status.${status.status}`)}
        {awaiting.length > 0 &&
          ` (${t('agreed.awaiting', { names: awaiting.map(negotiation.name).join(', ') })})`}
      </span>
      {negotiation.isChairs ? (
        <ChairsActions negotiation={negotiation} status={status} />
      ) : (
        <PartysActions negotiation={negotiation} status={status} />
      )}
    </section>
  );
}

interface ActionsProps {
  readonly negotiation: Negotiation;
  readonly status: StatusFact;
}

function ChairsActions({ negotiation, status: { unit, awaiting } }: ActionsProps): ReactNode {
  const { t } = useText();
  const reopen = (written: string): void => {
    const named = written === '' ? [CHAIR] : partiesNamed(negotiation.parties, written);
    const [party] = named ?? [];
    if (party === undefined) announce(t('refusal.unknown-party'));
    else void negotiation.act([{ act: 'reopen', unit, for: party }]);
  };
  return (
    <>
      {awaiting.map((party) => (
        <Button
          key={party}
          className="button small"
          onPress={() => void negotiation.act([{ act: 'confirm', unit, for: party }])}
        >
          {t('agreed.confirms', { party: negotiation.name(party) })}
        </Button>
      ))}
      <AskButton label={t('do.reopen')} field={t('agreed.reopen-for')} onAnswer={reopen} />
    </>
  );
}

function PartysActions({ negotiation, status: { unit, awaiting } }: ActionsProps): ReactNode {
  const { t } = useText();
  const { actingFor = '' } = negotiation;
  const decision = lastDecisionOn(negotiation.facts, unit);
  const said = decision && negotiation.facts[`objection/${decision.seq}/${actingFor}`];
  const object = (stance: 'objects' | 'reserves') => (note: string) =>
    void negotiation.act([
      {
        act: 'object',
        decision: decision!.seq,
        stance,
        ...(note === '' ? {} : { note }),
        ...forWhom(negotiation),
      },
    ]);
  return (
    <>
      {awaiting.includes(actingFor) && (
        <Button
          className="button small primary"
          onPress={() => void negotiation.act([{ act: 'confirm', unit, ...forWhom(negotiation) }])}
        >
          {t('agreed.confirm')}
        </Button>
      )}
      {said?.kind === 'objection' && (
        <span className="reason">
          {t(`decisions.${said.stance}`, { party: negotiation.name(actingFor) })}
        </span>
      )}
      {decision && !said && (
        <>
          <AskButton label={t('agreed.reserve')} field={t('agreed.note')} onAnswer={object('reserves')} />
          <AskButton label={t('agreed.object')} field={t('agreed.note')} onAnswer={object('objects')} />
        </>
      )}
    </>
  );
}

/** The decision that stands on a provision. */
function lastDecisionOn(facts: Facts, unit: string): DecisionFact | undefined {
  const found = Object.values(facts).filter(
    (fact): fact is DecisionFact =>
      fact.kind === 'decision' &&
      fact.corrected === undefined &&
      (fact.unit === unit || fact.agrees?.unit === unit || (fact.units?.includes(unit) ?? false)),
  );
  return found.sort((a, b) => b.seq - a.seq)[0];
}
