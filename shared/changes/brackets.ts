/**
 * Brackets that were lifted, and those that were put around words that stand (SPEC CH3): each a request of its own. All
 * other brackets belong to the words they came or went with, and no change holds one delimiter without the other.
 */
import { delimiterIn, type Inline, isWords } from '../text/document.ts';
import {
  type BracketPair,
  type Brackets,
  bracketsOf,
  changedAt,
  contentOf,
  type End,
  placed,
  rangeOn,
  type Side,
} from './delimiters.ts';
import { type BlockEdit, coalesced, grown, type Stretch, sliceOf } from './stretches.ts';

/** What of a changed stretch is words that went and came, without the delimiters that are told apart. */
export interface Trimmed {
  readonly stretch: Stretch;
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly end: number;
}

export interface Told {
  /** Of the base: their words stand. */
  readonly lifted: readonly BracketPair[];
  /** Of the changed text, each with the offsets of the base between which it stands. */
  readonly added: readonly (BracketPair & { readonly from: number; readonly to: number })[];
  readonly trimmed: (edit: BlockEdit) => readonly Trimmed[];
}

/** Tells brackets apart from words; stretches grow until each holds only whole brackets. */
export function tellBrackets(edits: readonly BlockEdit[]): Told {
  const [before, after] = [bracketsOf(edits, 'before'), bracketsOf(edits, 'after')];
  for (const edit of edits)
    edit.stretches = coalesced(edit.stretches.flatMap((each) => parted(edit, each, before, after)));
  for (;;) {
    const teller = new Teller(before, after);
    const isWhole = edits.map((edit) => teller.makeWhole(edit)).every((each) => each);
    if (isWhole) return teller.told();
  }
}

/** A delimiter that looks the same is another one where its partner stands elsewhere: a bracket around other words. */
function parted(edit: BlockEdit, stretch: Stretch, before: Brackets, after: Brackets): readonly Stretch[] {
  if (!stretch.isSame) return [stretch];
  const found: Stretch[] = [];
  let { from, at } = stretch;
  for (const [inline, offset] of placed(edit.before.content)) {
    if (offset < stretch.from || offset >= stretch.to || !delimiterIn(inline)) continue;
    const now = stretch.at + offset - stretch.from;
    const [other] = sliceOf(edit.after.content, now, now + 1);
    if (!isOther(inline, before) && !(other && isOther(other, after))) continue;
    if (from < offset) found.push({ isSame: true, from, to: offset, at, end: now });
    found.push({ isSame: false, from: offset, to: offset + 1, at: now, end: now + 1 });
    [from, at] = [offset + 1, now + 1];
  }
  if (from < stretch.to) found.push({ ...stretch, from, at });
  return found;
}

function isOther(inline: Inline, { side, pairs }: Brackets): boolean {
  const pair = pairs.get(delimiterIn(inline)?.id ?? '');
  if (!pair) return false;
  const partner = delimiterIn(inline)?.el === 'bracket_open' ? pair.close : pair.open;
  return changedAt(side, partner) !== undefined;
}

class Teller {
  #lifted: readonly BracketPair[];
  #added: readonly BracketPair[];

  constructor(
    private readonly before: Brackets,
    private readonly after: Brackets,
  ) {
    this.#lifted = candidates(before);
    this.#added = candidates(after).filter(({ kind }) => kind === 'contested');
    for (let count = -1; count !== this.#lifted.length + this.#added.length; ) {
      count = this.#lifted.length + this.#added.length;
      this.#lifted = this.#lifted.filter((pair) => ends(pair).every((end) => this.#isAtEdge('before', end)));
      this.#added = this.#added.filter(
        (pair) =>
          this.#placeOf(pair.open, 'open') !== undefined && this.#placeOf(pair.close, 'close') !== undefined,
      );
    }
  }

  told(): Told {
    const added = this.#added.map((pair) => ({
      ...pair,
      from: this.#placeOf(pair.open, 'open')!,
      to: this.#placeOf(pair.close, 'close')!,
    }));
    const trimmed = (edit: BlockEdit) =>
      edit.stretches.filter(({ isSame }) => !isSame).map((stretch) => this.#trim(edit, stretch));
    return { lifted: this.#lifted, added, trimmed };
  }

  /** Grows one stretch that holds half a bracket; false when it did. */
  makeWhole(edit: BlockEdit): boolean {
    for (const stretch of edit.stretches) {
      if (stretch.isSame) continue;
      const { from, to, at, end } = this.#trim(edit, stretch);
      for (const [side, first, last] of [
        ['before', from, to],
        ['after', at, end],
      ] as const) {
        const offset = this.#missing(edit, side, first, last);
        if (offset === undefined) continue;
        const next = grown(edit.stretches, stretch, side, offset);
        if (next === edit.stretches) continue;
        edit.stretches = next;
        return false;
      }
    }
    return true;
  }

  /** The offset of a delimiter in the block whose partner, or break, lies between the offsets while it does not. */
  #missing(edit: BlockEdit, side: Side, from: number, to: number): number | undefined {
    const { pairs } = side === 'before' ? this.before : this.after;
    for (const [inline, offset] of placed(contentOf(edit, side))) {
      if (offset < from || offset >= to || isWords(inline)) continue;
      const isBreak = inline.el === 'option_break' && side === 'after';
      const id = isBreak ? inline.bracket : delimiterIn(inline)?.id;
      const pair = id === undefined ? undefined : pairs.get(id);
      if (!pair || (isBreak && this.#isFurtherOption(edit, from, to, pair))) continue;
      for (const end of ends(pair))
        if (end.edit === edit && (end.offset < from || end.offset >= to)) return end.offset;
    }
    return undefined;
  }

  /** Words put in before the end of a choice that stands, a break first: one more option. */
  #isFurtherOption(edit: BlockEdit, from: number, to: number, { close, id }: BracketPair): boolean {
    const first = sliceOf(edit.after.content, from, from + 1)[0];
    const stretch = edit.stretches.find((each) => !each.isSame && each.at === from && each.end === to);
    const isChoice = stretch !== undefined && closesChoice(edit, stretch.to);
    const isBegun =
      first !== undefined && 'el' in first && first.el === 'option_break' && first.bracket === id;
    return isChoice && isBegun && stretch.from === stretch.to && close.edit === edit && close.offset === to;
  }

  #isTold(side: Side, id: string): boolean {
    return (side === 'before' ? this.#lifted : this.#added).some((pair) => pair.id === id);
  }

  #trim(edit: BlockEdit, stretch: Stretch): Trimmed {
    const [from, to] = this.#core(edit, 'before', stretch);
    const [at, end] = this.#core(edit, 'after', stretch);
    return { stretch, from, to, at, end };
  }

  /** The range of a stretch without the delimiters at its edges that are told apart. */
  #core(edit: BlockEdit, side: Side, stretch: Stretch): readonly [number, number] {
    let [from, to] = rangeOn(side, stretch);
    const isTold = (offset: number): boolean => {
      const [inline] = sliceOf(contentOf(edit, side), offset, offset + 1);
      const id = inline && delimiterIn(inline)?.id;
      return id !== undefined && this.#isTold(side, id);
    };
    while (from < to && isTold(from)) from += 1;
    while (from < to && isTold(to - 1)) to -= 1;
    return [from, to];
  }

  #isAtEdge(side: Side, end: End): boolean {
    const stretch = changedAt(side, end);
    if (!stretch) return false;
    const [from, to] = this.#core(end.edit, side, stretch);
    return end.offset < from || end.offset >= to;
  }

  /**
   * The offset of the base at which a delimiter that was put stands; undefined where no bracket on words that stand could
   * say so: words that came in stand within its beginning or end.
   */
  #placeOf(end: End, which: 'open' | 'close'): number | undefined {
    const stretch = changedAt('after', end);
    if (!stretch || !this.#isAtEdge('after', end)) return undefined;
    const { from, to, at, end: last } = this.#trim(end.edit, stretch);
    const isBefore = end.offset < at;
    if (at === last) return which === 'open' ? to : from;
    const isOutside = which === 'open' ? !isBefore : isBefore;
    if (!isOutside && from === to) return undefined;
    return isBefore ? from : to;
  }
}

const ends = ({ open, close }: BracketPair): readonly End[] => [open, close];

/** Brackets both of whose delimiters changed while words between them stand. */
function candidates({ side, pairs }: Brackets): readonly BracketPair[] {
  return [...pairs.values()].filter(
    ({ open, close }) => changedAt(side, open) && changedAt(side, close) && hasStanding(side, open, close),
  );
}

function hasStanding(side: Side, open: End, close: End): boolean {
  const reaches = (edit: BlockEdit, from: number, to: number): boolean =>
    edit.stretches.some((each) => {
      const [start, end] = rangeOn(side, each);
      const content = sliceOf(contentOf(edit, side), Math.max(start, from), Math.min(end, to));
      return each.isSame && content.some((inline) => isWords(inline) && inline.text.trim() !== '');
    });
  if (open.edit === close.edit) return reaches(open.edit, open.offset, close.offset);
  return reaches(open.edit, open.offset, Infinity) || reaches(close.edit, 0, close.offset);
}

/** Does a choice end at this offset of the block before? */
function closesChoice({ before }: BlockEdit, offset: number): boolean {
  const [inline] = sliceOf(before.content, offset, offset + 1);
  const id = inline && 'el' in inline && inline.el === 'bracket_close' ? inline.id : undefined;
  return before.content.some(
    (each) => 'el' in each && each.el === 'bracket_open' && each.kind === 'choice' && each.id === id,
  );
}
