/** What the record tells a member, for answers that are made apart from the room. */
import type { Facts } from '../../shared/acts/facts.ts';
import { grantsIn } from '../../shared/acts/rights.ts';
import { audienceOf, factsFor, OUTSIDE } from '../../shared/acts/view.ts';
import type { Groups } from '../../shared/house/groups.ts';
import type { Entry } from './drafts.ts';

/** The facts that the house lets this member know: no name beyond these (AU11). */
export const viewOf =
  ({ member, draft }: Entry, groups: Groups) =>
  (facts: Facts): Facts =>
    factsFor(facts, audienceOf(member, { ...draft, groups, grants: grantsIn(facts) }) ?? OUTSIDE);
