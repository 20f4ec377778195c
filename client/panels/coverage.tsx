/** What a derived text made of each proposal: read from the words, set right by hand, taken away as a list (SPEC DV2, DV4). */
import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import { COVERAGES, type Coverage } from '../../shared/draft/coverage.ts';
import type { PlainTable } from '../../shared/renditions/table.ts';
import { refusalFrom, useAsked } from '../asked.ts';
import { type Covered, coverageOf, judge } from '../issued.ts';
import { type Say, sayCode, useText } from '../locales/i18n.ts';
import { announce } from './announce.tsx';
import { Trouble } from './controls.tsx';
import { ChoiceField } from './fields.tsx';
import type { Negotiation } from './negotiation.ts';
import { TakeAway } from './plain-table.tsx';
import { revisionsIn } from './revisions.tsx';
import { SmallMenu } from './small-menu.tsx';

interface CoverageProps {
  readonly draft: string;
  readonly title: string;
  /** Number of the last act: read again when it grows. */
  readonly seq: number;
  readonly negotiation: Negotiation;
  readonly onGo: (block: string) => void;
}

/** As it stands, in the list of texts. */
const NOW = '_now';

export function CoverageList({ draft, title, seq, negotiation, onGo }: CoverageProps): ReactNode {
  const { t } = useText();
  const symbols = revisionsIn(negotiation.facts).map(({ symbol }) => symbol);
  const [of, setOf] = useState<string>(NOW);
  const revision = symbols.includes(of) ? of : undefined;
  const [asked, again] = useAsked(`${draft} ${seq} ${revision}`, () => coverageOf(draft, revision));
  const [trouble, setTrouble] = useState('');
  if (asked.kind === 'waiting') return null;
  // Who takes no part in the draft that it comes from is not told what was asked there.
  if (asked.kind === 'refused') return null;
  const set = async ({ proposal, words }: Covered, coverage: Coverage | null): Promise<void> => {
    setTrouble('');
    try {
      await judge(draft, proposal, coverage);
      announce(t('derived.judged-done', { words: words.slice(0, 60) }));
      again();
    } catch (error) {
      setTrouble(sayCode(t, 'refusal', refusalFrom(error).code));
    }
  };
  return (
    <>
      <h3>{t('derived.coverage')}</h3>
      {symbols.length > 0 && (
        <ChoiceField
          label={t('derived.coverage-of')}
          choices={[NOW, ...symbols].map((id) => ({ id, name: id === NOW ? t('export.now') : id }))}
          value={revision ?? NOW}
          onChange={setOf}
        />
      )}
      {asked.value.length === 0 && <p className="hint">{t('derived.no-proposals')}</p>}
      <p>{countsOf(t, asked.value)}</p>
      {trouble && <Trouble>{trouble}</Trouble>}
      <ul className="time-line">
        {asked.value.map((each) => (
          <CoveredProposal
            key={`${each.proposal} ${each.asks}`}
            covered={each}
            negotiation={negotiation}
            onGo={onGo}
            onSet={
              negotiation.isChairs && revision === undefined
                ? (coverage) => void set(each, coverage)
                : undefined
            }
          />
        ))}
      </ul>
      {asked.value.length > 0 && (
        <TakeAway
          name={t('derived.coverage-file', { title: revision ?? title })}
          tables={() => [tableOf(t, asked.value, negotiation)]}
        />
      )}
    </>
  );
}

const countsOf = (t: Say, covered: readonly Covered[]): string =>
  COVERAGES.flatMap((coverage) => {
    const count = covered.filter((each) => each.coverage === coverage).length;
    return count > 0 ? [`${t(`derived.${coverage}`)}: ${count}`] : [];
  }).join(' · ');

const asksOf = (t: Say, { asks, words }: Covered): string =>
  asks === 'delete' ? t('derived.asks-delete', { words }) : words;

interface CoveredProps {
  readonly covered: Covered;
  readonly negotiation: Negotiation;
  readonly onGo: (block: string) => void;
  /** Absent for who may only read. */
  readonly onSet: ((coverage: Coverage | null) => void) | undefined;
}

function CoveredProposal({ covered, negotiation, onGo, onSet }: CoveredProps): ReactNode {
  const { t, language } = useText();
  const { unit, coverage, proponents, now, judged } = covered;
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <li className="moment">
      <Button className="covered" onPress={() => onGo(unit)}>
        <span className={`chip ${coverage}`}>{t(`derived.${coverage}`)}</span>{' '}
        {negotiation.place(unit) && <span className="hint">{negotiation.place(unit)}</span>}
        <span className="covered-words" translate="no">
          {asksOf(t, covered)}
          {proponents.length > 0 && ` (${proponents.map(negotiation.name).join(', ')})`}
        </span>
      </Button>
      {now && <p className="hint">{t('derived.now', { words: now })}</p>}
      {judged && (
        <p className="hint">
          {t('derived.judged', { when: when.format(judged.at), read: t(`derived.${judged.read}`) })}
        </p>
      )}
      {onSet && <SetRight covered={covered} onSet={onSet} />}
    </li>
  );
}

function SetRight({ covered, onSet }: Required<Pick<CoveredProps, 'covered' | 'onSet'>>): ReactNode {
  const { t } = useText();
  if (!onSet) return null;
  const others = COVERAGES.filter((each) => each !== covered.coverage);
  const choices = others.map((id) => ({
    id: id as string,
    name: t(`derived.${id}`),
    run: () => onSet(id),
  }));
  const back = { id: 'as-read', name: t('derived.as-read'), run: () => onSet(null) };
  return (
    <div className="panel-tools">
      <SmallMenu
        label={t('derived.set-right')}
        name={t('derived.set-right-what', { words: asksOf(t, covered).slice(0, 60) })}
        choices={covered.judged ? [...choices, back] : choices}
      />
    </div>
  );
}

/** The list as it leaves the room with the text. */
function tableOf(t: Say, covered: readonly Covered[], { place, name }: Negotiation): PlainTable {
  return {
    title: t('derived.coverage'),
    heads: [
      t('derived.head-place'),
      t('derived.head-proposal'),
      t('derived.head-by'),
      t('derived.head-became'),
      t('derived.head-now'),
      t('derived.head-how'),
    ],
    rows: covered.map((each) => [
      place(each.unit),
      asksOf(t, each),
      each.proponents.map(name).join(', '),
      t(`derived.${each.coverage}`),
      each.now ?? '',
      t(each.judged ? 'derived.by-hand' : 'derived.by-reading'),
    ]),
  };
}
