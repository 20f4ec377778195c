/** How brackets stand to each other: depth, the innermost one around, crossing (SPEC BR2). */
import type { Delimiter, Pair } from './delimiters.ts';

export interface Nesting {
  /** 1 for a bracket that lies in no other; crossing does not count. */
  readonly depth: number;
  readonly parent?: string;
  readonly crosses: readonly string[];
}

/** An open bracket in the list of those now open, the innermost last. */
interface Link {
  readonly pair: Pair;
  readonly depth: number;
  readonly crosses: string[];
  below?: Link;
  above?: Link;
}

/** Beyond these a hostile draft could make the reading quadratic: how many are listed, how many looked at. */
const MOST_LISTED = 16;
const MOST_WALKED = 64;

/** Nesting by bracket id; `pairs` in order of their opening delimiters. */
export function nest(pairs: readonly Pair[]): ReadonlyMap<string, Nesting> {
  const found = new Map<string, Nesting>();
  const open = new Map<string, Link>();
  let top: Link | undefined;
  for (const [pair, end] of inOrder(pairs)) {
    const link = open.get(pair.id);
    if (end === pair.close) top = link ? unlink(link, top) : top;
    else {
      const { around, crossed } = walk(pair, top);
      const crosses = crossed.map((each) => each.pair.id).slice(0, MOST_LISTED);
      for (const each of crossed) if (each.crosses.length < MOST_LISTED) each.crosses.push(pair.id);
      const depth = (around?.depth ?? 0) + 1;
      found.set(pair.id, { depth, ...(around ? { parent: around.pair.id } : {}), crosses });
      const fresh: Link = { pair, depth, crosses, ...(top ? { below: top } : {}) };
      if (top) top.above = fresh;
      top = fresh;
      open.set(pair.id, fresh);
    }
  }
  return found;
}

/** From the innermost open bracket outwards: those that close before `pair` cross it, the first other is around it. */
function walk(pair: Pair, top: Link | undefined): { around?: Link; crossed: readonly Link[] } {
  const crossed: Link[] = [];
  for (let link = top; link; link = link.below) {
    if (link.pair.close.order > pair.close.order) return { around: link, crossed };
    if (crossed.push(link) >= MOST_WALKED) break;
  }
  return { crossed };
}

/** Takes a bracket out of the list when it closes; answers the new innermost one. */
function unlink(link: Link, top: Link | undefined): Link | undefined {
  if (link.below) link.below.above = link.above;
  if (link.above) link.above.below = link.below;
  return link === top ? link.below : top;
}

/** Both delimiters of every pair in order of print: each at the place of its order, then the gaps closed. */
function inOrder(pairs: readonly Pair[]): readonly (readonly [Pair, Delimiter])[] {
  const count = pairs.reduce((most, { close }) => Math.max(most, close.order + 1), 0);
  const ends = new Array<[Pair, Delimiter] | undefined>(count);
  for (const pair of pairs) {
    ends[pair.open.order] = [pair, pair.open];
    ends[pair.close.order] = [pair, pair.close];
  }
  return ends.filter((end) => end !== undefined);
}
