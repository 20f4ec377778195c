/** Facts about issued texts, and about texts derived from them. */
import type { Coverage } from '../draft/coverage.ts';

/** A text that was issued: it never changes, and its symbol is given once (RV1, RV2). */
export interface RevisionFact {
  readonly kind: 'revision';
  readonly symbol: string;
  /** Number of the act: the draft as it stood then is the text. */
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** SHA-256, in hexadecimal, of its bracketed text as JSON. */
  readonly hash: string;
  readonly sentence?: string;
  readonly legend?: string;
}

/** In a derived text: what became of a proposal of the text it comes from, set right by hand (DV4). */
export interface CoverageFact {
  readonly kind: 'coverage';
  readonly proposal: string;
  readonly coverage: Coverage;
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}
