/** What is asked of a decision, and the other acts of the chair's table (SPEC DE1 to DE14, ME1, SU1). */
import type { DecidedProposal } from '../act.ts';
import type { FromRecord, Status, Target } from '../facts.ts';
import type { StructuralAct } from '../structure/request.ts';

/**
 * What is to become of one open point of the text; outcomes are named by what happens.
 * - `stays`: the words stay, the brackets go. `goes`: the words go; of whole provisions number and items too.
 * - `stays-in-brackets`: recorded, nothing changes.
 * - `option`: this one of a choice stands (0 for the first), the others and the breaks go.
 * - `substituted`: other words in place, an empty string for none; of a whole paragraph or heading: how it reads from now on.
 * - `parked`: left until something is settled.
 * - `stands`: of an alternative set, what stands (ids of its provisions and alternatives); the rest retires.
 */
export type DecidedPoint =
  | {
      readonly on: `bracket:${string}`;
      readonly outcome: 'stays' | 'goes' | 'stays-in-brackets';
    }
  | { readonly on: `unit:${string}`; readonly outcome: 'goes' }
  | { readonly on: `unit:${string}`; readonly outcome: 'substituted'; readonly words: string }
  | { readonly on: `bracket:${string}`; readonly outcome: 'option'; readonly option: number }
  | { readonly on: `choice:${string}`; readonly outcome: 'option'; readonly option: number }
  | { readonly on: `bracket:${string}`; readonly outcome: 'substituted'; readonly words: string }
  | { readonly on: Target; readonly outcome: 'parked'; readonly until?: Target }
  | { readonly on: `set:${string}`; readonly outcome: 'stands'; readonly stand: readonly string[] };

export type Decided = DecidedProposal | DecidedPoint;

export const isOnProposal = (decided: Decided): decided is DecidedProposal => 'proposal' in decided;

/** What a decision is about. */
export const targetOfDecided = (decided: Decided): Target =>
  isOnProposal(decided) ? `proposal:${decided.proposal}` : decided.on;

/** The provision that is agreed with a decision. */
export interface Agrees {
  readonly unit: string;
  readonly status: 'agreed' | 'agreed-ad-ref' | 'agreed-in-group';
  /** `agreed-ad-ref`: parties whose capitals are awaited. */
  readonly awaiting?: readonly string[];
}

export const AGREED: ReadonlySet<Status> = new Set<Status>(['agreed', 'agreed-ad-ref', 'agreed-in-group']);

/** The words of a request: who asks. */
interface For {
  readonly for?: string;
}

export type ChairsAct =
  /** A mistaken keystroke is undone, exactly, while nothing was built on it. */
  | { readonly act: 'correct'; readonly decision: number }
  /** Agreed words go back in brackets, for the party that asks. */
  | ({ readonly act: 'reopen'; readonly unit: string } & For)
  /** What was decided, withdrawn or went is proposed again from the record, for other provisions if `covers` says so. */
  | ({
      readonly act: 'bring-back';
      /** `proposal:ID`; `unit:ID` of a provision or alternative that left the text; `words:ID` of words within one. */
      readonly what: FromRecord;
      readonly covers?: readonly string[];
    } & For)
  /** A party that was awaited confirms. */
  | ({ readonly act: 'confirm'; readonly unit: string } & For)
  /** A party's objection or reservation beside a decision. */
  | ({
      readonly act: 'object';
      readonly decision: number;
      readonly stance: 'objects' | 'reserves';
      readonly note?: string;
    } & For)
  /** A bracket of the text is a party's: it asks for it. False: it is not, or no longer. */
  | ({ readonly act: 'claim'; readonly bracket: string; readonly claimed: boolean } & For)
  | {
      readonly act: 'meeting';
      readonly number: string;
      readonly does: 'open' | 'close';
      readonly part?: string;
      readonly presiding?: string;
      readonly operator?: string;
    }
  | StructuralAct;
