/** What is done to the text when a bracket is decided (SPEC DE2 to DE5): nothing is moved, ids stay. */
import { joined, strikeAndJoin } from '../../proposals/join-words.ts';
import type { OpenDraft } from '../../proposals/open-draft.ts';
import { deskOf } from '../../proposals/open-draft.ts';
import { wordsBetween } from '../../proposals/span.ts';
import { type Removed, strike, strikeUnits } from '../../proposals/strike.ts';
import type { Taken } from '../../proposals/take.ts';
import { anchorAt } from '../../text/anchor.ts';
import type { Inline } from '../../text/document.ts';
import { liftBracket, replaceRange } from '../../text/edit.ts';
import type { Element } from '../../text/splice.ts';
import { bracketPlace } from './bracket-place.ts';

const NOTHING: Taken = { removed: [] };

/** The words go; of whole provisions block, number and items too. */
export function dropText(draft: OpenDraft, id: string): Taken {
  const place = bracketPlace(draft, id);
  if (!place) return NOTHING;
  if (place.units.length > 0) {
    const removed = strikeUnits(draft, place.units);
    if (draft.text.isPaired(id)) liftBracket(deskOf(draft, 'text'), id);
    return { removed };
  }
  return { removed: strikeAndJoin(draft, place.open, place.close + 1) };
}

/** One option of a choice stands, the others and the breaks go, then the brackets. */
export function chooseOption(draft: OpenDraft, id: string, option: number): Taken {
  const place = bracketPlace(draft, id);
  if (!place) return NOTHING;
  const starts = [place.open, ...place.breaks];
  const [from, to] = [starts[option]! + 1, starts[option + 1] ?? place.close];
  const [before, block] = [anchorAt(draft.text, place.open), draft.text.placeAt(place.open)?.record.id];
  const became = becameOf(draft, from, to);
  const removed: Removed[] = [];
  if (to < place.close) removed.push(...strike(draft, to, place.close));
  if (place.open + 1 < from) removed.unshift(...strike(draft, place.open + 1, from));
  liftBracket(deskOf(draft, 'text'), id);
  return became ? { removed, became } : { removed: joined(draft, before, block, removed) };
}

/** The first and last element from `from` to `to` of the text; undefined where there is none. */
export const becameOf = ({ text }: OpenDraft, from: number, to: number): Taken['became'] =>
  from < to ? { first: anchorAt(text, from + 1), last: anchorAt(text, to) } : undefined;

/** Other words in place of the bracket and all it holds; they stand left of the old ones, which then go. */
export function substitute(draft: OpenDraft, id: string, words: readonly Inline[]): Taken {
  if (words.length === 0) return dropText(draft, id);
  const place = bracketPlace(draft, id);
  if (!place) return NOTHING;
  const length = draft.text.length;
  replaceRange(deskOf(draft, 'text'), place.open, place.open, words as readonly Element[]);
  const grown = draft.text.length - length;
  const became = becameOf(draft, place.open, place.open + grown);
  return {
    removed: strike(draft, place.open + grown, place.close + 1 + grown),
    ...(became ? { became } : {}),
  };
}

/** The brackets go, the words stay. */
export function liftText(draft: OpenDraft, id: string): Taken {
  liftBracket(deskOf(draft, 'text'), id);
  return NOTHING;
}

/** What a bracket holds, as printed, without its own delimiters. */
export function wordsInBracket(draft: OpenDraft, id: string): string {
  const place = bracketPlace(draft, id);
  return place ? wordsBetween(draft.text, place.open + 1, place.close) : '';
}
