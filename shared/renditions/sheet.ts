/**
 * A rendition laid out as paragraphs, tables and notes: what Markdown, HTML, Word and PDF have in common (SPEC RN10).
 * A sheet says what stands where; how it looks is the writer's.
 */
import type { LabelScheme } from '../draft/labels.ts';
import { type Block, type Inline, isWords, type Words, wordsOf } from '../text/document.ts';
import { lineParts } from './line.ts';
import { withNames } from './names.ts';
import type { Rendition } from './rendition.ts';
import { dated, type Vocabulary, vocabularyOf } from './vocabulary.ts';

/** A piece of a line. Delimiters, slashes, remarks and references are told from words, so that they can be drawn apart. */
export type Piece =
  | { readonly is: 'words'; readonly text: string; readonly strong?: true; readonly emphasis?: true }
  | { readonly is: 'mark'; readonly text: string }
  | { readonly is: 'remark'; readonly text: string }
  | { readonly is: 'note'; readonly text: string; readonly note: string }
  | { readonly is: 'line'; readonly text: '\n' };

/** One printed paragraph: delimiters before the label, the label, the words. */
export interface Line {
  readonly before: readonly Piece[];
  readonly label: string;
  readonly pieces: readonly Piece[];
  /** True when a space is printed between label and words. */
  readonly gap: boolean;
}

export type Style =
  | 'title'
  | 'part'
  | 'chapter'
  | 'concept'
  | 'provision'
  | 'alternative'
  | 'item'
  | 'plain'
  | 'remark'
  | 'source'
  | 'cell'
  | 'head';

export interface Para {
  /** Id of its block; absent in cells that are made up. */
  readonly id?: string;
  readonly style: Style;
  /** Degree of a heading; steps by which other paragraphs are set in. */
  readonly level: number;
  readonly line: Line;
}

export interface Cell {
  readonly paras: readonly Para[];
}
/** A row of cells, or one paragraph over the whole width: a chapter heading across the columns. */
export type Row = { readonly cells: readonly Cell[] } | { readonly across: Para };

/** Letters of a row that still is a few lines: about eight of the wide column. */
const FEW_LINES = 600;

/** A row of a few lines is printed on one page: a label parted from its end by a page is hard to read. */
export const isShortRow = (row: Row): boolean =>
  'across' in row ||
  row.cells.every(
    ({ paras }) => paras.reduce((sum, { line }) => sum + textOfLine(line).length, 0) < FEW_LINES,
  );

export interface Table {
  readonly kind: 'table';
  readonly holds: 'columns' | 'rows' | 'points';
  readonly heads: readonly Cell[];
  /** Parts of the width, adding up to 100. */
  readonly widths: readonly number[];
  readonly rows: readonly Row[];
}

export interface Note {
  readonly id: string;
  readonly mark: string;
  readonly pieces: readonly Piece[];
}

export type Entry =
  | { readonly kind: 'para'; readonly para: Para; readonly sources: readonly string[] }
  | Table
  /** A note at the place where it is printed when there are no pages; its words are in `notes`. */
  | { readonly kind: 'note'; readonly note: Note };

/** What stands above the text. */
export interface Head {
  readonly symbol?: string;
  readonly restricted?: string;
  /** Day; in a restricted text day and time. */
  readonly date: string;
  /** Absent where the text begins with it. */
  readonly title?: string;
  readonly lines: readonly string[];
  readonly notice?: string;
}

export interface Sheet {
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  readonly words: Vocabulary;
  readonly title: string;
  readonly head: Head;
  readonly entries: readonly Entry[];
  readonly notes: ReadonlyMap<string, Note>;
}

/** Content as pieces; sources stand elsewhere, and what is not known prints nothing. */
export function piecesOf(content: readonly Inline[]): readonly Piece[] {
  return content.flatMap((each): Piece[] => {
    if (isWords(each)) return [wordsPiece(each)];
    switch (each.el) {
      case 'bracket_open':
      case 'bracket_close':
      case 'option_break':
        return [{ is: 'mark', text: each.glyph }];
      case 'remark':
        return [{ is: 'remark', text: each.text }];
      case 'note_ref':
        return [{ is: 'note', text: each.mark, note: each.note }];
      case 'paragraph_break':
        return [{ is: 'mark', text: '¶' }];
      case 'line_break':
        return [{ is: 'line', text: '\n' }];
      case 'cell_break':
      case 'attribution':
      case 'unknown':
        return [];
      default:
        return each satisfies never;
    }
  });
}

const wordsPiece = ({ text, strong, emphasis }: Words): Piece => ({
  is: 'words',
  text,
  ...(strong ? { strong: true as const } : {}),
  ...(emphasis ? { emphasis: true as const } : {}),
});

/** A line without a label. */
export const bare = (pieces: readonly Piece[]): Line => ({ before: [], label: '', pieces, gap: false });
export const said = (text: string): readonly Piece[] => (text === '' ? [] : [{ is: 'words', text }]);

export function lineOf(block: Block, scheme: LabelScheme): Line {
  const { outside, marker, marks, rest, gap } = lineParts(block, block.content, scheme);
  const references = piecesOf(marks);
  if (references.length === 0)
    return { before: piecesOf(outside), label: marker, pieces: piecesOf(rest), gap };
  const space: readonly Piece[] = gap ? said(' ') : [];
  const pieces = [...references, ...space, ...piecesOf(rest)];
  return { before: piecesOf(outside), label: marker, pieces, gap: false };
}

/** All characters of a line, as printed. */
export const textOfLine = ({ before, label, pieces, gap }: Line): string =>
  before.map(({ text }) => text).join('') +
  label +
  (gap ? ' ' : '') +
  pieces.map(({ text }) => text).join('');

/** The document that a rendition prints, with names where they are told. */
export function printedDocument({ body, language }: Rendition): readonly Block[] {
  if (body.kind === 'points') return [];
  if (body.kind !== 'text') return body.document.blocks;
  return withNames(body.document, body.requests, vocabularyOf(language)).blocks;
}

/** The masthead of a rendition; its title is left out where the text begins with the same words. */
export function headOf(rendition: Rendition, blocks: readonly Block[]): Head {
  const { symbol, title, status, legend, at } = rendition.masthead;
  const { restricted, language, notice } = rendition;
  const first = blocks.find(({ content, kind }) => kind !== 'part' && wordsOf(content) !== '');
  const begins = first?.kind === 'title' && sameWords(wordsOf(first.content), title);
  return {
    ...(symbol === undefined ? {} : { symbol }),
    ...(restricted ? { restricted: vocabularyOf(language).restricted } : {}),
    date: dated(language, at, restricted),
    ...(begins || title === '' ? {} : { title }),
    lines: [status, legend].filter((each) => each !== undefined),
    ...(notice === undefined ? {} : { notice }),
  };
}

const sameWords = (one: string, other: string): boolean => plainWords(one) === plainWords(other);
const plainWords = (text: string): string => text.replace(/[\s[\]［］/／]+/g, '');
