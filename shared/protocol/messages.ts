/**
 * What travels on a socket beside y-websocket's own messages (0 sync, 1 awareness, 3 query awareness).
 * Ours start at 100; each is a varuint type followed by one JSON string (SPEC PR1).
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Facts } from '../acts/facts.ts';
import type { RefusalReason } from '../house/audience.ts';
import type { HouseRules, Membership, Phase } from '../house/membership.ts';

/** Number of the shape of stored documents; a client of another number reads and never writes. */
export const SCHEMA = 1;

export const MESSAGE = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, ours: 100 } as const;

/** Why a frame or update was not admitted. The sentences stand in the catalogues under `refusal.<reason>`. */
export type FrameRefusal =
  | RefusalReason
  | 'malformed'
  | 'too-large'
  | 'too-costly'
  | 'too-fast'
  | 'unknown-message'
  | 'foreign-client-id'
  | 'unknown-root'
  | 'wrong-encoding'
  | 'other-schema'
  | 'disk-full'
  | 'storage';

export type ServerMessage =
  /** First on every connection: what the member is here, and the standing of the draft. Sent again when it changes. */
  | {
      readonly kind: 'entry';
      readonly schema: number;
      readonly member: Membership;
      readonly phase: Phase;
      readonly rules: HouseRules;
      readonly mayWrite: boolean;
      readonly why?: RefusalReason;
      /** Of a hand whose party deleted one before it: the number of that act. What is kept of that one is not sent. */
      readonly begun?: number;
    }
  /** The first `count` sync messages with content (SyncStep2 or update) of this connection are durable. */
  | { readonly kind: 'ack'; readonly count: number }
  /**
   * The record beside the words, as far as this member may see it: whole on entry to the draft, then what each act
   * changed, right after the words it changed. `seq`: number of the act, or of the last when whole.
   */
  | {
      readonly kind: 'facts';
      readonly seq: number;
      readonly whole: boolean;
      readonly set: Facts;
      readonly gone: readonly string[];
    }
  /** Sync message number `count` (1-based, counted as above) was not admitted; the client must rebuild. */
  | { readonly kind: 'refused'; readonly count: number; readonly reason: FrameRefusal };

export function encodeServerMessage(message: ServerMessage): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.ours);
  encoding.writeVarString(encoder, JSON.stringify(message));
  return encoding.toUint8Array(encoder);
}

/** Reads the body after the type number was read. */
export function decodeServerMessage(decoder: decoding.Decoder): ServerMessage {
  return JSON.parse(decoding.readVarString(decoder)) as ServerMessage;
}

/** Name of a Yjs document on the wire: the draft of a room, or one party's hand in it. */
export type DocName =
  | { readonly kind: 'draft'; readonly draft: string }
  | { readonly kind: 'hand'; readonly draft: string; readonly party: string };

const ID = /^[A-Za-z0-9_-]{1,64}$/;

export const docPath = (name: DocName): string =>
  name.kind === 'draft' ? `draft/${name.draft}` : `hand/${name.draft}/${name.party}`;

/** The name a path stands for, or undefined if it is none. */
export function parseDocPath(path: string): DocName | undefined {
  const [kind, draft, party, more] = path.split('/');
  if (!draft || !ID.test(draft) || more !== undefined) return undefined;
  if (kind === 'draft' && party === undefined) return { kind: 'draft', draft };
  if (kind === 'hand' && party && ID.test(party)) return { kind: 'hand', draft, party };
  return undefined;
}
