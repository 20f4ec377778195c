/** The blocks of a draft in chunks of about fifty: a place is found by adding up chunks, never by walking the draft (SPEC TX6). */
import type * as Y from 'yjs';
import { DelimiterIndex, offsetOfDelimiter, type Side } from './delimiter-index.ts';
import { isWords } from './document.ts';
import type { BracketKind } from './element.ts';
import { type Segment, segmentLength } from './segment.ts';
import { type BlockRecord, contentStart, flatLength } from './sequence.ts';

export interface Chunk {
  segments: Segment[];
  flat: number;
  blocks: number;
}

/** A block's place: chunk, index in the chunk, and the flat index at which its record begins. */
export interface BlockPlace {
  readonly record: BlockRecord;
  readonly segment: Segment;
  readonly chunk: number;
  readonly at: number;
  readonly flat: number;
}

export class BlockList {
  protected readonly byStart = new Map<Y.Item, Segment>();
  /** Segments by the ids of their blocks; more than one where two blocks have one id (malformed). */
  private readonly byId = new Map<string, Set<Segment>>();
  protected readonly chunkOf = new Map<Segment, Chunk>();
  protected chunks: Chunk[] = [];
  private readonly delimiters = new DelimiterIndex();

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
    return this.delimiters.isPaired(bracket);
  }

  /** What a bracket is there for; undefined when its opening delimiter does not stand in the text. */
  kindOf(bracket: string): BracketKind | undefined {
    for (const { content } of this.delimiters.segmentOf(bracket, 'open')?.records ?? [])
      for (const inline of content)
        if (!isWords(inline) && inline.el === 'bracket_open' && inline.id === bracket) return inline.kind;
    return undefined;
  }

  /** Brackets open at the border before `flat`, outermost first: those with one delimiter on either side. */
  openAt(flat: number): readonly string[] {
    const found: { id: string; open: number }[] = [];
    for (const id of this.delimiters.spanning) {
      const open = this.flatOfDelimiter(id, 'open');
      const close = this.flatOfDelimiter(id, 'close');
      if (open !== undefined && close !== undefined && open < flat && close >= flat) found.push({ id, open });
    }
    return found.sort((a, b) => a.open - b.open).map(({ id }) => id);
  }

  /** Flat index of a delimiter, or undefined if it does not stand in the text. */
  flatOfDelimiter(bracket: string, side: Side): number | undefined {
    const segment = this.delimiters.segmentOf(bracket, side);
    for (const { record, flat } of segment ? this.placesOf(segment) : []) {
      const offset = offsetOfDelimiter(record, bracket, side);
      if (offset !== undefined) return flat + contentStart(record) + offset;
    }
    return undefined;
  }

  /** Segments that hold a block of this id. */
  protected segmentsWith(id: string): Iterable<Segment> {
    return this.byId.get(id) ?? [];
  }

  protected enter(segment: Segment, chunk: Chunk): void {
    chunk.flat += segmentLength(segment);
    chunk.blocks += segment.records.length;
    this.chunkOf.set(segment, chunk);
    if (segment.start) this.byStart.set(segment.start, segment);
    for (const { id } of segment.records) this.byId.set(id, (this.byId.get(id) ?? new Set()).add(segment));
    this.delimiters.enter(segment);
  }

  protected leave(segment: Segment): void {
    const chunk = this.chunkOf.get(segment)!;
    chunk.flat -= segmentLength(segment);
    chunk.blocks -= segment.records.length;
    chunk.segments.splice(chunk.segments.indexOf(segment), 1);
    this.chunkOf.delete(segment);
    if (segment.start) this.byStart.delete(segment.start);
    for (const { id } of segment.records) this.forget(id, segment);
    this.delimiters.leave(segment);
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

  /** The segments from this one up to, not including, the one that begins at `until`. */
  protected from(segment: Segment, until: Y.Item | null): Segment[] {
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

  protected spot(segment: Segment): { chunk: number; at: number; ordinal: number } {
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
}
