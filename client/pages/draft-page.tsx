/** The draft: who one is to it decides what the page becomes: the room, the screen, or a sentence that says why not. */
import { type ReactNode, useEffect } from 'react';
import { api } from '../api.ts';
import { useAsked } from '../asked.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { remembered } from '../remembered.ts';
import { go, pathOf } from '../route.ts';
import { DraftRoom } from './draft-room.tsx';
import { isFirstTextShown } from './first-text.ts';
import { reasonOf, Shut } from './shut.tsx';
import { keepsOnDevice } from './use-session.ts';

export function DraftPage({ draft }: { readonly draft: string }): ReactNode {
  const { t } = useText();
  const [asked, again] = useAsked(draft, () =>
    remembered(`entry/${draft}`, keepsOnDevice(), () => api.entry(draft)),
  );
  const followsScreen =
    asked.kind === 'there' && !asked.value.rights.readDraft.may && asked.value.rights.followScreen.may;
  useEffect(() => {
    if (followsScreen) go(pathOf({ kind: 'screen', draft }));
  }, [followsScreen, draft]);
  if (asked.kind === 'waiting')
    return isFirstTextShown() ? null : <p className="opening">{t('page.opening')}</p>;
  if (asked.kind === 'refused') return <Shut reason={reasonOf(t, asked.refusal)} />;
  const { readDraft } = asked.value.rights;
  if (!readDraft.may) return <Shut reason={sayCode(t, 'refusal', readDraft.why)} />;
  return <DraftRoom draft={draft} entry={asked.value} onStanding={again} />;
}
