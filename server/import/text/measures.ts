/** How wide the columns of a table are, told from the lines that go on in the next. */
import { textOf, type Unit } from '../work.ts';

/** A word that did not fit may leave so much of a narrow line empty. */
const SLACK = 4;

/** Cells at most this wide are labels or sources: what wrapped lines of narrow cells measure, else a third of the text's. */
export function narrowest(units: readonly Unit[], measure: number): number {
  const widths = wrappedWidths(units);
  const narrow = widths.filter((width) => width <= measure * 0.45).at(-1);
  const latin = units.some((unit) => /\p{Script=Han}/u.test(textOf(unit.pieces))) ? 0 : measure * 0.38;
  const found = narrow === undefined ? Math.max(14, measure * 0.3) : Math.min(narrow + SLACK, measure * 0.5);
  return Math.max(found, latin);
}

const wrappedWidths = (units: readonly Unit[]): number[] =>
  units
    .filter((unit) => unit.kind === 'text' && unit.height > 1)
    .map((unit) => unit.width)
    .sort((a, b) => a - b);

/** What the wrapped lines of the text column measure. */
export function measureOf(units: readonly Unit[]): number {
  const widths = wrappedWidths(units);
  return widths[Math.floor(widths.length * 0.8)] ?? 60;
}
