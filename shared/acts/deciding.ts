/** A decision (SPEC AC8 to AC10): what the meeting agreed on proposals of the table, executed at once, recorded as one act. */
import { wordsOfProposal } from '../proposals/content.ts';
import { unitsOfPlace } from '../proposals/place-unit.ts';
import { type Proposal, strikes, type TabledHead } from '../proposals/proposal.ts';
import { isOnPresentWords, spanOf, wordsOfUnits } from '../proposals/span.ts';
import { proposalOnTable, removeFromTable, tabledIn } from '../proposals/table.ts';
import { takeIntoText } from '../proposals/take.ts';
import type { ActRequest, DecidedProposal } from './act.ts';
import { wordsAsRead } from './decisions/as-read.ts';
import { type PointStep, planPoints } from './decisions/points.ts';
import { type Agrees, type DecidedPoint, isOnProposal } from './decisions/request.ts';
import { orderIn, retiredIn, stoodBehind } from './decisions/retired.ts';
import { agreedLock } from './locks.ts';
import type { DecidedOutcome, LoggedAct, LoggedChange } from './logged.ts';
import { sittingOf } from './meetings.ts';
import { type ActGround, actOf, type Doer, type Plan, type RefusedAct, refuse } from './planned.ts';
import { seenHash, seenWords } from './seen.ts';
import { agreementFault } from './status.ts';

type Decide = Extract<ActRequest, { act: 'decide' }>;
type Tabled = Proposal & TabledHead;

export const MOST_DECIDED = 500;

export function planDecision(ground: ActGround, doer: Doer, request: Decide): Plan {
  const { draft } = ground;
  const { agrees } = request;
  if (request.outcomes.length === 0 && !agrees) return refuse('nothing-changed');
  if (request.outcomes.length > MOST_DECIDED) return refuse('too-many');
  const points = request.outcomes.filter((each): each is DecidedPoint => !isOnProposal(each));
  const own = request.outcomes.filter(isOnProposal);
  const named = own.map(({ proposal }) => proposal);
  const unknown = named.find((id) => !proposalOnTable(draft, id));
  if (unknown !== undefined) return refuse('unknown-proposal', unknown);
  const targets = [...points.map(({ on }) => on), ...(agrees ? [`unit:${agrees.unit}` as const] : [])];
  if (request.seen !== undefined && request.seen !== seenHash(draft, named, targets))
    return { refused: 'words-changed', present: seenWords(draft, named, targets) };
  const steps = planPoints(ground, doer.member, points);
  if ('refused' in steps) return steps;
  const outcomes = withLinked(ground, together(own, steps));
  const why = refusalOf(ground, doer, outcomes) ?? (agrees && agreementFault(ground, agrees));
  return why ?? decided(ground, doer, request, withRivals(ground, outcomes), steps);
}

/** What is said of proposals, and what follows for them from alternative sets. */
function together(own: readonly DecidedProposal[], steps: readonly PointStep[]): readonly DecidedProposal[] {
  const all = new Map(steps.flatMap(({ proposals }) => proposals.map((each) => [each.proposal, each])));
  for (const each of own) all.set(each.proposal, each);
  return [...all.values()];
}

/** Proposals of one link are decided together, as the one that was named (AC9). */
function withLinked({ draft }: ActGround, outcomes: readonly DecidedProposal[]): readonly DecidedProposal[] {
  const all = new Map(outcomes.map((each) => [each.proposal, each]));
  const heads = tabledIn(draft.ydoc);
  for (const each of outcomes) {
    const link = heads.get(each.proposal)?.link;
    if (link === undefined) continue;
    for (const { id, link: other } of heads.values())
      if (other === link && !all.has(id)) all.set(id, { ...each, proposal: id });
  }
  return [...all.values()];
}

/** Alternatives that compete with one taken leave the table with it (PP11). */
function withRivals({ draft }: ActGround, outcomes: readonly DecidedProposal[]): readonly DecidedProposal[] {
  const all = new Map(outcomes.map((each) => [each.proposal, each]));
  const heads = tabledIn(draft.ydoc);
  for (const { proposal, outcome } of outcomes) {
    const taken = heads.get(proposal);
    if (outcome !== 'taken' || taken?.kind !== 'alternative' || taken.place.on !== 'blocks') continue;
    const { blocks } = taken.place;
    for (const { id, kind, place } of heads.values()) {
      const competes =
        kind === 'alternative' && place.on === 'blocks' && place.blocks.some((each) => blocks.includes(each));
      if (competes && !all.has(id)) all.set(id, { proposal: id, outcome: 'not-taken' });
    }
  }
  return [...all.values()];
}

function refusalOf(
  ground: ActGround,
  { member }: Doer,
  outcomes: readonly DecidedProposal[],
): RefusedAct | undefined {
  const { draft } = ground;
  const taken = new Set(outcomes.flatMap((each) => (each.outcome === 'taken' ? [each.proposal] : [])));
  for (const each of outcomes) {
    if (each.outcome === 'not-taken') continue;
    const proposal = proposalOnTable(draft, each.proposal)!;
    const why = takenRefusal(ground, proposal, each, taken) ?? agreedLock(ground, member, proposal);
    if (why) return why;
  }
  return undefined;
}

function takenRefusal(
  { draft }: ActGround,
  proposal: Tabled,
  { confirmed }: DecidedProposal,
  taken: ReadonlySet<string>,
): RefusedAct | undefined {
  const span = spanOf(draft, proposal.place);
  if (!span) return refuse('place-gone', proposal.id);
  if (span.layer === 'words') {
    const host = draft.words.placeAt(span.from)?.record.attrs.of;
    if (host === undefined || !taken.has(host))
      return refuse('wrong-fate', `${proposal.id} amends ${host ?? 'a proposal'} that is not taken`);
  }
  if (strikes(proposal.kind) && !confirmed && !isOnPresentWords(draft, proposal.place))
    return { refused: 'words-changed', detail: proposal.id, present: presentWords(draft, proposal) };
  return undefined;
}

const presentWords = (draft: ActGround['draft'], { place }: Tabled): string =>
  wordsOfUnits(draft.text, unitsOfPlace(draft, place));

function decided(
  ground: ActGround,
  doer: Doer,
  request: Decide,
  outcomes: readonly DecidedProposal[],
  steps: readonly PointStep[],
): Plan {
  const { draft, moment } = ground;
  const ordered = inOrder(ground, outcomes);
  const { agrees, basis = agrees?.status === 'agreed-ad-ref' ? 'ad ref' : 'no objection' } = request;
  const units = [
    ...new Set([
      ...(agrees ? [agrees.unit] : []),
      ...ordered.flatMap(([, { place }]) => unitsOfPlace(draft, place)),
      ...steps.flatMap((step) => step.units),
    ]),
  ];
  const [unit] = units;
  const recorded = (done: Done, before: string, after: string): LoggedAct => {
    const decision: LoggedChange = {
      act: 'decide',
      ...(unit === undefined ? {} : { unit }),
      ...(units.length > 1 ? { units } : {}),
      ...done,
      ...(agrees ? { agrees } : {}),
      before,
      after,
      basis,
      ...sittingOf(ground, unit, request),
    };
    return actOf(doer, decision, ...(agrees ? [agreement(agrees)] : []));
  };
  return {
    act: recorded({ outcomes: [] }, '', ''),
    write: () => {
      const before = wordsAsRead(draft, units);
      const order = orderIn(draft);
      const done = [
        ...ordered.map(([each, proposal]) => execute(ground, each, proposal, moment.seq)),
        ...steps.map(({ work }) => work(moment.seq)),
      ];
      const retired = retiredIn(
        draft,
        done.flatMap(({ removed }) => removed),
      );
      const more = retired.length > 0 ? { retired, behind: stoodBehind(draft, order, retired) } : {};
      return recorded({ outcomes: done, ...more }, before, wordsAsRead(draft, units));
    },
  };
}

type Done = Pick<Extract<LoggedChange, { act: 'decide' }>, 'outcomes' | 'retired' | 'behind'>;

const agreement = ({ unit, status, awaiting = [] }: Agrees): LoggedChange => ({
  act: 'status',
  units: [unit],
  status,
  awaiting: status === 'agreed-ad-ref' ? [...new Set(awaiting)] : [],
});

/** First what is not taken, then hosts before their amendments, as they were tabled. */
function inOrder(
  { draft }: ActGround,
  outcomes: readonly DecidedProposal[],
): (readonly [DecidedProposal, Tabled])[] {
  const pairs = outcomes.map((each) => [each, proposalOnTable(draft, each.proposal)!] as const);
  const rank = ([{ outcome }, { place }]: (typeof pairs)[number]): number =>
    outcome === 'not-taken' ? 0 : spanOf(draft, place)?.layer === 'words' ? 2 : 1;
  return pairs.sort((a, b) => rank(a) - rank(b) || a[1].order - b[1].order);
}

/** What it asked for is done, or not; if an earlier outcome took its place away, it is not taken. */
function execute(
  { draft }: ActGround,
  { proposal: id, outcome }: DecidedProposal,
  content: Tabled,
  seq: number,
): DecidedOutcome {
  const taken = outcome === 'taken' ? takeIntoText(draft, id, seq) : undefined;
  if (!taken) removeFromTable(draft, id);
  return {
    proposal: id,
    outcome: taken ? 'taken' : 'not-taken',
    words: wordsOfProposal(content),
    content: plain(content),
    removed: taken?.removed ?? [],
    ...(taken?.became ? { became: taken.became } : {}),
  };
}

/** A tabled proposal as it was asked for: without state, order and wording. */
export function plain({ id, kind, place, link, target, blocks }: Proposal): Proposal {
  return {
    id,
    kind,
    place,
    ...(link === undefined ? {} : { link }),
    ...(target === undefined ? {} : { target }),
    blocks,
  };
}
