/** The number of a further alternative to provisions (SPEC AL1): that of what it covers, then with a letter: 11, 11A, 11B … */
import type { BlockIndex } from '../text/block-index.ts';

const LETTERS = ['', ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Undefined where what it covers has no number, or every letter is taken. */
export function labelFor(
  covered: readonly (string | undefined)[],
  taken: ReadonlySet<string>,
): string | undefined {
  const base = covered.filter((label) => label !== undefined && label !== '').join('+');
  if (base === '') return undefined;
  return LETTERS.map((letter) => base + letter).find((label) => !taken.has(label));
}

/** Labels of the provisions an alternative covers. */
export const labelsCovered = (text: BlockIndex, covers: readonly string[]): readonly (string | undefined)[] =>
  covers.map((id) => text.placeOf(id)?.record.attrs.label);

/** Labels that alternatives have in a sequence. */
export function alternativeLabels(index: BlockIndex): Set<string> {
  const found = new Set<string>();
  for (const { kind, attrs } of index.records())
    if (kind === 'alternative' && attrs.label !== undefined) found.add(attrs.label);
  return found;
}
