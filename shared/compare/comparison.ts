/**
 * A comparison as plain data (SPEC CP4 to CP9): everything that a page, a Word file or a text needs to show a redline of one
 * draft against another. What happened to words, brackets, numbers, sources, notes, formats is told apart.
 */
import type { Place } from '../draft/units.ts';
import type { Block, DraftMeta, Inline } from '../text/document.ts';
import type { BlockKind, BracketKind, Formats } from '../text/element.ts';
import type { Piece } from './words.ts';

/** What became of a thing. A moved one may have changed as well; a new one has no `before`, a gone one no `after`. */
export type Sides<T> =
  | { readonly kind: 'same' | 'changed' | 'moved'; readonly before: T; readonly after: T }
  | { readonly kind: 'new'; readonly before?: undefined; readonly after: T }
  | { readonly kind: 'gone'; readonly before: T; readonly after?: undefined };

export type ChangeKind = Sides<unknown>['kind'];

/** A provision with its items, an alternative with its run, or a block that stands for itself, in one of the drafts. */
export interface Side extends Place {
  readonly id: string;
  readonly kind: BlockKind;
  readonly label?: string;
  /** As printed before its words: `12.`, `Alt 10+11.`; empty when it has none. */
  readonly marker: string;
  /** Index of its first block in `document.blocks`. */
  readonly at: number;
}

/** Where a moved thing stood and stands. */
export interface Move {
  /** Id, in its own draft, of the unit or block printed before it; absent at the beginning. */
  readonly from: Place & { readonly after?: string };
  readonly to: Place & { readonly after?: string };
  /** It stood after the entry of this index in the same list of the comparison; -1: before all. */
  readonly stoodAfter: number;
}

/** A stretch of a block with its objects. `same` and `gone` are the content before, `same` and `new` the one after. */
export interface RedlinePiece {
  readonly kind: Piece['kind'];
  readonly content: readonly Inline[];
  /** Of what stands: its content before, where only ids (of brackets, of notes) differ from `content`. */
  readonly was?: readonly Inline[];
}

/** Words that stand and changed their format. */
export interface FormatChange {
  readonly text: string;
  readonly before: Formats;
  readonly after: Formats;
}

/**
 * What became of a bracket. `lifted`: its words stand, or some of them; `gone`: its words went with it; `added`: put around
 * words that stood; `new`: came with new words; `extent`: around other words than before; `kind`: contested, choice …
 */
export interface BracketChange {
  readonly change: 'lifted' | 'gone' | 'added' | 'new' | 'extent' | 'kind';
  /** `unpaired`: a delimiter without a partner. */
  readonly kind: BracketKind | 'unpaired';
  readonly before?: BracketSide;
  readonly after?: BracketSide;
}

export interface BracketSide {
  readonly id: string;
  readonly kind: BracketKind | 'unpaired';
  /** Id of the block it opens in, and of the one it closes in. */
  readonly block: string;
  readonly closes: string;
  /** Its words as printed, cut at 300 UTF-16 units. */
  readonly text: string;
}

/** One of two values; absent where there is none. */
export interface Changed<T> {
  readonly before?: T;
  readonly after?: T;
}

/** What is said of a block beside its words and differs. */
export interface AttributeChange extends Changed<string> {
  readonly name: 'kind' | 'marker' | 'level' | 'relation' | 'form' | 'columns' | 'head' | 'dir';
}

export interface GoneAndNew {
  readonly gone: readonly string[];
  readonly new: readonly string[];
}

/** How a block differs, each thing apart; lists are empty and the rest absent where nothing does. */
export interface Differences {
  /** Words went or came; spaces alone do not count, nor do brackets. */
  readonly words: boolean;
  readonly label?: Changed<string>;
  readonly attributes: readonly AttributeChange[];
  /** Labels of what an alternative covers now and no longer. */
  readonly covers?: GoneAndNew;
  /** Brackets that open in this block. */
  readonly brackets: readonly BracketChange[];
  /** Sources as printed. */
  readonly sources: GoneAndNew;
  /** Marks of notes referred to; a note that has another mark now is in `renumbered`. */
  readonly notes: GoneAndNew & { readonly renumbered: readonly Changed<string>[] };
  readonly remarks: GoneAndNew;
  readonly formats: readonly FormatChange[];
  readonly status?: Changed<string>;
}

export type BlockComparison = Sides<Block> & {
  /** False for one that moved within its unit and is otherwise the same. */
  readonly isChanged: boolean;
  /** The words alone, without any object. */
  readonly words: readonly Piece[];
  readonly redline: readonly RedlinePiece[];
  readonly differences: Differences;
};

export type UnitComparison = Sides<Side> & {
  /** False for one that moved and is otherwise the same. */
  readonly isChanged: boolean;
  readonly move?: Move;
  /** In order of print after; what is gone stands where it stood. Of a gone or new unit all blocks. */
  readonly blocks: readonly BlockComparison[];
};

/** How many provisions and alternatives, or other blocks. `movedAndChanged` are among `moved`. */
export interface Tally {
  readonly same: number;
  readonly changed: number;
  readonly new: number;
  readonly gone: number;
  readonly moved: number;
  readonly movedAndChanged: number;
  readonly renumbered: number;
  /** Of those in both drafts: words went or came, in them or their items. */
  readonly reworded: number;
}

export interface ComparisonCounts {
  readonly units: Tally;
  /** Headings, rows, notes, remarks, paragraphs. */
  readonly others: Tally;
  readonly brackets: Readonly<Record<BracketChange['change'], number>>;
  readonly sources: { readonly gone: number; readonly new: number };
  readonly statuses: number;
}

export interface Comparison {
  readonly before: DraftMeta;
  readonly after: DraftMeta;
  /** In order of print after; what is gone stands where it stood. */
  readonly units: readonly UnitComparison[];
  readonly counts: ComparisonCounts;
}

/** False when everything printed in both drafts is the same (titles of the files and names of the drafts do not count). */
export const isDifferent = ({ units }: Comparison): boolean => units.some(({ kind }) => kind !== 'same');
