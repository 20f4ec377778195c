/** The text that came with the page itself, readable before any script: it stays until the draft is there. */
import { useEffect } from 'react';

/** The same as the server gives it. */
const FIRST_TEXT = 'first-text';

export const isFirstTextShown = (): boolean => document.getElementById(FIRST_TEXT) !== null;

/** Takes the first text away, and what stands beside it, once the draft itself is shown. */
export function useFirstTextUntil(isReady: boolean): void {
  useEffect(() => {
    if (isReady) document.getElementById(FIRST_TEXT)?.remove();
  }, [isReady]);
}
