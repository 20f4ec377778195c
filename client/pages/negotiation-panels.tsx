/** The panels about proposals, each with what it goes to. */
import type { ReactNode } from 'react';
import type { Target } from '../../shared/acts/facts.ts';
import { CommentsPanel } from '../panels/comments.tsx';
import { FileChangesPanel } from '../panels/file-changes.tsx';
import { MinePanel } from '../panels/mine.tsx';
import { viewOf } from '../panels/negotiation.ts';
import { ProposalPanel } from '../panels/proposal-card.tsx';
import { QueuePanel } from '../panels/queue.tsx';
import { SincePanel } from '../panels/since.tsx';
import { NEGOTIATION_PANEL_KEYS } from './negotiation-commands.ts';
import type { SidesProps } from './room-sides.tsx';
import type { Panel } from './room-state.ts';

export type NegotiationPanelName = keyof typeof NEGOTIATION_PANEL_KEYS;

export const isNegotiationPanel = (panel: Panel): panel is NegotiationPanelName =>
  panel in NEGOTIATION_PANEL_KEYS;

/** What one can speak of: the selected proposal, the provision at the caret, the draft. */
function targetsOf({ room, unit, negotiation }: SidesProps): readonly Target[] {
  const { proposal } = room.state;
  const isKnown = proposal !== undefined && viewOf(negotiation, proposal)?.fact !== undefined;
  return [
    ...(isKnown ? [`proposal:${proposal}` as const] : []),
    ...(unit === undefined ? [] : [`unit:${unit}` as const]),
    'draft',
  ];
}

export function NegotiationPanel(props: SidesProps & { readonly panel: NegotiationPanelName }): ReactNode {
  const { panel, negotiation, room, points, entry, draft } = props;
  const selected = room.state.proposal;
  const go = (id: string): void => {
    room.change({ proposal: id });
    const { block } = viewOf(negotiation, id) ?? {};
    if (!negotiation.proposals?.focusProposal(id) && block !== undefined) points.go(block);
  };
  const open = (id: string): void => {
    go(id);
    room.change({ panel: 'proposal' });
  };
  switch (panel) {
    case 'proposal':
      return (
        <ProposalPanel
          negotiation={negotiation}
          selected={selected}
          onGo={go}
          onComment={(id) => room.change({ proposal: id, panel: 'comments' })}
        />
      );
    case 'mine':
      return <MinePanel negotiation={negotiation} selected={selected} onOpen={open} />;
    case 'queue':
      return <QueuePanel negotiation={negotiation} selected={selected} onOpen={open} />;
    case 'comments':
      return (
        <CommentsPanel negotiation={negotiation} targets={targetsOf(props)} person={entry.account.name} />
      );
    case 'file':
      return <FileChangesPanel negotiation={negotiation} draft={draft} onGo={points.go} />;
    case 'since':
      return <SincePanel draft={draft} negotiation={negotiation} onProposal={open} onGo={points.go} />;
    default:
      return panel satisfies never;
  }
}
