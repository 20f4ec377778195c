/** After an import: the tracked changes that became no proposals, with their words; then the draft is opened (SPEC IM36). */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { namesIn, type Party } from '../../shared/house/party.ts';
import type { ToldChange } from '../api.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { go, pathOf } from '../route.ts';

export interface Created {
  readonly draft: string;
  readonly told: readonly ToldChange[];
}

interface ToldChangesProps {
  readonly created: Created;
  readonly parties: readonly Party[];
}

export function ToldChanges({ created: { draft, told }, parties }: ToldChangesProps): ReactNode {
  const { t, language } = useText();
  const nameOf = (by: string): string => {
    const party = parties.find(({ id }) => id === by);
    return party ? namesIn(party, language).short : t('said.who-chair');
  };
  return (
    <section className="told-changes" aria-label={t('import.told')}>
      <p role="status">{t('import.told-count', { count: told.length })}</p>
      <div className="import-steps">
        <Button className="button primary" autoFocus onPress={() => go(pathOf({ kind: 'draft', draft }))}>
          {t('import.open-draft')}
        </Button>
      </div>
      <ul>
        {told.map(({ why, words, by }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list does not change
          <li key={at}>
            <strong>{nameOf(by)}</strong> <span className="hint">{sayCode(t, 'said', `why-${why}`)}</span>
            <q>{words}</q>
          </li>
        ))}
      </ul>
    </section>
  );
}
