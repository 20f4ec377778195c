/** Where every block stands, kept up to date by reading only what a change touched (SPEC TX6). */
import * as Y from 'yjs';
import { BlockList, type Chunk } from './block-list.ts';
import { attrsOf, overridesOf, type SequenceName, sequenceOf } from './draft-doc.ts';
import { type Segment, segmentLength } from './segment.ts';
import { type BlockRecord, isLiveStart, parseSegment } from './sequence.ts';

export type { BlockPlace } from './block-list.ts';
export type { Segment } from './segment.ts';

const CHUNK_BLOCKS = 50;

/** A change of the block list; changes are applied in order. */
export type BlockChange =
  | {
      readonly kind: 'blocks';
      readonly chunk: number;
      /** Index within the chunk, and within the draft. */
      readonly at: number;
      readonly ordinal: number;
      readonly remove: readonly BlockRecord[];
      readonly insert: readonly BlockRecord[];
    }
  | { readonly kind: 'split'; readonly chunk: number; readonly at: number }
  | { readonly kind: 'drop'; readonly chunk: number };

export interface Touched {
  readonly changes: readonly BlockChange[];
}

export class BlockIndex extends BlockList {
  /** The sequence that is indexed. */
  readonly text: Y.Text;
  private readonly overrides: Map<string, Record<string, unknown>>;
  private readonly attrs: Y.Map<unknown>;

  private constructor(ydoc: Y.Doc, sequence: SequenceName) {
    super();
    this.text = sequenceOf(ydoc, sequence);
    this.attrs = attrsOf(ydoc);
    this.overrides = overridesOf(this.attrs);
    this.build();
  }

  /** Reads the whole sequence once. */
  static of(ydoc: Y.Doc, sequence: SequenceName = 'text'): BlockIndex {
    return new BlockIndex(ydoc, sequence);
  }

  /** The first item of the text, live or not. */
  get first(): Y.Item | null {
    return this.text._start;
  }

  /** Reads what the transaction touched. To be called once for every transaction, in 'afterTransaction'. */
  update(transaction: Y.Transaction): Touched {
    const { dirty, gone } = this.touchedBy(transaction);
    const changes: BlockChange[] = [];
    const done = new Set<Segment>();
    for (const segment of dirty) {
      if (gone.has(segment) || done.has(segment)) continue;
      this.reread(segment, gone, done, changes);
    }
    if (changes.length > 0) this.balance(changes);
    return { changes };
  }

  private build(): void {
    let from: Y.Item | null = null;
    let chunk: Chunk = { segments: [], flat: 0, blocks: 0 };
    this.chunks = [chunk];
    do {
      const { records, stray, next } = parseSegment(from, this.first, this.overrides);
      if (chunk.blocks >= CHUNK_BLOCKS) this.chunks.push((chunk = { segments: [], flat: 0, blocks: 0 }));
      const segment: Segment = { start: from, records, stray };
      chunk.segments.push(segment);
      this.enter(segment, chunk);
      from = next;
    } while (from);
  }

  private touchedBy(transaction: Y.Transaction): { dirty: Set<Segment>; gone: Set<Segment> } {
    const dirty = new Set<Segment>();
    const gone = new Set<Segment>();
    const seen = new Set<Y.Item>();
    const touch = (item: Y.Item): void => {
      const removed = item.deleted ? this.byStart.get(item) : undefined;
      if (removed) gone.add(removed);
      this.markLeft(item, seen, dirty);
    };
    eachNewItem(transaction, this.text, touch);
    eachDeletedItem(transaction, this.text, touch);
    this.readOverrides(transaction, dirty);
    return { dirty, gone };
  }

  private markLeft(item: Y.Item, seen: Set<Y.Item>, dirty: Set<Segment>): void {
    let at: Y.Item | null = item;
    for (; at; at = at.left) {
      if (seen.has(at)) return;
      seen.add(at);
      const segment = isLiveStart(at) ? this.byStart.get(at) : undefined;
      if (segment) {
        dirty.add(segment);
        return;
      }
    }
    dirty.add(this.chunks[0]!.segments[0]!);
  }

  private readOverrides(transaction: Y.Transaction, dirty: Set<Segment>): void {
    for (const key of transaction.changed.get(this.attrs as Y.AbstractType<unknown> as never) ?? []) {
      const cut = (key ?? '').lastIndexOf('/');
      if (key === null || cut <= 0) continue;
      const id = key.slice(0, cut);
      const { [key.slice(cut + 1)]: _, ...rest } = this.overrides.get(id) ?? {};
      this.overrides.set(
        id,
        this.attrs.has(key) ? { ...rest, [key.slice(cut + 1)]: this.attrs.get(key) } : rest,
      );
      for (const segment of this.segmentsWith(id)) dirty.add(segment);
    }
  }

  private reread(segment: Segment, gone: Set<Segment>, done: Set<Segment>, changes: BlockChange[]): void {
    const fresh: Segment[] = [];
    let from = segment.start;
    for (;;) {
      const { records, stray, next } = parseSegment(from, this.first, this.overrides);
      fresh.push({ start: from, records, stray });
      const known = next ? this.byStart.get(next) : undefined;
      if (!next || (known && !gone.has(known))) {
        this.replace(segment, next, fresh, done, changes);
        return;
      }
      from = next;
    }
  }

  /** `segment` and what follows it up to the segment that begins at `until` give way to `fresh`. */
  private replace(
    segment: Segment,
    until: Y.Item | null,
    fresh: Segment[],
    done: Set<Segment>,
    changes: BlockChange[],
  ): void {
    const owner = this.chunkOf.get(segment)!;
    const [{ chunk, at, ordinal }] = [this.spot(segment)];
    const removedHere: BlockRecord[] = [];
    for (const old of this.from(segment, until)) {
      done.add(old);
      if (this.chunkOf.get(old) === owner) removedHere.push(...old.records);
      else this.dropElsewhere(old, changes);
    }
    const position = owner.segments.indexOf(segment);
    for (const old of this.from(segment, until)) if (this.chunkOf.get(old) === owner) this.leave(old);
    owner.segments.splice(position, 0, ...fresh);
    for (const next of fresh) {
      this.enter(next, owner);
      done.add(next);
    }
    const insert = fresh.flatMap(({ records }) => records);
    changes.push({ kind: 'blocks', chunk, at, ordinal, remove: removedHere, insert });
  }

  private dropElsewhere(old: Segment, changes: BlockChange[]): void {
    const spot = this.spot(old);
    this.leave(old);
    changes.push({ kind: 'blocks', ...spot, remove: old.records, insert: [] });
  }

  private balance(changes: BlockChange[]): void {
    for (let i = 0; i < this.chunks.length; i += 1)
      while (this.chunks[i]!.blocks > 2 * CHUNK_BLOCKS && this.chunks[i]!.segments.length > 1)
        this.split(i, changes);
    for (let i = this.chunks.length - 1; i > 0; i -= 1) {
      if (this.chunks[i]!.segments.length > 0) continue;
      this.chunks.splice(i, 1);
      changes.push({ kind: 'drop', chunk: i });
    }
  }

  private split(i: number, changes: BlockChange[]): void {
    const chunk = this.chunks[i]!;
    const half = Math.max(1, chunk.segments.length >> 1);
    const tail = chunk.segments.splice(half);
    const right: Chunk = { segments: tail, flat: 0, blocks: 0 };
    for (const segment of tail) {
      right.flat += segmentLength(segment);
      right.blocks += segment.records.length;
      this.chunkOf.set(segment, right);
    }
    chunk.flat -= right.flat;
    chunk.blocks -= right.blocks;
    this.chunks.splice(i + 1, 0, right);
    changes.push({ kind: 'split', chunk: i, at: chunk.blocks });
  }
}

function eachNewItem(transaction: Y.Transaction, text: Y.Text, visit: (item: Y.Item) => void): void {
  const { beforeState, afterState, doc } = transaction;
  for (const [client, clock] of afterState) {
    const before = beforeState.get(client) ?? 0;
    if (before === clock) continue;
    const structs = doc.store.clients.get(client) ?? [];
    for (let i = Y.findIndexSS(structs, before); i < structs.length; i += 1) {
      const struct = structs[i]!;
      if (struct instanceof Y.Item && struct.parent === text) visit(struct);
    }
  }
}

function eachDeletedItem(transaction: Y.Transaction, text: Y.Text, visit: (item: Y.Item) => void): void {
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (struct instanceof Y.Item && struct.parent === text) visit(struct);
  });
}
