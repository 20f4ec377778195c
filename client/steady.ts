/** Keeps the earlier of two equal values, so that what depends on it by identity is not made anew. */
import { useRef } from 'react';

export function useSteady<T>(value: T, same: (a: T, b: T) => boolean): T {
  const kept = useRef(value);
  if (kept.current !== value && !same(kept.current, value)) kept.current = value;
  return kept.current;
}
