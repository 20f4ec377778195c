/** What is done to the text when a bracket is decided (SPEC DE2 to DE5): nothing is moved, ids stay. */
import type { OpenDraft } from '../../proposals/open-draft.ts';
import { deskOf } from '../../proposals/open-draft.ts';
import { wordsBetween } from '../../proposals/span.ts';
import { strike, strikeUnits } from '../../proposals/strike.ts';
import { anchorAt, flatOfAnchor } from '../../text/anchor.ts';
import { type Block, type Inline, isWords } from '../../text/document.ts';
import { liftBracket, replaceRange } from '../../text/edit.ts';
import { contentStart } from '../../text/sequence.ts';
import type { Element } from '../../text/splice.ts';
import { bracketPlace, spots } from './bracket-place.ts';

/** The words go; of whole provisions block, number and items too. */
export function dropText(draft: OpenDraft, id: string): readonly Block[] {
  const place = bracketPlace(draft, id);
  if (!place) return [];
  if (place.units.length > 0) {
    const removed = strikeUnits(draft, place.units);
    if (draft.text.isPaired(id)) liftBracket(deskOf(draft, 'text'), id);
    return removed;
  }
  const [left, block] = [anchorAt(draft.text, place.open), blockAt(draft, place.open)];
  const removed = strike(draft, place.open, place.close + 1);
  return [...removed, ...joinWords(draft, flatOfAnchor(draft.ydoc, draft.text, left), block)];
}

/** One option of a choice stands, the others and the breaks go, then the brackets. */
export function chooseOption(draft: OpenDraft, id: string, option: number): readonly Block[] {
  const place = bracketPlace(draft, id);
  if (!place) return [];
  const starts = [place.open, ...place.breaks];
  const [from, to] = [starts[option]! + 1, starts[option + 1] ?? place.close];
  const [before, block] = [anchorAt(draft.text, place.open), blockAt(draft, place.open)];
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

const blockAt = (draft: OpenDraft, flat: number): string | undefined => draft.text.placeAt(flat)?.record.id;

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

const NO_SPACE_BEFORE = /[,.;:!?)，。；：、！？）]/u;

/** Where words went, two spaces are one, and none is left at an edge or before a mark. */
export function joinWords(draft: OpenDraft, flat: number, block: string | undefined): readonly Block[] {
  const place = draft.text.placeAt(flat > 0 ? flat - 1 : flat);
  if (!place || place.record.id !== block) return [];
  const { record } = place;
  const letters = spots(place).flatMap(([inline, at]) => letterSpots(inline, at));
  const left = letters.findLast(({ at }) => at < flat);
  const right = letters.find(({ at }) => at >= flat);
  const isSpace = (letter: { letter: string } | undefined): boolean => letter?.letter === ' ';
  const goes =
    isSpace(right) && (left === undefined || isSpace(left))
      ? right
      : isSpace(left) && (right === undefined || NO_SPACE_BEFORE.test(right.letter))
        ? left
        : undefined;
  if (!goes || record.size === 0) return [];
  if (goes.at < place.flat + contentStart(record)) return [];
  replaceRange(deskOf(draft, 'text'), goes.at, goes.at + 1, []);
  return [{ id: record.id, kind: record.kind, attrs: record.attrs, content: [{ text: ' ' }] }];
}

/** Letters of an inline with their flat indexes; sources and delimiters are none, other objects stand for themselves. */
function letterSpots(
  inline: Inline,
  at: number,
): readonly { readonly letter: string; readonly at: number }[] {
  if (isWords(inline))
    return Array.from({ length: inline.text.length }, (_, n) => ({ letter: inline.text[n]!, at: at + n }));
  if (inline.el === 'bracket_open' || inline.el === 'bracket_close' || inline.el === 'attribution') return [];
  return [{ letter: '\ufffc', at }];
}
