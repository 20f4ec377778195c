/** Where nothing can be asked for now, and why (SPEC AC5): agreed text, closed parts, the floor. */
import { isChairsSide, type Standing } from '../house/audience.ts';
import type { Membership, Phase } from '../house/membership.ts';
import type { OpenDraft } from '../proposals/open-draft.ts';
import { unitsOfPlace } from '../proposals/place-unit.ts';
import type { Place, Proposal, TableState } from '../proposals/proposal.ts';
import { partOf } from '../proposals/units.ts';
import type { ActRefusal } from './act.ts';
import type { Facts } from './facts.ts';
import { onFloor } from './status.ts';

export interface LockGround {
  readonly draft: OpenDraft;
  readonly facts: Facts;
  readonly standing: Standing;
}

/** What keeps new words from this place, whoever asks: the words stay in hand (AC5). */
export function lockOn(
  { draft, facts, standing }: LockGround,
  member: Membership,
  place: Place,
): ActRefusal | undefined {
  const units = unitsOfPlace(draft, place);
  // Between two provisions nothing agreed is touched.
  const touched = place.on === 'after' ? [] : units;
  for (const unit of touched) {
    const status = facts[`status/${unit}`];
    if (status?.kind !== 'status') continue;
    if (status.status === 'agreed') return 'agreed';
    if (status.status === 'agreed-ad-ref') return 'agreed-ad-ref';
  }
  for (const part of units.length > 0 ? units.map((unit) => partOf(draft.text, unit)) : [undefined]) {
    if (member.parts && !(part !== undefined && member.parts.includes(part))) return 'not-your-part';
    const why = phaseLock(facts, standing, part);
    if (why) return why;
  }
  return undefined;
}

/** The phase of a part is its own, where it has one; else the draft's. */
function phaseLock(facts: Facts, standing: Standing, part: string | undefined): ActRefusal | undefined {
  const own = part === undefined ? undefined : facts[`part-phase/${part}`];
  if (own?.kind === 'part-phase') return REFUSED_IN[own.phase]?.part;
  return REFUSED_IN[standing.phase]?.draft;
}

const REFUSED_IN: Readonly<
  Partial<Record<Phase, { readonly part: ActRefusal; readonly draft: ActRefusal }>>
> = {
  reading: { part: 'part-closed', draft: 'record-keeper-writes' },
  closed: { part: 'part-closed', draft: 'closed' },
  frozen: { part: 'part-frozen', draft: 'frozen' },
};

/** Is one of the places before the meeting now? Then only the operator changes it. */
export function isOnTheFloor({ draft, facts }: LockGround, place: Place): boolean {
  const unit = onFloor(facts);
  return unit !== undefined && unitsOfPlace(draft, place).includes(unit);
}

/**
 * Where a proposal stands once tabled: on the text when the operator entered it or the house takes all, in the queue where
 * the chair calls what is taken up (AC5, AC6).
 */
export function stateOnTabling(
  ground: LockGround,
  member: Membership,
  { place }: Pick<Proposal, 'place'>,
): TableState | ActRefusal {
  if (isChairsSide(member)) return 'on-text';
  if (ground.standing.rules.intake === 'called') return 'queued';
  return isOnTheFloor(ground, place) ? 'on-the-floor' : 'on-text';
}

/** What is agreed is reopened first; a closed part is no hindrance to decide on what was tabled before. */
export function agreedLock(
  ground: LockGround,
  member: Membership,
  { place, id }: { readonly place: Place; readonly id: string },
): { readonly refused: ActRefusal; readonly detail: string } | undefined {
  const lock = lockOn(ground, member, place);
  const holds = lock === 'agreed' || lock === 'agreed-ad-ref' || lock === 'part-frozen' || lock === 'frozen';
  return holds ? { refused: lock, detail: id } : undefined;
}
