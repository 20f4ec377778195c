/** Decisions as the page asks for them (SPEC MD8): each names the words as they stand before the one who records it. */
import type { Composition } from '../../proposals/composition.ts';
import type { OpenDraft } from '../../proposals/open-draft.ts';
import type { ActRequest } from '../act.ts';
import { type AsOnScreen, planAsOnScreen } from '../decisions/on-screen.ts';
import { type Agrees, type Decided, isOnProposal } from '../decisions/request.ts';
import type { Target } from '../facts.ts';
import { seenHash } from '../seen.ts';

export type DecideRequest = Extract<ActRequest, { act: 'decide' }>;

/** On what the meeting's agreement rests. */
export const BASES = ['no objection', 'ad ref', 'small group', 'editorial'] as const;
export type Basis = (typeof BASES)[number];

const STATUS_BY_BASIS: Readonly<Record<Basis, Agrees['status']>> = {
  'no objection': 'agreed',
  'ad ref': 'agreed-ad-ref',
  'small group': 'agreed-in-group',
  editorial: 'agreed',
};

/** The draft as it stands before the reader, for readings that change nothing. */
export const draftBefore = ({ papers: { ydoc, text, words } }: Composition): OpenDraft => ({
  ydoc,
  text,
  words,
  origin: undefined,
});

/** A decision that is refused if the words it is about were changed meanwhile. */
export function decisionOn(
  draft: OpenDraft,
  outcomes: readonly Decided[],
  more: Pick<DecideRequest, 'agrees' | 'basis' | 'presiding' | 'meeting'> = {},
): DecideRequest {
  const proposals = outcomes.flatMap((each) => (isOnProposal(each) ? [each.proposal] : []));
  const targets = outcomes.flatMap((each): readonly Target[] => (isOnProposal(each) ? [] : [each.on]));
  const about = more.agrees ? [...targets, `unit:${more.agrees.unit}` as const] : targets;
  return { act: 'decide', outcomes, ...more, seen: seenHash(draft, proposals, about) };
}

export interface Agreement {
  readonly unit: string;
  /** Points that were ticked otherwise than they stand by default. */
  readonly turned: readonly Target[];
  readonly basis: Basis;
  /** `ad ref`: parties whose capitals are awaited. */
  readonly awaiting: readonly string[];
}

/** Agreement to a provision as it now reads: what is shown, and the one decision that records it. */
export function agreementAsOnScreen(
  draft: OpenDraft,
  { unit, turned, basis, awaiting }: Agreement,
): { readonly plan: AsOnScreen; readonly request: DecideRequest } {
  const plan = planAsOnScreen(draft, unit, turned);
  const status = STATUS_BY_BASIS[basis];
  const agrees = { unit, status, ...(status === 'agreed-ad-ref' ? { awaiting } : {}) };
  return { plan, request: decisionOn(draft, plan.outcomes, { agrees, basis }) };
}
