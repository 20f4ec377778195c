/**
 * Two drafts side by side (SPEC CP1 to CP3): which provision, heading, note or row of one is which of the other, what moved,
 * what is new and what is gone. Near-linear: words are compared only within pairs.
 */

import type { DraftDocument } from '../text/document.ts';
import type { BlockKind } from '../text/element.ts';
import { type Entry, entriesOf, partsOfUnit } from './entries.ts';
import { type Ids, matchEntries, meaningOfIds } from './match.ts';
import { movedIn } from './order.ts';

export type { Entry, Ids };

/** One and the same thing in both drafts. */
export interface EntryPair {
  readonly before: Entry;
  readonly after: Entry;
  /** It changed its place among what is in both drafts. */
  readonly isMoved: boolean;
}

export interface Alignment {
  readonly before: readonly Entry[];
  readonly after: readonly Entry[];
  /** In the order of the draft before. */
  readonly pairs: readonly EntryPair[];
  readonly gone: readonly Entry[];
  readonly fresh: readonly Entry[];
  /** By id of the part before, id of the part after. */
  readonly parts: ReadonlyMap<string, string>;
  /** What equal ids were found to mean. */
  readonly ids: Ids;
}

/** Entries of two drafts, or of two units, side by side. */
export type Aligned = Omit<Alignment, 'parts' | 'ids'>;

/** Aligns two drafts; never throws. */
export function alignDrafts(before: DraftDocument, after: DraftDocument, ids: Ids = 'tested'): Alignment {
  const [old, fresh] = [entriesOf(before), entriesOf(after)];
  const meaning = meaningOfIds(old, fresh, ids);
  const aligned = alignEntries(old, fresh, meaning, alignParts(old, fresh, meaning));
  const parts = aligned.pairs.filter((pair) => pair.before.sort === 'part');
  return { ...aligned, ids: meaning, parts: new Map(parts.map((pair) => [pair.before.id, pair.after.id])) };
}

/** Aligns what stands below two provisions that are one: items, blocks of a run. */
export const alignUnit = (before: Entry, after: Entry, ids: Ids): Aligned =>
  alignEntries(partsOfUnit(before), partsOfUnit(after), ids, new Map());

function alignEntries(
  before: readonly Entry[],
  after: readonly Entry[],
  ids: Ids,
  parts: ReadonlyMap<string, string>,
): Aligned {
  const partners = matchEntries(before, after, { ids, parts });
  const owned = new Set(partners);
  const found = before.flatMap((entry) => {
    const partner = after[partners[entry.index] ?? -1];
    return partner ? [{ before: entry, after: partner }] : [];
  });
  return {
    before,
    after,
    pairs: withMoves(found),
    gone: before.filter(({ index }) => partners[index] === undefined),
    fresh: after.filter(({ index }) => !owned.has(index)),
  };
}

/** Parts are matched first and among themselves: the number of a provision is its own within its part alone. */
function alignParts(
  before: readonly Entry[],
  after: readonly Entry[],
  ids: Ids,
): ReadonlyMap<string, string> {
  const [old, fresh] = [onlyParts(before), onlyParts(after)];
  const partners = matchEntries(old, fresh, { ids, parts: new Map() });
  return new Map(
    old.flatMap(({ id, index }) => {
      const partner = fresh[partners[index] ?? -1];
      return partner ? [[id, partner.id] as const] : [];
    }),
  );
}

const onlyParts = (entries: readonly Entry[]) =>
  entries.filter(({ sort }) => sort === 'part').map((entry, index) => entry.numbered(index));

/** Notes are printed apart, at the foot of a page or part: their order is their own. */
function withMoves(pairs: readonly Omit<EntryPair, 'isMoved'>[]): readonly EntryPair[] {
  const moved = new Set<unknown>();
  for (const group of [pairs.filter(isNote), pairs.filter((pair) => !isNote(pair))]) {
    const order = group.map((pair) => ({
      before: pair.before.index,
      after: pair.after.index,
      weight: WEIGHTS[pair.after.block.kind] ?? 1,
    }));
    for (const at of movedIn(order)) moved.add(group[at]);
  }
  return pairs.map((pair) => ({ ...pair, isMoved: moved.has(pair) }));
}

const isNote = ({ after }: Omit<EntryPair, 'isMoved'>) => after.sort === 'note';

/** A provision that changes its part or chapter has moved, not the heading. */
const WEIGHTS: Partial<Record<BlockKind, number>> = { part: 20, chapter: 6, provision: 2, alternative: 2 };
