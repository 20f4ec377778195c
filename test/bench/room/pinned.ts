/** Processes held on one processor each, so that the servers and the crowd do not take each other's time. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

const folder = new URL('.', import.meta.url);

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

  send(message: object): void {
    this.#child.send(message);
  }

  /** The next message of that kind; rejects if the process ends before or is silent for two minutes. */
  hear<Kind extends Incoming['kind']>(kind: Kind): Promise<Extract<Incoming, { kind: Kind }>> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#fail(reject, `no ${kind} within two minutes`), 120_000);
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
    if (this.#child.connected) this.#child.send({ kind: 'end' });
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 5_000);
    await this.#exited;
    clearTimeout(timer);
  }

  #fail(reject: (error: Error) => void, why: string): void {
    this.#child.kill('SIGKILL');
    reject(new Error(why));
  }
}
