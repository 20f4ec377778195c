/** What the server itself changes in a document, caught as one update. */
import * as Y from 'yjs';

export interface OwnChange<T> {
  readonly value: T;
  /** Undefined when nothing changed. */
  readonly update: Uint8Array | undefined;
}

/** Does the work and catches what it changes, however many transactions it takes. */
export function caught<T>(ydoc: Y.Doc, work: () => T): OwnChange<T> {
  const updates: Uint8Array[] = [];
  const listener = (update: Uint8Array): number => updates.push(update);
  ydoc.on('update', listener);
  try {
    const value = work();
    return { value, update: updates.length > 1 ? Y.mergeUpdates(updates) : updates[0] };
  } finally {
    ydoc.off('update', listener);
  }
}
