/** Decisions on points of the text (SPEC DE1 to DE8): each is checked before anything is written, then done in turn. */
import { writeMoved } from '../../proposals/moved.ts';
import type { OpenDraft } from '../../proposals/open-draft.ts';
import type { Place } from '../../proposals/proposal.ts';
import { followMoved } from '../../proposals/rehang.ts';
import { strikeUnits } from '../../proposals/strike.ts';
import type { Taken } from '../../proposals/take.ts';
import { unitOf } from '../../proposals/units.ts';
import type { Inline } from '../../text/document.ts';
import type { DecidedProposal } from '../act.ts';
import type { Target } from '../facts.ts';
import { contentOf } from '../floor/entered.ts';
import { agreedLock } from '../locks.ts';
import { type ActGround, type Doer, proposalFact, type RefusedAct, refuse } from '../planned.ts';
import { cleanText } from '../sanitize.ts';
import { statusOf } from '../status.ts';
import { bareChoice, chooseBare } from './bare-choice.ts';
import { type BracketPlace, bracketPlace, linkedBrackets } from './bracket-place.ts';
import type { DecidedPointOutcome } from './logged.ts';
import { circleAmong } from './parking.ts';
import { AGREED, type DecidedPoint } from './request.ts';
import { inOrderOfPlaces, planSet, promote, type SetOutcome, setsOf } from './sets.ts';
import { chooseOption, dropText, liftText, substitute, wordsInBracket } from './settle-bracket.ts';
import { isHead, planWhole } from './whole.ts';

/** One outcome on a point, ready to be done. */
export interface PointStep {
  readonly on: DecidedPoint['on'];
  readonly units: readonly string[];
  /** What of the table it decides with it. */
  readonly proposals: readonly DecidedProposal[];
  readonly work: (seq: number) => DecidedPointOutcome;
}

type Planned = PointStep | RefusedAct;
type OnBracket = Extract<DecidedPoint, { on: `bracket:${string}` }>;

export const idOf = (target: string): string => target.slice(target.indexOf(':') + 1);

/** The steps of these outcomes with those linked to them; the first refusal otherwise. */
export function planPoints(
  ground: ActGround,
  member: Doer['member'],
  points: readonly DecidedPoint[],
): readonly PointStep[] | RefusedAct {
  const all = withLinked(ground.draft, points);
  if ('refused' in all) return all;
  const steps: PointStep[] = [];
  for (const point of all) {
    const step = planPoint(ground, point);
    if ('refused' in step) return step;
    const isChange = point.outcome !== 'parked' && point.outcome !== 'stays-in-brackets';
    const lock = isChange ? unitLock(ground, member, step) : undefined;
    if (lock) return lock;
    steps.push(step);
  }
  const circle = circleAmong(ground.facts, all.flatMap(waitingOf));
  return circle === undefined ? steps : refuse('circular-parking', circle);
}

const waitingOf = (point: DecidedPoint): readonly (readonly [Target, Target])[] =>
  point.outcome === 'parked' && point.until !== undefined ? [[point.on, point.until]] : [];

/** Linked brackets are decided together and alike (BR6); other words are said for each of them. */
function withLinked(draft: OpenDraft, points: readonly DecidedPoint[]): readonly DecidedPoint[] | RefusedAct {
  const all = new Map(points.map((each) => [each.on, each]));
  if (all.size < points.length) return refuse('linked-apart', 'one point is decided twice');
  for (const point of points) {
    if (!isOnBracket(point)) continue;
    const link = bracketPlace(draft, idOf(point.on))?.link;
    for (const id of link === undefined ? [] : linkedBrackets(draft, link)) {
      const other = all.get(`bracket:${id}`);
      if (other === undefined && point.outcome === 'substituted')
        return refuse('linked-apart', `bracket:${id}`);
      if (other !== undefined && other.outcome !== point.outcome)
        return refuse('linked-apart', `bracket:${id}`);
      if (other === undefined) all.set(`bracket:${id}`, { ...point, on: `bracket:${id}` });
    }
  }
  return [...all.values()];
}

const isOnUnit = (
  point: DecidedPoint,
): point is Extract<DecidedPoint, { on: `unit:${string}`; outcome: 'goes' | 'substituted' }> =>
  point.on.startsWith('unit:');
const isOnBracket = (point: DecidedPoint): point is OnBracket => point.on.startsWith('bracket:');

/** What is agreed is reopened first. */
function unitLock(ground: ActGround, member: Doer['member'], step: PointStep): RefusedAct | undefined {
  const place: Place =
    step.units.length > 0 ? { on: 'blocks', blocks: step.units, covered: '' } : { on: 'after', block: null };
  return agreedLock(ground, member, { place, id: step.on });
}

function planPoint(ground: ActGround, point: DecidedPoint): Planned {
  if (point.outcome === 'parked') return planParking(ground, point);
  if (point.outcome === 'stands') return planStanding(ground.draft, point);
  if (point.on.startsWith('choice:') && point.outcome === 'option')
    return planBareChoice(ground.draft, point.on, point.option);
  if (isOnUnit(point)) return planWhole(ground.draft, point, ground.moment.seq);
  return isOnBracket(point) ? planBracket(ground, point) : refuse('wrong-outcome', point.on);
}

const step = (
  on: PointStep['on'],
  units: readonly string[],
  work: PointStep['work'],
  proposals: PointStep['proposals'] = [],
): PointStep => ({ on, units, work, proposals });

function planParking(
  { draft, facts }: ActGround,
  { on, until }: Extract<DecidedPoint, { outcome: 'parked' }>,
): Planned {
  const known = pointUnits(draft, facts, on);
  if (!known || on.startsWith('unit:') || on === 'draft') return refuse('unknown-point', on);
  if (until !== undefined) {
    if (!pointUnits(draft, facts, until)) return refuse('unknown-target', until);
    const isAgreed = until.startsWith('unit:') && AGREED.has(statusOf(facts, idOf(until)));
    if (isAgreed) return refuse('settled-already', until);
  }
  const waits = until === undefined ? {} : { until };
  const words = on.startsWith('bracket:') ? wordsInBracket(draft, idOf(on)) : '';
  return step(on, known, () => ({ on, outcome: 'parked', words, removed: [], ...waits }));
}

/** The provisions of an open point; undefined when it is none. */
function pointUnits(
  draft: OpenDraft,
  facts: ActGround['facts'],
  on: DecidedPoint['on'],
): readonly string[] | undefined {
  const id = idOf(on);
  if (on.startsWith('bracket:')) {
    const place = bracketPlace(draft, id);
    return place && (place.unit === undefined ? [] : [place.unit]);
  }
  if (on.startsWith('proposal:')) {
    const fact = proposalFact(facts, id);
    const isOpen = fact?.fate === 'queued' || fact?.fate === 'on-text';
    return isOpen ? [fact?.unit ?? []].flat() : undefined;
  }
  if (on.startsWith('choice:')) {
    const block = bareChoice(draft, id)?.block;
    return block === undefined ? undefined : [unitOf(draft.text, block) ?? []].flat();
  }
  const isSet = !on.startsWith('set:') || setsOf(draft).sets.some((set) => set.id === id);
  return isSet && isHead(draft, id) ? [id] : undefined;
}

function planStanding(
  draft: OpenDraft,
  { on, stand }: Extract<DecidedPoint, { outcome: 'stands' }>,
): Planned {
  const plan = planSet(draft, idOf(on), stand);
  if ('refused' in plan) return plan;
  const units = [...new Set([...plan.retired, ...plan.promoted.map(({ unit }) => unit)])];
  return step(on, units, (seq) => standing(draft, on, plan, seq), plan.proposals);
}

/** What stands becomes provision where it was an alternative; the rest goes. Proposals were executed before. */
function standing(
  draft: OpenDraft,
  on: `set:${string}`,
  { promoted, retired, order, words }: SetOutcome,
  seq: number,
): DecidedPointOutcome {
  for (const { unit, labels } of promoted) promote(draft, unit, labels);
  const there = retired.filter((id) => draft.text.placeOf(id));
  const removed = there.length > 0 ? strikeUnits(draft, there) : [];
  const runs = inOrderOfPlaces(draft, order);
  writeMoved(draft.ydoc, seq, runs, draft.origin);
  if (runs.length > 0) followMoved(draft);
  return { on, outcome: 'stands', words, removed, stand: order };
}

function planBareChoice(draft: OpenDraft, on: DecidedPoint['on'], option: number): Planned {
  const choice = bareChoice(draft, idOf(on));
  if (!choice) return refuse('unknown-point', on);
  if (!choice.words[option]) return refuse('no-such-option', `${option + 1} of ${choice.words.length}`);
  const words = `${choice.words.join('/')} → ${choice.words[option]}`;
  return step(on, [unitOf(draft.text, choice.block) ?? []].flat(), () => {
    const isThere = bareChoice(draft, idOf(on))?.words[option] === choice.words[option];
    if (!isThere) return moot(on);
    return { on, outcome: 'option', words, ...chooseBare(draft, idOf(on), option) };
  });
}

function planBracket(ground: ActGround, point: OnBracket): Planned {
  const { draft, moment } = ground;
  const id = idOf(point.on);
  const place = bracketPlace(draft, id);
  if (!place) return planUnpaired(draft, point);
  const why = bracketFault(place, point);
  if (why) return why;
  const words = wordsFor(point, `${id}.${moment.seq}`);
  if (!Array.isArray(words)) return words as RefusedAct;
  const inline = words as readonly Inline[];
  const units = place.units.length > 0 ? place.units : [place.unit ?? []].flat();
  return step(point.on, units, () => {
    // An earlier outcome of the same decision can have taken it away, or the option that was to stand.
    const now = bracketPlace(draft, id);
    if (!now || bracketFault(now, point)) return moot(point.on);
    const before = wordsInBracket(draft, id);
    const done = settled(draft, id, point, inline);
    return { on: point.on, outcome: point.outcome, words: saidOf(point, before), ...done };
  });
}

const moot = (on: DecidedPoint['on']): DecidedPointOutcome => ({
  on,
  outcome: 'moot',
  words: '',
  removed: [],
});

/** A delimiter whose partner is missing can be taken away, or stay; nothing else is known of it. */
function planUnpaired(draft: OpenDraft, point: OnBracket): Planned {
  const { text } = draft;
  const id = idOf(point.on);
  const flat = text.flatOfDelimiter(id, 'open') ?? text.flatOfDelimiter(id, 'close');
  const block = flat === undefined ? undefined : text.placeAt(flat)?.record.id;
  if (block === undefined) return refuse('unknown-point', point.on);
  if (point.outcome !== 'stays' && point.outcome !== 'stays-in-brackets')
    return refuse('wrong-outcome', `${point.on} has no partner`);
  const { on, outcome } = point;
  return step(on, [unitOf(text, block) ?? []].flat(), () => ({
    on,
    outcome,
    words: '',
    ...(outcome === 'stays' ? liftText(draft, id) : { removed: [] }),
  }));
}

function bracketFault({ kind, breaks }: BracketPlace, point: OnBracket): RefusedAct | undefined {
  const isChoice = breaks.length > 0;
  if (point.outcome === 'stays' && isChoice)
    return refuse('wrong-outcome', `${point.on} is a choice: say which option`);
  if (point.outcome === 'stays' && kind === 'placeholder')
    return refuse('wrong-outcome', `${point.on} is a placeholder: say its text, or that it goes`);
  if (point.outcome !== 'option') return undefined;
  if (!isChoice) return refuse('wrong-outcome', `${point.on} is no choice`);
  const isThere = Number.isInteger(point.option) && point.option >= 0 && point.option <= breaks.length;
  return isThere ? undefined : refuse('no-such-option', `${point.option + 1} of ${breaks.length + 1}`);
}

/** The words of a substitution as they are stored: brackets in them are delimiters of their own. */
function wordsFor(point: OnBracket, stem: string): readonly Inline[] | RefusedAct {
  if (point.outcome !== 'substituted') return [];
  let count = 0;
  const words = contentOf(cleanText(point.words, 200_000), () => `${stem}.${(count += 1)}`);
  return words ?? refuse('unbalanced-brackets', point.words.slice(0, 120));
}

function settled(draft: OpenDraft, id: string, point: OnBracket, words: readonly Inline[]): Taken {
  switch (point.outcome) {
    case 'stays':
      return liftText(draft, id);
    case 'goes':
      return dropText(draft, id);
    case 'option':
      return chooseOption(draft, id, point.option);
    case 'substituted':
      return substitute(draft, id, words);
    case 'stays-in-brackets':
      return { removed: [] };
    default:
      return point satisfies never;
  }
}

const saidOf = (point: OnBracket, before: string): string => {
  if (point.outcome === 'substituted') return `${before} → ${point.words}`;
  return point.outcome === 'option' ? `${before} → ${point.option + 1}` : before;
};
