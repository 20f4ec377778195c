/** A stage of an import: one repair or one reading, with the source text that made it necessary (SPEC IM3). */
import type { Work } from './work.ts';

export type WorkField = Exclude<keyof Work, 'report'>;

export interface Stage {
  readonly name: string;
  /** Fields of the work that it reads; a field that it both reads and writes stands in both. */
  readonly reads: readonly WorkField[];
  readonly writes: readonly WorkField[];
  /** Which real text made it necessary, quoted. */
  readonly because: string;
  readonly run: (work: Work) => void;
}
