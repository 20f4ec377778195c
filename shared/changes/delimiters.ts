/** The delimiters of blocks that stand in both texts, each with its partner (SPEC BR1). */
import { delimiterIn, type Inline, inlineLength } from '../text/document.ts';
import type { BracketKind } from '../text/element.ts';
import type { BlockEdit, Stretch } from './stretches.ts';

export type Side = 'before' | 'after';

/** Where a delimiter stands. */
export interface End {
  readonly edit: BlockEdit;
  readonly offset: number;
}

export interface BracketPair {
  readonly id: string;
  readonly kind: BracketKind;
  readonly open: End;
  readonly close: End;
}

/** The brackets of one side. */
export interface Brackets {
  readonly side: Side;
  /** By id, an outer one before those in it; those without a partner in these blocks are left out. */
  readonly pairs: ReadonlyMap<string, BracketPair>;
}

export const contentOf = (edit: BlockEdit, side: Side): readonly Inline[] => edit[side].content;

/** The range of a stretch on a side. */
export const rangeOn = (side: Side, { from, to, at, end }: Stretch): readonly [number, number] =>
  side === 'before' ? [from, to] : [at, end];

/** Every inline with its offset. */
export function* placed(content: readonly Inline[]): Generator<readonly [Inline, number]> {
  let offset = 0;
  for (const inline of content) {
    yield [inline, offset];
    offset += inlineLength(inline);
  }
}

export function bracketsOf(edits: readonly BlockEdit[], side: Side): Brackets {
  const opens = new Map<string, End & { readonly kind: BracketKind }>();
  const pairs = new Map<string, BracketPair>();
  for (const edit of edits)
    for (const [inline, offset] of placed(contentOf(edit, side))) {
      const delimiter = delimiterIn(inline);
      if (!delimiter) continue;
      const { id } = delimiter;
      const open = opens.get(id);
      if (delimiter.el === 'bracket_open') opens.set(id, { edit, offset, kind: delimiter.kind });
      else if (open && !pairs.has(id)) pairs.set(id, { id, kind: open.kind, open, close: { edit, offset } });
    }
  const inOrder = [...opens.keys()].flatMap((id) => {
    const pair = pairs.get(id);
    return pair ? [[id, pair] as const] : [];
  });
  return { side, pairs: new Map(inOrder) };
}

/** The changed stretch that an end stands in; undefined where it stands. */
export const changedAt = (side: Side, { edit, offset }: End): Stretch | undefined =>
  edit.stretches.find((each) => {
    const [from, to] = rangeOn(side, each);
    return !each.isSame && from <= offset && offset < to;
  });
