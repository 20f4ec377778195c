/** Tracked changes at their places in the draft that was made of the file (SPEC IM25). */
import type { Locate } from '../locate.ts';
import type { TrackedChange } from './changes.ts';
import type { OriginStretch } from './units.ts';

/** A change with the place in the draft that it is about. */
export interface PlacedChange extends TrackedChange {
  /**
   * `in`: between `from` and `to` of the block, UTF-16 units of its content, an object counting one; equal where the
   * draft shows nothing of it yet; of a row the whole block is meant. `after`: its paragraph or row is not in the draft and would stand after the block.
   * `before`: it would stand before all blocks, or the draft has none.
   */
  readonly where: 'in' | 'after' | 'before';
  readonly block?: string;
  readonly from: number;
  readonly to: number;
}

/** Places all changes; none is left out. */
export function placeChanges(
  changes: readonly TrackedChange[],
  origins: readonly OriginStretch[],
  locate: Locate,
): readonly PlacedChange[] {
  const paragraphs = new Map<number, OriginStretch[]>();
  for (const each of origins) {
    const before = paragraphs.get(each.paragraph);
    if (before) before.push(each);
    else paragraphs.set(each.paragraph, [each]);
  }
  const known = [...paragraphs.keys()].sort((a, b) => a - b);
  return changes.map((change) => {
    const own = paragraphs.get(shownParagraph(change, known));
    return own ? inParagraph(change, own, locate) : afterParagraph(change, known, paragraphs, locate);
  });
}

/** A row or cell that the draft shows is found by the first of its paragraphs that has words. */
function shownParagraph({ what, kind, paragraph }: TrackedChange, known: readonly number[]): number {
  const isShown = kind === 'deletion' || kind === 'move-from';
  const isBox = what === 'row' || what === 'cell';
  return isBox && isShown ? (known.find((each) => each >= paragraph) ?? paragraph) : paragraph;
}

function inParagraph(
  change: TrackedChange,
  stretches: readonly OriginStretch[],
  locate: Locate,
): PlacedChange {
  const from = locate(placeIn(stretches, change.offset, 'next'));
  const length = change.what === 'words' ? change.text.length : 0;
  const to = locate(placeIn(stretches, change.offset + length, 'last'));
  if (!from) return atNumber(change, stretches, locate);
  const end = to?.block === from.block ? Math.max(to.offset, from.offset) : from.offset;
  return { ...change, where: 'in', block: from.block, from: from.offset, to: end };
}

/** A number is no word of its block: what happens in it stands at the beginning. */
function atNumber(change: TrackedChange, stretches: readonly OriginStretch[], locate: Locate): PlacedChange {
  const last = stretches.at(-1)!;
  const end = locate({ line: last.line, column: last.column + last.length });
  return { ...change, ...(end ? { where: 'in', block: end.block } : { where: 'before' }), from: 0, to: 0 };
}

/**
 * The place in the text of an offset of the paragraph. Where it lies in words that the view does not show: the begin of
 * the next that it shows, or the end of the last.
 */
function placeIn(stretches: readonly OriginStretch[], offset: number, side: 'next' | 'last') {
  const last = stretches.findLast((each) => each.offset <= offset) ?? stretches[0];
  const { line, column, length, offset: start } = last as OriginStretch;
  const into = Math.max(offset - start, 0);
  const next = stretches.find((each) => each.offset >= offset);
  if (side === 'next' && into > length && next) return { line: next.line, column: next.column };
  return { line, column: column + Math.min(into, length) };
}

function afterParagraph(
  change: TrackedChange,
  known: readonly number[],
  paragraphs: ReadonlyMap<number, readonly OriginStretch[]>,
  locate: Locate,
): PlacedChange {
  const before = known.findLast((paragraph) => paragraph < change.paragraph);
  const stretches = before === undefined ? [] : (paragraphs.get(before) ?? []);
  const last = stretches.at(-1);
  const place = last && locate({ line: last.line, column: last.column + last.length });
  if (!place) return { ...change, where: 'before', from: 0, to: 0 };
  return { ...change, where: 'after', block: place.block, from: place.offset, to: place.offset };
}
