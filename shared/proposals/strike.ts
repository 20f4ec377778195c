/** Words that go from the text by a decision (SPEC PP7, PP9): no delimiter without its partner, no mark without its block. */
import { type Anchor, anchorAt } from '../text/anchor.ts';
import type { BlockPlace } from '../text/block-index.ts';
import { type Block, delimiterIn, inlineLength } from '../text/document.ts';
import { liftBracket, replaceRange } from '../text/edit.ts';
import { contentStart } from '../text/sequence.ts';
import { deskOf, type OpenDraft } from './open-draft.ts';
import { cutContent } from './span.ts';
import { endOf, nextPlace, unitPlaces } from './units.ts';

/** What left the text: a whole block, or words of one that stands still. */
export interface Removed extends Block {
  /** Words of a block that stands still stood right of this element. */
  readonly at?: Anchor;
  /** A space that went with them, before or behind them (DE2). */
  readonly space?: 'before' | 'after';
}

/** The stretch of a block's content, as flat indexes. */
interface Stretch {
  readonly place: BlockPlace;
  readonly from: number;
  readonly to: number;
  /** The whole of it goes, mark and number. */
  readonly isWhole: boolean;
}

/**
 * Takes the words from `from` to `to` of the text away. Blocks that lie in between go; those at either end stay apart. A
 * block of which every word goes, goes with its number, unless items of its own would be left behind (PP7).
 */
export function strike(draft: OpenDraft, from: number, to: number): readonly Removed[] {
  const stretches = stretchesOf(draft, from, to);
  const removed = stretches.map(({ place: { record, flat }, from: start, to: end, isWhole }): Removed => {
    const base = flat + contentStart(record);
    const { id, kind, attrs } = record;
    const content = cutContent(record, start - base, end - base);
    return { id, kind, attrs, content, ...(isWhole ? {} : { at: anchorAt(draft.text, start) }) };
  });
  const pairs = pairsIn(removed);
  const desk = deskOf(draft, 'text');
  for (const { place, from: start, to: end, isWhole } of [...stretches].reverse())
    if (isWhole) replaceRange(desk, place.flat, endOf(place), []);
    else if (start < end) replaceRange(desk, start, end, []);
  for (const bracket of pairs) liftBracket(desk, bracket);
  return removed;
}

/** With the brackets that would hold nothing once the words from `from` to `to` are gone (PP7). */
export function withEmptied({ text }: OpenDraft, from: number, to: number): { from: number; to: number } {
  const sides = new Map<number, string>();
  for (const place of [text.placeAt(from), text.placeAt(to)]) {
    let at = place ? place.flat + contentStart(place.record) : 0;
    for (const inline of place?.record.content ?? []) {
      const delimiter = delimiterIn(inline);
      if (delimiter) sides.set(at, `${delimiter.el} ${delimiter.id}`);
      at += inlineLength(inline);
    }
  }
  let [left, right] = [from, to];
  for (;;) {
    const open = sides.get(left - 1);
    if (!open?.startsWith('bracket_open ')) return { from: left, to: right };
    if (sides.get(right) !== open.replace('bracket_open', 'bracket_close')) return { from: left, to: right };
    left -= 1;
    right += 1;
  }
}

function stretchesOf(draft: OpenDraft, from: number, to: number): Stretch[] {
  const found: Omit<Stretch, 'isWhole'>[] = [];
  for (let at = draft.text.placeAt(from); at && at.flat < to; at = nextPlace(draft.text, at)) {
    const start = at.flat + contentStart(at.record);
    const end = start + at.record.size;
    found.push({ place: at, from: Math.max(from, start), to: Math.max(start, Math.min(to, end)) });
  }
  const covered = new Set(found.filter(coversAll).map(({ place }) => place.record.id));
  const goesWhole = ({ record }: BlockPlace): boolean =>
    covered.has(record.id) &&
    unitPlaces(draft.text, record.id).every(({ record: each }) => covered.has(each.id));
  return found
    .map((stretch) => ({ ...stretch, isWhole: goesWhole(stretch.place) }))
    .filter(({ from: start, to: end, isWhole }) => start < end || isWhole);

  function coversAll({ place, from: start, to: end }: Omit<Stretch, 'isWhole'>): boolean {
    const { record, flat } = place;
    const base = flat + contentStart(record);
    const isEmpty = record.size === 0;
    return start <= base && end >= base + record.size && (!isEmpty || (from <= flat && to >= endOf(place)));
  }
}

/** Brackets both of whose delimiters go. */
function pairsIn(blocks: readonly Block[]): readonly string[] {
  const sides = new Map<string, Set<string>>();
  for (const { content } of blocks)
    for (const inline of content) {
      const delimiter = delimiterIn(inline);
      if (delimiter) sides.set(delimiter.id, (sides.get(delimiter.id) ?? new Set()).add(delimiter.el));
    }
  return [...sides].filter(([, found]) => found.size === 2).map(([id]) => id);
}

/** Takes whole units away, items and number with them; delimiters whose partner stands elsewhere stay in their block. */
export function strikeUnits(draft: OpenDraft, units: readonly string[]): readonly Block[] {
  const places = units
    .flatMap((unit) => unitPlaces(draft.text, unit))
    .sort((a, b) => a.flat - b.flat)
    .filter((place, at, all) => place.record.id !== all[at - 1]?.record.id);
  const removed = places.map(
    ({ record: { id, kind, attrs, content } }): Block => ({ id, kind, attrs, content }),
  );
  const pairs = pairsIn(removed);
  const desk = deskOf(draft, 'text');
  for (const place of [...places].reverse()) replaceRange(desk, place.flat, endOf(place), []);
  for (const bracket of pairs) liftBracket(desk, bracket);
  // A block that kept its marks for the sake of a delimiter whose partner went with it has nothing left to hold.
  for (const { record } of [...places].reverse()) {
    const left = draft.text.placeOf(record.id);
    if (left && left.record.size === 0) replaceRange(desk, left.flat, endOf(left), []);
  }
  return removed;
}
