/** Tabling: from the hand or from the floor to the table, and from there to a new wording (SPEC AC6). */
import { alternativeLabels, labelFor, labelsCovered } from '../proposals/alternative-label.ts';
import { sameBlocks, wordingHash, wordsOfBlocks, wordsOfProposal } from '../proposals/content.ts';
import { proposalBlock, recordsByProposal } from '../proposals/hand.ts';
import { unitOfPlace } from '../proposals/place-unit.ts';
import {
  hashWords,
  type Place,
  type Proposal,
  type TabledHead,
  type TableState,
} from '../proposals/proposal.ts';
import { spanOf } from '../proposals/span.ts';
import { proposalOnTable, putOnTable, rewordOnTable, tabledIn } from '../proposals/table.ts';
import { checkProposal } from './check.ts';
import type { ProposalFact } from './facts.ts';
import { isOnTheFloor, lockOn, stateOnTabling } from './locks.ts';
import type { LoggedChange, Worded } from './logged.ts';
import { type ActGround, actOf, type Doer, isTabled, type Plan, proposalFact, refuse } from './planned.ts';
import { type NextWording, wordingsAfter } from './wordings.ts';

/** Tables a proposal: new, in other words than before, or as a further proponent of what stands on the table already. */
export function planTabling(ground: ActGround, doer: Doer, raw: Proposal): Plan {
  const checked = checkProposal(ground, raw);
  if (!checked.ok) return refuse(checked.why, checked.detail);
  const proposal = numbered(ground, checked.proposal);
  const lock = lockOn(ground, doer.member, proposal.place) ?? linkLock(ground, doer, proposal);
  if (lock) return refuse(lock);
  const known = proposalFact(ground.facts, proposal.id);
  if (!known) return tableNew(ground, doer, proposal);
  if (isTabled(known))
    return known.proponents.includes(doer.for) ? reword(ground, doer, proposal, known) : refuse('id-taken');
  const wasOurs = known.fate === 'withdrawn' && known.withdrew.includes(doer.for);
  return wasOurs ? tableNew(ground, doer, proposal) : refuse('id-taken', `it was ${known.fate}`);
}

/** An alternative gets its number when it is tabled, unless it has one that no other has; it keeps it from then on. */
function numbered({ draft }: ActGround, proposal: Proposal): Proposal {
  const { kind, place, id } = proposal;
  const [first, ...others] = proposal.blocks;
  if (kind !== 'alternative' || place.on !== 'blocks' || first?.kind !== 'alternative') return proposal;
  const taken = alternativeLabels(draft.text);
  for (const record of draft.words.records())
    if (record.attrs.of !== id && record.kind === 'alternative' && record.attrs.label)
      taken.add(record.attrs.label);
  if (first.attrs.label !== undefined && !taken.has(first.attrs.label)) return proposal;
  const { label: _, ...attrs } = first.attrs;
  const label = labelFor(labelsCovered(draft.text, place.blocks), taken);
  return {
    ...proposal,
    blocks: [{ ...first, attrs: label === undefined ? attrs : { ...attrs, label } }, ...others],
  };
}

/** A link binds proposals of the same proponents alone: nobody is tied to another's proposal. */
function linkLock({ draft, facts }: ActGround, doer: Doer, { id, link }: Proposal) {
  if (link === undefined) return undefined;
  for (const other of tabledIn(draft.ydoc).values()) {
    const isForeign = !proposalFact(facts, other.id)?.proponents.includes(doer.for);
    if (other.link === link && other.id !== id && isForeign) return 'id-taken' as const;
  }
  return undefined;
}

function tableNew(ground: ActGround, doer: Doer, proposal: Proposal): Plan {
  const state = stateOnTabling(ground, doer.member, proposal);
  if (state !== 'queued' && state !== 'on-text') return refuse(state);
  const existing = sameOnTable(ground, proposal);
  if (existing) return joinInstead(ground, doer, existing, proposal.id);
  const { draft } = ground;
  const change = tableChange(ground, proposal, state);
  return {
    act: actOf(doer, change),
    write: () => {
      putOnTable(draft, headOf(ground, proposal, state), proposal.blocks);
      return undefined;
    },
  };
}

/** The change as recorded. */
export function tableChange(
  { draft }: ActGround,
  proposal: Proposal,
  state: TableState,
): Extract<LoggedChange, { act: 'table' }> {
  const unit = unitOfPlace(draft, proposal.place);
  return {
    act: 'table',
    proposal,
    state,
    ...(unit === undefined ? {} : { unit }),
    words: wordsOfProposal(proposal),
    hash: wordingHash(proposal),
  };
}

/** Its head on the table; after a withdrawal it goes on counting wordings. */
export function headOf({ facts, moment }: ActGround, proposal: Proposal, state: TableState): TabledHead {
  const { blocks: _, ...head } = proposal;
  const next = { words: wordsOfProposal(proposal), hash: wordingHash(proposal) };
  const fact = proposalFact(facts, proposal.id);
  const wording = wordingsAfter(facts, fact, next, { party: '', seq: moment.seq }).at(-1)!.number;
  return { ...head, state, order: orderOf(facts), wording };
}

/** Place among all proposals ever tabled. */
const orderOf = (facts: ActGround['facts']): number =>
  1 + Object.values(facts).reduce((count, { kind }) => count + (kind === 'proposal' ? 1 : 0), 0);

/** A proposal on the table that asks for the same: of one kind, at one place, in the same words (AC6). */
export function sameOnTable({ draft }: ActGround, proposal: Proposal): TabledHead | undefined {
  const words = wordsOfProposal(proposal);
  const all = recordsByProposal(draft.words);
  const wordsOf = (id: string): string => wordsOfBlocks((all.get(id) ?? []).map(proposalBlock));
  for (const head of tabledIn(draft.ydoc).values()) {
    if (head.kind !== proposal.kind || head.id === proposal.id) continue;
    // What is cheap to compare comes first: a place is found by walking the text.
    const isLikely = coveredOf(head.place) === coveredOf(proposal.place) && wordsOf(head.id) === words;
    const isSame = isLikely && head.target?.block === proposal.target?.block;
    if (isSame && isSamePlace(draft, head.place, proposal.place)) return head;
  }
  return undefined;
}

const coveredOf = (place: Place): string => (place.on === 'range' ? place.covered : '');

function isSamePlace(draft: ActGround['draft'], a: Place, b: Place): boolean {
  if (a.on !== b.on) return false;
  if (a.on === 'blocks' && b.on === 'blocks')
    return JSON.stringify([...a.blocks].sort()) === JSON.stringify([...b.blocks].sort());
  const [one, other] = [spanOf(draft, a), spanOf(draft, b)];
  return (
    one !== undefined &&
    other !== undefined &&
    one.layer === other.layer &&
    one.from === other.from &&
    one.to === other.to
  );
}

function joinInstead({ facts }: ActGround, doer: Doer, { id }: TabledHead, instead: string): Plan {
  const fact = proposalFact(facts, id);
  if (!fact || fact.proponents.includes(doer.for)) return refuse('already-a-proponent', id);
  const hash = fact.wordings.at(-1)!.hash;
  return { act: actOf(doer, { act: 'join', proposal: id, hash, instead }), done: instead };
}

/** Other words for what stands on the table; on the floor the operator alone says them (AC5). */
function reword(ground: ActGround, doer: Doer, proposal: Proposal, fact: ProposalFact): Plan {
  const change = rewordChange(ground, proposal, fact);
  if (!change) return refuse('nothing-changed');
  const isHeld = fact.fate === 'on-text' && stateOnTabling(ground, doer.member, proposal) !== 'on-text';
  if (isHeld && isOnTheFloor(ground, proposal.place)) return refuse('on-the-floor');
  const { draft } = ground;
  const head = rewordedHead(ground, proposal, change, doer.for);
  return {
    act: actOf(doer, change),
    write: () => {
      if (head) rewordOnTable(draft, head, proposal.blocks);
      return undefined;
    },
  };
}

/** The change as recorded; undefined when nothing differs. Who goes back to earlier words has their hash again. */
export function rewordChange(
  { draft }: ActGround,
  proposal: Proposal,
  { wordings }: ProposalFact,
): Extract<LoggedChange, { act: 'reword' }> | undefined {
  const present = proposalOnTable(draft, proposal.id);
  if (!present || present.kind !== proposal.kind) return undefined;
  const isSame =
    isSamePlace(draft, present.place, proposal.place) && present.target?.block === proposal.target?.block;
  if (isSame && sameBlocks(present.blocks, proposal.blocks)) return undefined;
  return { act: 'reword', proposal: proposal.id, ...worded(proposal, wordings, isSame) };
}

function worded(proposal: Proposal, wordings: ProposalFact['wordings'], isSamePlaceStill: boolean): Worded {
  const words = wordsOfProposal(proposal);
  const plain = wordingHash(proposal);
  const hash = isSamePlaceStill ? plain : hashWords(`${plain} ${JSON.stringify(proposal.place)}`);
  const last = wordings.at(-1);
  return { words, hash: isSamePlaceStill && last?.words === words && !proposal.target ? last.hash : hash };
}

/** The head with its next wording. */
export function rewordedHead(
  { draft, facts, moment }: ActGround,
  { blocks: _, ...head }: Proposal,
  next: NextWording,
  party: string,
): TabledHead | undefined {
  const known = tabledIn(draft.ydoc).get(head.id);
  const fact = proposalFact(facts, head.id);
  if (!known || !fact) return undefined;
  const wording = wordingsAfter(facts, fact, next, { party, seq: moment.seq }).at(-1)!.number;
  return { ...head, state: known.state, order: known.order, wording };
}
