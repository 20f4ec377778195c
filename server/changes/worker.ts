/** Compares changed files with their drafts in threads of their own, within limits of time and memory (SPEC RT8). */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ChangesFound, ChangesJob } from './changes.ts';

/** Milliseconds and megabytes that one file may take. */
const TIME = 30_000;
const MEMORY = 768;
/** More files at once wait: the room has the machine. */
const MOST_THREADS = 2;

let running = 0;
const waiting: (() => void)[] = [];

/** Never rejects; aborting ends it. */
export async function changesApart(job: ChangesJob, signal?: AbortSignal): Promise<ChangesFound> {
  if (running >= MOST_THREADS) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return signal?.aborted ? failed('stopped') : await inThread(job, signal);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

const failed = (message: string): ChangesFound => ({ done: false, message });

function inThread(job: ChangesJob, signal: AbortSignal | undefined): Promise<ChangesFound> {
  return new Promise((resolve) => {
    const thread = startThread(job);
    const end = (result: ChangesFound): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      resolve(result);
      thread.removeAllListeners();
      thread.on('error', () => {});
      void thread.terminate();
    };
    const stop = (): void => end(failed('stopped'));
    const timer = setTimeout(() => end(failed(`it took longer than ${TIME / 1_000} seconds`)), TIME);
    signal?.addEventListener('abort', stop);
    thread.on('message', (result: ChangesFound) => end(result));
    thread.on('error', (error) => end(failed(error.message)));
    thread.on('exit', (code) => end(failed(`its thread ended with ${code}`)));
  });
}

/** As in the log's thread: a bundle holds it as JavaScript, from the sources tsx 4.23 has to be registered by hand. */
function startThread(workerData: ChangesJob): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: MEMORY };
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./changes-thread.js', import.meta.url), { workerData, resourceLimits });
  const resolve = createRequire(import.meta.url).resolve('tsx/package.json');
  const tsx = new URL('dist/esm/api/index.mjs', pathToFileURL(resolve)).href;
  const thread = new URL('./changes-thread.ts', import.meta.url).href;
  const start = `import('${tsx}').then(({ register }) => { register(); return import('${thread}'); })`;
  return new Worker(start, { eval: true, workerData, execArgv: [], resourceLimits });
}
