/** Threads of the server: work that would hold the rooms up is done beside them, within limits of time and memory. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts the thread whose file is called so, without its ending. A bundle holds it as JavaScript; from the sources it needs
 * tsx, whose `--import` door registers itself in the main thread only (tsx 4.23), hence the few words of JavaScript.
 */
export function startThread(
  file: URL,
  options: Pick<WorkerOptions, 'workerData' | 'resourceLimits'>,
): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL(`${file.href}.js`), options);
  const resolve = createRequire(import.meta.url).resolve('tsx/package.json');
  const tsx = new URL('dist/esm/api/index.mjs', pathToFileURL(resolve)).href;
  const start = `import('${tsx}').then(({ register }) => { register(); return import('${file.href}.ts'); })`;
  return new Worker(start, { ...options, eval: true, execArgv: [] });
}

/** So many at once; more wait: the room has the machine. */
export class Turns {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  async take<T>(work: () => T | Promise<T>): Promise<T> {
    if (this.#running >= this.most) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }
}

/** How the one answer of a thread is waited for. */
export interface Answering<T, Message> {
  /** Milliseconds. */
  readonly time: number;
  readonly signal: AbortSignal | undefined;
  /** The answer in a message; undefined when it is none yet. */
  readonly read: (message: Message) => T | undefined;
  readonly stopped: () => T;
  readonly tooSlow: () => T;
  readonly failed: (error: Error & { readonly code?: string }) => T;
  readonly ended: (code: number) => T;
  /** Ends the thread; at once, unless something else is said. */
  readonly end?: (thread: Worker) => void;
}

/** Never rejects; the thread has ended, or is told to, once it is known. */
export function answerOf<T, Message>(thread: Worker, how: Answering<T, Message>): Promise<T> {
  const { signal, time, end = (worker) => void worker.terminate() } = how;
  return new Promise((resolve) => {
    const done = (result: T): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      resolve(result);
      // One by one: without the listeners that Node put there itself a thread is never heard again.
      thread.off('message', onMessage).off('error', onError).off('exit', onExit);
      if (thread.listenerCount('error') === 0) thread.on('error', () => {});
      end(thread);
    };
    const stop = (): void => done(how.stopped());
    const timer = setTimeout(() => done(how.tooSlow()), time);
    const onMessage = (message: Message): void => {
      const answer = how.read(message);
      if (answer !== undefined) done(answer);
    };
    const onError = (error: Error & { code?: string }): void => done(how.failed(error));
    const onExit = (code: number): void => done(how.ended(code));
    signal?.addEventListener('abort', stop);
    thread.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}
