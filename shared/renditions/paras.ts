/** Which style, depth and words a block has as a paragraph or note, wherever it is laid out (SPEC RN10). */
import type { Block } from '../text/document.ts';
import { type Note, piecesOf, type Style } from './sheet.ts';

export const noteOf = ({ id, attrs, content }: Block): Note => ({
  id,
  mark: attrs.label ?? '',
  pieces: piecesOf(content),
});

export function styleOf({ kind, attrs }: Block): Style {
  if (kind === 'paragraph' || kind === 'note' || kind === 'row')
    return attrs.run === undefined ? 'plain' : 'item';
  return kind;
}

/** Headings have their degree; items are set in a step a degree, and one more in the run of an alternative. */
export function levelOf({ kind, attrs }: Block): number {
  if (kind === 'item') return Math.min(attrs.level ?? 1, 8);
  if (kind === 'chapter') return Math.min(attrs.level ?? 1, 3);
  return attrs.run === undefined ? 0 : 1;
}
