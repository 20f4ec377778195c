/** Writes heavy files in threads of their own, so that nobody who types waits for them (SPEC EX16). */
import type { Worker } from 'node:worker_threads';
import { answerOf, startThread, Turns } from '../thread.ts';
import type { StateSource } from './draft-state.ts';
import { type ComparisonJob, type Exported, type ExportJob, exportText } from './export.ts';

/** Milliseconds that one file may take, and after which a thread that was asked to end is ended. */
const TIME = 60_000;
const GRACE = 2_000;
/** Milliseconds for which a thread, with the browser it may have started, waits for another file. */
const IDLE = 60_000;
/** Blocks, or bytes of the draft, up to which what is no Word file and no PDF is written at once. */
const SMALL = { blocks: 100, bytes: 40_000 };

const turns = new Turns(2);

/** Does an export or comparison where it disturbs nobody. Never rejects; aborting ends it. */
export async function exportApart(job: ExportJob | ComparisonJob, signal?: AbortSignal): Promise<Exported> {
  if (!isHeavy(job)) return exportText(job);
  return turns.take(() => (signal?.aborted ? STOPPED : inThread(job, signal)));
}

function isHeavy(job: ExportJob | ComparisonJob): boolean {
  if (job.of !== 'comparison' && (job.format === 'docx' || job.format === 'pdf')) return true;
  return [job.state, ...(job.of === 'text' ? [] : [job.before])].some(isLarge);
}

const isLarge = (source: StateSource): boolean =>
  'document' in source ? source.document.blocks.length > SMALL.blocks : source.update.length > SMALL.bytes;

const STOPPED: Exported = { done: false, why: 'stopped', message: 'The export was stopped.' };
const TOO_SLOW: Exported = {
  done: false,
  why: 'too-slow',
  message: `The export took longer than ${TIME / 1_000} seconds.`,
};
const failed = (message: string): Exported => ({ done: false, why: 'export-failed', message });

/** Threads that wait for another file, each with what ends its waiting. */
const idle = new Map<Worker, () => void>();

function inThread(job: ExportJob | ComparisonJob, signal: AbortSignal | undefined): Promise<Exported> {
  const thread = idleThread() ?? startThread(new URL('./export-thread', import.meta.url), {});
  let hasAnswered = false;
  const answer = answerOf(thread, {
    time: TIME,
    signal,
    read: (result: Exported) => {
      hasAnswered = true;
      return result;
    },
    stopped: () => STOPPED,
    tooSlow: () => TOO_SLOW,
    failed: ({ message }) => failed(message),
    ended: (code) => failed(`the thread of the export ended with ${code}`),
    end: (worker) => (hasAnswered ? keepThread(worker) : endThread(worker)),
  });
  thread.postMessage(job);
  return answer;
}

function idleThread(): Worker | undefined {
  const [first] = idle;
  if (!first) return undefined;
  const [thread, stopWaiting] = first;
  stopWaiting();
  thread.ref();
  return thread;
}

/** The next file is written by a thread that has read its code, in a browser that has started. */
function keepThread(thread: Worker): void {
  const stopWaiting = (): void => {
    clearTimeout(timer);
    thread.off('exit', stopWaiting);
    idle.delete(thread);
  };
  const timer = setTimeout(() => {
    stopWaiting();
    endThread(thread);
  }, IDLE);
  timer.unref();
  thread.unref();
  thread.once('exit', stopWaiting);
  idle.set(thread, stopWaiting);
}

/** In order first, so that a browser it started ends too; else at once. */
function endThread(thread: Worker): void {
  const timer = setTimeout(() => void thread.terminate(), GRACE);
  thread.once('exit', () => clearTimeout(timer));
  thread.postMessage('end');
}
