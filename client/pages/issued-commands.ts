/** Commands about what leaves the room: export, issue, compare, and the panels of issued texts and of the time line. */
import type { PageCommand } from '../panels/command.ts';
import { revisionsIn } from '../panels/revisions.tsx';
import type { CommandGround } from './room-commands.ts';
import type { Panel } from './room-state.ts';

export const ISSUED_PANEL_KEYS = {
  revisions: 'Alt-a',
  history: 'Alt-v',
} as const satisfies Partial<Record<Panel, string>>;

export function issuedCommands({ t, room, negotiation }: CommandGround): readonly PageCommand[] {
  const { state, change } = room;
  const [last] = revisionsIn(negotiation.facts);
  const panels = (['revisions', 'history'] as const).map(
    (panel): PageCommand => ({
      id: `panel.${panel}`,
      label: t(`panel.${panel}`),
      group: 'panel',
      key: ISSUED_PANEL_KEYS[panel],
      can: () => true,
      run: () => change({ panel: state.panel === panel ? undefined : panel }),
    }),
  );
  return [
    ...panels,
    {
      id: 'copy.export',
      label: t('export.title'),
      group: 'copy',
      key: 'Alt-e',
      can: () => true,
      run: () => change({ overlay: 'export', exported: undefined }),
    },
    {
      id: 'act.issue',
      label: t('issue.title'),
      group: 'act',
      can: () => negotiation.isChairs || t('refusal.not-the-chairs-side'),
      run: () => change({ overlay: 'issue' }),
    },
    {
      id: 'go.compare',
      label: t('compare.title'),
      group: 'go',
      can: () => last !== undefined || t('refusal.no-revision'),
      run: () => last && change({ compared: { from: last.symbol } }),
    },
  ];
}
