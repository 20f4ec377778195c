/** Who takes part in a draft, and in which capacity (SPEC PE1). */

export const ROLES = ['chair', 'secretariat', 'delegation', 'observer'] as const;
export type Role = (typeof ROLES)[number];

/** One account's place in one draft. `party` is set for delegations, absent for the other roles. */
export interface Membership {
  readonly account: string;
  readonly draft: string;
  readonly role: Role;
  /** Id of a party in the body's own list. */
  readonly party?: string;
  /** A head of delegation adds and removes colleagues of the same party. */
  readonly head: boolean;
  /** Ids of the parts it extends to; absent: the whole draft. */
  readonly parts?: readonly string[];
}

/** Phases of a draft (SPEC PH1). `preparing` is invisible outside chair and secretariat. */
export const PHASES = ['preparing', 'reading', 'open', 'closed', 'frozen'] as const;
export type Phase = (typeof PHASES)[number];

/** Phases that a part may have of its own: a draft is prepared as a whole. */
export const PART_PHASES = ['reading', 'open', 'closed', 'frozen'] as const satisfies readonly Phase[];

/** The body's settings. Absent nowhere: `DEFAULT_RULES` fills in. */
export interface HouseRules {
  /** Who writes the text itself in phase `open`: the record-keeper through acts, or the drafters live. */
  readonly drafting: 'record-keeper' | 'everything-live';
  /** How proposals reach the text once tabled. */
  readonly intake: 'live' | 'tabled' | 'called';
  /** Whether observers get the screen while the draft is open. */
  readonly observers: 'screen' | 'nothing';
  /** Whose carets one sees beside one's own party's and the operator's. */
  readonly cursors: 'own-party' | 'everyone';
  /** Who sees how far the draft is: shares of agreed text, counts by party. */
  readonly statistics: 'chair' | 'members';
  /** Colours of provisions by their status, beside words and marks: the product's own, or white, yellow, green. */
  readonly colours: 'marks' | 'white-yellow-green';
  /**
   * Who is told which parties ask for what: every member; the own party, beside the chair's side; or nobody but the own
   * party, also not the chair's side.
   */
  readonly names: 'members' | 'own-party' | 'nobody';
}

export const DEFAULT_RULES: HouseRules = {
  drafting: 'record-keeper',
  intake: 'tabled',
  observers: 'screen',
  cursors: 'own-party',
  statistics: 'chair',
  colours: 'marks',
  names: 'members',
};
