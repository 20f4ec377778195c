/** The log as it is read and taken away (SPEC RC1 to RC3, MD9): what the meeting agreed and what changed the form of the text. */
import type { PlainTable } from '../../renditions/table.ts';
import type { LabelledUnit, MeetingFact, ObjectionFact, RetiredFact, TraceFact } from '../decisions/facts.ts';
import { AGREED } from '../decisions/request.ts';
import type { DecisionFact, Facts, Target } from '../facts.ts';
import type { MeetingReport } from './record.ts';

export interface RecordLine {
  /** 1 for the first decision of the draft; structural acts have none. */
  readonly number?: number;
  readonly fact: DecisionFact | TraceFact;
  readonly meeting?: MeetingFact;
  /** What parties put beside it, as they did. */
  readonly objections: readonly ObjectionFact[];
  /** Provisions of it that are agreed now: they can be reopened. */
  readonly agreed: readonly string[];
  /** Numbers of the acts that reopened provisions of it since. */
  readonly reopened: readonly number[];
  /** What it took from the table or the text, and can be brought back. */
  readonly gone: readonly Target[];
}

/** Decisions and structural acts in order, the latest first; corrected ones among them. */
export function readRecord(facts: Facts): readonly RecordLine[] {
  const all = Object.values(facts);
  const beside = gathered(
    all.filter((fact): fact is ObjectionFact => fact.kind === 'objection').sort((a, b) => a.seq - b.seq),
    ({ decision }) => decision,
  );
  const retired = gathered(
    all.filter((fact): fact is RetiredFact => fact.kind === 'retired'),
    ({ seq }) => seq,
  );
  let count = 0;
  return all
    .filter((fact): fact is DecisionFact | TraceFact => fact.kind === 'decision' || fact.kind === 'trace')
    .sort((a, b) => a.seq - b.seq)
    .map((fact): RecordLine => {
      const meeting = fact.meeting === undefined ? undefined : facts[`meeting/${fact.meeting}`];
      const units = unitsOf(fact);
      const gone = (retired.get(fact.seq) ?? []).map(({ unit }) => `unit:${unit}` as const);
      return {
        ...(fact.kind === 'decision' ? { number: (count += 1) } : {}),
        fact,
        ...(meeting?.kind === 'meeting' ? { meeting } : {}),
        objections: beside.get(fact.seq) ?? [],
        agreed: units.filter((unit) => isAgreed(facts, unit)),
        reopened: [...new Set(units.flatMap((unit) => reopenedAfter(facts, unit, fact.seq)))],
        gone: fact.corrected === undefined ? [...gone, ...endedBy(facts, fact)] : [],
      };
    })
    .reverse();
}

/** The latest decision or structural act that still stands: only that one is corrected as a mistaken keystroke. */
export function lastToCorrect(facts: Facts): DecisionFact | TraceFact | undefined {
  let last: DecisionFact | TraceFact | undefined;
  for (const fact of Object.values(facts)) {
    if (fact.kind !== 'decision' && fact.kind !== 'trace') continue;
    if (fact.corrected === undefined && (last === undefined || fact.seq > last.seq)) last = fact;
  }
  return last;
}

function gathered<T>(list: readonly T[], by: (each: T) => number): ReadonlyMap<number, readonly T[]> {
  const found = new Map<number, T[]>();
  for (const each of list) {
    const known = found.get(by(each));
    if (known) known.push(each);
    else found.set(by(each), [each]);
  }
  return found;
}

/** The provisions an entry concerns. */
export const unitsOf = (fact: DecisionFact | TraceFact): readonly string[] =>
  fact.kind === 'trace' ? fact.now.map(({ unit }) => unit) : (fact.units ?? [fact.unit ?? []].flat());

function isAgreed(facts: Facts, unit: string): boolean {
  const fact = facts[`status/${unit}`];
  return fact?.kind === 'status' && AGREED.has(fact.status);
}

function reopenedAfter(facts: Facts, unit: string, seq: number): readonly number[] {
  const fact = facts[`status/${unit}`];
  return fact?.kind === 'status' && fact.reopened !== undefined && fact.reopened > seq ? [fact.reopened] : [];
}

/** Proposals that left the table by it: not taken, so that their words stand nowhere. */
function endedBy(facts: Facts, fact: DecisionFact | TraceFact): readonly Target[] {
  if (fact.kind === 'trace') return [];
  return fact.outcomes.flatMap(({ on, outcome }) => {
    const proposal = on.startsWith('proposal:')
      ? facts[`proposal/${on.slice('proposal:'.length)}`]
      : undefined;
    return outcome === 'not-taken' && proposal?.kind === 'proposal' && proposal.fate === 'not-taken'
      ? [on]
      : [];
  });
}

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
  | 'until';

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
    unitsOf(fact)
      .map((unit) => say.place(unit))
      .join(', '),
    whatOf(fact, say).join('; '),
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

/** Each outcome in words: `text stays, brackets go: “climate”`. */
export const whatOf = ({ outcomes, agrees }: DecisionFact, say: RecordSay): readonly string[] => [
  ...outcomes.map(({ outcome, words }) =>
    words === '' ? say.outcome(outcome) : `${say.outcome(outcome)}: ${words}`,
  ),
  ...(agrees
    ? [`${say.place(agrees.unit)}: ${say.outcome(agrees.status)}${awaited(agrees.awaiting, say)}`]
    : []),
];

const awaited = (parties: readonly string[] | undefined, { party }: RecordSay): string =>
  parties && parties.length > 0 ? ` (${parties.map(party).join(', ')})` : '';

export const besideWords = ({ party, stance, note }: ObjectionFact, say: RecordSay): string =>
  `${say.party(party)} ${say.word(stance)}${note ? `: ${note}` : ''}`;

export function standsWords({ fact, reopened }: RecordLine, { word }: RecordSay): string {
  if (fact.corrected !== undefined) return word('corrected');
  return word(reopened.length > 0 ? 'reopened' : 'in-force');
}

/** What one meeting did, a line a provision (ME4). */
export function reportTable(report: MeetingReport, say: RecordSay): PlainTable {
  const { word, place } = say;
  const lines = (what: RecordWord, units: readonly LabelledUnit[]): readonly (readonly string[])[] =>
    units.map(({ unit, label }) => [word(what), place(unit, label), '']);
  const { touched, made, gone, agreed, parked, meeting } = report;
  return {
    title: `${word('meeting')} ${meeting.number}`,
    heads: (['what-happened', 'place', 'status'] as const).map(word),
    rows: [
      ...lines('touched', touched),
      ...lines('new', made),
      ...lines('gone', gone),
      ...agreed.map(({ unit, label, status }) => [word('agreed'), place(unit, label), say.outcome(status)]),
      ...parked.map(({ on, label, until }) => [
        word('parked'),
        on.startsWith('unit:') ? place(on.slice('unit:'.length), label) : say.target(on),
        until === undefined ? '' : `${word('until')} ${say.target(until)}`,
      ]),
    ],
  };
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
