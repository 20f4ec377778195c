/** A text is issued (SPEC RV1): it gets its symbol, once, and the hash of what it says. */
import type { ActRequest } from './act.ts';
import type { Facts } from './facts.ts';
import { type ActGround, actOf, type Doer, type Plan, refuse } from './planned.ts';
import { visibleWords } from './sanitize.ts';

/** Longest symbol, sentence and legend, in UTF-16 units. */
export const LONGEST_SYMBOL = 120;
export const LONGEST_SENTENCE = 500;
export const LONGEST_LEGEND = 2_000;

export function planIssue(
  { facts, moment, issuedHash }: ActGround,
  doer: Doer,
  request: Extract<ActRequest, { act: 'issue' }>,
): Plan {
  if (!issuedHash) return refuse('unknown-act');
  const symbol = plain(request.symbol, LONGEST_SYMBOL) ?? stampOf(moment.at);
  if (isGiven(facts, symbol)) return refuse('symbol-taken', symbol);
  const sentence = plain(request.sentence, LONGEST_SENTENCE);
  const legend = plain(request.legend, LONGEST_LEGEND);
  const said = {
    symbol,
    ...(sentence === undefined ? {} : { sentence }),
    ...(legend === undefined ? {} : { legend }),
  };
  const hash = issuedHash({ kind: 'revision', ...said, ...moment });
  return { act: actOf(doer, { act: 'issue', ...said, hash }) };
}

/** On one line, without spaces at either end; undefined when nothing is left. */
function plain(words: string | undefined, longest: number): string | undefined {
  const said = visibleWords(words ?? '')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longest);
  return said === '' ? undefined : said;
}

/** Two symbols that differ by case alone would be one on paper and as names of files. */
function isGiven(facts: Facts, symbol: string): boolean {
  const wanted = symbol.toLowerCase();
  return Object.values(facts).some(
    (fact) => fact.kind === 'revision' && fact.symbol.toLowerCase() === wanted,
  );
}

/** An instant in universal time, to the second: `2026-11-25T18:05:00Z`. */
export const stampOf = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
