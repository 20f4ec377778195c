/** Words that a printer parted at the end of a line: `agree-` and `ment` are one word, `long-` and `term` a compound. */
import { said } from '../../../shared/house/import-said.ts';
import type { Report } from '../report.ts';
import { isSpan, type Piece, textOf } from '../work.ts';

/** First halves of compounds that are no words of their own, or too common to tell anything. */
const FIRSTS = new Set([
  'non',
  'self',
  'ex',
  'quasi',
  'vice',
  'all',
  'half',
  'well',
  'follow',
  'peut',
  'demi',
]);
/** Second halves that no printer's break leaves. */
const SECONDS = new Set(
  `term based building making sharing related led driven level specific friendly free wide up oriented scale being income state
  economic border party parties general sector ordinate operation operate governmental binding compliance discrimination`
    .trim()
    .split(/\s+/),
);
const PARTED = /(\p{L}+)[-\u2010]\s*[\r\n]\s*(\p{L}+)/gu;
const WORDS = /\p{L}+(?:[-\u2010]\p{L}+)*/gu;

/** Tells which words were parted, by the words that the file has elsewhere. */
export class Hyphens {
  #words: ReadonlySet<string> | undefined;

  constructor(
    /** The whole source. */
    private readonly text: () => string,
    private readonly report: Report,
  ) {}

  /** The pieces of the lines before, without the hyphen that parts their last word from the first of `next`. */
  joined(pieces: Piece[], next: string): Piece[] {
    const last = pieces.at(-1);
    if (!last || !isSpan(last) || !/[\p{L}][-\u2010\u00ad]$/u.test(last.text)) return pieces;
    const head = /(\p{L}+)[-\u2010\u00ad]$/u.exec(textOf(pieces).slice(-60))?.[1] ?? '';
    const tail = /^\p{L}+/u.exec(next)?.[0] ?? '';
    const hyphen = last.text.slice(-1);
    const place = { line: last.line, column: last.column + last.text.length - 1 };
    if (hyphen !== '\u00ad' && !this.#isOneWord(head, tail, place)) return pieces;
    this.report.drop(hyphen);
    return [...pieces.slice(0, -1), { ...last, text: last.text.slice(0, -1) }];
  }

  #isOneWord(head: string, tail: string, place: { line: number; column: number }): boolean {
    if (!/\p{Ll}$/u.test(head) || !/^\p{Ll}/u.test(tail) || this.#isCompound(head, tail)) return false;
    const message = said('join-hyphen', { text: `${head}-${tail}`, word: head + tail });
    return this.report.ask('hyphen', 'one', { weight: 'guess', place, message }) === 'one';
  }

  #isCompound(head: string, tail: string): boolean {
    const words = (this.#words ??= wordsIn(this.text()));
    const [first, second] = [head.toLowerCase(), tail.toLowerCase()];
    if (words.has(`${first}-${second}`)) return true;
    if (words.has(first + second)) return false;
    return FIRSTS.has(first) || SECONDS.has(second) || (words.has(first) && words.has(second));
  }
}

/** All words of a text but those that are parted. */
function wordsIn(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [word] of text.replace(PARTED, ' ').matchAll(WORDS)) words.add(word.toLowerCase());
  return words;
}
