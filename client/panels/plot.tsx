/** Figures over meetings and revisions, drawn: each line has its own dashes and mark, and the table beside says the same. */
import { type ReactNode, useState } from 'react';
import type { FigureAt } from '../../shared/acts/reading/figures.ts';
import { useText } from '../locales/i18n.ts';
import { ChoiceField } from './fields.tsx';

interface PlotProps {
  readonly history: readonly FigureAt[];
  readonly nameOf: (at: FigureAt) => string;
}

/** What is drawn together: things of one measure. */
const PLOTS = {
  words: ['words', 'bracketed', 'agreedWords'],
  points: ['openPoints', 'alternatives', 'placeholders'],
} as const satisfies Readonly<Record<string, readonly (keyof FigureAt)[]>>;
type PlotName = keyof typeof PLOTS;

/** Of the drawing, in its own units. */
const [WIDTH, HEIGHT, LEFT, BOTTOM] = [360, 180, 44, 26];
/** Milestones that have room for their names; of more, the first and the last are named. */
const MOST_NAMED = 5;
const DASHES = ['', '6 3', '2 3'] as const;

export function Plot({ history, nameOf }: PlotProps): ReactNode {
  const { t, language } = useText();
  const [shown, setShown] = useState<PlotName>('words');
  const lines = PLOTS[shown];
  const most = Math.max(1, ...history.flatMap((at) => lines.map((name) => at[name])));
  const x = (index: number): number => LEFT + (index / Math.max(1, history.length - 1)) * (WIDTH - LEFT - 12);
  const y = (value: number): number => HEIGHT - BOTTOM - (value / most) * (HEIGHT - BOTTOM - 10);
  const number = new Intl.NumberFormat(language);
  const label = t('statistics.plot', { what: lines.map((name) => t(`figure.${name}`)).join(', ') });
  const last = history.length - 1;
  const named = history.length <= MOST_NAMED ? history.map((_, at) => at) : [0, last];
  return (
    <figure className="plot">
      <ChoiceField<PlotName>
        label={t('statistics.show')}
        choices={(Object.keys(PLOTS) as PlotName[]).map((id) => ({ id, name: t(`statistics.plot-${id}`) }))}
        value={shown}
        onChange={setShown}
      />
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        {[0, most].map((value) => (
          <g key={value}>
            <line className="axis" x1={LEFT} x2={WIDTH - 12} y1={y(value)} y2={y(value)} />
            <text x={LEFT - 5} y={y(value) + 4} textAnchor="end">
              {number.format(value)}
            </text>
          </g>
        ))}
        {named.map((at) => (
          <text
            key={at}
            x={x(at)}
            y={HEIGHT - 8}
            textAnchor={at === 0 ? 'start' : at === last ? 'end' : 'middle'}
          >
            {nameOf(history[at]!)}
          </text>
        ))}
        {lines.map((name, line) => (
          <g key={name} className={`series series-${line}`}>
            <polyline
              points={history.map((at, index) => `${x(index)},${y(at[name])}`).join(' ')}
              strokeDasharray={DASHES[line]}
            />
            {history.map((at, index) => (
              <Mark key={`${at.after} ${at.name}`} line={line} x={x(index)} y={y(at[name])}>
                {`${nameOf(at)}: ${number.format(at[name])}`}
              </Mark>
            ))}
          </g>
        ))}
      </svg>
      <figcaption>
        {lines.map((name, line) => (
          <span key={name} className={`series series-${line}`}>
            <svg viewBox="0 0 30 10" width="30" height="10" aria-hidden="true">
              <polyline points="0,5 30,5" strokeDasharray={DASHES[line]} />
              <Mark line={line} x={15} y={5} />
            </svg>
            {t(`figure.${name}`)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

interface MarkProps {
  readonly line: number;
  readonly x: number;
  readonly y: number;
  readonly children?: string;
}

/** A disc, a square, a triangle: lines are told apart without colour. */
function Mark({ line, x, y, children }: MarkProps): ReactNode {
  const title = children && <title>{children}</title>;
  if (line === 0)
    return (
      <circle cx={x} cy={y} r={3}>
        {title}
      </circle>
    );
  if (line === 1)
    return (
      <rect x={x - 3} y={y - 3} width={6} height={6}>
        {title}
      </rect>
    );
  return <path d={`M${x} ${y - 4}l4 7h-8z`}>{title}</path>;
}
