/** Open points as rows of a list: number, place, words, kind, and who asks where that may be told (SPEC RN9). */
import { readBrackets } from '../draft/brackets.ts';
import { excerpt } from '../draft/excerpt.ts';
import { type LabelScheme, markerOf, nameOf, schemeOf } from '../draft/labels.ts';
import type { Point } from '../draft/points.ts';
import { printedInline } from '../draft/printed.ts';
import { readUnits, type Unit, type Units } from '../draft/units.ts';
import type { Block } from '../text/document.ts';
import { requestsIn } from './names.ts';
import { openPoints } from './open.ts';
import {
  type Asked,
  askedOf,
  type DraftState,
  optionKey,
  type PointRow,
  type RenditionOptions,
} from './rendition.ts';
import type { Vocabulary } from './vocabulary.ts';

/** One row a point, in order of print; `named`: with who asks for it. */
export function pointRows(
  state: DraftState,
  points: readonly Point[],
  options: RenditionOptions,
  words: Vocabulary,
  named: boolean,
): readonly PointRow[] {
  const { document } = state;
  const units = readUnits(document);
  const scheme = options.scheme ?? schemeOf(document.meta.language);
  const places = placesOf(document.blocks, units, scheme);
  const namesOf = (ids: readonly string[]) =>
    ids.flatMap((id) => (units.byId.has(id) ? [nameOf((units.byId.get(id) as Unit).block, scheme)] : []));
  return points.map((point): PointRow => {
    const { number, kind, at, text, members, unit } = point;
    const askedBy = named
      ? requestsIn(
          members.flatMap((id) => askedAt(id, state)),
          words,
        )
      : '';
    const block = document.blocks[at]?.id ?? '';
    const said =
      kind === 'alternatives' ? namesOf(members).join(words.comma) : text.replace(/\s+/g, ' ').trim();
    const row = { number, kind, place: places(at), words: said, askedBy, block };
    return unit === undefined ? row : { ...row, unit };
  });
}

/** Requests at a bracket or alternative and at each of its options. */
function askedAt(id: string, { askedBy }: DraftState): readonly Asked[] {
  const found: Asked[] = [];
  const whole = askedBy?.get(id);
  if (whole) found.push(...askedOf(whole));
  for (let option = 0; ; option += 1) {
    const each = askedBy?.get(optionKey(id, option));
    if (!each) return found;
    found.push(...askedOf(each));
  }
}

/** Part, chapter and provision of a block, as one says them. */
function placesOf(blocks: readonly Block[], units: Units, scheme: LabelScheme): (at: number) => string {
  const index = new Map(blocks.map(({ id }, at) => [id, at]));
  const headed = (id: string | undefined) => {
    const at = id === undefined ? undefined : index.get(id);
    const block = at === undefined ? undefined : blocks[at];
    return block ? markerOf(block, scheme) || titleAfter(blocks, at ?? 0) : '';
  };
  return (at) => {
    const { part, chapter } = units.placeAt(at);
    const unit = units.at(at)?.block;
    const own = blocks[at];
    const item = own?.kind === 'item' ? markerOf(own, scheme) : '';
    const said = [headed(part), headed(chapter), unit ? nameOf(unit, scheme) + item : ''];
    return said.filter((each) => each !== '').join(', ');
  };
}

/** What a part without a label is called: its title. */
function titleAfter(blocks: readonly Block[], at: number): string {
  const next = blocks[at + 1];
  const title = blocks[at]?.kind === 'part' && next?.kind === 'title' ? next : blocks[at];
  return excerpt((title?.content ?? []).map(printedInline).join(''), 40);
}

/** The rows of a compilation: under each provision what begins in it, and what reaches into it from an earlier one. */
export function rowsByUnit(
  state: DraftState,
  options: RenditionOptions,
  words: Vocabulary,
): readonly PointRow[] {
  const points = openPoints(state);
  const rows = pointRows(state, points, options, words, true);
  const reach = reachOf(state);
  return rows.flatMap((row, index): PointRow[] => {
    const later = (points[index] as Point).members.flatMap((id) => reach.get(id) ?? []);
    const units = [...new Set(later)].filter((unit) => unit !== row.unit);
    return [row, ...units.map((unit): PointRow => ({ ...row, unit, continued: true }))];
  });
}

/** By bracket: the provisions it reaches into; by candidate of a set: itself. A bracket around the draft reaches nowhere. */
function reachOf({ document }: DraftState): ReadonlyMap<string, readonly string[]> {
  const units = readUnits(document);
  const found = new Map<string, readonly string[]>(units.list.map(({ id }) => [id, [id]]));
  for (const { id, extent, open, close } of readBrackets(document, units).pairs) {
    if (extent === 'draft' || close.block - open.block > MOST_REACHED) continue;
    const reached: string[] = [];
    for (let at = open.block; at <= close.block; at++) {
      const unit = units.at(at);
      if (unit && reached.at(-1) !== unit.id) reached.push(unit.id);
    }
    found.set(id, reached);
  }
  return found;
}

/** A bracket over more blocks is around a chapter or more: it is said once, where it begins. */
const MOST_REACHED = 50;
