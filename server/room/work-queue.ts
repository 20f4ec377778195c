/** What a living document has to do, one thing at a time: the server's own tasks first, typing in batches (SPEC RO2). */
import type { LogError } from '../log/log.ts';

interface Task {
  readonly run: () => Promise<void>;
  readonly cancel: (error: LogError) => void;
}

export interface WorkQueuePorts {
  /** Is there typing that waits? */
  readonly isTypingThere: () => boolean;
  /** Takes typing in. */
  readonly takeTyping: () => Promise<void>;
  /** Something was done. */
  readonly rested: () => void;
  readonly failed: (error: unknown) => void;
}

export class WorkQueue {
  /** Milliseconds between the beginnings of two batches: many readers are served better by fewer, larger frames. */
  pace = 0;
  readonly #ports: WorkQueuePorts;
  #tasks: Task[] = [];
  #isRunning = false;
  #startedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #idle: (() => void)[] = [];

  constructor(ports: WorkQueuePorts) {
    this.#ports = ports;
  }

  get isBusy(): boolean {
    return this.#isRunning || this.#tasks.length > 0 || this.#ports.isTypingThere();
  }

  /** Does the task when its turn has come. */
  add<T>(run: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#tasks.push({ run: () => run().then(resolve, reject), cancel: reject });
      this.wake();
    });
  }

  /** There is something to do. */
  wake(): void {
    if (this.#isRunning || this.#timer) return;
    const wait = this.#tasks.length > 0 ? 0 : this.#startedAt + this.pace - performance.now();
    if (wait <= 0) void this.#run();
    else this.#timer = setTimeout(() => this.#run(), wait);
  }

  /** Resolves when nothing is under way. */
  settled(): Promise<void> {
    if (!this.isBusy) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** What waits is not done any more. */
  cancel(error: LogError): void {
    for (const { cancel } of this.#tasks.splice(0)) cancel(error);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    this.#timer = undefined;
    this.#isRunning = true;
    this.#startedAt = performance.now();
    try {
      const task = this.#tasks.shift();
      await (task ? task.run() : this.#ports.takeTyping());
    } catch (error) {
      this.#ports.failed(error);
    }
    this.#isRunning = false;
    this.#ports.rested();
    if (this.isBusy) this.wake();
    else for (const resolve of this.#idle.splice(0)) resolve();
  }
}
