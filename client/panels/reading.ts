/** Everything the panels show of a draft at one moment. */
import type { Outline } from '../../shared/draft/outline.ts';
import type { Point, Readings } from '../../shared/draft/points.ts';
import type { DraftDocument } from '../../shared/text/document.ts';

export interface DraftReading extends Readings {
  readonly document: DraftDocument;
  readonly outline: Outline;
  /** Everything open, in order of print, also what is open without a bracket. */
  readonly points: readonly Point[];
  /** The draft they were read from, with a bracket thought around what is open without one. */
  readonly thought: { readonly document: DraftDocument; readonly readings: Readings };
  /** How many of them begin in each block of the outline. */
  readonly openPoints: ReadonlyMap<string, number>;
}
