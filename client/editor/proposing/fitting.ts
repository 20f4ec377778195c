/** Pasted and typed elements made fit for a proposal: one in running text has no blocks, a run of blocks has its own. */
import type { ProposalHead } from '../../../shared/proposals/proposal.ts';
import type { Element } from '../../../shared/text/splice.ts';

const isMark = (element: Element, el: 'start' | 'end'): boolean => 'el' in element && element.el === el;

/** Borders between blocks become breaks that ask for a new paragraph. */
export function inOneBlock(elements: readonly Element[]): readonly Element[] {
  const out: Element[] = [];
  for (const element of elements) {
    if (isMark(element, 'end')) continue;
    if (!isMark(element, 'start')) out.push(element);
    else if (out.length > 0) out.push({ el: 'paragraph_break' });
  }
  return out;
}

/** Kinds of block that a run may hold; everything else becomes a paragraph. */
const KINDS = new Set(['provision', 'alternative', 'item', 'paragraph', 'remark', 'row']);

/** New blocks of a run belong to its proposal. */
export function elementsIn(elements: readonly Element[], { id, kind }: ProposalHead): readonly Element[] {
  return elements.map((element) => {
    if (!('el' in element) || element.el !== 'start') return element;
    const own =
      element.kind === 'item' || element.kind === 'row' || element.kind === 'remark'
        ? element.kind
        : 'paragraph';
    const block = KINDS.has(element.kind) ? own : 'paragraph';
    return { ...element, kind: block, of: id, ...(kind === 'alternative' ? { run: id } : {}) };
  });
}
