/** Processes held on one processor each, so that the servers and the crowd do not take each other's time. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

const folder = new URL('.', import.meta.url);

/** Clock ticks per second in /proc (`getconf CLK_TCK`, 100 on every Linux Node runs on). */
const TICKS = 100;

export interface Usage {
  /** Seconds of processor. */
  readonly cpu: number;
  /** Bytes now, and the most so far. */
  readonly rss: number;
  readonly peak: number;
}

export class Pinned<Incoming extends { readonly kind: string }> {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;

  constructor(cpu: number, file: string, args: readonly string[]) {
    const script = new URL(file, folder).pathname;
    this.#child = spawn(
      'taskset',
      ['-c', String(cpu), process.execPath, '--import', 'tsx', script, ...args],
      {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      },
    );
    this.#exited = once(this.#child, 'exit');
  }

  /** What it has used so far, as the kernel counts it: a process that is busy need not be asked. */
  usage(): Usage {
    const folder = `/proc/${this.#child.pid}`;
    // Behind the name in brackets: user and system time, all threads, are the 12th and 13th field.
    const fields = readFileSync(`${folder}/stat`, 'latin1').split(') ')[1]!.split(' ');
    const status = readFileSync(`${folder}/status`, 'latin1');
    const kilobytes = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]);
    return {
      cpu: (Number(fields[11]) + Number(fields[12])) / TICKS,
      rss: kilobytes('VmRSS') * 1_024,
      peak: kilobytes('VmHWM') * 1_024,
    };
  }

  /** The next message of that kind; rejects if the process ends before or is silent for so long, in milliseconds. */
  hear<Kind extends Incoming['kind']>(
    kind: Kind,
    patience = 120_000,
  ): Promise<Extract<Incoming, { kind: Kind }>> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#fail(reject, `no ${kind} within ${patience} ms`), patience);
      const listener = (message: Incoming): void => {
        if (message.kind !== kind) return;
        clearTimeout(timer);
        this.#child.off('message', listener as (message: unknown) => void);
        resolve(message as Extract<Incoming, { kind: Kind }>);
      };
      this.#child.on('message', listener as (message: unknown) => void);
      this.#child.once('exit', (code) => {
        clearTimeout(timer);
        reject(new Error(`a process of the bench ended (${code}) before it said ${kind}`));
      });
    });
  }

  /** Ends the process, at the latest after five seconds. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    // One that ended meanwhile hears nothing, and need not.
    if (this.#child.connected) this.#child.send({ kind: 'end' }, () => {});
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 5_000);
    await this.#exited;
    clearTimeout(timer);
  }

  #fail(reject: (error: Error) => void, why: string): void {
    this.#child.kill('SIGKILL');
    reject(new Error(why));
  }
}
