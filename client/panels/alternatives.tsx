/** Alternatives: each set with its coherent outcomes side by side, compared word by word with the first. */
import { type ReactNode, useMemo, useState } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import { compareWords } from '../../shared/compare/words.ts';
import type { AlternativeSet, Outcome } from '../../shared/draft/alternatives.ts';
import { nameOf, schemeOf } from '../../shared/draft/labels.ts';
import { printedInline } from '../../shared/draft/printed.ts';
import { useText } from '../locales/i18n.ts';
import { Nothing, Sheet } from './controls.tsx';
import type { DraftReading } from './reading.ts';

interface AlternativesPanelProps {
  readonly reading: DraftReading;
  /** Id of the set whose outcomes are open. */
  readonly opened?: string;
  readonly onOpen: (set: string | undefined) => void;
  readonly onGo: (block: string) => void;
}

export function AlternativesPanel({ reading, opened, onOpen, onGo }: AlternativesPanelProps): ReactNode {
  const { t } = useText();
  const { sets } = reading.alternatives;
  const set = sets.find(({ id }) => id === opened);
  if (sets.length === 0) return <Nothing>{t('alternatives.empty')}</Nothing>;
  return (
    <div className="panel-body">
      <p className="hint">{t('alternatives.what')}</p>
      {sets.map((each) => (
        <SetCard key={each.id} set={each} reading={reading} onOpen={onOpen} onGo={onGo} />
      ))}
      <Sheet
        title={t('alternatives.outcomes')}
        isOpen={set !== undefined}
        onClose={() => onOpen(undefined)}
        wide
      >
        {set && <Outcomes set={set} reading={reading} />}
      </Sheet>
    </div>
  );
}

/** As it is printed: `10`, `Alt 10+11`. */
function nameIn(reading: DraftReading, id: string): string {
  const block = reading.document.blocks.find((each) => each.id === id);
  return (block && nameOf(block, schemeOf(reading.document.meta.language))) || '–';
}

function outcomeName(reading: DraftReading, outcome: Outcome): string {
  return outcome.map((id) => nameIn(reading, id)).join(' + ');
}

function SetCard({
  set,
  reading,
  onOpen,
  onGo,
}: Omit<AlternativesPanelProps, 'opened'> & { readonly set: AlternativeSet }): ReactNode {
  const { t } = useText();
  const { language, dir } = reading.document.meta;
  return (
    <section className="section">
      <h3>
        {t('alternatives.set', { names: set.candidates.map(({ id }) => nameIn(reading, id)).join(' · ') })}
      </h3>
      <ul lang={language} dir={dir}>
        {set.candidates.map((candidate) => (
          <li key={candidate.id} className="in-context">
            <Button className="button small" onPress={() => onGo(candidate.id)}>
              {nameIn(reading, candidate.id)}
            </Button>{' '}
            {unitWords(reading, candidate.id).slice(0, 90)}
          </li>
        ))}
      </ul>
      <Button className="button small" onPress={() => onOpen(set.id)}>
        {t('alternatives.side-by-side', { count: set.outcomes.length })}
      </Button>
    </section>
  );
}

/** The words of a provision or alternative with its items, a line a block. */
function unitWords({ document, units }: DraftReading, id: string): string {
  const unit = units.byId.get(id);
  if (!unit) return '';
  return document.blocks
    .slice(unit.from, unit.to)
    .map(({ content }) => content.map(printedInline).join(''))
    .join('\n');
}

function Outcomes({
  set,
  reading,
}: {
  readonly set: AlternativeSet;
  readonly reading: DraftReading;
}): ReactNode {
  const { t } = useText();
  const [compares, setCompares] = useState(true);
  const first = set.outcomes[0];
  if (!first) return <Nothing>{t('alternatives.no-outcome')}</Nothing>;
  const base = first.map((id) => unitWords(reading, id)).join('\n');
  return (
    <>
      <Checkbox className="pick tick" isSelected={compares} onChange={setCompares}>
        {t('alternatives.compare', { name: outcomeName(reading, first) })}
      </Checkbox>
      <div className="outcome-row">
        {set.outcomes.map((outcome) => (
          <OutcomeText
            key={outcome.join()}
            name={outcomeName(reading, outcome)}
            words={outcome.map((id) => unitWords(reading, id)).join('\n')}
            base={compares && outcome !== first ? base : undefined}
            reading={reading}
          />
        ))}
      </div>
      {set.more && <p className="hint">{t('alternatives.more')}</p>}
    </>
  );
}

interface OutcomeTextProps {
  readonly name: string;
  readonly words: string;
  /** Compared with this, if given. */
  readonly base?: string;
  readonly reading: DraftReading;
}

function OutcomeText({ name, words, base, reading }: OutcomeTextProps): ReactNode {
  const { language, dir } = reading.document.meta;
  const pieces = useMemo(
    () => (base === undefined ? undefined : compareWords(base, words, language)),
    [base, words, language],
  );
  return (
    <article className="outcome" lang={language} dir={dir}>
      <h3>{name}</h3>
      <div className="unit">
        {pieces?.map(({ kind, text }, at) => {
          const Tag = kind === 'gone' ? 'del' : kind === 'new' ? 'ins' : 'span';
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one comparison, replaced as a whole
          return <Tag key={at}>{text}</Tag>;
        }) ?? words}
      </div>
    </article>
  );
}
