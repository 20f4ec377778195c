/** The record of the meeting (SPEC ME4): decisions in order, and what one meeting did. */
import { nameOf, schemeOf } from '../../draft/labels.ts';
import type { DraftDocument } from '../../text/document.ts';
import type { LabelledUnit, MeetingFact, ObjectionFact } from '../decisions/facts.ts';
import { AGREED } from '../decisions/request.ts';
import type { DecisionFact, Fact, Facts, Status, Target } from '../facts.ts';

/** A decision with what stands beside it. */
export interface RecordedDecision extends DecisionFact {
  readonly label: string;
  readonly objections: readonly ObjectionFact[];
}

/** All decisions in order, those that were corrected among them and marked. */
export function readDecisions(facts: Facts, document: DraftDocument): readonly RecordedDecision[] {
  const label = labelsIn(facts, document);
  const all = Object.values(facts);
  return all
    .filter((fact): fact is DecisionFact => fact.kind === 'decision')
    .sort((a, b) => a.seq - b.seq)
    .map((decision) => ({
      ...decision,
      label: decision.unit === undefined ? '' : label(decision.unit),
      objections: all.filter(
        (fact): fact is ObjectionFact => fact.kind === 'objection' && fact.decision === decision.seq,
      ),
    }));
}

/** The name of a provision as it stands, or as it stood when it left the text. */
function labelsIn(facts: Facts, { blocks, meta }: DraftDocument): (unit: string) => string {
  const scheme = schemeOf(meta.language);
  const known = new Map(blocks.map((block) => [block.id, block]));
  return (unit) => {
    const retired = facts[`retired/${unit}`];
    const block = known.get(unit) ?? (retired?.kind === 'retired' ? retired.blocks[0] : undefined);
    return block ? nameOf(block, scheme) : '';
  };
}

export interface MeetingReport {
  readonly meeting: MeetingFact;
  /** Provisions decided on, asked about or changed in their form. */
  readonly touched: readonly LabelledUnit[];
  readonly made: readonly LabelledUnit[];
  readonly gone: readonly LabelledUnit[];
  readonly agreed: readonly (LabelledUnit & { readonly status: Status })[];
  readonly parked: readonly { readonly on: Target; readonly label: string; readonly until?: Target }[];
  readonly decisions: readonly RecordedDecision[];
}

/** What one meeting did; undefined when there was none of this number. */
export function reportOf(facts: Facts, document: DraftDocument, number: string): MeetingReport | undefined {
  const meeting = facts[`meeting/${number}`];
  if (meeting?.kind !== 'meeting') return undefined;
  const until = meeting.closed?.seq ?? Number.MAX_SAFE_INTEGER;
  const sits = (seq: number): boolean => seq >= meeting.opened.seq && seq <= until;
  const label = labelsIn(facts, document);
  const named = (units: readonly string[]): readonly LabelledUnit[] =>
    [...new Set(units)].map((unit) => ({ unit, label: label(unit) }));
  const all = Object.values(facts);
  const decisions = readDecisions(facts, document).filter(
    (each) => each.meeting === number && each.corrected === undefined,
  );
  return {
    meeting,
    touched: named([...decisions.flatMap(unitsOf), ...all.flatMap((fact) => touchedBy(fact, number, sits))]),
    made: named(all.flatMap((fact) => madeBy(fact, sits))),
    gone: named(all.flatMap((fact) => (fact.kind === 'retired' && sits(fact.seq) ? [fact.unit] : []))),
    agreed: all.flatMap((fact) =>
      fact.kind === 'status' && AGREED.has(fact.status) && sits(fact.seq)
        ? [{ unit: fact.unit, label: label(fact.unit), status: fact.status }]
        : [],
    ),
    parked: all.flatMap((fact) => parkedBy(fact, sits, label)),
    decisions,
  };
}

const unitsOf = ({ unit, units }: DecisionFact): readonly string[] => units ?? [unit ?? []].flat();

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

const labelOn = (on: Target, label: (unit: string) => string): string =>
  on.startsWith('unit:') ? label(on.slice('unit:'.length)) : '';

function parkedBy(
  fact: Fact,
  sits: (seq: number) => boolean,
  label: (unit: string) => string,
): MeetingReport['parked'] {
  if (fact.kind === 'parked' && sits(fact.seq))
    return [
      {
        on: fact.on,
        label: labelOn(fact.on, label),
        ...(fact.until === undefined ? {} : { until: fact.until }),
      },
    ];
  if (fact.kind !== 'status' || fact.status !== 'parked' || !sits(fact.seq)) return [];
  const until = fact.until === undefined ? {} : { until: `unit:${fact.until}` as const };
  return [{ on: `unit:${fact.unit}`, label: label(fact.unit), ...until }];
}
