/**
 * Where words went that an act took from the table into the text, or moved within it (SPEC PP12): anchors on them follow.
 * The map stands in the draft beside the table, one entry an act, written by the server alone.
 */
import * as Y from 'yjs';
import type { Anchor } from '../text/anchor.ts';
import { tableOf } from '../text/draft-doc.ts';

/** `length` elements that began at one id begin at another now: fromClient, fromClock, length, toClient, toClock. */
export type MovedRun = readonly [number, number, number, number, number];

const PREFIX = 'moved/';

/** Is this key of the table an entry of the moved-map? */
export const isMovedKey = (key: string): boolean => key.startsWith(PREFIX);

/** Runs from pairs of ids, of elements before and after; elements that follow each other on both sides are one run. */
export function runsOf(from: readonly Anchor[], to: readonly Anchor[]): MovedRun[] {
  const runs: [number, number, number, number, number][] = [];
  from.forEach(({ client, clock }, at) => {
    const target = to[at];
    if (client === undefined || clock === undefined) return;
    if (target?.client === undefined || target.clock === undefined) return;
    const last = runs.at(-1);
    const follows =
      last &&
      last[0] === client &&
      last[1] + last[2] === clock &&
      last[3] === target.client &&
      last[4] + last[2] === target.clock;
    if (follows) last[2] += 1;
    else runs.push([client, clock, 1, target.client, target.clock]);
  });
  return runs;
}

/** Notes what went where under the number of the act. */
export function writeMoved(ydoc: Y.Doc, seq: number, runs: readonly MovedRun[], origin: unknown): void {
  if (runs.length === 0) return;
  const table = tableOf(ydoc);
  const key = `${PREFIX}${seq}`;
  const known = runsIn(table.get(key));
  ydoc.transact(() => table.set(key, [...known, ...runs]), origin);
}

/** What an entry of the map says. */
export const runsUnder = (ydoc: Y.Doc, key: string): readonly MovedRun[] => runsIn(tableOf(ydoc).get(key));

export interface Moved {
  readonly anchor: Anchor;
  /** False when the element itself was gone before the move: the place is right of what stood left of it. */
  readonly isExact: boolean;
}

/** Where an anchor on moved words stands now; undefined when its element was never moved. Follows repeated moves. */
export function resolveMoved(ydoc: Y.Doc, anchor: Anchor): Moved | undefined {
  const map = movedIn(ydoc);
  if (map.size === 0 || anchor.client === undefined || anchor.clock === undefined) return undefined;
  let at: Anchor = anchor;
  let isExact = true;
  let hasMoved = false;
  for (let hop = 0; hop < HOPS; hop += 1) {
    const found = map.of(at) ?? map.nearest(ydoc, at);
    if (!found) break;
    isExact = isExact && found.isExact;
    at = found.anchor;
    hasMoved = true;
  }
  return hasMoved ? { anchor: at, isExact } : undefined;
}

/** Moves that one word may make before it is left where it is. */
const HOPS = 100;
/** Elements looked at to find what stood left of one that was gone before the move. */
const NEAR = 2_000;

class MovedMap {
  private readonly runs = new Map<number, MovedRun[]>();
  readonly size: number;

  constructor(all: readonly MovedRun[]) {
    this.size = all.length;
    for (const run of all) {
      const known = this.runs.get(run[0]);
      if (known) known.push(run);
      else this.runs.set(run[0], [run]);
    }
    for (const runs of this.runs.values()) runs.sort((a, b) => a[1] - b[1]);
  }

  of({ client, clock }: Anchor): Moved | undefined {
    const runs = this.runs.get(client ?? -1);
    if (!runs || clock === undefined) return undefined;
    let low = 0;
    let high = runs.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [, from, length, toClient, toClock] = runs[middle]!;
      if (clock < from) high = middle - 1;
      else if (clock >= from + length) low = middle + 1;
      else return { anchor: { client: toClient, clock: toClock + clock - from }, isExact: true };
    }
    return undefined;
  }

  /** For an element that is gone: the nearest moved one left of it, unless a living one stands between. */
  nearest(ydoc: Y.Doc, { client, clock }: Anchor): Moved | undefined {
    if (client === undefined || clock === undefined || Y.getState(ydoc.store, client) <= clock)
      return undefined;
    const struct = Y.getItem(ydoc.store, Y.createID(client, clock)) as Y.Item | Y.GC;
    if (!(struct instanceof Y.Item) || !struct.deleted) return undefined;
    let item: Y.Item | null = struct;
    let at = clock;
    for (let step = 0; item && step < NEAR; step += 1) {
      for (; at >= item.id.clock; at -= 1) {
        const found = this.of({ client: item.id.client, clock: at });
        if (found) return { ...found, isExact: false };
      }
      item = item.left;
      if (item && !item.deleted) return undefined;
      if (item) at = item.id.clock + item.length - 1;
    }
    return undefined;
  }
}

const known = new WeakMap<Y.Doc, MovedMap>();
const watched = new WeakSet<Y.Doc>();

/** The map of a document, read once until its table changes. */
function movedIn(ydoc: Y.Doc): MovedMap {
  const last = known.get(ydoc);
  if (last) return last;
  const table = tableOf(ydoc);
  if (!watched.has(ydoc)) {
    table.observe(() => known.delete(ydoc));
    watched.add(ydoc);
  }
  const runs = [...table.entries()].flatMap(([key, value]) => (isMovedKey(key) ? runsIn(value) : []));
  const map = new MovedMap(runs);
  known.set(ydoc, map);
  return map;
}

function runsIn(value: unknown): MovedRun[] {
  return Array.isArray(value)
    ? value.filter(
        (run): run is MovedRun => Array.isArray(run) && run.length === 5 && run.every(Number.isSafeInteger),
      )
    : [];
}
