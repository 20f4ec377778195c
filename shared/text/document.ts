/**
 * A draft as plain data (SPEC DD1): what an import yields, what a Y.Doc is created from and read back into,
 * what outlines, lint and renditions are computed from. Nested by block, flat within a block.
 */
import type {
  BlockAttrs,
  BlockKind,
  BracketClose,
  BracketOpen,
  Formats,
  InlineObject,
  Unknown,
} from './element.ts';

/** A stretch of words with one format; never empty; holds no `[` or `]` (those are bracket objects). */
export interface Words extends Formats {
  readonly text: string;
  /** In a composition: the proposal whose words these are, and those that want them to go. Never stored. */
  readonly proposed?: string;
  readonly struck?: readonly string[];
}
export type Inline = Words | InlineObject | Unknown;

export interface Block {
  /** Unique within the draft, never changes, never reused. */
  readonly id: string;
  readonly kind: BlockKind;
  readonly attrs: BlockAttrs;
  readonly content: readonly Inline[];
}

export interface DraftMeta {
  readonly title: string;
  /** BCP 47: `en`, `zh`, `ar`. */
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  /** Symbol of the document, if it has one. */
  readonly symbol?: string;
}

export interface DraftDocument {
  readonly schema: 1;
  readonly meta: DraftMeta;
  /** In order of print: part heading, its title, chapter heading, concept, its provisions with their items … */
  readonly blocks: readonly Block[];
}

export const isWords = (inline: Inline): inline is Words => 'text' in inline && !('el' in inline);

/** The words of a block without any object: what is compared, counted and searched. */
export function wordsOf(content: readonly Inline[]): string {
  return content.map((inline) => (isWords(inline) ? inline.text : '')).join('');
}

/** Length of an inline in UTF-16 units; an object counts one. */
export const inlineLength = (inline: Inline): number => (isWords(inline) ? inline.text.length : 1);

/** The inline as a bracket's delimiter, if it is one. */
export const delimiterIn = (inline: Inline): BracketOpen | BracketClose | undefined =>
  !isWords(inline) && (inline.el === 'bracket_open' || inline.el === 'bracket_close') ? inline : undefined;
