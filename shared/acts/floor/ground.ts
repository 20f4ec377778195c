/** What a line of the operator is read against, and why it cannot be recorded. */
import type { Party } from '../../house/party.ts';
import type { Composition } from '../../proposals/composition.ts';
import type { Place } from '../../proposals/proposal.ts';
import type { ActRequest } from '../act.ts';
import type { Facts, Target } from '../facts.ts';

export interface FloorGround {
  readonly composition: Composition;
  readonly facts: Facts;
  readonly parties: readonly Party[];
  /** The provision at the caret: words are sought in it where nothing is on the floor. */
  readonly here?: string;
  /** The provision that the line itself names, `11: …`; it goes before the floor. */
  readonly unit?: string;
  /** What is selected in the editor, taken where a line names no words. */
  readonly selection?: Place;
  /** The proposal that was gone to since the last line. */
  readonly selected?: string;
  /** What the last line asked for; `same` asks for it again. */
  readonly last?: readonly ActRequest[];
  /** What the operator ticked otherwise in the strip of a provision that is to be agreed. */
  readonly turned?: { readonly unit: string; readonly on: readonly Target[] };
  /** A fresh id. */
  readonly newId: () => string;
}

export type FloorFault =
  | 'not-understood'
  | 'unknown-party'
  | 'several-parties'
  | 'unknown-provision'
  | 'several-provisions'
  | 'no-provision'
  | 'no-words'
  | 'same-words'
  | 'unpaired-bracket'
  | 'words-not-there'
  | 'words-several-times'
  | 'no-such-occurrence'
  | 'no-proposal'
  | 'which-proposal'
  | 'nothing-before'
  | 'unknown-reference';

/** A line that cannot be recorded, the place at fault, and what it could mean instead. */
export interface FloorTrouble {
  readonly kind: 'trouble';
  readonly why: FloorFault;
  /** Offset and length in the line. */
  readonly at: number;
  readonly length: number;
  /** How often the words stand there. */
  readonly count?: number;
  /** Parties or proposals it could be; a number after the words chooses. */
  readonly choices?: readonly string[];
}

export const trouble = (
  why: FloorFault,
  { at, text }: { readonly at: number; readonly text: string },
  more: Pick<FloorTrouble, 'count' | 'choices'> = {},
): FloorTrouble => ({ kind: 'trouble', why, at, length: text.length, ...more });

export const isTrouble = <Value extends object>(value: Value | FloorTrouble): value is FloorTrouble =>
  'kind' in value && value.kind === 'trouble' && 'why' in value;
