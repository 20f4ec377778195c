/**
 * What is still open before a text can be clean (SPEC RN5): the points of the draft, and what is none of them but cannot
 * stand in a clean text either: a choice printed without brackets, a provision kept for text to come, an alternative
 * that competes with nothing.
 */

import type { Brackets } from '../draft/brackets.ts';
import {
  numbersOf,
  type Point,
  type PointNumbers,
  type Readings,
  readingsOf,
  readPoints,
} from '../draft/points.ts';
import type { Unit } from '../draft/units.ts';
import { beforeSources } from '../text/cut.ts';
import { type Block, type DraftDocument, delimiterIn, type Inline } from '../text/document.ts';
import type { BracketKind } from '../text/element.ts';
import type { DraftState } from './rendition.ts';

/** Ids of the brackets that are only thought, so that what they stand around is a point with a number. */
const THOUGHT = 'thought:';
export const isThought = (id: string): boolean => id.startsWith(THOUGHT);

/** All that is open, in order of print; the points of the draft keep their numbers, the others come after them. */
export function openPoints({
  document,
  points = {},
}: Pick<DraftState, 'document' | 'points'>): readonly Point[] {
  return readOpen(document, points).points;
}

/** What is open, and what it was read from. */
export interface OpenReading {
  readonly points: readonly Point[];
  /** The draft with a bracket thought around whatever is open without one, and its readings. */
  readonly document: DraftDocument;
  readonly readings: Readings;
  /** Readings of the draft as it is. */
  readonly plain: Readings;
}

/** All that is open, with the draft that it was read from. */
export function readOpen(document: DraftDocument, given: PointNumbers = {}): OpenReading {
  const plain = readingsOf(document);
  const thought = withThought(document, plain);
  if (thought === document)
    return { document, points: readPoints(document, given, plain), readings: plain, plain };
  const readings = readingsOf(thought);
  const found = readPoints(thought, numbersOf(readPoints(document, given, plain), given), readings);
  const points = found.map((point) => ({ ...point, ...said(point, readings.brackets) }));
  return { document: thought, points, readings, plain };
}

/** The words around a slash say more than the slash. */
function said({ key }: Point, { byId }: Brackets): Partial<Point> {
  const id = key.replace('bracket:', '');
  const bracket = key.startsWith(`bracket:${THOUGHT}slash`) ? byId.get(id) : undefined;
  return bracket ? { text: `${bracket.before}${bracket.text}${bracket.after}` } : {};
}

/** The draft with a bracket thought around whatever is open without one. */
export function withThought(
  document: DraftDocument,
  readings: Readings = readingsOf(document),
): DraftDocument {
  const blocks = document.blocks.map((block) => withSlashes(block, readings.brackets));
  for (const unit of readings.units.list)
    if (isToCome(unit, document) || competesWithNothing(unit, readings))
      surround(blocks, unit, isToCome(unit, document) ? 'placeholder' : 'contested');
  return blocks.every((block, at) => block === document.blocks[at]) ? document : { ...document, blocks };
}

/** A choice printed without brackets: nobody wrote where it begins and ends, so the point is its slash. */
function withSlashes(block: Block, { byId }: Brackets): Block {
  if (!block.content.some((each) => isBare(each, byId))) return block;
  let depth = 0;
  const content = block.content.flatMap((each, at): readonly Inline[] => {
    depth = Math.max(0, depth + stepOf(each));
    return depth === 0 && isBare(each, byId)
      ? around([each], `${THOUGHT}slash:${block.id}:${at}`, 'choice')
      : [each];
  });
  return content.length === block.content.length ? block : { ...block, content };
}

/** Within brackets a slash goes with their point. */
function stepOf(each: Inline): number {
  const side = delimiterIn(each)?.el;
  return side === undefined ? 0 : side === 'bracket_open' ? 1 : -1;
}

/** A slash that no bracket holds. */
export const isBare = (each: Inline, byId: Brackets['byId']): boolean =>
  'el' in each && each.el === 'option_break' && (each.bracket === undefined || !byId.has(each.bracket));

/** A provision kept for text that is to come, without a bracket that would say so. */
function isToCome({ block, from, to }: Unit, { blocks }: DraftDocument): boolean {
  const { form } = block.attrs;
  if (block.kind !== 'provision' || (form !== 'placeholder' && form !== 'reserved')) return false;
  return !blocks.slice(from, to).some(({ content }) => content.some((each) => delimiterIn(each)));
}

/** `10 bis`, or an alternative to what is not in the draft: nobody decided yet that it stands. */
function competesWithNothing({ id, block }: Unit, { alternatives, brackets }: Readings): boolean {
  if (block.kind !== 'alternative' || alternatives.setOf.has(id)) return false;
  return !brackets.pairs.some(({ provisions }) => provisions.length === 1 && provisions[0] === id);
}

function surround(blocks: Block[], { id, from, to }: Unit, kind: BracketKind): void {
  const [open, close] = around([], `${THOUGHT}${id}`, kind);
  edit(blocks, from, (content) => [open as Inline, ...content]);
  edit(blocks, to - 1, (content) => beforeSources(content, [close as Inline]));
}

function edit(blocks: Block[], at: number, change: (content: readonly Inline[]) => readonly Inline[]): void {
  const block = blocks[at];
  if (block) blocks[at] = { ...block, content: change(block.content) };
}

const around = (content: readonly Inline[], id: string, kind: BracketKind): readonly Inline[] => [
  { el: 'bracket_open', id, kind, glyph: '' },
  ...content,
  { el: 'bracket_close', id, glyph: '' },
];
