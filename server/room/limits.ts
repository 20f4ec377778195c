/** What bounds a person's typing: where it may write, and how much at once (SPEC AD1, AD3, AD5). */
import type { FrameRefusal } from '../../shared/protocol/messages.ts';
import type { UpdateLimits } from '../../shared/protocol/update.ts';

/** What a person may write to directly: the sequence and maps by root, and keys that are the server's. */
export interface WritingPolicy {
  readonly sequence: string;
  readonly maps: readonly string[];
  readonly serverKeys: readonly string[];
}

/** The text and what is said of its blocks; the table and the schema number are the server's (AD5). */
export const TEXT_POLICY: WritingPolicy = {
  sequence: 'text',
  maps: ['blocks', 'meta'],
  serverKeys: ['schema'],
};

/** A hand: its words, what is said of their blocks, what each proposal asks for, and notes that are its party's own. */
export const HAND_POLICY: WritingPolicy = {
  sequence: 'text',
  maps: ['blocks', 'proposals', 'notes'],
  serverKeys: [],
};

export interface Limits extends UpdateLimits {
  /** Bytes of one update. */
  readonly bytes: number;
  /** Neighbours looked at to find the places of all structs of an update. */
  readonly steps: number;
}

export const LIMITS: Limits = {
  bytes: 4_000_000,
  structs: 50_000,
  deletes: 100_000,
  objectBytes: 200_000,
  length: 4_000_000,
  steps: 200_000,
};

/** Thrown within an examination; `admit` makes a verdict of it. */
export class Refusal extends Error {
  constructor(
    readonly reason: FrameRefusal,
    message: string,
  ) {
    super(message);
  }
}
export const refuse = (reason: FrameRefusal, why: string): never => {
  throw new Refusal(reason, why);
};
