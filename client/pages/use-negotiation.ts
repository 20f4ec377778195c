/** The record beside the words, the own hand and the acts, put together for the panels of the draft page. */
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { CHAIR } from '../../shared/acts/facts.ts';
import { draftBefore as draftOf } from '../../shared/acts/reading/deciding.ts';
import { readHand, readMine } from '../../shared/acts/reading/mine.ts';
import { namesByProposal, shortName } from '../../shared/acts/reading/names.ts';
import { readQueue } from '../../shared/acts/reading/queue.ts';
import { readSince } from '../../shared/acts/reading/since.ts';
import { isChairsSide } from '../../shared/house/audience.ts';
import type { Party } from '../../shared/house/party.ts';
import { type OpenDraft, openDraft } from '../../shared/proposals/open-draft.ts';
import type { Proposal } from '../../shared/proposals/proposal.ts';
import { api, type DraftEntry } from '../api.ts';
import { useAsked } from '../asked.ts';
import type { EditorHandle } from '../editor/editor.ts';
import type { ProposalsHandle } from '../editor/proposals-handle.ts';
import { useText } from '../locales/i18n.ts';
import { blockClasses } from '../panels/block-classes.ts';
import type { HandKeeping } from '../panels/hand-keeping.tsx';
import type { Negotiation } from '../panels/negotiation.ts';
import type { DraftReading } from '../panels/reading.ts';
import type { Session } from '../sync/session.ts';
import type { SyncState } from '../sync/state.ts';
import { type Acting, useGroups } from './use-acting.ts';
import { useActs } from './use-acts.ts';
import { useSeen } from './use-seen.ts';

interface NegotiationGround {
  readonly draft: string;
  readonly entry: DraftEntry;
  readonly session: Session;
  readonly state: SyncState;
  readonly acting: Acting;
  readonly keeping: HandKeeping | undefined;
  /** The session of the own hand: what was typed there last is held by the server before it is tabled. */
  readonly handSession: Session | undefined;
  readonly editor: EditorHandle | undefined;
  readonly reading: DraftReading | undefined;
  /** What a block is called. */
  readonly place: (block: string) => string;
}

export function useNegotiation(ground: NegotiationGround): Negotiation {
  const { draft, entry, session, state, acting, keeping, handSession, editor, reading, place } = ground;
  const { language } = useText();
  const { facts, seq } = useSyncExternalStore(session.facts.subscribe, session.facts.get);
  const proposals = editor?.proposals;
  const hand = useHand(proposals);
  const draftBefore = useDraftBefore(session, proposals);
  const parties = useParties(draft, entry);
  const own = entry.member.party;
  const { actingFor, choices, setActingFor } = acting;
  const [groups, talksTo] = useGroups(parties, actingFor);
  const isChairs = isChairsSide(entry.member);
  const { seen, markSeen } = useSeen(entry.account.id, draft, seq);
  const acts = useActs(draft, session, handSession, keeping?.stays ?? false);
  const name = useCallback((party: string) => shortName(parties, party, language), [parties, language]);
  const partOf = usePartOf(reading);
  const whose = actingFor ?? CHAIR;
  const mine = useMemo(() => readMine(facts, hand, whose), [facts, hand, whose]);
  const queue = useMemo(() => readQueue(facts), [facts]);
  const news = useMemo(() => readSince(facts, seen ?? seq, own), [facts, seen, seq, own]);
  const draftLanguage = entry.draft?.language ?? language;
  useEffect(() => {
    // An editor that is being replaced is drawn no more.
    if (editor?.view.isDestroyed) return;
    (proposals ?? editor?.tabled)?.setNames(namesByProposal(facts, parties, draftLanguage));
  }, [editor, proposals, facts, parties, draftLanguage]);
  useEffect(() => {
    if (!editor?.view.isDestroyed) proposals?.setBlockClasses(blockClasses(facts));
  }, [editor, proposals, facts]);
  const { phase, rules } = state;
  const seesStatistics = isChairs || rules?.statistics === 'members';
  return useMemo(
    () => ({
      ...acts,
      facts,
      parties,
      proposals,
      hand,
      draftBefore,
      own,
      actingFor,
      choices,
      keeping,
      groups,
      talksTo,
      isChairs,
      seesStatistics,
      phase,
      mine,
      queue,
      news,
      seen,
      name,
      place,
      partOf,
      setActingFor,
      markSeen,
    }),
    [
      acts,
      facts,
      parties,
      proposals,
      hand,
      draftBefore,
      own,
      actingFor,
      choices,
      keeping,
      groups,
      talksTo,
      isChairs,
      seesStatistics,
      phase,
      mine,
      queue,
      news,
      seen,
      name,
      place,
      partOf,
      setActingFor,
      markSeen,
    ],
  );
}

/** The body's list; empty until it came, and for those who may not see it. */
function useParties(draft: string, { rights }: DraftEntry): readonly Party[] {
  const [asked] = useAsked(draft, () => (rights.seeMembers.may ? api.parties(draft) : Promise.resolve([])));
  return useMemo(() => (asked.kind === 'there' ? asked.value : []), [asked]);
}

/** Where one writes the text itself the draft is indexed when it is first asked for, and followed from then on. */
function useDraftBefore({ ydoc }: Session, proposals: ProposalsHandle | undefined): () => OpenDraft {
  const opened = useRef<ReturnType<typeof openDraft>>(undefined);
  useEffect(
    () => () => {
      opened.current?.close();
      opened.current = undefined;
    },
    [],
  );
  return useCallback(() => {
    if (proposals) return draftOf(proposals.composition);
    if (opened.current?.ydoc !== ydoc) {
      opened.current?.close();
      opened.current = openDraft(ydoc, undefined);
    }
    return opened.current;
  }, [ydoc, proposals]);
}

/** Milliseconds without a key in the hand before it is read again. */
const QUIET = 200;

/** What the hand holds; read again when its writers pause. */
function useHand(proposals: ProposalsHandle | undefined): readonly Proposal[] {
  const hand = proposals?.hand;
  const [held, setHeld] = useState<readonly Proposal[]>([]);
  useEffect(() => {
    if (!hand) return setHeld([]);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = (): void => setHeld(readHand(hand));
    const later = (): void => {
      clearTimeout(timer);
      timer = setTimeout(read, QUIET);
    };
    read();
    hand.ydoc.on('update', later);
    return () => {
      clearTimeout(timer);
      hand.ydoc.off('update', later);
    };
  }, [hand]);
  return held;
}

function usePartOf(reading: DraftReading | undefined): Negotiation['partOf'] {
  return useCallback(
    (block: string) => {
      const at = reading?.document.blocks.findIndex(({ id }) => id === block) ?? -1;
      return at < 0 ? undefined : reading?.units.placeAt(at).part;
    },
    [reading],
  );
}

/** What the caret stands at; follows at most once a frame. */
export function useAtCaret(editor: EditorHandle | undefined): {
  readonly proposal: string | undefined;
  readonly unit: string | undefined;
} {
  const [at, setAt] = useState<{ readonly proposal: string | undefined; readonly unit: string | undefined }>({
    proposal: undefined,
    unit: undefined,
  });
  useEffect(() => {
    if (!editor) return;
    let frame = 0;
    const look = (): void => {
      frame = 0;
      const proposal = editor.proposals?.proposalAtCaret();
      const unit = editor.proposals ? editor.proposals.unitAtCaret() : editor.selection().block;
      setAt((last) => (last.proposal === proposal && last.unit === unit ? last : { proposal, unit }));
    };
    const stop = editor.subscribe(() => {
      frame ||= requestAnimationFrame(look);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [editor]);
  return at;
}
