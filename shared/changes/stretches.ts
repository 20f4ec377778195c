/** A block before and after as a row of stretches: what stands, and what was changed (SPEC CH2). */
import type { RedlinePiece } from '../compare/comparison.ts';
import { type Block, type Inline, inlineLength, isWords } from '../text/document.ts';

/** `from` to `to` of the block before, `at` to `end` of the one after; UTF-16 units, an object counts one. */
export interface Stretch {
  readonly isSame: boolean;
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly end: number;
}

/** One block in both texts. */
export interface BlockEdit {
  readonly before: Block;
  readonly after: Block;
  stretches: readonly Stretch[];
}

export const lengthOf = (content: readonly Inline[]): number =>
  content.reduce((sum, inline) => sum + inlineLength(inline), 0);

/** The stretches of a redline. */
export function stretchesOf(redline: readonly RedlinePiece[]): readonly Stretch[] {
  let [from, at] = [0, 0];
  const pieces = redline.map(({ kind, content }): Stretch => {
    const size = lengthOf(content);
    const begin = { from, at };
    [from, at] = [from + (kind === 'new' ? 0 : size), at + (kind === 'gone' ? 0 : size)];
    return { isSame: kind === 'same', ...begin, to: from, end: at };
  });
  return coalesced(pieces);
}

/** Changes beside each other are one. */
export function coalesced(stretches: readonly Stretch[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const each of stretches) {
    const last = found.at(-1);
    if (last && last.isSame === each.isSame)
      found[found.length - 1] = { ...last, to: each.to, end: each.end };
    else found.push(each);
  }
  return found;
}

/** The part of a content between two offsets. */
export function sliceOf(content: readonly Inline[], from: number, to: number): readonly Inline[] {
  const found: Inline[] = [];
  let at = 0;
  for (const inline of content) {
    const length = inlineLength(inline);
    const [start, end] = [Math.max(from, at), Math.min(to, at + length)];
    if (start < end)
      found.push(isWords(inline) ? { ...inline, text: inline.text.slice(start - at, end - at) } : inline);
    at += length;
  }
  return found;
}

/** The stretches with one that is changed, grown until it holds the element at `offset` of a side. */
export function grown(
  stretches: readonly Stretch[],
  changed: Stretch,
  side: 'before' | 'after',
  offset: number,
): readonly Stretch[] {
  const own = stretches.indexOf(changed);
  const holds = (each: Stretch): boolean =>
    side === 'before' ? each.from <= offset && offset < each.to : each.at <= offset && offset < each.end;
  const other = stretches.findIndex(holds);
  if (other < 0 || other === own) return stretches;
  const begin = side === 'before' ? stretches[other]!.from : stretches[other]!.at;
  const [left, right] = cutAt(stretches[other]!, offset - begin + (other > own ? 1 : 0));
  const [first, last] = other > own ? [changed, left ?? right!] : [right ?? left!, changed];
  const rest = other > own ? [...(left && right ? [right] : [])] : [...(left && right ? [left] : [])];
  const merged: Stretch = { isSame: false, from: first.from, to: last.to, at: first.at, end: last.end };
  return other > own
    ? [...stretches.slice(0, own), merged, ...rest, ...stretches.slice(other + 1)]
    : [...stretches.slice(0, other), ...rest, merged, ...stretches.slice(own + 1)];
}

/** A stretch that stands, in two; one that is changed, or a cut at its border, gives one part alone. */
function cutAt(stretch: Stretch, size: number): readonly [Stretch | undefined, Stretch | undefined] {
  const { isSame, from, to, at, end } = stretch;
  if (!isSame || size <= 0) return [undefined, stretch];
  if (from + size >= to) return [stretch, undefined];
  return [
    { isSame, from, to: from + size, at, end: at + size },
    { isSame, from: from + size, to, at: at + size, end },
  ];
}
