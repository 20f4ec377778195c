/**
 * What a party asks for (SPEC PP1): where, of which kind, in which words. It holds no party's name: who asks is a record
 * of the server, sent to those alone who may see it.
 */
import type { Anchor } from '../text/anchor.ts';
import type { Inline } from '../text/document.ts';
import type { BlockAttrs, BlockKind } from '../text/element.ts';

/**
 * - `insertion`: words in a gap. `deletion`: a range is to go. `replacement`: words in place of a range.
 * - `bracket`: a range, or whole provisions, contested. `option`: another wording within a choice.
 * - `alternative`: a run of blocks in place of provisions. `provision`: a new one, with its items.
 * - `placeholder`: text will come here. `keep`: a range or provision is to stay as it is.
 * - `move`, `merge`: references to provisions, without words; the server moves when it is decided.
 * - `editorial`: a correction that changes no meaning; it replaces a range.
 */
export const PROPOSAL_KINDS = [
  'insertion',
  'deletion',
  'replacement',
  'bracket',
  'option',
  'alternative',
  'provision',
  'placeholder',
  'keep',
  'move',
  'merge',
  'editorial',
] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

/** The two sequences of a draft that proposals are made on: its text, and the words of tabled proposals. */
export type Layer = 'text' | 'words';

/** Between two elements. Several proposals of one gap stand in the order of `beside`, else in that of the table. */
export interface GapPlace {
  readonly on: 'gap';
  readonly layer: Layer;
  /** The block it was made in: where that went as a whole, the proposal is an orphan and slides into no neighbour. */
  readonly block: string;
  /** Right of this element; at a block's start, of its start mark. */
  readonly at: Anchor;
  /** The proposal it was typed before or after, where one stood in the same gap. */
  readonly beside?: { readonly proposal: string; readonly side: 'before' | 'after' };
}

/** From the first to the last element, both included; it may run over several blocks. */
export interface RangePlace {
  readonly on: 'range';
  readonly layer: Layer;
  /** The block of its first element. */
  readonly block: string;
  readonly first: Anchor;
  readonly last: Anchor;
  /** Hash of the words that it covered when it was made: after another act on them it counts as made on the earlier words. */
  readonly covered: string;
}

/** Whole provisions: what an alternative stands in place of, or what is contested or deleted with its number. */
export interface BlocksPlace {
  readonly on: 'blocks';
  readonly blocks: readonly string[];
  readonly covered: string;
}

/** After a provision and its items, or at the very start. */
export interface AfterPlace {
  readonly on: 'after';
  readonly block: string | null;
}

export type Place = GapPlace | RangePlace | BlocksPlace | AfterPlace;

/** What is said of a proposal beside its words. */
export interface ProposalHead {
  readonly id: string;
  readonly kind: ProposalKind;
  readonly place: Place;
  /** Proposals of one link are decided together. */
  readonly link?: string;
  /** `move`: where to; `merge`: the provision that takes the words in. */
  readonly target?: AfterPlace;
}

/**
 * - `queued`: tabled, waiting until the operator takes it on the text (house rule `called`).
 * - `on-text`: part of the draft that everybody reads.
 */
export type TableState = 'queued' | 'on-text';

/** A proposal on the table. */
export interface TabledHead extends ProposalHead {
  readonly state: TableState;
  /** Place among all proposals ever tabled; ties at one gap go by it. */
  readonly order: number;
  /** 1 for the words as first tabled; grows when they are reworded. Support is bound to it. */
  readonly wording: number;
}

/** One block of a proposal's words. A proposal in running text has just one, of kind `paragraph`. */
export interface ProposalBlock {
  readonly id: string;
  readonly kind: BlockKind;
  readonly attrs: BlockAttrs;
  readonly content: readonly Inline[];
}

/** A whole proposal as plain data: what is tabled, compared, entered from the floor. */
export interface Proposal extends ProposalHead {
  readonly blocks: readonly ProposalBlock[];
}

/** Kinds whose words stand within running text. */
export const isInline = (kind: ProposalKind): boolean => !isRun(kind) && kind !== 'move' && kind !== 'merge';

/** Kinds whose words are a run of blocks of their own. */
export const isRun = (kind: ProposalKind): boolean => kind === 'alternative' || kind === 'provision';

/** Do its words stand as blocks of their own: also those of a note, after a provision, that text will come? */
export const standsAsBlocks = ({ kind, place }: Pick<ProposalHead, 'kind' | 'place'>): boolean =>
  isRun(kind) || (kind === 'placeholder' && place.on === 'after');

/** Kinds that ask for words of their own. */
export const hasWords = (kind: ProposalKind): boolean =>
  kind === 'insertion' ||
  kind === 'replacement' ||
  kind === 'option' ||
  kind === 'placeholder' ||
  kind === 'editorial' ||
  isRun(kind);

/** Kinds under which the covered words are asked to go. */
export const strikes = (kind: ProposalKind): boolean =>
  kind === 'deletion' || kind === 'replacement' || kind === 'editorial';

/** A short hash of words, 53 bits; to tell changed words, not to keep secrets. */
export function hashWords(words: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < words.length; at += 1) {
    const code = words.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
