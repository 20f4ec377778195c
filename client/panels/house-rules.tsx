/** Draft and house: what the draft is, its figures, and for the chair's side its phase, rules and parties. */
import { type ReactNode, useMemo, useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { readStatistics } from '../../shared/draft/statistics.ts';
import { isChairsSide } from '../../shared/house/audience.ts';
import { type HouseRules, PHASES, type Phase } from '../../shared/house/membership.ts';
import { api, type DraftEntry } from '../api.ts';
import { refusalFrom } from '../asked.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { Trouble } from './controls.tsx';
import { ChoiceField } from './fields.tsx';
import type { DraftReading } from './reading.ts';

interface HousePanelProps {
  readonly draft: string;
  readonly entry: DraftEntry;
  readonly reading: DraftReading | undefined;
  /** As they stand now, told by the room. */
  readonly phase: Phase | undefined;
  readonly rules: HouseRules | undefined;
}

export function HousePanel(props: HousePanelProps): ReactNode {
  const { t, language } = useText();
  const { entry, reading, phase, rules } = props;
  const created =
    entry.draft && new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(entry.draft.created);
  return (
    <div className="panel-body">
      <dl className="facts-list">
        <dt>{t('house.title')}</dt>
        <dd>{entry.draft?.title}</dd>
        {entry.draft?.symbol && (
          <>
            <dt>{t('house.symbol')}</dt>
            <dd>{entry.draft.symbol}</dd>
          </>
        )}
        <dt>{t('house.created')}</dt>
        <dd>{created}</dd>
        <dt>{t('house.phase')}</dt>
        <dd>{phase && t(`phase.${phase}`)}</dd>
      </dl>
      {phase && <p className="hint">{t(`phase.what.${phase}`)}</p>}
      {reading && (isChairsSide(entry.member) || rules?.statistics === 'members') && (
        <Figures reading={reading} />
      )}
      {entry.rights.administer.may && phase && rules && (
        <Administration {...props} phase={phase} rules={rules} />
      )}
    </div>
  );
}

const FIGURES = [
  'provisions',
  'clean',
  'alternatives',
  'items',
  'contested',
  'choices',
  'placeholders',
  'unpaired',
  'words',
] as const;

function Figures({ reading }: { readonly reading: DraftReading }): ReactNode {
  const { t, language } = useText();
  const { draft } = useMemo(() => readStatistics(reading.document, reading), [reading]);
  const number = new Intl.NumberFormat(language);
  return (
    <section className="section">
      <h3>{t('house.figures')}</h3>
      <dl className="facts-list">
        {FIGURES.map((name) => (
          <Figure key={name} name={t(`figure.${name}`)} value={number.format(draft[name])} />
        ))}
      </dl>
    </section>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

const RULES = {
  names: ['members', 'own-party', 'nobody'],
  drafting: ['record-keeper', 'everything-live'],
  observers: ['screen', 'nothing'],
  cursors: ['own-party', 'everyone'],
  statistics: ['chair', 'members'],
  colours: ['marks', 'white-yellow-green'],
} as const satisfies Partial<{ readonly [name in keyof HouseRules]: readonly HouseRules[name][] }>;

interface AdministrationProps extends HousePanelProps {
  readonly phase: Phase;
  readonly rules: HouseRules;
}

function Administration({ draft, phase, rules }: AdministrationProps): ReactNode {
  const { t } = useText();
  const [trouble, setTrouble] = useState('');
  const act = (work: Promise<unknown>): void => {
    setTrouble('');
    work.catch((error: unknown) => setTrouble(sayCode(t, 'refusal', refusalFrom(error).code)));
  };
  return (
    <section className="section">
      <h3>{t('house.administration')}</h3>
      {trouble && <Trouble>{trouble}</Trouble>}
      <ChoiceField
        label={t('house.phase')}
        choices={PHASES.map((id) => ({ id, name: t(`phase.${id}`) }))}
        value={phase}
        onChange={(id) => act(api.setPhase(draft, id))}
      />
      {(Object.keys(RULES) as (keyof typeof RULES)[]).map((name) => (
        <ChoiceField<string>
          key={name}
          label={t(`rule.${name}`)}
          choices={RULES[name].map((id) => ({ id, name: sayCode(t, `rule.${name}`, id) }))}
          value={rules[name]}
          onChange={(id) => act(api.setRules(draft, { [name]: id }))}
        />
      ))}
      <FileTrigger
        acceptedFileTypes={['.csv', 'text/csv']}
        onSelect={async (files) => {
          const file = files?.[0];
          if (file) act(api.setParties(draft, await file.text()));
        }}
      >
        <Button className="button small">{t('house.parties')}</Button>
      </FileTrigger>
      <p className="hint">{t('house.parties-what')}</p>
    </section>
  );
}
