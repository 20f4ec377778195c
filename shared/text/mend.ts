/**
 * The normaliser (SPEC TX8). Rough concurrency leaves malformed places: words outside any block, a block without an end,
 * an end that closes nothing, two blocks with one id, a delimiter twice (two people undid the same deletion). They are read by fixed rules and harmless; one writer, the
 * server, mends them. Two at once would break them again, so nobody else may call this.
 */
import type * as Y from 'yjs';
import { BlockIndex } from './block-index.ts';
import { delimiterIn, inlineLength } from './document.ts';
import { type BlockRecord, contentStart, flatLength } from './sequence.ts';
import { insertElements, spotAt, stretchesAfter } from './splice.ts';

/** A free id for a block, given by the caller (`shared` has no randomness). */
export type NewId = () => string;

/** True when the draft has places to mend. */
export function isMalformed(index: BlockIndex): boolean {
  const isWhole = index.blockCount > 0 && index.headStray === 0;
  return !isWhole || [...faults(index)].length > 0 || doubledDelimiters(index).length > 0;
}

/** Mends malformed places in one transaction; true if there were any, then it is to be called again. No word goes. */
export function mend(
  ydoc: Y.Doc,
  newId: NewId,
  origin: unknown = 'mend',
  index: BlockIndex = BlockIndex.of(ydoc),
): boolean {
  const found = [...faults(index)].reverse();
  const doubles = doubledDelimiters(index).reverse();
  if (!isMalformed(index)) return false;
  ydoc.transact((transaction) => {
    if (doubles.length > 0) {
      for (const flat of doubles) remove(transaction, index, flat, 1);
      return;
    }
    for (const fault of found) mendRecord(transaction, index, fault, newId);
    if (index.blockCount > 0 && index.headStray > 0) remove(transaction, index, 0, index.headStray);
    if (index.blockCount === 0) mendEmpty(transaction, index, newId);
  }, origin);
  return true;
}

/** Flat indexes of delimiters that stand in the text a second time. */
function doubledDelimiters(index: BlockIndex): number[] {
  const seen = new Set<string>();
  const doubles: number[] = [];
  let flat = index.headStray;
  for (const record of index.records()) {
    let at = flat + contentStart(record);
    for (const inline of record.content) {
      const delimiter = delimiterIn(inline);
      const key = delimiter ? `${delimiter.el} ${delimiter.id}` : '';
      if (key && seen.has(key)) doubles.push(at);
      if (key) seen.add(key);
      at += inlineLength(inline);
    }
    flat += flatLength(record);
  }
  return doubles;
}

interface Fault {
  readonly record: BlockRecord;
  readonly flat: number;
  readonly isDouble: boolean;
}

function* faults(index: BlockIndex): Generator<Fault> {
  const ids = new Set<string>();
  let flat = index.headStray;
  for (const record of index.records()) {
    const isDouble = ids.has(record.id);
    ids.add(record.id);
    const isWhole = record.hasStart && record.hasEnd && record.lead === 0 && record.trail === 0;
    if (isDouble || !isWhole) yield { record, flat, isDouble };
    flat += flatLength(record);
  }
}

/** Written from the last fault to the first, so that earlier places keep their flat index. */
function mendRecord(
  transaction: Y.Transaction,
  index: BlockIndex,
  { record, flat, isDouble }: Fault,
  newId: NewId,
): void {
  const { text } = index;
  const inside = flat + contentStart(record);
  const id = isDouble || !record.hasStart ? newId() : record.id;
  const end = inside + record.size;
  if (record.trail > 0) remove(transaction, index, end + (record.hasEnd ? 1 : 0), record.trail);
  if (!record.hasEnd) insertElements(transaction, text, spotAt(transaction, index, end), [{ el: 'end', id }]);
  if (isDouble || !record.hasStart) {
    const { kind, attrs } = record;
    insertElements(transaction, text, spotAt(transaction, index, inside), [
      { el: 'start', id, kind, ...attrs },
    ]);
  }
  if (isDouble && record.hasStart) remove(transaction, index, inside - 1, 1);
  if (record.lead > 0) remove(transaction, index, flat, record.lead);
}

function remove(transaction: Y.Transaction, index: BlockIndex, flat: number, length: number): void {
  const spot = spotAt(transaction, index, flat);
  for (const { item } of stretchesAfter(transaction, spot, length)) item.delete(transaction);
}

function mendEmpty(transaction: Y.Transaction, index: BlockIndex, newId: NewId): void {
  if (index.length > 0) remove(transaction, index, 0, index.length);
  const id = newId();
  const spot = spotAt(transaction, index, 0);
  insertElements(transaction, index.text, spot, [
    { el: 'start', id, kind: 'paragraph' },
    { el: 'end', id },
  ]);
}
