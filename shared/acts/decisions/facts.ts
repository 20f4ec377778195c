/** What decisions leave in the record beside the words (SPEC FA1, DE1). */
import type { Became } from '../../proposals/take.ts';
import type { Anchor } from '../../text/anchor.ts';
import type { Block, Inline } from '../../text/document.ts';
import type { Target } from '../facts.ts';

/** A party's objection or reservation beside a decision; nothing takes it away. */
export interface ObjectionFact {
  readonly kind: 'objection';
  /** Number of the decision. */
  readonly decision: number;
  readonly party: string;
  readonly stance: 'objects' | 'reserves';
  readonly note?: string;
  readonly seq: number;
  readonly recorded: boolean;
}

/** A point that is left until something else is settled; it comes up again by itself then. */
export interface ParkedFact {
  readonly kind: 'parked';
  readonly on: Target;
  /** A provision (`unit:ID`) or another point. Absent: until somebody calls it. */
  readonly until?: Target;
  readonly seq: number;
  /** Number of the act that settled what it waited for: since then it waits no longer. */
  readonly up?: number;
}

/** A provision or alternative that left the text by an act, whole, so that it can be cited and brought back. */
export interface RetiredFact {
  readonly kind: 'retired';
  readonly unit: string;
  /** Its own block first; labels and covers as they were. */
  readonly blocks: readonly Block[];
  /** Provisions that stand in its place since. Absent: none was put there. */
  readonly instead?: readonly string[];
  /** What it stood behind and that stands still; null: before everything. Absent where the record does not say. */
  readonly behind?: string | null;
  /** Number of the act. */
  readonly seq: number;
}

/** Words that went from within a paragraph by a decision, so that they can be asked for again where they stood. */
export interface WentFact {
  readonly kind: 'went';
  /** `SEQ.N`: the number of the act, and which of the words that went by it. */
  readonly id: string;
  /** What was decided. */
  readonly on: Target;
  readonly block: string;
  /** They stood right of this element of the block. */
  readonly at: Anchor;
  readonly words: readonly Inline[];
  /** What was put in their place, as long as it stands. */
  readonly instead?: Became;
  readonly seq: number;
}

/** Who asks for a bracket of the text that came in with it; nobody is tied to it by its words. */
export interface RequestedFact {
  readonly kind: 'requested';
  readonly bracket: string;
  /** Ids of parties, first the one who said so first. */
  readonly parties: readonly string[];
  readonly seq: number;
}

export interface MeetingFact {
  readonly kind: 'meeting';
  readonly number: string;
  /** Where it dealt with one part alone. */
  readonly part?: string;
  /** Names as the record prints them. */
  readonly presiding?: string;
  readonly operator?: string;
  /** Numbers and times (milliseconds since 1970) of the acts that opened and closed it. */
  readonly opened: { readonly seq: number; readonly at: number };
  readonly closed?: { readonly seq: number; readonly at: number };
}

/** How provisions came to be what they are by a structural act. */
export interface TraceFact {
  readonly kind: 'trace';
  readonly seq: number;
  readonly at: number;
  readonly did: 'merge' | 'split' | 'move' | 'renumber' | 'editorial';
  /** The provisions that stand now, and those they came from, with the labels they had before. */
  readonly now: readonly LabelledUnit[];
  readonly before: readonly LabelledUnit[];
  readonly proponents: readonly string[];
  readonly reason: string;
  /** `merge`: words that were lost. `editorial`, `renumber`: words as they read before and after. */
  readonly lost?: readonly string[];
  readonly changes?: readonly { readonly unit: string; readonly before: string; readonly after: string }[];
  readonly meeting?: string;
  readonly corrected?: number;
}

export interface LabelledUnit {
  readonly unit: string;
  readonly label: string;
}

export type ChairsFact =
  | ObjectionFact
  | ParkedFact
  | RequestedFact
  | RetiredFact
  | WentFact
  | MeetingFact
  | TraceFact;
