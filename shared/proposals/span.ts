/** Where a proposal stands now: its place as flat indexes of a layer (SPEC PP3). Never throws, never writes. */
import { printedInline } from '../draft/printed.ts';
import type { BlockIndex } from '../text/block-index.ts';
import { type Inline, isWords } from '../text/document.ts';
import { type BlockRecord, contentStart } from '../text/sequence.ts';
import { indexOf, type OpenDraft } from './open-draft.ts';
import { type GapPlace, hashWords, type Layer, type Place, type RangePlace } from './proposal.ts';
import { resolvePlace } from './resolve.ts';
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
    case 'range':
      return wordsSpan(draft, place);
    case 'blocks':
      return blocksSpan(draft.text, place.blocks);
    case 'after':
      return afterSpan(draft.text, place.block);
    default:
      return place satisfies never;
  }
}

/** From the first block's offset to the last one's; a range of which nothing is left stands nowhere. */
function wordsSpan(draft: OpenDraft, place: GapPlace | RangePlace): Span | undefined {
  const found = resolvePlace(draft, place);
  if (found.kind !== 'gap' && found.kind !== 'range') return undefined;
  const { layer, spans } = found;
  const index = indexOf(draft, layer);
  const [first, last] = [spans[0], spans.at(-1)];
  const from = first && flatIn(index, first.block, first.from);
  const to = last && flatIn(index, last.block, last.to);
  if (from === undefined || to === undefined) return undefined;
  return found.kind === 'gap' || from < to ? { layer, from, to } : undefined;
}

function flatIn(index: BlockIndex, block: string, offset: number): number | undefined {
  const place = index.placeOf(block);
  return place && place.flat + contentStart(place.record) + offset;
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
