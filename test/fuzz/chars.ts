/** Characters that occur once: the ground of the intent oracle. A third of them are surrogate pairs. */
import type { Random } from '../support/random.ts';

export class Alphabet {
  private next = 0;

  /** A character never handed out before. */
  take(): string {
    const n = this.next++;
    return n % 3 === 0 ? String.fromCodePoint(0x20000 + n) : String.fromCodePoint(0x4e00 + n);
  }

  word(length: number): string {
    return Array.from({ length }, () => this.take()).join('');
  }
}

/** A whole number from 0 to n - 1. */
export const below = (dice: Random, n: number): number => dice.int(0, n - 1);
