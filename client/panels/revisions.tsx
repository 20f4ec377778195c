/** Issued texts: the list of them with their hashes, and what can be done with each. */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { Facts, RevisionFact } from '../../shared/acts/facts.ts';
import { useText } from '../locales/i18n.ts';
import { Nothing } from './controls.tsx';

/** All revisions, the last one first. */
export const revisionsIn = (facts: Facts): readonly RevisionFact[] =>
  Object.values(facts)
    .filter((fact): fact is RevisionFact => fact.kind === 'revision')
    .sort((a, b) => b.seq - a.seq);

interface RevisionsPanelProps {
  readonly revisions: readonly RevisionFact[];
  readonly isChairs: boolean;
  readonly onIssue: () => void;
  readonly onExport: (symbol: string | undefined) => void;
  readonly onCompare: (from: string, to: string | undefined) => void;
}

export function RevisionsPanel(props: RevisionsPanelProps): ReactNode {
  const { t } = useText();
  const { revisions, isChairs, onIssue, onExport } = props;
  return (
    <div className="panel-body">
      <div className="panel-tools">
        {isChairs && (
          <Button className="button small primary" onPress={onIssue}>
            {t('issue.title')}
          </Button>
        )}
        <Button className="button small" onPress={() => onExport(undefined)}>
          {t('export.title')}
        </Button>
      </div>
      <p className="hint">{t('revisions.who')}</p>
      {revisions.length === 0 && <Nothing>{t(isChairs ? 'revisions.none-chair' : 'revisions.none')}</Nothing>}
      <ul className="time-line">
        {revisions.map((revision, at) => (
          <Revision key={revision.symbol} {...props} revision={revision} before={revisions[at + 1]?.symbol} />
        ))}
      </ul>
    </div>
  );
}

function Revision({
  revision,
  before,
  onExport,
  onCompare,
}: RevisionsPanelProps & {
  readonly revision: RevisionFact;
  readonly before: string | undefined;
}): ReactNode {
  const { t, language } = useText();
  const { symbol, at, sentence, hash, seq } = revision;
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
  return (
    <li className="moment revision" data-seq={seq}>
      <h3 translate="no">{symbol}</h3>
      <p>{when}</p>
      {sentence && <p>{sentence}</p>}
      <p className="hash" title={hash}>
        {t('revisions.hash', { hash: hash.slice(0, 12) })}
      </p>
      <div className="panel-tools">
        <Button className="button small" onPress={() => onExport(symbol)}>
          {t('export.title')}
        </Button>
        <Button className="button small" onPress={() => onCompare(symbol, undefined)}>
          {t('compare.with-now')}
        </Button>
        {before !== undefined && (
          <Button className="button small" onPress={() => onCompare(before, symbol)}>
            {t('compare.with', { symbol: before })}
          </Button>
        )}
      </div>
    </li>
  );
}
