/** The panels of the record: decisions, positions, meetings, the form of the text, statistics. */
import type { ReactNode } from 'react';
import type { Target } from '../../shared/acts/facts.ts';
import { useText } from '../locales/i18n.ts';
import { DecisionsPanel } from '../panels/decisions.tsx';
import { MeetingPanel } from '../panels/meeting.tsx';
import { viewOf } from '../panels/negotiation.ts';
import { PositionsPanel } from '../panels/positions.tsx';
import { StatisticsPanel } from '../panels/statistics.tsx';
import { StructurePanel } from '../panels/structure.tsx';
import type { SidesProps } from './room-sides.tsx';
import type { Panel } from './room-state.ts';

export const RECORD_PANELS = [
  'decisions',
  'positions',
  'meeting',
  'structure',
  'statistics',
] as const satisfies readonly Panel[];
export type RecordPanelName = (typeof RECORD_PANELS)[number];

export const isRecordPanel = (panel: Panel): panel is RecordPanelName =>
  (RECORD_PANELS as readonly Panel[]).includes(panel);

/** What one can take a position on here: the selected point and proposal, the provision at the caret, the draft. */
function targetsOf({ room, unit, negotiation, reading }: SidesProps): readonly Target[] {
  const { proposal, point: key } = room.state;
  const point = reading?.points.find((each) => each.key === key);
  const first = point?.members[0];
  const isOfText = first !== undefined && reading?.brackets.byId.get(first)?.open.object.asked === undefined;
  const isKnown = proposal !== undefined && viewOf(negotiation, proposal)?.fact !== undefined;
  return [
    ...(point?.kind === 'alternatives' ? [`set:${point.key.slice('set:'.length)}` as const] : []),
    ...(point && point.kind !== 'alternatives' && point.kind !== 'unpaired' && isOfText
      ? [`bracket:${first}` as const]
      : []),
    ...(isKnown ? [`proposal:${proposal}` as const] : []),
    ...(unit === undefined ? [] : [`unit:${unit}` as const]),
    'draft',
  ];
}

export function RecordPanel(props: SidesProps & { readonly panel: RecordPanelName }): ReactNode {
  const { t } = useText();
  const { panel, draft, entry, negotiation, reading, points, room, editor, unit } = props;
  switch (panel) {
    case 'decisions':
      return <DecisionsPanel negotiation={negotiation} onGo={points.go} />;
    case 'positions':
      return (
        <PositionsPanel
          negotiation={negotiation}
          reading={reading}
          targets={targetsOf(props)}
          person={entry.account.name}
          onGo={points.go}
        />
      );
    case 'meeting':
      return (
        <MeetingPanel
          negotiation={negotiation}
          reading={reading}
          person={entry.account.name || t(`role.${entry.member.role}`)}
        />
      );
    case 'structure':
      return (
        <StructurePanel
          draft={draft}
          negotiation={negotiation}
          editor={editor}
          reading={reading}
          unit={unit}
          chosen={room.state.structure}
          onChoose={(structure) => room.change({ structure })}
        />
      );
    case 'statistics':
      return <StatisticsPanel draft={draft} negotiation={negotiation} />;
    default:
      return panel satisfies never;
  }
}
