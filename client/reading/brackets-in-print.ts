/** What a read-only rendering needs to know of brackets: which are pairs, and which are open where a block begins. */
import type { Block } from '../../shared/text/document.ts';
import type { BracketKind, BracketOpen } from '../../shared/text/element.ts';

/** A bracket open at some place: its id and kind, outermost first in a list of them. */
export interface OpenBracket {
  readonly id: string;
  readonly kind: BracketKind;
}

export interface BracketsInPrint {
  /** Ids that have both delimiters (SPEC BR1); all others are drawn as unpaired. */
  readonly pairs: ReadonlySet<string>;
  /** For each block, the paired brackets already open at its start. */
  readonly openAt: readonly (readonly OpenBracket[])[];
}

function pairedIds(blocks: readonly Block[]): ReadonlySet<string> {
  const opened = new Set<string>();
  const paired = new Set<string>();
  for (const { content } of blocks)
    for (const inline of content) {
      if (!('el' in inline)) continue;
      if (inline.el === 'bracket_open') opened.add(inline.id);
      if (inline.el === 'bracket_close' && opened.has(inline.id)) paired.add(inline.id);
    }
  return paired;
}

/** The brackets open after a delimiter; brackets may cross, so a close takes out its own id wherever it stands. */
export function afterOpen(open: readonly OpenBracket[], { id, kind }: BracketOpen): readonly OpenBracket[] {
  return [...open, { id, kind }];
}
export function afterClose(open: readonly OpenBracket[], id: string): readonly OpenBracket[] {
  return open.filter((bracket) => bracket.id !== id);
}

/** Reads a draft's blocks once; cost is that of its inline objects. */
export function bracketsInPrint(blocks: readonly Block[]): BracketsInPrint {
  const pairs = pairedIds(blocks);
  let open: readonly OpenBracket[] = [];
  const openAt = blocks.map(({ content }) => {
    const before = open;
    for (const inline of content) {
      if (!('el' in inline)) continue;
      if (inline.el === 'bracket_open' && pairs.has(inline.id)) open = afterOpen(open, inline);
      if (inline.el === 'bracket_close') open = afterClose(open, inline.id);
    }
    return before;
  });
  return { pairs, openAt };
}
