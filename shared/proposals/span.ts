/** Where a proposal stands now: its place as flat indexes of a layer (SPEC PP3). Never throws, never writes. */
import * as Y from 'yjs';
import { printedInline } from '../draft/printed.ts';
import { type Anchor, flatOfAnchor } from '../text/anchor.ts';
import type { BlockIndex } from '../text/block-index.ts';
import { type Inline, isWords } from '../text/document.ts';
import { type BlockRecord, contentStart } from '../text/sequence.ts';
import { resolveMoved } from './moved.ts';
import { indexOf, type OpenDraft } from './open-draft.ts';
import { hashWords, type Layer, type Place } from './proposal.ts';
import { endOf, endOfUnit, nextPlace, unitPlaces } from './units.ts';

/** From one gap to another; the same for a gap. */
export interface Span {
  readonly layer: Layer;
  readonly from: number;
  readonly to: number;
}

/** Where the place stands; undefined when all of it went, or it never was in this draft. */
export function spanOf(draft: OpenDraft, place: Place): Span | undefined {
  switch (place.on) {
    case 'gap':
      return gapSpan(draft, place.layer, place.at);
    case 'range':
      return rangeSpan(draft, place.layer, place.first, place.last);
    case 'blocks':
      return blocksSpan(draft.text, place.blocks);
    case 'after':
      return afterSpan(draft.text, place.block);
    default:
      return place satisfies never;
  }
}

/** An anchor as it stands in the layers now. */
export interface Settled {
  readonly layer: Layer;
  readonly anchor: Anchor;
  /** Does its element stand there still? */
  readonly isLive: boolean;
}

/** Follows the moved-map; undefined when the anchor's element never stood in this layer of this draft. */
export function settle(draft: OpenDraft, layer: Layer, anchor: Anchor): Settled | undefined {
  if (anchor.client === undefined || anchor.clock === undefined)
    return layer === 'text' ? { layer, anchor: {}, isLive: false } : undefined;
  const moved = resolveMoved(draft.ydoc, anchor);
  const at = moved?.anchor ?? anchor;
  const item = itemAt(draft.ydoc, at);
  // What moved is looked for where it stands now; words that were taken and put back stand on the table again.
  const now = moved ? layerOf(draft, item) : layer;
  if (!item || now === undefined || item.parent !== indexOf(draft, now).text) return undefined;
  return { layer: now, anchor: at, isLive: !item.deleted && item.countable && (moved?.isExact ?? true) };
}

/** The layer in which an element stands. */
export function layerOf({ text, words }: OpenDraft, item: Y.Item | undefined): Layer | undefined {
  if (item?.parent === text.text) return 'text';
  return item?.parent === words.text ? 'words' : undefined;
}

export function itemAt(ydoc: Y.Doc, { client, clock }: Anchor): Y.Item | undefined {
  if (client === undefined || clock === undefined || Y.getState(ydoc.store, client) <= clock)
    return undefined;
  const struct = Y.getItem(ydoc.store, Y.createID(client, clock)) as Y.Item | Y.GC;
  return struct instanceof Y.Item ? struct : undefined;
}

function gapSpan(draft: OpenDraft, layer: Layer, at: Anchor): Span | undefined {
  const settled = settle(draft, layer, at);
  if (!settled) return undefined;
  const index = indexOf(draft, settled.layer);
  const flat = flatOfAnchor(draft.ydoc, index, settled.anchor);
  return isInside(index, flat) ? { layer: settled.layer, from: flat, to: flat } : undefined;
}

/** Does the gap lie within a block? */
export function isInside(index: BlockIndex, flat: number): boolean {
  const place = index.placeAt(flat);
  if (!place) return false;
  const start = place.flat + contentStart(place.record);
  return flat >= start && flat <= start + place.record.size;
}

function rangeSpan(draft: OpenDraft, layer: Layer, first: Anchor, last: Anchor): Span | undefined {
  const begin = settle(draft, layer, first);
  const end = settle(draft, layer, last);
  if (!begin || !end || begin.layer !== end.layer) return undefined;
  const index = indexOf(draft, begin.layer);
  const from = flatOfAnchor(draft.ydoc, index, begin.anchor) - (begin.isLive ? 1 : 0);
  const to = flatOfAnchor(draft.ydoc, index, end.anchor);
  return from < to ? { layer: begin.layer, from, to } : undefined;
}

function blocksSpan(text: BlockIndex, blocks: readonly string[]): Span | undefined {
  const places = blocks.flatMap((id) => unitPlaces(text, id));
  if (places.length === 0) return undefined;
  const from = Math.min(...places.map(({ flat }) => flat));
  return { layer: 'text', from, to: Math.max(...places.map(endOf)) };
}

function afterSpan(text: BlockIndex, block: string | null): Span | undefined {
  const flat = block === null ? text.headStray : endOfUnit(text, block);
  return flat === undefined ? undefined : { layer: 'text', from: flat, to: flat };
}

/** The words from one flat index to another as they are printed; blocks are parted by line breaks. */
export function wordsBetween(index: BlockIndex, from: number, to: number): string {
  const lines: string[] = [];
  for (let at = index.placeAt(from); at && at.flat < to; at = nextPlace(index, at)) {
    const start = at.flat + contentStart(at.record);
    lines.push(printed(cutContent(at.record, from - start, to - start)));
  }
  return lines.join('\n');
}

/** The part of a block's content between two offsets. */
export function cutContent({ content }: BlockRecord, from: number, to: number): Inline[] {
  const found: Inline[] = [];
  let at = 0;
  for (const inline of content) {
    const length = isWords(inline) ? inline.text.length : 1;
    if (at < to && at + length > from) {
      if (!isWords(inline)) found.push(inline);
      else found.push({ ...inline, text: inline.text.slice(Math.max(0, from - at), Math.max(0, to - at)) });
    }
    at += length;
  }
  return found;
}

export const printed = (content: readonly Inline[]): string => content.map(printedInline).join('');

/** The words of whole units as they are printed. */
export const wordsOfUnits = (text: BlockIndex, units: readonly string[]): string =>
  units
    .flatMap((unit) => unitPlaces(text, unit))
    .map(({ record }) => printed(record.content))
    .join('\n');

/** The words that a place covers now; empty for gaps and places that went. */
export function coveredWords(draft: OpenDraft, place: Place): string {
  if (place.on === 'blocks') return wordsOfUnits(draft.text, place.blocks);
  const span = place.on === 'range' ? spanOf(draft, place) : undefined;
  return span ? wordsBetween(indexOf(draft, span.layer), span.from, span.to) : '';
}

/** True while the words that the proposal was made on stand unchanged. */
export const isOnPresentWords = (draft: OpenDraft, place: Place): boolean =>
  (place.on !== 'range' && place.on !== 'blocks') || hashWords(coveredWords(draft, place)) === place.covered;
