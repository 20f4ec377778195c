/** The decision log (SPEC MD9): what the meeting agreed, in order, with what parties put beside it. */
import type { ObjectionFact, TraceFact } from '../decisions/facts.ts';
import type { DecisionFact, Facts } from '../facts.ts';

export interface DecisionLine {
  /** 1 for the first decision of the draft; corrected ones keep theirs. */
  readonly number: number;
  readonly fact: DecisionFact;
  /** Objections and reservations of parties, in the order in which they were made. */
  readonly objections: readonly ObjectionFact[];
  /** The last act that can be corrected at all. */
  readonly isLast: boolean;
}

/** Decisions, the latest first. */
export function readDecisions(facts: Facts): readonly DecisionLine[] {
  const last = lastToCorrect(facts);
  const objections = objectionsByDecision(facts);
  return Object.values(facts)
    .filter((fact): fact is DecisionFact => fact.kind === 'decision')
    .sort((a, b) => a.seq - b.seq)
    .map((fact, at) => ({
      number: at + 1,
      fact,
      objections: objections.get(fact.seq) ?? [],
      isLast: fact === last,
    }))
    .reverse();
}

function objectionsByDecision(facts: Facts): ReadonlyMap<number, readonly ObjectionFact[]> {
  const found = new Map<number, ObjectionFact[]>();
  for (const fact of Object.values(facts)) {
    if (fact.kind !== 'objection') continue;
    const known = found.get(fact.decision);
    if (known) known.push(fact);
    else found.set(fact.decision, [fact]);
  }
  for (const each of found.values()) each.sort((a, b) => a.seq - b.seq);
  return found;
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
