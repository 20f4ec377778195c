/**
 * Words of a text by the rules of its language. `Intl.Segmenter` is quadratic on long strings and dear on short ones: a text is
 * cut where a word surely begins, and what was segmented lately is not segmented again.
 */

/** After spaces, or after the end of a sentence or clause, a letter: no word and no character spans such a place. */
const SURE = /(?<=\s)(?=[\p{L}\p{N}])|(?<=[。；，、！？])(?=\p{L})/u;

/** A new segmenter costs as much as a page of text; there are few languages in a process. */
const known = new Map<string, Segments>();
const MOST_LANGUAGES = 16;

/** Stretches of up to so many UTF-16 units are remembered, and so many of them. */
const LONGEST = 64;
const MOST_REMEMBERED = 20_000;

/** All of `text` in order: words, spaces, punctuation marks; never half a character, never a mark without its base. */
export function segmentWords(text: string, language: string): readonly string[] {
  const segments = segmentsOf(language);
  const found: string[] = [];
  for (const stretch of text.split(SURE)) found.push(...segments.of(stretch));
  return found;
}

function segmentsOf(language: string): Segments {
  const segments = known.get(language) ?? new Segments(language);
  if (known.size >= MOST_LANGUAGES) known.clear();
  known.set(language, segments);
  return segments;
}

class Segments {
  readonly #segmenter: Intl.Segmenter;
  readonly #remembered = new Map<string, readonly string[]>();

  constructor(language: string) {
    this.#segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  }

  of(stretch: string): readonly string[] {
    const before = this.#remembered.get(stretch);
    if (before) return before;
    const words = Array.from(this.#segmenter.segment(stretch), ({ segment }) => segment);
    if (stretch.length > LONGEST) return words;
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(stretch, words);
    return words;
  }
}
