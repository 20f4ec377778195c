/** What a Word file holds, as plain data: nothing is decided here, nothing dropped that a negotiation could need. */

/** Who changed something and when; `at` is the file's own time, ISO 8601, absent when the file does not say. */
export interface Change {
  readonly kind: 'insertion' | 'deletion' | 'move-from' | 'move-to';
  readonly author: string;
  readonly at?: string;
  /** Name that the two halves of a move share. */
  readonly move?: string;
}

export interface Look {
  readonly strong?: true;
  readonly emphasis?: true;
  readonly underline?: true;
  readonly strike?: true;
  /** RRGGBB, when it is neither automatic nor black. */
  readonly color?: string;
  readonly highlight?: string;
}

/** A stretch of words with one look and one history; the outermost change first: inserted by A, then deleted by B. */
export interface DocxWords extends Look {
  readonly kind: 'words';
  readonly text: string;
  readonly changes: readonly Change[];
}
/** The place of a note, of a line break, or where a comment begins or ends. */
export interface DocxMark {
  readonly kind: 'note' | 'line-break' | 'comment-start' | 'comment-end' | 'picture';
  /** Id of the note or comment. */
  readonly id?: string;
  /** Of a note that is not numbered: the mark it bears in its place. */
  readonly mark?: string;
  readonly changes: readonly Change[];
}
export type DocxRun = DocxWords | DocxMark;

/** The number Word prints before a paragraph: no character of it is in the text of the file. */
export interface AutoNumber {
  /** As printed: `12.`, `(a)`, `•`. */
  readonly text: string;
  /** Level of the list, 0-based. */
  readonly level: number;
  readonly format: string;
  /** How many levels above it are items too: `(i)` under `(a)` is 1. */
  readonly depth: number;
}

export interface DocxParagraph {
  readonly kind: 'paragraph';
  readonly style?: string;
  /** Degree of a heading, 1-based, from its style or its own setting. */
  readonly heading?: number;
  readonly number?: AutoNumber;
  /** Left indent in twentieths of a point. */
  readonly indent: number;
  readonly rightToLeft?: true;
  readonly runs: readonly DocxRun[];
  /** Changes of the paragraph's end: an inserted one parted it from the next, a deleted one joins them. */
  readonly mark: readonly Change[];
}

export interface DocxCell {
  readonly blocks: readonly DocxBlock[];
  /** Columns it spans. */
  readonly span: number;
  /** True when it continues the cell above. */
  readonly merged: boolean;
  readonly changes: readonly Change[];
}
export interface DocxRow {
  readonly head: boolean;
  readonly cells: readonly DocxCell[];
  readonly changes: readonly Change[];
}
export interface DocxTable {
  readonly kind: 'table';
  readonly rows: readonly DocxRow[];
}
export type DocxBlock = DocxParagraph | DocxTable;

export interface DocxNote {
  readonly id: string;
  readonly kind: 'footnote' | 'endnote';
  /** As printed: its number in order of reference, or its own mark. */
  readonly mark: string;
  readonly blocks: readonly DocxBlock[];
}

export interface DocxComment {
  readonly id: string;
  readonly author: string;
  readonly initials?: string;
  readonly at?: string;
  /** Id of the comment it replies to. */
  readonly replyTo?: string;
  readonly done: boolean;
  readonly text: string;
}

export interface DocxContent {
  readonly title?: string;
  /** Custom properties that are texts. */
  readonly properties: ReadonlyMap<string, string>;
  readonly blocks: readonly DocxBlock[];
  /** In order of reference. */
  readonly notes: readonly DocxNote[];
  readonly comments: readonly DocxComment[];
  /** What was seen and is not in the model, with how often: `picture`, `hidden text`, `text box`. */
  readonly leftOut: ReadonlyMap<string, number>;
}
