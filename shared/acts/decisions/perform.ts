/** The acts of the chair's table, planned (SPEC DE1, ME1, SU1). */
import { planClaim } from '../claiming.ts';
import { planMeeting } from '../meetings.ts';
import { type ActGround, type Doer, type Plan, refuse } from '../planned.ts';
import { planStructure } from '../structure/perform.ts';
import { planCorrection } from './correct.ts';
import { planBringingBack, planConfirming, planObjection, planReopening } from './reopen.ts';
import type { ChairsAct } from './request.ts';

export function performChairs(ground: ActGround, doer: Doer, request: ChairsAct): Plan {
  switch (request.act) {
    case 'correct':
      return planCorrection(ground, doer, request);
    case 'reopen':
      return planReopening(ground, doer, request);
    case 'bring-back':
      return planBringingBack(ground, doer, request);
    case 'confirm':
      return planConfirming(ground, doer, request);
    case 'object':
      return planObjection(ground, doer, request);
    case 'claim':
      return planClaim(ground, doer, request);
    case 'meeting':
      return planMeeting(ground, doer, request);
    case 'merge':
    case 'split':
    case 'move':
    case 'renumber':
    case 'editorial':
      return planStructure(ground, doer, request);
    default:
      request satisfies never;
      return refuse('unknown-act');
  }
}
