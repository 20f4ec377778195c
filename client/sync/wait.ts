/** Waiting for what a source tells. */
import type { Unsubscribe } from './state.ts';

/**
 * Looks at once and whenever the source tells: true when it is so; false when it did not become so in `limit` milliseconds.
 * Without a limit it waits for ever.
 */
export function until(
  isSo: () => boolean,
  subscribe: (listener: () => void) => Unsubscribe,
  limit?: number,
): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (told: boolean): void => {
      clearTimeout(timer);
      stop();
      resolve(told);
    };
    const look = (): void => void (isSo() && end(true));
    const timer = limit === undefined ? undefined : setTimeout(() => end(false), limit);
    const stop = subscribe(look);
    look();
  });
}
