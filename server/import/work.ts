/** What the stages of an import hand on to each other. Every piece of text knows where in the source it stood. */
import type { BlockAttrs, BlockKind, Formats, InlineObject } from '../../shared/text/element.ts';
import type { Report } from './report.ts';

/** A place in the source: line and column are 1-based; the column counts UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}
/** A stretch of source text with one format on one physical line; overdrawn copies are already gone. */
export interface Span extends Place, Formats {
  readonly text: string;
  /** True for brackets printed before the number of their paragraph. */
  readonly outside?: true;
  /** Struck through in the source. */
  readonly strike?: true;
  /** Colour of the letters in the source, RRGGBB, when it is neither automatic nor black. */
  readonly color?: string;
  /** Which run of a Word file it came from; gone once the source's lines are set. */
  readonly origin?: Origin;
}
/** A place in a Word file: the paragraph counted over the whole file, and UTF-16 units of words of every history before it. */
export interface Origin {
  readonly paragraph: number;
  readonly offset: number;
}
/** An inline object that a stage has made out of source text, at the place of that text. */
export interface Thing extends Place {
  readonly object: InlineObject;
}
export type Piece = Span | Thing;

/** `set`: plain text of this project, in which steps say what a paragraph is. */
export type ProfileKind = 'extraction' | 'wrapped' | 'lines' | 'markdown' | 'set';

/** One physical line of the source. */
export interface Line {
  readonly number: number;
  /** `empty`: nothing at all; `padding`: spaces only, in an extraction an empty line of a table cell. */
  readonly kind: 'text' | 'padding' | 'empty';
  /** Count of leading spaces (a tab counts four). */
  readonly lead: number;
  /** True when the line ends in a space: in an extraction the last line of its paragraph. */
  readonly trails: boolean;
  /** Without spaces at either end. */
  readonly spans: readonly Span[];
  /** True when a form feed stood before it. */
  readonly feed: boolean;
}

/** A paragraph of the source, its hard wraps undone; or an empty line of a table cell. */
export interface Unit {
  readonly kind: 'text' | 'padding';
  readonly pieces: readonly Piece[];
  readonly line: number;
  /** Count of physical lines, the height of the unit in its table cell. */
  readonly height: number;
  readonly lead: number;
  readonly startsPage: boolean;
  /** Widest physical line, in half-width columns. */
  readonly width: number;
  /** What the source's own syntax (Markdown, Word) says it is; plain text says nothing. */
  readonly hint?: Hint;
}
export interface Hint {
  readonly heading?: number;
  /** Depth of the list it stands in, 1-based; 0: none. */
  readonly list?: number;
  /** The label and marker of a list item that the source numbers itself. */
  readonly label?: string;
  readonly marker?: string;
  readonly bullet?: boolean;
  readonly cells?: readonly (readonly Piece[])[];
  readonly head?: boolean;
  readonly note?: string;
}

export interface Source extends Place {
  readonly raw: string;
}

/** A block in the making. */
export interface Entry extends Place {
  readonly kind: BlockKind;
  attrs: BlockAttrs;
  pieces: Piece[];
  sources: Source[];
  /** Labels that an alternative covers, resolved to block ids at the end. */
  readonly coversLabels?: readonly string[];
  /** Index of the entry that opened the run this one continues. */
  run?: Entry;
  id: string;
  /** For covers found structurally, not by label. */
  coversEntries?: Entry[];
  /** The entry printed after it, set when all are known. */
  next?: Entry;
}

export interface Work {
  readonly text: string;
  /** Tells whether a name is one of the body's own parties; absent: the list is not known. */
  readonly isParty?: (name: string) => boolean;
  readonly report: Report;
  profile: ProfileKind;
  language: string;
  lines: readonly Line[];
  units: readonly Unit[];
  /** Footnotes taken from the foot of a page, by the line where they stood. */
  footnotes: Footnote[];
  entries: Entry[];
  title: string;
}
export interface Footnote extends Place {
  readonly mark: string;
  readonly pieces: readonly Piece[];
}

export const isSpan = (piece: Piece): piece is Span => 'text' in piece;

/** The words of some pieces, objects left out. */
export const textOf = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (isSpan(piece) ? piece.text : '')).join('');

/** The pieces after the marker of that many characters; an object inside the marker (`3.x[^4]`) stays, in front. */
export function after(pieces: readonly Piece[], offset: number): Piece[] {
  if (offset === 0) return [...pieces];
  let at = 0;
  const inside = pieces.filter((piece) => {
    if (isSpan(piece)) at += piece.text.length;
    return !isSpan(piece) && at < offset;
  });
  return [...inside, ...slice(pieces, offset, Number.POSITIVE_INFINITY)];
}

/** The pieces between two offsets of their words. */
export function slice(pieces: readonly Piece[], from: number, to: number): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    if (!isSpan(piece)) {
      if (at >= from && at <= to) out.push(piece);
      continue;
    }
    const start = Math.max(from - at, 0);
    const end = Math.min(to - at, piece.text.length);
    if (start < end) out.push({ ...piece, text: piece.text.slice(start, end), column: piece.column + start });
    at += piece.text.length;
  }
  return out;
}

/** Without spaces at either end. */
export function trim(pieces: readonly Piece[]): Piece[] {
  const text = textOf(pieces);
  const end = text.trimEnd().length;
  return slice(pieces, text.length - text.trimStart().length, Math.max(end, 0));
}

/** The place of an offset of the words. */
export function placeAt(pieces: readonly Piece[], offset: number): Place {
  let at = 0;
  let last: Place = { line: 1, column: 1 };
  for (const piece of pieces) {
    last = { line: piece.line, column: piece.column };
    if (!isSpan(piece)) continue;
    if (offset < at + piece.text.length) return { line: piece.line, column: piece.column + offset - at };
    at += piece.text.length;
  }
  return last;
}
