/** Meetings: opened and closed by the operator, with the report of what each did (SPEC ME1, ME4, RC3). */
import { type ReactNode, useMemo, useState } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import type { MeetingFact } from '../../shared/acts/decisions/facts.ts';
import { meetingsIn } from '../../shared/acts/meetings.ts';
import { readRecord } from '../../shared/acts/reading/record.ts';
import { decisionTable, type RecordSay, reportTable } from '../../shared/acts/reading/record-log.ts';
import { reportOf } from '../../shared/acts/reading/report.ts';
import { useText } from '../locales/i18n.ts';
import { Nothing, Trouble } from './controls.tsx';
import { ChoiceField } from './fields.tsx';
import type { Negotiation } from './negotiation.ts';
import { SortedTable, TakeAway } from './plain-table.tsx';
import type { DraftReading } from './reading.ts';
import { recordSay } from './record-words.ts';

/** Id of the first field, which the command that opens a meeting goes to. */
export const MEETING_FIELD = 'meeting-number';

interface MeetingPanelProps {
  readonly negotiation: Negotiation;
  readonly reading: DraftReading | undefined;
  /** Name of the person, who records unless another name is given. */
  readonly person: string;
}

export function MeetingPanel({ negotiation, reading, person }: MeetingPanelProps): ReactNode {
  const { t, language } = useText();
  const { facts, isChairs } = negotiation;
  const meetings = useMemo(() => meetingsIn(facts), [facts]);
  const say = useMemo(() => recordSay(t, language, negotiation), [t, language, negotiation]);
  const isOpen = meetings.some(({ closed }) => closed === undefined);
  const list = [...meetings]
    .reverse()
    .map((meeting) => (
      <Meeting key={meeting.number} meeting={meeting} negotiation={negotiation} reading={reading} say={say} />
    ));
  return (
    <div className="panel-body">
      {negotiation.trouble && <Trouble>{negotiation.trouble}</Trouble>}
      {isOpen && list}
      {isChairs && (
        <OpenForm
          key={meetings.length}
          negotiation={negotiation}
          reading={reading}
          person={person}
          meetings={meetings}
        />
      )}
      {meetings.length === 0 && <Nothing>{t(isChairs ? 'meeting.empty-chair' : 'meeting.empty')}</Nothing>}
      {!isOpen && list}
    </div>
  );
}

interface OpenFormProps extends MeetingPanelProps {
  readonly meetings: readonly MeetingFact[];
}

/** The number after the last one. */
const nextNumber = (meetings: readonly MeetingFact[]): string => {
  const last = Number(/\d+$/u.exec(meetings.at(-1)?.number ?? '0')?.[0] ?? 0);
  return String(last + 1);
};

function OpenForm({ negotiation, reading, person, meetings }: OpenFormProps): ReactNode {
  const { t } = useText();
  const last = meetings.at(-1);
  const [number, setNumber] = useState(nextNumber(meetings));
  const [part, setPart] = useState('');
  const [presiding, setPresiding] = useState(last?.presiding ?? '');
  const [operator, setOperator] = useState(person);
  const parts = reading?.document.blocks.filter(({ kind }) => kind === 'part') ?? [];
  const open = (): void =>
    void negotiation.act([
      {
        act: 'meeting',
        does: 'open',
        number: number.trim(),
        ...(part === '' ? {} : { part }),
        ...(presiding.trim() === '' ? {} : { presiding: presiding.trim() }),
        ...(operator.trim() === '' ? {} : { operator: operator.trim() }),
      },
    ]);
  return (
    <Form
      className="section"
      onSubmit={(event) => {
        event.preventDefault();
        if (number.trim() !== '') open();
      }}
    >
      <h3>{t('meeting.open')}</h3>
      <Field id={MEETING_FIELD} label={t('meeting.number')} value={number} onChange={setNumber} />
      {parts.length > 1 && (
        <ChoiceField<string>
          label={t('meeting.on')}
          choices={[
            { id: '', name: t('act.the-draft') },
            ...parts.map(({ id }) => ({ id, name: negotiation.place(id) })),
          ]}
          value={part}
          onChange={setPart}
        />
      )}
      <Field label={t('record.presiding')} value={presiding} onChange={setPresiding} />
      <Field label={t('record.recorded-by')} value={operator} onChange={setOperator} />
      <Button className="button small primary" type="submit" isDisabled={number.trim() === ''}>
        {t('meeting.open')}
      </Button>
    </Form>
  );
}

interface FieldProps {
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Field({ id, label, value, onChange }: FieldProps): ReactNode {
  return (
    <TextField className="field" value={value} onChange={onChange} maxLength={100}>
      <Label>{label}</Label>
      <Input id={id} autoComplete="off" spellCheck={false} translate="no" />
    </TextField>
  );
}

interface MeetingProps extends Omit<MeetingPanelProps, 'person'> {
  readonly meeting: MeetingFact;
  readonly say: RecordSay;
}

function Meeting({ meeting, negotiation, reading, say }: MeetingProps): ReactNode {
  const { t } = useText();
  const [isShown, setShown] = useState(meeting.closed === undefined);
  const { number, part, presiding, operator, opened, closed } = meeting;
  const close = (): void => void negotiation.act([{ act: 'meeting', does: 'close', number }]);
  return (
    <section className="section">
      <h3>
        {t('meeting.name', { number })}{' '}
        <span className={closed ? 'chip' : 'chip open'}>
          {t(closed ? 'meeting.closed' : 'meeting.is-open')}
        </span>
      </h3>
      <p className="hint">
        {part === undefined ? t('act.the-draft') : negotiation.place(part)}, {say.time(opened.at)}
        {closed ? ` – ${say.time(closed.at)}` : ''}
        {presiding ? `; ${say.word('presiding')}: ${presiding}` : ''}
        {operator ? `; ${say.word('recorded-by')}: ${operator}` : ''}
      </p>
      <div className="panel-tools">
        {!closed && negotiation.isChairs && (
          <Button className="button small" onPress={close}>
            {t('meeting.close')}
          </Button>
        )}
        <Button className="button small" aria-expanded={isShown} onPress={() => setShown(!isShown)}>
          {t('meeting.report')}
        </Button>
      </div>
      {isShown && <Report meeting={meeting} negotiation={negotiation} reading={reading} say={say} />}
    </section>
  );
}

/** Touched, new, gone, agreed, parked; and the decisions, in the file. */
function Report({ meeting: { number }, negotiation: { facts }, reading, say }: MeetingProps): ReactNode {
  const { t } = useText();
  const report = useMemo(
    () => (reading ? reportOf(facts, reading.document, number) : undefined),
    [facts, reading, number],
  );
  if (!report) return null;
  const table = reportTable(report, say);
  const tables = () => [
    table,
    decisionTable(
      readRecord(facts).filter(({ fact }) => fact.meeting === number && fact.corrected === undefined),
      say,
    ),
  ];
  return (
    <>
      <TakeAway name={t('meeting.file', { number })} tables={tables} />
      {table.rows.length === 0 ? (
        <Nothing>{t('meeting.nothing')}</Nothing>
      ) : (
        <>
          <p className="hint">{t('agree.all-or-nothing')}</p>
          <SortedTable table={table} />
        </>
      )}
    </>
  );
}
