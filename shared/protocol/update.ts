/**
 * Reads a Yjs update (encoding 1) as plain data without trusting a byte of it (SPEC AD1): every count and length is
 * bounded by what was really sent, nothing is applied, nothing is allocated that the bytes do not pay for.
 */
import { decodeUtf8 } from 'lib0/string';
import { Bytes, malformed, tooCostly, utf16Length } from './bytes.ts';

/** A character or object of a document: the client that wrote it and its place among all that client wrote. */
export interface CharId {
  readonly client: number;
  readonly clock: number;
}

/** What a struct brings. Lengths are in UTF-16 units; an object or format counts one. */
export type StructContent =
  | { readonly kind: 'words'; readonly from: number; readonly to: number }
  | { readonly kind: 'object'; readonly value: unknown }
  | { readonly kind: 'format'; readonly key: string; readonly value: unknown }
  | { readonly kind: 'values'; readonly count: number }
  | { readonly kind: 'deleted' }
  /** A place left out, to be filled by another update. */
  | { readonly kind: 'skip' }
  /** Anything a draft never holds: nested types, binary, documents, collected rubbish. */
  | { readonly kind: 'other'; readonly ref: number };

export interface Struct extends CharId {
  readonly length: number;
  readonly left?: CharId;
  readonly right?: CharId;
  /** Name of the root it stands in; given only where neither neighbour is. */
  readonly root?: string;
  /** The struct stands in another struct, not in a root. */
  readonly isNested?: true;
  /** Key in a map. */
  readonly key?: string;
  readonly content: StructContent;
}

/** The structs of one client, which follow each other without a gap. */
export interface Section {
  readonly client: number;
  /** First clock, and the one after the last. */
  readonly clock: number;
  readonly end: number;
  readonly structs: readonly Struct[];
  /** Where the encoded structs stand in the update. */
  readonly from: number;
  readonly to: number;
}

export interface DeleteRange extends CharId {
  readonly length: number;
}

export interface ReadUpdate {
  readonly bytes: Uint8Array;
  readonly sections: readonly Section[];
  readonly deletes: readonly DeleteRange[];
}

export interface UpdateLimits {
  readonly structs: number;
  readonly deletes: number;
  /** Bytes of one object, format or value. */
  readonly objectBytes: number;
  /** UTF-16 units that one update may declare deleted without having sent them. */
  readonly length: number;
}

const CLIENT_LIMIT = 2 ** 32;
const CLOCK_LIMIT = 2 ** 31;
/** Depth of a value in a map. */
const VALUE_DEPTH = 6;

/** Throws `UnreadableUpdate`. */
export function readUpdate(bytes: Uint8Array, limits: UpdateLimits): ReadUpdate {
  return new UpdateReader(bytes, limits).read();
}

/** The client ids whose structs an update holds; of one that was admitted before. */
export const clientsOf = ({ sections }: ReadUpdate): readonly number[] =>
  sections.map(({ client }) => client);

class UpdateReader {
  private readonly input: Bytes;
  private structs = 0;
  private declared = 0;

  constructor(
    bytes: Uint8Array,
    private readonly limits: UpdateLimits,
  ) {
    this.input = new Bytes(bytes);
  }

  read(): ReadUpdate {
    const sections: Section[] = [];
    const seen = new Set<number>();
    for (let left = this.count('clients'); left > 0; left -= 1) {
      const section = this.section();
      if (seen.has(section.client)) malformed('two sections of one client');
      seen.add(section.client);
      sections.push(section);
    }
    const deletes = this.deletes();
    if (this.input.left > 0) malformed(`${this.input.left} bytes after the end`);
    return { bytes: this.input.bytes, sections, deletes };
  }

  /** A count of things that take at least one byte each. */
  private count(of: string): number {
    const count = this.input.uint();
    if (count > this.input.left) malformed(`declares ${count} ${of}`);
    return count;
  }

  private section(): Section {
    const count = this.count('structs');
    this.structs += count;
    if (this.structs > this.limits.structs) tooCostly(`more than ${this.limits.structs} structs`);
    const client = this.client();
    const clock = this.clock();
    const from = this.input.at;
    const structs: Struct[] = [];
    let end = clock;
    for (let at = 0; at < count; at += 1) {
      const struct = this.struct(client, end);
      if (struct.length === 0) malformed('an empty struct');
      end += struct.length;
      if (end > CLOCK_LIMIT) tooCostly('a clock beyond any draft');
      structs.push(struct);
    }
    return { client, clock, end, structs, from, to: this.input.at };
  }

  private struct(client: number, clock: number): Struct {
    const info = this.input.byte();
    const ref = info & 0x1f;
    if (ref === 0 || ref === 10)
      return {
        client,
        clock,
        length: this.declaredLength(),
        content: ref === 10 ? { kind: 'skip' } : { kind: 'other', ref },
      };
    const left = info & 0x80 ? this.id() : undefined;
    const right = info & 0x40 ? this.id() : undefined;
    const home = left || right ? {} : this.home(info);
    const { content, length } = this.content(ref);
    return { client, clock, length, ...(left && { left }), ...(right && { right }), ...home, content };
  }

  private home(info: number): Pick<Struct, 'root' | 'isNested' | 'key'> {
    const parent = this.input.uint() === 1 ? { root: this.input.text(256) } : this.nest();
    return info & 0x20 ? { ...parent, key: this.input.text(256) } : parent;
  }

  private nest(): Pick<Struct, 'isNested'> {
    this.id();
    return { isNested: true };
  }

  private content(ref: number): { content: StructContent; length: number } {
    switch (ref) {
      case 1:
        return { content: { kind: 'deleted' }, length: this.declaredLength() };
      case 4:
        return this.words();
      case 5:
        return { content: { kind: 'object', value: this.json() }, length: 1 };
      case 6:
        return { content: { kind: 'format', key: this.input.text(64), value: this.json() }, length: 1 };
      case 7:
        return this.nestedType();
      case 8:
        return this.values();
      default:
        // What such content holds cannot be passed over safely, and no draft holds it.
        return malformed(`content of kind ${ref}`);
    }
  }

  private words(): { content: StructContent; length: number } {
    const { from, to } = this.input.run();
    return { content: { kind: 'words', from, to }, length: utf16Length(this.input.bytes, from, to) };
  }

  private nestedType(): { content: StructContent; length: number } {
    const type = this.input.uint();
    if (type === 3 || type === 5) this.input.text(256);
    return { content: { kind: 'other', ref: 7 }, length: 1 };
  }

  private json(): unknown {
    const text = this.input.text(this.limits.objectBytes);
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return malformed('an object that is no JSON');
    }
  }

  private values(): { content: StructContent; length: number } {
    const count = this.count('values');
    const from = this.input.at;
    for (let left = count; left > 0; left -= 1) this.value(VALUE_DEPTH);
    if (this.input.at - from > this.limits.objectBytes) tooCostly(`values of ${this.input.at - from} bytes`);
    return { content: { kind: 'values', count }, length: count };
  }

  /** Passes over one value as lib0's `writeAny` writes it: null, numbers, booleans, texts, objects, arrays. */
  private value(depth: number): void {
    if (depth === 0) tooCostly('a value nested too deeply');
    const type = this.input.byte();
    if (type === 125) this.skipInteger();
    else if (type === 124) this.skip(4);
    else if (type === 123) this.skip(8);
    else if (type === 119) this.input.text(this.limits.objectBytes);
    else if (type === 118) this.entries(depth);
    else if (type === 117) this.elements(depth);
    else if (type !== 127 && type !== 126 && type !== 121 && type !== 120)
      malformed(`a value of type ${type}`);
  }

  private entries(depth: number): void {
    for (let left = this.count('properties'); left > 0; left -= 1) {
      if (this.input.text(256) === '__proto__') malformed('a property that is none');
      this.value(depth - 1);
    }
  }

  private elements(depth: number): void {
    for (let left = this.count('elements'); left > 0; left -= 1) this.value(depth - 1);
  }

  private skip(bytes: number): void {
    for (let left = bytes; left > 0; left -= 1) this.input.byte();
  }

  private skipInteger(): void {
    for (let bytes = 1; this.input.byte() >= 0x80; bytes += 1)
      if (bytes > 8) malformed('a number is too large');
  }

  private declaredLength(): number {
    const length = this.input.uint();
    this.declared += length;
    if (this.declared > this.limits.length) tooCostly(`declares a length of ${length}`);
    return length;
  }

  private deletes(): DeleteRange[] {
    const ranges: DeleteRange[] = [];
    for (let clients = this.count('clients with deletions'); clients > 0; clients -= 1) {
      const client = this.client();
      for (let left = this.count('deletions'); left > 0; left -= 1) {
        const clock = this.clock();
        const length = this.input.uint();
        if (clock + length > CLOCK_LIMIT) tooCostly(`deletes ${length}`);
        if (length > 0) ranges.push({ client, clock, length });
        if (ranges.length > this.limits.deletes) tooCostly(`more than ${this.limits.deletes} deletions`);
      }
    }
    return ranges;
  }

  private id(): CharId {
    return { client: this.client(), clock: this.clock() };
  }

  private client(): number {
    const client = this.input.uint();
    return client < CLIENT_LIMIT ? client : malformed('a client id beyond 32 bits');
  }

  private clock(): number {
    const clock = this.input.uint();
    return clock < CLOCK_LIMIT ? clock : tooCostly('a clock beyond any draft');
  }
}

/** The words of a struct. */
export const wordsOfStruct = (
  bytes: Uint8Array,
  { from, to }: { readonly from: number; readonly to: number },
): string => decodeUtf8(bytes.subarray(from, to));
