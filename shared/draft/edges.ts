/** Where the printed words of each block begin and end: tells whether a bracket stands around all of it. Linear. */
import type { DraftDocument, Inline } from '../text/document.ts';
import type { Delimiter } from './delimiters.ts';

export interface Edges {
  /** Nothing but other opening delimiters stands before it in its block. */
  begins(delimiter: Delimiter): boolean;
  /** Nothing but closing delimiters, sources and references stands after it in its block. */
  ends(delimiter: Delimiter): boolean;
  /** Index of the first block that holds anything, and of the last that holds more than a note. */
  readonly first: number;
  readonly last: number;
}

export function readEdges({ blocks }: DraftDocument): Edges {
  const firstPrinted = blocks.map(({ content }) => indexOr(content.findIndex(isNotOpening), content.length));
  const lastPrinted = blocks.map(({ content }) => content.findLastIndex(isNotTrailing));
  const holds = (index: number) => (blocks[index]?.content.length ?? 0) > 0;
  return {
    begins: ({ block, at }) => at < (firstPrinted[block] ?? 0),
    ends: ({ block, at }) => at > (lastPrinted[block] ?? 0),
    first: blocks.findIndex((_, index) => holds(index)),
    last: blocks.findLastIndex((block, index) => block.kind !== 'note' && holds(index)),
  };
}

const indexOr = (index: number, otherwise: number) => (index < 0 ? otherwise : index);

const isNotOpening = (inline: Inline) => !('el' in inline) || inline.el !== 'bracket_open';

function isNotTrailing(inline: Inline): boolean {
  if (!('el' in inline)) return true;
  return inline.el !== 'bracket_close' && inline.el !== 'attribution' && inline.el !== 'note_ref';
}
