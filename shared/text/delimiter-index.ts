/** Where the delimiters of every bracket stand, by the bracket's id (SPEC BR1). */
import { delimiterIn, type Inline, inlineLength } from './document.ts';
import type { Segment } from './segment.ts';
import type { BlockRecord } from './sequence.ts';

export type Side = 'open' | 'close';

export class DelimiterIndex {
  private readonly known = new Map<string, { readonly [side in Side]?: Segment }>();

  enter(segment: Segment): void {
    eachDelimiter(segment, (id, side) => {
      const known = this.known.get(id) ?? {};
      this.known.set(id, known[side] ? known : { ...known, [side]: segment });
    });
  }

  leave(segment: Segment): void {
    eachDelimiter(segment, (id, side) => {
      const { [side]: where, ...rest } = this.known.get(id) ?? {};
      if (where !== segment) return;
      if (Object.keys(rest).length > 0) this.known.set(id, rest);
      else this.known.delete(id);
    });
  }

  segmentOf(bracket: string, side: Side): Segment | undefined {
    return this.known.get(bracket)?.[side];
  }

  /** True when both delimiters of the bracket stand in the text. */
  isPaired(bracket: string): boolean {
    const found = this.known.get(bracket);
    return found?.open !== undefined && found.close !== undefined;
  }

  /** Brackets whose delimiters stand in different segments; few in any real draft. */
  get spanning(): string[] {
    return [...this.known].filter(([, { open, close }]) => open && close && open !== close).map(([id]) => id);
  }
}

/** Offset of a delimiter within the content of its block. */
export const offsetOfDelimiter = (record: BlockRecord, bracket: string, side: Side): number | undefined =>
  offsetOf(record, (inline) => {
    const delimiter = delimiterIn(inline);
    return delimiter?.id === bracket && delimiter.el === `bracket_${side}`;
  });

/** Offset within the content of the first inline that satisfies `wanted`. */
function offsetOf(record: BlockRecord, wanted: (inline: Inline) => boolean): number | undefined {
  let offset = 0;
  for (const inline of record.content) {
    if (wanted(inline)) return offset;
    offset += inlineLength(inline);
  }
  return undefined;
}

function eachDelimiter(segment: Segment, visit: (bracket: string, side: Side) => void): void {
  for (const { content } of segment.records)
    for (const inline of content) {
      const delimiter = delimiterIn(inline);
      if (delimiter) visit(delimiter.id, delimiter.el === 'bracket_open' ? 'open' : 'close');
    }
}
