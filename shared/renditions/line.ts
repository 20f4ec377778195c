/** One block as one printed paragraph: its label, then its words with delimiters as characters (SPEC RT2, RT3). */
import { type LabelScheme, markerOf } from '../draft/labels.ts';
import { printedInline } from '../draft/printed.ts';
import type { Block, Inline } from '../text/document.ts';

/** A new line within a block is set in, so that it is not taken for a new paragraph. */
const HANGING = '    ';

/** Content as characters, without label and sources. */
export const printed = (content: readonly Inline[]): string =>
  content.map(printedInline).join('').replaceAll('\n', `\n${HANGING}`);

/** A line in the order of print: delimiters before the label, the label, references after it, the words (RT3). */
export interface LineParts {
  readonly outside: readonly Inline[];
  readonly marker: string;
  readonly marks: readonly Inline[];
  readonly rest: readonly Inline[];
  /** True when a space is printed between the label and the words. */
  readonly gap: boolean;
}

/** What is printed of a block, and where its label stands in it. */
export function lineParts(block: Block, content: readonly Inline[], scheme: LabelScheme): LineParts {
  const marker = markerOf(block, scheme);
  if (marker === '') return { outside: [], marker, marks: [], rest: content, gap: false };
  const first = content.findIndex((each) => !isOutside(each));
  const inner = first < 0 ? content.length : first;
  const after = content.findIndex((each, at) => at >= inner && !isReference(each));
  const words = after < 0 ? content.length : after;
  const [outside, marks] = [content.slice(0, inner), content.slice(inner, words)];
  const rest = content.slice(words);
  const gap = /^\S/.test(printed(rest)) && !standsAlone(printed(outside) + marker + printed(marks));
  return { outside, marker, marks, rest, gap };
}

/** `[14. words]`, `Alt 9. words`, `第二章+ words`: delimiters that stand outside come before the label (RT3). */
export function printedLine(block: Block, content: readonly Inline[], scheme: LabelScheme): string {
  const { outside, marker, marks, rest, gap } = lineParts(block, content, scheme);
  return `${printed(outside)}${marker}${printed(marks)}${gap ? ' ' : ''}${printed(rest)}`;
}

/** Full-width punctuation brings its own space: `备选10+11：因此`. */
const standsAlone = (label: string) => /[：。．、）］】]$/.test(label);

const isOutside = (each: Inline) => 'el' in each && each.el === 'bracket_open' && each.outside === true;
const isReference = (each: Inline) => 'el' in each && each.el === 'note_ref';
