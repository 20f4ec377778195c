/** The time line of the draft: any state by revision, decision or date, to read only, with what changed since or before. */
import { type ReactNode, useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import type { DecisionFact } from '../../shared/acts/facts.ts';
import { excerpt } from '../../shared/draft/excerpt.ts';
import { useAsked } from '../asked.ts';
import { historyOf, type Moment } from '../issued.ts';
import { type Say, sayCode, useText } from '../locales/i18n.ts';
import { Nothing, Trouble } from './controls.tsx';
import type { Negotiation } from './negotiation.ts';
import { changesOf, type Looked, PastState, textOf, useLooked } from './past-state.tsx';

interface HistoryPanelProps {
  readonly draft: string;
  /** Number of the last act: the time line is asked for again when it grows. */
  readonly seq: number;
  readonly negotiation: Negotiation;
  /** Opens what was done since one left. */
  readonly onSince: () => void;
}

export function HistoryPanel({ draft, seq, negotiation, onSince }: HistoryPanelProps): ReactNode {
  const { t, language } = useText();
  const [asked] = useAsked(`${draft} ${seq}`, () => historyOf(draft));
  const [looked, look] = useLooked();
  if (asked.kind === 'waiting') return <Nothing>{t('history.coming')}</Nothing>;
  if (asked.kind === 'refused') return <Trouble>{sayCode(t, 'refusal', asked.refusal.code)}</Trouble>;
  const instant = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div className="panel-body">
      <div className="panel-tools">
        <Button className="button small" onPress={onSince}>
          {t('panel.since')}
        </Button>
      </div>
      <AtDate
        onLook={(when) =>
          look({
            title: t('history.on', { when: instant.format(when) }),
            wish: textOf({ when: new Date(when).toISOString() }),
          })
        }
      />
      <TimeLine moments={asked.value} negotiation={negotiation} onLook={look} />
      <PastState draft={draft} looked={looked} onClose={() => look(undefined)} />
    </div>
  );
}

interface TimeLineProps {
  readonly moments: readonly Moment[];
  readonly negotiation: Negotiation;
  readonly onLook: (looked: Looked) => void;
}

/** The latest first, under the days they belong to. */
function TimeLine({ moments, negotiation, onLook }: TimeLineProps): ReactNode {
  const { language } = useText();
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'full' });
  const latest = [...moments].reverse();
  const days = [...new Set(latest.map(({ at }) => day.format(at)))];
  return days.map((each) => (
    <section key={each}>
      <h3>{each}</h3>
      <ol className="time-line">
        {latest.map((moment, at) =>
          day.format(moment.at) === each ? (
            <TimeLineMoment key={moment.seq} {...{ moment, negotiation, onLook }} before={latest[at + 1]} />
          ) : null,
        )}
      </ol>
    </section>
  ));
}

interface MomentProps extends Pick<TimeLineProps, 'negotiation' | 'onLook'> {
  readonly moment: Moment;
  readonly before: Moment | undefined;
}

function TimeLineMoment({ moment, before, negotiation, onLook }: MomentProps): ReactNode {
  const { t, language } = useText();
  const { seq, what } = moment;
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(moment.at);
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    moment.at,
  );
  const { name, words } = momentWords(t, moment, negotiation);
  const title = t('history.moment', { name, when });
  const looks = [
    { said: t('history.text'), looked: { title, wish: textOf({ seq }) } },
    ...(before
      ? [
          {
            said: t('history.changed'),
            looked: {
              title: t('history.changes-to', { title }),
              wish: changesOf({ seq, baseSeq: before.seq }),
            },
          },
        ]
      : []),
    {
      said: t('history.since'),
      looked: { title: t('history.changes-since', { title }), wish: changesOf({ baseSeq: seq }) },
    },
  ];
  return (
    <li className={`moment ${what}`}>
      <p>
        <span className="hint">{time}</span> <strong>{name}</strong>
      </p>
      {words && (
        <p className="moment-words" translate="no">
          {words}
        </p>
      )}
      <div className="panel-tools">
        {looks.map(({ said, looked }) => (
          <Button
            key={said}
            className="button small"
            aria-label={`${said}: ${title}`}
            onPress={() => onLook(looked)}
          >
            {said}
          </Button>
        ))}
      </div>
    </li>
  );
}

/** Characters of what was agreed that are shown, in UTF-16 units. */
const LONGEST = 120;

/** What a moment is called, and of a decision the words that stand by it. */
function momentWords(t: Say, { seq, what, name = '' }: Moment, { facts, place }: Negotiation) {
  if (what === 'phase') return { name: t('history.phase', { phase: sayCode(t, 'phase', name) }) };
  const fact = what === 'decision' ? facts[`decision/${seq}`] : undefined;
  if (fact?.kind !== 'decision') return { name: t(`history.${what}`, { name }) };
  const where = fact.unit === undefined ? '' : place(fact.unit);
  return {
    name: where === '' ? t('history.decision') : t('history.decision-on', { place: where }),
    words: fact.corrected === undefined ? standing(t, fact) : t('news.corrected'),
  };
}

/** How a provision read from then on, or that it went. */
const standing = (t: Say, { before, after }: DecisionFact): string =>
  after === '' ? t('history.went', { words: excerpt(before, LONGEST) }) : excerpt(after, LONGEST);

function AtDate({ onLook }: { readonly onLook: (instant: number) => void }): ReactNode {
  const { t } = useText();
  const [said, setSaid] = useState('');
  const instant = Date.parse(said);
  return (
    <form
      className="at-date"
      onSubmit={(event) => {
        event.preventDefault();
        if (!Number.isNaN(instant)) onLook(instant);
      }}
    >
      <TextField className="field" type="datetime-local" value={said} onChange={setSaid}>
        <Label>{t('history.at')}</Label>
        <Input />
      </TextField>
      <Button className="button small" type="submit" isDisabled={Number.isNaN(instant)}>
        {t('history.text')}
      </Button>
    </form>
  );
}
