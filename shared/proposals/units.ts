/** A provision or alternative with all that goes when it goes, read from the index of an open draft (SPEC DR1). */
import type { BlockIndex, BlockPlace } from '../text/block-index.ts';
import { type BlockRecord, flatLength } from '../text/sequence.ts';

/** The block after this one. */
export const nextPlace = (index: BlockIndex, { chunk, at }: BlockPlace): BlockPlace | undefined => {
  const within = index.placeIn(chunk, at + 1);
  if (within) return within;
  for (let next = chunk + 1; next < index.chunkCount; next += 1) {
    const first = index.placeIn(next, 0);
    if (first) return first;
  }
  return undefined;
};

/** The block before this one. */
export const previousPlace = (index: BlockIndex, { chunk, at }: BlockPlace): BlockPlace | undefined => {
  if (at > 0) return index.placeIn(chunk, at - 1);
  for (let before = chunk - 1; before >= 0; before -= 1) {
    const count = index.recordsOf(before).length;
    if (count > 0) return index.placeIn(before, count - 1);
  }
  return undefined;
};

const isHead = ({ kind }: BlockRecord): boolean => kind === 'provision' || kind === 'alternative';

/** Does the block go with the unit that begins at `head`? So do options that stand within an option, with their own runs. */
const continues = ({ kind, attrs }: BlockRecord, head: BlockRecord, within: ReadonlySet<string>): boolean =>
  attrs.run !== undefined ? within.has(attrs.run) : kind === 'item' && isHead(head);

/** The provision or alternative that a block belongs to; a heading, row or plain paragraph stands for itself. */
export function unitOf(index: BlockIndex, block: string): string | undefined {
  const place = index.placeOf(block);
  if (!place) return undefined;
  const { record } = place;
  if (record.attrs.run !== undefined && index.placeOf(record.attrs.run)) return record.attrs.run;
  if (record.kind !== 'item') return record.id;
  for (let at = previousPlace(index, place); at; at = previousPlace(index, at)) {
    if (isHead(at.record)) return at.record.id;
    if (at.record.attrs.run !== undefined) return at.record.attrs.run;
    if (at.record.kind !== 'item' && at.record.kind !== 'note') break;
  }
  return record.id;
}

/** The blocks of a unit in order, notes printed in between left out; none when it does not stand in the text. */
export function unitPlaces(index: BlockIndex, unit: string): readonly BlockPlace[] {
  const head = index.placeOf(unit);
  if (!head) return [];
  const found = [head];
  const within = new Set([unit]);
  for (let at = nextPlace(index, head); at; at = nextPlace(index, at)) {
    if (continues(at.record, head.record, within)) {
      found.push(at);
      if (isHead(at.record)) within.add(at.record.id);
    } else if (at.record.kind !== 'note') break;
  }
  return found;
}

/** Flat index after the last block of a unit. */
export function endOfUnit(index: BlockIndex, unit: string): number | undefined {
  const last = unitPlaces(index, unit).at(-1);
  return last && endOf(last);
}

/** Flat index after a block. */
export const endOf = ({ flat, record }: BlockPlace): number => flat + flatLength(record);

/** The part over a block: the nearest part heading before it. */
export function partOf(index: BlockIndex, block: string): string | undefined {
  let at = index.placeOf(block);
  while (at && at.record.kind !== 'part') at = previousPlace(index, at);
  return at?.record.id;
}
