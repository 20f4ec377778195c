/** The sides of the room: the outline at the start, one panel at the end. */
import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useCallback, useMemo } from 'react';
import type { OpenPoint } from '../../shared/acts/reading/open-points.ts';
import type { OutlineNode } from '../../shared/draft/outline.ts';
import type { DraftEntry } from '../api.ts';
import type { EditorHandle } from '../editor/editor.ts';
import { type Say, useText } from '../locales/i18n.ts';
import { AlternativesPanel } from '../panels/alternatives.tsx';
import { announce } from '../panels/announce.tsx';
import { outlineMarks } from '../panels/block-classes.ts';
import type { PageCommand } from '../panels/command.ts';
import { IconButton, Nothing } from '../panels/controls.tsx';
import { Derived } from '../panels/derived.tsx';
import { HistoryPanel } from '../panels/history.tsx';
import { HousePanel } from '../panels/house-rules.tsx';
import { KeptPanel } from '../panels/kept.tsx';
import type { Negotiation } from '../panels/negotiation.ts';
import { OutlinePanel } from '../panels/outline.tsx';
import { PeoplePanel } from '../panels/people.tsx';
import type { DecisionLine } from '../panels/point-choices.ts';
import { PointsPanel } from '../panels/points.tsx';
import { ProvenancePanel } from '../panels/provenance.tsx';
import type { DraftReading } from '../panels/reading.ts';
import { RevisionsPanel, revisionsIn } from '../panels/revisions.tsx';
import { standingChoices } from '../panels/standing.ts';
import { statusWords } from '../panels/status-bar.tsx';
import { putOnClipboard } from '../panels/to-clipboard.ts';
import type { Session } from '../sync/session.ts';
import type { SyncState } from '../sync/state.ts';
import { isNegotiationPanel, NegotiationPanel } from './negotiation-panels.tsx';
import { isRecordPanel, RecordPanel } from './record-panels.tsx';
import type { Panel, Room } from './room-state.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { linkTo } from './use-open-points.ts';
import type { Points } from './use-points.ts';

export interface SidesProps {
  readonly draft: string;
  readonly entry: DraftEntry;
  readonly session: Session;
  readonly state: SyncState;
  readonly room: Room;
  readonly editor: EditorHandle | undefined;
  readonly reading: DraftReading | undefined;
  readonly here: string | undefined;
  readonly commands: readonly PageCommand[];
  readonly points: Points;
  readonly stepPoint: (direction: 1 | -1) => void;
  readonly negotiation: Negotiation;
  /** The provision at the caret. */
  readonly unit: string | undefined;
  readonly openPoints: readonly OpenPoint[];
  /** Puts outcomes before the operator, beside those that are there already. */
  readonly onDecide: (lines: readonly DecisionLine[]) => void;
  /** Of the paper that one writes: the text itself, or the own hand. */
  readonly words: SyncState;
  /** Puts kept words of it away. */
  readonly dismiss: (id: string) => void;
}

interface SideProps {
  readonly side: 'start' | 'end';
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Side({ side, title, onClose, children }: SideProps): ReactNode {
  const { t } = useText();
  const region = useKeptFocus();
  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) onClose();
  };
  return (
    <aside
      ref={region}
      tabIndex={-1}
      className={`side ${side}`}
      aria-label={title}
      data-region={side}
      onKeyDown={closeOnEscape}
    >
      <header>
        <h2>{title}</h2>
        <IconButton icon={X} label={t('page.close')} onPress={onClose} />
      </header>
      {children}
    </aside>
  );
}

export function OutlineSide({ room, editor, reading, here, points, negotiation }: SidesProps): ReactNode {
  const { t } = useText();
  const { facts } = negotiation;
  const marks = useMemo(
    () => outlineMarks(facts, (fact) => statusWords(t, negotiation, fact)),
    [facts, t, negotiation],
  );
  const choicesOf = useCallback(
    (node: OutlineNode) => standingChoices(t, negotiation, node),
    [t, negotiation],
  );
  const close = (): void => {
    room.change({ outline: false });
    editor?.view.focus();
  };
  if (!room.state.outline) return null;
  return (
    <Side side="start" title={t('outline.title')} onClose={close}>
      {reading ? (
        <OutlinePanel
          {...reading}
          here={unitOf(reading, here)}
          marks={marks}
          choicesOf={choicesOf}
          onChoose={({ request }) => void negotiation.act([request])}
          onGo={points.go}
          onFound={points.goToWords}
        />
      ) : (
        <Nothing>{t('page.opening')}</Nothing>
      )}
    </Side>
  );
}

/** The provision that a block belongs to, which is what the outline shows. */
function unitOf({ document, units }: DraftReading, block: string | undefined): string | undefined {
  const at = document.blocks.findIndex(({ id }) => id === block);
  return units.at(at)?.id ?? block;
}

export function PanelSide(props: SidesProps): ReactNode {
  const { t } = useText();
  const { room, editor } = props;
  const { panel } = room.state;
  const close = (): void => {
    room.change({ panel: undefined });
    editor?.view.focus();
  };
  if (!panel) return null;
  return (
    <Side side="end" title={t(`panel.${panel}`)} onClose={close}>
      <PanelBody {...props} panel={panel} />
    </Side>
  );
}

async function copyLink(t: Say, key: string): Promise<void> {
  announce(t((await putOnClipboard(linkTo(key))) ? 'copy.done' : 'copy.failed'));
}

/** What can be done with a bracket, from the palette's own list. */
const BRACKET_ACTIONS = ['edit.lift', 'edit.option-break'];

function PanelBody(props: SidesProps & { readonly panel: Panel }): ReactNode {
  const { t } = useText();
  const { panel, draft, entry, state, room, reading, commands, points } = props;
  const { negotiation, unit, openPoints, onDecide } = props;
  if (isNegotiationPanel(panel)) return <NegotiationPanel {...props} panel={panel} />;
  if (isRecordPanel(panel)) return <RecordPanel {...props} panel={panel} />;
  switch (panel) {
    case 'people':
      return <PeoplePanel draft={draft} entry={entry} negotiation={props.negotiation} />;
    case 'house':
      return (
        <HousePanel draft={draft} entry={entry} reading={reading} phase={state.phase} rules={state.rules} />
      );
    case 'revisions':
      return (
        <RevisionsPanel
          draft={draft}
          title={entry.draft?.title ?? ''}
          revisions={revisionsIn(props.negotiation.facts)}
          isChairs={props.negotiation.isChairs}
          onIssue={() => room.change({ overlay: 'issue' })}
          onExport={(exported) => room.change({ overlay: 'export', exported })}
          onCompare={(from, to) => room.change({ compared: { from, ...(to === undefined ? {} : { to }) } })}
        >
          <Derived
            draft={draft}
            title={entry.draft?.title ?? ''}
            seq={props.session.facts.get().seq}
            negotiation={props.negotiation}
            onGo={points.go}
          />
        </RevisionsPanel>
      );
    case 'history':
      return (
        <HistoryPanel
          draft={draft}
          seq={props.session.facts.get().seq}
          negotiation={negotiation}
          onSince={() => room.change({ panel: 'since' })}
        />
      );
    case 'provenance':
      return (
        <ProvenancePanel
          draft={draft}
          negotiation={props.negotiation}
          onProposal={(id) => room.change({ proposal: id, panel: 'proposal' })}
        />
      );
    case 'kept':
      return (
        <KeptPanel
          kept={props.words.keptWords}
          onCopy={putOnClipboard}
          onDismiss={props.dismiss}
          onGo={points.go}
        />
      );
    case 'points':
      return reading ? (
        <PointsPanel
          ground={{ t, negotiation, reading, points: openPoints }}
          selected={room.state.point}
          onSelect={points.select}
          onStep={props.stepPoint}
          onAlternatives={(set) => room.change({ panel: 'alternatives', set })}
          onProposal={(proposal) => room.change({ panel: 'proposal', proposal })}
          onCopyLink={(key) => void copyLink(t, key)}
          onDecide={onDecide}
          actions={commands.filter(({ id }) => BRACKET_ACTIONS.includes(id))}
        />
      ) : (
        <Nothing>{t('page.opening')}</Nothing>
      );
    case 'alternatives':
      return reading ? (
        <AlternativesPanel
          reading={reading}
          opened={room.state.set}
          onOpen={(set) => room.change({ set })}
          onGo={points.go}
          negotiation={negotiation}
          unit={unit}
          onDecide={onDecide}
          numberOf={(set) => openPoints.find(({ on }) => on === `set:${set}`)?.number ?? ''}
        />
      ) : (
        <Nothing>{t('page.opening')}</Nothing>
      );
    default:
      return panel satisfies never;
  }
}
