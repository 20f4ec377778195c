/** Up to which act this account has seen this draft, kept in the browser (SPEC MD4). */
import { useCallback, useEffect, useRef, useState } from 'react';
import { keepsOnDevice } from './use-session.ts';

const keyOf = (account: string, draft: string): string => `chapeau.seen/${account}/${draft}`;

function stored(key: string): number | undefined {
  const value = Number(localStorage.getItem(key) ?? Number.NaN);
  return Number.isSafeInteger(value) ? value : undefined;
}

export interface Seen {
  /** Number of the last act that was seen; undefined until anything came. */
  readonly seen: number | undefined;
  readonly markSeen: () => void;
}

/** What comes while one looks at the page is seen as it comes, as long as nothing waits from before. */
export function useSeen(account: string, draft: string, seq: number): Seen {
  const key = keyOf(account, draft);
  const [seen, setSeen] = useState(() => stored(key));
  const isCaughtUp = useRef(false);
  const keep = useCallback(
    (next: number) => {
      setSeen(next);
      isCaughtUp.current = true;
      if (keepsOnDevice()) localStorage.setItem(key, String(next));
    },
    [key],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: decided once for each act that comes
  useEffect(() => {
    if (seq === 0) return;
    const looks = isCaughtUp.current && document.visibilityState === 'visible';
    if (seen === undefined || seen >= seq || looks) keep(Math.max(seq, seen ?? 0));
    else isCaughtUp.current = false;
  }, [seq]);
  const markSeen = useCallback(() => keep(seq), [keep, seq]);
  return { seen, markSeen };
}
