/** How one inline reads as characters: what excerpts, contexts and plain text have in common. */
import type { Inline } from '../text/document.ts';

/** Words and objects as printed in running text; sources stand in their own column and print nothing here. */
export function printedInline(inline: Inline): string {
  if (!('el' in inline)) return inline.text;
  switch (inline.el) {
    case 'bracket_open':
    case 'bracket_close':
    case 'option_break':
      return inline.glyph;
    case 'note_ref':
      return inline.mark;
    case 'remark':
      return inline.text;
    case 'cell_break':
      return '\t';
    case 'line_break':
      return '\n';
    case 'paragraph_break':
      return '¶';
    case 'attribution':
    case 'unknown':
      return '';
    default:
      return inline satisfies never;
  }
}
