/**
 * A redline as it is printed (SPEC RD1 to RD4): one text against another, paragraph by paragraph. What is compared is settled
 * elsewhere; writers for Word and HTML draw what stands here.
 */
import type { Inline } from '../text/document.ts';
import type { Masthead } from './rendition.ts';
import type { Sheet, Style } from './sheet.ts';
import { dated, fill, vocabularyOf } from './vocabulary.ts';

/** Words that stand in both texts, in the base text alone, or in the new text alone. */
export interface RedlinePiece {
  readonly kind: 'same' | 'gone' | 'new';
  readonly content: readonly Inline[];
  /** Who asks for it, in the order of print; several parties may ask to delete the same words. */
  readonly by?: readonly string[];
}

/** One paragraph. A whole one that is new or gone has pieces of that kind alone, and its end is tracked too. */
export interface RedlineBlock {
  readonly kind: 'same' | 'gone' | 'new';
  readonly style: Style;
  readonly level: number;
  /** As printed in the new text, in the base text where the block is gone. */
  readonly label?: string;
  /** As printed in the base text, where the provision was renumbered. */
  readonly baseLabel?: string;
  /** Delimiters that stand before the label: `[14. words]`. */
  readonly before?: readonly RedlinePiece[];
  readonly by?: readonly string[];
  /** It stands elsewhere too: `away` in the base text and gone from here, `here` in the new one. */
  readonly moved?: 'away' | 'here';
  readonly pieces: readonly RedlinePiece[];
}

export interface Redline {
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  readonly masthead: Masthead;
  /** What the base text is called: its symbol, or the name of its file. */
  readonly base?: string;
  readonly blocks: readonly RedlineBlock[];
}

/** Changes bear the names of those who ask for them, or one neutral name. */
export type Authors = 'parties' | { readonly neutral: string };

/** What stands around the text of a redline: it is restricted where it names who asks. */
export function sheetOfRedline(redline: Redline, authors: Authors): Sheet {
  const { language, dir, masthead, base, blocks } = redline;
  const { symbol, title, status, legend, at } = masthead;
  const names = blocks.some(({ by, pieces }) => by?.length || pieces.some((each) => each.by?.length));
  const isRestricted = names && authors === 'parties';
  const words = vocabularyOf(language);
  const against = base === undefined ? undefined : fill(words.changesAgainst, base);
  const head = {
    ...(symbol === undefined ? {} : { symbol }),
    ...(isRestricted ? { restricted: words.restricted } : {}),
    date: dated(language, at, isRestricted),
    title,
    lines: [against, status, legend].filter((each) => each !== undefined),
  };
  return { language, dir, words, title, head, entries: [], notes: new Map() };
}
