/** What one meeting did, as the secretary reads it out (SPEC ME4). */
import { excerpt } from '../../draft/excerpt.ts';
import { printedInline } from '../../draft/printed.ts';
import type { Block, DraftDocument } from '../../text/document.ts';
import type { LabelledUnit, MeetingFact, RetiredFact } from '../decisions/facts.ts';
import { AGREED } from '../decisions/request.ts';
import type { Fact, Facts, Status, Target } from '../facts.ts';
import {
  labelBefore,
  labelsIn,
  type RecordedDecision,
  readDecisions,
  renumberedIn,
  unitsOf,
} from './record.ts';

export interface ReportedUnit extends LabelledUnit {
  /** The number that it bore at the meeting, where it was renumbered since. */
  readonly called?: string;
  /** Its first words, where it has no number. */
  readonly words?: string;
}

/** A provision that left the text, as the meeting knew it. */
export interface GoneUnit extends LabelledUnit {
  /** Its first words, so that the reader knows what went. */
  readonly words: string;
}

export interface AgreedUnit extends ReportedUnit {
  readonly status: Status;
  /** Ad ref: parties whose capitals are awaited. */
  readonly awaiting: readonly string[];
}

export interface ParkedPoint {
  readonly on: Target;
  /** Name of the provision that it stands in. */
  readonly label: string;
  readonly unit?: string;
  /** Words of the point; empty for a provision. */
  readonly words: string;
  readonly until?: Target;
  /** Words of the point that it waits for, where the record knows them. */
  readonly untilWords?: string;
  /** The number that the provision it waits for bore then, where that was renumbered since. */
  readonly untilCalled?: string;
  /** What the same meeting did about it afterwards; `decision` is the number of the decision. */
  readonly later?: { readonly what: 'settled' | 'came-up'; readonly decision?: number };
}

export interface MeetingReport {
  readonly meeting: MeetingFact;
  /** Provisions decided on, asked about or changed in their form. */
  readonly touched: readonly ReportedUnit[];
  readonly made: readonly ReportedUnit[];
  readonly gone: readonly GoneUnit[];
  readonly agreed: readonly AgreedUnit[];
  /** Agreed before, and put back in brackets at a party's request. */
  readonly reopened: readonly ReportedUnit[];
  readonly parked: readonly ParkedPoint[];
  readonly decisions: readonly RecordedDecision[];
}

/** UTF-16 units of what went. */
const FIRST_WORDS = 60;

/** What one meeting did, and how things stood at its end; undefined when there was none of this number. */
export function reportOf(facts: Facts, document: DraftDocument, number: string): MeetingReport | undefined {
  const meeting = facts[`meeting/${number}`];
  if (meeting?.kind !== 'meeting') return undefined;
  const until = meeting.closed?.seq ?? Number.MAX_SAFE_INTEGER;
  const sits = (seq: number): boolean => seq >= meeting.opened.seq && seq <= until;
  const label = labelsIn(facts, document);
  const renumbered = renumberedIn(facts);
  const name = (unit: string): ReportedUnit => {
    const called = labelBefore(renumbered, unit, until);
    const named = label(unit);
    const block = named === '' ? document.blocks.find(({ id }) => id === unit) : undefined;
    return {
      unit,
      label: named,
      ...(called === undefined ? {} : { called }),
      ...(block ? { words: firstWords([block]) } : {}),
    };
  };
  const named = (units: readonly string[]): readonly ReportedUnit[] => [...new Set(units)].map(name);
  const all = Object.values(facts);
  const decisions = readDecisions(facts, document).filter(
    (each) => each.meeting === number && each.corrected === undefined,
  );
  const ground: Ground = { facts, decisions, sits, label, name };
  return {
    meeting,
    touched: named([...decisions.flatMap(unitsOf), ...all.flatMap((fact) => touchedBy(fact, number, sits))]),
    made: named(all.flatMap((fact) => madeBy(fact, sits))),
    gone: all.flatMap((fact) => (fact.kind === 'retired' && sits(fact.seq) ? [goneUnit(fact, label)] : [])),
    agreed: agreedAt(ground),
    reopened: all.flatMap((fact) =>
      fact.kind === 'status' && fact.reopened !== undefined && sits(fact.reopened) ? [name(fact.unit)] : [],
    ),
    parked: parkedAt(ground),
    decisions,
  };
}

interface Ground {
  readonly facts: Facts;
  /** Of the meeting, in order; corrected ones left out. */
  readonly decisions: readonly RecordedDecision[];
  readonly sits: (seq: number) => boolean;
  readonly label: (unit: string) => string;
  readonly name: (unit: string) => ReportedUnit;
}

const goneUnit = ({ unit, blocks }: RetiredFact, label: Ground['label']): GoneUnit => ({
  unit,
  label: label(unit),
  words: firstWords(blocks),
});

function firstWords(blocks: readonly Block[]): string {
  const printed = blocks.map(({ content }) =>
    content.map(printedInline).join('').replace(/\s+/gu, ' ').trim(),
  );
  return excerpt(printed.find((each) => each !== '') ?? '', FIRST_WORDS);
}

/** Agreed when the meeting ended: what it agreed with a decision, and what it gave that status; not what it reopened. */
function agreedAt({ facts, decisions, sits, name }: Ground): readonly AgreedUnit[] {
  const found = new Map<string, AgreedUnit & { readonly seq: number }>();
  for (const { agrees, seq } of decisions)
    if (agrees && AGREED.has(agrees.status)) {
      const { unit, status, awaiting = [] } = agrees;
      found.set(unit, { ...name(unit), status, awaiting, seq });
    }
  for (const fact of Object.values(facts)) {
    if (fact.kind !== 'status') continue;
    const { unit, status, awaiting, seq, reopened } = fact;
    const known = found.get(unit);
    if (AGREED.has(status) && sits(seq)) found.set(unit, { ...name(unit), status, awaiting, seq });
    else if (known && reopened !== undefined && reopened > known.seq && sits(reopened)) found.delete(unit);
  }
  return [...found.values()].map(({ seq: _, ...each }) => each);
}

function parkedAt(ground: Ground): readonly ParkedPoint[] {
  const { facts, decisions, sits, label } = ground;
  const found = new Map<Target, ParkedPoint>();
  for (const { unit, seq, outcomes } of decisions)
    for (const { on, outcome, words, until } of outcomes) {
      if (outcome !== 'parked') continue;
      const where = unit === undefined ? { label: '' } : { unit, label: label(unit) };
      found.set(on, { on, ...where, words, ...waitingFor(ground, until), ...laterOf(ground, on, seq) });
    }
  for (const fact of Object.values(facts)) {
    if (fact.kind !== 'status' && fact.kind !== 'parked') continue;
    const parked = parkedUnit(fact, sits);
    if (!parked) continue;
    const { unit, until } = parked;
    const on = `unit:${unit}` as const;
    const later = laterOf(ground, on, fact.seq);
    found.set(on, { on, unit, label: label(unit), words: '', ...waitingFor(ground, until), ...later });
  }
  return [...found.values()];
}

/** A provision that the meeting parked by giving it that status. */
function parkedUnit(
  fact: Extract<Fact, { kind: 'status' | 'parked' }>,
  sits: Ground['sits'],
): { readonly unit: string; readonly until?: Target } | undefined {
  if (!sits(fact.seq)) return undefined;
  if (fact.kind === 'parked')
    return fact.on.startsWith('unit:')
      ? { unit: idOf(fact.on), ...(fact.until === undefined ? {} : { until: fact.until }) }
      : undefined;
  if (fact.status !== 'parked') return undefined;
  return { unit: fact.unit, ...(fact.until === undefined ? {} : { until: `unit:${fact.until}` as const }) };
}

const idOf = (target: Target): string => target.slice(target.indexOf(':') + 1);

function waitingFor(
  { facts, name }: Ground,
  until: Target | undefined,
): Pick<ParkedPoint, 'until' | 'untilWords' | 'untilCalled'> {
  if (until === undefined) return {};
  const said = Object.values(facts).flatMap((fact) =>
    fact.kind === 'decision' ? fact.outcomes.filter(({ on, words }) => on === until && words !== '') : [],
  );
  const words = said[0]?.words;
  if (!until.startsWith('unit:')) return { until, ...(words === undefined ? {} : { untilWords: words }) };
  const { called } = name(idOf(until));
  return { until, ...(called === undefined ? {} : { untilCalled: called }) };
}

/** What the meeting did about it after it was parked by act `seq`. */
function laterOf({ facts, decisions, sits }: Ground, on: Target, seq: number): Pick<ParkedPoint, 'later'> {
  const settled = decisions.find(
    (each) =>
      each.seq > seq &&
      (each.outcomes.some(
        (o) => o.on === on && o.outcome !== 'parked' && o.outcome !== 'stays-in-brackets',
      ) ||
        (on.startsWith('unit:') && each.agrees?.unit === idOf(on) && AGREED.has(each.agrees.status))),
  );
  if (settled) return { later: { what: 'settled', decision: settled.number } };
  const parked = facts[`parked/${on}`];
  if (parked?.kind !== 'parked' || parked.up === undefined || !sits(parked.up)) return {};
  const by = decisions.find((each) => each.seq === parked.up);
  return { later: { what: 'came-up', ...(by ? { decision: by.number } : {}) } };
}

function touchedBy(fact: Fact, number: string, sits: (seq: number) => boolean): readonly string[] {
  if (fact.kind === 'trace' && fact.meeting === number && fact.corrected === undefined)
    return [...fact.before, ...fact.now].map(({ unit }) => unit);
  if (fact.kind === 'proposal' && (sits(fact.tabled) || (fact.ended !== undefined && sits(fact.ended))))
    return [fact.unit ?? []].flat();
  return [];
}

function madeBy(fact: Fact, sits: (seq: number) => boolean): readonly string[] {
  if (fact.kind === 'trace' && fact.corrected === undefined && fact.did === 'split' && sits(fact.seq))
    return fact.now
      .filter(({ unit }) => fact.before.every((old) => old.unit !== unit))
      .map(({ unit }) => unit);
  const isTaken = fact.kind === 'proposal' && fact.fate === 'taken' && sits(fact.ended ?? 0);
  if (!isTaken || (fact.asks !== 'provision' && fact.asks !== 'alternative')) return [];
  const heads = fact.content?.blocks ?? [];
  return heads.filter(({ kind }) => kind === 'provision' || kind === 'alternative').map(({ id }) => id);
}
