/** The record beside the words, the own hand and the acts, put together for the panels of the draft page. */
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ActRequest } from '../../shared/acts/act.ts';
import { CHAIR } from '../../shared/acts/facts.ts';
import { readHand, readMine } from '../../shared/acts/reading/mine.ts';
import { namesByProposal, shortName } from '../../shared/acts/reading/names.ts';
import { readQueue } from '../../shared/acts/reading/queue.ts';
import { readSince } from '../../shared/acts/reading/since.ts';
import { isChairsSide } from '../../shared/house/audience.ts';
import type { Party } from '../../shared/house/party.ts';
import type { Proposal } from '../../shared/proposals/proposal.ts';
import { api, type DraftEntry } from '../api.ts';
import { refusalFrom, useAsked } from '../asked.ts';
import type { EditorHandle } from '../editor/editor.ts';
import type { ProposalsHandle } from '../editor/proposals-handle.ts';
import { type Say, sayCode, useText } from '../locales/i18n.ts';
import { announce } from '../panels/announce.tsx';
import { blockClasses } from '../panels/block-classes.ts';
import type { HandKeeping } from '../panels/hand-keeping.tsx';
import type { Negotiation } from '../panels/negotiation.ts';
import type { DraftReading } from '../panels/reading.ts';
import type { Session } from '../sync/session.ts';
import type { SyncState } from '../sync/state.ts';
import { type Acting, useGroups } from './use-acting.ts';
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
  const parties = useParties(draft, entry);
  const own = entry.member.party;
  const { actingFor, choices, setActingFor } = acting;
  const [groups, talksTo] = useGroups(parties, actingFor);
  const isChairs = isChairsSide(entry.member);
  const { seen, markSeen } = useSeen(entry.account.id, draft, seq);
  const acts = useActs(draft, handSession, keeping?.stays ?? false);
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
    proposals?.setNames(namesByProposal(facts, parties, draftLanguage));
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

/** Asking the server for acts, and what it said last when it refused. */
function useActs(
  draft: string,
  hand: Session | undefined,
  stays: boolean,
): Pick<Negotiation, 'act' | 'preview' | 'recorded' | 'trouble' | 'clearTrouble'> {
  const { t } = useText();
  const [trouble, setTrouble] = useState('');
  const [recorded, setRecorded] = useState(0);
  const act = useCallback(
    async (requests: readonly ActRequest[]) => {
      setTrouble('');
      for (const request of requests) {
        if (request.act === 'table' && stays) {
          setTrouble(t('hand.stays-first'));
          announce(t('hand.stays-first'));
          return false;
        }
        if (request.act === 'table' && hand) await whenSaved(hand);
        const answer = await askFor(draft, request);
        if (typeof answer === 'number') {
          setRecorded(answer);
          continue;
        }
        const told = refusalWords(t, answer);
        setTrouble(told);
        announce(told);
        return false;
      }
      announce(t('act.done', { count: requests.length }));
      return true;
    },
    [draft, hand, stays, t],
  );
  const preview = useCallback(
    async (request: ActRequest) => {
      const told = await api.preview(draft, request).catch((error: unknown) => refusalFrom(error).code);
      if (typeof told === 'string') return sayCode(t, 'refusal', told);
      if (!('why' in told)) return told;
      return refusalWords(t, {
        code: told.why,
        ...(told.present === undefined ? {} : { present: told.present }),
      });
    },
    [draft, t],
  );
  const clearTrouble = useCallback(() => setTrouble(''), []);
  return useMemo(
    () => ({ act, preview, recorded, trouble, clearTrouble }),
    [act, preview, recorded, trouble, clearTrouble],
  );
}

interface Why {
  readonly code: string;
  /** The words as they stand now, where they were others than those seen. */
  readonly present?: string;
}

function refusalWords(t: Say, { code, present }: Why): string {
  const sentence = sayCode(t, 'refusal', code);
  return present ? `${sentence} ${t('act.present', { words: present })}` : sentence;
}

/** Milliseconds to wait for words that are on their way; after that the server is asked for what it has. */
const LONGEST_WAIT = 5_000;

/** Resolves when the server holds all that was typed in this session. */
function whenSaved(session: Session): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const look = (): void => void (session.state().unsent === 0 && done());
    const timer = setTimeout(done, LONGEST_WAIT);
    const stop = session.subscribe(look);
    look();
  });
}

/** Number of the act, or why it was refused. */
async function askFor(draft: string, request: ActRequest): Promise<number | Why> {
  try {
    const answer = await api.act(draft, request);
    if (answer.done) return answer.seq;
    return { code: answer.why, ...(answer.present === undefined ? {} : { present: answer.present }) };
  } catch (error) {
    return { code: refusalFrom(error).code };
  }
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
