/** A segment of the flat sequence: the smallest stretch that is read anew (SPEC TX6). */
import type * as Y from 'yjs';
import { type BlockRecord, flatLength } from './sequence.ts';

/** From one live start mark to the next; the head segment, with `start` null, is what stands before the first. */
export interface Segment {
  readonly start: Y.Item | null;
  readonly records: readonly BlockRecord[];
  /** Elements of a head segment without blocks that belong to no block. */
  readonly stray: number;
}

/** Length of a segment in the flat sequence. */
export const segmentLength = (segment: Segment): number =>
  segment.records.reduce(
    (sum, record) => sum + flatLength(record),
    segment.records.length === 0 ? segment.stray : 0,
  );
