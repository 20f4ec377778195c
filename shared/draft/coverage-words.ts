/** Which words came into a provision and where, and how much of a proposal they say (SPEC DV2). */
import { segmentWords } from '../compare/segments.ts';
import { compareWords } from '../compare/words.ts';

export interface NewWords {
  /** All words that came in. */
  readonly all: string;
  /** Those that came in around a place of the text as it stood (UTF-16 units). */
  near(place: number): string;
}

/** UTF-16 units of the earlier text within which words are of the same place: about a line. */
const LINE = 80;
const LINE_WITHOUT_SPACES = 30;

export function newWords(before: string, after: string, language: string): NewWords {
  const found: { readonly from: number; readonly to: number; readonly text: string }[] = [];
  let at = 0;
  let gone = 0;
  for (const { kind, text } of compareWords(before, after, language)) {
    if (kind === 'new' && text.trim() !== '') found.push({ from: at - gone, to: at, text: text.trim() });
    if (kind !== 'new') at += text.length;
    gone = kind === 'gone' ? text.length : 0;
  }
  const line = /^(?:zh|ja)\b/.test(language) ? LINE_WITHOUT_SPACES : LINE;
  const joined = (list: typeof found): string => list.map(({ text }) => text).join(' … ');
  return {
    all: joined(found),
    near: (place) => joined(found.filter(({ from, to }) => place >= from - line && place <= to + line)),
  };
}

/**
 * The share of the telling words of a proposal among other words, 0 to 1; a word of its own provision tells nothing. 0 where
 * no word tells anything.
 */
export function shareOf(words: string, provision: string, others: string): number {
  const old = new Set(telling(provision));
  const own = [...new Set(telling(words))].filter((word) => !old.has(word));
  const there = new Set(telling(others));
  return own.length === 0 ? 0 : own.filter((word) => there.has(word)).length / own.length;
}

/** Words that say something, by their stems: in Latin, Cyrillic and Arabic letters those of three letters and more. */
function telling(text: string): readonly string[] {
  return segmentWords(text.toLowerCase(), 'und').flatMap((word) => {
    if (/^\p{Script=Han}+$/u.test(word)) return EMPTY.test(word) ? [] : [word];
    if (/\p{Script=Arabic}/u.test(word))
      return stemmed(word.replace(/[\u064b-\u0652\u0640]/g, '').replace(PREFIX, ''));
    return /^[\p{L}\p{M}\p{N}]{3,}$/u.test(word) ? stemmed(word) : [];
  });
}

/** Chinese words that only join others. */
const EMPTY = /^(?:的|了|在|和|与|及|或|并|对|为|是|以|之|而|等|应|将|所)$/u;
/** Arabic writes these with the word that follows. */
const PREFIX = /^(?:[وف]?(?:[بلك])?ال|[وف](?=\p{L}{3}))/u;
/** So many letters tell what a word is about: `measured` and `measuring` are one. */
const STEM = 5;
const stemmed = (word: string): readonly string[] => (word.length < 3 ? [] : [word.slice(0, STEM)]);
