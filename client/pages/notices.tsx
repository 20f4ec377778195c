/** What happened and what was kept, where one cannot overlook it. */
import type { ReactNode } from 'react';
import { sayCode, useText } from '../locales/i18n.ts';
import type { SyncState } from '../sync/state.ts';
import type { View } from './room-state.ts';

export function Notices({ state, view }: { readonly state: SyncState; readonly view: View }): ReactNode {
  const { t } = useText();
  const { line, why, keptWords, unsent } = state;
  const reason = why ? sayCode(t, 'refusal', why) : '';
  return (
    <div role="alert">
      {line === 'closed' && <p className="notice-bar bad">{t('state.closed', { reason })}</p>}
      {line === 'refused' && <p className="notice-bar bad">{t('state.refused', { reason })}</p>}
      {why && line === 'sending' && (
        <p className="notice-bar">{t('state.paused', { reason, count: unsent })}</p>
      )}
      {view === 'as-it-reads' && <p className="notice-bar quiet">{t('view.as-it-reads-what')}</p>}
      {view === 'base' && <p className="notice-bar quiet">{t('view.base-what')}</p>}
      {keptWords.length > 0 && <p className="notice-bar">{t('kept.notice', { count: keptWords.length })}</p>}
    </div>
  );
}
