/** The bottom line: where one's own words are now. It never says saved of what a crash could take back. */
import { Check, CloudOff, Eye, Lock, RefreshCw, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { type Say, sayCode, useText } from '../locales/i18n.ts';
import type { Kept, SyncState } from '../sync/state.ts';
import { announce } from './announce.tsx';

const SIGNS = {
  saved: Check,
  sending: RefreshCw,
  offline: CloudOff,
  'read-only': Eye,
  refused: TriangleAlert,
  closed: Lock,
} as const;

const keptWords = (t: Say, kept: Kept): string => t(`state.kept.${kept}`);

/** What the line says of this state, in words. */
export function stateWords(t: Say, { line, unsent, kept, why, synced, stays }: SyncState): string {
  if (stays) return `${t('state.stays', { count: unsent })} ${keptWords(t, kept)}`;
  const reason = why ? sayCode(t, 'refusal', why) : '';
  switch (line) {
    case 'saved':
      return t('state.saved');
    case 'sending':
      return t('state.sending', { count: unsent });
    case 'offline':
      if (!synced && unsent === 0) return t('state.connecting');
      return unsent > 0
        ? `${t('state.offline', { count: unsent })} ${keptWords(t, kept)}`
        : t('state.offline-nothing');
    case 'read-only':
      return t('state.read-only', { reason });
    case 'refused':
      return t('state.refused', { reason });
    case 'closed':
      return t('state.closed', { reason });
    default:
      return line satisfies never;
  }
}

/** Each change of kind is spoken once; counts that run are not. */
function useSpokenState(line: SyncState['line'], words: string): void {
  const spoken = useRef(line);
  useEffect(() => {
    const settled = setTimeout(() => {
      if (spoken.current === line || line === 'sending') return;
      spoken.current = line;
      announce(words);
    }, 1200);
    return () => clearTimeout(settled);
  }, [line, words]);
}

interface StateLineProps {
  readonly state: SyncState;
  /** What stands at the other end of the line: place in the draft, counts. */
  readonly children?: ReactNode;
}

export function StateLine({ state, children }: StateLineProps): ReactNode {
  const { t } = useText();
  const words = stateWords(t, state);
  useSpokenState(state.line, words);
  const Sign = SIGNS[state.line];
  return (
    <footer className={`state-line ${state.line}`}>
      <span className="state-words">
        <Sign size={15} aria-hidden />
        {words}
      </span>
      {state.kept === 'failed' && <span className="state-failed">{t('state.not-kept')}</span>}
      <span className="state-place">{children}</span>
    </footer>
  );
}
