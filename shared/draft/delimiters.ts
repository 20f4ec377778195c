/** The bracket delimiters of a draft in order of print, and which belong together: by id, never by counting (SPEC BR1). */
import type { DraftDocument } from '../text/document.ts';
import type { BracketClose, BracketOpen } from '../text/element.ts';

/** A delimiter and where it stands. */
export interface Delimiter<T extends BracketOpen | BracketClose = BracketOpen | BracketClose> {
  readonly object: T;
  /** Index in `document.blocks`. */
  readonly block: number;
  /** Index in the block's content. */
  readonly at: number;
  /** How many delimiters of the draft stand before it. */
  readonly order: number;
}

export interface Pair {
  readonly id: string;
  readonly open: Delimiter<BracketOpen>;
  readonly close: Delimiter<BracketClose>;
}

export interface Pairing {
  /** In order of their opening delimiters. */
  readonly pairs: readonly Pair[];
  /** In order of print. */
  readonly unpaired: readonly Delimiter[];
}

/** All delimiters of a draft in order of print. */
export function delimitersOf(document: DraftDocument): readonly Delimiter[] {
  const found: Delimiter[] = [];
  document.blocks.forEach((block, index) => {
    block.content.forEach((inline, at) => {
      if (!('el' in inline)) return;
      if (inline.el === 'bracket_open' || inline.el === 'bracket_close')
        found.push({ object: inline, block: index, at, order: found.length });
    });
  });
  return found;
}

/** Pairs the first opening delimiter of an id with the first closing one after it; all others are unpaired. */
export function pair(delimiters: readonly Delimiter[]): Pairing {
  const opens = new Map<string, Delimiter<BracketOpen>>();
  const closes = new Map<string, Delimiter<BracketClose>>();
  const unpaired = new Set<Delimiter>();
  for (const each of delimiters) {
    const { id } = each.object;
    if (isOpen(each) && !opens.has(id)) opens.set(id, each);
    else if (isClose(each) && opens.has(id) && !closes.has(id)) closes.set(id, each);
    else unpaired.add(each);
  }
  const pairs: Pair[] = [];
  for (const [id, open] of opens) {
    const close = closes.get(id);
    if (close) pairs.push({ id, open, close });
    else unpaired.add(open);
  }
  return { pairs, unpaired: delimiters.filter((each) => unpaired.has(each)) };
}

const isOpen = (each: Delimiter): each is Delimiter<BracketOpen> => each.object.el === 'bracket_open';
const isClose = (each: Delimiter): each is Delimiter<BracketClose> => each.object.el === 'bracket_close';
