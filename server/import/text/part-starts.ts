/** Where the parts that have columns begin: the heads of the columns tell, the heading stands before them. */
import { textOf, type Unit, type Work } from '../work.ts';
import { columnHeads } from './column-heads.ts';
import { readMarker } from './markers.ts';

/** A heading is at most so many paragraphs. */
const MOST_HEADING = 6;

/** For the first unit of each part with columns the index of the heads of its columns. */
export function partStarts({ units, profile }: Work): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  units.forEach((unit, index) => {
    if (unit.kind !== 'text' || unit.height > 1 || !columnHeads(textOf(unit.pieces))) return;
    if (profile !== 'extraction' && !textOf(unit.pieces).includes('\t')) return;
    starts.set(startOf(units, index), index);
  });
  return starts;
}

function startOf(units: readonly Unit[], header: number): number {
  let start = header;
  let taken = 0;
  for (let at = header - 1; at >= 0 && taken < MOST_HEADING; at -= 1) {
    const unit = units[at];
    if (!unit || unit.kind === 'padding') continue;
    const text = textOf(unit.pieces);
    const marker = readMarker(text);
    if (marker && marker.kind !== 'part') break;
    start = at;
    taken += 1;
    if (unit.startsPage || marker?.kind === 'part') return at;
  }
  return isShort(units, start, header) ? start : header;
}

/** Without a page or a label, only short bold lines right before the heads are the heading. */
function isShort(units: readonly Unit[], from: number, to: number): boolean {
  return units
    .slice(from, to)
    .every(
      (unit) =>
        unit.kind === 'padding' ||
        (unit.height === 1 && unit.pieces.some((piece) => 'text' in piece && piece.strong)),
    );
}
