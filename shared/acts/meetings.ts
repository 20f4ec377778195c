/** Meetings (SPEC ME1, ME2): opened and closed by acts; what is decided in between carries their number. */
import { partOf } from '../proposals/units.ts';
import type { MeetingFact } from './decisions/facts.ts';
import type { ChairsAct } from './decisions/request.ts';
import type { Facts } from './facts.ts';
import { type ActGround, actOf, type Doer, type Plan, refuse } from './planned.ts';
import { cleanText } from './sanitize.ts';

const LONGEST_NAME = 200;

/** All meetings, in the order in which they were opened. */
export const meetingsIn = (facts: Facts): readonly MeetingFact[] =>
  Object.values(facts)
    .filter((fact): fact is MeetingFact => fact.kind === 'meeting')
    .sort((a, b) => a.opened.seq - b.opened.seq);

export const openMeetings = (facts: Facts): readonly MeetingFact[] =>
  meetingsIn(facts).filter(({ closed }) => closed === undefined);

/** The meeting that sits on this part: its own, else the one on the whole text. */
export function meetingOn(facts: Facts, part: string | undefined): MeetingFact | undefined {
  const open = openMeetings(facts);
  return (
    open.find((each) => each.part !== undefined && each.part === part) ??
    open.find((each) => each.part === undefined)
  );
}

/** The meeting and who presides, as a decision on this provision carries them; what the request says goes before. */
export function sittingOf(
  { draft, facts }: ActGround,
  unit: string | undefined,
  said: { readonly meeting?: string; readonly presiding?: string },
): { readonly meeting?: string; readonly presiding?: string } {
  const part = unit === undefined ? undefined : partOf(draft.text, unit);
  const named = said.meeting === undefined ? undefined : facts[`meeting/${said.meeting}`];
  const sits = named?.kind === 'meeting' ? named : meetingOn(facts, part);
  const meeting = said.meeting ?? sits?.number;
  const presiding = said.presiding ?? sits?.presiding;
  return {
    ...(meeting === undefined ? {} : { meeting }),
    ...(presiding === undefined ? {} : { presiding }),
  };
}

type MeetingAct = Extract<ChairsAct, { act: 'meeting' }>;

export function planMeeting({ draft, facts }: ActGround, doer: Doer, request: MeetingAct): Plan {
  const { number, does, part, presiding, operator } = request;
  const known = facts[`meeting/${number}`];
  if (does === 'close') {
    if (known?.kind !== 'meeting') return refuse('unknown-meeting', number);
    if (known.closed) return refuse('nothing-changed', `${number} is closed`);
    return { act: actOf(doer, { act: 'meeting', number, does }) };
  }
  if (known) return refuse('id-taken', number);
  if (part !== undefined && draft.text.placeOf(part)?.record.kind !== 'part')
    return refuse('unknown-target', part);
  if (openMeetings(facts).some((each) => each.part === part)) return refuse('meeting-is-open', number);
  const named = {
    ...(part === undefined ? {} : { part }),
    ...(presiding === undefined ? {} : { presiding: cleanText(presiding, LONGEST_NAME) }),
    ...(operator === undefined ? {} : { operator: cleanText(operator, LONGEST_NAME) }),
  };
  return { act: actOf(doer, { act: 'meeting', number, does, ...named }) };
}
