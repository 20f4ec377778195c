/** How far a draft is (SPEC ST5): its counts, its points, and both after each meeting and revision. */
import { type Counts, readStatistics, wordsIn } from '../../draft/statistics.ts';
import type { Unit, Units } from '../../draft/units.ts';
import { readOpen } from '../../renditions/open.ts';
import type { DraftDocument } from '../../text/document.ts';
import { AGREED } from '../decisions/request.ts';
import type { Facts, RevisionFact } from '../facts.ts';
import { meetingsIn } from '../meetings.ts';
import { countPoints, describePoints, headingsIn } from './open-points.ts';

/** A draft as its figures are read: composed, with its record. */
export interface FigureGround {
  readonly document: DraftDocument;
  readonly facts: Facts;
  /** Which candidates of alternative sets are proposals. */
  readonly proposalOf: ReadonlyMap<string, string>;
}

export interface Figures {
  readonly draft: Counts;
  /** Part by part, in a draft without parts chapter by chapter; `label` is its label or title, empty for what stands before. */
  readonly parts: readonly (Counts & { readonly part: string; readonly label: string })[];
  readonly points: ReturnType<typeof countPoints>;
  /** Words in provisions that are agreed, ad ref and in group among them. Nothing is agreed until everything is. */
  readonly agreedWords: number;
  readonly openPoints: number;
}

export function readFigures({ document, facts, proposalOf }: FigureGround): Figures {
  const open = readOpen(document);
  const { draft, parts } = readStatistics(document, open.plain);
  const headings = headingsIn(document);
  const points = describePoints(open.points, open, facts, proposalOf);
  return {
    draft,
    parts: [...parts].map(([part, counts]) => ({
      part,
      label: headings.get(part) ?? '',
      ...counts,
    })),
    points: countPoints(points),
    agreedWords: agreedWords(document, facts, open.plain.units),
    openPoints: points.length,
  };
}

function agreedWords({ blocks }: DraftDocument, facts: Facts, units: Units): number {
  const isAgreed = ({ id }: Unit): boolean => {
    const fact = facts[`status/${id}`];
    return fact?.kind === 'status' && AGREED.has(fact.status);
  };
  const agreed = units.list.filter(isAgreed).flatMap(({ from, to }) => blocks.slice(from, to));
  return agreed.flatMap(wordsIn).reduce((sum, words) => sum + words, 0);
}

/** The few figures that are drawn over time. */
export interface FigureAt {
  /** After a meeting was closed, or in a text that was issued; `now` for the draft as it stands. */
  readonly after: 'meeting' | 'revision' | 'now';
  /** Number or symbol; empty for now. */
  readonly name: string;
  /** Milliseconds since 1970; 0 for now. */
  readonly at: number;
  readonly openPoints: number;
  readonly words: number;
  readonly bracketed: number;
  readonly agreedWords: number;
  readonly alternatives: number;
  readonly placeholders: number;
}

export interface FigureHistory {
  readonly now: Figures;
  readonly history: readonly FigureAt[];
}

export type Milestone = Pick<FigureAt, 'after' | 'name' | 'at'> & {
  /** Number of the entry up to which the draft is read. */
  readonly seq: number;
};

/** Ends of meetings and issues of revisions, in order. */
export function milestonesIn(facts: Facts): readonly Milestone[] {
  const meetings = meetingsIn(facts).flatMap(({ number, closed }): Milestone[] =>
    closed ? [{ after: 'meeting', name: number, ...closed }] : [],
  );
  const revisions = Object.values(facts)
    .filter((fact): fact is RevisionFact => fact.kind === 'revision')
    .map(({ symbol, seq, at }): Milestone => ({ after: 'revision', name: symbol, seq, at }));
  return [...meetings, ...revisions].sort((a, b) => a.seq - b.seq);
}

export function figureAt({ after, name, at }: Omit<Milestone, 'seq'>, figures: Figures): FigureAt {
  const { draft, openPoints, agreedWords: agreed } = figures;
  const { words, bracketed, alternatives, placeholders, placeholderBrackets } = draft;
  return {
    after,
    name,
    at,
    openPoints,
    words,
    bracketed,
    agreedWords: agreed,
    alternatives,
    placeholders: placeholders + placeholderBrackets,
  };
}
