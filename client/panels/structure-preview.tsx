/** What an act on the form of the text would do, before it is recorded: words, words lost, what becomes moot, numbers. */
import type { ReactNode } from 'react';
import type { Preview } from '../../shared/acts/decisions/preview.ts';
import { useText } from '../locales/i18n.ts';
import { targetWords } from './act-words.ts';
import type { Negotiation } from './negotiation.ts';

interface StructurePreviewProps {
  readonly preview: Preview;
  readonly negotiation: Negotiation;
}

export function StructurePreview({ preview, negotiation }: StructurePreviewProps): ReactNode {
  const { t } = useText();
  const { provisions, lost, moot, labels, overridden } = preview;
  const isNothing = provisions.length + labels.length === 0;
  return (
    <section className="structure-preview" aria-label={t('structure.would')}>
      <h4>{t('structure.would')}</h4>
      {isNothing && <p className="hint">{t('structure.would-nothing')}</p>}
      {lost.length > 0 && (
        <p className="reason" role="status">
          {t('structure.would-lose', { words: lost.join(' … ') })}
        </p>
      )}
      <dl className="facts-list">
        {provisions.map(({ unit, label, before, after }) => (
          <div key={unit} className="fact-row">
            <dt>{negotiation.place(unit) || label || t('structure.a-new-one')}</dt>
            <dd>
              {before !== undefined && <del className="in-context">{before}</del>}{' '}
              {after === undefined ? (
                <b>{t('structure.is-gone')}</b>
              ) : (
                <ins className="in-context">{after}</ins>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {labels.length > 0 && <p>{labels.map(({ before, after }) => `${before} → ${after}`).join(', ')}</p>}
      {moot.length > 0 && (
        <>
          <p className="reason">{t('structure.would-be-moot')}</p>
          <ul>
            {moot.map(({ on, words }) => (
              <li key={on}>{on.startsWith('proposal:') ? targetWords(t, negotiation, on) : words}</li>
            ))}
          </ul>
        </>
      )}
      {overridden.map(({ party, on, stance }) => (
        <p key={`${party} ${on}`} className="reason">
          {t('act.position', {
            party: negotiation.name(party),
            stance: t(`stance.${stance}`),
            what: targetWords(t, negotiation, on),
          })}
        </p>
      ))}
    </section>
  );
}
