/**
 * A draft against an earlier one (SPEC CP1 to CP9): provisions are aligned first, then words are compared within each pair.
 * The same two drafts give the same comparison everywhere.
 */
import type { Block, DraftDocument } from '../text/document.ts';
import {
  type Aligned,
  type Alignment,
  alignDrafts,
  alignUnit,
  type Entry,
  type EntryPair,
  type Ids,
} from './align.ts';
import { BlockComparer, type BlockPair, type BlocksById, type Statuses } from './blocks.ts';
import { compareBrackets } from './brackets.ts';
import type { Comparison, Move, Side, UnitComparison } from './comparison.ts';
import { countChanges } from './counts.ts';

export interface CompareOptions {
  /** What equal ids of blocks mean; by default they count where the words agree with them. */
  readonly ids?: Ids;
  /** Statuses of provisions to compare; by default none. */
  readonly statuses?: Statuses;
}

/** A row of the comparison before its words are compared. */
interface Row {
  readonly before?: Entry;
  readonly after?: Entry;
  readonly isMoved: boolean;
  readonly blocks: readonly BlockPair[];
}

/** Compares two drafts; never throws. Words follow the language of the draft after. */
export function compareDrafts(
  before: DraftDocument,
  after: DraftDocument,
  options: CompareOptions = {},
): Comparison {
  const alignment = alignDrafts(before, after, options.ids);
  const rows = inOrder(alignment).map((row) => ({ ...row, blocks: blockPairs(row, alignment.ids) }));
  const comparer = comparerOf(before, after, rows, options);
  const units = unitsOf(rows, alignment, comparer);
  return { before: before.meta, after: after.meta, units, counts: countChanges(units) };
}

function comparerOf(
  before: DraftDocument,
  after: DraftDocument,
  rows: readonly Row[],
  { ids, statuses = { before: {}, after: {} } }: CompareOptions,
): BlockComparer {
  const pairs = rows.flatMap(({ blocks }) => blocks);
  const blocks: BlocksById = { before: byId(before), after: byId(after) };
  const partners = {
    of: new Map(
      pairs.flatMap((pair) => (pair.before && pair.after ? [[pair.before.id, pair.after.id]] : [])),
    ),
    labelBefore: (id: string) => blocks.before.get(id)?.attrs.label ?? id,
    labelAfter: (id: string) => blocks.after.get(id)?.attrs.label ?? id,
  };
  const comparer = new BlockComparer(pairs, partners, after.meta.language, statuses);
  const { standing } = comparer;
  const changes = compareBrackets(
    { document: before, standing: standing.before },
    { document: after, standing: standing.after },
    ids === 'lasting',
  );
  comparer.placeBrackets(changes, blocks);
  return comparer;
}

const byId = ({ blocks }: DraftDocument): ReadonlyMap<string, Block> =>
  new Map(blocks.map((block) => [block.id, block]));

/** Pairs and new entries in order of print after; what is gone follows what it followed. */
function inOrder(
  alignment: Aligned,
): readonly { readonly before?: Entry; readonly after?: Entry; readonly isMoved: boolean }[] {
  const byBefore = new Map(alignment.pairs.map((pair) => [pair.before, pair]));
  const byAfter = new Map(alignment.pairs.map((pair) => [pair.after, pair]));
  const goneAfter = new Map<Entry | undefined, Entry[]>();
  let last: Entry | undefined;
  for (const entry of alignment.before) {
    const pair = byBefore.get(entry);
    if (pair && !pair.isMoved) last = pair.after;
    if (pair) continue;
    const list = goneAfter.get(last);
    if (list) list.push(entry);
    else goneAfter.set(last, [entry]);
  }
  const gone = (after: Entry | undefined) =>
    (goneAfter.get(after) ?? []).map((before) => ({ before, isMoved: false }));
  const rest = alignment.after.flatMap((entry) => [
    byAfter.get(entry) ?? { after: entry, isMoved: false },
    ...gone(entry),
  ]);
  return [...gone(undefined), ...rest];
}

/** The blocks of a row: its own first, then items and blocks of a run as they are aligned. */
function blockPairs({ before, after, isMoved }: Omit<Row, 'blocks'>, ids: Ids): readonly BlockPair[] {
  if (!before) return (after?.blocks ?? []).map((block) => ({ after: block, isMoved: false }));
  if (!after) return before.blocks.map((block) => ({ before: block, isMoved: false }));
  const own = { before: before.block, after: after.block, isMoved };
  if (before.blocks.length + after.blocks.length === 2) return [own];
  const below = inOrder(alignUnit(before, after, ids)).map((row) => ({
    ...(row.before ? { before: row.before.block } : {}),
    ...(row.after ? { after: row.after.block } : {}),
    isMoved: row.isMoved,
  }));
  return [own, ...below];
}

function unitsOf(
  rows: readonly Row[],
  alignment: Alignment,
  comparer: BlockComparer,
): readonly UnitComparison[] {
  const moves = new Moves(rows, alignment);
  return rows.map(({ before, after, isMoved, blocks: pairs }): UnitComparison => {
    const blocks = pairs.map((pair) => comparer.compare(pair));
    if (before && after) {
      const isChanged = blocks.some(
        (block) => block.isChanged || (block.kind !== 'same' && block !== blocks[0]),
      );
      const kind = isMoved ? 'moved' : isChanged ? 'changed' : 'same';
      const move = isMoved ? { move: moves.of({ before, after, isMoved }) } : {};
      return { kind, before: sideOf(before), after: sideOf(after), isChanged, ...move, blocks };
    }
    if (before) return { kind: 'gone', before: sideOf(before), isChanged: true, blocks };
    return { kind: 'new', after: sideOf(after as Entry), isChanged: true, blocks };
  });
}

const sideOf = ({ id, block, marker, at, place }: Entry): Side => ({
  id,
  kind: block.kind,
  ...(block.attrs.label === undefined ? {} : { label: block.attrs.label }),
  marker,
  at,
  ...place,
});

/** From where to where. */
class Moves {
  readonly #rowOf: ReadonlyMap<Entry, number>;

  constructor(
    private readonly rows: readonly Row[],
    private readonly alignment: Alignment,
  ) {
    this.#rowOf = new Map(rows.flatMap(({ before }, at) => (before ? [[before, at] as const] : [])));
  }

  of({ before, after }: EntryPair): Move {
    const [old, now] = [this.alignment.before[before.index - 1], this.alignment.after[after.index - 1]];
    return {
      from: { ...before.place, ...(old ? { after: old.id } : {}) },
      to: { ...after.place, ...(now ? { after: now.id } : {}) },
      stoodAfter: this.#stoodAfter(before.index),
    };
  }

  /** The nearest entry before it that did not move itself. */
  #stoodAfter(index: number): number {
    for (let at = index - 1; at >= 0; at--) {
      const row = this.#rowOf.get(this.alignment.before[at] as Entry) ?? -1;
      if (!this.rows[row]?.isMoved) return row;
    }
    return -1;
  }
}
