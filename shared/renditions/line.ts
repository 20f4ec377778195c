/** One block as one printed paragraph: its label, then its words with delimiters as characters (SPEC RT2, RT3). */
import { type LabelScheme, markerOf } from '../draft/labels.ts';
import { printedInline } from '../draft/printed.ts';
import type { Block, Inline } from '../text/document.ts';

/** A new line within a block is set in, so that it is not taken for a new paragraph. */
const HANGING = '    ';

/** Content as characters, without label and sources. */
export const printed = (content: readonly Inline[]): string =>
  content.map(printedInline).join('').replaceAll('\n', `\n${HANGING}`);

/** `[14. words]`, `Alt 9. words`, `第二章+ words`: delimiters that stand outside come before the label (RT3). */
export function printedLine(block: Block, content: readonly Inline[], scheme: LabelScheme): string {
  const marker = markerOf(block, scheme);
  if (marker === '') return printed(content);
  const inner = content.findIndex((each) => !isOutside(each));
  const words = content.findIndex((each, at) => at >= inner && !isReference(each));
  const outside = inner < 0 ? content : content.slice(0, inner);
  const marks = inner < 0 ? [] : content.slice(inner, words < 0 ? undefined : words);
  const rest = words < 0 || inner < 0 ? [] : content.slice(words);
  const label = printed(outside) + marker + printed(marks);
  const text = printed(rest);
  return text === '' || standsAlone(label) ? label + text : `${label} ${text}`;
}

/** Full-width punctuation brings its own space: `备选10+11：因此`. */
const standsAlone = (label: string) => /[：。．、）］】]$/.test(label);

const isOutside = (each: Inline) => 'el' in each && each.el === 'bracket_open' && each.outside === true;
const isReference = (each: Inline) => 'el' in each && each.el === 'note_ref';
