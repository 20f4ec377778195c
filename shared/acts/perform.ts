/**
 * Every act, planned (SPEC AC1): from what is asked, who asks and how things stand, to what is recorded and written, or to
 * a refusal. Pure: nothing is changed before `write` is called.
 */
import { COVERAGES } from '../draft/coverage.ts';
import { isChairsSide } from '../house/audience.ts';
import type { Proposal } from '../proposals/proposal.ts';
import { proposalOnTable, putOnTable, removeFromTable, setState } from '../proposals/table.ts';
import { unitOf } from '../proposals/units.ts';
import type { ActRequest } from './act.ts';
import { checkProposal } from './check.ts';
import { plain, planDecision } from './deciding.ts';
import { circleAmong } from './decisions/parking.ts';
import { performChairs } from './decisions/perform.ts';
import { AGREED } from './decisions/request.ts';
import { type Facts, positionKey, STANCES, STATUSES } from './facts.ts';
import { planIssue } from './issuing.ts';
import { isOnTheFloor, lockOn, stateOnTabling } from './locks.ts';
import {
  type ActGround,
  actOf,
  type Doer,
  isTabled,
  type Plan,
  proposalFact,
  type RefusedAct,
  refuse,
} from './planned.ts';
import { presentWording } from './present-wording.ts';
import { isGranted, mayAct } from './rights.ts';
import { cleanText } from './sanitize.ts';
import { mayBecome, onFloor, statusOf } from './status.ts';
import { headOf, planTabling } from './tabling.ts';
import { audienceOf, maySee } from './view.ts';

type Request<Name extends ActRequest['act']> = Extract<ActRequest, { act: Name }>;

/** Longest note, comment or reason, in UTF-16 units. */
export const LONGEST_REMARK = 10_000;
/** Provisions that one act names. */
const MOST_NAMED = 2_000;

/** Plans an act. For `table`, `fromHand` is the proposal as the hand holds it; undefined when it does not. */
export function perform(
  ground: ActGround,
  member: Doer['member'] | undefined,
  request: ActRequest,
  fromHand?: Proposal,
): Plan {
  const verdict = mayAct(member, request, ground.facts, ground);
  if (!verdict.may) return refuse(verdict.why);
  const doer: Doer = { member: member!, for: verdict.for };
  switch (request.act) {
    case 'table':
      return fromHand ? planTabling(ground, doer, fromHand) : refuse('not-in-your-hand');
    case 'enter':
      return planTabling(ground, doer, request.proposal);
    case 'take-on-text':
      return takeOnText(ground, doer, request);
    case 'join':
      return join(ground, doer, request);
    case 'withdraw':
      return withdraw(ground, doer, request);
    case 'take-up':
      return takeUp(ground, doer, request);
    case 'position':
      return position(ground, doer, request);
    case 'reason':
      return reason(ground, doer, request);
    case 'floor':
      return floor(ground, doer, request);
    case 'status':
      return status(ground, doer, request);
    case 'part-phase':
      return partPhase(ground, doer, request);
    case 'comment':
      return comment(ground, doer, request);
    case 'grant':
      return grant(ground, doer, request);
    case 'tick':
      return tick(ground, doer, request);
    case 'issue':
      return planIssue(ground, doer, request);
    case 'cover':
      return cover(ground, doer, request);
    case 'decide':
      return planDecision(ground, doer, request);
    default:
      return performChairs(ground, doer, request);
  }
}

function takeOnText({ draft, facts }: ActGround, doer: Doer, { proposals }: Request<'take-on-text'>): Plan {
  if (proposals.length === 0) return refuse('nothing-changed');
  for (const id of proposals) {
    const fact = proposalFact(facts, id);
    if (!fact) return refuse('unknown-proposal', id);
    if (fact.fate !== 'queued') return refuse('wrong-fate', `${id} is ${fact.fate}`);
  }
  const ids = [...new Set(proposals)];
  return {
    act: actOf(doer, { act: 'take-on-text', proposals: ids }),
    write: () => {
      for (const id of ids) setState(draft, id, 'on-text');
      return undefined;
    },
  };
}

function join({ facts }: ActGround, doer: Doer, { proposal }: Request<'join'>): Plan {
  const fact = proposalFact(facts, proposal);
  if (!fact) return refuse('unknown-proposal');
  if (!isTabled(fact)) return refuse('wrong-fate', `it is ${fact.fate}`);
  const hash = fact.wordings.at(-1)!.hash;
  const isBehind = fact.proponents.includes(doer.for) && (fact.behind?.[doer.for] ?? hash) === hash;
  if (isBehind) return refuse('already-a-proponent');
  return { act: actOf(doer, { act: 'join', proposal, hash }) };
}

/** The last proponent takes it from the table; on the floor the operator does that (AC5). */
function withdraw(ground: ActGround, doer: Doer, { proposal }: Request<'withdraw'>): Plan {
  const { draft, facts } = ground;
  const fact = proposalFact(facts, proposal);
  if (!fact) return refuse('unknown-proposal');
  if (!isTabled(fact)) return refuse('wrong-fate', `it is ${fact.fate}`);
  if (!fact.proponents.includes(doer.for)) return refuse('not-a-proponent');
  if (fact.proponents.length > 1) return { act: actOf(doer, { act: 'withdraw', proposal }), done: proposal };
  const whole = proposalOnTable(draft, proposal);
  if (!whole) return refuse('unknown-proposal');
  const isHeld = fact.fate === 'on-text' && stateOnTabling(ground, doer.member, whole) !== 'on-text';
  if (isHeld && isOnTheFloor(ground, whole.place)) return refuse('on-the-floor');
  return {
    act: actOf(doer, { act: 'withdraw', proposal, content: plain(whole) }),
    write: () => {
      removeFromTable(draft, proposal);
      return undefined;
    },
    done: proposal,
  };
}

/** A withdrawn proposal is tabled again for who takes it up; one that stands gets a further proponent. */
function takeUp(ground: ActGround, doer: Doer, { proposal: id }: Request<'take-up'>): Plan {
  const fact = proposalFact(ground.facts, id);
  if (!fact) return refuse('unknown-proposal');
  if (isTabled(fact)) return join(ground, doer, { act: 'join', proposal: id });
  if (fact.fate !== 'withdrawn' || !fact.content) return refuse('wrong-fate', `it is ${fact.fate}`);
  const checked = checkProposal(ground, fact.content);
  if (!checked.ok) return refuse(checked.why, checked.detail);
  const content = checked.proposal;
  const lock = lockOn(ground, doer.member, content.place);
  if (lock) return refuse(lock);
  const state = stateOnTabling(ground, doer.member, content);
  if (state !== 'queued' && state !== 'on-text') return refuse(state);
  const hash = fact.wordings.at(-1)!.hash;
  const { draft } = ground;
  return {
    act: actOf(doer, { act: 'take-up', proposal: id, hash, state, content }),
    write: () => {
      putOnTable(draft, { ...headOf(ground, content, state), wording: fact.wordings.length }, content.blocks);
      return undefined;
    },
  };
}

function position(ground: ActGround, doer: Doer, request: Request<'position'>): Plan {
  const { on, stance, audience, note } = request;
  const to = addressed(ground, doer, request);
  if ('refused' in to) return to;
  if (stance !== null && !STANCES.includes(stance)) return refuse('unknown-act');
  const target = presentWording(ground.draft.text, ground.facts, on);
  if (!target) return refuse('unknown-target', on);
  const isKnown = Object.hasOwn(ground.facts, positionKey(on, doer.for, to.group));
  if (stance === null)
    return isKnown
      ? { act: actOf(doer, { act: 'position', on, stance, audience, ...to }) }
      : refuse('nothing-changed');
  const said = note === undefined || note === '' ? {} : { note: cleanText(note, LONGEST_REMARK) };
  return { act: actOf(doer, { act: 'position', on, stance, audience, ...to, ...target, ...said }) };
}

/** The group that is spoken to, where it is one: a party speaks to its own groups, the chair's side hears none of that. */
function addressed(
  { standing, facts }: ActGround,
  { member, for: party }: Doer,
  { act, audience, group }: Request<'position'> | Request<'comment'>,
): { readonly group?: string } | RefusedAct {
  if (audience !== 'group') return {};
  if (group === undefined) return refuse('unknown-party', 'no group is named');
  if (act === 'comment' && isChairsSide(member)) return refuse('not-acting-for', group);
  const own = standing.groups?.get(party) ?? [];
  const isTheirs =
    own.includes(group) || (act === 'comment' && (party === group || isGranted(facts, group, party)));
  return isTheirs ? { group } : refuse('not-acting-for', group);
}

function reason({ facts }: ActGround, doer: Doer, { proposal, reason: words }: Request<'reason'>): Plan {
  const fact = proposalFact(facts, proposal);
  if (!fact) return refuse('unknown-proposal');
  if (!fact.proponents.includes(doer.for)) return refuse('not-a-proponent');
  return { act: actOf(doer, { act: 'reason', proposal, reason: cleanText(words, LONGEST_REMARK) }) };
}

function floor({ draft, facts }: ActGround, doer: Doer, { unit }: Request<'floor'>): Plan {
  if (unit !== null && !isUnit(draft, unit)) return refuse('unknown-target', unit);
  const now = onFloor(facts) ?? null;
  return now === unit ? refuse('nothing-changed') : { act: actOf(doer, { act: 'floor', unit }) };
}

const isUnit = ({ text }: ActGround['draft'], id: string): boolean => unitOf(text, id) === id;

function status({ draft, facts, isParty }: ActGround, doer: Doer, request: Request<'status'>): Plan {
  const { units, status: given, awaiting = [], until } = request;
  if (!STATUSES.includes(given)) return refuse('unknown-act');
  if (units.length === 0) return refuse('nothing-changed');
  if (units.length > MOST_NAMED) return refuse('too-many');
  const unknown = [...units, ...(until === undefined ? [] : [until])].find((id) => !isUnit(draft, id));
  if (unknown !== undefined) return refuse('unknown-target', unknown);
  const early = units.find((unit) => !mayBecome(statusOf(facts, unit), given));
  if (early !== undefined) return refuse('status-order', `${early} is ${statusOf(facts, early)}`);
  const waits = given === 'parked' && until !== undefined ? { until } : {};
  const why = waits.until === undefined ? undefined : waitingFault(facts, units, waits.until);
  if (why) return why;
  if (!awaiting.every(isParty)) return refuse('unknown-party');
  const named = given === 'agreed-ad-ref' ? [...new Set(awaiting)] : [];
  const change = {
    act: 'status' as const,
    units: [...new Set(units)],
    status: given,
    awaiting: named,
    ...waits,
  };
  return { act: actOf(doer, change) };
}

/** Why these provisions cannot wait for that one. */
function waitingFault(facts: Facts, units: readonly string[], until: string): RefusedAct | undefined {
  const waiting = units.map((unit) => [`unit:${unit}`, `unit:${until}`] as const);
  if (circleAmong(facts, waiting) !== undefined) return refuse('circular-parking', until);
  return AGREED.has(statusOf(facts, until)) ? refuse('settled-already', until) : undefined;
}

function partPhase({ draft, facts }: ActGround, doer: Doer, { part, phase }: Request<'part-phase'>): Plan {
  if (draft.text.placeOf(part)?.record.kind !== 'part') return refuse('unknown-target', part);
  if (phase === 'preparing') return refuse('unknown-act', 'a draft is prepared as a whole');
  const known = facts[`part-phase/${part}`];
  const now = known?.kind === 'part-phase' ? known.phase : null;
  return now === phase ? refuse('nothing-changed') : { act: actOf(doer, { act: 'part-phase', part, phase }) };
}

function comment(ground: ActGround, doer: Doer, request: Request<'comment'>): Plan {
  const { id, on, audience, answers } = request;
  const { facts } = ground;
  if (Object.hasOwn(facts, `comment/${id}`)) return refuse('id-taken');
  if (!presentWording(ground.draft.text, facts, on)) return refuse('unknown-target', on);
  const to = addressed(ground, doer, request);
  if ('refused' in to) return to;
  const answered = answers === undefined ? undefined : commentSeen(ground, doer, answers);
  if (answers !== undefined && !answered) return refuse('unknown-target', answers);
  const words = cleanText(request.words, LONGEST_REMARK);
  if (words.trim() === '') return refuse('nothing-changed');
  const reply = answers === undefined ? {} : { answers };
  return { act: actOf(doer, { act: 'comment', id, on, audience, ...to, words, ...reply }) };
}

/** One answers what one may read. */
function commentSeen({ facts, standing }: ActGround, { member }: Doer, id: string): boolean {
  const fact = Object.hasOwn(facts, `comment/${id}`) ? facts[`comment/${id}`] : undefined;
  const audience = audienceOf(member, standing);
  return fact?.kind === 'comment' && audience !== undefined && maySee(audience, fact);
}

/** Whether there is such a proposal, the text that this one comes from says: where acts are asked for (DV4). */
function cover({ facts }: ActGround, doer: Doer, { proposal, coverage }: Request<'cover'>): Plan {
  if (coverage !== null && !COVERAGES.includes(coverage)) return refuse('unknown-act');
  const known = Object.hasOwn(facts, `coverage/${proposal}`) ? facts[`coverage/${proposal}`] : undefined;
  const now = known?.kind === 'coverage' ? known.coverage : null;
  return now === coverage
    ? refuse('nothing-changed')
    : { act: actOf(doer, { act: 'cover', proposal, coverage }) };
}

function grant({ facts }: ActGround, doer: Doer, { group, party, granted }: Request<'grant'>): Plan {
  const isNow = Object.hasOwn(facts, `grant/${group}/${party}`);
  return isNow === granted
    ? refuse('nothing-changed')
    : { act: actOf(doer, { act: 'grant', group, party, granted }) };
}

function tick({ facts }: ActGround, doer: Doer, { proposal, ticked }: Request<'tick'>): Plan {
  const fact = proposalFact(facts, proposal);
  if (!fact) return refuse('unknown-proposal');
  const isTheirs = fact.proponents.includes(doer.for) || fact.withdrew.includes(doer.for);
  if (!isTheirs) return refuse('not-a-proponent');
  const isNow = Object.hasOwn(facts, `tick/${proposal}/${doer.for}`);
  return isNow === ticked
    ? refuse('nothing-changed')
    : { act: actOf(doer, { act: 'tick', proposal, ticked }) };
}
