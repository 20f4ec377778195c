/**
 * Where every block stands, kept up to date by reading only what a change touched (SPEC TX6). Blocks are grouped in
 * chunks of about fifty, so that a place is found by adding up chunks, never by walking the draft.
 */
import * as Y from 'yjs';
import { type Inline, isWords } from './document.ts';
import { attrsOf, overridesOf, textOf } from './draft-doc.ts';
import { type BlockRecord, contentStart, flatLength, isLiveStart, parseSegment } from './sequence.ts';

const CHUNK_BLOCKS = 50;

/** From one live start mark to the next; the head segment, with `start` null, is what stands before the first. */
export interface Segment {
  readonly start: Y.Item | null;
  readonly records: readonly BlockRecord[];
  /** Elements of a head segment without blocks that belong to no block. */
  readonly stray: number;
}

interface Chunk {
  segments: Segment[];
  flat: number;
  blocks: number;
}

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

/** The segments in which the two delimiters of one bracket stand. */
interface Delimiters {
  open?: Segment;
  close?: Segment;
}

export interface Touched {
  readonly changes: readonly BlockChange[];
}

/** A block's place: chunk, index in the chunk, and the flat index at which its record begins. */
export interface BlockPlace {
  readonly record: BlockRecord;
  readonly segment: Segment;
  readonly chunk: number;
  readonly at: number;
  readonly flat: number;
}

export class BlockIndex {
  private readonly text: Y.Text;
  private readonly overrides: Map<string, Record<string, unknown>>;
  private readonly attrs: Y.Map<unknown>;
  private readonly byStart = new Map<Y.Item, Segment>();
  /** Segments by the ids of their blocks; more than one where two blocks have one id (malformed). */
  private readonly byId = new Map<string, Set<Segment>>();
  private readonly chunkOf = new Map<Segment, Chunk>();
  private chunks: Chunk[] = [];
  private readonly delimiters = new Map<string, Delimiters>();

  private constructor(ydoc: Y.Doc) {
    this.text = textOf(ydoc);
    this.attrs = attrsOf(ydoc);
    this.overrides = overridesOf(this.attrs);
    this.build();
  }

  /** Reads the whole draft once. */
  static of(ydoc: Y.Doc): BlockIndex {
    return new BlockIndex(ydoc);
  }

  /** Length of the flat sequence. */
  get length(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.flat, 0);
  }

  get blockCount(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.blocks, 0);
  }

  get chunkCount(): number {
    return this.chunks.length;
  }

  /** Elements at the very start that belong to no block (stray end marks). */
  get headStray(): number {
    return this.chunks[0]?.segments[0]?.stray ?? 0;
  }

  recordsOf(chunk: number): BlockRecord[] {
    return this.chunks[chunk]?.segments.flatMap((segment) => segment.records) ?? [];
  }

  *records(): Generator<BlockRecord> {
    for (const chunk of this.chunks) for (const segment of chunk.segments) yield* segment.records;
  }

  /** The block with this id, or undefined. Of two with one id (malformed) the first that was read. */
  placeOf(id: string): BlockPlace | undefined {
    const [segment] = this.byId.get(id) ?? [];
    return segment && this.placesOf(segment).find(({ record }) => record.id === id);
  }

  /** Places of a segment's blocks. */
  placesOf(segment: Segment): BlockPlace[] {
    const owner = this.chunkOf.get(segment);
    if (!owner) return [];
    const chunk = this.chunks.indexOf(owner);
    let flat = this.flatBefore(chunk);
    let at = 0;
    for (const other of owner.segments) {
      if (other === segment) break;
      flat += segmentLength(other);
      at += other.records.length;
    }
    return segment.records.map((record) => {
      const place = { record, segment, chunk, at, flat };
      flat += flatLength(record);
      at += 1;
      return place;
    });
  }

  /** Flat index of the first element of a chunk. */
  flatBefore(chunk: number): number {
    let flat = 0;
    for (let i = 0; i < chunk; i += 1) flat += this.chunks[i]!.flat;
    return flat;
  }

  /** The `at`-th block of a chunk; undefined past its end. */
  placeIn(chunk: number, at: number): BlockPlace | undefined {
    const owner = this.chunks[chunk];
    if (!owner) return undefined;
    let rest = at;
    for (const segment of owner.segments) {
      if (rest < segment.records.length) return this.placesOf(segment)[rest];
      rest -= segment.records.length;
    }
    return undefined;
  }

  /** The block whose record holds the element at `flat`; at the very end, the last block. */
  placeAt(flat: number): BlockPlace | undefined {
    let base = 0;
    for (const [i, chunk] of this.chunks.entries()) {
      if (flat < base + chunk.flat || (i === this.chunks.length - 1 && chunk.blocks > 0))
        return this.placeInChunk(i, base, flat);
      base += chunk.flat;
    }
    return undefined;
  }

  /** The segment in which the element at `flat` stands, and the flat index at which the segment begins. */
  segmentAt(flat: number): { readonly segment: Segment; readonly flat: number } {
    let base = 0;
    let last: { segment: Segment; flat: number } | undefined;
    for (const chunk of this.chunks) {
      if (flat >= base + chunk.flat && chunk !== this.chunks.at(-1)) {
        base += chunk.flat;
        continue;
      }
      for (const segment of chunk.segments) {
        last = { segment, flat: base };
        base += segmentLength(segment);
        if (flat < base) return last;
      }
    }
    return last ?? { segment: this.chunks[0]!.segments[0]!, flat: 0 };
  }

  /** The segment that begins at this live start mark (null: the head). */
  segmentOf(start: Y.Item | null): Segment | undefined {
    return start ? this.byStart.get(start) : this.chunks[0]?.segments[0];
  }

  /** Flat index at which a segment begins. */
  flatOfSegment(segment: Segment): number {
    const owner = this.chunkOf.get(segment)!;
    let flat = this.flatBefore(this.chunks.indexOf(owner));
    for (const other of owner.segments) {
      if (other === segment) break;
      flat += segmentLength(other);
    }
    return flat;
  }

  /** True when both delimiters of the bracket stand in the text. */
  isPaired(bracket: string): boolean {
    const found = this.delimiters.get(bracket);
    return found?.open !== undefined && found.close !== undefined;
  }

  /** Brackets open at the border before `flat`, outermost first: those with one delimiter on either side. */
  openAt(flat: number): readonly string[] {
    const found: { id: string; open: number }[] = [];
    for (const id of this.spanning) {
      const open = this.flatOfDelimiter(id, 'open');
      const close = this.flatOfDelimiter(id, 'close');
      if (open !== undefined && close !== undefined && open < flat && close >= flat) found.push({ id, open });
    }
    return found.sort((a, b) => a.open - b.open).map(({ id }) => id);
  }

  /** Brackets whose delimiters stand in different segments; few in any real draft. */
  private get spanning(): string[] {
    return [...this.delimiters]
      .filter(([, { open, close }]) => open && close && open !== close)
      .map(([id]) => id);
  }

  /** Flat index of a delimiter, or undefined if it does not stand in the text. */
  flatOfDelimiter(bracket: string, side: 'open' | 'close'): number | undefined {
    const segment = this.delimiters.get(bracket)?.[side];
    if (!segment) return undefined;
    for (const { record, flat } of this.placesOf(segment)) {
      const offset = offsetOf(record, (inline) => isDelimiter(inline, bracket, side));
      if (offset !== undefined) return flat + contentStart(record) + offset;
    }
    return undefined;
  }

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

  private enter(segment: Segment, chunk: Chunk): void {
    chunk.flat += segmentLength(segment);
    chunk.blocks += segment.records.length;
    this.chunkOf.set(segment, chunk);
    if (segment.start) this.byStart.set(segment.start, segment);
    for (const { id } of segment.records) this.byId.set(id, (this.byId.get(id) ?? new Set()).add(segment));
    eachDelimiter(segment, (id, side) => {
      const known = this.delimiters.get(id) ?? {};
      this.delimiters.set(id, known[side] ? known : { ...known, [side]: segment });
    });
  }

  private leave(segment: Segment): void {
    const chunk = this.chunkOf.get(segment)!;
    chunk.flat -= segmentLength(segment);
    chunk.blocks -= segment.records.length;
    chunk.segments.splice(chunk.segments.indexOf(segment), 1);
    this.chunkOf.delete(segment);
    if (segment.start) this.byStart.delete(segment.start);
    for (const { id } of segment.records) this.forget(id, segment);
    eachDelimiter(segment, (id, side) => {
      const { [side]: where, ...rest } = this.delimiters.get(id) ?? {};
      if (where !== segment) return;
      if (Object.keys(rest).length > 0) this.delimiters.set(id, rest);
      else this.delimiters.delete(id);
    });
  }

  private forget(id: string, segment: Segment): void {
    const known = this.byId.get(id);
    known?.delete(segment);
    if (known?.size === 0) this.byId.delete(id);
  }

  private placeInChunk(chunk: number, base: number, flat: number): BlockPlace | undefined {
    let at = 0;
    let last: BlockPlace | undefined;
    for (const segment of this.chunks[chunk]!.segments) {
      base += segment.records.length === 0 ? segment.stray : 0;
      for (const record of segment.records) {
        last = { record, segment, chunk, at, flat: base };
        base += flatLength(record);
        if (flat < base) return last;
        at += 1;
      }
    }
    return last;
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
      for (const segment of this.byId.get(id) ?? []) dirty.add(segment);
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

  /** The segments from this one up to, not including, the one that begins at `until`. */
  private from(segment: Segment, until: Y.Item | null): Segment[] {
    const found: Segment[] = [];
    let chunk = this.chunks.indexOf(this.chunkOf.get(segment)!);
    let at = this.chunks[chunk]!.segments.indexOf(segment);
    for (;;) {
      const next = this.chunks[chunk]?.segments[at];
      if (next && next.start === until && next !== segment) return found;
      if (next) {
        found.push(next);
        at += 1;
      } else if (chunk + 1 < this.chunks.length) {
        chunk += 1;
        at = 0;
      } else return found;
    }
  }

  private spot(segment: Segment): { chunk: number; at: number; ordinal: number } {
    const owner = this.chunkOf.get(segment)!;
    const chunk = this.chunks.indexOf(owner);
    let at = 0;
    for (const other of owner.segments) {
      if (other === segment) break;
      at += other.records.length;
    }
    let ordinal = at;
    for (let i = 0; i < chunk; i += 1) ordinal += this.chunks[i]!.blocks;
    return { chunk, at, ordinal };
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

const isDelimiter = (inline: Inline, bracket: string, side: 'open' | 'close'): boolean =>
  !isWords(inline) && inline.el === `bracket_${side}` && 'id' in inline && inline.id === bracket;

/** Offset within the content of the first inline that satisfies `wanted`. */
function offsetOf(record: BlockRecord, wanted: (inline: Inline) => boolean): number | undefined {
  let offset = 0;
  for (const inline of record.content) {
    if (wanted(inline)) return offset;
    offset += isWords(inline) ? inline.text.length : 1;
  }
  return undefined;
}

function eachDelimiter(segment: Segment, visit: (bracket: string, side: 'open' | 'close') => void): void {
  for (const { content } of segment.records)
    for (const inline of content) {
      if (isWords(inline)) continue;
      if (inline.el === 'bracket_open') visit(inline.id, 'open');
      else if (inline.el === 'bracket_close') visit(inline.id, 'close');
    }
}

const segmentLength = (segment: Segment): number =>
  segment.records.reduce(
    (sum, record) => sum + flatLength(record),
    segment.records.length === 0 ? segment.stray : 0,
  );

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
