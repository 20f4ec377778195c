/** All commands of the draft page: those of the editor, and what the page itself can do. */
import type { OpenPoint } from '../../shared/acts/reading/open-points.ts';
import type { EditorHandle } from '../editor/editor.ts';
import { type Say, sayCode } from '../locales/i18n.ts';
import type { PageCommand } from '../panels/command.ts';
import type { Asking } from '../panels/fields.tsx';
import type { Negotiation } from '../panels/negotiation.ts';
import { outcomeId } from '../panels/point-card.tsx';
import type { DecisionLine } from '../panels/point-choices.ts';
import type { DraftReading } from '../panels/reading.ts';
import { go } from '../route.ts';
import { setAppearance, stepSize } from '../theme/appearance.ts';
import { decidingCommands } from './deciding-commands.ts';
import { issuedCommands } from './issued-commands.ts';
import { negotiationCommands } from './negotiation-commands.ts';
import { isDark } from './page-tools.tsx';
import { type Panel, type Room, VIEWS } from './room-state.ts';
import { screenCommands } from './screen-commands.ts';
import type { Following } from './use-following.ts';
import type { ScreenControl } from './use-screen-control.ts';
import { keepsOnDevice, setKeepsOnDevice } from './use-session.ts';

export interface CommandGround {
  readonly t: Say;
  readonly editor: EditorHandle | undefined;
  readonly reading: DraftReading | undefined;
  readonly openPoints: readonly OpenPoint[];
  readonly onDecide: (lines: readonly DecisionLine[]) => void;
  readonly room: Room;
  readonly negotiation: Negotiation;
  /** The proposal at the caret, or the last one gone to. */
  readonly selected: string | undefined;
  readonly mayAdminister: boolean;
  readonly ask: (asking: Asking) => void;
  readonly screen: ScreenControl;
  readonly following: Following;
  readonly stepPoint: (direction: 1 | -1) => void;
  readonly copyOut: () => void;
  readonly sayState: () => void;
}

const always = (): true => true;

export function roomCommands(ground: CommandGround): readonly PageCommand[] {
  return [
    ...editorCommands(ground),
    ...negotiationCommands(ground),
    ...decideCommands(ground),
    ...issuedCommands(ground),
    ...viewCommands(ground),
    ...panelCommands(ground),
    ...goCommands(ground),
    ...screenCommands(ground),
    ...pageCommands(ground),
  ];
}

/** Commands the editor has, by its own answer to whether they can be done now. */
export function editorCommands({ t, editor, ask }: CommandGround): readonly PageCommand[] {
  return Object.values(editor?.commands ?? {}).map((command) => {
    const label = sayCode(t, 'edit', command.name);
    const run = (text?: string): void => {
      command.run(text);
      editor?.view.focus();
    };
    return {
      id: `edit.${command.name}`,
      label,
      group: 'text',
      key: command.key,
      inEditor: true,
      can: () => {
        const can = command.can();
        return can === true ? true : sayCode(t, 'command.why', can);
      },
      run: () =>
        command.asks === 'text'
          ? ask({ title: label, label: sayCode(t, 'ask', command.name), onAnswer: run })
          : run(),
    };
  });
}

/** What can be recorded of the selected point, once there is a text. */
function decideCommands({
  t,
  negotiation,
  reading,
  openPoints,
  room,
  onDecide,
}: CommandGround): readonly PageCommand[] {
  const selected = openPoints.find(({ key }) => key === room.state.point);
  const onAsk = (at: number): void => {
    room.change({ panel: 'points' });
    requestAnimationFrame(() => document.getElementById(outcomeId(at))?.click());
  };
  const ground = { t, negotiation, points: openPoints, selected, onDecide, onAsk };
  return reading ? decidingCommands({ ...ground, reading }) : [];
}

function viewCommands({ t, room }: CommandGround): readonly PageCommand[] {
  return VIEWS.map((view, at) => ({
    id: `view.${view}`,
    label: t(`view.${view}`),
    group: 'view',
    key: `Alt-${at + 1}`,
    can: always,
    run: () => room.change({ view }),
  }));
}

const PANEL_KEYS: Readonly<Partial<Record<Panel, string>>> = {
  points: 'Alt-6',
  alternatives: 'Alt-7',
  people: 'Alt-8',
  house: 'Alt-9',
};

function panelCommands({ t, room }: CommandGround): readonly PageCommand[] {
  const { state, change } = room;
  const panels = (['points', 'alternatives', 'people', 'house', 'provenance', 'kept'] as const).map(
    (panel): PageCommand => ({
      id: `panel.${panel}`,
      label: t(`panel.${panel}`),
      group: 'panel',
      key: PANEL_KEYS[panel],
      can: always,
      run: () => change({ panel: state.panel === panel ? undefined : panel }),
    }),
  );
  return [
    {
      id: 'panel.outline',
      label: t('outline.title'),
      group: 'panel',
      key: 'Alt-5',
      can: always,
      run: () => change({ outline: !state.outline }),
    },
    ...panels,
  ];
}

function goCommands({
  t,
  room,
  openPoints,
  editor,
  stepPoint,
  following,
}: CommandGround): readonly PageCommand[] {
  const somePoint = (): true | string => openPoints.length > 0 || t('points.empty');
  const isSomeFloor = (): true | string => following.unit !== undefined || t('floor.nothing');
  return [
    { id: 'go.floor', label: t('follow.go'), group: 'go', key: 'Alt-z', can: isSomeFloor, run: following.go },
    {
      id: 'go.follow',
      label: t(following.isOn ? 'follow.stop' : 'follow.off'),
      group: 'go',
      can: always,
      run: () => following.set(!following.isOn),
    },
    {
      id: 'go.next',
      label: t('command.next-point'),
      group: 'go',
      key: 'F8',
      can: somePoint,
      run: () => stepPoint(1),
    },
    {
      id: 'go.previous',
      label: t('command.previous-point'),
      group: 'go',
      key: 'Shift-F8',
      can: somePoint,
      run: () => stepPoint(-1),
    },
    {
      id: 'go.find',
      label: t('outline.find'),
      group: 'go',
      key: 'Mod-f',
      can: always,
      run: () => {
        room.change({ outline: true });
        requestAnimationFrame(() => document.querySelector<HTMLElement>('.outline .search input')?.focus());
      },
    },
    {
      id: 'go.region',
      label: t('command.next-region'),
      group: 'go',
      key: 'F6',
      can: always,
      run: nextRegion,
    },
    {
      id: 'go.text',
      label: t('command.to-text'),
      group: 'go',
      key: 'Alt-0',
      can: always,
      run: () => editor?.view.focus(),
    },
    { id: 'go.drafts', label: t('drafts.title'), group: 'go', can: always, run: () => go('/') },
  ];
}

/** Focus goes from region to region: outline, text, panel, top. */
function nextRegion(): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')];
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[(at + 1) % regions.length];
  next
    ?.querySelector<HTMLElement>(
      '.ProseMirror, [role="treegrid"], [role="listbox"], input, button, [tabindex="0"]',
    )
    ?.focus();
}

function pageCommands({ t, room, copyOut, sayState }: CommandGround): readonly PageCommand[] {
  const { change } = room;
  const plain = (id: string, label: string, run: () => void, key?: string): PageCommand => ({
    id,
    label,
    group: id.startsWith('copy') ? 'copy' : 'page',
    key,
    can: always,
    run,
  });
  return [
    plain('copy.out', t('command.copy-out'), copyOut, 'Alt-c'),
    plain('page.palette', t('palette.title'), () => change({ overlay: 'palette' }), 'Mod-k'),
    plain('page.keys', t('keys.title'), () => change({ overlay: 'keys' }), 'F1'),
    plain('page.saved', t('command.say-state'), sayState, 'Mod-s'),
    plain('page.larger', t('command.larger'), () => stepSize(1), 'Alt-='),
    plain('page.smaller', t('command.smaller'), () => stepSize(-1), 'Alt--'),
    plain('page.theme', t(isDark() ? 'command.light' : 'command.dark'), () =>
      setAppearance({ theme: isDark() ? 'light' : 'dark' }),
    ),
    plain('page.contrast', t('command.contrast'), () =>
      setAppearance({ contrast: document.documentElement.dataset.contrast === 'more' ? 'normal' : 'more' }),
    ),
    plain('page.keep', t(keepsOnDevice() ? 'command.do-not-keep' : 'command.keep'), () =>
      setKeepsOnDevice(!keepsOnDevice()),
    ),
  ];
}
