/** A draft set as a table, concept | text | source, as lines of cells parted by tabs: what plain text prints (SPEC IM27). */
import { columnHeads, TEXT_HEADS } from '../text/column-heads.ts';
import { type Piece, textOf } from '../work.ts';

/** The heads of the columns, when the first row of a table is those of a draft whose second column is the text. */
export function draftHeads(cells: readonly (readonly Piece[])[]): readonly string[] | undefined {
  const heads = columnHeads(cells.map((cell) => textOf(cell).trim()).join('\t'));
  return heads && TEXT_HEADS.test(heads[1] ?? '') ? heads : undefined;
}

/**
 * The lines of one row: the concept beside the first paragraph, each source beside its own. As many sources as
 * paragraphs stand one beside each; else they are the first paragraph's.
 */
export function rowInColumns(
  concept: readonly Piece[],
  texts: readonly (readonly Piece[])[],
  sources: readonly (readonly Piece[])[],
): readonly Piece[][] {
  const paired = sources.length === texts.length;
  return texts.map((text, at) => {
    const own = paired ? sources.slice(at, at + 1) : at === 0 ? sources : [];
    return [...(at === 0 ? concept : []), TAB, ...text, ...own.flatMap((source) => [TAB, ...source])];
  });
}

const TAB: Piece = { text: '\t', line: 1, column: 1 };
