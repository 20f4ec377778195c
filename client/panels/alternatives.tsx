/** Alternatives: each set with its coherent outcomes side by side, compared word by word with the first. */
import { type ReactNode, useMemo, useState } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import { compareWords } from '../../shared/compare/words.ts';
import type { AlternativeSet, Outcome } from '../../shared/draft/alternatives.ts';
import { printedInline } from '../../shared/draft/printed.ts';
import { useText } from '../locales/i18n.ts';
import { Nothing, Sheet } from './controls.tsx';
import { EarlierWordings } from './earlier-wordings.tsx';
import { type Negotiation, noMeetingYet } from './negotiation.ts';
import { type DecisionLine, happensWords } from './point-choices.ts';
import { nameIn } from './points-of.ts';
import { namesOf } from './proposal-facts.tsx';
import type { DraftReading } from './reading.ts';

interface AlternativesPanelProps {
  readonly reading: DraftReading;
  /** Id of the set whose outcomes are open. */
  readonly opened?: string;
  readonly onOpen: (set: string | undefined) => void;
  readonly onGo: (block: string) => void;
  readonly negotiation: Negotiation;
  /** The provision at the caret, of which earlier wordings are listed. */
  readonly unit: string | undefined;
  /** Puts an outcome before the operator. */
  readonly onDecide: (lines: readonly DecisionLine[]) => void;
  /** Number of the set among the open points. */
  readonly numberOf: (set: string) => string;
}

export function AlternativesPanel(props: AlternativesPanelProps): ReactNode {
  const { t } = useText();
  const { reading, opened, onOpen, negotiation, unit, onDecide, numberOf } = props;
  const { sets } = reading.alternatives;
  const set = sets.find(({ id }) => id === opened);
  const decide = (stand: Outcome): void => {
    if (!set) return;
    onOpen(undefined);
    const outcome = {
      happens: stand.length > 0 ? 'stands' : 'no-text',
      name: outcomeName(reading, stand),
    } as const;
    const words = `${numberOf(set.id)}: ${happensWords(t, outcome.happens, outcome.name)}`;
    onDecide([{ words, decided: { on: `set:${set.id}`, outcome: 'stands', stand } }]);
  };
  return (
    <div className="panel-body">
      {sets.length === 0 ? (
        <Nothing>{t('alternatives.empty')}</Nothing>
      ) : (
        <p className="hint">{t('alternatives.what')}</p>
      )}
      {sets.map((each) => (
        <SetCard key={each.id} {...props} set={each} />
      ))}
      <EarlierWordings negotiation={negotiation} reading={reading} unit={unit} />
      <Sheet
        title={t('alternatives.outcomes')}
        isOpen={set !== undefined}
        onClose={() => onOpen(undefined)}
        wide
      >
        {set && (
          <Outcomes
            set={set}
            reading={reading}
            negotiation={negotiation}
            onDecide={negotiation.isChairs && !noMeetingYet(negotiation) ? decide : undefined}
          />
        )}
      </Sheet>
    </div>
  );
}

function outcomeName(reading: DraftReading, outcome: Outcome): string {
  return outcome.map((id) => nameIn(reading, id)).join(' + ');
}

function SetCard({
  set,
  reading,
  onOpen,
  onGo,
  negotiation,
}: AlternativesPanelProps & { readonly set: AlternativeSet }): ReactNode {
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
            <Asking id={candidate.id} negotiation={negotiation} />
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

/** Who asks for an alternative that is on the table. */
function Asking({ id, negotiation }: { readonly id: string; readonly negotiation: Negotiation }): ReactNode {
  const { facts, proposals } = negotiation;
  const proposal = proposals?.composition.placeOf(id)?.block.proposal;
  const fact = proposal === undefined ? undefined : facts[`proposal/${proposal}`];
  if (fact?.kind !== 'proposal' || fact.proponents.length === 0) return null;
  return <span className="hint askers"> {namesOf(negotiation, fact.proponents)}</span>;
}

interface OutcomesProps {
  readonly set: AlternativeSet;
  readonly reading: DraftReading;
  readonly negotiation: Negotiation;
  /** Absent for those who record nothing. */
  readonly onDecide: ((stand: Outcome) => void) | undefined;
}

function Outcomes({ set, reading, negotiation, onDecide }: OutcomesProps): ReactNode {
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
          >
            {outcome.map((id) => (
              <Asking key={id} id={id} negotiation={negotiation} />
            ))}
            {onDecide && (
              <Button className="button small" onPress={() => onDecide(outcome)}>
                {t('alternatives.decide')}
              </Button>
            )}
          </OutcomeText>
        ))}
      </div>
      {onDecide && (
        <div className="panel-tools">
          <Button className="button small" onPress={() => onDecide([])}>
            {t('alternatives.decide-none')}
          </Button>
        </div>
      )}
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
  readonly children: ReactNode;
}

function OutcomeText({ name, words, base, reading, children }: OutcomeTextProps): ReactNode {
  const { language, dir } = reading.document.meta;
  const pieces = useMemo(
    () => (base === undefined ? undefined : compareWords(base, words, language)),
    [base, words, language],
  );
  return (
    <article className="outcome" lang={language} dir={dir}>
      <h3>{name}</h3>
      {children}
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
