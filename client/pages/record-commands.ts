/** Commands about the record: its panels, meetings, acts on the form of the text. */
import { openMeetings } from '../../shared/acts/meetings.ts';
import type { PageCommand } from '../panels/command.ts';
import { EARLIER_LIST } from '../panels/earlier-wordings.tsx';
import { MEETING_FIELD } from '../panels/meeting.tsx';
import { STRUCTURAL, STRUCTURAL_FORM } from '../panels/structure.tsx';
import type { NegotiationCommandGround } from './negotiation-commands.ts';
import { RECORD_PANELS, type RecordPanelName } from './record-panels.tsx';

/** Keys where they are pressed often. */
export const RECORD_PANEL_KEYS: Readonly<Partial<Record<RecordPanelName, string>>> = {
  decisions: 'Alt-r',
  positions: 'Alt-i',
};

const always = (): true => true;

export function recordCommands(ground: NegotiationCommandGround): readonly PageCommand[] {
  return [
    ...panelCommands(ground),
    ...meetingCommands(ground),
    ...structureCommands(ground),
    earlierCommand(ground),
  ];
}

/** Goes to what was asked for once on the paragraph at the caret. */
function earlierCommand({ t, room, negotiation }: NegotiationCommandGround): PageCommand {
  return {
    id: 'earlier.go',
    label: t('earlier.go'),
    group: 'act',
    can: () => negotiation.proposals?.unitAtCaret() !== undefined || t('command.why.no-provision-here'),
    run: () => {
      room.change({ panel: 'alternatives' });
      requestAnimationFrame(() => document.getElementById(EARLIER_LIST)?.focus());
    },
  };
}

function panelCommands({ t, room, negotiation }: NegotiationCommandGround): readonly PageCommand[] {
  const { state, change } = room;
  return RECORD_PANELS.map((panel) => ({
    id: `panel.${panel}`,
    label: t(`panel.${panel}`),
    group: 'panel',
    key: RECORD_PANEL_KEYS[panel],
    can:
      panel === 'statistics' ? () => negotiation.seesStatistics || t('refusal.not-the-chairs-side') : always,
    run: () => change({ panel: state.panel === panel ? undefined : panel }),
  }));
}

function meetingCommands({ t, room, negotiation }: NegotiationCommandGround): readonly PageCommand[] {
  const mine = (): true | string => negotiation.isChairs || t('refusal.not-the-chairs-side');
  const open = openMeetings(negotiation.facts).at(-1);
  return [
    {
      id: 'meeting.open',
      label: t('meeting.open'),
      group: 'screen',
      can: mine,
      run: () => {
        room.change({ panel: 'meeting' });
        requestAnimationFrame(() => document.getElementById(MEETING_FIELD)?.focus());
      },
    },
    {
      id: 'meeting.close',
      label: open ? t('meeting.close-number', { number: open.number }) : t('meeting.close'),
      group: 'screen',
      can: () => (mine() === true ? open !== undefined || t('refusal.unknown-meeting') : mine()),
      run: () => open && void negotiation.act([{ act: 'meeting', does: 'close', number: open.number }]),
    },
  ];
}

function structureCommands({ t, room, negotiation }: NegotiationCommandGround): readonly PageCommand[] {
  return STRUCTURAL.map((act) => ({
    id: `structure.${act}`,
    label: t(`structure.do-${act}`),
    group: 'act',
    can: () => negotiation.isChairs || t('refusal.not-the-chairs-side'),
    run: () => {
      room.change({ panel: 'structure', structure: act });
      requestAnimationFrame(() => intoForm()?.focus());
    },
  }));
}

/** What one writes in first, or presses where there is nothing to write. */
function intoForm(): HTMLElement | null | undefined {
  const form = document.getElementById(STRUCTURAL_FORM);
  return (
    form?.querySelector<HTMLElement>('input:not([type="hidden"]), textarea') ??
    form?.querySelector<HTMLElement>('button')
  );
}
