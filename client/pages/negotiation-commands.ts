/** Commands about proposals: panels, making proposals in hand, acts on the proposal at the caret, the operator's line. */
import { onFloor } from '../../shared/acts/status.ts';
import { type Say, sayCode } from '../locales/i18n.ts';
import { AGREE_BUTTON } from '../panels/agree-strip.tsx';
import { announce } from '../panels/announce.tsx';
import type { PageCommand } from '../panels/command.ts';
import type { Asking } from '../panels/fields.tsx';
import { FLOOR_FIELD } from '../panels/floor-line.tsx';
import { tableable, tableRequests } from '../panels/mine.tsx';
import {
  type Negotiation,
  noMeetingYet,
  type ProposalView,
  targetOf,
  viewOf,
} from '../panels/negotiation.ts';
import { actionsOn, type ProposalAction, stanceActions } from '../panels/proposal-actions.ts';
import { recordCommands } from './record-commands.ts';
import type { Panel, Room } from './room-state.ts';
import { standingCommands } from './standing-commands.ts';

export interface NegotiationCommandGround {
  readonly t: Say;
  readonly room: Room;
  readonly negotiation: Negotiation;
  /** The proposal at the caret, or the one selected in a panel. */
  readonly selected: string | undefined;
  readonly ask: (asking: Asking) => void;
}

export const NEGOTIATION_PANEL_KEYS = {
  proposal: 'Alt-p',
  mine: 'Alt-m',
  queue: 'Alt-q',
  comments: 'Alt-n',
  since: 'Alt-l',
  file: 'Alt-u',
} as const satisfies Partial<Record<Panel, string>>;

export function negotiationCommands(ground: NegotiationCommandGround): readonly PageCommand[] {
  return [
    ...panelCommands(ground),
    ...proposeCommands(ground),
    ...actCommands(ground),
    ...floorCommands(ground),
    agreeCommand(ground),
    ...recordCommands(ground),
    ...standingCommands(ground),
  ];
}

const always = (): true => true;

function panelCommands({ t, room }: NegotiationCommandGround): readonly PageCommand[] {
  const { state, change } = room;
  return (Object.keys(NEGOTIATION_PANEL_KEYS) as (keyof typeof NEGOTIATION_PANEL_KEYS)[]).map((panel) => ({
    id: `panel.${panel}`,
    label: t(`panel.${panel}`),
    group: 'panel',
    key: NEGOTIATION_PANEL_KEYS[panel],
    can: always,
    run: () => change({ panel: state.panel === panel ? undefined : panel }),
  }));
}

/** A correction that changes no meaning; the other kinds are commands of the editor. */
function proposeCommands({ t, negotiation, ask }: NegotiationCommandGround): readonly PageCommand[] {
  const { proposals } = negotiation;
  const label = t('propose.editorial');
  const propose = (words: string): void => {
    const made = proposals?.propose('editorial', words);
    if (made !== undefined && typeof made !== 'string') announce(sayCode(t, 'command.why', made.why));
  };
  return [
    {
      id: 'propose.editorial',
      label,
      group: 'text',
      can: () => (proposals?.hand ? true : t('refusal.not-your-hand')),
      run: () => ask({ title: label, label: t('propose.words'), onAnswer: propose }),
    },
  ];
}

/** Names of the actions that have a place among the commands, whether or not a proposal is selected. */
const ACTIONS = ['table', 'withdraw', 'join', 'supports', 'take-on-text'] as const;
const ACTION_KEYS: Readonly<Record<(typeof ACTIONS)[number], string>> = {
  table: 'Alt-t',
  withdraw: 'Alt-w',
  join: 'Alt-j',
  supports: 'Alt-y',
  'take-on-text': 'Alt-x',
};

function actCommands(ground: NegotiationCommandGround): readonly PageCommand[] {
  const { t, negotiation, selected } = ground;
  const view = selected === undefined ? undefined : viewOf(negotiation, selected);
  const possible = view ? possibleOn(t, negotiation, view) : [];
  const named = ACTIONS.map((name): PageCommand => {
    if (name === 'table') return tableHere(ground);
    const found = possible.find(({ id }) => id.replace(/-(?:again|present)$/, '') === `proposal.${name}`);
    return {
      id: `act.${name}`,
      label: name === 'supports' ? t('do.support') : t(`do.${name}`),
      group: 'act',
      key: ACTION_KEYS[name],
      can: () => found?.can() ?? t(view ? 'act.not-here' : 'act.no-proposal-here'),
      run: () => found?.run(),
    };
  });
  return [...named, tableAll(ground)];
}

/** Tables the own proposal at the caret, as it stands at the moment of the key; else the one selected in a panel. */
function tableHere({ t, negotiation, selected }: NegotiationCommandGround): PageCommand {
  const mine = (): string | undefined => {
    const { proposals } = negotiation;
    const inHand = proposals?.composition.papers.inHand;
    return [proposals?.proposalAtCaret(), selected].find((id) => id !== undefined && inHand?.has(id));
  };
  return {
    id: 'act.table',
    label: t('do.table'),
    group: 'act',
    key: ACTION_KEYS.table,
    can: () => mine() !== undefined || t('act.no-proposal-here'),
    run: () => {
      const id = mine();
      if (id !== undefined) void negotiation.act(tableRequests(negotiation, [id]));
    },
  };
}

const possibleOn = (t: Say, negotiation: Negotiation, view: ProposalView): readonly ProposalAction[] => [
  ...actionsOn({ t, negotiation, view }),
  ...(view.fact ? stanceActions({ t, negotiation, on: targetOf(view.id), block: view.block }, 'room') : []),
];

function tableAll({ t, negotiation }: NegotiationCommandGround): PageCommand {
  const ids = (): readonly string[] => tableable(negotiation).map(({ id }) => id);
  return {
    id: 'act.table-all',
    label: t('do.table-all'),
    group: 'act',
    can: () => ids().length > 0 || t('mine.nothing-to-table'),
    run: () => void negotiation.act(tableRequests(negotiation, ids())),
  };
}

function floorCommands({ t, room, negotiation }: NegotiationCommandGround): readonly PageCommand[] {
  const mine = (): true | string => negotiation.isChairs || t('refusal.not-the-chairs-side');
  const open = (): void => {
    room.change({ floor: true });
    requestAnimationFrame(() => document.getElementById(FLOOR_FIELD)?.focus());
  };
  return [
    {
      id: 'floor.toggle',
      label: t('floor.title'),
      group: 'screen',
      key: 'Alt-f',
      can: mine,
      run: () => (room.state.floor ? room.change({ floor: false }) : open()),
    },
    { id: 'floor.go', label: t('floor.go'), group: 'screen', key: 'F2', can: mine, run: open },
    {
      id: 'floor.here',
      label: t('floor.here'),
      group: 'screen',
      key: 'Alt-o',
      can: () => {
        const may = mine();
        if (may !== true) return may;
        return negotiation.proposals?.unitAtCaret() !== undefined || t('command.why.no-provision-here');
      },
      run: () => {
        const unit = negotiation.proposals?.unitAtCaret();
        if (unit !== undefined) void negotiation.act([{ act: 'floor', unit }]);
      },
    },
  ];
}

/** Once it shows what would be agreed, pressed again it records it. */
function agreeCommand({ t, room, negotiation }: NegotiationCommandGround): PageCommand {
  const unit = (): string | undefined => onFloor(negotiation.facts) ?? negotiation.proposals?.unitAtCaret();
  return {
    id: 'act.agree',
    label: t('agree.title'),
    group: 'act',
    key: 'Alt-g',
    can: () => {
      if (!negotiation.isChairs) return t('refusal.not-the-chairs-side');
      const why = noMeetingYet(negotiation);
      return why ? t(why) : unit() !== undefined || t('agree.no-provision');
    },
    run: () => {
      if (room.state.agree === undefined) room.change({ agree: unit() });
      else document.getElementById(AGREE_BUTTON)?.click();
    },
  };
}
