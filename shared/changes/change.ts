/**
 * What a changed text asks of the text that it was made from (SPEC CH1): as data on the blocks of that text, before it is
 * given places in a draft.
 */
import type { Point } from '../proposals/place.ts';
import type { ProposalKind } from '../proposals/proposal.ts';
import type { Inline } from '../text/document.ts';
import type { BlockAttrs, BlockKind } from '../text/element.ts';

/** Where a change stands in the base; offsets count UTF-16 units, an object counts one. */
export type Where =
  | { readonly on: 'gap'; readonly at: Point }
  | { readonly on: 'range'; readonly from: Point; readonly to: Point }
  | { readonly on: 'blocks'; readonly blocks: readonly string[] }
  | { readonly on: 'after'; readonly block: string | null };

/** A block of the words that are asked for; it gets its id when it becomes a proposal. */
export interface NewWords {
  readonly kind: BlockKind;
  readonly attrs: BlockAttrs;
  readonly content: readonly Inline[];
}

export interface Change {
  readonly kind: ProposalKind;
  readonly where: Where;
  readonly words: readonly NewWords[];
  /** Of a move: the unit after which it stands; null: the very beginning. */
  readonly target?: string | null;
}

/**
 * What differs and cannot be asked for as a proposal, so that a person is told (CH5): a heading, row or note that is new, gone
 * or moved; a source, remark or number; a bracket that could not be told apart; words whose place is not in the draft any
 * more; the brackets of somebody's proposal lifted, which is agreement with it.
 */
export const ASIDES = [
  'heading',
  'table',
  'note',
  'source',
  'remark',
  'number',
  'bracket',
  'moved',
  'place-gone',
  'agrees',
] as const;
export type AsideKind = (typeof ASIDES)[number];

export interface Aside {
  readonly what: AsideKind;
  /** Block of the base that it stands at or after, if any. */
  readonly block?: string;
  readonly side: 'gone' | 'new' | 'changed';
  /** The words as printed. */
  readonly words: string;
  /** Of agreement: the proposal. */
  readonly proposal?: string;
}

export interface Changes {
  /** In an order in which they can be carried out one after the other. */
  readonly changes: readonly Change[];
  readonly asides: readonly Aside[];
  /** Which block of the base a block of the changed text is. */
  readonly same: ReadonlyMap<string, string>;
}
