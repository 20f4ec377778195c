/** Where what left the text would stand now (SPEC DE15): what was put in its place, or what it stood behind. */
import type { RetiredFact } from '../decisions/facts.ts';
import type { Facts } from '../facts.ts';

/** Answers whether a block stands in the text. */
export type IsThere = (block: string) => boolean;

export function retiredFact(facts: Facts, unit: string): RetiredFact | undefined {
  const fact = facts[`retired/${unit}`];
  return fact?.kind === 'retired' ? fact : undefined;
}

/** The provisions that stand now in the place of these: they themselves, or what was put there since, however often. */
export function standingFor(facts: Facts, isThere: IsThere, units: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const look = (unit: string): void => {
    if (seen.has(unit)) return;
    seen.add(unit);
    if (isThere(unit)) found.add(unit);
    else for (const each of retiredFact(facts, unit)?.instead ?? []) look(each);
  };
  for (const unit of units) look(unit);
  return [...found];
}

/** What stands in the place that something had which left: of an alternative, in that of the provisions it covered. */
export const standingAt = (
  facts: Facts,
  isThere: IsThere,
  { unit, blocks }: RetiredFact,
): readonly string[] => standingFor(facts, isThere, [...(blocks[0]?.attrs.covers ?? []), unit]);

/**
 * What something that left, and nothing stands in place of, would stand behind now; null: before everything; undefined
 * where the record does not say.
 */
export function behindNow(
  facts: Facts,
  isThere: IsThere,
  { behind }: RetiredFact,
): string | null | undefined {
  const seen = new Set<string>();
  let at = behind;
  while (typeof at === 'string' && !isThere(at) && !seen.has(at)) {
    seen.add(at);
    const there = standingFor(facts, isThere, [at]).at(-1);
    at = there ?? retiredFact(facts, at)?.behind;
  }
  return typeof at === 'string' && !isThere(at) ? undefined : at;
}
