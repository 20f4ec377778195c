/** What a living document knows of those who type into it. */
import type { FrameRefusal } from '../../shared/protocol/messages.ts';

/** Somebody whose typing comes in: a connection. Its frames with content are numbered from 1. */
export interface Writer {
  readonly account: string;
  readonly actingFor?: string;
  /** Undefined if it may write now; else why not. Asked when its turn comes, for its place may have changed. */
  readonly mayNotWrite: FrameRefusal | undefined;
  /** All frames up to this one are durable and applied. */
  acknowledge(count: number): void;
  /** The frame was not admitted; nothing that follows it will be. */
  refuse(count: number, reason: FrameRefusal, detail: string): void;
  /** The frame builds on something missing: all that the client has is asked for. */
  askForMissing(count: number): void;
  /** What examining a frame cost, in microseconds. */
  charge(cost: number): void;
}

/** A frame with content, on its way in. */
export interface Submission {
  readonly writer: Writer;
  readonly count: number;
  /** Yjs update, encoding 1; memory of its own. */
  readonly update: Uint8Array;
}
