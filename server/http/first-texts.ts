/** First texts as they were written last: when a whole room opens a draft at once, it is written once. */
import type { DraftDocument } from '../../shared/text/document.ts';
import { firstText } from './first-text.ts';
import type { Texts } from './ports.ts';

/** What the page of a draft carries. */
export interface FirstText {
  readonly title: string;
  readonly html: string;
}

interface Kept extends FirstText {
  readonly seq: number;
  /** When it was written, in milliseconds of a clock that only goes forward. */
  readonly at: number;
}

/** A text may be this old, in milliseconds: what was typed since comes with the room. */
const FRESH = 1_000;
const MOST_KEPT = 50;

export class FirstTexts {
  readonly #texts: Texts;
  readonly #kept = new Map<string, Kept>();

  constructor(texts: Texts) {
    this.#texts = texts;
  }

  /** The first text of a draft as it stands, or as it stood a moment ago. */
  async of(draft: string): Promise<FirstText> {
    const kept = this.#kept.get(draft);
    if (kept && performance.now() - kept.at < FRESH) return kept;
    const { seq, read } = await this.#texts.current(draft);
    const fresh = kept?.seq === seq ? { ...kept, at: performance.now() } : written(seq, read());
    this.#kept.delete(draft);
    this.#kept.set(draft, fresh);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > MOST_KEPT && !oldest.done) this.#kept.delete(oldest.value);
    return fresh;
  }
}

const written = (seq: number, document: DraftDocument): Kept => ({
  seq,
  at: performance.now(),
  title: document.meta.title,
  html: firstText(document),
});
