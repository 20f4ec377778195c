/**
 * Whether an update is admitted, decided before a byte of it is applied (SPEC AD1 to AD6). A person's words are refused
 * only if they would harm the draft or the room; an honest client is never refused for what it types.
 */
import { UnreadableUpdate } from '../../shared/protocol/bytes.ts';
import type { FrameRefusal } from '../../shared/protocol/messages.ts';
import { readUpdate } from '../../shared/protocol/update.ts';
import { type Admission, type AdmissionGround, Examination } from './examination.ts';
import { OutOfBudget } from './ground.ts';
import { Refusal } from './limits.ts';

/** Decides on the update of an account. Pure: the ground is not changed. */
export function admit(update: Uint8Array, account: string, on: AdmissionGround): Admission {
  if (update.length > on.limits.bytes) return refused('too-large', `${update.length} bytes`);
  try {
    return new Examination(readUpdate(update, on.limits), account, on).verdict();
  } catch (error) {
    if (error instanceof Refusal) return refused(error.reason, error.message);
    if (error instanceof OutOfBudget) return refused('too-costly', `more than ${on.limits.steps} steps`);
    if (error instanceof UnreadableUpdate) return refused(encodingOf(update) ?? error.reason, error.message);
    throw error;
  }
}

const refused = (reason: FrameRefusal, detail: string): Admission => ({ kind: 'refused', reason, detail });

/** Encoding 2 begins with a zero byte; what is unreadable and begins so most likely is that. */
const encodingOf = (update: Uint8Array): FrameRefusal | undefined =>
  update[0] === 0 && update.length > 2 ? 'wrong-encoding' : undefined;
