/** Says things aloud to those who listen rather than look; one polite live region for the page. */
import { type ReactNode, useSyncExternalStore } from 'react';

let said = { words: '', at: 0 };
const listeners = new Set<() => void>();

/** Speaks a sentence; the same one twice is spoken twice. */
export function announce(words: string): void {
  said = { words, at: said.at + 1 };
  for (const listener of listeners) listener();
}

export function LiveRegion(): ReactNode {
  const { words, at } = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => said,
  );
  return (
    <div className="heard-only" role="status" aria-live="polite">
      <span key={at}>{words}</span>
    </div>
  );
}
