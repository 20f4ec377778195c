/** What lies between the two delimiters of a bracket: extent, provisions, words, options (SPEC BR4, DR3). */
import type { DraftDocument } from '../text/document.ts';
import type { Pair } from './delimiters.ts';
import { type Edges, readEdges } from './edges.ts';
import { excerpt } from './excerpt.ts';
import { printedInline } from './printed.ts';
import type { Units } from './units.ts';

/** Index of a block and of an inline in it. */
interface Spot {
  readonly block: number;
  readonly at: number;
}

/**
 * What a bracket encloses. `words`: part of one block; `block`: all words of one block that is no whole provision (an
 * item, a heading); `provision`: all of one or more provisions, so that they go with their numbers if the text goes
 * (BR4); `draft`: everything from the first block on; `span`: anything else over several blocks.
 */
export type Extent = 'words' | 'block' | 'provision' | 'draft' | 'span';

export interface Span {
  readonly extent: Extent;
  /** Provisions and alternatives that lie in it as wholes, in order; empty unless the extent is `provision` or `draft`. */
  readonly provisions: readonly string[];
  /** Its words as printed, without its own delimiters, cut at 300 UTF-16 units. */
  readonly text: string;
  /** The options of a choice as printed, each cut at 300 units; `[/x]` has an empty first option. */
  readonly options: readonly string[];
}

/** Words are cut here (UTF-16 units) and no more inlines than this are looked at, so that nesting costs nothing. */
const WORDS = 300;
const INLINES = 1000;

export class SpanReader {
  readonly #edges: Edges;
  readonly #breaks: ReadonlyMap<string, readonly Spot[]>;
  /** Brackets around the same blocks share one list. */
  readonly #provisions = new Map<string, readonly string[]>();

  constructor(
    private readonly document: DraftDocument,
    private readonly units: Units,
  ) {
    this.#edges = readEdges(document);
    this.#breaks = breaksOf(document);
  }

  read(pair: Pair): Span {
    const provisions = this.#wholeProvisions(pair);
    return {
      extent: this.#extent(pair, provisions.length),
      provisions,
      text: this.#words(after(pair.open), pair.close),
      options: this.#options(pair),
    };
  }

  #extent(pair: Pair, provisions: number): Extent {
    const { open, close } = pair;
    const whole = this.#edges.begins(open) && this.#edges.ends(close);
    const several = open.block !== close.block;
    if (whole && several && open.block <= this.#edges.first && close.block >= this.#edges.last)
      return 'draft';
    if (provisions > 0) return 'provision';
    if (several) return 'span';
    return whole ? 'block' : 'words';
  }

  /** Units that lie wholly within, when the bracket begins one and ends one, or is around the draft; else none. */
  #wholeProvisions(pair: Pair): readonly string[] {
    const { open, close } = pair;
    if (!this.#edges.begins(open) || !this.#edges.ends(close)) return [];
    const around = open.block <= this.#edges.first && close.block >= this.#edges.last;
    const [first, last] = [this.units.at(open.block), this.units.at(close.block)];
    const whole = first?.from === open.block && last !== undefined && last.to - 1 <= close.block;
    if (!around && !whole) return [];
    const key = `${open.block}-${close.block}`;
    const known = this.#provisions.get(key) ?? this.#unitsWithin(open.block, close.block);
    this.#provisions.set(key, known);
    return known;
  }

  #unitsWithin(from: number, to: number): readonly string[] {
    const ids: string[] = [];
    for (let at = from; at <= to; at = Math.max(this.units.at(at)?.to ?? 0, at + 1)) {
      const unit = this.units.at(at);
      if (unit) ids.push(unit.id);
    }
    return ids;
  }

  #options(pair: Pair): readonly string[] {
    const within = (this.#breaks.get(pair.id) ?? []).filter(
      (spot) => isBefore(pair.open, spot) && isBefore(spot, pair.close),
    );
    if (within.length === 0) return [];
    const starts = [pair.open, ...within].map(after);
    return starts.map((start, index) => this.#words(start, within[index] ?? pair.close));
  }

  #words(from: Spot, to: Spot): string {
    let text = '';
    let { block, at } = from;
    for (let seen = 0; seen < INLINES && text.length <= WORDS && isBefore({ block, at }, to); seen++) {
      const inline = this.document.blocks[block]?.content[at];
      text += inline ? printedInline(inline) : '\n';
      [block, at] = inline ? [block, at + 1] : [block + 1, 0];
    }
    return excerpt(text, WORDS);
  }
}

const after = ({ block, at }: Spot): Spot => ({ block, at: at + 1 });
const isBefore = (a: Spot, b: Spot) => a.block < b.block || (a.block === b.block && a.at < b.at);

/** Where the options of each choice part, by bracket id. */
function breaksOf(document: DraftDocument): ReadonlyMap<string, readonly Spot[]> {
  const found = new Map<string, Spot[]>();
  document.blocks.forEach((block, index) => {
    block.content.forEach((inline, at) => {
      if (!('el' in inline) || inline.el !== 'option_break' || inline.bracket === undefined) return;
      const spots = found.get(inline.bracket);
      if (spots) spots.push({ block: index, at });
      else found.set(inline.bracket, [{ block: index, at }]);
    });
  });
  return found;
}
