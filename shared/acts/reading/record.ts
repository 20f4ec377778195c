/** The record as it is read (SPEC RC1, RC2, ME4): what the meeting agreed and what changed the form of the text. */
import { nameOf, schemeOf } from '../../draft/labels.ts';
import type { DraftDocument } from '../../text/document.ts';
import type { MeetingFact, ObjectionFact, RetiredFact, TraceFact } from '../decisions/facts.ts';
import { AGREED } from '../decisions/request.ts';
import type { DecisionFact, Facts, Target } from '../facts.ts';

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
  /** Numbers that its provisions bore then, of those that were renumbered since, by id. */
  readonly called: ReadonlyMap<string, string>;
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
  const renumbered = renumberedIn(facts);
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
        called: new Map(units.flatMap((unit) => namedThen(renumbered, unit, fact.seq))),
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

/** Renumberings that stand, the first one first. */
export const renumberedIn = (facts: Facts): readonly TraceFact[] =>
  Object.values(facts)
    .filter((fact): fact is TraceFact => fact.kind === 'trace' && fact.did === 'renumber')
    .filter(({ corrected }) => corrected === undefined)
    .sort((a, b) => a.seq - b.seq);

const namedThen = (
  renumbered: readonly TraceFact[],
  unit: string,
  seq: number,
): readonly (readonly [unit: string, label: string])[] => {
  const label = labelBefore(renumbered, unit, seq);
  return label === undefined ? [] : [[unit, label]];
};

/** What a provision was called before the first renumbering from act `seq` on; undefined where it kept its number. */
export function labelBefore(renumbered: readonly TraceFact[], unit: string, seq: number): string | undefined {
  const since = renumbered.filter((fact) => fact.seq >= seq);
  const then = since.flatMap(({ before }) => before).find((each) => each.unit === unit)?.label;
  const now = since.flatMap((fact) => fact.now).findLast((each) => each.unit === unit)?.label;
  return then === now ? undefined : then;
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

/** A decision with what stands beside it, as the command line prints it. */
export interface RecordedDecision extends DecisionFact {
  /** 1 for the first decision of the draft. */
  readonly number: number;
  /** Name of the provision. */
  readonly label: string;
  readonly objections: readonly ObjectionFact[];
}

/** All decisions in order, those that were corrected among them and marked. */
export function readDecisions(facts: Facts, document: DraftDocument): readonly RecordedDecision[] {
  const label = labelsIn(facts, document);
  return readRecord(facts)
    .flatMap(({ fact, number = 0, objections }): RecordedDecision[] =>
      fact.kind === 'decision'
        ? [{ ...fact, number, label: fact.unit === undefined ? '' : label(fact.unit), objections }]
        : [],
    )
    .reverse();
}

/** The name of a provision as it stands, or as it stood when it left the text. */
export function labelsIn(facts: Facts, { blocks, meta }: DraftDocument): (unit: string) => string {
  const scheme = schemeOf(meta.language);
  const known = new Map(blocks.map((block) => [block.id, block]));
  return (unit) => {
    const retired = facts[`retired/${unit}`];
    const block = known.get(unit) ?? (retired?.kind === 'retired' ? retired.blocks[0] : undefined);
    return block ? nameOf(block, scheme) : '';
  };
}
