/** The draft page of a member: the session first; the text as soon as there is any. */
import { type ReactNode, useEffect, useState } from 'react';
import type { DraftEntry } from '../api.ts';
import { useText } from '../locales/i18n.ts';
import type { Session } from '../sync/session.ts';
import { bringFontsFor } from '../theme/appearance.ts';
import { isFirstTextShown, useFirstTextUntil } from './first-text.ts';
import { RoomBody } from './room-body.tsx';
import { useSession, useSyncState } from './use-session.ts';

interface DraftRoomProps {
  readonly draft: string;
  readonly entry: DraftEntry;
  /** The standing of the draft or one's own place changed: what one may has to be asked anew. */
  readonly onStanding: () => void;
}

export function DraftRoom(props: DraftRoomProps): ReactNode {
  const { draft, entry } = props;
  const session = useSession(draft, entry.account);
  useEffect(() => {
    if (entry.draft) document.title = entry.draft.symbol ?? entry.draft.title;
    if (entry.draft) void bringFontsFor(entry.draft.language);
  }, [entry.draft]);
  return session ? <OpenRoom {...props} session={session} /> : <Opening />;
}

function Opening(): ReactNode {
  const { t } = useText();
  return isFirstTextShown() ? null : <p className="opening">{t('page.opening')}</p>;
}

/** Milliseconds after which the page is shown though no text came: the state line then says why. */
const PATIENCE = 4000;

function OpenRoom({
  session,
  onStanding,
  ...props
}: DraftRoomProps & { readonly session: Session }): ReactNode {
  const state = useSyncState(session);
  const [waited, setWaited] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  const { member, phase } = state;
  // Whoever may not stay sees the page of what one still may; words that were cut off are first to be copied.
  const isOver = state.line === 'closed' && state.unsent === 0 && state.keptWords.length === 0;
  const standing = JSON.stringify([member, phase, isOver]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when the room says that the standing changed
  useEffect(() => {
    if (member) onStanding();
  }, [standing, onStanding]);
  const isReady = state.synced || session.ydoc.store.clients.size > 0 || (waited && !isFirstTextShown());
  useFirstTextUntil(isReady);
  return isReady ? <RoomBody {...props} session={session} state={state} /> : <Opening />;
}
