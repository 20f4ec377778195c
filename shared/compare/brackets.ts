/**
 * What became of brackets (SPEC CP6). A bracket is known again by the words it stands around: by how many letters that stand in
 * both drafts come before each of its delimiters. So lifting one changes no word, and ids need not agree.
 */
import { type Bracket, readBrackets, type Unpaired } from '../draft/brackets.ts';
import type { DraftDocument } from '../text/document.ts';
import type { BracketChange, BracketSide } from './comparison.ts';
import type { Standing } from './redline.ts';

/** Where the words of one block stand in the other draft. */
export interface BlockStanding {
  /** The same number in both drafts for a block and its partner. */
  readonly pair: number;
  readonly objects: Standing;
  /** Letters of the block that stand in both. */
  readonly letters: number;
}

/** By block id; a block without a partner has none. */
export type DraftStanding = ReadonlyMap<string, BlockStanding>;

interface Placed {
  readonly side: BracketSide;
  /** Its two ends: pair of blocks and letters before; an end in a block without a partner has none. */
  readonly open: string | undefined;
  readonly close: string | undefined;
  /** Which delimiter it is, if it has no partner. */
  readonly alone: string;
  readonly isOutside: boolean;
  /** Pair of blocks it lies in as a whole, with its first and last letter there. */
  readonly within?: { readonly pair: number; readonly from: number; readonly to: number };
  /** Letters inside it that stand. */
  readonly letters: number;
}

interface Ends {
  readonly document: DraftDocument;
  readonly standing: DraftStanding;
}

/** All changes; `areLasting`: a bracket's id is the same in both drafts. Linear but for a sort. */
export function compareBrackets(before: Ends, after: Ends, areLasting: boolean): readonly BracketChange[] {
  const pairing = new Pairing(placed(before), placed(after));
  if (areLasting) pairing.by(({ side, alone }) => `${side.id} ${alone}`);
  pairing.by((each) => keyOf(each, each.open, each.close, each.side.kind));
  pairing.by((each) => keyOf(each, each.open, each.close));
  pairing.by((each) => keyOf(each, each.open));
  pairing.by((each) => keyOf(each, each.close));
  pairing.byOverlap();
  return pairing.changes();
}

/** Undefined when one of the ends has no place in the other draft. */
const keyOf = ({ alone }: Placed, ...ends: readonly (string | undefined)[]) =>
  ends.includes(undefined) ? undefined : [alone, ...ends].join(' ');

class Pairing {
  readonly #pairs: (readonly [Placed, Placed])[] = [];

  constructor(
    private before: readonly Placed[],
    private after: readonly Placed[],
  ) {}

  /** Pairs brackets of one key in order. */
  by(keyOf: (placed: Placed) => string | undefined): void {
    const waiting = new Map<string, Placed[]>();
    for (const each of [...this.after].reverse()) {
      const key = keyOf(each);
      const list = key === undefined ? undefined : waiting.get(key);
      if (list) list.push(each);
      else if (key !== undefined) waiting.set(key, [each]);
    }
    this.#pair((each) => waiting.get(keyOf(each) ?? '')?.pop());
  }

  /** Pairs what is left within one block and stands around some of the same words, in order. */
  byOverlap(): void {
    const waiting = new Map<number, Placed[]>();
    for (const each of [...this.after].reverse()) {
      const pair = each.within?.pair;
      const list = pair === undefined ? undefined : waiting.get(pair);
      if (list) list.push(each);
      else if (pair !== undefined) waiting.set(pair, [each]);
    }
    this.#pair(({ within }) => {
      const list = within && waiting.get(within.pair);
      while (within && list?.length && (list.at(-1)?.within?.to ?? 0) <= within.from) list.pop();
      const next = list?.at(-1)?.within;
      return within && next && next.from < within.to ? list?.pop() : undefined;
    });
  }

  changes(): readonly BracketChange[] {
    return [
      ...this.#pairs.flatMap(([old, now]) => pairChanges(old, now)),
      ...this.before.map(
        ({ side, letters }): BracketChange => ({
          change: letters > 0 ? 'lifted' : 'gone',
          kind: side.kind,
          before: side,
        }),
      ),
      ...this.after.map(
        ({ side, letters }): BracketChange => ({
          change: letters > 0 ? 'added' : 'new',
          kind: side.kind,
          after: side,
        }),
      ),
    ];
  }

  #pair(partnerOf: (placed: Placed) => Placed | undefined): void {
    const taken = new Set<Placed>();
    this.before = this.before.filter((each) => {
      const partner = partnerOf(each);
      if (!partner) return true;
      this.#pairs.push([each, partner]);
      taken.add(partner);
      return false;
    });
    this.after = this.after.filter((each) => !taken.has(each));
  }
}

function pairChanges(before: Placed, after: Placed): readonly BracketChange[] {
  const [from, to] = [before.side, after.side];
  const sides = { kind: to.kind, before: from, after: to };
  const isMoved = before.open !== after.open || before.close !== after.close;
  const changes: BracketChange[] = [];
  if (isMoved || before.isOutside !== after.isOutside) changes.push({ change: 'extent', ...sides });
  if (from.kind !== to.kind) changes.push({ change: 'kind', ...sides });
  return changes;
}

function placed({ document, standing }: Ends): readonly Placed[] {
  const { pairs, unpaired } = readBrackets(document);
  const reader = new Places(document, standing);
  return [...pairs.map((each) => reader.pair(each)), ...unpaired.map((each) => reader.alone(each))];
}

class Places {
  /** Letters that stand in the blocks before each block. */
  readonly #sums: readonly number[];

  constructor(
    private readonly document: DraftDocument,
    private readonly standing: DraftStanding,
  ) {
    let sum = 0;
    this.#sums = document.blocks.map(({ id }) => {
      const before = sum;
      sum += standing.get(id)?.letters ?? 0;
      return before;
    });
  }

  pair({ id, kind, open, close, outside, text }: Bracket): Placed {
    const within = this.#within(open, close);
    return {
      side: { id, kind, text, block: this.#id(open.block), closes: this.#id(close.block) },
      open: this.#end(open),
      close: this.#end(close),
      alone: '',
      isOutside: outside,
      ...(within ? { within } : {}),
      letters: this.#sum(close) - this.#sum(open),
    };
  }

  alone({ id, side, at }: Unpaired): Placed {
    const block = this.#id(at.block);
    const end = this.#end(at);
    const text = at.object.glyph;
    return {
      side: { id, kind: 'unpaired', block, closes: block, text },
      open: end,
      close: end,
      alone: side,
      isOutside: false,
      letters: this.standing.get(block)?.letters ?? 0,
    };
  }

  #id(block: number): string {
    return this.document.blocks[block]?.id ?? '';
  }

  #letters({ block, at }: Spot): number {
    return this.standing.get(this.#id(block))?.objects.get(at) ?? 0;
  }

  #sum(spot: Spot): number {
    return (this.#sums[spot.block] ?? 0) + this.#letters(spot);
  }

  #end(spot: Spot): string | undefined {
    const standing = this.standing.get(this.#id(spot.block));
    return standing && `${standing.pair}:${this.#letters(spot)}`;
  }

  #within(open: Spot, close: Spot): Placed['within'] {
    const standing = this.standing.get(this.#id(open.block));
    if (!standing || open.block !== close.block) return undefined;
    return { pair: standing.pair, from: this.#letters(open), to: this.#letters(close) };
  }
}

interface Spot {
  readonly block: number;
  readonly at: number;
}
