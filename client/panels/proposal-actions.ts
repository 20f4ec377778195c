/** What one may do with a proposal, each as a command: its name, whether it can be done now, and why not. */
import type { ActRefusal, ActRequest } from '../../shared/acts/act.ts';
import { type PositionFact, STANCES, type Stance, type Target } from '../../shared/acts/facts.ts';
import {
  type Answer,
  isAlive,
  isBehindEarlier,
  mayDecide,
  mayJoin,
  mayState,
  mayTable,
  mayTakeOnText,
  mayTakeUp,
  mayTick,
  mayWithdraw,
} from '../../shared/acts/reading/may.ts';
import { positionOf } from '../../shared/acts/reading/support.ts';
import { seenHash } from '../../shared/acts/seen.ts';
import { type Say, sayCode } from '../locales/i18n.ts';
import type { PageCommand } from './command.ts';
import { forWhom, type Negotiation, type ProposalView, standpointAt } from './negotiation.ts';

export interface ProposalAction extends Omit<PageCommand, 'group'> {
  readonly isDanger?: boolean;
  /** On or off: a stance that is taken, a tick that is set. */
  readonly isOn?: boolean;
}

interface ActionGround {
  readonly t: Say;
  readonly negotiation: Negotiation;
  readonly view: ProposalView;
}

const reasonOf = (t: Say, answer: Answer): true | string =>
  answer === true ? true : sayCode(t, 'refusal', answer satisfies ActRefusal);

function action(
  { t, negotiation }: ActionGround,
  id: string,
  answer: Answer,
  request: ActRequest,
  more: Partial<ProposalAction> = {},
): ProposalAction {
  return {
    id: `proposal.${id}`,
    label: sayCode(t, 'do', id),
    can: () => reasonOf(t, answer),
    run: () => void negotiation.act([request]),
    ...more,
  };
}

/** To the table, and out of the hand. */
function handActions(ground: ActionGround): readonly ProposalAction[] {
  const { negotiation, view } = ground;
  const { mine, id, fact, block } = view;
  if (!mine?.inHand) return [];
  const at = standpointAt(negotiation, block);
  const unit = fact?.unit ?? block;
  const may = mayTable(negotiation.facts, { ...mine, ...(unit === undefined ? {} : { unit }) }, at);
  const name = fact && isAlive(fact) ? 'table-again' : 'table';
  return [
    action(
      ground,
      name,
      may,
      { act: 'table', proposal: id, ...forWhom(negotiation) },
      { key: 'Alt-t', ...(negotiation.keeping?.stays ? { can: () => ground.t('hand.stays-first') } : {}) },
    ),
    {
      id: 'proposal.drop',
      label: ground.t('do.drop'),
      isDanger: true,
      can: () => true,
      run: () => negotiation.proposals?.drop(id),
    },
  ];
}

/** Of a delegation. */
function partyActions(ground: ActionGround): readonly ProposalAction[] {
  const { negotiation, view } = ground;
  const { fact, id, block } = view;
  if (!fact || negotiation.isChairs) return [];
  const at = standpointAt(negotiation, block);
  const whom = forWhom(negotiation);
  const ticked = view.mine?.ticked ?? false;
  const isProponent = fact.proponents.includes(at.party ?? '');
  const mayFollow = isProponent && isBehindEarlier(fact, at.party ?? '');
  return [
    ...(mayFollow || !isProponent
      ? [
          action(
            ground,
            mayFollow ? 'join-present' : 'join',
            mayJoin(fact, at),
            { act: 'join', proposal: id, ...whom },
            { key: 'Alt-j' },
          ),
        ]
      : []),
    ...(isProponent
      ? [
          action(
            ground,
            'withdraw',
            mayWithdraw(fact, at),
            { act: 'withdraw', proposal: id, ...whom },
            { key: 'Alt-w', isDanger: true },
          ),
        ]
      : []),
    ...(fact.fate === 'withdrawn'
      ? [
          action(ground, 'take-up', mayTakeUp(negotiation.facts, fact, at), {
            act: 'take-up',
            proposal: id,
            ...whom,
          }),
        ]
      : []),
    ...(isProponent && fact.fate !== 'queued'
      ? [
          action(
            ground,
            'tick',
            mayTick(fact, at),
            { act: 'tick', proposal: id, ticked: !ticked, ...whom },
            { isOn: ticked },
          ),
        ]
      : []),
  ];
}

/** The decision names the words as they stand before the operator now: it is refused if they were changed meanwhile. */
function decision({ proposals }: Negotiation, proposal: string, outcome: 'taken' | 'not-taken'): ActRequest {
  const papers = proposals?.composition.papers;
  const draft = papers && { ydoc: papers.ydoc, text: papers.text, words: papers.words, origin: undefined };
  const seen = draft ? { seen: seenHash(draft, [proposal]) } : {};
  return { act: 'decide', outcomes: [{ proposal, outcome }], ...seen };
}

/** Of the chair's side: nobody decides alone, they record what the meeting agreed. */
function chairActions(ground: ActionGround): readonly ProposalAction[] {
  const { negotiation, view } = ground;
  const { fact, id, block } = view;
  if (!fact || !negotiation.isChairs || !isAlive(fact)) return [];
  const at = standpointAt(negotiation, block);
  const decided = (outcome: 'taken' | 'not-taken'): ProposalAction => ({
    id: `proposal.${outcome}`,
    label: ground.t(`do.${outcome}`),
    can: () => reasonOf(ground.t, mayDecide(fact, at)),
    run: () => void negotiation.act([decision(negotiation, id, outcome)]),
  });
  return [
    ...(fact.fate === 'queued'
      ? [
          action(
            ground,
            'take-on-text',
            mayTakeOnText(negotiation.facts, fact, at),
            { act: 'take-on-text', proposals: [id] },
            { key: 'Alt-x' },
          ),
        ]
      : []),
    decided('taken'),
    decided('not-taken'),
  ];
}

export const actionsOn = (ground: ActionGround): readonly ProposalAction[] => [
  ...handActions(ground),
  ...partyActions(ground),
  ...chairActions(ground),
];

/** To whom a position is said: to the room, to the chair's side, or as a dissent to a group's coordinator. */
export type SaidTo = 'room' | 'chair' | { readonly group: string };

interface StanceGround extends Pick<ActionGround, 't' | 'negotiation'> {
  readonly on: Target;
  readonly block: string | undefined;
}

/** May a position be taken? On a proposal while it is alive, on other points at any time. */
function mayStateOn({ negotiation, on, block }: StanceGround): Answer {
  const at = standpointAt(negotiation, block);
  const fact = on.startsWith('proposal:')
    ? negotiation.facts[`proposal/${on.slice('proposal:'.length)}`]
    : undefined;
  if (fact?.kind === 'proposal') return mayState(fact, at);
  return at.party === undefined ? 'not-acting-for' : true;
}

/** The positions one can take; the one that is taken is on, and taken back when pressed again. */
export function stanceActions(ground: StanceGround, to: SaidTo): readonly ProposalAction[] {
  const { t, negotiation, on } = ground;
  if (negotiation.isChairs) return [];
  const said: Pick<PositionFact, 'audience' | 'group'> =
    typeof to === 'string' ? { audience: to } : { audience: 'group', group: to.group };
  const taken = positionOf(negotiation.facts, on, negotiation.actingFor, said.group);
  const may = mayStateOn(ground);
  return STANCES.map((stance: Stance): ProposalAction => {
    const isOn = taken?.stance === stance && taken.audience === said.audience;
    const request: ActRequest = {
      act: 'position',
      on,
      stance: isOn ? null : stance,
      ...said,
      ...forWhom(negotiation),
    };
    return {
      id: `proposal.${stance}`,
      label: t(`stance.${stance}`),
      isOn,
      can: () => reasonOf(t, may),
      run: () => void negotiation.act([request]),
      ...(stance === 'supports' && on.startsWith('proposal:') ? { key: 'Alt-y' } : {}),
    };
  });
}
