/** Compares changed files with their drafts in threads of their own, within limits of time and memory (SPEC RT8). */
import { answerOf, startThread, Turns } from '../thread.ts';
import type { ChangesFound, ChangesJob } from './changes.ts';

/** Milliseconds and megabytes that one file may take. */
const TIME = 30_000;
const MEMORY = 768;
const turns = new Turns(2);

/** Never rejects; aborting ends it. */
export const changesApart = (job: ChangesJob, signal?: AbortSignal): Promise<ChangesFound> =>
  turns.take(() => (signal?.aborted ? failed('stopped') : inThread(job, signal)));

const failed = (message: string): ChangesFound => ({ done: false, message });

function inThread(workerData: ChangesJob, signal: AbortSignal | undefined): Promise<ChangesFound> {
  const resourceLimits = { maxOldGenerationSizeMb: MEMORY };
  const thread = startThread(new URL('./changes-thread', import.meta.url), { workerData, resourceLimits });
  return answerOf(thread, {
    time: TIME,
    signal,
    read: (result: ChangesFound) => result,
    stopped: () => failed('stopped'),
    tooSlow: () => failed(`it took longer than ${TIME / 1_000} seconds`),
    failed: ({ message }) => failed(message),
    ended: (code) => failed(`its thread ended with ${code}`),
  });
}
