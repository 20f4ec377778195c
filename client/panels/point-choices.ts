/** What the chair's side can record of open points, in the words of the interface. */
import type { Decided } from '../../shared/acts/decisions/request.ts';
import type { Target } from '../../shared/acts/facts.ts';
import type { OpenPoint } from '../../shared/acts/reading/open-points.ts';
import { type Happens, outcomesOn, type PossibleOutcome } from '../../shared/acts/reading/outcomes.ts';
import { printedInline } from '../../shared/draft/printed.ts';
import type { Say } from '../locales/i18n.ts';
import type { Negotiation } from './negotiation.ts';
import { nameIn } from './points-of.ts';
import type { DraftReading } from './reading.ts';

export interface ChoiceGround {
  readonly t: Say;
  readonly negotiation: Negotiation;
  readonly reading: DraftReading;
  readonly points: readonly OpenPoint[];
}

/** Letters of an option that stand on a button. */
const LONGEST = 60;
const cut = (words: string): string => (words.length > LONGEST ? `${words.slice(0, LONGEST)} …` : words);

export const happensWords = (t: Say, happens: Happens, name = ''): string =>
  t(`happens.${happens}`, { name: cut(name.replace(/\s+/g, ' ').trim()) });

/** All that can be recorded of a point. */
export function choicesOn(
  { negotiation, reading }: ChoiceGround,
  point: OpenPoint,
): readonly PossibleOutcome[] {
  const id = point.on.slice(point.on.indexOf(':') + 1);
  const fact = point.on.startsWith('proposal:') ? negotiation.facts[`proposal/${id}`] : undefined;
  const set = reading.alternatives.sets.find((each) => `set:${each.id}` === point.on);
  const block = reading.document.blocks.find((each) => each.id === id);
  return outcomesOn(point, {
    ...(fact?.kind === 'proposal' ? { asks: fact.asks } : {}),
    ...(set ? { set } : {}),
    ...(block ? { words: block.content.map(printedInline).join('') } : {}),
    nameOf: (each) => nameIn(reading, each),
  });
}

/** The paragraph or point of this number, to wait for; undefined where none is called so. */
export function untilNamed({ reading, points }: ChoiceGround, written: string): Target | undefined {
  const name = written.trim();
  const point = points.find(({ number }) => number === name);
  if (point) return point.on;
  const unit = reading.units.list.find(
    ({ block }) => block.attrs.label === name || nameIn(reading, block.id) === name,
  );
  return unit && `unit:${unit.id}`;
}

/** `10.2: text goes`, as it stands in the strip and in the list of a package. */
export const decidedWords = (
  t: Say,
  point: OpenPoint,
  { happens, name }: Pick<PossibleOutcome, 'happens' | 'name'>,
): string => `${point.number}: ${happensWords(t, happens, name)}`;

/** One line of a decision that is about to be recorded. */
export interface DecisionLine {
  readonly words: string;
  readonly decided: Decided;
}
