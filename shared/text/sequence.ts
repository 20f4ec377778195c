/**
 * Reading the flat sequence: the only place that looks at Yjs items (SPEC TX2, TX3, TX4).
 *
 * A **segment** runs from one live start mark to the next. It holds one well-formed block, and after it whatever is
 * malformed there: words outside any block become a block of their own, end marks that close nothing are passed over.
 * Reading is total: it never throws, never writes, never drops a word.
 */
import * as Y from 'yjs';
import type { Inline, Words } from './document.ts';
import { BLOCK_KINDS, type BlockAttrs, type BlockKind, type Formats, INLINE_NAMES } from './element.ts';

/** One block as it stands in the sequence. Offsets are UTF-16 units; a mark or object counts one. */
export interface BlockRecord {
  readonly id: string;
  readonly kind: BlockKind;
  readonly attrs: BlockAttrs;
  readonly content: readonly Inline[];
  /** Length of the content. */
  readonly size: number;
  /** False for words that stand outside any block. */
  readonly hasStart: boolean;
  /** False for a block whose end mark is missing. */
  readonly hasEnd: boolean;
  /** Elements before and after the block that belong to none (stray end marks). */
  readonly lead: number;
  readonly trail: number;
}

/** Length of a record in the flat sequence. */
export const flatLength = (record: BlockRecord): number =>
  record.lead + (record.hasStart ? 1 : 0) + record.size + (record.hasEnd ? 1 : 0) + record.trail;

/** Offset within the record at which its content begins. */
export const contentStart = (record: BlockRecord): number => record.lead + (record.hasStart ? 1 : 0);

export type Overrides = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

export interface ParsedSegment {
  readonly records: readonly BlockRecord[];
  /** The next live start mark, or null at the end of the text. */
  readonly next: Y.Item | null;
}

/** The embedded value of an item that is one mark or object; undefined for words and formats. */
export function embedOf(item: Y.Item): { readonly el?: unknown; readonly id?: unknown } | undefined {
  if (!(item.content instanceof Y.ContentEmbed)) return undefined;
  const value: unknown = item.content.embed;
  return typeof value === 'object' && value !== null ? value : { el: 'unknown' };
}

export const isLiveStart = (item: Y.Item): boolean => !item.deleted && embedOf(item)?.el === 'start';

const INLINE = new Set<string>(INLINE_NAMES);
const KINDS = new Set<string>(BLOCK_KINDS);

/** An object of the sequence as plain data; what this version does not know is kept as `unknown` (TX4). */
export function inlineOf(value: unknown): Inline {
  if (typeof value === 'object' && value !== null && 'el' in value && INLINE.has(String(value.el)))
    return value as Inline;
  return { el: 'unknown', raw: value };
}

/** Collects one segment; see `parseSegment`. */
class SegmentReader {
  readonly records: BlockRecord[] = [];
  private formats: { strong?: true; emphasis?: true } = {};
  private content: Inline[] = [];
  private size = 0;
  private id: string | undefined;
  private kind: BlockKind = 'paragraph';
  private attrs: BlockAttrs = {};
  private hasStart = false;
  private lead = 0;

  constructor(private readonly overrides: Overrides) {}

  read(item: Y.Item): void {
    if (item.deleted) return;
    const content = item.content;
    if (content instanceof Y.ContentFormat) this.format(content.key, content.value);
    else if (content instanceof Y.ContentString) this.words(content.str, item);
    else if (content instanceof Y.ContentEmbed) this.embed(content.embed, item);
    else if (item.countable)
      for (const value of content.getContent()) this.object({ el: 'unknown', raw: String(value) }, item);
  }

  finish(): readonly BlockRecord[] {
    if (this.id !== undefined) this.close(false);
    return this.records;
  }

  get strayLead(): number {
    return this.lead;
  }

  private format(key: string, value: unknown): void {
    if (key !== 'strong' && key !== 'emphasis') return;
    const { [key]: _, ...rest } = this.formats;
    this.formats = value === true ? { ...rest, [key]: true } : rest;
  }

  private words(text: string, item: Y.Item): void {
    this.ensureOpen(item);
    const last = this.content.at(-1);
    const { strong, emphasis } = this.formats;
    if (last && 'text' in last && !('el' in last) && last.strong === strong && last.emphasis === emphasis)
      this.content[this.content.length - 1] = { ...last, text: last.text + text };
    else this.content.push({ text, ...this.formats } satisfies Words);
    this.size += text.length;
  }

  private object(inline: Inline, item: Y.Item): void {
    this.ensureOpen(item);
    this.content.push(inline);
    this.size += 1;
  }

  private embed(value: unknown, item: Y.Item): void {
    const mark = value as { el?: unknown } | null;
    if (mark?.el === 'start') this.start(value as Record<string, unknown>, item);
    else if (mark?.el === 'end') this.end();
    else this.object(inlineOf(value), item);
  }

  private start(value: Record<string, unknown>, item: Y.Item): void {
    if (this.id !== undefined) this.close(false);
    const { el: _, id, kind, ...attrs } = value;
    this.formats = {};
    this.id = typeof id === 'string' ? id : strayId(item);
    const { kind: newKind, ...over } = this.overrides.get(this.id) ?? {};
    const name = String(newKind ?? kind);
    this.kind = KINDS.has(name) ? (name as BlockKind) : 'paragraph';
    this.attrs = withoutNulls({ ...attrs, ...over });
    this.hasStart = true;
  }

  private end(): void {
    const last = this.records.at(-1);
    if (this.id !== undefined) this.close(true);
    else if (last) this.records[this.records.length - 1] = { ...last, trail: last.trail + 1 };
    else this.lead += 1;
  }

  private ensureOpen(item: Y.Item): void {
    if (this.id !== undefined) return;
    this.id = strayId(item);
    this.kind = 'paragraph';
    this.attrs = {};
    this.hasStart = false;
    this.formats = {};
  }

  private close(hasEnd: boolean): void {
    const { id, kind, attrs, content, size, hasStart, lead } = this;
    this.records.push({ id: id!, kind, attrs, content, size, hasStart, hasEnd, lead, trail: 0 });
    this.id = undefined;
    this.content = [];
    this.size = 0;
    this.lead = 0;
  }
}

const strayId = (item: Y.Item): string => `stray-${item.id.client}-${item.id.clock}`;

function withoutNulls(attrs: Record<string, unknown>): BlockAttrs {
  return Object.fromEntries(
    Object.entries(attrs).filter(([, value]) => value !== null && value !== undefined),
  );
}

/**
 * Reads the segment that begins at the live start mark `from`; with `from` null, what stands before the first one,
 * beginning at `first`. Formats end at their block's border (TX5).
 */
export function parseSegment(
  from: Y.Item | null,
  first: Y.Item | null,
  overrides: Overrides,
): ParsedSegment & { stray: number } {
  const reader = new SegmentReader(overrides);
  let item = from ?? first;
  while (item && (item === from || !isLiveStart(item))) {
    reader.read(item);
    item = item.right;
  }
  const records = reader.finish();
  return { records, next: item, stray: records.length === 0 ? reader.strayLead : 0 };
}

export const sameFormats = (a: Formats, b: Formats): boolean =>
  a.strong === b.strong && a.emphasis === b.emphasis;
