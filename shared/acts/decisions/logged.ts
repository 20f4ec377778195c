/** Decisions on points, corrections, meetings, structural acts, as the record holds them (SPEC AC2, DE1). */
import type { Removed } from '../../proposals/strike.ts';
import type { Became } from '../../proposals/take.ts';
import type { Block } from '../../text/document.ts';
import type { Facts, Target } from '../facts.ts';
import type { TraceFact } from './facts.ts';

/** What became of one point of the text. */
export interface DecidedPointOutcome {
  readonly on: Target;
  readonly outcome: string;
  /** Its words before; for a choice and a substitution also what stands now, after an arrow. */
  readonly words: string;
  /** What left the text by it. */
  readonly removed: readonly Removed[];
  /** What stands in the place of words that went: of a choice the option, of a substitution the words. */
  readonly became?: Became;
  /** `parked`. */
  readonly until?: Target;
  /** `stands`: the provisions that stand since. */
  readonly stand?: readonly string[];
}

/** A whole provision or alternative that left the text: its own block first. */
export type RetiredBlocks = readonly Block[];

export type ChairsChange =
  | {
      readonly act: 'correct';
      readonly decision: number;
      /** Facts as they were before it. */
      readonly set: Facts;
      readonly gone: readonly string[];
    }
  | { readonly act: 'reopen'; readonly unit: string }
  | { readonly act: 'confirm'; readonly unit: string; readonly party: string }
  | {
      readonly act: 'object';
      readonly decision: number;
      readonly stance: 'objects' | 'reserves';
      readonly note?: string;
    }
  | { readonly act: 'claim'; readonly bracket: string; readonly claimed: boolean }
  | {
      readonly act: 'meeting';
      readonly number: string;
      readonly does: 'open' | 'close';
      readonly part?: string;
      readonly presiding?: string;
      readonly operator?: string;
    }
  | ({ readonly act: 'trace'; readonly retired: readonly RetiredBlocks[] } & Omit<
      TraceFact,
      'kind' | 'seq' | 'at' | 'corrected'
    >);
