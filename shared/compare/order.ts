/** What kept its order and what moved: the heaviest run that rises in both drafts stays, all others moved. */

export interface Ordered {
  /** Place in the draft before; each occurs once, in rising order. */
  readonly before: number;
  /** Place in the draft after; each occurs once. */
  readonly after: number;
  /** How much speaks against its being what moved; above zero. */
  readonly weight: number;
}

interface Link {
  readonly item: number;
  readonly total: number;
  readonly previous?: Link;
}

/** Indices in `list` of what moved: the heaviest rising subsequence stays. n log n. */
export function movedIn(list: readonly Ordered[]): ReadonlySet<number> {
  const size = list.reduce((most, { after }) => Math.max(most, after + 2), 1);
  const best = new Heaviest(size);
  let end: Link | undefined;
  list.forEach(({ after, weight }, item) => {
    const previous = best.below(after);
    const link = { item, total: (previous?.total ?? 0) + weight, ...(previous ? { previous } : {}) };
    best.put(after, link);
    if (!end || link.total > end.total) end = link;
  });
  const moved = new Set(list.keys());
  for (let link = end; link; link = link.previous) moved.delete(link.item);
  return moved;
}

/** The heaviest chain that ends below a place (a Fenwick tree of maxima). */
class Heaviest {
  readonly #tree: (Link | undefined)[];

  constructor(private readonly size: number) {
    this.#tree = new Array<Link | undefined>(size + 1);
  }

  below(place: number): Link | undefined {
    let found: Link | undefined;
    for (let at = place; at > 0; at -= at & -at) found = heavier(found, this.#tree[at]);
    return found;
  }

  put(place: number, link: Link): void {
    for (let at = place + 1; at <= this.size; at += at & -at) this.#tree[at] = heavier(this.#tree[at], link);
  }
}

const heavier = (a: Link | undefined, b: Link | undefined): Link | undefined =>
  !a || (b && b.total > a.total) ? b : a;
