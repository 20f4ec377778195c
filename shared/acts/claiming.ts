/** Brackets of the text that came in with it, and who asks for them (SPEC BC1, BC2). */
import type { ChairsAct } from './decisions/request.ts';
import type { Facts } from './facts.ts';
import { type ActGround, actOf, type Doer, type Plan, refuse } from './planned.ts';

/** Who asks for a bracket of the text, first the one who said so first. */
export function requestersOf(facts: Facts, bracket: string): readonly string[] {
  const fact = facts[`requested/${bracket}`];
  return fact?.kind === 'requested' ? fact.parties : [];
}

/** A party says that a bracket of the text is its own, or that it is not. */
export function planClaim(
  { draft, facts }: ActGround,
  doer: Doer,
  { bracket, claimed }: Extract<ChairsAct, { act: 'claim' }>,
): Plan {
  if (draft.text.flatOfDelimiter(bracket, 'open') === undefined) return refuse('unknown-target', bracket);
  const isTheirs = requestersOf(facts, bracket).includes(doer.for);
  if (isTheirs === claimed) return refuse(claimed ? 'already-a-proponent' : 'not-a-proponent');
  return { act: actOf(doer, { act: 'claim', bracket, claimed }) };
}
