/** Takes in what came since the last batch: each frame is examined, in order, and its writer hears what becomes of it. */
import { LogError, type NewEntry } from '../log/log.ts';
import { admit } from './admission.ts';
import { Batch } from './batch.ts';
import type { Admission, AdmissionGround } from './examination.ts';
import type { Submission, Writer } from './writer.ts';

export interface Intake {
  readonly batch: Batch;
  /** What goes into the log: one entry an update, for each has its own author. */
  readonly entries: readonly NewEntry[];
  /** The last frame of each writer that is durable once the entries are. */
  readonly heard: ReadonlyMap<Writer, number>;
  /** Set if all of the batch came from one writer. */
  readonly soleWriter: Writer | undefined;
}

/** `at` in milliseconds since 1970. Refusals and questions are told at once; who wrote under which id is noted. */
export function takeIn(
  submissions: readonly Submission[],
  on: Omit<AdmissionGround, 'batch'>,
  at: number,
): Intake {
  const ground = { ...on, batch: new Batch() };
  const entries: NewEntry[] = [];
  const heard = new Map<Writer, number>();
  const writers = new Set<Writer>();
  for (const { writer, count, update } of submissions) {
    const admission = examine(writer, update, ground);
    if (admission.kind === 'refused') writer.refuse(count, admission.reason, admission.detail);
    else if (admission.kind === 'gap') writer.askForMissing(count);
    else heard.set(writer, count);
    if (admission.kind !== 'admitted') continue;
    const { admitted } = admission;
    ground.batch.add(admitted);
    writers.add(writer);
    for (const { client } of admitted.read.sections) on.authors.claim(client, writer.account);
    entries.push({
      at,
      user: writer.account,
      actingFor: writer.actingFor,
      kind: 'typing',
      update: admitted.update,
    });
  }
  return {
    batch: ground.batch,
    entries,
    heard,
    soleWriter: writers.size === 1 ? [...writers][0] : undefined,
  };
}

/** Everyone whose typing could not be kept hears so. */
export function refuseAll(heard: Intake['heard'], error: unknown): void {
  const reason = error instanceof LogError && error.code === 'full' ? 'disk-full' : 'storage';
  for (const [writer, count] of heard)
    writer.refuse(count, reason, error instanceof Error ? error.message : '');
}

function examine(writer: Writer, update: Uint8Array, ground: AdmissionGround): Admission {
  const admission = admit(update, writer.account, ground);
  if ('cost' in admission) writer.charge(admission.cost);
  const why = admission.kind === 'known' ? undefined : writer.mayNotWrite;
  return why === undefined ? admission : { kind: 'refused', reason: why, detail: 'may not write now' };
}
