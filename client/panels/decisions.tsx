/** The decision log: what the meeting agreed, live, with what parties put beside it (SPEC RC1, RC2). */
import { type ReactNode, useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import type { TraceFact } from '../../shared/acts/decisions/facts.ts';
import { type RecordLine, readRecord, unitsOf } from '../../shared/acts/reading/record.ts';
import {
  besideWords,
  decisionTable,
  placeIn,
  type RecordSay,
  standsWords,
  whatOf,
} from '../../shared/acts/reading/record-log.ts';
import { useText } from '../locales/i18n.ts';
import { Nothing, Trouble } from './controls.tsx';
import { DecisionActions } from './decision-actions.tsx';
import type { Negotiation } from './negotiation.ts';
import { TakeAway } from './plain-table.tsx';
import { recordSay } from './record-words.ts';

interface DecisionsPanelProps {
  readonly negotiation: Negotiation;
  readonly onGo: (block: string) => void;
}

/** Entries shown before one asks for earlier ones. */
const PAGE = 50;
/** Provisions of an entry that are named; a bracket around the draft holds them all. */
const MOST_NAMED = 6;

export function DecisionsPanel({ negotiation, onGo }: DecisionsPanelProps): ReactNode {
  const { t, language } = useText();
  const [shown, setShown] = useState(PAGE);
  const { facts, trouble } = negotiation;
  const lines = useMemo(() => readRecord(facts), [facts]);
  const say = useMemo(() => recordSay(t, language, negotiation), [t, language, negotiation]);
  if (lines.length === 0) return <Nothing>{t('decisions.empty')}</Nothing>;
  return (
    <div className="panel-body">
      {trouble && <Trouble>{trouble}</Trouble>}
      <p className="hint">{t('record.what')}</p>
      <p className="hint">{t('agree.all-or-nothing')}</p>
      <TakeAway name={t('record.file-decisions')} tables={() => [decisionTable(lines, say)]} />
      <ol className="record" reversed>
        {lines.slice(0, shown).map((line) => (
          <Entry key={line.fact.seq} line={line} say={say} negotiation={negotiation} onGo={onGo} />
        ))}
      </ol>
      {lines.length > shown && (
        <Button className="button small" onPress={() => setShown(shown + PAGE)}>
          {t('record.earlier')}
        </Button>
      )}
    </div>
  );
}

export interface EntryProps extends DecisionsPanelProps {
  readonly line: RecordLine;
  readonly say: RecordSay;
}

function Entry(props: EntryProps): ReactNode {
  const { t } = useText();
  const { line, say, onGo } = props;
  const { fact, number } = line;
  const isCorrected = fact.corrected !== undefined;
  const units = unitsOf(fact);
  const title =
    fact.kind === 'decision' ? t('decisions.number', { number: number ?? 0 }) : say.outcome(fact.did);
  return (
    <li className={isCorrected ? 'record-entry corrected' : 'record-entry'}>
      <p className="point-head">
        <span className="point-number">{title}</span>
        <time dateTime={new Date(fact.at).toISOString()}>{say.time(fact.at)}</time>
        {units.slice(0, MOST_NAMED).map((unit) => (
          <Button key={unit} className="link-button" onPress={() => onGo(unit)}>
            {placeIn(line, unit, say)}
          </Button>
        ))}
        {units.length > MOST_NAMED && <span>{t('preview.more', { count: units.length - MOST_NAMED })}</span>}
        {(isCorrected || line.reopened.length > 0) && (
          <span className={isCorrected ? 'chip bad' : 'chip'}>{standsWords(line, say)}</span>
        )}
      </p>
      <EntryWords line={line} say={say} />
      <EntryFields line={line} say={say} />
      {line.objections.length > 0 && (
        <ul className="beside" aria-label={say.word('beside')}>
          {line.objections.map((each) => (
            <li key={each.party}>
              {besideWords(each, say)}
              {each.recorded && <span className="hint"> ({t('proposal.recorded')})</span>}
            </li>
          ))}
        </ul>
      )}
      {!isCorrected && <DecisionActions {...props} />}
    </li>
  );
}

/** What the meeting agreed, or what was done to the form of the text, with the words before and after. */
function EntryWords({ line, say }: Pick<EntryProps, 'line' | 'say'>): ReactNode {
  const { t } = useText();
  const { fact } = line;
  if (fact.kind === 'trace')
    return (
      <>
        {fact.did !== 'renumber' && <From fact={fact} say={say} />}
        {fact.reason && <p className="asked">{fact.reason}</p>}
        {(fact.changes ?? []).map(({ unit, before, after }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the changes of a recorded act stay as they are
          <Words key={at} name={say.place(unit)} before={before} after={after} />
        ))}
        {(fact.lost ?? []).length > 0 && <p>{t('structure.lost-are', { words: fact.lost!.join(' … ') })}</p>}
      </>
    );
  return (
    <>
      <p>{t('record.meeting-agreed')}</p>
      <ul className="outcomes">
        {whatOf(line, fact, say).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <Words name={t('decisions.words')} before={fact.before} after={fact.after} />
    </>
  );
}

/** The provisions that it came from, of which some stand no more: `From: Paragraph 2`. */
function From({ fact, say }: { readonly fact: TraceFact; readonly say: RecordSay }): ReactNode {
  const stands = new Set(fact.now.map(({ unit }) => unit));
  const from = fact.before.filter(({ unit }) => !stands.has(unit));
  if (from.length === 0) return null;
  return (
    <p className="hint">
      {say.word('from')}: {from.map(({ unit, label }) => say.place(unit, label)).join(', ')}
    </p>
  );
}

function Words(props: { readonly name: string; readonly before: string; readonly after: string }): ReactNode {
  const { t } = useText();
  const { name, before, after } = props;
  if (before === after) return null;
  return (
    <details>
      <summary>{name}</summary>
      <dl className="facts-list">
        <dt>{t('decisions.before')}</dt>
        <dd className="in-context">{before || t('bracket.no-text')}</dd>
        <dt>{t('decisions.after')}</dt>
        <dd className="in-context">{after || t('bracket.no-text')}</dd>
      </dl>
    </details>
  );
}

/** Basis, meeting, who presided, who recorded: fields of the record, none of which agreed to anything. */
function EntryFields({ line: { fact, meeting }, say }: Pick<EntryProps, 'line' | 'say'>): ReactNode {
  const presiding = (fact.kind === 'decision' ? fact.presiding : undefined) ?? meeting?.presiding;
  const fields = [
    ...(fact.kind === 'decision' ? [[say.word('basis'), say.basis(fact.basis)]] : []),
    ...(fact.meeting === undefined ? [] : [[say.word('meeting'), fact.meeting]]),
    ...(presiding ? [[say.word('presiding'), presiding]] : []),
    [say.word('recorded-by'), meeting?.operator ?? say.word('secretariat')],
    ...(fact.kind === 'trace' && fact.proponents.length > 0
      ? [[say.word('proponents'), fact.proponents.map(say.party).join(', ')]]
      : []),
  ] as const;
  return (
    <p className="record-fields hint">
      {fields.map(([name, value]) => (
        <span key={name}>
          {name}: {value}
        </span>
      ))}
    </p>
  );
}
