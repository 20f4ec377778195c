/** Characters that occur once: the ground of the intent oracle. A third of them are surrogate pairs. */
import { type Inline, isWords } from '../../shared/text/document.ts';

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

/** Characters of an inline: code points of its words. */
export const charsOf = (inline: Inline): string[] => (isWords(inline) ? [...inline.text] : []);
