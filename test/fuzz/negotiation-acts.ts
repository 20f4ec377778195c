/** Acts by the dice: mostly such as a page would offer, some that nobody may do. */
import type { ActRequest } from '../../shared/acts/act.ts';
import { type Facts, type ProposalFact, STANCES, STATUSES, type Target } from '../../shared/acts/facts.ts';
import { seenHash } from '../../shared/acts/seen.ts';
import { PHASES } from '../../shared/house/membership.ts';
import { proposalIn } from '../../shared/proposals/hand.ts';
import { openDraft } from '../../shared/proposals/open-draft.ts';
import type { Random } from '../support/random.ts';
import { SIDES } from './negotiation-cast.ts';
import type { Person } from './negotiation-person.ts';

export interface Scene {
  readonly dice: Random;
  readonly facts: Facts;
  /** Characters nobody wrote before, for this audience. */
  readonly remark: () => string;
  readonly blocks: readonly string[];
}

const proposals = (facts: Facts): readonly ProposalFact[] =>
  Object.values(facts).flatMap((fact) => (fact.kind === 'proposal' ? [fact] : []));

/** What a person asks for next; undefined when there is nothing to ask for. */
export function requestOf(person: Person, scene: Scene): ActRequest | undefined {
  const isChair = person.side === '_desk';
  const roll = scene.dice.int(0, 99);
  if (roll < (isChair ? 20 : 45)) return tabling(person, scene);
  if (isChair && roll < 62) return presiding(person, scene);
  if (roll < 85) return onProposal(person, scene);
  return speaking(person, scene);
}

function tabling(person: Person, { dice }: Scene): ActRequest | undefined {
  const held = [...person.editor.desk.composition.papers.inHand.keys()];
  return held.length > 0
    ? { act: 'table', proposal: dice.pick(held), ...actingFor(person, dice) }
    : undefined;
}

function onProposal(person: Person, { dice, facts, remark }: Scene): ActRequest | undefined {
  const all = proposals(facts);
  if (all.length === 0) return undefined;
  const { id: proposal } = dice.pick(all);
  const who = actingFor(person, dice);
  const roll = dice.int(0, 9);
  if (roll < 3) return { act: 'join', proposal, ...who };
  if (roll < 6) return { act: 'withdraw', proposal, ...who };
  if (roll < 8) return { act: 'take-up', proposal, ...who };
  if (roll < 9) return { act: 'reason', proposal, reason: remark(), ...who };
  return { act: 'tick', proposal, ticked: dice.chance(0.7), ...who };
}

function speaking(person: Person, scene: Scene): ActRequest {
  const { dice, remark, facts } = scene;
  const on = targetOf(scene);
  if (dice.chance(0.5))
    return {
      act: 'position',
      on,
      stance: dice.chance(0.15) ? null : dice.pick(STANCES),
      audience: dice.pick(['room', 'chair'] as const),
      note: remark(),
      ...actingFor(person, dice),
    };
  const others = Object.values(facts).flatMap((fact) => (fact.kind === 'comment' ? [fact.id] : []));
  return {
    act: 'comment',
    id: `c${person.client}.${dice.int(0, 1e9)}`,
    on,
    audience: dice.pick(['all', 'chair'] as const),
    words: remark(),
    ...(others.length > 0 && dice.chance(0.3) ? { answers: dice.pick(others) } : {}),
    ...actingFor(person, dice),
  };
}

function targetOf({ dice, facts, blocks }: Scene): Target {
  const ids = proposals(facts).map(({ id }) => id);
  if (ids.length > 0 && dice.chance(0.6)) return `proposal:${dice.pick(ids)}`;
  return blocks.length > 0 && dice.chance(0.8) ? `unit:${dice.pick(blocks)}` : 'draft';
}

function presiding(person: Person, scene: Scene): ActRequest | undefined {
  const { dice, facts, blocks } = scene;
  const queued = proposals(facts).filter(({ fate }) => fate === 'queued');
  const roll = dice.int(0, 99);
  if (roll < 20 && queued.length > 0)
    return { act: 'take-on-text', proposals: queued.slice(0, dice.int(1, 3)).map(({ id }) => id) };
  if (roll < 60) return decision(person, scene);
  if (blocks.length === 0) return undefined;
  if (roll < 72) return { act: 'floor', unit: dice.chance(0.4) ? null : dice.pick(blocks) };
  if (roll < 82)
    return {
      act: 'status',
      units: [dice.pick(blocks)],
      status: dice.pick(STATUSES),
      awaiting: [dice.pick(SIDES)],
    };
  if (roll < 88)
    return { act: 'part-phase', part: 'part', phase: dice.chance(0.6) ? null : dice.pick(PHASES.slice(1)) };
  return entering(person, scene);
}

function decision(person: Person, { dice, facts }: Scene): ActRequest | undefined {
  const open = proposals(facts).filter(({ fate }) => fate === 'on-text' || fate === 'queued');
  if (open.length === 0) return undefined;
  const some = dice.shuffle(open).slice(0, dice.int(1, 3));
  const draft = openDraft(person.draft, 'dice');
  const seen = seenHash(
    draft,
    some.map(({ id }) => id),
  );
  draft.close();
  return {
    act: 'decide',
    outcomes: some.map(({ id: proposal }) => ({
      proposal,
      outcome: dice.chance(0.65) ? 'taken' : 'not-taken',
      ...(dice.chance(0.5) ? { confirmed: true as const } : {}),
    })),
    ...(dice.chance(0.7) ? { seen } : {}),
  };
}

/** From the floor, what the desk's own hand holds, said as data. */
function entering(person: Person, { dice }: Scene): ActRequest | undefined {
  const { hand, composition } = person.editor.desk;
  const held = [...composition.papers.inHand.keys()];
  const proposal = held.length > 0 && hand ? proposalIn(hand, dice.pick(held)) : undefined;
  return proposal && { act: 'enter', proposal, ...actingFor(person, dice) };
}

/** Mostly one's own party; a delegation that names another is refused. */
function actingFor(person: Person, dice: Random): { readonly for?: string } {
  const isChair = person.side === '_desk';
  return dice.chance(isChair ? 0.6 : 0.04) ? { for: dice.pick(SIDES) } : {};
}
