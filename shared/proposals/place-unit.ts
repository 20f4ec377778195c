/** Which provision or other block a place is in (SPEC PP3). */
import { indexOf, type OpenDraft } from './open-draft.ts';
import type { Place } from './proposal.ts';
import { spanOf } from './span.ts';
import { tabledIn } from './table.ts';
import { partOf, unitOf } from './units.ts';

/** Id of the unit that a place concerns first; of an amendment, that of the proposal it amends. */
export function unitOfPlace(draft: OpenDraft, place: Place, depth = 0): string | undefined {
  if (place.on === 'blocks')
    return place.blocks.map((id) => unitOf(draft.text, id)).find((id) => id !== undefined);
  if (place.on === 'after') return place.block === null ? undefined : unitOf(draft.text, place.block);
  const span = spanOf(draft, place);
  const block = span && indexOf(draft, span.layer).placeAt(span.from)?.record;
  if (!span || !block) return undefined;
  if (span.layer === 'text') return unitOf(draft.text, block.id);
  const host = block.attrs.of === undefined ? undefined : tabledIn(draft.ydoc).get(block.attrs.of);
  return host && depth < 10 ? unitOfPlace(draft, host.place, depth + 1) : undefined;
}

/** All units that a place touches, in order. */
export function unitsOfPlace(draft: OpenDraft, place: Place): readonly string[] {
  if (place.on === 'blocks') return distinct(place.blocks.flatMap((id) => unitOf(draft.text, id) ?? []));
  const first = unitOfPlace(draft, place);
  const span = place.on === 'range' ? spanOf(draft, place) : undefined;
  if (span?.layer !== 'text') return first === undefined ? [] : [first];
  const found: string[] = [];
  for (let flat = span.from; flat < span.to; ) {
    const at = draft.text.placeAt(flat);
    if (!at) break;
    found.push(...[unitOf(draft.text, at.record.id) ?? []].flat());
    flat = Math.max(flat + 1, at.flat + at.record.size + at.record.lead + at.record.trail + 2);
  }
  return distinct(found);
}

/** The part in which a place stands. */
export function partOfPlace(draft: OpenDraft, place: Place): string | undefined {
  const unit = unitOfPlace(draft, place);
  return unit === undefined ? undefined : partOf(draft.text, unit);
}

const distinct = (ids: readonly string[]): readonly string[] => [...new Set(ids)];
