/** The spaces that stay when words have gone from a block (SPEC DE2, PP7). */
import { type Anchor, anchorAt, flatOfAnchor } from '../text/anchor.ts';
import type { BlockPlace } from '../text/block-index.ts';
import { type Inline, inlineLength, isWords } from '../text/document.ts';
import { replaceRange } from '../text/edit.ts';
import { contentStart } from '../text/sequence.ts';
import { deskOf, type OpenDraft } from './open-draft.ts';
import { type Removed, strike } from './strike.ts';

/** Each inline of a block with the flat index at which it stands. */
export function spots({ flat, record }: BlockPlace): (readonly [Inline, number])[] {
  let at = flat + contentStart(record);
  return record.content.map((inline) => {
    const spot = [inline, at] as const;
    at += inlineLength(inline);
    return spot;
  });
}

const NO_SPACE_BEFORE = /[,.;:!?)，。；：、！？）]/u;

/** Takes the words from `from` to `to` away, and joins what stood around them in one block. */
export function strikeAndJoin(draft: OpenDraft, from: number, to: number): readonly Removed[] {
  const [left, block] = [anchorAt(draft.text, from), draft.text.placeAt(from)?.record.id];
  const removed = strike(draft, from, to);
  return removed.length > 1 ? removed : joined(draft, left, block, removed);
}

/** What stood around words that went from the block right of `left` is joined; a space that goes went with each of them. */
export function joined(
  draft: OpenDraft,
  left: Anchor,
  block: string | undefined,
  removed: readonly Removed[],
): readonly Removed[] {
  const space = joinWords(draft, flatOfAnchor(draft.ydoc, draft.text, left), block);
  if (!space) return removed;
  return removed.map((each) => (each.at === undefined ? each : { ...each, space }));
}

/** Where words went, two spaces are one, and none is left at an edge or before a mark; answers which one went. */
function joinWords(draft: OpenDraft, flat: number, block: string | undefined): Removed['space'] {
  const place = draft.text.placeAt(flat > 0 ? flat - 1 : flat);
  if (!place || place.record.id !== block) return undefined;
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
  if (!goes || record.size === 0) return undefined;
  if (goes.at < place.flat + contentStart(record)) return undefined;
  replaceRange(deskOf(draft, 'text'), goes.at, goes.at + 1, []);
  return goes === left ? 'before' : 'after';
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
