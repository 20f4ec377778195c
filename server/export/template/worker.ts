/** Looks at templates in threads of their own, within limits of time and memory (SPEC TP5). */
import { answerOf, startThread, Turns } from '../../thread.ts';
import type { Looked } from './look-at.ts';

/** Milliseconds, and megabytes of heap, that one template may take. */
const TIME = 10_000;
const MEMORY = 256;

const turns = new Turns(1);

/** What a file is worth as a template. Never rejects; aborting ends it. */
export async function lookApart(bytes: Uint8Array, signal?: AbortSignal): Promise<Looked> {
  return turns.take(() => (signal?.aborted ? STOPPED : inThread(bytes, signal)));
}

const STOPPED: Looked = { ok: false, why: 'stopped', message: 'Reading the template was stopped.' };
const TOO_SLOW: Looked = {
  ok: false,
  why: 'too-slow',
  message: `The template was not read within ${TIME / 1_000} seconds.`,
};
const broken = (message: string): Looked => ({ ok: false, why: 'broken', message });

function inThread(workerData: Uint8Array, signal: AbortSignal | undefined): Promise<Looked> {
  const resourceLimits = { maxOldGenerationSizeMb: MEMORY };
  return answerOf(
    startThread(new URL('./template-thread', import.meta.url), { workerData, resourceLimits }),
    {
      time: TIME,
      signal,
      read: (looked: Looked) => looked,
      stopped: () => STOPPED,
      tooSlow: () => TOO_SLOW,
      failed: () => broken('The template is damaged and cannot be read.'),
      ended: () => broken('The template is damaged and cannot be read.'),
    },
  );
}
