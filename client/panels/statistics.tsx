/** How far the draft is: counts, points by kind, part, party and depth, and both after each meeting and revision (SPEC ST5, ST6). */
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import type { FigureAt, FigureHistory } from '../../shared/acts/reading/figures.ts';
import type { PlainTable } from '../../shared/renditions/table.ts';
import { api } from '../api.ts';
import { refusalFrom } from '../asked.ts';
import { type Say, sayCode, useText } from '../locales/i18n.ts';
import { Nothing, Trouble } from './controls.tsx';
import type { Negotiation } from './negotiation.ts';
import { SortedTable, TakeAway } from './plain-table.tsx';
import { Plot } from './plot.tsx';

interface StatisticsPanelProps {
  readonly draft: string;
  readonly negotiation: Negotiation;
}

export function StatisticsPanel({ draft, negotiation }: StatisticsPanelProps): ReactNode {
  const { t, language } = useText();
  const { figures, trouble, again } = useFigures(draft, negotiation);
  const tables = useMemo(
    () => (figures ? tablesOf(t, language, negotiation, figures) : []),
    [t, language, negotiation, figures],
  );
  if (trouble) return <Trouble>{trouble}</Trouble>;
  if (!figures) return <Nothing>{t('page.opening')}</Nothing>;
  const [counts, history, ...points] = tables;
  return (
    <div className="panel-body">
      <div className="panel-tools">
        <TakeAway name={t('panel.statistics')} tables={() => tables} />
        <Button className="button small" onPress={again}>
          {t('statistics.again')}
        </Button>
      </div>
      <p className="hint">{t('agree.all-or-nothing')}</p>
      {counts && <SortedTable table={counts} />}
      {figures.history.length > 1 && <Plot history={figures.history} nameOf={(at) => milestoneName(t, at)} />}
      {figures.history.length > 1 && history && <SortedTable table={history} />}
      {figures.history.length < 2 && <p className="hint">{t('statistics.no-history')}</p>}
      {points.map((table) => (
        <SortedTable key={table.title} table={table} />
      ))}
    </div>
  );
}

/** Milliseconds after an act before the figures are asked for again. */
const PAUSE = 1_500;

function useFigures(draft: string, { facts }: Negotiation) {
  const { t } = useText();
  const [figures, setFigures] = useState<FigureHistory>();
  const [trouble, setTrouble] = useState('');
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again after every act and on demand
  useEffect(() => {
    let isGone = false;
    const ask = (): void => {
      api.statistics(draft).then(
        (told) => isGone || setFigures(told),
        (error: unknown) => isGone || setTrouble(sayCode(t, 'refusal', refusalFrom(error).code)),
      );
    };
    const timer = setTimeout(ask, figures ? PAUSE : 0);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [draft, facts, round]);
  return { figures, trouble, again: () => setRound(round + 1) };
}

const milestoneName = (t: Say, { after, name }: FigureAt): string =>
  after === 'now' ? t('statistics.now') : after === 'meeting' ? t('meeting.name', { number: name }) : name;

export const SERIES = [
  'openPoints',
  'bracketed',
  'agreedWords',
  'words',
  'alternatives',
  'placeholders',
] as const;

const COUNTS = [
  'provisions',
  'clean',
  'alternatives',
  'sets',
  'items',
  'contested',
  'choices',
  'placeholders',
  'unpaired',
  'words',
  'bracketed',
] as const;

function tablesOf(
  t: Say,
  language: string,
  negotiation: Negotiation,
  told: FigureHistory,
): readonly PlainTable[] {
  const format = new Intl.NumberFormat(language);
  const number = (value: number): string => format.format(value);
  const { now, history } = told;
  const counts: PlainTable = {
    title: t('house.figures'),
    heads: [
      t('statistics.figure'),
      t('act.the-draft'),
      ...now.parts.map(({ part, label }) => label || negotiation.place(part) || '–'),
    ],
    rows: [
      ...COUNTS.map((name) => [
        t(`figure.${name}`),
        number(now.draft[name]),
        ...now.parts.map((part) => number(part[name])),
      ]),
      [t('figure.agreedWords'), number(now.agreedWords), ...now.parts.map(() => '')],
    ],
  };
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const course: PlainTable = {
    title: t('statistics.history'),
    heads: [t('statistics.after'), t('record.time'), ...SERIES.map((name) => t(`figure.${name}`))],
    rows: history.map((at) => [
      milestoneName(t, at),
      at.at > 0 ? time.format(at.at) : '',
      ...SERIES.map((name) => number(at[name])),
    ]),
  };
  const by = (what: keyof typeof now.points, name: (key: string) => string): PlainTable => ({
    title: t(`statistics.by-${what}`),
    heads: [t(`statistics.${what}`), t('statistics.points')],
    rows: Object.entries(now.points[what]).map(([key, count]) => [name(key) || '–', number(count)]),
  });
  return [
    counts,
    course,
    by('kind', (key) => sayCode(t, 'kind', key)),
    by('part', (key) => key),
    by('party', negotiation.name),
    by('depth', (key) => key),
  ].filter(({ rows }) => rows.length > 0);
}
