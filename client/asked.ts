/** An answer of the server in a component: waiting, there, or refused; asked again when its key changes. */
import { useCallback, useEffect, useState } from 'react';
import { Refusal } from './api.ts';

export type Asked<T> =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'there'; readonly value: T }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export const refusalFrom = (error: unknown): Refusal =>
  error instanceof Refusal ? error : new Refusal('error', 0, String(error));

/** Asks at once and whenever `key` changes; the second value asks again and keeps the old answer meanwhile. */
export function useAsked<T>(key: string, question: () => Promise<T>): readonly [Asked<T>, () => void] {
  const [asked, setAsked] = useState<Asked<T>>({ kind: 'waiting' });
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what the question closes over
  useEffect(() => {
    let current = true;
    question().then(
      (value) => current && setAsked({ kind: 'there', value }),
      (error: unknown) => current && setAsked({ kind: 'refused', refusal: refusalFrom(error) }),
    );
    return () => {
      current = false;
    };
  }, [key, turn]);
  const again = useCallback(() => setTurn((last) => last + 1), []);
  return [asked, again];
}
