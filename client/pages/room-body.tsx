/** The room: bars, outline, the text with its editor, one panel, the state of one's own words. */
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { CHAIR, DESK } from '../../shared/acts/facts.ts';
import { isToTable } from '../../shared/acts/reading/mine.ts';
import { isChairsSide } from '../../shared/house/audience.ts';
import type { DraftEntry } from '../api.ts';
import { useText } from '../locales/i18n.ts';
import { AgreeStrip, DecideStrip } from '../panels/agree-strip.tsx';
import { announce } from '../panels/announce.tsx';
import { useCommandKeys } from '../panels/command.ts';
import { useReading } from '../panels/draft-reading.ts';
import { EarlierBar } from '../panels/earlier-bar.tsx';
import { type Asking, AskSheet } from '../panels/fields.tsx';
import { FloorLine } from '../panels/floor-line.tsx';
import { useFloorMemory } from '../panels/floor-memory.ts';
import { FloorPlace } from '../panels/floor-place.tsx';
import { ClosedBar, HandBar } from '../panels/hand-bar.tsx';
import { KeysHelp } from '../panels/keys-help.tsx';
import type { Negotiation } from '../panels/negotiation.ts';
import { Palette } from '../panels/palette.tsx';
import type { DecisionLine } from '../panels/point-choices.ts';
import { RecordedLine } from '../panels/recorded-line.tsx';
import { StateLine, stateWords } from '../panels/state-line.tsx';
import { AwaitedBar, coloursOf, StatusBar, statusStyle } from '../panels/status-bar.tsx';
import { putOnClipboard } from '../panels/to-clipboard.ts';
import type { Session } from '../sync/session.ts';
import type { SyncState } from '../sync/state.ts';
import { useAppearance } from '../theme/appearance.ts';
import { textToCopy } from './copy-out.ts';
import { DraftFrame } from './draft-frame.tsx';
import { IssuedSheets } from './issued-sheets.tsx';
import { Notices } from './notices.tsx';
import { roomCommands } from './room-commands.ts';
import { OutlineSide, PanelSide } from './room-sides.tsx';
import { type Room, useRoomState } from './room-state.ts';
import { ScreenStrip } from './screen-strip.tsx';
import { TopBar } from './top-bar.tsx';
import { useActingFor } from './use-acting.ts';
import { isFocusIn, useDeciding } from './use-deciding.ts';
import { useEditor, useHere } from './use-editor.ts';
import { useFollowing } from './use-following.ts';
import { useHandKeeping, useStays } from './use-hand-keeping.ts';
import { useAtCaret, useNegotiation } from './use-negotiation.ts';
import { useOpenPoints, usePointInAddress, useStep } from './use-open-points.ts';
import { usePoints } from './use-points.ts';
import { useScreenControl } from './use-screen-control.ts';
import { useHand, usePresent, useSyncState } from './use-session.ts';

interface RoomBodyProps {
  readonly draft: string;
  readonly entry: DraftEntry;
  readonly session: Session;
  readonly state: SyncState;
}

export function RoomBody({ draft, entry, session, state }: RoomBodyProps): ReactNode {
  const { t } = useText();
  const room = useRoomState();
  const appearance = useAppearance();
  const mount = useRef<HTMLDivElement>(null);
  const [asking, setAsking] = useState<Asking>();
  const refused = useCallback(() => announce(t('room.not-written')), [t]);
  const label = entry.draft?.title ?? t('product.name');
  const { view, overlay } = room.state;
  const isForWriting = view === 'all-marks' || view === 'brackets-only';
  const acting = useActingFor(session, entry.member.party);
  const party = acting.actingFor ?? (isChairsSide(entry.member) ? DESK : undefined);
  const stays = useStays(entry.account.id, draft, party);
  const hand = useHand(draft, entry.account, party, stays);
  const keeping = useHandKeeping({ draft, entry, party, session: hand, stays });
  const isOurs = useOurs(session, party === DESK ? CHAIR : party);
  // Whose words wait, and where: those of the text where one writes it, else those of the own hand.
  const wordsSession = state.mayWrite || !hand ? session : hand;
  const words = useSyncState(wordsSession);
  const editor = useEditor({ mount, session, state, hand, isOurs, isForWriting, label, onRefused: refused });
  const reading = useReading(editor);
  const here = useHere(editor);
  const present = usePresent(session);
  const points = usePoints({ editor, reading, room });
  const negotiation = useNegotiation({
    draft,
    entry,
    session,
    state,
    acting,
    keeping,
    handSession: hand,
    editor,
    reading,
    place: points.nameOf,
  });
  const following = useFollowing(negotiation, room, editor);
  const screen = useScreenControl(draft, entry.rights.administer.may, following.unit);
  const openPoints = useOpenPoints(reading, negotiation);
  usePointInAddress(openPoints, points.select);
  const stepPoint = useStep({
    points: openPoints,
    reading,
    selected: room.state.point,
    here: here.block,
    select: points.select,
  });
  const { decide, drop } = useDeciding(room);
  const caret = useAtCaret(editor);
  const floor = useFloorMemory(negotiation);
  const { change } = room;
  useEffect(() => {
    if (caret.proposal !== undefined) change({ proposal: caret.proposal });
  }, [caret.proposal, change]);
  const copyOut = useCallback(async () => {
    if (editor) announce(t((await putOnClipboard(textToCopy(editor))) ? 'copy.done' : 'copy.failed'));
  }, [editor, t]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `appearance` changes what the commands are called
  const commands = useMemo(
    () =>
      roomCommands({
        t,
        openPoints,
        onDecide: decide,
        editor,
        reading,
        room,
        negotiation,
        selected: room.state.proposal,
        mayAdminister: entry.rights.administer.may,
        ask: setAsking,
        screen,
        following,
        stepPoint,
        copyOut: () => void copyOut(),
        sayState: () => announce(stateWords(t, words)),
      }),
    [
      t,
      editor,
      reading,
      room,
      entry,
      stepPoint,
      copyOut,
      words,
      appearance,
      screen,
      following,
      negotiation,
      openPoints,
      decide,
    ],
  );
  const whyNot = useCommandKeys(commands);
  useEffect(() => {
    if (view !== 'base') editor?.setView(view);
  }, [editor, view]);
  const sides = {
    draft,
    entry,
    session,
    state,
    room,
    editor,
    reading,
    here: here.block,
    unit: caret.unit,
    commands,
    points,
    stepPoint,
    negotiation,
    openPoints,
    onDecide: decide,
    words,
    dismiss: (id: string) => void wordsSession.dismiss(id),
  };
  return (
    <div className="draft-page" data-colours={coloursOf(state.rules)} style={statusStyle(t)}>
      <TopBar
        entry={entry}
        phase={state.phase}
        room={room}
        present={present}
        negotiation={negotiation}
        counts={{
          points: openPoints.length,
          kept: words.keptWords.length,
          mine: negotiation.mine.filter(isToTable).length,
          queue: negotiation.queue.length,
          since: negotiation.news.length,
        }}
        commands={commands}
      />
      <Notices state={words} view={view} />
      <div className="middle">
        <OutlineSide {...sides} />
        <DraftFrame draft={draft} meta={entry.draft} mount={mount} reading={reading} view={view} />
        <PanelSide {...sides} />
      </div>
      <div>
        {room.state.strip && (
          <ScreenStrip
            draft={draft}
            control={screen}
            here={here.block}
            nameOf={points.nameOf}
            negotiation={negotiation}
            onMeeting={() => change({ panel: 'meeting' })}
            onDone={() => editor?.view.focus()}
          />
        )}
        <StatusBar negotiation={negotiation} unit={caret.unit} />
        <AwaitedBar negotiation={negotiation} unit={caret.unit} onGo={points.go} />
        <ClosedBar negotiation={negotiation} unit={caret.unit} />
        <HandBar negotiation={negotiation} unit={caret.unit} onOpen={() => change({ panel: 'mine' })} />
        <EarlierBar
          negotiation={negotiation}
          onOpen={(proposal) => change({ proposal, panel: 'proposal' })}
        />
        {!room.state.agree && !room.state.deciding && <RecordedLine negotiation={negotiation} />}
        <DecisionAtHand
          room={room}
          negotiation={negotiation}
          recorder={entry.account.name}
          language={entry.draft?.language ?? 'en'}
          onDrop={drop}
          onClose={() => {
            change({ agree: undefined, deciding: undefined });
            // Whoever went on meanwhile, into the floor line say, is not called back.
            if (isFocusIn('.agree-strip')) editor?.view.focus();
          }}
        />
        {room.state.floor && entry.rights.administer.may && (
          <FloorLine negotiation={negotiation} memory={floor} onLeave={() => editor?.view.focus()} />
        )}
        {whyNot && <p className="notice-bar quiet">{whyNot}</p>}
        <StateLine state={words}>
          <FloorPlace
            place={following.unit && negotiation.place(following.unit)}
            isFollowing={following.isOn}
            onGo={following.go}
            onFollow={following.set}
          />
          {here.block && <span>{points.nameOf(here.block)}</span>}
          {reading && <span>{t('room.open-points', { count: openPoints.length })}</span>}
        </StateLine>
      </div>
      <Palette
        commands={commands}
        isOpen={overlay === 'palette'}
        onClose={() => room.change({ overlay: undefined })}
      />
      <KeysHelp
        negotiation={negotiation}
        commands={commands}
        isOpen={overlay === 'keys'}
        onClose={() => room.change({ overlay: undefined })}
      />
      <IssuedSheets
        draft={draft}
        entry={entry}
        room={room}
        negotiation={negotiation}
        phase={state.phase}
        rules={state.rules}
        onGo={points.go}
      />
      <AskSheet asking={asking} onClose={() => setAsking(undefined)} />
    </div>
  );
}

interface DecisionAtHandProps {
  readonly room: Room;
  readonly negotiation: Negotiation;
  readonly recorder: string;
  readonly language: string;
  readonly onDrop: (line: DecisionLine) => void;
  readonly onClose: () => void;
}

/** The decision that stands before the operator, if any. */
function DecisionAtHand({ room, ...props }: DecisionAtHandProps): ReactNode {
  const { agree, deciding } = room.state;
  if (!props.negotiation.isChairs) return null;
  if (agree !== undefined) return <AgreeStrip key={agree} {...props} unit={agree} />;
  return deciding ? <DecideStrip {...props} lines={deciding} /> : null;
}

/** Whether the reader's side asks for a tabled proposal, as the record says at the moment of asking. */
function useOurs(session: Session, party: string | undefined): (proposal: string) => boolean {
  return useCallback(
    (proposal) => {
      const fact = session.facts.get().facts[`proposal/${proposal}`];
      return fact?.kind === 'proposal' && party !== undefined && fact.proponents.includes(party);
    },
    [session, party],
  );
}
