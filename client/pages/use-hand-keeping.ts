/** Where the own hand is kept, and its end (SPEC HA5, LG6): on the server for all colleagues, or on this device alone. */
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import { isChairsSide } from '../../shared/house/audience.ts';
import { api, type DraftEntry } from '../api.ts';
import { refusalFrom } from '../asked.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { announce } from '../panels/announce.tsx';
import type { HandKeeping } from '../panels/hand-keeping.tsx';
import { keyOfHand, onStays, setStaysHere, staysHere } from '../sync/hand-keeping.ts';
import type { Session } from '../sync/session.ts';
import { keepsOnDevice } from './use-session.ts';

/** Does the hand of this party stay on this device? */
export function useStays(account: string, draft: string, party: string | undefined): boolean {
  const key = party === undefined ? undefined : keyOfHand(account, draft, party);
  return useSyncExternalStore(onStays, () => key !== undefined && keepsOnDevice() && staysHere(key));
}

interface Ground {
  readonly draft: string;
  readonly entry: DraftEntry;
  /** Whose hand it is. */
  readonly party: string | undefined;
  readonly session: Session | undefined;
  readonly stays: boolean;
}

export function useHandKeeping({ draft, entry, party, session, stays }: Ground): HandKeeping | undefined {
  const { t } = useText();
  const { account, member } = entry;
  const [trouble, setTrouble] = useState('');
  const isOwn = party === member.party || isChairsSide(member);
  const setStays = useCallback(
    (next: boolean) => {
      if (party === undefined) return;
      setStaysHere(keyOfHand(account.id, draft, party), next);
      announce(t(next ? 'hand.now-stays' : 'hand.now-sent'));
    },
    [account.id, draft, party, t],
  );
  const forget = useCallback(async () => {
    setTrouble('');
    try {
      await api.forgetHand(draft);
      session?.forget();
      announce(t('hand.forgotten'));
    } catch (error) {
      setTrouble(sayCode(t, 'refusal', refusalFrom(error).code));
    }
  }, [draft, session, t]);
  return useMemo(() => {
    if (party === undefined || session === undefined) return undefined;
    const whyNotForget = forgetFault(entry, isOwn);
    return { stays, mayStay: keepsOnDevice(), setStays, forget, trouble, whyNotForget };
  }, [party, session, entry, isOwn, stays, setStays, forget, trouble]);
}

/** The head of a delegation deletes its hand, the chair's side its desk's. */
function forgetFault({ member }: DraftEntry, isOwn: boolean): HandKeeping['whyNotForget'] {
  if (!isOwn) return 'not-your-hand';
  return isChairsSide(member) || member.head ? undefined : 'not-head-of-delegation';
}
