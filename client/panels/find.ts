/** Search over the words of a draft: every place, with the words around it. Linear in the draft; at most 500 places. */
import { excerpt, tail } from '../../shared/draft/excerpt.ts';
import { type DraftDocument, wordsOf } from '../../shared/text/document.ts';

export interface Found {
  /** `blockId@offset`, unique. */
  readonly key: string;
  readonly block: string;
  readonly label?: string;
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

const MOST = 500;
const AROUND = 36;

/** Places where the words stand, in order of print. Case does not matter; the draft's own letters are shown. */
export function findWords({ blocks }: DraftDocument, sought: string): readonly Found[] {
  const asWritten = sought.trim();
  const lowered = asWritten.toLowerCase();
  if (asWritten === '') return [];
  const found: Found[] = [];
  for (const { id, attrs, content } of blocks) {
    const words = wordsOf(content);
    const lower = words.toLowerCase();
    // Lower case may be longer than the original in a few scripts; then offsets would lie, so search as written.
    const [haystack, needle] = lower.length === words.length ? [lower, lowered] : [words, asWritten];
    for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + needle.length)) {
      if (found.length === MOST) return found;
      found.push({
        key: `${id}@${at}`,
        block: id,
        label: attrs.label,
        before: tail(words.slice(0, at), AROUND),
        match: words.slice(at, at + needle.length),
        after: excerpt(words.slice(at + needle.length), AROUND),
      });
    }
  }
  return found;
}
