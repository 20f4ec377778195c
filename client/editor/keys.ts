/** What Enter, Backspace and Delete do in a draft (SPEC ED2). Every key goes to the model; the view only shows. */

import type { BlockPlace } from '../../shared/text/block-index.ts';
import { delimiterIn, inlineLength, isWords } from '../../shared/text/document.ts';
import { liftBracket, replaceRange } from '../../shared/text/edit.ts';
import type { BlockAttrs, BlockKind } from '../../shared/text/element.ts';
import { type BlockRecord, contentStart, flatLength } from '../../shared/text/sequence.ts';
import type { Binding } from './binding.ts';

/** Kinds whose words may run together when a border between two blocks goes. */
const RUNNING = new Set<BlockKind>(['provision', 'alternative', 'item', 'paragraph', 'note', 'remark']);

/** Enter: the words after the caret become a block of their own; at a block's start, an empty one stands before it. */
export function splitBlock(binding: Binding): boolean {
  const { from, to } = binding.selection();
  const at = binding.caretPlace();
  if (!at) return false;
  const { place, offset } = at;
  const id = binding.newId();
  const isBefore = offset <= 0 && place.record.size > 0 && from === to && place.record.hasStart;
  binding.edit(() => {
    if (isBefore) {
      const gap = place.flat + place.record.lead;
      replaceRange(binding, gap, gap, [startOf(id, place.record), { el: 'end', id }]);
      return from + 2;
    }
    replaceRange(binding, from, to, [{ el: 'end', id: place.record.id }, startOf(id, place.record)]);
    return from + 2;
  });
  return true;
}

/** The block that a split makes: of the same kind, without the number of the other. */
const startOf = (id: string, record: BlockRecord) => {
  const kind: BlockKind = record.kind === 'alternative' ? 'paragraph' : record.kind;
  return { el: 'start' as const, id, kind, ...inherited(record) };
};

function inherited({ kind, id, attrs }: BlockRecord): BlockAttrs {
  const { level, dir, run } = attrs;
  const of = kind === 'alternative' ? id : run;
  return { ...(level ? { level } : {}), ...(dir ? { dir } : {}), ...(of ? { run: of } : {}) };
}

/** A new line within the provision or item. */
export function breakLine(binding: Binding): boolean {
  const { from, to } = binding.selection();
  binding.edit(() => {
    replaceRange(binding, from, to, [{ el: 'line_break' }]);
    return from + 1;
  });
  return true;
}

/** Backspace. The caret is left of what went; a delimiter is stepped over, an empty bracket goes. */
export function deleteBack(binding: Binding): boolean {
  const { from, to } = binding.selection();
  if (from !== to) return deleteSelection(binding, from, to);
  const at = binding.caretPlace();
  if (!at) return false;
  const { place, offset } = at;
  if (offset <= 0) return joinBlocks(binding, before(binding, place), place);
  return deleteBeside(binding, place, offset, -1);
}

/** Delete. The caret is right of what stays. */
export function deleteForward(binding: Binding): boolean {
  const { from, to } = binding.selection();
  if (from !== to) return deleteSelection(binding, from, to);
  const at = binding.caretPlace();
  if (!at) return false;
  const { place, offset } = at;
  if (offset >= place.record.size) return joinBlocks(binding, place, after(binding, place));
  return deleteBeside(binding, place, offset, 1);
}

function deleteSelection(binding: Binding, from: number, to: number): boolean {
  binding.edit(() => {
    replaceRange(binding, from, to, []);
    return from;
  });
  return true;
}

const before = ({ index }: Binding, { flat }: BlockPlace): BlockPlace | undefined =>
  flat > 0 ? index.placeAt(flat - 1) : undefined;
const after = ({ index }: Binding, { flat, record }: BlockPlace): BlockPlace | undefined => {
  const next = flat + flatLength(record);
  return next < index.length ? index.placeAt(next) : undefined;
};

/** Takes the border between two blocks away, or an empty one of the two; otherwise the caret steps over the border. */
function joinBlocks(
  binding: Binding,
  first: BlockPlace | undefined,
  second: BlockPlace | undefined,
): boolean {
  if (!first || !second) return true;
  const end = first.flat + contentStart(first.record) + first.record.size;
  const start = second.flat + contentStart(second.record);
  if (first.record.size === 0 && second.record.size > 0) remove(binding, first, second.flat, 1);
  else if (second.record.size === 0) remove(binding, second, end, 0);
  else if (RUNNING.has(first.record.kind) && RUNNING.has(second.record.kind))
    binding.edit(() => {
      replaceRange(binding, end, start, []);
      return end;
    });
  else binding.select(binding.selection().head === start ? end : start);
  return true;
}

function remove(binding: Binding, { flat, record }: BlockPlace, caret: number, side: 0 | 1): void {
  const length = flatLength(record);
  binding.edit(() => {
    replaceRange(binding, flat, flat + length, []);
    return side === 0 ? caret : caret - length + 1;
  });
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Deletes the character or object on one side of the caret. */
function deleteBeside(binding: Binding, place: BlockPlace, offset: number, side: -1 | 1): boolean {
  const at = place.flat + contentStart(place.record) + offset;
  const neighbour = neighbourOf(place.record, offset, side);
  if (neighbour.kind === 'delimiter') return stepOrLift(binding, place.record, neighbour, at, side);
  const [from, to] = side < 0 ? [at - neighbour.length, at] : [at, at + neighbour.length];
  return deleteSelection(binding, from, to);
}

type Neighbour =
  | { readonly kind: 'plain'; readonly length: number }
  | { readonly kind: 'delimiter'; readonly id: string; readonly isOpen: boolean; readonly offset: number };

/** What stands directly left or right of an offset. */
function neighbourOf(record: BlockRecord, offset: number, side: -1 | 1): Neighbour {
  let at = 0;
  for (const inline of record.content) {
    const length = inlineLength(inline);
    const isHere = side < 0 ? offset > at && offset <= at + length : offset >= at && offset < at + length;
    if (isHere && isWords(inline))
      return { kind: 'plain', length: characterLength(inline.text, offset - at, side) };
    const delimiter = delimiterIn(inline);
    if (isHere && delimiter)
      return { kind: 'delimiter', id: delimiter.id, isOpen: delimiter.el === 'bracket_open', offset: at };
    if (isHere) return { kind: 'plain', length: 1 };
    at += length;
  }
  return { kind: 'plain', length: 0 };
}

function characterLength(text: string, offset: number, side: -1 | 1): number {
  const part = side < 0 ? text.slice(Math.max(0, offset - 40), offset) : text.slice(offset, offset + 40);
  const all = [...graphemes.segment(part)];
  return (side < 0 ? all.at(-1) : all[0])?.segment.length ?? 1;
}

/** An empty bracket goes with both delimiters, an unpaired delimiter goes alone; otherwise the caret steps over. */
function stepOrLift(
  binding: Binding,
  record: BlockRecord,
  { id, isOpen, offset }: Neighbour & { kind: 'delimiter' },
  at: number,
  side: -1 | 1,
): boolean {
  const next = neighbourOf(record, isOpen ? offset + 1 : offset, isOpen ? 1 : -1);
  const isEmpty = next.kind === 'delimiter' && next.id === id;
  if (!isEmpty && binding.index.isPaired(id)) {
    binding.select(at + side);
    return true;
  }
  const start = isEmpty && !isOpen ? offset - 1 : offset;
  const flat = binding.index.placeOf(record.id)!.flat + contentStart(record) + start;
  binding.edit(() => {
    liftBracket(binding, id);
    return flat;
  });
  return true;
}
