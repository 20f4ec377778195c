/** Notes of a delegation to itself: they stand in its hand, and no act and no other party ever sees them (SPEC CM2). */
import type * as Y from 'yjs';
import { STANCES, type Stance, type Target } from '../../shared/acts/facts.ts';
import { notesOf } from '../../shared/text/draft-doc.ts';

export interface Note {
  readonly id: string;
  readonly on: Target;
  readonly words: string;
  /** Name of the colleague who wrote it. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** A position that the delegation keeps to itself. */
  readonly stance?: Stance;
}

/** The notes of a hand, the latest first; what is no note is passed over. */
export function readNotes(hand: Y.Doc): readonly Note[] {
  return [...notesOf(hand).entries()]
    .flatMap(([id, value]) => noteOf(id, value) ?? [])
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
}

function noteOf(id: string, value: unknown): Note | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { on, words, by, at, stance } = value as Partial<Record<keyof Note, unknown>>;
  const isNote =
    typeof on === 'string' && typeof words === 'string' && typeof by === 'string' && typeof at === 'number';
  const kept = STANCES.find((each) => each === stance);
  return isNote ? { id, on: on as Target, words, by, at, ...(kept ? { stance: kept } : {}) } : undefined;
}

export function writeNote(hand: Y.Doc, { id, ...note }: Note, origin: unknown): void {
  hand.transact(() => notesOf(hand).set(id, note), origin);
}

export function dropNote(hand: Y.Doc, id: string, origin: unknown): void {
  hand.transact(() => notesOf(hand).delete(id), origin);
}
