/** What a ProseMirror transaction replaced, as ranges of the document before and after it. */
import type { StepMap } from 'prosemirror-transform';

/** `from … to` of the old document gave way to `newFrom … newTo` of the new one. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** Disjoint changes in order, from the maps of a transaction's steps. */
export function changesOf(maps: readonly StepMap[]): readonly Change[] {
  let changes: Change[] = [];
  for (const map of maps) {
    map.forEach((_from, _to, newFrom, newTo) => {
      changes = withRange(changes, newFrom, newFrom + (_to - _from), newTo - newFrom);
    });
  }
  return changes;
}

/** Adds the replacement of `start … end` (in the newest document) by `size` positions. */
function withRange(changes: readonly Change[], start: number, end: number, size: number): Change[] {
  const before = changes.filter(({ newTo }) => newTo < start);
  const after = changes.filter(({ newFrom }) => newFrom > end);
  const within = changes.filter(({ newTo, newFrom }) => newTo >= start && newFrom <= end);
  const shift = before.at(-1) ? before.at(-1)!.newTo - before.at(-1)!.to : 0;
  const first = within[0];
  const last = within.at(-1);
  const newFrom = Math.min(start, first?.newFrom ?? start);
  const oldEnd = Math.max(end, last?.newTo ?? end);
  const from = first && first.newFrom < start ? first.from : start - shift;
  const to = last ? last.to + (oldEnd - last.newTo) : end - shift;
  const delta = size - (end - start);
  return [
    ...before,
    { from, to, newFrom, newTo: oldEnd + delta },
    ...after.map((change) => ({ ...change, newFrom: change.newFrom + delta, newTo: change.newTo + delta })),
  ];
}
