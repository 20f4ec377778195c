/** When the server mends a draft that keyboards change (SPEC TX8): when it rests, or at last after a while. */
import { BlockIndex } from '../../shared/text/block-index.ts';
import { isMalformed, mend } from '../../shared/text/mend.ts';
import { SERVER } from '../log/log.ts';
import type { LiveDocument } from './live-document.ts';

/** Milliseconds without a change, and the longest a malformed place waits while others go on typing. */
const REST = 300;
const LONGEST = 2_000;
/** Reading a large draft takes time: no more than this share of it goes into looking for faults. */
const SHARE = 100;
/** One mending may uncover another; more than this is a fault of ours. */
const ROUNDS = 10;

export class Mending {
  readonly #document: LiveDocument;
  readonly #isDrafting: () => boolean;
  readonly #newId: () => string;
  #timer: NodeJS.Timeout | undefined;
  #touchedAt = 0;
  #waitsSince: number | undefined;
  #took = 0;

  constructor(document: LiveDocument, isDrafting: () => boolean, newId: () => string) {
    this.#document = document;
    this.#isDrafting = isDrafting;
    this.#newId = newId;
  }

  /** Somebody typed. */
  touched(): void {
    this.#touchedAt = performance.now();
    this.#waitsSince ??= this.#touchedAt;
    if (!this.#timer && this.#isDrafting()) this.#timer = setTimeout(() => this.#look(), REST).unref();
  }

  #look(): void {
    this.#timer = undefined;
    const now = performance.now();
    const longest = Math.max(LONGEST, this.#took * SHARE);
    const rest = this.#touchedAt + REST - now;
    if (rest > 1 && now - (this.#waitsSince ?? now) < longest) {
      this.#timer = setTimeout(() => this.#look(), rest).unref();
      return;
    }
    this.#waitsSince = undefined;
    this.#mend().catch(() => {
      // A document that cannot record its mending was spoiled and says so itself.
    });
  }

  async #mend(): Promise<void> {
    const start = performance.now();
    const isWhole = this.#document.isClosed || !isMalformed(BlockIndex.of(this.#document.ydoc));
    this.#took = performance.now() - start;
    if (isWhole) return;
    await this.#document.change({ user: SERVER, kind: 'mend' }, (ydoc) => {
      for (let round = 0; round < ROUNDS && mend(ydoc, this.#newId, SERVER); round += 1);
    });
  }
}
