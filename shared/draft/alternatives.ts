/**
 * Alternative sets and their coherent outcomes (SPEC AL3–AL6). Blocks that compete for the same place form one set; an
 * outcome is an exact cover of its places. Independent sets are kept apart, never multiplied out.
 */
import type { DraftDocument } from '../text/document.ts';
import { readUnits, type Unit, type Units } from './units.ts';

/** What can stand in a set: a covered provision itself, or an alternative; of options that cover no provision each is one. */
export interface Candidate {
  readonly id: string;
  readonly label: string;
  readonly kind: 'base' | 'alternative';
  /** The places it takes: ids of covered provisions, in order of print. */
  readonly places: readonly string[];
}

/** One combination that can stand: ids of candidates, in order of their first place. */
export type Outcome = readonly string[];

export interface AlternativeSet {
  /** Id of its first place: stays the same while alternatives come and go. */
  readonly id: string;
  readonly places: readonly string[];
  /** Provisions first, then alternatives, both in order of print. */
  readonly candidates: readonly Candidate[];
  /** At most `MOST_OUTCOMES`. */
  readonly outcomes: readonly Outcome[];
  /** True when there are more outcomes than listed. */
  readonly more: boolean;
}

export interface Alternatives {
  readonly sets: readonly AlternativeSet[];
  /** The set a provision or alternative belongs to. */
  readonly setOf: ReadonlyMap<string, AlternativeSet>;
  /** Alternatives that are asked for beside what they follow (`10 bis`): they compete with nothing. */
  readonly inserted: readonly string[];
  /** Alternatives none of whose covered provisions is in the draft. */
  readonly orphans: readonly string[];
  /** Covered ids that are not in the draft, with the alternative that names them. */
  readonly dangling: readonly { readonly alternative: string; readonly missing: string }[];
}

/** A set with many joint alternatives could have a million outcomes; nobody reads more than these. */
export const MOST_OUTCOMES = 64;

/** Outcomes of a set with more places are not listed at all. */
const MOST_PLACES = 1000;

/** Reads all alternative sets; never throws. */
export function readAlternatives(document: DraftDocument, units: Units = readUnits(document)): Alternatives {
  const alternatives = units.list.filter((unit) => unit.block.kind === 'alternative');
  const competing = alternatives.filter((unit) => !isInserted(unit));
  const ground = new Ground(document, units);
  const sets = groups(competing, ground).map((group) => setOf(group, ground));
  return {
    sets,
    setOf: new Map(sets.flatMap((set) => set.candidates.map(({ id }) => [id, set] as const))),
    inserted: alternatives.filter(isInserted).map(({ id }) => id),
    orphans: competing.filter((unit) => ground.placesOf(unit).length === 0).map(({ id }) => id),
    dangling: alternatives.flatMap((unit) => ground.missing(unit)),
  };
}

/** The candidates that fall when this one is chosen: those that take a place it takes. */
export function competitors(set: AlternativeSet, id: string): readonly string[] {
  const places = new Set(set.candidates.find((each) => each.id === id)?.places);
  const competes = (each: Candidate) => each.id !== id && each.places.some((place) => places.has(place));
  return set.candidates.filter(competes).map((each) => each.id);
}

const isInserted = (unit: Unit) => unit.block.attrs.relation === 'inserted-after';

/** Which places each alternative takes. */
class Ground {
  readonly #order: ReadonlyMap<string, number>;
  readonly #places = new Map<string, readonly string[]>();
  readonly #covered: ReadonlySet<string>;

  constructor(
    private readonly document: DraftDocument,
    private readonly units: Units,
  ) {
    this.#order = new Map(document.blocks.map((block, index) => [block.id, index]));
    const competing = units.list.filter((unit) => unit.block.kind === 'alternative' && !isInserted(unit));
    this.#covered = new Set(
      competing.flatMap(({ id, block }) => (block.attrs.covers ?? []).filter((each) => each !== id)),
    );
  }

  label(id: string): string {
    return this.document.blocks[this.#order.get(id) ?? -1]?.attrs.label ?? '';
  }

  /** The first of several options that stand in the place of no provision: `Option 1`, which `Option 2` competes with. */
  isFirst({ id, block }: Unit): boolean {
    return block.kind === 'alternative' && (block.attrs.covers ?? []).length === 0 && this.#covered.has(id);
  }

  /**
   * Places in order of print. An alternative to an alternative competes for the place of what that one replaces; the first
   * of several options is their place itself.
   */
  placesOf(unit: Unit): readonly string[] {
    const known = this.#places.get(unit.id);
    if (known) return known;
    const found = new Set<string>(this.isFirst(unit) ? [unit.id] : []);
    const seen = new Set([unit.id]);
    const waiting = [...(unit.block.attrs.covers ?? [])].reverse();
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (seen.has(id) || !this.#order.has(id)) continue;
      seen.add(id);
      const covered = this.units.byId.get(id);
      const isPlace = covered?.block.kind !== 'alternative' || isInserted(covered) || this.isFirst(covered);
      if (isPlace) found.add(id);
      else waiting.push(...(this.#places.get(id) ?? covered.block.attrs.covers ?? []));
    }
    const places = this.sorted(found);
    this.#places.set(unit.id, places);
    return places;
  }

  sorted(ids: Iterable<string>): readonly string[] {
    return [...ids].sort((a, b) => (this.#order.get(a) ?? 0) - (this.#order.get(b) ?? 0));
  }

  missing(unit: Unit): readonly { alternative: string; missing: string }[] {
    const absent = (unit.block.attrs.covers ?? []).filter((id) => !this.#order.has(id));
    return absent.map((missing) => ({ alternative: unit.id, missing }));
  }
}

/** Alternatives that compete, directly or through others, in order of print. */
function groups(alternatives: readonly Unit[], ground: Ground): readonly (readonly Unit[])[] {
  const parent = new Map<string, string>();
  const rootOf = (place: string): string => {
    let root = place;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    for (let at = place; at !== root; ) {
      const up = parent.get(at) ?? root;
      parent.set(at, root);
      at = up;
    }
    return root;
  };
  for (const unit of alternatives) {
    const [first, ...rest] = ground.placesOf(unit);
    for (const place of rest) parent.set(rootOf(place), rootOf(first ?? place));
  }
  const found = new Map<string, Unit[]>();
  for (const unit of alternatives) {
    const [first] = ground.placesOf(unit);
    if (first === undefined) continue;
    const root = rootOf(first);
    const group = found.get(root);
    if (group) group.push(unit);
    else found.set(root, [unit]);
  }
  return [...found.values()];
}

function setOf(group: readonly Unit[], ground: Ground): AlternativeSet {
  const places = ground.sorted(new Set(group.flatMap((unit) => ground.placesOf(unit))));
  const isOption = new Set(group.map(({ id }) => id));
  const base = places
    .filter((id) => !isOption.has(id))
    .map((id): Candidate => ({ id, label: ground.label(id), kind: 'base', places: [id] }));
  const others = group.map(
    (unit): Candidate => ({
      id: unit.id,
      label: ground.label(unit.id),
      kind: 'alternative',
      places: ground.placesOf(unit),
    }),
  );
  const candidates = [...base, ...others];
  const tooMany = places.length > MOST_PLACES;
  const outcomes = tooMany ? [] : exactCovers(places, candidates, MOST_OUTCOMES + 1);
  return {
    id: places[0] ?? '',
    places,
    candidates,
    outcomes: outcomes.slice(0, MOST_OUTCOMES),
    more: tooMany || outcomes.length > MOST_OUTCOMES,
  };
}

/**
 * The first `limit` ways to fill every place exactly once. Every place has its own provision or option among the candidates,
 * so no partial choice is a dead end and the search costs no more than what it lists.
 */
function exactCovers(
  places: readonly string[],
  candidates: readonly Candidate[],
  limit: number,
): readonly Outcome[] {
  const startingAt = new Map(places.map((place) => [place, [] as Candidate[]]));
  for (const each of candidates) startingAt.get(each.places[0] ?? '')?.push(each);
  const found: Outcome[] = [];
  const taken = new Set<string>();
  const chosen: string[] = [];
  const fill = (at: number): void => {
    let next = at;
    while (next < places.length && taken.has(places[next] ?? '')) next++;
    if (next === places.length) found.push([...chosen]);
    else
      for (const each of startingAt.get(places[next] ?? '') ?? [])
        if (found.length < limit) choose(each, next);
  };
  const choose = (each: Candidate, at: number): void => {
    if (each.places.some((place) => taken.has(place))) return;
    for (const place of each.places) taken.add(place);
    chosen.push(each.id);
    fill(at + 1);
    chosen.pop();
    for (const place of each.places) taken.delete(place);
  };
  fill(0);
  return found;
}
