/**
 * What a drafter's hand does to the text, as exact operations on the sequence (SPEC ED1 to ED7). Each call is one Yjs
 * transaction with the given origin. Nothing is moved: bracketing, lifting, splitting and joining insert or delete single
 * elements, so what others type at the same moment is neither lost, doubled nor misplaced.
 */
import type * as Y from 'yjs';
import type { BlockIndex } from './block-index.ts';
import { attrsOf } from './draft-doc.ts';
import type { BlockAttrs, BlockKind, BracketKind } from './element.ts';
import { type Element, formatAfter, insertElements, type Stretch, spotAt, stretchesAfter } from './splice.ts';

/** The text of a draft that is being edited, with its index. */
export interface Desk {
  readonly ydoc: Y.Doc;
  readonly index: BlockIndex;
  /** Origin of the transactions; what an undo manager tracks. */
  readonly origin: unknown;
}

/**
 * The elements from `from` to `to` give way to `elements`. New elements stand left of what is kept of the old. Kept are
 * delimiters whose partner stands outside the range (BR3), and the marks of a block that still holds one.
 * Returns the number of old elements kept.
 */
export function replaceRange(desk: Desk, from: number, to: number, elements: readonly Element[]): number {
  let kept = 0;
  desk.ydoc.transact((transaction) => {
    const spot = spotAt(transaction, desk.index, from);
    const old = stretchesAfter(transaction, spot, to - from);
    const keep = keptOf(old, desk.index);
    insertElements(transaction, desk.index.text, spot, elements);
    for (const stretch of old) {
      if (keep.has(stretch)) kept += stretch.length;
      else stretch.item.delete(transaction);
    }
  }, desk.origin);
  return kept;
}

/** Takes everything from `from` to `to` away, delimiters and marks too: for whole blocks that go with all their words. */
export function removeRange(desk: Desk, from: number, to: number): void {
  desk.ydoc.transact((transaction) => {
    const spot = spotAt(transaction, desk.index, from);
    for (const { item } of stretchesAfter(transaction, spot, to - from)) item.delete(transaction);
  }, desk.origin);
}

/** Which stretches of a range may not go (BR3). */
export function keptOf(old: readonly Stretch[], index: BlockIndex): ReadonlySet<Stretch> {
  const keep = new Set<Stretch>();
  const sides = new Map<string, Set<unknown>>();
  for (const { embed } of old)
    if (isDelimiter(embed))
      sides.set(String(embed!.id), (sides.get(String(embed!.id)) ?? new Set()).add(embed!.el));
  for (const stretch of old) {
    const { embed } = stretch;
    if (isDelimiter(embed) && sides.get(String(embed!.id))!.size === 1 && index.isPaired(String(embed!.id)))
      keep.add(stretch);
  }
  if (keep.size > 0) keepMarksAround(old, keep);
  return keep;
}

const isDelimiter = (embed: Stretch['embed']): boolean =>
  embed?.el === 'bracket_open' || embed?.el === 'bracket_close';

/** A block that goes wholly but holds a kept delimiter keeps its two marks. */
function keepMarksAround(old: readonly Stretch[], keep: Set<Stretch>): void {
  let start: Stretch | undefined;
  let holds = false;
  for (const stretch of old) {
    if (stretch.embed?.el === 'start') {
      start = stretch;
      holds = false;
    } else if (stretch.embed?.el === 'end') {
      if (start && holds) keep.add(start).add(stretch);
      start = undefined;
    } else if (keep.has(stretch)) holds = true;
  }
}

export interface NewBracket {
  readonly id: string;
  readonly kind: BracketKind;
  readonly glyphs?: readonly [string, string];
  readonly link?: string;
}

/** Stands `[` at `from` and `]` at `to` (ED4); both must lie inside blocks, they may lie in different ones. */
export function bracketRange(
  desk: Desk,
  from: number,
  to: number,
  { id, kind, glyphs = ['[', ']'], link }: NewBracket,
): void {
  desk.ydoc.transact((transaction) => {
    const { text } = desk.index;
    const close = spotAt(transaction, desk.index, to);
    if (from === to) {
      insertElements(transaction, text, close, [
        openOf(id, kind, glyphs[0], link),
        { el: 'bracket_close', id, glyph: glyphs[1] },
      ]);
      return;
    }
    insertElements(transaction, text, close, [{ el: 'bracket_close', id, glyph: glyphs[1] }]);
    const open = spotAt(transaction, desk.index, from);
    insertElements(transaction, text, open, [openOf(id, kind, glyphs[0], link)]);
  }, desk.origin);
}

const openOf = (id: string, kind: BracketKind, glyph: string, link?: string): Element => ({
  el: 'bracket_open',
  id,
  kind,
  glyph,
  ...(link ? { link } : {}),
});

/** Takes the delimiters of a bracket away and leaves its words (ED5). An unpaired one goes alone, as it stands alone. */
export function liftBracket(desk: Desk, bracket: string): boolean {
  const places = (['close', 'open'] as const)
    .map((side) => desk.index.flatOfDelimiter(bracket, side))
    .filter((flat) => flat !== undefined)
    .sort((a, b) => b - a);
  desk.ydoc.transact((transaction) => {
    for (const flat of places) {
      const spot = spotAt(transaction, desk.index, flat);
      for (const { item } of stretchesAfter(transaction, spot, 1)) item.delete(transaction);
    }
  }, desk.origin);
  return places.length > 0;
}

/** Sets what is said of a block beside its words; null says it no longer (ED6). */
export function setBlockAttrs(
  desk: Desk,
  block: string,
  attrs: Nullable<BlockAttrs> & { kind?: BlockKind },
): void {
  desk.ydoc.transact(() => {
    const map = attrsOf(desk.ydoc);
    for (const [name, value] of Object.entries(attrs)) map.set(`${block}/${name}`, value ?? null);
  }, desk.origin);
}

export type Nullable<T> = { readonly [K in keyof T]?: T[K] | null };

/** Sets or clears a format on the words from `from` to `to`, block by block (ED7). */
export function formatRange(
  desk: Desk,
  from: number,
  to: number,
  key: 'strong' | 'emphasis',
  on: boolean,
): void {
  desk.ydoc.transact((transaction) => {
    for (const [start, length] of wordRuns(desk, transaction, from, to))
      formatAfter(transaction, desk.index.text, spotAt(transaction, desk.index, start), length, key, on);
  }, desk.origin);
}

/** Runs of the range between block marks, as flat start and length. */
function wordRuns(desk: Desk, transaction: Y.Transaction, from: number, to: number): [number, number][] {
  const runs: [number, number][] = [];
  let flat = from;
  let start = from;
  for (const { embed, length } of stretchesAfter(
    transaction,
    spotAt(transaction, desk.index, from),
    to - from,
  )) {
    if (embed?.el === 'start' || embed?.el === 'end') {
      if (flat > start) runs.push([start, flat - start]);
      start = flat + 1;
    }
    flat += length;
  }
  if (flat > start) runs.push([start, flat - start]);
  return runs;
}
