/** What is in hand and not yet tabled, and why words stay in hand where the text is closed. */
import { Hand, Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { isToTable } from '../../shared/acts/reading/mine.ts';
import { randomId } from '../editor/editor.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { announce } from './announce.tsx';
import { StaysBar } from './hand-keeping.tsx';
import { printKey } from './keys.ts';
import { tableable, tableRequests } from './mine.tsx';
import { closedAt, forWhom, type Negotiation } from './negotiation.ts';

interface HandBarProps {
  readonly negotiation: Negotiation;
  /** The provision at the caret. */
  readonly unit: string | undefined;
  readonly onOpen: () => void;
}

export function HandBar({ negotiation, unit, onOpen }: HandBarProps): ReactNode {
  const { t } = useText();
  const waiting = negotiation.mine.filter(isToTable).length;
  const { keeping } = negotiation;
  if (waiting === 0 && !keeping?.stays) return null;
  const ready = tableable(negotiation).map(({ id }) => id);
  return (
    <section className="hand-bar" aria-label={t('hand.title')}>
      <Hand size={15} aria-hidden />
      {keeping?.stays ? (
        <StaysBar keeping={keeping} />
      ) : (
        <>
          <span>{t('hand.waiting', { count: waiting, key: printKey('Alt-t') })}</span>
          <Button
            className="button small"
            isDisabled={ready.length === 0}
            onPress={() => void negotiation.act(tableRequests(negotiation, ready))}
          >
            {t('mine.table-all', { count: ready.length })}
          </Button>
        </>
      )}
      <Button className="button small" onPress={onOpen}>
        {t('panel.mine')}
      </Button>
      {ready.length < waiting && unit !== undefined && closedAt(negotiation, unit) !== undefined && (
        <span className="reason">{sayCode(t, 'refusal', closedAt(negotiation, unit)!)}</span>
      )}
    </section>
  );
}

/** Where the provision at the caret is agreed or its part closed: why, and the way to have it opened. */
export function ClosedBar({ negotiation, unit }: Omit<HandBarProps, 'onOpen'>): ReactNode {
  const { t } = useText();
  const why = closedAt(negotiation, unit);
  if (why === undefined || unit === undefined || negotiation.isChairs) return null;
  const isAgreed = why === 'agreed' || why === 'agreed-ad-ref';
  const ask = async (): Promise<void> => {
    const words = t('closed.request', { place: negotiation.place(unit) });
    const done = await negotiation.act([
      {
        act: 'comment',
        id: randomId(),
        on: `unit:${unit}`,
        audience: 'chair',
        words,
        ...forWhom(negotiation),
      },
    ]);
    if (done) announce(t('closed.asked'));
  };
  return (
    <section className="hand-bar closed" aria-label={t('closed.title')}>
      <Lock size={15} aria-hidden />
      <span>{t('closed.here', { place: negotiation.place(unit), reason: sayCode(t, 'refusal', why) })}</span>
      {isAgreed && (
        <Button className="button small" onPress={() => void ask()}>
          {t('closed.ask')}
        </Button>
      )}
    </section>
  );
}
