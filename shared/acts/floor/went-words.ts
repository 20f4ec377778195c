/** Words that went from the provision that is spoken of, as a line names them (SPEC DE18, FL9). */
import { printed } from '../../proposals/span.ts';
import { unitOf } from '../../proposals/units.ts';
import type { WentFact } from '../decisions/facts.ts';
import type { FloorGround } from './ground.ts';
import { type Piece, soughtWords } from './pieces.ts';
import { unitBefore } from './units.ts';

/** `and lakes`, or some of them; `and lakes#2`: of several the second, those that went last before the others. */
export function wentMeant(ground: FloorGround, of: Piece): WentFact | undefined {
  const unit = unitBefore(ground);
  const { text, ordinal = 1 } = soughtWords(of);
  if (unit === undefined || text === '') return undefined;
  const sought = text.toLowerCase();
  const here = Object.values(ground.facts)
    .filter((fact): fact is WentFact => fact.kind === 'went' && isIn(ground, fact, unit))
    .sort((a, b) => b.seq - a.seq);
  const said = ({ words }: WentFact): string => printed(words).trim().toLowerCase();
  const exact = here.filter((fact) => said(fact) === sought);
  const found = exact.length > 0 ? exact : here.filter((fact) => said(fact).includes(sought));
  return found[ordinal - 1];
}

const isIn = ({ composition }: FloorGround, { block }: WentFact, unit: string): boolean =>
  unitOf(composition.papers.text, block) === unit;
