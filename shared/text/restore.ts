/**
 * Putting a sequence back as it was between two states of the same document (SPEC DE12): what came goes, what went is
 * written again beside the place where it stood. Elements that went have new ids then; the answer says which.
 */
import * as Y from 'yjs';
import type { Anchor } from './anchor.ts';

/** Elements of a state: where each run begins, how long it is, and what it is. */
interface Run {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
  readonly content: Y.Item['content'];
}

/** An element that went, and the one that stands for it now. */
export interface Restored {
  readonly from: Anchor;
  readonly to: Anchor;
}

/** What came with an act, and what went. */
export interface Differences {
  readonly came: readonly Run[];
  readonly went: readonly Run[];
}

export function differences(before: Y.Text, after: Y.Text): Differences {
  const [was, is] = [liveIn(before), liveIn(after)];
  return { came: minus(is, was), went: minus(was, is) };
}

/** Do all these elements stand in the text? */
export function allStand(text: Y.Text, runs: readonly Run[]): boolean {
  return minus(runs, liveIn(text)).length === 0;
}

/** Takes away what came and writes what went; to be called when all that came still stands. */
export function restore(
  transaction: Y.Transaction,
  text: Y.Text,
  { came, went }: Differences,
): readonly Restored[] {
  for (const { client, clock, length } of came)
    eachItem(transaction, client, clock, length, (item) => item.delete(transaction));
  const restored: Restored[] = [];
  for (const run of went) {
    let at = run.clock;
    eachItem(transaction, run.client, run.clock, run.length, (item) => {
      const copy = write(transaction, text, item, cut(run.content, at - run.clock, item.length));
      for (let i = 0; i < item.length; i += 1)
        restored.push({
          from: { client: run.client, clock: at + i },
          to: { client: copy.client, clock: copy.clock + i },
        });
      at += item.length;
    });
  }
  if (text._searchMarker) text._searchMarker.length = 0;
  return restored;
}

/** Right of where the element stood; what others wrote beside it keeps its place. */
function write(transaction: Y.Transaction, text: Y.Text, beside: Y.Item, content: Y.Item['content']): Y.ID {
  const { doc } = transaction;
  const id = Y.createID(doc.clientID, Y.getState(doc.store, doc.clientID));
  const { right } = beside;
  const item = new Y.Item(id, beside, beside.lastId, right, right?.id ?? null, text, null, content);
  item.integrate(transaction, 0);
  return id;
}

function cut(content: Y.Item['content'], from: number, length: number): Y.Item['content'] {
  if (content instanceof Y.ContentString) return new Y.ContentString(content.str.slice(from, from + length));
  return content.copy();
}

/** The items of a range of ids, split at its borders, left to right. */
function eachItem(
  transaction: Y.Transaction,
  client: number,
  clock: number,
  length: number,
  visit: (item: Y.Item) => void,
): void {
  const { store } = transaction.doc;
  const items: Y.Item[] = [];
  for (let at = clock; at < clock + length; ) {
    const item = Y.getItemCleanStart(transaction, Y.createID(client, at));
    const end = clock + length;
    if (item.id.clock + item.length > end) Y.getItemCleanEnd(transaction, store, Y.createID(client, end - 1));
    items.push(item);
    at = item.id.clock + item.length;
  }
  for (const item of items) visit(item);
}

function liveIn(text: Y.Text): readonly Run[] {
  const runs: Run[] = [];
  for (let item = text._start; item; item = item.right)
    if (!item.deleted && item.countable)
      runs.push({ client: item.id.client, clock: item.id.clock, length: item.length, content: item.content });
  return runs;
}

/** What of `runs` is not in `others`, in the order of `runs`. */
function minus(runs: readonly Run[], others: readonly Run[]): readonly Run[] {
  const known = new Map<number, (readonly [number, number])[]>();
  for (const { client, clock, length } of others) {
    const spans = known.get(client) ?? [];
    spans.push([clock, clock + length]);
    known.set(client, spans);
  }
  for (const spans of known.values()) spans.sort((a, b) => a[0] - b[0]);
  return runs.flatMap((run) => leftOf(run, known.get(run.client) ?? []));
}

function leftOf(run: Run, spans: readonly (readonly [number, number])[]): readonly Run[] {
  const left: Run[] = [];
  const end = run.clock + run.length;
  let at = run.clock;
  const keep = (to: number): void => {
    if (to <= at) return;
    const content = cut(run.content, at - run.clock, to - at);
    left.push({ client: run.client, clock: at, length: to - at, content });
  };
  for (let i = firstEnding(spans, run.clock); i < spans.length && spans[i]![0] < end; i += 1) {
    keep(Math.min(spans[i]![0], end));
    at = Math.max(at, spans[i]![1]);
  }
  keep(end);
  return left;
}

/** Index of the first span that ends after `clock`; spans do not overlap. */
function firstEnding(spans: readonly (readonly [number, number])[], clock: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]![1] > clock) high = middle;
    else low = middle + 1;
  }
  return low;
}
