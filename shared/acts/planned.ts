/** What a request comes to before anything is written (SPEC AC1): an act for the record, or why not. */
import type * as Y from 'yjs';
import { isChairsSide } from '../house/audience.ts';
import type { Membership } from '../house/membership.ts';
import type { OpenDraft } from '../proposals/open-draft.ts';
import type { ActRefusal } from './act.ts';
import { CHAIR, type Facts, type ProposalFact, type RevisionFact } from './facts.ts';
import type { LoggedAct, LoggedChange } from './logged.ts';
import type { Moment } from './reduce.ts';
import type { House } from './rights.ts';

/** The draft, the facts and the house at the moment of the act. Planning reads them and writes nothing. */
export interface ActGround extends House {
  readonly draft: OpenDraft;
  readonly facts: Facts;
  readonly moment: Moment;
  /** For a correction: how things stood just before the act that is corrected, and just after it. */
  readonly past?: Past;
  /** SHA-256 of the draft as it stands, were it issued so; given where texts are issued. */
  readonly issuedHash?: (revision: Omit<RevisionFact, 'hash'>) => string;
}

/** A state of the record. */
export interface PastState {
  readonly ydoc: Y.Doc;
  readonly facts: Facts;
}

export interface Past {
  readonly before: PastState;
  readonly after: PastState;
}

/** Who does it, and for whom. */
export interface Doer {
  readonly member: Membership;
  readonly for: string;
}

export interface RefusedAct {
  readonly refused: ActRefusal;
  /** What is at fault, in English. */
  readonly detail?: string;
  /** The words as they stand, where others had been decided on. */
  readonly present?: string;
}

export interface PlannedAct {
  readonly act: LoggedAct;
  /**
   * Writes it into the draft. It may say more exactly what was done; that is recorded then. Absent for acts that change
   * no words.
   */
  readonly write?: () => LoggedAct | undefined;
  /** What the hand from which it came need not hold any longer. */
  readonly done?: string;
}

export type Plan = RefusedAct | PlannedAct;

export const refuse = (refused: ActRefusal, detail?: string): RefusedAct =>
  detail === undefined ? { refused } : { refused, detail };

/** An act of one change or several, as it is recorded. */
export function actOf({ member, for: party }: Doer, ...changes: readonly LoggedChange[]): LoggedAct {
  const recorded = isChairsSide(member) && party !== CHAIR;
  return { kind: 'negotiation', for: party, recorded, changes };
}

/** The fact about a proposal. */
export function proposalFact(facts: Facts, id: string): ProposalFact | undefined {
  const fact = Object.hasOwn(facts, `proposal/${id}`) ? facts[`proposal/${id}`] : undefined;
  return fact?.kind === 'proposal' ? fact : undefined;
}

/** Is it on the table: in the queue, or on the text? */
export const isTabled = ({ fate }: ProposalFact): boolean => fate === 'queued' || fate === 'on-text';
