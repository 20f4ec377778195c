/** Where provisions and parts stand, as the chair's side sets it (SPEC PH2): what can be chosen, and the act it is. */
import type { ActRequest } from '../../shared/acts/act.ts';
import type { Status } from '../../shared/acts/facts.ts';
import { mayBecome, statusOf } from '../../shared/acts/status.ts';
import { PART_PHASES } from '../../shared/house/membership.ts';
import type { BlockKind } from '../../shared/text/element.ts';
import { type Say, sayCode } from '../locales/i18n.ts';
import type { Negotiation } from './negotiation.ts';

export interface StandingChoice {
  readonly id: string;
  readonly label: string;
  readonly request: ActRequest;
  /** It stands so already. */
  readonly isNow: boolean;
  /** True, or why it cannot be chosen now. */
  readonly can: true | string;
}

/** Statuses that are set by themselves; agreement is a decision and is recorded as one. */
const SET = [
  'not-considered',
  'under-discussion',
  'agreed-in-group',
  'parked',
] as const satisfies readonly Status[];

/** The phases a part may be given; its own goes before the draft's. */
export function phaseChoices(t: Say, { facts }: Negotiation, part: string): readonly StandingChoice[] {
  const fact = facts[`part-phase/${part}`];
  const now = fact?.kind === 'part-phase' ? fact.phase : null;
  return [null, ...PART_PHASES].map((phase) => ({
    id: `phase.${phase ?? 'draft'}`,
    label: phase === null ? t('part.as-draft') : t(`phase.${phase}`),
    request: { act: 'part-phase', part, phase },
    isNow: phase === now,
    can: phase === now ? t('refusal.nothing-changed') : true,
  }));
}

export function statusChoices(t: Say, { facts }: Negotiation, unit: string): readonly StandingChoice[] {
  const now = statusOf(facts, unit);
  return SET.map((status) => ({
    id: `status.${status}`,
    label: t(`status.${status}`),
    request: { act: 'status', units: [unit], status },
    isNow: status === now,
    can: whyNot(t, now, status),
  }));
}

function whyNot(t: Say, now: Status, status: Status): true | string {
  if (status === now) return t('refusal.nothing-changed');
  return mayBecome(now, status) || sayCode(t, 'refusal', 'status-order');
}

/** What may be chosen of a heading or provision; nothing for who is not of the chair's side. */
export function standingChoices(
  t: Say,
  negotiation: Negotiation,
  { id, kind }: { readonly id: string; readonly kind: BlockKind },
): readonly StandingChoice[] {
  if (!negotiation.isChairs) return [];
  if (kind === 'part') return phaseChoices(t, negotiation, id);
  return kind === 'provision' || kind === 'alternative' ? statusChoices(t, negotiation, id) : [];
}
