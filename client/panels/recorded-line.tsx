/** What was recorded last in this page, and the one key that corrects it while nothing was built on it. */
import { Gavel, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import type { DecisionFact } from '../../shared/acts/facts.ts';
import { lastToCorrect } from '../../shared/acts/reading/record.ts';
import { type Say, useText } from '../locales/i18n.ts';
import { announce } from './announce.tsx';
import { IconButton } from './controls.tsx';
import { printKey } from './keys.ts';
import type { Negotiation } from './negotiation.ts';

export const CORRECT_KEY = 'Alt-k';

/** `Paragraph 10 agreed; 4 settled`. */
export function recordedWords(t: Say, { place }: Negotiation, fact: DecisionFact): string {
  const { agrees, outcomes, unit } = fact;
  const done = outcomes.filter(({ outcome }) => outcome !== 'moot');
  if (agrees)
    return t('recorded.agreed', {
      place: place(agrees.unit),
      status: t(`status.${agrees.status}`),
      count: done.length,
    });
  const where = unit === undefined ? '' : place(unit);
  const [first] = done;
  const what =
    done.length === 1 && first
      ? outcomeWords(t, first.outcome)
      : t('recorded.several', { count: done.length });
  return where ? `${where}: ${what}` : what;
}

const OUTCOMES = [
  'taken',
  'not-taken',
  'stays',
  'goes',
  'stays-in-brackets',
  'option',
  'substituted',
  'parked',
  'stands',
] as const;

function outcomeWords(t: Say, outcome: string): string {
  const known = OUTCOMES.find((each) => each === outcome);
  return known ? t(`outcome.${known}`) : outcome;
}

/** Corrects the last decision or structural act, that of a moment ago included. True when it was done. */
export async function correctLast(t: Say, negotiation: Negotiation): Promise<boolean> {
  const facts = await negotiation.heard();
  const last = facts && lastToCorrect(facts);
  if (!last) {
    announce(t(facts ? 'recorded.nothing' : 'recorded.not-heard'));
    return false;
  }
  const what = last.kind === 'decision' ? recordedWords(t, negotiation, last) : t('recorded.structure');
  const isDone = await negotiation.act([{ act: 'correct', decision: last.seq }]);
  if (isDone) announce(t('recorded.corrected', { what }));
  return isDone;
}

export function RecordedLine({ negotiation }: { readonly negotiation: Negotiation }): ReactNode {
  const { t } = useText();
  const last = lastToCorrect(negotiation.facts);
  const [put, setPut] = useState(0);
  // What others recorded is news, not what one has just done.
  if (!last || last.seq !== negotiation.recorded || last.seq === put) return null;
  const words = last.kind === 'decision' ? recordedWords(t, negotiation, last) : t('recorded.structure');
  return (
    <section className="hand-bar recorded" aria-label={t('recorded.title')} role="status">
      <Gavel size={15} aria-hidden />
      <span>{t('recorded.is', { what: words })}</span>
      <Button className="button small" onPress={() => void correctLast(t, negotiation)}>
        {t('do.correct')}
        <kbd>{printKey(CORRECT_KEY)}</kbd>
      </Button>
      <IconButton icon={X} label={t('page.close')} onPress={() => setPut(last.seq)} />
    </section>
  );
}
