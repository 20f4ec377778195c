/** The log and the report as tables to be read and taken away (SPEC RC1 to RC3, MD9). */
import { excerpt } from '../../draft/excerpt.ts';
import type { PlainTable } from '../../renditions/table.ts';
import type { LabelledUnit, ObjectionFact } from '../decisions/facts.ts';
import type { DecisionFact, Target } from '../facts.ts';
import { type RecordLine, unitsOf } from './record.ts';
import type { MeetingReport, ParkedPoint, ReportedUnit } from './report.ts';

/** The words of the reader's language for tables of the record. */
export interface RecordSay {
  /** Heads and titles by name. */
  readonly word: (name: RecordWord) => string;
  readonly outcome: (outcome: string) => string;
  readonly basis: (basis: string) => string;
  readonly party: (party: string) => string;
  readonly place: (unit: string, label?: string) => string;
  readonly target: (on: Target) => string;
  readonly time: (at: number) => string;
}

export type RecordWord =
  | 'number'
  | 'time'
  | 'place'
  | 'what-happened'
  | 'before'
  | 'after'
  | 'basis'
  | 'meeting'
  | 'presiding'
  | 'recorded-by'
  | 'beside'
  | 'stands'
  | 'corrected'
  | 'reopened'
  | 'in-force'
  | 'secretariat'
  | 'decisions'
  | 'trace'
  | 'now'
  | 'from'
  | 'proponents'
  | 'reason'
  | 'objects'
  | 'reserves'
  | 'status'
  | 'touched'
  | 'new'
  | 'gone'
  | 'agreed'
  | 'parked'
  | 'until'
  | 'details'
  | 'then-settled'
  | 'then-came-up'
  | 'decision'
  | 'awaiting'
  | 'was-reopened'
  /** Before the number that a provision bore then. */
  | 'then';

/** The decision log as a table, the first decision first. */
export function decisionTable(lines: readonly RecordLine[], say: RecordSay): PlainTable {
  const { word } = say;
  const heads = ['number', 'time', 'place', 'what-happened', 'before', 'after', 'basis', 'meeting'] as const;
  const more = ['presiding', 'recorded-by', 'beside', 'stands'] as const;
  const rows = lines.flatMap((line) =>
    line.fact.kind === 'decision' ? [decisionRow(line, line.fact, say)] : [],
  );
  return { title: word('decisions'), heads: [...heads, ...more].map(word), rows: rows.reverse() };
}

function decisionRow(line: RecordLine, fact: DecisionFact, say: RecordSay): readonly string[] {
  const { number = 0, meeting, objections } = line;
  return [
    String(number),
    say.time(fact.at),
    [...new Set(unitsOf(fact).map((unit) => placeIn(line, unit, say)))].join(', '),
    whatOf(line, fact, say).join('; '),
    fact.before,
    fact.after,
    say.basis(fact.basis),
    fact.meeting ?? '',
    fact.presiding ?? meeting?.presiding ?? '',
    meeting?.operator ?? say.word('secretariat'),
    objections.map((each) => besideWords(each, say)).join('; '),
    standsWords(line, say),
  ];
}

/** `Paragraph 3 (then 4)`: what a provision is called now, and was called when the meeting dealt with it. */
export const placeIn = ({ called }: RecordLine, unit: string, say: RecordSay): string =>
  placeThen(say.place(unit), called.get(unit), say);

const placeThen = (place: string, called: string | undefined, { word }: RecordSay): string =>
  called === undefined ? place : `${place} (${word('then')} ${called})`;

/** Each outcome in words: `text stays, brackets go: “climate”`. */
export const whatOf = (
  line: RecordLine,
  { outcomes, agrees }: DecisionFact,
  say: RecordSay,
): readonly string[] => [
  ...outcomes.map(({ outcome, words }) =>
    words === '' ? say.outcome(outcome) : `${say.outcome(outcome)}: ${words}`,
  ),
  ...(agrees
    ? [`${placeIn(line, agrees.unit, say)}: ${say.outcome(agrees.status)}${awaited(agrees.awaiting, say)}`]
    : []),
];

const awaited = (parties: readonly string[] | undefined, { party, word }: RecordSay): string =>
  parties && parties.length > 0 ? ` (${word('awaiting')} ${parties.map(party).join(', ')})` : '';

export const besideWords = ({ party, stance, note }: ObjectionFact, say: RecordSay): string =>
  `${say.party(party)} ${say.word(stance)}${note ? `: ${note}` : ''}`;

export function standsWords({ fact, reopened }: RecordLine, { word }: RecordSay): string {
  if (fact.corrected !== undefined) return word('corrected');
  return word(reopened.length > 0 ? 'reopened' : 'in-force');
}

/** What one meeting did, a line a provision (ME4). */
export function reportTable(report: MeetingReport, say: RecordSay): PlainTable {
  const { word, place } = say;
  const lines = (what: RecordWord, units: readonly ReportedUnit[]): readonly (readonly string[])[] =>
    units.map(({ unit, label, called, words = '' }) => [
      word(what),
      placeThen(place(unit, label), called, say),
      quoted(words),
    ]);
  const left = new Set(report.gone.map(({ unit }) => unit));
  const { touched, made, gone, agreed, reopened, parked, meeting } = report;
  return {
    title: `${word('meeting')} ${meeting.number}`,
    heads: (['what-happened', 'place', 'details'] as const).map(word),
    rows: [
      // What left the text is told once, with its words.
      ...lines(
        'touched',
        touched.filter(({ unit }) => !left.has(unit)),
      ),
      ...lines('new', made),
      ...gone.map(({ unit, label, words }) => [word('gone'), place(unit, label), quoted(words)]),
      ...agreed.map(({ unit, label, called, status, awaiting }) => [
        word('agreed'),
        placeThen(place(unit, label), called, say),
        `${say.outcome(status)}${awaited(awaiting, say)}`,
      ]),
      ...lines('was-reopened', reopened),
      ...parked.map((each) => [word('parked'), parkedPlace(each, say), parkedWords(each, say)]),
    ],
  };
}

const quoted = (words: string): string => (words === '' ? '' : `“${excerpt(words, SHORT)}”`);
/** UTF-16 units of a point that is named by its words. */
const SHORT = 60;

const parkedPlace = ({ on, unit, label, words }: ParkedPoint, { place, target }: RecordSay): string =>
  unit === undefined ? target(on) : [place(unit, label), quoted(words)].filter(Boolean).join(' ');

/** `until 12; then settled (decision 4)`. */
function parkedWords({ until, untilWords, untilCalled, later }: ParkedPoint, say: RecordSay): string {
  const { word, target } = say;
  const waits =
    until === undefined
      ? ''
      : `${word('until')} ${quoted(untilWords ?? '') || placeThen(target(until), untilCalled, say)}`;
  const number = later?.decision === undefined ? '' : ` (${word('decision')} ${later.decision})`;
  const after = later ? `${word(later.what === 'settled' ? 'then-settled' : 'then-came-up')}${number}` : '';
  return [waits, after].filter(Boolean).join('; ');
}

/** New <- old provisions <- proponents <- reason (SU6). */
export function traceTable(
  rows: readonly {
    readonly did: string;
    readonly now: readonly LabelledUnit[];
    readonly before: readonly LabelledUnit[];
    readonly proponents: readonly string[];
    readonly reason: string;
  }[],
  say: RecordSay,
): PlainTable {
  const named = (units: readonly LabelledUnit[]): string =>
    units.map(({ unit, label }) => say.place(unit, label)).join(', ');
  return {
    title: say.word('trace'),
    heads: (['what-happened', 'now', 'from', 'proponents', 'reason'] as const).map(say.word),
    rows: rows.map(({ did, now, before, proponents, reason }) => [
      say.outcome(did),
      named(now),
      named(before),
      proponents.map(say.party).join(', '),
      reason,
    ]),
  };
}
