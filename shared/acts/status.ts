/** Which status may follow which (SPEC ME3): agreed words come under discussion again by reopening alone. */
import type { OpenDraft } from '../proposals/open-draft.ts';
import { unitOf } from '../proposals/units.ts';
import type { ActRefusal } from './act.ts';
import type { Agrees } from './decisions/request.ts';
import type { Facts, Status, StatusFact } from './facts.ts';
import type { House } from './rights.ts';

/** What a status may become by an act on it; `reopen` and `confirm` are acts of their own. */
const NEXT: Readonly<Record<Status, readonly Status[]>> = {
  'not-considered': ['under-discussion', 'agreed-in-group', 'agreed-ad-ref', 'agreed', 'parked'],
  'under-discussion': ['not-considered', 'agreed-in-group', 'agreed-ad-ref', 'agreed', 'parked'],
  parked: ['not-considered', 'under-discussion', 'agreed-in-group', 'agreed-ad-ref', 'agreed', 'parked'],
  'agreed-in-group': ['agreed-ad-ref', 'agreed'],
  'agreed-ad-ref': ['agreed-ad-ref', 'agreed'],
  agreed: ['agreed-ad-ref'],
};

export const mayBecome = (from: Status, to: Status): boolean => NEXT[from].includes(to);

/** What may follow, for a page that offers it. */
export const nextOf = (from: Status): readonly Status[] => NEXT[from];

export function statusFact(facts: Facts, unit: string): StatusFact | undefined {
  const key = `status/${unit}`;
  const fact = Object.hasOwn(facts, key) ? facts[key] : undefined;
  return fact?.kind === 'status' ? fact : undefined;
}

export const statusOf = (facts: Facts, unit: string): Status =>
  statusFact(facts, unit)?.status ?? 'not-considered';

/** `clean` is derived: nothing is agreed or parked, and no open point is left in the provision. */
export function shownStatus(facts: Facts, unit: string, hasOpenPoints: boolean): Status | 'clean' {
  const status = statusOf(facts, unit);
  const isOpen = status === 'not-considered' || status === 'under-discussion';
  return isOpen && !hasOpenPoints ? 'clean' : status;
}

/** Why a provision cannot be agreed now. */
export function agreementFault(
  { draft, facts, isParty }: { readonly draft: OpenDraft; readonly facts: Facts } & Pick<House, 'isParty'>,
  { unit, status, awaiting = [] }: Agrees,
): { readonly refused: ActRefusal; readonly detail: string } | undefined {
  if (!draft.text.placeOf(unit) || unitOf(draft.text, unit) !== unit)
    return { refused: 'unknown-target', detail: unit };
  if (!awaiting.every(isParty)) return { refused: 'unknown-party', detail: awaiting.join(', ') };
  if (status === 'agreed-ad-ref' && awaiting.length === 0)
    return { refused: 'unknown-party', detail: 'nobody is awaited' };
  const now = statusOf(facts, unit);
  return mayBecome(now, status)
    ? undefined
    : { refused: 'status-order', detail: `${unit} is ${now}, not to become ${status}` };
}

/** The provision before the meeting, if any. */
export function onFloor({ floor }: Facts): string | undefined {
  return floor?.kind === 'floor' ? floor.unit : undefined;
}
