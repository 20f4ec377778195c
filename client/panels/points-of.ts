/** The open points beside the outline: where they begin and how they read in their context. */

import type { OpenPoint } from '../../shared/acts/reading/open-points.ts';
import { nameOf, schemeOf } from '../../shared/draft/labels.ts';
import type { DraftReading } from './reading.ts';

/** As it is printed: `10`, `Alt 10+11`. */
export function nameIn({ document }: Pick<DraftReading, 'document'>, id: string): string {
  const block = document.blocks.find((each) => each.id === id);
  return (block && nameOf(block, schemeOf(document.meta.language))) || '–';
}

/** Block a point begins in. */
export const blockOf = (
  { at }: Pick<OpenPoint, 'at'>,
  { document }: Pick<DraftReading, 'document'>,
): string => document.blocks[at]?.id ?? '';

/** Points counted at the block of the outline they hang under: their own, or the heading over it. */
export function countAt({
  points,
  document,
  units,
}: Omit<DraftReading, 'openPoints' | 'outline'>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { at } of points) {
    const block = document.blocks[at];
    const place = units.placeAt(at);
    const above = place.concept ?? place.chapter ?? place.part;
    const id = units.at(at) ? block?.id : (above ?? block?.id);
    if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

export type InContext = readonly [before: string, within: string, after: string];

/** The words of a point with those around them. */
export function inContext(point: OpenPoint, { brackets, document }: DraftReading): InContext {
  const [first = ''] = point.members;
  const bracket = brackets.byId.get(first);
  if (bracket && point.kind !== 'alternatives') {
    const { before, text, after, open, close } = bracket;
    return [before, `${open.object.glyph}${text}${close.object.glyph}`, after];
  }
  const unpaired = brackets.unpaired.find(({ id }) => id === first);
  if (point.kind === 'unpaired' && unpaired)
    return [unpaired.before, unpaired.at.object.glyph, unpaired.after];
  if (point.kind === 'alternatives')
    return ['', point.members.map((id) => nameIn({ document }, id)).join(' · '), ''];
  return ['', point.text, ''];
}
