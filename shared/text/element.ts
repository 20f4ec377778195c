/**
 * What stands in the flat sequence of a draft (SPEC TX1): characters, block marks, inline objects.
 * Every mark and object is one plain, immutable JSON value in the `Y.Text` and has length 1.
 */

/** The kinds of block. A block is the smallest unit with an id: one paragraph of print. */
export const BLOCK_KINDS = [
  'title',
  'part',
  'chapter',
  'concept',
  'provision',
  'alternative',
  'item',
  'paragraph',
  'note',
  'remark',
  'row',
] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/** How an alternative stands to what it covers; the printed label is derived from it (SPEC AL1). */
export type Relation = 'replaces' | 'inserted-after';

/** What a provision is when it is not an ordinary paragraph. */
export type ProvisionForm = 'paragraph' | 'placeholder' | 'option-list' | 'reserved';

/** What may be said of a block beside its words. All optional; absent means the default of its kind. */
export interface BlockAttrs {
  /** Printed number or name without punctuation: `10`, `10+11`, `11A`, `a`, `•`, `*` (a note's mark), `附件1`. */
  readonly label?: string;
  /** The label as it is printed with what surrounds it, `备选10+11：`, `Article 3`, `(a)`; absent: house scheme. */
  readonly marker?: string;
  /** Degree of a heading or item, 1-based. */
  readonly level?: number;
  /** Alternative: ids of the provisions it stands in place of or after. */
  readonly covers?: readonly string[];
  readonly relation?: Relation;
  /** Id of the alternative whose run this block continues (an alternative is a run of blocks, SPEC AL2). */
  readonly run?: string;
  /** Id of the proposal whose words this block holds; none in a draft's text. */
  readonly of?: string;
  readonly dir?: 'ltr' | 'rtl';
  readonly form?: ProvisionForm;
  /** Part: column heads as printed, `['构思', '案文', '来源']`; empty or absent: running text. */
  readonly columns?: readonly string[];
  /** Row: true for the head row of a table. */
  readonly head?: boolean;
}

export type BracketKind = 'contested' | 'choice' | 'placeholder';

export interface StartMark extends BlockAttrs {
  readonly el: 'start';
  readonly id: string;
  readonly kind: BlockKind;
}
export interface EndMark {
  readonly el: 'end';
  readonly id: string;
}
export interface BracketOpen {
  readonly el: 'bracket_open';
  /** Pairs with the `bracket_close` of the same id; pairs are found by id, never by counting (SPEC BR1). */
  readonly id: string;
  readonly kind: BracketKind;
  /** Brackets with the same link are decided together (SPEC BR6). */
  readonly link?: string;
  /** As printed: `[` or `［`. */
  readonly glyph: string;
  /** True when it is printed before the number of its provision: `[14. words]`. */
  readonly outside?: boolean;
  /** What is asked for by it, where a proposal is drawn as a bracket; never stored. */
  readonly asked?: AskedBracket;
}
export interface BracketClose {
  readonly el: 'bracket_close';
  readonly id: string;
  readonly glyph: string;
  readonly asked?: AskedBracket;
}
/** How a proposal shows as a bracket (SPEC PP2): its words, the words it wants to go, or words it wants contested. */
export interface AskedBracket {
  readonly proposal: string;
  /** Further proposals of the same extent: equal brackets are drawn once. */
  readonly also?: readonly string[];
  readonly asks: 'words' | 'delete' | 'bracket' | 'keep';
  readonly state: 'hand' | 'queued' | 'on-text';
}
/** Separates the options of a choice: `/` or `／`; `bracket` is absent for a choice printed without brackets. */
export interface OptionBreak {
  readonly el: 'option_break';
  readonly bracket?: string;
  readonly glyph: string;
}
/** Where a text came from, verbatim (`结论3-5/政府`); classes and documents, never States (SPEC AT1). */
export interface Attribution {
  readonly el: 'attribution';
  readonly raw: string;
}
/** Reference to the `note` block with this id. */
export interface NoteRef {
  readonly el: 'note_ref';
  readonly note: string;
  readonly mark: string;
}
/** Editorial words that are printed, not contested, not counted: `{…}`, `[Negotiator's note: …]` with its own delimiters. */
export interface Remark {
  readonly el: 'remark';
  readonly text: string;
}
/** Separates the cells of a `row`. */
export interface CellBreak {
  readonly el: 'cell_break';
}
/** A new line within one provision or item. */
export interface LineBreak {
  readonly el: 'line_break';
}

/** Asks for a new paragraph here; carried out when it is decided. */
export interface ParagraphBreak {
  readonly el: 'paragraph_break';
  /** The new paragraph is an item, with its letter and degree; absent: of the kind of the block it stands in. */
  readonly item?: Pick<BlockAttrs, 'label' | 'level'>;
}

export type InlineObject =
  | BracketOpen
  | BracketClose
  | OptionBreak
  | Attribution
  | NoteRef
  | Remark
  | CellBreak
  | LineBreak
  | ParagraphBreak;
export type InlineName = InlineObject['el'];
export const INLINE_NAMES = [
  'bracket_open',
  'bracket_close',
  'option_break',
  'attribution',
  'note_ref',
  'remark',
  'cell_break',
  'line_break',
  'paragraph_break',
] as const satisfies readonly InlineName[];

/** Kept and shown, never dropped: an object this version does not know (SPEC TX4). */
export interface Unknown {
  readonly el: 'unknown';
  readonly raw: unknown;
}

/** Character formats: agreed verbs are bold in real drafts. */
export interface Formats {
  readonly strong?: true;
  readonly emphasis?: true;
}
