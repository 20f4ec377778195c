/** What the facts of a connection mean for the person: pure (SPEC SY1). */
import { type FrameRefusal, SCHEMA, type ServerMessage } from '../../shared/protocol/messages.ts';
import type { ConnectionState, Line } from './state.ts';

export type Entry = Extract<ServerMessage, { kind: 'entry' }>;

export interface Facts {
  readonly connected: boolean;
  /** The server's whole text arrived on this connection. */
  readonly synced: boolean;
  readonly entry: Entry | undefined;
  readonly refused: FrameRefusal | undefined;
  readonly closed: string | undefined;
  readonly pausedFor: FrameRefusal | undefined;
  readonly unsent: number;
}

export const isSameSchema = (entry: Entry | undefined): boolean => entry?.schema === SCHEMA;

/** The state that follows from the facts; what the server said last holds while there is no line. */
export function stateOf(facts: Facts, before: ConnectionState): ConnectionState {
  const line = lineOf(facts);
  const why = whyOf(facts, line);
  const begun = facts.entry ? facts.entry.begun : before.begun;
  return {
    line,
    unsent: facts.unsent,
    synced: before.synced || facts.synced,
    member: facts.entry?.member ?? before.member,
    phase: facts.entry?.phase ?? before.phase,
    rules: facts.entry?.rules ?? before.rules,
    mayWrite: mayWrite(facts, before.mayWrite),
    ...(begun === undefined ? {} : { begun }),
    ...(why === undefined ? {} : { why }),
  };
}

function lineOf(facts: Facts): Line {
  if (facts.refused) return 'refused';
  if (facts.closed !== undefined) return 'closed';
  if (!facts.connected || !facts.synced || !facts.entry) return 'offline';
  if (!facts.entry.mayWrite || !isSameSchema(facts.entry)) return 'read-only';
  return facts.unsent > 0 ? 'sending' : 'saved';
}

function whyOf(facts: Facts, line: Line): string | undefined {
  switch (line) {
    case 'refused':
      return facts.refused;
    case 'closed':
      return facts.closed;
    case 'read-only':
      return isSameSchema(facts.entry) ? facts.entry?.why : 'other-schema';
    case 'offline':
    case 'sending':
    case 'saved':
      return facts.pausedFor;
  }
}

/** Without a line one goes on writing if one could before: it is kept and offered when the line returns. */
function mayWrite(facts: Facts, before: boolean): boolean {
  if (facts.refused || facts.closed !== undefined) return false;
  return facts.entry ? facts.entry.mayWrite && isSameSchema(facts.entry) : before;
}

/** Close codes 4400 to 4499: the server decided, reconnecting cannot help. */
export const isFinal = (code: number): boolean => code >= 4400 && code < 4500;

/** The server could not take it now, and the words are not at fault: they stay, and are offered again later. */
export const isPassing = (reason: FrameRefusal): boolean =>
  reason === 'disk-full' || reason === 'storage' || reason === 'too-fast';
