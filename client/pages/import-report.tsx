/** The report of an import by question: each guess and doubt can be accepted or changed, alone or all of a kind. */
import { Check, ChevronRight } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import {
  Button,
  Disclosure,
  DisclosurePanel,
  Heading,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components';
import type { Answers } from '../../shared/house/import-record.ts';
import type { ReportEntry } from '../api.ts';
import { sayCode, saySaid, useText } from '../locales/i18n.ts';
import { IconButton, Nothing } from '../panels/controls.tsx';

const WEIGHTS = ['doubt', 'guess', 'repair'] as const;

interface Group {
  readonly question: string;
  readonly weight: ReportEntry['weight'];
  readonly entries: readonly ReportEntry[];
  /** Answers that all of its entries have. */
  readonly answers: readonly string[];
}

/** Entries by question, those to look at first, else in the order of the source. */
function groupsOf(entries: readonly ReportEntry[]): readonly Group[] {
  const groups = new Map<string, ReportEntry[]>();
  for (const entry of entries) {
    const key = `${entry.weight} ${entry.question ?? entry.kind}`;
    const known = groups.get(key);
    if (known) known.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups.values()]
    .map((own): Group => {
      const [{ question, kind, weight, answers = [] }] = own as [ReportEntry];
      const shared = answers.map(({ id }) => id).filter((id) => own.every((each) => has(each, id)));
      return { question: question ?? kind, weight, entries: own, answers: shared };
    })
    .sort((a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight));
}

const has = (entry: ReportEntry, answer: string): boolean =>
  entry.answers?.some(({ id }) => id === answer) ?? false;

interface ReportProps {
  readonly entries: readonly ReportEntry[];
  readonly isBusy: boolean;
  readonly onAnswer: (answers: Answers) => void;
  readonly onPoint: (line: number, block: string | undefined) => void;
}

export function ImportReport({ entries, ...rest }: ReportProps): ReactNode {
  const { t } = useText();
  const groups = useMemo(() => groupsOf(entries), [entries]);
  if (entries.length === 0) return <Nothing>{t('import.no-report')}</Nothing>;
  return groups.map((group) => <GroupOf key={`${group.weight} ${group.question}`} group={group} {...rest} />);
}

interface GroupProps extends Omit<ReportProps, 'entries'> {
  readonly group: Group;
}

function GroupOf({ group, ...rest }: GroupProps): ReactNode {
  const { t } = useText();
  const { question, weight, entries } = group;
  const open = entries.filter(({ settled }) => !settled).length;
  return (
    <Disclosure className="report-group" defaultExpanded={weight === 'doubt' && entries.length <= 20}>
      {({ isExpanded }) => (
        <>
          <Heading level={3}>
            <Button slot="trigger" className="report-head">
              <ChevronRight size={14} aria-hidden />
              <span className={`weight ${weight}`}>{t(`weight.${weight}`)}</span>
              <span className="report-name">{sayCode(t, 'question', question)}</span>
              <span className="report-count">
                {weight === 'repair' ? entries.length : `${entries.length - open}/${entries.length}`}
              </span>
            </Button>
          </Heading>
          <DisclosurePanel>{isExpanded && <Inside group={group} {...rest} />}</DisclosurePanel>
        </>
      )}
    </Disclosure>
  );
}

function Inside({ group, isBusy, onAnswer, onPoint }: GroupProps): ReactNode {
  const { question, entries, answers } = group;
  const readings = answers.length > 1 ? answers : [];
  return (
    <>
      {entries.length > 1 && answers.length > 0 && (
        <ForAll group={group} readings={readings} isBusy={isBusy} onAnswer={onAnswer} />
      )}
      <ul>
        {entries.map((entry) => (
          <Entry
            key={entry.id}
            entry={entry}
            question={question}
            isBusy={isBusy}
            onPoint={onPoint}
            onChoose={(answer) => onAnswer({ one: { [entry.id]: answer } })}
          />
        ))}
      </ul>
    </>
  );
}

interface ForAllProps extends Pick<GroupProps, 'group' | 'isBusy' | 'onAnswer'> {
  readonly readings: readonly string[];
}

/** Accepts all of a kind as they were read, or reads all of them in one way. */
function ForAll({ group, readings, isBusy, onAnswer }: ForAllProps): ReactNode {
  const { t } = useText();
  const { question, entries } = group;
  const asRead = (): void =>
    onAnswer({ one: Object.fromEntries(entries.map(({ id, chosen = '' }) => [id, chosen])) });
  const all = (answer: string): void =>
    onAnswer({ one: Object.fromEntries(entries.map(({ id }) => [id, answer])) });
  return (
    <fieldset className="for-all" aria-label={t('import.all')}>
      <Button className="button small" isDisabled={isBusy} onPress={asRead}>
        <Check size={14} aria-hidden />
        {t('import.accept-all')}
      </Button>
      {readings.map((answer) => (
        <Button key={answer} className="button small" isDisabled={isBusy} onPress={() => all(answer)}>
          {t('import.all-as', { reading: sayCode(t, `reading.${question}`, answer) })}
        </Button>
      ))}
    </fieldset>
  );
}

interface EntryProps {
  readonly entry: ReportEntry;
  readonly question: string;
  readonly isBusy: boolean;
  readonly onPoint: (line: number, block: string | undefined) => void;
  readonly onChoose: (answer: string) => void;
}

function Entry({ entry, question, isBusy, onPoint, onChoose }: EntryProps): ReactNode {
  const { t } = useText();
  const { answers = [], chosen = '', settled, line, block, message, said, otherwise } = entry;
  const decided = otherwise
    ? ` ${t('import.decided', { reading: sayCode(t, `reading.${question}`, chosen) })}`
    : '';
  const sentence = said && saySaid(t, said) + decided;
  return (
    <li className={settled ? 'report-entry settled' : 'report-entry'}>
      <div className="report-top">
        <Button className="report-message" onPress={() => onPoint(line, block)}>
          <span className="tree-label">{line}</span>
          {said ? <span>{sentence}</span> : <span lang="en">{message}</span>}
        </Button>
        {answers.length > 0 && !settled && (
          <IconButton
            icon={Check}
            label={t('import.accept')}
            isDisabled={isBusy}
            onPress={() => onChoose(chosen)}
          />
        )}
        {settled && <span className="hint">{t('import.accepted')}</span>}
      </div>
      {answers.length > 1 && (
        <ToggleButtonGroup
          className="report-answers"
          aria-label={t('import.read-as')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[chosen]}
          isDisabled={isBusy}
          onSelectionChange={(keys) => {
            const [key] = keys;
            if (key !== undefined) onChoose(String(key));
          }}
        >
          {answers.map(({ id }) => (
            <ToggleButton key={id} id={id} className="button small">
              {sayCode(t, `reading.${question}`, id)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
    </li>
  );
}
