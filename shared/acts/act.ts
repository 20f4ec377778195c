/** What members do beside typing (SPEC AC1): asked for by a member, executed by the server, one log entry each. */
import type { Coverage } from '../draft/coverage.ts';
import type { RefusalReason } from '../house/audience.ts';
import type { Phase } from '../house/membership.ts';
import type { Proposal } from '../proposals/proposal.ts';
import type { Agrees, ChairsAct, Decided } from './decisions/request.ts';
import type { CommentAudience, PositionAudience, Stance, Status, Target } from './facts.ts';

/** Whom one acts for: a party of the list, or `CHAIR` for the Chair from the floor; absent: one's own party. */
interface ActingFor {
  readonly for?: string;
}

export type ActRequest =
  /** A proposal in the own hand is made known; again after a change: reworded. */
  | ({ readonly act: 'table'; readonly proposal: string } & ActingFor)
  /** The operator enters a proposal from the floor, all at once. */
  | ({ readonly act: 'enter'; readonly proposal: Proposal } & ActingFor)
  /** From the queue on the text. */
  | { readonly act: 'take-on-text'; readonly proposals: readonly string[] }
  | ({ readonly act: 'join'; readonly proposal: string } & ActingFor)
  | ({ readonly act: 'withdraw'; readonly proposal: string } & ActingFor)
  /** What was withdrawn, or still stands, gets another proponent; a withdrawn one is tabled again. */
  | ({ readonly act: 'take-up'; readonly proposal: string } & ActingFor)
  | ({
      readonly act: 'position';
      readonly on: Target;
      /** Null takes it back. */
      readonly stance: Stance | null;
      readonly audience: PositionAudience;
      /** `group`: the group that it dissents from. */
      readonly group?: string;
      readonly note?: string;
    } & ActingFor)
  | ({ readonly act: 'reason'; readonly proposal: string; readonly reason: string } & ActingFor)
  /** Puts a provision on the floor; null clears the floor. */
  | { readonly act: 'floor'; readonly unit: string | null }
  | {
      readonly act: 'status';
      readonly units: readonly string[];
      readonly status: Status;
      readonly awaiting?: readonly string[];
      readonly until?: string;
    }
  /** The phase of one part; null: that of the draft. */
  | { readonly act: 'part-phase'; readonly part: string; readonly phase: Phase | null }
  | ({
      readonly act: 'comment';
      readonly id: string;
      readonly on: Target;
      readonly audience: CommentAudience;
      /** `group`: the group that it is for. */
      readonly group?: string;
      readonly words: string;
      readonly answers?: string;
    } & ActingFor)
  | { readonly act: 'grant'; readonly group: string; readonly party: string; readonly granted: boolean }
  | ({ readonly act: 'tick'; readonly proposal: string; readonly ticked: boolean } & ActingFor)
  /** The draft as it stands is issued (RV1). Without a symbol it bears date and time. */
  | {
      readonly act: 'issue';
      readonly symbol?: string;
      /** What the text is: `Text as it stands after the second reading.` */
      readonly sentence?: string;
      /** How to read the marks. */
      readonly legend?: string;
    }
  /** In a derived text: what became of a proposal of the text it comes from, as a person judges it (DV4). */
  | {
      readonly act: 'cover';
      readonly proposal: string;
      /** Null: as it is read from the words again. */
      readonly coverage: Coverage | null;
    }
  | {
      readonly act: 'decide';
      readonly outcomes: readonly Decided[];
      /** The provision agreed by the same decision, as it then reads (DE9). */
      readonly agrees?: Agrees;
      /** Hash of the provision as the decider saw it (`seenHash`); refused with the present words when these changed. */
      readonly seen?: string;
      readonly basis?: string;
      readonly presiding?: string;
      /** Number of the meeting; absent: the one that is open. */
      readonly meeting?: string;
    }
  | ChairsAct;

export interface DecidedProposal {
  readonly proposal: string;
  /** `taken`: its words enter the text (a deletion: the words go). `not-taken`: it leaves the table, the text stays. */
  readonly outcome: 'taken' | 'not-taken';
  /** Says that words are to go though others now stand where they were asked to go from. */
  readonly confirmed?: true;
}

export type ActName = ActRequest['act'];

/** Why an act is refused; the sentence stands in the catalogues under `refusal.<reason>`. */
export type ActRefusal =
  | RefusalReason
  | 'unknown-act'
  | 'unknown-proposal'
  | 'unknown-target'
  | 'not-in-your-hand'
  | 'malformed-proposal'
  | 'id-taken'
  | 'not-a-proponent'
  | 'already-a-proponent'
  | 'not-acting-for'
  | 'not-the-operator'
  | 'wrong-fate'
  | 'words-changed'
  | 'place-gone'
  | 'on-the-floor'
  | 'agreed'
  | 'agreed-ad-ref'
  | 'part-closed'
  | 'part-frozen'
  | 'symbol-taken'
  | 'too-many'
  | 'nothing-changed'
  | 'unknown-point'
  | 'unknown-decision'
  | 'unknown-meeting'
  | 'wrong-outcome'
  | 'no-such-option'
  | 'unbalanced-brackets'
  | 'does-not-cover'
  | 'circular-parking'
  | 'settled-already'
  | 'linked-apart'
  | 'status-order'
  | 'built-upon'
  | 'already-corrected'
  | 'not-awaited'
  | 'not-agreed'
  | 'already-said'
  | 'meeting-is-open'
  | 'storage';

export type ActAnswer =
  | { readonly done: true; readonly seq: number }
  /** `detail`: what is at fault, in English, for developers; `present`: the words that were decided, as they stand now. */
  | { readonly done: false; readonly why: ActRefusal; readonly detail?: string; readonly present?: string };
