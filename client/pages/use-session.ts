/** The draft's session in this tab as React sees it: opened with the page, closed with it. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { docPath, parseDocPath } from '../../shared/protocol/messages.ts';
import type { Account } from '../api.ts';
import { Session } from '../sync/session.ts';
import type { SyncState } from '../sync/state.ts';
import type { Present } from './top-bar.tsx';

const KEEP = 'chapeau.keep-on-device';

/** Whether words wait on this device when there is no line; a shared computer says no. */
export const keepsOnDevice = (): boolean => localStorage.getItem(KEEP) !== 'no';

/** Changes it and opens the page anew, so that nothing of before goes on. */
export function setKeepsOnDevice(keeps: boolean): void {
  localStorage.setItem(KEEP, keeps ? 'yes' : 'no');
  location.reload();
}

const serverAddress = (): string =>
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`;

/** The session of the draft itself. */
export function useSession(draft: string, account: Account): Session | undefined {
  return useDocument(docPath({ kind: 'draft', draft }), account);
}

/** The session of the own hand; undefined for who has none. */
export function useHand(
  draft: string,
  account: Account,
  party: string | undefined,
  stays: boolean,
): Session | undefined {
  return useDocument(party && docPath({ kind: 'hand', draft, party }), account, stays);
}

function useDocument(path: string | undefined, account: Account, stays = false): Session | undefined {
  const [session, setSession] = useState<Session>();
  /** The session before this one: what it still writes is on the device before the next reads it. */
  const before = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    let isOver = false;
    let opened: Session | undefined;
    const name = path && parseDocPath(path);
    if (!name) return;
    const opening = before.current.then(async () => {
      const server = serverAddress();
      const fresh = await Session.open({
        name,
        account: account.id,
        server,
        keepOnDevice: keepsOnDevice(),
        stays,
      });
      opened = fresh;
      if (!isOver) setSession(fresh);
    });
    return () => {
      isOver = true;
      setSession(undefined);
      before.current = opening.then(() => opened?.close());
    };
  }, [path, account.id, stays]);
  return session;
}

export const useSyncState = (session: Session): SyncState =>
  useSyncExternalStore(session.subscribe, session.state);

/** What a tab says of its person; the name is set by the server. */
interface Presence {
  readonly user?: { readonly name?: string; readonly party?: string; readonly colour?: number };
}

/** Who else is here, as far as the server lets one know; one entry a person. */
export function usePresent({ awareness }: Session): readonly Present[] {
  const [present, setPresent] = useState<readonly Present[]>([]);
  useEffect(() => {
    const look = (): void => {
      const found = new Map<string, Present>();
      for (const [client, state] of awareness.getStates()) {
        const { user } = state as Presence;
        const name = user?.name ?? user?.party;
        if (client === awareness.clientID || !name) continue;
        found.set(name, { key: name, name, colour: (user?.colour ?? client) % 8 });
      }
      setPresent((last) => (sameNames(last, found) ? last : [...found.values()]));
    };
    look();
    awareness.on('change', look);
    return () => awareness.off('change', look);
  }, [awareness]);
  return present;
}

const sameNames = (last: readonly Present[], found: ReadonlyMap<string, Present>): boolean =>
  last.length === found.size && last.every(({ key }) => found.has(key));
