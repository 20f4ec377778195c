/** Whose hands stay on this device (SPEC HA5): said by the person, per draft and party, for all tabs of this device. */
import type { Unsubscribe } from './state.ts';

const PREFIX = 'chapeau.hand-stays/';
const listeners = new Set<() => void>();

export const keyOfHand = (account: string, draft: string, party: string): string =>
  `${PREFIX}${account}/${draft}/${party}`;

export const staysHere = (key: string): boolean => localStorage.getItem(key) === 'yes';

export function setStaysHere(key: string, stays: boolean): void {
  if (stays) localStorage.setItem(key, 'yes');
  else localStorage.removeItem(key);
  for (const listener of [...listeners]) listener();
}

/** Calls back when it changed, in this tab or another. */
export function onStays(listener: () => void): Unsubscribe {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}
