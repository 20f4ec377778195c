/**
 * An act as the record holds it (SPEC AC2): what was asked for, with all that it took from the draft at that moment. The
 * facts follow from these alone, so that the record replayed gives the facts again.
 */
import type { Coverage } from '../draft/coverage.ts';
import type { Phase } from '../house/membership.ts';
import type { Proposal, TableState } from '../proposals/proposal.ts';
import type { Removed } from '../proposals/strike.ts';
import type { Became } from '../proposals/take.ts';
import type { ChairsChange, DecidedPointOutcome, RetiredBlocks } from './decisions/logged.ts';
import type { Agrees } from './decisions/request.ts';
import type { CommentAudience, PositionAudience, Stance, Status, Target } from './facts.ts';

/** Words as they are compared: printed, and their hash. */
export interface Worded {
  readonly words: string;
  readonly hash: string;
}

/** What became of one proposal by a decision. */
export interface DecidedOutcome {
  readonly proposal: string;
  readonly outcome: 'taken' | 'not-taken';
  /** What it asked for, in words. */
  readonly words: string;
  /** The whole of it as it left the table. */
  readonly content: Proposal;
  /** What left the text by it. */
  readonly removed: readonly Removed[];
  /** Where its words stand in the text since. */
  readonly became?: Became;
}

export type LoggedChange =
  | ({
      readonly act: 'table';
      readonly proposal: Proposal;
      readonly state: TableState;
      readonly unit?: string;
      /** It follows the hand as it is typed, and is withdrawn when it is dropped there. */
      readonly live?: true;
    } & Worded)
  | ({ readonly act: 'reword'; readonly proposal: string; readonly live?: true } & Worded)
  | { readonly act: 'take-on-text'; readonly proposals: readonly string[] }
  | { readonly act: 'join'; readonly proposal: string; readonly hash: string; readonly instead?: string }
  | {
      readonly act: 'withdraw';
      readonly proposal: string;
      /** All of it, when it leaves the table. */
      readonly content?: Proposal;
    }
  | {
      readonly act: 'take-up';
      readonly proposal: string;
      readonly hash: string;
      /** Set when it is tabled again. */
      readonly state?: TableState;
      readonly content?: Proposal;
    }
  | {
      readonly act: 'position';
      readonly on: Target;
      readonly stance: Stance | null;
      readonly audience: PositionAudience;
      /** `group`: the group that it dissents from. */
      readonly group?: string;
      readonly wording?: string;
      readonly note?: string;
    }
  | { readonly act: 'reason'; readonly proposal: string; readonly reason: string }
  | { readonly act: 'floor'; readonly unit: string | null }
  | {
      readonly act: 'status';
      readonly units: readonly string[];
      readonly status: Status;
      readonly awaiting: readonly string[];
      readonly until?: string;
    }
  | { readonly act: 'part-phase'; readonly part: string; readonly phase: Phase | null }
  | {
      readonly act: 'comment';
      readonly id: string;
      readonly on: Target;
      readonly audience: CommentAudience;
      /** `group`: the group that it is for. */
      readonly group?: string;
      readonly words: string;
      readonly answers?: string;
    }
  | { readonly act: 'grant'; readonly group: string; readonly party: string; readonly granted: boolean }
  | { readonly act: 'forget-hand' }
  | { readonly act: 'tick'; readonly proposal: string; readonly ticked: boolean }
  | {
      readonly act: 'issue';
      readonly symbol: string;
      readonly hash: string;
      readonly sentence?: string;
      readonly legend?: string;
    }
  | { readonly act: 'cover'; readonly proposal: string; readonly coverage: Coverage | null }
  | {
      readonly act: 'decide';
      readonly unit?: string;
      /** All provisions concerned, where there are more. */
      readonly units?: readonly string[];
      readonly outcomes: readonly (DecidedOutcome | DecidedPointOutcome)[];
      readonly agrees?: Agrees;
      /** Whole provisions and alternatives that left the text. */
      readonly retired?: readonly RetiredBlocks[];
      /** What each of these stood behind, by id; null: before everything. */
      readonly behind?: Readonly<Record<string, string | null>>;
      readonly before: string;
      readonly after: string;
      readonly basis: string;
      readonly presiding?: string;
      readonly meeting?: string;
    }
  | ChairsChange;

/** One entry of the record: one act, or what a hand tabled by itself where the house tables live. */
export interface LoggedAct {
  readonly kind: 'negotiation';
  /** The party it was done for, or `CHAIR`. */
  readonly for: string;
  /** True when the chair's side did it for a party. */
  readonly recorded: boolean;
  readonly changes: readonly LoggedChange[];
}

/** The act that an entry's body holds, if it holds one of these. */
export function loggedActIn(body: string | undefined): LoggedAct | undefined {
  if (body === undefined || !body.startsWith('{"kind":"negotiation"')) return undefined;
  return JSON.parse(body) as LoggedAct;
}

/** The body of an entry. */
export const bodyOf = ({ for: party, recorded, changes }: LoggedAct): string =>
  JSON.stringify({ kind: 'negotiation', for: party, recorded, changes } satisfies LoggedAct);
