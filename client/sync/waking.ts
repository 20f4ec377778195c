/** When a page may find its line dead or is about to end. Does nothing where there is no page. */
import type { Unsubscribe } from './state.ts';

export interface Waking {
  /** The network came back, or the page is looked at again. */
  readonly wake: () => void;
  /** The page is hidden or left; it may never run again. */
  readonly leave: () => void;
}

export function onWaking({ wake, leave }: Waking): Unsubscribe {
  if (typeof document === 'undefined') return () => {};
  const look = (): void => (document.visibilityState === 'visible' ? wake() : leave());
  document.addEventListener('visibilitychange', look);
  globalThis.addEventListener('online', wake);
  globalThis.addEventListener('pagehide', leave);
  return () => {
    document.removeEventListener('visibilitychange', look);
    globalThis.removeEventListener('online', wake);
    globalThis.removeEventListener('pagehide', leave);
  };
}
