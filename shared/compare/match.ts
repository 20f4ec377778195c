/**
 * Which entry of one draft is which of another (SPEC CP1, CP2): by id; by equal words; by neighbours; by label, part and
 * likeness; by likeness alone; by place, for what has few words. Candidates come from indexes, never from all pairs.
 */
import type { Entry } from './entries.ts';
import { likeness, ShingleIndex } from './shingles.ts';

/**
 * What equal ids mean. `lasting`: two states of one draft, the same id is the same block. `apart`: nothing, each draft
 * counted for itself. `tested`: the same block if its words are alike, and those of nearly all other such blocks, too.
 */
export type Ids = 'lasting' | 'apart' | 'tested';

export interface MatchOptions {
  readonly ids: Ids;
  /** Which part of the draft before (id) became which of the draft after. */
  readonly parts: ReadonlyMap<string, string>;
}

/** How alike two texts must be when this much else speaks for them. */
const ALIKE = { labelNear: 0.08, label: 0.2, near: 0.25, words: 0.4, fewWords: 0.8, id: 0.3 } as const;
const FEW_WORDS = 4;
/** Tested ids count when the words of so many agree with them. */
const AGREEING_IDS = 0.9;
/** Of more ids than this, every so many are tested. */
const MOST_TESTED = 100;
/** Entries looked at on each side of the place where a partner would stand. */
const REACH = 3;

/** For each entry before, the index of its partner after, or undefined. */
export function matchEntries(
  before: readonly Entry[],
  after: readonly Entry[],
  options: MatchOptions,
): readonly (number | undefined)[] {
  const match = new Match(before, after, options);
  match.byParts();
  match.byId();
  match.byWords((entry, part) => `${entry.sort} ${part} ${entry.label}\n${entry.words}`);
  match.byWords(wordsAlone, 1);
  match.byNeighbours();
  match.byWords(wordsAlone);
  match.byLikeness();
  match.byLikeness();
  match.byPlace();
  return match.partners;
}

const wordsAlone = (entry: Entry) => (entry.words === '' ? undefined : `${entry.sort}\n${entry.words}`);

interface Proposal {
  readonly from: number;
  readonly to: number;
  readonly score: number;
}

class Match {
  readonly partners: (number | undefined)[];
  readonly #owners: (number | undefined)[];

  constructor(
    private readonly before: readonly Entry[],
    private readonly after: readonly Entry[],
    private readonly options: MatchOptions,
  ) {
    this.partners = before.map(() => undefined);
    this.#owners = after.map(() => undefined);
  }

  /** Parts were matched among themselves before. */
  byParts(): void {
    const byId = new Map(this.after.map((entry) => [entry.id, entry]));
    for (const { id, sort, index } of this.before) {
      const partner = sort === 'part' ? byId.get(this.options.parts.get(id) ?? '') : undefined;
      if (partner) this.#pair(index, partner.index);
    }
  }

  byId(): void {
    const { ids } = this.options;
    if (ids === 'apart') return;
    for (const [entry, other] of sameIds(this.before, this.after))
      if (ids === 'lasting' || isLikelySame(entry, other)) this.#pair(entry.index, other.index);
  }

  /** Pairs entries of one key in order, if equally many have it (and no more than `most`). */
  byWords(keyOf: (entry: Entry, part: string) => string | undefined, most = Number.POSITIVE_INFINITY): void {
    const old = grouped(this.#free(this.before, this.partners), (entry) =>
      keyOf(entry, this.#partBefore(entry)),
    );
    const fresh = grouped(this.#free(this.after, this.#owners), (entry) => keyOf(entry, partAfter(entry)));
    for (const [key, list] of old) {
      const others = fresh.get(key);
      if (others?.length !== list.length || list.length > most) continue;
      for (const [at, { index }] of list.entries()) this.#pair(index, (others[at] as Entry).index);
    }
  }

  /** From each pair outwards: neighbours with equal words are pairs too. */
  byNeighbours(): void {
    const spread = (step: 1 | -1) => (_: unknown, turn: number) => {
      const at = step === 1 ? turn : this.before.length - 1 - turn;
      const partner = this.partners[at];
      if (partner === undefined) return;
      const [a, b] = [this.before[at + step], this.after[partner + step]];
      if (!a || !b || !this.#isFree(a.index, b.index)) return;
      if (a.sort === b.sort && a.words === b.words && a.block.kind === b.block.kind)
        this.#pair(a.index, b.index);
    };
    this.before.forEach(spread(1));
    this.before.forEach(spread(-1));
  }

  /** The most alike first, among a few candidates for each. */
  byLikeness(): void {
    const index = new ShingleIndex<Entry>();
    const free = this.#free(this.after, this.#owners);
    for (const entry of free) index.add(entry, entry.shingles);
    const labelled = grouped(free, (entry) => labelKey(entry, partAfter(entry)));
    const gaps = new Gaps(this.partners, this.#owners);
    const proposals: Proposal[] = [];
    for (const entry of this.#free(this.before, this.partners)) {
      const near = gaps.around(entry.index).map((at) => this.after[at] as Entry);
      const named = labelled.get(labelKey(entry, this.#partBefore(entry)) ?? '') ?? [];
      const candidates = new Set([...index.candidates(entry.shingles), ...named.slice(0, REACH), ...near]);
      for (const other of candidates) proposals.push(...this.#proposal(entry, other, near.includes(other)));
    }
    proposals.sort((a, b) => b.score - a.score || a.from - b.from || a.to - b.to);
    for (const { from, to } of proposals) if (this.#isFree(from, to)) this.#pair(from, to);
  }

  /** What stands alone of its kind between the same two neighbours: headings, parts, notes, provisions without text. */
  byPlace(): void {
    const gaps = new Gaps(this.partners, this.#owners);
    const key = (gap: number, entry: Entry) =>
      `${gap} ${entry.block.kind} ${hasLabel(entry) ? entry.label : ''}`;
    const old = grouped(this.#free(this.before, this.partners), (entry) =>
      key(gaps.before(entry.index), entry),
    );
    const fresh = grouped(this.#free(this.after, this.#owners), (entry) =>
      key(gaps.after(entry.index), entry),
    );
    for (const [place, list] of old) {
      const others = fresh.get(place);
      if (others?.length !== list.length) continue;
      list.forEach((entry, at) => {
        const other = others[at] as Entry;
        if (isKnownByPlace(entry) || isKnownByPlace(other)) this.#pair(entry.index, other.index);
      });
    }
  }

  #proposal(a: Entry, b: Entry, isNear: boolean): readonly Proposal[] {
    if (a.sort !== b.sort) return [];
    const isLabelled = a.label !== '' && a.label === b.label && this.#partBefore(a) === partAfter(b);
    const alike = likeness(a.shingles, b.shingles);
    if (alike < thresholdOf(a, b, isLabelled, isNear)) return [];
    const kind = a.block.kind === b.block.kind ? 0.05 : 0;
    return [
      { from: a.index, to: b.index, score: alike + (isLabelled ? 0.2 : 0) + (isNear ? 0.1 : 0) + kind },
    ];
  }

  #partBefore({ place: { part } }: Entry): string {
    return part === undefined ? '' : (this.options.parts.get(part) ?? ` ${part}`);
  }

  #free(entries: readonly Entry[], taken: readonly (number | undefined)[]): readonly Entry[] {
    return entries.filter(({ index }) => taken[index] === undefined);
  }

  #isFree(from: number, to: number): boolean {
    return this.partners[from] === undefined && this.#owners[to] === undefined;
  }

  #pair(from: number, to: number): void {
    if (!this.#isFree(from, to)) return;
    this.partners[from] = to;
    this.#owners[to] = from;
  }
}

/** The stretches of free entries between pairs. */
class Gaps {
  /** For each entry, the last paired entry before it, or -1. */
  readonly #lastBefore: readonly number[];
  readonly #lastAfter: readonly number[];

  constructor(
    private readonly partners: readonly (number | undefined)[],
    private readonly owners: readonly (number | undefined)[],
  ) {
    this.#lastBefore = lastPaired(partners);
    this.#lastAfter = lastPaired(owners);
  }

  /** The gap of a free entry: the entry before (-1: none) that opens it, in the count of the draft before. */
  before(at: number): number {
    return this.#lastBefore[at] ?? -1;
  }

  after(at: number): number {
    const last = this.#lastAfter[at] ?? -1;
    return last < 0 ? -1 : (this.owners[last] ?? -1);
  }

  /** Free entries after that stand about where the partner of this free entry would. */
  around(at: number): readonly number[] {
    const last = this.before(at);
    const start = last < 0 ? -1 : (this.partners[last] ?? -1);
    const middle = start + at - last;
    const found: number[] = [];
    for (let to = Math.max(start + 1, middle - REACH); to <= middle + REACH; to++)
      if (this.owners[to] === undefined && to < this.owners.length && this.#lastAfter[to] === start)
        found.push(to);
    return found;
  }
}

function lastPaired(taken: readonly (number | undefined)[]): readonly number[] {
  let last = -1;
  return taken.map((other, at) => {
    const before = last;
    if (other !== undefined) last = at;
    return before;
  });
}

function thresholdOf(a: Entry, b: Entry, isLabelled: boolean, isNear: boolean): number {
  if (isLabelled) return isNear ? ALIKE.labelNear : ALIKE.label;
  if (isNear) return ALIKE.near;
  return Math.min(a.shingles.words, b.shingles.words) < FEW_WORDS ? ALIKE.fewWords : ALIKE.words;
}

/** What equal ids mean between these two drafts; `tested` ids that few words agree with mean nothing. */
export function meaningOfIds(before: readonly Entry[], after: readonly Entry[], ids: Ids): Ids {
  if (ids !== 'tested') return ids;
  const all = sameIds(before, after);
  const step = Math.ceil(all.length / MOST_TESTED);
  const named = all.filter((_, at) => at % step === 0);
  const alike = named.filter(([entry, other]) => isLikelySame(entry, other));
  return alike.length < named.length * AGREEING_IDS ? 'apart' : 'tested';
}

function sameIds(before: readonly Entry[], after: readonly Entry[]): readonly (readonly [Entry, Entry])[] {
  const byId = new Map(after.map((entry) => [entry.id, entry]));
  return before.flatMap((entry) => {
    const other = byId.get(entry.id);
    return other ? [[entry, other] as const] : [];
  });
}

const isLikelySame = (a: Entry, b: Entry) =>
  a.block.kind === b.block.kind && (a.words === b.words || likeness(a.shingles, b.shingles) >= ALIKE.id);

const partAfter = ({ place }: Entry) => place.part ?? '';

const labelKey = (entry: Entry, part: string) =>
  entry.label === '' ? undefined : `${entry.sort} ${part} ${entry.label}`;

const hasLabel = ({ sort }: Entry) => sort === 'text' || sort === 'note';

/** Few words or none: a heading, a note, a provision that is yet to come. */
const isKnownByPlace = ({ sort, words, block }: Entry) =>
  sort === 'heading' || sort === 'part' || sort === 'note' || words === '' || isEmptyForm(block.attrs.form);

const isEmptyForm = (form: string | undefined) => form === 'placeholder' || form === 'reserved';

function grouped(
  entries: readonly Entry[],
  keyOf: (entry: Entry) => string | undefined,
): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = key === undefined ? undefined : groups.get(key);
    if (group) group.push(entry);
    else if (key !== undefined) groups.set(key, [entry]);
  }
  return groups;
}
