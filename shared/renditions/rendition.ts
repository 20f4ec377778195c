/**
 * A rendition: a text derived from a draft (SPEC RN1). One derivation, read by every writer; nothing else decides what a
 * bracket, a choice, a request or a label looks like.
 */

import type { Ids } from '../compare/align.ts';
import type { LabelScheme } from '../draft/labels.ts';
import type { Point, PointKind, PointNumbers } from '../draft/points.ts';
import type { Block, DraftDocument } from '../text/document.ts';

/** What proponents ask for at a bracket, an option or an alternative. */
export interface Asked {
  /** In the order of print; empty where the reader may not be told. */
  readonly names: readonly string[];
  readonly asks: 'words' | 'delete' | 'bracket' | 'alternative';
}

export const STATUSES = [
  'not-considered',
  'under-discussion',
  'clean',
  'agreed-in-group',
  'agreed-ad-ref',
  'agreed',
  'parked',
] as const;
export type Status = (typeof STATUSES)[number];

/** A move or merge asked for: a remark, since it has no words of its own. */
export interface Shift {
  /** Id of the provision. */
  readonly block: string;
  readonly asks: 'move-after' | 'merge-into';
  /** Id of the provision it would stand after, or go into. */
  readonly to: string;
  readonly names: readonly string[];
}

/** A draft with its tabled proposals composed in, and what stands beside it in the record. */
export interface DraftState {
  readonly document: DraftDocument;
  /**
   * By id of a bracket, by id of an alternative, or by `optionKey`. Whatever was asked for has an entry, also where the
   * names may not be told: brackets of equal extent that were asked for print once.
   */
  readonly askedBy?: ReadonlyMap<string, Asked | readonly Asked[]>;
  readonly shifts?: readonly Shift[];
  /** By id of a provision or alternative; absent: not yet considered. */
  readonly statuses?: ReadonlyMap<string, Status>;
  /** Numbers of points as they were issued. */
  readonly points?: PointNumbers;
  /** Ids of the brackets that ask for another option of the choice they stand in. */
  readonly options?: ReadonlySet<string>;
  /** Ids of the proposals that the Chair makes. */
  readonly chairs?: ReadonlySet<string>;
}

/** Of one bracket several things may be asked: that its words go, and that they stay in brackets. */
export const askedOf = (asked: Asked | readonly Asked[]): readonly Asked[] =>
  'asks' in asked ? [asked] : asked;

/** Key in `askedBy` of an option of a choice, counted from 0. */
export const optionKey = (bracket: string, option: number): string => `${bracket}/${option}`;

export const RENDITION_KINDS = [
  'bracketed',
  'attributed',
  'clean',
  'agreed',
  'points',
  'compilation',
  'columns',
] as const;
export type RenditionKind = (typeof RENDITION_KINDS)[number];

/** What `columns` shows side by side: concept, text and source; or base text, proposals and the Chair's suggestion. */
export const COLUMNS = ['sources', 'proposals'] as const;
export type Columns = (typeof COLUMNS)[number];

/** What is printed above a text. */
export interface Masthead {
  readonly symbol?: string;
  readonly title: string;
  /** What the text is, in a sentence: `Text as it stands after the second reading.` */
  readonly status?: string;
  /** How to read the marks. */
  readonly legend?: string;
  /** Instant that the text is of, ISO 8601 in universal time: `2026-11-25T18:05:00Z`. */
  readonly at: string;
}

export interface RenditionOptions {
  readonly kind: RenditionKind;
  readonly masthead: Masthead;
  /** How labels are printed; absent: the scheme of the language. */
  readonly scheme?: LabelScheme;
  /** Put each alternative between brackets unless it stands in brackets of its own (RT4). */
  readonly bracketAlternatives?: boolean;
  /** Language (BCP 47) of heads and kinds; absent: the draft's. */
  readonly language?: string;
  /** Clean: where points are open, print them as they stand and mark them, instead of refusing. */
  readonly allowOpen?: boolean;
  /** Running text also where the draft has columns. */
  readonly running?: boolean;
  /** Columns: which; absent: concept, text and source. */
  readonly columns?: Columns;
  /** Columns of proposals: the Chair's text, and whether equal ids mean the same block. */
  readonly suggestion?: { readonly document: DraftDocument; readonly ids: Ids };
}

/** An open point as a list prints it. */
export interface PointRow {
  readonly number: string;
  readonly kind: PointKind;
  /** `Annex 2, Chapter I, 14`. */
  readonly place: string;
  readonly words: string;
  /** `A, B: bracket`; empty where nobody asked or nobody may be told. */
  readonly askedBy: string;
  /** Id of the block in which it begins. */
  readonly block: string;
  /** Id of the provision under which the row is listed. */
  readonly unit?: string;
  /** True in rows of later provisions that the point reaches into. */
  readonly continued?: true;
}

export type Requests = Readonly<Record<string, readonly Asked[]>>;

/** What stands beside the base text, by id of a provision or of a block that is none; paragraphs in order of print. */
export type Sides = Readonly<
  Record<string, { readonly proposals: readonly Block[]; readonly suggestion: readonly Block[] }>
>;

export type Body =
  /** A text; names of proponents are printed from `requests`, by id of bracket, option or alternative. */
  | { readonly kind: 'text'; readonly document: DraftDocument; readonly requests: Requests }
  | { readonly kind: 'points'; readonly points: readonly PointRow[] }
  /** Each provision, then what is open in it. */
  | { readonly kind: 'compilation'; readonly document: DraftDocument; readonly points: readonly PointRow[] }
  /** The base text, and what is asked of it and suggested beside it. */
  | {
      readonly kind: 'sides';
      readonly document: DraftDocument;
      readonly sides: Sides;
      readonly namesSomebody: boolean;
    };

export interface Rendition {
  readonly kind: RenditionKind;
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  readonly scheme: LabelScheme;
  readonly masthead: Masthead;
  /** Names proponents, so it goes to the members of the draft alone, bears this word, and date and time. */
  readonly restricted: boolean;
  /** Said above the text: which points are open in one that should be clean. */
  readonly notice?: string;
  readonly body: Body;
}

export type Derived =
  | { readonly ok: true; readonly rendition: Rendition }
  /** A clean text was asked for, and these points are open. */
  | { readonly ok: false; readonly open: readonly Point[] };
