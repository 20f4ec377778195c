/**
 * Acts about people and the house (SPEC PE2). Each is one entry of the draft's log, executed by the server; who takes
 * part, in which phase and by which rules is what these entries add up to, in order.
 */
import type { Answers, RecordedClaim } from './import-record.ts';
import type { HouseRules, Membership, Phase, Role } from './membership.ts';
import type { Party } from './party.ts';

/** What an invitation gives to whoever redeems it. It names no person. */
export interface Invitation {
  readonly id: string;
  readonly role: Role;
  readonly party?: string;
  readonly head: boolean;
  readonly parts?: readonly string[];
  /** Whom it is meant for, in the words of who issued it; shown on the page that redeems it. */
  readonly label: string;
  /** When it ends, in milliseconds since 1970. */
  readonly expires: number;
  /** May be redeemed by several persons (a meeting room, a sample); otherwise by one. */
  readonly reusable: boolean;
}

/** Where the words of a draft came from. */
export interface SourceFile {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string;
}

/** The issued text that a draft was derived from (SPEC DV1). */
export interface Lineage {
  /** Id and title of the draft that the text was issued of. */
  readonly draft: string;
  readonly title: string;
  readonly symbol: string;
  /** Number of the act that issued it, and the hash of what it says. */
  readonly seq: number;
  readonly hash: string;
  readonly as: 'chairs-text' | 'working-text';
}

/** What a draft is called and how it is written, for lists of drafts; the text itself holds the same. */
export interface DraftCard {
  readonly title: string;
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  readonly symbol?: string;
}

export type HouseAct =
  | {
      readonly kind: 'create-draft';
      readonly card: DraftCard;
      readonly phase: Phase;
      readonly rules: HouseRules;
      readonly source?: SourceFile;
      /** The import report as it stood when the draft was created: every guess, repair and doubt. */
      readonly report?: readonly unknown[];
      /** What was decided about the guesses and doubts of that report. */
      readonly answers?: Answers;
      /** What the source says that parties ask of brackets and blocks of this draft. */
      readonly claims?: readonly RecordedClaim[];
      readonly lineage?: Lineage;
    }
  /** `tokenHash`: SHA-256 of the secret in the link; the link itself is stored nowhere. */
  | { readonly kind: 'invite'; readonly invitation: Invitation; readonly tokenHash: string }
  | { readonly kind: 'revoke-invitation'; readonly invitation: string }
  | {
      readonly kind: 'join';
      readonly member: Membership;
      readonly name: string;
      readonly invitation?: string;
    }
  | { readonly kind: 'change-member'; readonly member: Membership; readonly was: Membership }
  | { readonly kind: 'remove-member'; readonly account: string; readonly was: Membership }
  | { readonly kind: 'set-phase'; readonly phase: Phase; readonly was: Phase }
  | { readonly kind: 'set-rules'; readonly rules: HouseRules; readonly was: HouseRules }
  | { readonly kind: 'set-parties'; readonly parties: readonly Party[] };
