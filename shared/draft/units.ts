/**
 * Units: a provision or alternative with everything that goes when it goes: its items, and the blocks of an
 * alternative's run (SPEC DR1). Linear in the blocks.
 */
import type { Block, DraftDocument } from '../text/document.ts';

/** Where a block stands. Ids of the headings over it; absent when there is none. */
export interface Place {
  readonly part?: string;
  readonly chapter?: string;
  readonly concept?: string;
}

export interface Unit extends Place {
  /** Id of the provision or alternative. */
  readonly id: string;
  readonly block: Block;
  /** Index of its own block in `document.blocks`. */
  readonly from: number;
  /** Index after its last block; a note printed in between is within the range but not of the unit. */
  readonly to: number;
}

export interface Units {
  /** In order of print. */
  readonly list: readonly Unit[];
  readonly byId: ReadonlyMap<string, Unit>;
  /** The unit that the block at this index belongs to; undefined for headings, rows, notes, plain paragraphs. */
  at(index: number): Unit | undefined;
  /** The headings over the block at this index (for a heading: those over it, and itself). */
  placeAt(index: number): Place;
}

/** Reads the units of a draft; never throws. */
export function readUnits(document: DraftDocument): Units {
  const list: Unit[] = [];
  const owner: (number | undefined)[] = [];
  const places: Place[] = [];
  let place: Place = {};
  let open = -1;
  document.blocks.forEach((block, index) => {
    place = placeUnder(place, block);
    if (isUnit(block)) open = list.push({ id: block.id, block, from: index, to: index + 1, ...place }) - 1;
    else if (continues(block, list[open])) list[open] = { ...(list[open] as Unit), to: index + 1 };
    else if (block.kind !== 'note') open = -1;
    places.push(place);
    owner.push(open < 0 || block.kind === 'note' ? undefined : open);
  });
  return {
    list,
    byId: new Map(list.map((unit) => [unit.id, unit])),
    at: (index) => list[owner[index] ?? -1],
    placeAt: (index) => places[index] ?? {},
  };
}

/** Id of what a block is counted under: its part; in a draft without parts its chapter (an article, say). */
export function sectionsOf(
  { blocks }: DraftDocument,
  { placeAt }: Pick<Units, 'placeAt'>,
): (index: number) => string | undefined {
  const hasParts = blocks.some(({ kind }) => kind === 'part');
  return (index) => (hasParts ? placeAt(index).part : placeAt(index).chapter);
}

/** True for the blocks that stand for themselves in a negotiation: provisions and alternatives. */
export const isUnit = (block: Block): boolean => block.kind === 'provision' || block.kind === 'alternative';

function continues(block: Block, unit: Unit | undefined): boolean {
  if (!unit) return false;
  if (block.attrs.run !== undefined) return block.attrs.run === unit.id;
  return block.kind === 'item';
}

function placeUnder(place: Place, block: Block): Place {
  if (block.kind === 'part') return { part: block.id };
  if (block.kind === 'chapter') return { ...(place.part ? { part: place.part } : {}), chapter: block.id };
  if (block.kind === 'concept') return { ...place, concept: block.id };
  return place;
}
