/** What is done to the text when a bracket is decided (SPEC DE2 to DE5): nothing is moved, ids stay. */
import { joinWords, strikeAndJoin } from '../../proposals/join-words.ts';
import type { OpenDraft } from '../../proposals/open-draft.ts';
import { deskOf } from '../../proposals/open-draft.ts';
import { wordsBetween } from '../../proposals/span.ts';
import { strike, strikeUnits } from '../../proposals/strike.ts';
import { anchorAt, flatOfAnchor } from '../../text/anchor.ts';
import type { Block, Inline } from '../../text/document.ts';
import { liftBracket, replaceRange } from '../../text/edit.ts';
import type { Element } from '../../text/splice.ts';
import { bracketPlace } from './bracket-place.ts';

/** The words go; of whole provisions block, number and items too. */
export function dropText(draft: OpenDraft, id: string): readonly Block[] {
  const place = bracketPlace(draft, id);
  if (!place) return [];
  if (place.units.length > 0) {
    const removed = strikeUnits(draft, place.units);
    if (draft.text.isPaired(id)) liftBracket(deskOf(draft, 'text'), id);
    return removed;
  }
  return strikeAndJoin(draft, place.open, place.close + 1);
}

/** One option of a choice stands, the others and the breaks go, then the brackets. */
export function chooseOption(draft: OpenDraft, id: string, option: number): readonly Block[] {
  const place = bracketPlace(draft, id);
  if (!place) return [];
  const starts = [place.open, ...place.breaks];
  const [from, to] = [starts[option]! + 1, starts[option + 1] ?? place.close];
  const [before, block] = [anchorAt(draft.text, place.open), draft.text.placeAt(place.open)?.record.id];
  const removed: Block[] = [];
  if (to < place.close) removed.push(...strike(draft, to, place.close));
  if (place.open + 1 < from) removed.unshift(...strike(draft, place.open + 1, from));
  liftBracket(deskOf(draft, 'text'), id);
  if (from < to) return removed;
  return [...removed, ...joinWords(draft, flatOfAnchor(draft.ydoc, draft.text, before), block)];
}

/** Other words in place of the bracket and all it holds; they stand left of the old ones, which then go. */
export function substitute(draft: OpenDraft, id: string, words: readonly Inline[]): readonly Block[] {
  if (words.length === 0) return dropText(draft, id);
  const place = bracketPlace(draft, id);
  if (!place) return [];
  const length = draft.text.length;
  replaceRange(deskOf(draft, 'text'), place.open, place.open, words as readonly Element[]);
  const grown = draft.text.length - length;
  return strike(draft, place.open + grown, place.close + 1 + grown);
}

/** The brackets go, the words stay. */
export function liftText(draft: OpenDraft, id: string): readonly Block[] {
  liftBracket(deskOf(draft, 'text'), id);
  return [];
}

/** What a bracket holds, as printed, without its own delimiters. */
export function wordsInBracket(draft: OpenDraft, id: string): string {
  const place = bracketPlace(draft, id);
  return place ? wordsBetween(draft.text, place.open + 1, place.close) : '';
}
