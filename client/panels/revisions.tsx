/** Issued texts: the list of them with their hashes, and what can be done with each. */
import { type ReactNode, useState } from 'react';
import { Button, Link } from 'react-aria-components';
import type { Facts, RevisionFact } from '../../shared/acts/facts.ts';
import { useText } from '../locales/i18n.ts';
import { pathOf } from '../route.ts';
import { Nothing } from './controls.tsx';
import { DeriveSheet, type Deriving } from './derive-sheet.tsx';
import { SmallMenu } from './small-menu.tsx';

/** All revisions, the last one first. */
export const revisionsIn = (facts: Facts): readonly RevisionFact[] =>
  Object.values(facts)
    .filter((fact): fact is RevisionFact => fact.kind === 'revision')
    .sort((a, b) => b.seq - a.seq);

interface RevisionsPanelProps {
  readonly draft: string;
  readonly title: string;
  readonly revisions: readonly RevisionFact[];
  readonly isChairs: boolean;
  readonly onIssue: () => void;
  /** Where this draft itself comes from. */
  readonly children?: ReactNode;
  readonly onExport: (symbol: string | undefined) => void;
  readonly onCompare: (from: string, to: string | undefined) => void;
}

export function RevisionsPanel(props: RevisionsPanelProps): ReactNode {
  const { t } = useText();
  const { draft, title, revisions, isChairs, onIssue, onExport, children } = props;
  const [deriving, derive] = useState<Deriving>();
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
      {children}
      <p className="hint">{t('revisions.who')}</p>
      {revisions.length === 0 && <Nothing>{t(isChairs ? 'revisions.none-chair' : 'revisions.none')}</Nothing>}
      <ul className="time-line">
        {revisions.map((revision) => (
          <Revision key={revision.symbol} {...props} revision={revision} onDerive={derive} />
        ))}
      </ul>
      <DeriveSheet draft={draft} title={title} deriving={deriving} onClose={() => derive(undefined)} />
    </div>
  );
}

interface RevisionProps extends RevisionsPanelProps {
  readonly revision: RevisionFact;
  readonly onDerive: (deriving: Deriving) => void;
}

function Revision(props: RevisionProps): ReactNode {
  const { t, language } = useText();
  const { symbol, at, sentence, hash, seq } = props.revision;
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
  return (
    <li className="moment revision" data-seq={seq}>
      <h3 translate="no">
        <Link href={pathOf({ kind: 'issued', draft: props.draft, symbol })}>{symbol}</Link>
      </h3>
      <p>{when}</p>
      {sentence && <p translate="no">{sentence}</p>}
      <p className="hash" title={hash}>
        {t('revisions.hash', { hash: hash.slice(0, 12) })}
      </p>
      <RevisionTools {...props} />
    </li>
  );
}

function RevisionTools({
  revision: { symbol },
  revisions,
  isChairs,
  onExport,
  onCompare,
  onDerive,
}: RevisionProps): ReactNode {
  const { t } = useText();
  const at = revisions.findIndex((each) => each.symbol === symbol);
  const others = revisions.filter((each) => each.symbol !== symbol).map((each) => each.symbol);
  return (
    <div className="panel-tools">
      <Button
        className="button small"
        aria-label={t('revisions.export', { symbol })}
        onPress={() => onExport(symbol)}
      >
        {t('export.title')}
      </Button>
      <SmallMenu
        label={t('revisions.compare')}
        name={t('revisions.compare-what', { symbol })}
        choices={[
          { id: NOW, name: t('export.now'), run: () => onCompare(symbol, undefined) },
          ...others.map((other) => ({
            id: other,
            name: other,
            run: () =>
              revisions.findIndex((each) => each.symbol === other) > at
                ? onCompare(other, symbol)
                : onCompare(symbol, other),
          })),
        ]}
      />
      {isChairs && (
        <SmallMenu
          label={t('revisions.derive')}
          name={t('revisions.derive-what', { symbol })}
          choices={(['chairs-text', 'working-text'] as const).map((as) => ({
            id: as,
            name: t(`derived.${as}`),
            run: () => onDerive({ symbol, as }),
          }))}
        />
      )}
    </div>
  );
}

const NOW = '_now';
