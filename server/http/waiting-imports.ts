/** Files that were read and wait for their draft, and how far those are that are being read: in memory alone. */
import type { Answers } from '../../shared/house/import-record.ts';
import { newId } from '../people/secret.ts';
import type { ImportOutcome } from './ports.ts';

export interface WaitingImport {
  readonly account: string;
  /** The file itself: it is read again when something is answered. */
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly read: ImportOutcome & { readonly read: true };
  readonly answers: Answers;
}

/** The newest files of everybody wait, so many and so many bytes of them at most. */
const MOST_FILES = 20;
const MOST_BYTES = 200_000_000;

export class Waiting {
  readonly #imports = new Map<string, WaitingImport>();

  keep(found: WaitingImport): string {
    const id = newId();
    this.#imports.set(id, found);
    const sizes = () => [...this.#imports.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
    for (const oldest of [...this.#imports.keys()])
      if (oldest !== id && (this.#imports.size > MOST_FILES || sizes() > MOST_BYTES))
        this.#imports.delete(oldest);
    return id;
  }

  get(account: string, id: string): WaitingImport | undefined {
    const found = this.#imports.get(id);
    return found?.account === account ? found : undefined;
  }

  /** Another reading of the same file; nothing when it does not wait any more. */
  change(id: string, changed: Pick<WaitingImport, 'read' | 'answers'>): void {
    const found = this.#imports.get(id);
    if (found) this.#imports.set(id, { ...found, ...changed });
  }

  drop(id: string): void {
    this.#imports.delete(id);
  }
}

/** How far a reading is; `waits`: it has not begun, or nobody reads under this ticket. */
export interface Progress {
  readonly stage: string;
  /** Share that is done, 0 to 1. */
  readonly done: number;
}
const WAITS: Progress = { stage: 'waits', done: 0 };

export class Readings {
  readonly #running = new Map<string, Progress>();

  /** Begins to listen under a ticket that the page chose; without one nothing is kept. */
  begin(account: string, ticket: string | undefined): (stage: string, done: number) => void {
    if (ticket === undefined) return () => {};
    const key = `${account} ${ticket}`;
    this.#running.set(key, WAITS);
    return (stage, done) => {
      if (this.#running.has(key)) this.#running.set(key, { stage, done });
    };
  }

  end(account: string, ticket: string | undefined): void {
    this.#running.delete(`${account} ${ticket}`);
  }

  of(account: string, ticket: string): Progress {
    return this.#running.get(`${account} ${ticket}`) ?? WAITS;
  }
}
