/** Acts asked of the server from this page: whether they were done, why not, and when the page has heard of them. */
import { useCallback, useMemo, useState } from 'react';
import type { ActRequest } from '../../shared/acts/act.ts';
import { api } from '../api.ts';
import { refusalFrom } from '../asked.ts';
import { type Say, sayCode, useText } from '../locales/i18n.ts';
import { announce } from '../panels/announce.tsx';
import type { Negotiation } from '../panels/negotiation.ts';
import { OwnActs } from '../sync/own-acts.ts';
import type { Session } from '../sync/session.ts';
import { until } from '../sync/wait.ts';

type Acts = Pick<
  Negotiation,
  'act' | 'preview' | 'recorded' | 'trouble' | 'clearTrouble' | 'heard' | 'caughtUp' | 'isAwaiting'
>;

/** Asking the server for acts, and what it said last when it refused. */
export function useActs(draft: string, session: Session, hand: Session | undefined, stays: boolean): Acts {
  const { t } = useText();
  const [trouble, setTrouble] = useState('');
  const [recorded, setRecorded] = useState(0);
  const own = useMemo(() => new OwnActs(session.facts), [session]);
  const act = useCallback(
    async (requests: readonly ActRequest[]) => {
      setTrouble('');
      for (const request of requests) {
        if (request.act === 'table' && stays) {
          setTrouble(t('hand.stays-first'));
          announce(t('hand.stays-first'));
          return false;
        }
        if (request.act === 'table' && hand) await whenSaved(hand);
        const answer = await own.during(request.act, askFor(draft, request));
        if (typeof answer === 'number') {
          setRecorded(answer);
          continue;
        }
        const told = refusalWords(t, answer);
        setTrouble(told);
        announce(told);
        return false;
      }
      announce(t('act.done', { count: requests.length }));
      return true;
    },
    [draft, hand, stays, own, t],
  );
  const preview = useCallback(
    async (request: ActRequest) => {
      const told = await api.preview(draft, request).catch((error: unknown) => refusalFrom(error).code);
      if (typeof told === 'string') return sayCode(t, 'refusal', told);
      if (!('why' in told)) return told;
      return refusalWords(t, {
        code: told.why,
        ...(told.present === undefined ? {} : { present: told.present }),
      });
    },
    [draft, t],
  );
  const clearTrouble = useCallback(() => setTrouble(''), []);
  return useMemo(
    () => ({
      act,
      preview,
      recorded,
      trouble,
      clearTrouble,
      heard: () => own.heard(),
      caughtUp: () => own.caughtUp(CATCHING_UP),
      isAwaiting: () => own.isAwaiting,
    }),
    [act, preview, recorded, trouble, clearTrouble, own],
  );
}

/** Milliseconds that a line of the operator waits for the record of the line before it. */
const CATCHING_UP = 3_000;

interface Why {
  readonly code: string;
  /** The words as they stand now, where they were others than those seen. */
  readonly present?: string;
}

function refusalWords(t: Say, { code, present }: Why): string {
  const sentence = sayCode(t, 'refusal', code);
  return present ? `${sentence} ${t('act.present', { words: present })}` : sentence;
}

/** Milliseconds to wait for words that are on their way; after that the server is asked for what it has. */
const LONGEST_WAIT = 5_000;

/** Resolves when the server holds all that was typed in this session. */
const whenSaved = (session: Session): Promise<boolean> =>
  until(
    () => session.state().unsent === 0,
    (listener) => session.subscribe(listener),
    LONGEST_WAIT,
  );

/** Number of the act, or why it was refused. */
async function askFor(draft: string, request: ActRequest): Promise<number | Why> {
  try {
    const answer = await api.act(draft, request);
    if (answer.done) return answer.seq;
    return { code: answer.why, ...(answer.present === undefined ? {} : { present: answer.present }) };
  } catch (error) {
    return { code: refusalFrom(error).code };
  }
}
