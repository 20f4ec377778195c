/**
 * The record beside the words (SPEC FA1): who asks for what, which positions were stated, where the meeting stands. Each
 * fact has a key; what acts add up to is a plain map of facts, from which everyone is sent what they may see.
 */
import type { Phase } from '../house/membership.ts';
import type { Proposal, ProposalKind } from '../proposals/proposal.ts';
import type { Became } from '../proposals/take.ts';
import type { ChairsFact } from './decisions/facts.ts';
import type { Agrees } from './decisions/request.ts';
import type { CoverageFact, RevisionFact } from './issued-facts.ts';

export type { CoverageFact, RevisionFact };

/** The Chair, when words come from the floor and no party asks for them. Not on any body's list: ids there begin with no `_`. */
export const CHAIR = '_chair';
/** Stands for parties that one is not told of. */
export const SOMEBODY = '_somebody';
export { DESK } from '../house/audience.ts';

/**
 * What became of a proposal once it left the hand: waiting in the queue, on the text, taken into the text or not taken by
 * a decision, withdrawn by all its proponents.
 */
export type Fate = 'queued' | 'on-text' | 'taken' | 'not-taken' | 'withdrawn';

/** Words as they once were tabled. */
export interface Wording {
  /** 1 for the first. */
  readonly number: number;
  /** The words alone, without marks. */
  readonly words: string;
  /** Tells equal wordings: who goes back to earlier words has the support again that was given to them. */
  readonly hash: string;
  /** Number of the act. */
  readonly seq: number;
}

export interface ProposalFact {
  readonly kind: 'proposal';
  readonly id: string;
  readonly asks: ProposalKind;
  /** The provision or other block that it concerns first. */
  readonly unit?: string;
  readonly fate: Fate;
  /** Ids of parties, first the one who tabled it. After a withdrawal by all: nobody. */
  readonly proponents: readonly string[];
  /** Who asked for it once and withdrew. */
  readonly withdrew: readonly string[];
  /** The hash of the wording that each proponent asked for last; those of an earlier one are shown so. */
  readonly behind?: Readonly<Record<string, string>>;
  readonly wordings: readonly Wording[];
  /** It follows a hand as it is typed (intake `live`). */
  readonly live?: true;
  readonly reason?: string;
  /** Numbers of the acts that tabled it, and that ended it. */
  readonly tabled: number;
  readonly ended?: number;
  /** Milliseconds since 1970 when it was tabled. */
  readonly at: number;
  /** The whole of it, kept once it is gone from the table, so that it can be taken up or brought back without retyping. */
  readonly content?: Proposal;
  /** Taken into running text: the first and last element of its words there. */
  readonly became?: Became;
}

export const STANCES = [
  'supports',
  'wants-deleted',
  'cannot-accept',
  'reserves',
  'can-live-with',
  'no-instructions',
] as const;
export type Stance = (typeof STANCES)[number];

/**
 * What positions, comments and decisions are about: `proposal:ID`, `bracket:ID`, `unit:ID` (a provision), `set:ID` (the
 * alternative set that begins at this provision), `choice:BLOCK` (a choice printed without brackets) or `draft`.
 */
export type Target =
  | `proposal:${string}`
  | `bracket:${string}`
  | `unit:${string}`
  | `set:${string}`
  | `choice:${string}`
  | 'draft';

/** What can be brought back: that, or words that went from within a paragraph (`WentFact`). */
export type FromRecord = Target | `words:${string}`;

export type PositionAudience = 'room' | 'chair' | 'group';

export interface PositionFact {
  readonly kind: 'position';
  readonly party: string;
  readonly on: Target;
  readonly stance: Stance;
  /**
   * Said to the room, to the chair's side alone, or as a dissent from a group to its coordinator and the chair's side. What
   * is kept to oneself stands in the hand, not here.
   */
  readonly audience: PositionAudience;
  /** The group that it dissents from. */
  readonly group?: string;
  /** Hash of the words it was stated on; where these have changed it shows as on the earlier wording. */
  readonly wording?: string;
  readonly note?: string;
  readonly seq: number;
  /** True when the secretariat recorded it for the party. */
  readonly recorded: boolean;
}

export const STATUSES = [
  'not-considered',
  'under-discussion',
  'agreed-in-group',
  'agreed-ad-ref',
  'agreed',
  'parked',
] as const;
/** `clean` is derived: no open point is left; it is never stored. */
export type Status = (typeof STATUSES)[number];

export interface StatusFact {
  readonly kind: 'status';
  readonly unit: string;
  readonly status: Status;
  /** `agreed-ad-ref`: parties whose capitals are awaited. */
  readonly awaiting: readonly string[];
  /** `parked`: until this provision is settled. */
  readonly until?: string;
  /** Number of the act that reopened it, where it was agreed before. */
  readonly reopened?: number;
  readonly seq: number;
}

export interface FloorFact {
  readonly kind: 'floor';
  /** The provision before the meeting; only the operator changes it. */
  readonly unit: string;
  readonly seq: number;
}

export interface PartPhaseFact {
  readonly kind: 'part-phase';
  readonly part: string;
  readonly phase: Phase;
}

export type CommentAudience = 'all' | 'group' | 'chair';

export interface CommentFact {
  readonly kind: 'comment';
  readonly id: string;
  readonly on: Target;
  /** To everybody who reads the draft, to the parties of a group, or to the chair's side; always to its author's party. */
  readonly audience: CommentAudience;
  /** The group that it is for. */
  readonly group?: string;
  /** The party, or `CHAIR` for the chair's side. */
  readonly party: string;
  readonly words: string;
  /** The comment that it answers. */
  readonly answers?: string;
  readonly seq: number;
  readonly at: number;
}

/** A group's coordinator lets another party of the list act for the group. */
export interface GrantFact {
  readonly kind: 'grant';
  readonly group: string;
  readonly party: string;
}

/** Its party deleted its hand; what others kept of that one is not to come back. */
export interface HandFact {
  readonly kind: 'hand';
  readonly party: string;
  /** Number of the act by which the last one ended. */
  readonly begun: number;
}

/** The party says that the text reflects its proposal correctly. */
export interface TickFact {
  readonly kind: 'tick';
  readonly proposal: string;
  readonly party: string;
  readonly seq: number;
}

export interface DecisionFact {
  readonly kind: 'decision';
  readonly seq: number;
  readonly at: number;
  readonly unit?: string;
  /** All provisions it concerned, where there are more. */
  readonly units?: readonly string[];
  /** What happened to each proposal or bracket that was decided. */
  readonly outcomes: readonly {
    readonly on: Target;
    readonly outcome: string;
    readonly words: string;
    /** `parked`: what it waits for. */
    readonly until?: Target;
  }[];
  /** The provision that was agreed with it. */
  readonly agrees?: Agrees;
  /** The words of the provision as they read before and after, brackets as characters. */
  readonly before: string;
  readonly after: string;
  readonly basis: string;
  readonly meeting?: string;
  readonly presiding?: string;
  /** Set once the record was corrected: the decision no longer stands. */
  readonly corrected?: number;
}

export type Fact =
  | ProposalFact
  | PositionFact
  | StatusFact
  | FloorFact
  | PartPhaseFact
  | CommentFact
  | GrantFact
  | HandFact
  | TickFact
  | DecisionFact
  | ChairsFact
  | RevisionFact
  | CoverageFact;

/** Facts by key. */
export type Facts = Readonly<Record<string, Fact>>;

/** What an act changed: facts that hold now, and keys that hold no longer. */
export interface FactChange {
  readonly set: Facts;
  readonly gone: readonly string[];
}

export const NO_CHANGE: FactChange = { set: {}, gone: [] };

/** A dissent stands beside what the party says to the room, so that nothing of that changes by it. */
export const positionKey = (on: Target, party: string, group?: string): string =>
  `position/${on}/${party}${group === undefined ? '' : `/${group}`}`;

/** The key of a fact: one fact a key. */
export function keyOf(fact: Fact): string {
  switch (fact.kind) {
    case 'proposal':
      return `proposal/${fact.id}`;
    case 'position':
      return positionKey(fact.on, fact.party, fact.group);
    case 'status':
      return `status/${fact.unit}`;
    case 'floor':
      return 'floor';
    case 'part-phase':
      return `part-phase/${fact.part}`;
    case 'comment':
      return `comment/${fact.id}`;
    case 'grant':
      return `grant/${fact.group}/${fact.party}`;
    case 'hand':
      return `hand/${fact.party}`;
    case 'tick':
      return `tick/${fact.proposal}/${fact.party}`;
    case 'decision':
      return `decision/${fact.seq}`;
    case 'objection':
      return `objection/${fact.decision}/${fact.party}`;
    case 'parked':
      return `parked/${fact.on}`;
    case 'requested':
      return `requested/${fact.bracket}`;
    case 'retired':
      return `retired/${fact.unit}`;
    case 'went':
      return `went/${fact.id}`;
    case 'meeting':
      return `meeting/${fact.number}`;
    case 'trace':
      return `trace/${fact.seq}`;
    case 'revision':
      return `revision/${fact.symbol}`;
    case 'coverage':
      return `coverage/${fact.proposal}`;
    default:
      return fact satisfies never;
  }
}

/** The facts after a change. */
export function withChange(facts: Facts, { set, gone }: FactChange): Facts {
  const next: Record<string, Fact> = { ...facts, ...set };
  for (const key of gone) delete next[key];
  return next;
}
