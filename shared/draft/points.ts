/**
 * Open points: what still has to be settled, each with a number that can be said, `12.1` (SPEC PT1–PT3). Brackets,
 * choices, placeholders, unpaired delimiters and alternative sets in one list; linked brackets are one point, and so are the
 * words a proposal wants to go with those it wants instead.
 */
import type { DraftDocument } from '../text/document.ts';
import { type AlternativeSet, type Alternatives, readAlternatives } from './alternatives.ts';
import { type Bracket, type Brackets, readBrackets, type Unpaired } from './brackets.ts';
import { excerpt } from './excerpt.ts';
import { type LabelScheme, nameOf, schemeOf } from './labels.ts';
import { readUnits, type Units } from './units.ts';

export type PointKind = 'bracket' | 'choice' | 'placeholder' | 'unpaired' | 'alternatives';

export interface Point {
  /** Stays the same while the point is open: `bracket:ID` (of the bracket or its proposal), `link:LINK`, `unpaired:ID`, `set:ID`. */
  readonly key: string;
  readonly kind: PointKind;
  /** `12.1`: the provision's label and a count; unique within its part, as labels are. */
  readonly number: string;
  /** Id of the part it stands in. */
  readonly part?: string;
  /** Id of the provision or alternative it stands in; absent in headings and elsewhere. */
  readonly unit?: string;
  /** Index in `document.blocks` where it begins. */
  readonly at: number;
  /** Up to 120 UTF-16 units of its words. */
  readonly text: string;
  /** Ids of its brackets (for a set: of its candidates). */
  readonly members: readonly string[];
}

/** Numbers once given, by key, with the part they are unique in; fixed until the next issue of the draft (PT2). */
export type PointNumbers = Readonly<Record<string, { readonly number: string; readonly part?: string }>>;

/** What of a draft the points are read from; those already at hand need not be read twice. */
export interface Readings {
  readonly units: Units;
  readonly brackets: Brackets;
  readonly alternatives: Alternatives;
}

/** Reads everything the points need. */
export function readingsOf(document: DraftDocument): Readings {
  const units = readUnits(document);
  return { units, brackets: readBrackets(document, units), alternatives: readAlternatives(document, units) };
}

/**
 * Open points in order of print. A point keeps its number in `given`; a new one gets the next count of its provision
 * that was never given, so that no number changes its meaning between two issues.
 */
export function readPoints(
  document: DraftDocument,
  given: PointNumbers = {},
  readings: Readings = readingsOf(document),
): readonly Point[] {
  const scheme = schemeOf(document.meta.language);
  const found = [
    ...bracketPoints(readings.brackets),
    ...readings.brackets.unpaired.map(unpairedPoint),
    ...readings.alternatives.sets.map((set) => setPoint(set, readings.units, scheme)),
  ].sort((a, b) => a.at - b.at || a.order - b.order);
  const numbering = new Numbering(document, readings.units, given);
  return found.map(({ key, kind, at, text, members }) => {
    const unit = readings.units.at(at);
    const { part } = readings.units.placeAt(at);
    const number = given[key]?.number ?? numbering.next(at);
    const point: { -readonly [name in keyof Point]: Point[name] } = { key, kind, number, at, text, members };
    if (part) point.part = part;
    if (unit) point.unit = unit.id;
    return point;
  });
}

/** The numbers to hand to the next reading. */
export function numbersOf(points: readonly Point[], given: PointNumbers = {}): PointNumbers {
  const fresh = points.map(({ key, number, part }) => [key, { number, ...(part ? { part } : {}) }] as const);
  return { ...given, ...Object.fromEntries(fresh) };
}

type Unnumbered = Omit<Point, 'number' | 'part' | 'unit'> & { readonly order: number };

const TEXT = 120;

function bracketPoints({ pairs }: Brackets): readonly Unnumbered[] {
  const byKey = new Map<string, Bracket[]>();
  for (const bracket of pairs) {
    const key = keyOfBracket(bracket);
    const members = byKey.get(key);
    if (members) members.push(bracket);
    else byKey.set(key, [bracket]);
  }
  return [...byKey].flatMap(([key, members]) => {
    const [first] = members;
    if (!first) return [];
    const between = first.open.object.asked ? ' → ' : ' … ';
    const text = excerpt(members.map((each) => each.text).join(between), TEXT);
    const { block, order } = first.open;
    return [{ key, kind: kindOf(first), at: block, order, text, members: members.map(({ id }) => id) }];
  });
}

/** What a proposal wants to go and what it wants instead are decided as one. */
function keyOfBracket({ id, link, open }: Bracket): string {
  if (link !== undefined) return `link:${link}`;
  return `bracket:${open.object.asked?.proposal ?? id}`;
}

function kindOf(bracket: Bracket): PointKind {
  if (bracket.kind === 'placeholder') return 'placeholder';
  return bracket.kind === 'choice' || bracket.options.length > 1 ? 'choice' : 'bracket';
}

function unpairedPoint({ id, side, at, before, after }: Unpaired): Unnumbered {
  const text = side === 'open' ? `[${after}` : `${before}]`;
  return { key: `unpaired:${id}`, kind: 'unpaired', at: at.block, order: at.order, text, members: [id] };
}

/** A set stands at its first place, before the brackets inside it; its words are what its members are called. */
function setPoint(set: AlternativeSet, units: Units, scheme: LabelScheme): Unnumbered {
  const at = units.byId.get(set.id)?.from ?? 0;
  const names = set.candidates.map(({ id, label }) => {
    const unit = units.byId.get(id);
    return (unit && nameOf(unit.block, scheme)) || label;
  });
  const text = excerpt(names.join(' · '), TEXT);
  return {
    key: `set:${set.id}`,
    kind: 'alternatives',
    at,
    order: -1,
    text,
    members: set.candidates.map(({ id }) => id),
  };
}

/** Gives the next count of a provision, passing over counts once given. */
class Numbering {
  readonly #highest = new Map<string, number>();
  readonly #stems: readonly string[];

  constructor(
    document: DraftDocument,
    private readonly units: Units,
    given: PointNumbers,
  ) {
    this.#stems = stemsOf(document, units);
    for (const { number, part } of Object.values(given)) this.#take(number, part);
  }

  next(at: number): string {
    const stem = this.#stems[at] ?? '0';
    const key = keyOf(this.units.placeAt(at).part, stem);
    const count = (this.#highest.get(key) ?? 0) + 1;
    this.#highest.set(key, count);
    return `${stem}.${count}`;
  }

  #take(number: string, part: string | undefined): void {
    const at = number.lastIndexOf('.');
    const key = keyOf(part, number.slice(0, at));
    const count = Number(number.slice(at + 1));
    if (Number.isSafeInteger(count)) this.#highest.set(key, Math.max(count, this.#highest.get(key) ?? 0));
  }
}

const keyOf = (part: string | undefined, stem: string) => `${part ?? ''}\u0000${stem}`;

/**
 * What the points of every block are named after: the label of its provision; `u1`, `u2` … in a part for provisions
 * without number; a chapter's label; `0` for all else.
 */
function stemsOf(document: DraftDocument, units: Units): readonly string[] {
  const scheme = schemeOf(document.meta.language);
  const names = new Map<string, string>();
  let unnumbered = 0;
  return document.blocks.map((block, index) => {
    if (block.kind === 'part') unnumbered = 0;
    const unit = units.at(index);
    if (!unit) return (block.kind === 'chapter' && block.attrs.label) || '0';
    const known = names.get(unit.id) ?? (nameOf(unit.block, scheme) || `u${++unnumbered}`);
    names.set(unit.id, known);
    return known;
  });
}
