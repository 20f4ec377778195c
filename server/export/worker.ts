/** Writes heavy files in threads of their own, so that nobody who types waits for them (SPEC EX16). */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Exported, type ExportJob, exportText } from './export.ts';

/** Milliseconds that one file may take, and after which a thread that was asked to end is ended. */
const TIME = 60_000;
const GRACE = 2_000;
/** More files at once wait: the room has the machine. */
const MOST_THREADS = 2;
/** Blocks up to which what is no Word file and no PDF is written at once. */
const SMALL = 1_000;

let running = 0;
const waiting: (() => void)[] = [];

/** Does an export where it disturbs nobody. Never rejects; aborting ends it. */
export async function exportApart(job: ExportJob, signal?: AbortSignal): Promise<Exported> {
  if (!isHeavy(job)) return exportText(job);
  if (running >= MOST_THREADS) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return signal?.aborted ? STOPPED : await inThread(job, signal);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
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

function inThread(job: ExportJob, signal: AbortSignal | undefined): Promise<Exported> {
  return new Promise((resolve) => {
    const thread = startThread(job);
    const end = (result: Exported): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      resolve(result);
      thread.removeAllListeners();
      thread.on('error', () => {});
      endThread(thread);
    };
    const stop = (): void => end(STOPPED);
    const timer = setTimeout(() => end(TOO_SLOW), TIME);
    signal?.addEventListener('abort', stop);
    thread.on('message', (result: Exported) => end(result));
    thread.on('error', (error) => end(failed(error.message)));
    thread.on('exit', (code) => end(failed(`the thread of the export ended with ${code}`)));
  });
}

/** In order first, so that a browser it started ends too; else at once. */
function endThread(thread: Worker): void {
  const timer = setTimeout(() => void thread.terminate(), GRACE);
  thread.once('exit', () => clearTimeout(timer));
  thread.postMessage('end');
}

/** As in the log's thread: a bundle holds it as JavaScript, from the sources tsx 4.23 has to be registered by hand. */
function startThread(workerData: ExportJob): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./export-thread.js', import.meta.url), { workerData });
  const resolve = createRequire(import.meta.url).resolve('tsx/package.json');
  const tsx = new URL('dist/esm/api/index.mjs', pathToFileURL(resolve)).href;
  const thread = new URL('./export-thread.ts', import.meta.url).href;
  const start = `import('${tsx}').then(({ register }) => { register(); return import('${thread}'); })`;
  return new Worker(start, { eval: true, workerData, execArgv: [] });
}
