/** Where words stand in a provision and in what was proposed on it (SPEC FL3). */
import type { Shown } from '../../proposals/compose-block.ts';
import { gapAt, type Point, rangeBetween } from '../../proposals/place.ts';
import type { GapPlace, Layer, ProposalKind, RangePlace } from '../../proposals/proposal.ts';
import { blocksAfter, lastOfUnit, resolvePlace } from '../../proposals/resolve.ts';
import { type Inline, isWords } from '../../text/document.ts';
import type { BlockRecord } from '../../text/sequence.ts';
import { type FloorGround, type FloorTrouble, trouble } from './ground.ts';
import type { SoughtWords } from './pieces.ts';

/** One place where sought words stand. */
export interface Spot {
  readonly layer: Layer;
  readonly from: Point;
  readonly to: Point;
  readonly record: BlockRecord;
}

/** The blocks of the provision: its own in the text, then the words on the table about it. */
function pages(ground: FloorGround, unit: string): readonly (readonly [Layer, BlockRecord])[] {
  const { papers } = ground.composition;
  const text = unitRecords(ground, unit);
  const found: (readonly [Layer, BlockRecord])[] = text.map((record) => ['text', record] as const);
  const seen = new Set<string>();
  const about = (blocks: readonly string[]): readonly Shown[] => [
    ...blocks.flatMap((block) => ground.composition.proposalsOn(block)),
    ...[...papers.tabled.values()].flatMap(({ id, place }) => {
      const isOn =
        place.on === 'blocks' ? place.blocks.includes(unit) : place.on === 'after' && place.block === unit;
      return isOn ? (papers.shown(id) ?? []) : [];
    }),
  ];
  const visit = (blocks: readonly string[]): void => {
    for (const { head, paper, records } of about(blocks)) {
      if (paper !== 'table' || seen.has(head.id)) continue;
      seen.add(head.id);
      found.push(...records.map((record) => ['words', record] as const));
      visit(records.map(({ id }) => id));
    }
  };
  visit(text.map(({ id }) => id));
  return found;
}

function unitRecords({ composition }: FloorGround, unit: string): readonly BlockRecord[] {
  const { text, words } = composition.papers;
  const head = text.placeOf(unit)?.record;
  if (!head) {
    const proposed = words.placeOf(unit)?.record;
    return proposed ? [proposed] : [];
  }
  const last = lastOfUnit(text, unit);
  const records = [head];
  if (last === unit) return records;
  for (const record of blocksAfter(text, unit)) {
    records.push(record);
    if (record.id === last) break;
  }
  return records;
}

/** The words of a block and, for each character, its offset in the content. */
function lettersOf(content: readonly Inline[]): {
  readonly words: string;
  readonly offsets: readonly number[];
} {
  let words = '';
  const offsets: number[] = [];
  let at = 0;
  for (const inline of content) {
    if (!isWords(inline)) {
      at += 1;
      continue;
    }
    words += inline.text;
    for (let i = 0; i < inline.text.length; i += 1) offsets.push(at + i);
    at += inline.text.length;
  }
  return { words, offsets };
}

/** Letters of scripts that part words by blanks: there whole words are meant. */
const ALPHABETIC = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{N}]/u;
const isPartOfWord = (words: string, from: number, to: number): boolean => {
  const joins = (a: string | undefined, b: string | undefined): boolean =>
    a !== undefined && b !== undefined && ALPHABETIC.test(a) && ALPHABETIC.test(b);
  return joins(words[from - 1], words[from]) || joins(words[to - 1], words[to]);
};

function spotsIn(
  [layer, record]: readonly [Layer, BlockRecord],
  sought: string,
  isWhole: boolean,
): readonly Spot[] {
  const { words, offsets } = lettersOf(record.content);
  const [hay, needle] = [words.toLowerCase(), sought.toLowerCase()];
  const spots: Spot[] = [];
  if (hay.length !== words.length) return spots;
  for (let from = hay.indexOf(needle); from >= 0; from = hay.indexOf(needle, from + 1)) {
    const to = from + needle.length;
    if (isWhole && isPartOfWord(words, from, to)) continue;
    const point = (offset: number): Point => ({ block: record.id, offset });
    spots.push({ layer, record, from: point(offsets[from]!), to: point(offsets[to - 1]! + 1) });
  }
  return spots;
}

/** Every place of the words: whole words, or, where there is none, parts of words. */
export function spotsOf(ground: FloorGround, unit: string, words: string): readonly Spot[] {
  if (words === '') return [];
  const all = pages(ground, unit);
  const whole = all.flatMap((page) => spotsIn(page, words, true));
  return whole.length > 0 ? whole : all.flatMap((page) => spotsIn(page, words, false));
}

/** The one place that is meant: by its number, else the only one, else the only one in the text itself. */
export function spotOf(ground: FloorGround, unit: string, sought: SoughtWords): Spot | FloorTrouble {
  const spots = spotsOf(ground, unit, sought.text);
  if (spots.length === 0) return trouble('words-not-there', sought);
  if (sought.ordinal !== undefined)
    return spots[sought.ordinal - 1] ?? trouble('no-such-occurrence', sought, { count: spots.length });
  const inText = spots.filter(({ layer }) => layer === 'text');
  const candidates = inText.length > 0 ? inText : spots;
  if (candidates.length === 1) return candidates[0]!;
  return selectedAmong(ground, candidates) ?? trouble('words-several-times', sought, { count: spots.length });
}

/** Of several, the one that is selected in the editor. */
function selectedAmong(ground: FloorGround, spots: readonly Spot[]): Spot | undefined {
  const { selection } = ground;
  if (selection?.on !== 'range') return undefined;
  const key = JSON.stringify([selection.first, selection.last]);
  return spots.find((spot) => {
    const range = rangeOf(ground, spot);
    return range !== undefined && JSON.stringify([range.first, range.last]) === key;
  });
}

export const rangeOf = ({ composition }: FloorGround, { layer, from, to }: Spot): RangePlace | undefined =>
  rangeBetween(composition.papers, layer, from, to);

/** A gap, and the letters left and right of it. */
interface Gap {
  readonly place: GapPlace;
  readonly left: string;
  readonly right: string;
}

/**
 * The gap before or after the words. What is added after all the words of a proposal stands in the text behind it: whoever
 * says "after that verb" means the sentence, and the addition must not fall with one of two verbs.
 */
export function gapBeside(ground: FloorGround, spot: Spot, side: 'before' | 'after'): Gap | undefined {
  if (side === 'before') return gapIn(ground, spot.layer, spot.from);
  const gap = gapIn(ground, spot.layer, spot.to);
  const outer = behindProposal(ground, spot);
  return gap && outer ? { ...outer, left: gap.left } : gap;
}

function gapIn({ composition: { papers } }: FloorGround, layer: Layer, point: Point): Gap | undefined {
  const place = gapAt(papers, layer, point);
  const record = papers[layer].placeOf(point.block)?.record;
  if (!place || !record) return undefined;
  const { words, offsets } = lettersOf(record.content);
  const at = offsets.filter((offset) => offset < point.offset).length;
  return { place, left: words[at - 1] ?? '', right: words[at] ?? '' };
}

/** Behind a proposal in running text, if the words are the last of it. */
function behindProposal(ground: FloorGround, { record, to }: Spot): Gap | undefined {
  const { papers } = ground.composition;
  const head = papers.tabled.get(record.attrs.of ?? '');
  if (!head || !BEHIND.has(head.kind) || to.offset < record.size) return undefined;
  const found = resolvePlace(papers, head.place);
  if (found.kind !== 'gap' && found.kind !== 'range') return undefined;
  const last = found.spans.at(-1);
  const gap = last && gapIn(ground, found.layer, { block: last.block, offset: last.to });
  return gap && { ...gap, place: { ...gap.place, beside: { proposal: head.id, side: 'after' } } };
}

const BEHIND: ReadonlySet<string> = new Set<ProposalKind>(['insertion', 'replacement', 'editorial']);

/** Words put between two letters get a blank where the script parts words by blanks. */
export function spaced(words: string, left: string, right: string): string {
  const joins = (a: string, b: string): boolean => ALPHABETIC.test(a) && ALPHABETIC.test(b);
  const before = joins(left, words[0] ?? '') ? ' ' : '';
  const after = joins(words.at(-1) ?? '', right) ? ' ' : '';
  return `${before}${words}${after}`;
}
