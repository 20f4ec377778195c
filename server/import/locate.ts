/** From places in the source to places in the draft: where in which block a character of the source came to stand. */
import { type Inline, inlineLength } from '../../shared/text/document.ts';
import type { Flow } from './flow.ts';
import type { Place } from './work.ts';

/** A place in a block: UTF-16 units of its content before it, an object counting one. */
export interface BlockPlace {
  readonly block: string;
  readonly offset: number;
}
/** The place in the draft of a place in the source; undefined when nothing of its line before it is in the draft. */
export type Locate = (place: Place) => BlockPlace | undefined;

/** Words of the source, or one object made of them, and where they stand in the block. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  /** Units that it takes in the block: of words as many, of an object one, of what was taken out none. */
  readonly length: number;
}
interface Located {
  readonly block: string;
  readonly flow: Flow;
  readonly stretches: readonly Stretch[];
  readonly trim: Trim;
}
/** Spaces cut off at the beginning, and what is left. */
export interface Trim {
  readonly lead: number;
  readonly length: number;
}

export class Locator {
  readonly #all: Located[] = [];
  #byLine: ReadonlyMap<number, readonly Located[]> | undefined;

  add(block: string, flow: Flow, stretches: readonly Stretch[], trim: Trim): void {
    this.#all.push({ block, flow, stretches, trim });
  }

  readonly locate: Locate = (place) => {
    this.#byLine ??= byLine(this.#all);
    const found = (this.#byLine.get(place.line) ?? []).flatMap((each) => {
      const offset = each.flow.offsetOf(place);
      return offset === undefined ? [] : [{ each, offset }];
    });
    const last = found.at(-1);
    return last ? { block: last.each.block, offset: offsetIn(last.each, last.offset) } : undefined;
  };
}

function byLine(all: readonly Located[]): ReadonlyMap<number, readonly Located[]> {
  const lines = new Map<number, Located[]>();
  for (const each of all)
    for (const line of each.flow.lines()) {
      const before = lines.get(line);
      if (before) before.push(each);
      else lines.set(line, [each]);
    }
  return lines;
}

function offsetIn({ stretches, trim }: Located, offset: number): number {
  const stretch = stretches.findLast(({ from }) => from <= offset);
  const into = stretch ? Math.min(offset - stretch.from, stretch.length) : 0;
  return Math.min(Math.max((stretch?.at ?? 0) + into - trim.lead, 0), trim.length);
}

/** Length of a block's content, an object counting one. */
export const lengthOf = (content: readonly Inline[]): number =>
  content.reduce((sum, each) => sum + inlineLength(each), 0);
