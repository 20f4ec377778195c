/**
 * Writing the flat sequence beside a known neighbour (SPEC TX7). Yjs's own `Y.Text.insert` walks from the start of the
 * text and carries formats over block borders; here a place is found within its segment and formats end with the block.
 */
import * as Y from 'yjs';
import type { BlockIndex } from './block-index.ts';
import type { Words } from './document.ts';
import { isWords } from './document.ts';
import type { EndMark, Formats, InlineObject, StartMark, Unknown } from './element.ts';
import { embedOf } from './sequence.ts';

/** What can be written: words, an object, a block mark. */
export type Element = Words | InlineObject | Unknown | StartMark | EndMark;

const elementLength = (element: Element): number => (isText(element) ? element.text.length : 1);

/** Length of elements in the flat sequence. */
export const lengthOf = (elements: readonly Element[]): number =>
  elements.reduce((sum, element) => sum + elementLength(element), 0);

export const isText = (element: Element): element is Words => isWords(element as Words);

/** A place between two items, and the formats in force there. */
export interface Spot {
  left: Y.Item | null;
  right: Y.Item | null;
  formats: Formats;
}

const FORMAT_KEYS = ['strong', 'emphasis'] as const;
type FormatKey = (typeof FORMAT_KEYS)[number];

function withFormat(formats: Formats, key: string, value: unknown): Formats {
  if (key !== 'strong' && key !== 'emphasis') return formats;
  const { [key]: _, ...rest } = formats;
  return value === true ? { ...rest, [key]: true } : rest;
}

/** The place directly right of the element at `flat - 1`; items are split there, never within a surrogate pair. */
export function spotAt(transaction: Y.Transaction, index: BlockIndex, flat: number): Spot {
  if (flat <= 0) return { left: null, right: index.first, formats: {} };
  const { segment, flat: base } = index.segmentAt(flat - 1);
  const spot: Spot = { left: segment.start?.left ?? null, right: segment.start ?? index.first, formats: {} };
  let count = base;
  while (spot.right) {
    const item = spot.right;
    if (!item.deleted && item.countable && count + item.length >= flat)
      return splitAt(transaction, spot, flat - count);
    if (!item.deleted && item.countable) count += item.length;
    forward(spot);
  }
  return spot;
}

/** Steps over one item. */
function forward(spot: Spot): void {
  const item = spot.right!;
  if (!item.deleted) {
    if (item.content instanceof Y.ContentFormat)
      spot.formats = withFormat(spot.formats, item.content.key, item.content.value);
    else if (embedOf(item)?.el === 'start') spot.formats = {};
  }
  spot.left = item;
  spot.right = item.right;
}

function splitAt(transaction: Y.Transaction, spot: Spot, offset: number): Spot {
  const item = spot.right!;
  const cut = withinPair(item, offset) ? offset - 1 : offset;
  if (cut === 0) return spot;
  if (cut < item.length) {
    const { client, clock } = item.id;
    Y.getItemCleanStart(transaction, Y.createID(client, clock + cut));
  }
  forward(spot);
  return spot;
}

/** True when `offset` would part a high from its low surrogate. */
function withinPair(item: Y.Item, offset: number): boolean {
  if (!(item.content instanceof Y.ContentString) || offset <= 0 || offset >= item.length) return false;
  const before = item.content.str.charCodeAt(offset - 1);
  const after = item.content.str.charCodeAt(offset);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}

function put(transaction: Y.Transaction, text: Y.Text, spot: Spot, content: Y.Item['content']): void {
  const { doc } = transaction;
  const id = Y.createID(doc.clientID, Y.getState(doc.store, doc.clientID));
  const { left, right } = spot;
  const item = new Y.Item(id, left, left?.lastId ?? null, right, right?.id ?? null, text, null, content);
  item.integrate(transaction, 0);
  spot.right = item;
  forward(spot);
  if (text._searchMarker) text._searchMarker.length = 0;
}

/** Steps over format items right of the spot while they bring the formats in force nearer to those wanted. */
function approach(spot: Spot, wanted: Formats): void {
  for (;;) {
    let item = spot.right;
    while (item?.deleted) item = item.right;
    if (!item || !(item.content instanceof Y.ContentFormat)) return;
    const key = item.content.key as FormatKey;
    if (spot.formats[key] === wanted[key] || (item.content.value === true) !== (wanted[key] === true)) return;
    while (spot.left !== item) forward(spot);
  }
}

function putWords(transaction: Y.Transaction, text: Y.Text, spot: Spot, words: Words): void {
  approach(spot, words);
  const before = spot.formats;
  const differing = FORMAT_KEYS.filter((key) => before[key] !== words[key]);
  for (const key of differing)
    put(transaction, text, spot, new Y.ContentFormat(key, (words[key] ?? null) as never));
  put(transaction, text, spot, new Y.ContentString(words.text));
  for (const key of differing)
    put(transaction, text, spot, new Y.ContentFormat(key, (before[key] ?? null) as never));
}

/** Writes the elements at the spot, one after the other; the spot then stands right of them. */
export function insertElements(
  transaction: Y.Transaction,
  text: Y.Text,
  spot: Spot,
  elements: readonly Element[],
): void {
  for (const element of elements) {
    if (!isText(element)) {
      const value = element.el === 'unknown' ? element.raw : element;
      put(transaction, text, spot, new Y.ContentEmbed(value as object));
    } else if (element.text.length > 0) putWords(transaction, text, spot, element);
  }
}

/** One stretch of live items; words as they stand, or one mark or object. */
export interface Stretch {
  readonly item: Y.Item;
  readonly length: number;
  readonly embed: { readonly el?: unknown; readonly id?: unknown } | undefined;
}

/** The live items of the next `length` elements right of the spot, split so that they end there. */
export function stretchesAfter(transaction: Y.Transaction, spot: Spot, length: number): Stretch[] {
  const found: Stretch[] = [];
  let item = spot.right;
  let rest = length;
  while (item && rest > 0) {
    if (!item.deleted && item.countable) {
      if (item.length > rest) {
        const cut = withinPair(item, rest) ? rest - 1 : rest;
        if (cut === 0) break;
        Y.getItemCleanStart(transaction, Y.createID(item.id.client, item.id.clock + cut));
        rest = item.length;
      }
      found.push({ item, length: item.length, embed: embedOf(item) });
      rest -= item.length;
    }
    item = item.right;
  }
  return found;
}

/** Sets or clears a format on the next `length` elements right of the spot; they must lie in one block. */
export function formatAfter(
  transaction: Y.Transaction,
  text: Y.Text,
  spot: Spot,
  length: number,
  key: FormatKey,
  on: boolean,
): void {
  const wanted = withFormat(spot.formats, key, on);
  approach(spot, wanted);
  let after = spot.formats;
  if (spot.formats[key] !== wanted[key])
    put(transaction, text, spot, new Y.ContentFormat(key, (on ? true : null) as never));
  let rest = length;
  while (spot.right && rest > 0) {
    const item: Y.Item = spot.right;
    if (!item.deleted && item.countable) {
      if (item.length > rest)
        Y.getItemCleanStart(transaction, Y.createID(item.id.client, item.id.clock + rest));
      rest -= item.length;
    } else if (!item.deleted && item.content instanceof Y.ContentFormat) {
      after = withFormat(after, item.content.key, item.content.value);
      if (item.content.key === key) item.delete(transaction);
    }
    forward(spot);
  }
  approach(spot, after);
  if (spot.formats[key] !== after[key])
    put(transaction, text, spot, new Y.ContentFormat(key, (after[key] ?? null) as never));
}
