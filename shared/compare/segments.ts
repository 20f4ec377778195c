/** Words of a text by the rules of its language. `Intl.Segmenter` is quadratic on long strings: it gets short ones. */

/** A new segmenter costs as much as a page of text; there are few languages in a process. */
const segmenters = new Map<string, Intl.Segmenter>();
const MOST_SEGMENTERS = 16;

/** Texts up to this length (UTF-16 units) are segmented in one go; longer ones are cut where a word surely begins. */
const LONGEST = 800;

/** Spaces or the end of a sentence or clause, and then a letter: no word and no character spans such a place. */
const SURE = /[\s。；，、！？](?=[\p{L}\p{N}])/gu;

/** All of `text` in order: words, spaces, punctuation marks; never half a character, never a mark without its base. */
export function segmentWords(text: string, language: string): readonly string[] {
  const segmenter = segmenterOf(language);
  const found: string[] = [];
  for (const stretch of stretches(text))
    for (const { segment } of segmenter.segment(stretch)) found.push(segment);
  return found;
}

function segmenterOf(language: string): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known) return known;
  if (segmenters.size >= MOST_SEGMENTERS) segmenters.clear();
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  segmenters.set(language, segmenter);
  return segmenter;
}

function stretches(text: string): readonly string[] {
  if (text.length <= LONGEST) return [text];
  const found: string[] = [];
  let from = 0;
  let last = 0;
  for (const { index } of text.matchAll(SURE)) {
    if (index + 1 - from > LONGEST && last > from) {
      found.push(text.slice(from, last));
      from = last;
    }
    last = index + 1;
  }
  if (last > from && text.length - from > LONGEST) {
    found.push(text.slice(from, last));
    from = last;
  }
  found.push(text.slice(from));
  return found;
}
