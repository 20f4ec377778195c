/** Words at an offset of a block, read and replaced as little as possible. */
import { deskOf, type OpenDraft } from '../../proposals/open-draft.ts';
import { type Inline, isWords } from '../../text/document.ts';
import { replaceRange } from '../../text/edit.ts';
import { contentStart } from '../../text/sequence.ts';

/** The content as characters, one an element: an object stands as one that no words hold. */
export const charsOf = (content: readonly Inline[]): string =>
  content.map((inline) => (isWords(inline) ? inline.text : '\ufffc')).join('');

export const wordsAt = (content: readonly Inline[], offset: number, length: number): string =>
  charsOf(content).slice(offset, offset + length);

/** `from` at this offset of the block gives way to `to`; what both begin and end with stays. */
export function replaceWordsAt(
  draft: OpenDraft,
  block: string,
  offset: number,
  from: string,
  to: string,
): void {
  const place = draft.text.placeOf(block);
  if (!place) return;
  const most = Math.min(from.length, to.length);
  let head = 0;
  while (head < most && from[head] === to[head]) head += 1;
  let tail = 0;
  while (tail < most - head && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail += 1;
  const at = place.flat + contentStart(place.record) + offset;
  const words = to.slice(head, to.length - tail);
  replaceRange(
    deskOf(draft, 'text'),
    at + head,
    at + from.length - tail,
    words === '' ? [] : [{ text: words }],
  );
}
