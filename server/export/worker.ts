/** Writes heavy files in threads of their own, so that nobody who types waits for them (SPEC EX16). */
import type { Worker } from 'node:worker_threads';
import { answerOf, startThread, Turns } from '../thread.ts';
import { type Exported, type ExportJob, exportText } from './export.ts';

/** Milliseconds that one file may take, and after which a thread that was asked to end is ended. */
const TIME = 60_000;
const GRACE = 2_000;
/** Blocks up to which what is no Word file and no PDF is written at once. */
const SMALL = 1_000;

const turns = new Turns(2);

/** Does an export where it disturbs nobody. Never rejects; aborting ends it. */
export async function exportApart(job: ExportJob, signal?: AbortSignal): Promise<Exported> {
  if (!isHeavy(job)) return exportText(job);
  return turns.take(() => (signal?.aborted ? STOPPED : inThread(job, signal)));
}

const isHeavy = ({ format, state }: ExportJob): boolean =>
  format === 'docx' || format === 'pdf' || state.document.blocks.length > SMALL;

const STOPPED: Exported = { done: false, why: 'stopped', message: 'The export was stopped.' };
const TOO_SLOW: Exported = {
  done: false,
  why: 'too-slow',
  message: `The export took longer than ${TIME / 1_000} seconds.`,
};
const failed = (message: string): Exported => ({ done: false, why: 'export-failed', message });

function inThread(workerData: ExportJob, signal: AbortSignal | undefined): Promise<Exported> {
  return answerOf(startThread(new URL('./export-thread', import.meta.url), { workerData }), {
    time: TIME,
    signal,
    read: (result: Exported) => result,
    stopped: () => STOPPED,
    tooSlow: () => TOO_SLOW,
    failed: ({ message }) => failed(message),
    ended: (code) => failed(`the thread of the export ended with ${code}`),
    end: endThread,
  });
}

/** In order first, so that a browser it started ends too; else at once. */
function endThread(thread: Worker): void {
  const timer = setTimeout(() => void thread.terminate(), GRACE);
  thread.once('exit', () => clearTimeout(timer));
  thread.postMessage('end');
}
