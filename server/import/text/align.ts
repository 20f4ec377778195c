/** Which paragraph a label or a source stands level with, counted in lines of the row (seeds/004 lines 280-329). */
import { said } from '../../../shared/house/import-said.ts';
import { type Source, textOf, type Unit, type Work } from '../work.ts';

/** A paragraph of the text cell: its first line in the row, and whether labels may stand beside it. */
export interface Level {
  readonly row: number;
  readonly height: number;
  readonly kind: 'head' | 'more' | 'item';
}

/** A label with its first line in the row. */
interface Label {
  readonly unit: Unit;
  readonly row: number;
}

/** Each label with the index of the paragraph that it begins. `pads`: empty lines before the first label. */
export function alignLabels(
  labels: readonly Label[],
  pads: number,
  levels: readonly Level[],
  work: Work,
): [Unit, number][] {
  const shift = shiftOf(labels, pads, levels);
  let least = -1;
  return labels.map(({ unit, row }, index) => {
    const at = row + shift;
    const best = index === 0 && shift === 0 ? firstHead(levels) : levelWith(levels, at, least);
    const text = best ?? levels.findLastIndex((level) => level.kind === 'head');
    if (index > 0 || shift > 0) tell(work, unit, at, levels[text]);
    least = text;
    return [unit, Math.max(text, 0)];
  });
}

const firstHead = (levels: readonly Level[]): number => levels.findIndex((level) => level.kind === 'head');

/** The first paragraphs of a row may stand under no label: then empty lines come before the first one. */
function shiftOf(labels: readonly Label[], pads: number, levels: readonly Level[]): number {
  const rows = new Set(levels.filter((level) => level.kind !== 'item').map(({ row }) => row));
  const fits = (shift: number) => labels.every(({ row }) => rows.has(row + shift));
  return [pads, pads - 1].find((shift) => shift > 1 && fits(shift)) ?? 0;
}

/** The paragraph on whose first line a row falls, even one without number; else the nearest numbered one. */
function levelWith(levels: readonly Level[], row: number, least: number): number | undefined {
  const own = levels.findIndex((level, at) => at > least && level.kind !== 'item' && level.row === row);
  if (own >= 0) return own;
  const heads = levels.flatMap((level, index) => (level.kind === 'head' && index > least ? [index] : []));
  return nearest(heads, levels, row);
}

function nearest(candidates: readonly number[], levels: readonly Level[], row: number): number | undefined {
  let best: number | undefined;
  for (const index of candidates) {
    const distance = Math.abs((levels[index]?.row ?? 0) - row);
    if (best === undefined || distance < Math.abs((levels[best]?.row ?? 0) - row)) best = index;
  }
  return best;
}

function tell(work: Work, unit: Unit, row: number, level: Level | undefined): void {
  const off = Math.abs((level?.row ?? 0) - row);
  const quote = textOf(unit.pieces);
  work.report.add(
    'concept-place',
    off <= 1 ? 'guess' : 'doubt',
    { line: unit.line, column: 1 },
    off <= 1 ? said('concept-level', { text: quote }) : said('concept-off', { text: quote, count: off }),
  );
}

/** A source with the first and last line of its cell that it fills. */
type Placed = Source & { readonly row: number; readonly end: number };

interface Rows {
  readonly row: number;
  /** True when one empty line parts it from the source before it. */
  readonly close: boolean;
}

/** What a source can stand beside: a paragraph or an item, and the rows it fills. */
interface Target {
  readonly index: number;
  readonly row: number;
  readonly end: number;
  /** Last row before the next target; absent: `end`. */
  readonly room?: number;
}
interface Assignment {
  readonly targets: readonly number[];
  readonly cost: number;
  /** True when each target's first source stands level with its first line. */
  readonly exact: boolean;
}

/** For each source the index of its paragraph or item. `pads`: empty lines before the first source. */
export function alignSources(
  sources: readonly Placed[],
  levels: readonly Level[],
  pads: number,
  work: Work,
): number[] {
  if (sources.length === 0) return [];
  // One empty line may still belong to the text cell; the others are the beginning of the source cell.
  const shifts = pads > 0 ? [pads - 1, pads] : [0];
  const rows = shifts.map((shift) =>
    sources.map(
      (source, index): Rows => ({
        row: source.row + shift,
        close: source.row === (sources[index - 1]?.end ?? -9) + 2,
      }),
    ),
  );
  const out = rows.map((each) => exactly(each, levels)).findLast(Boolean) ?? roughly(rows, levels);
  const shifted = rows[0] ?? [];
  out.forEach((text, index) => {
    const source = sources[index];
    const off = Math.abs((shifted[index]?.row ?? 0) - (levels[text]?.row ?? 0));
    if (!source || off <= 1) return;
    const message = said('source-off', { text: source.raw, count: off });
    work.report.add('source-place', 'guess', source, message);
  });
  return out;
}

/** The assignment in which every paragraph and item has its first source on its first line, if there is one. */
function exactly(rows: readonly Rows[], levels: readonly Level[]): number[] | undefined {
  const heads = levels.flatMap((level, index) => (level.kind === 'more' ? [] : [{ index, row: level.row }]));
  const targets = heads.map(
    (head, at): Target => ({
      ...head,
      end: textEnd(levels, head.index),
      room: (heads[at + 1]?.row ?? Number.POSITIVE_INFINITY) - 1,
    }),
  );
  const found = assign(rows, targets, strict);
  return found.exact ? found.targets.map((target) => targets[target]?.index ?? 0) : undefined;
}

/** By paragraphs first; where about as many sources as items fall to one, each item has its own. */
function roughly(tries: readonly (readonly Rows[])[], levels: readonly Level[]): number[] {
  const provisions = levels.flatMap((level, index) =>
    level.kind === 'head' ? [{ index, row: level.row, end: endOf(levels, index) }] : [],
  );
  const found = tries.map((rows) => assign(rows, provisions, loose));
  const best = found.reduce((a, b) => (b.cost < a.cost ? b : a));
  const rows = tries[found.indexOf(best)] ?? [];
  const out = best.targets.map((target) => provisions[target]?.index ?? 0);
  provisions.forEach((provision, target) => {
    const mine = best.targets.flatMap((each, source) => (each === target ? [source] : []));
    spread(mine, provision, rows, levels, out);
  });
  return out;
}

/** So many of the items must have a source of their own, for a source to be taken for an item's. */
const SHARE_OF_ITEMS = 0.4;

function spread(
  mine: readonly number[],
  provision: Target,
  rows: readonly Rows[],
  levels: readonly Level[],
  out: number[],
): void {
  const items = itemsOf(levels, provision.index);
  if (items.length === 0 || mine.length < 2 || mine.length - 1 < items.length * SHARE_OF_ITEMS) return;
  const targets = [provision.index, ...items].map((index): Target => {
    const row = levels[index]?.row ?? 0;
    return { index, row, end: row };
  });
  const found = assign(
    mine.map((index) => rows[index] ?? NOWHERE),
    targets,
    loose,
  );
  found.targets.forEach((target, order) => {
    const source = mine[order];
    if (source !== undefined) out[source] = targets[target]?.index ?? provision.index;
  });
}

const itemsOf = (levels: readonly Level[], head: number): number[] => {
  const out: number[] = [];
  for (let at = head + 1; at < levels.length && levels[at]?.kind !== 'head'; at += 1)
    if (levels[at]?.kind === 'item') out.push(at);
  return out;
};

/** Last row of the text of a paragraph, with the paragraphs that go on under its number. */
function textEnd(levels: readonly Level[], head: number): number {
  let at = head;
  while (levels[at + 1]?.kind === 'more') at += 1;
  return (levels[at]?.row ?? 1) + (levels[at]?.height ?? 1) - 1;
}

const endOf = (levels: readonly Level[], head: number): number => {
  let at = head;
  while (at + 1 < levels.length && levels[at + 1]?.kind !== 'head') at += 1;
  return (levels[at]?.row ?? 1) + (levels[at]?.height ?? 1) - 1;
};

/** Two sources at one paragraph are rarer than one at each. */
const SHARED = 2;
const OUTSIDE = 3;
type Cost = (at: Rows, target: Target, shared: boolean) => number;
const NOWHERE: Rows = { row: 1, close: false };

/** Nothing but a first line, or a further source within the same text, is free or nearly so. */
const strict: Cost = ({ row, close }, target, shared) => {
  if (!shared) return row === target.row ? 0 : 1_000;
  return row > target.row && row <= (close ? (target.room ?? target.end) : target.end) ? 1 : 1_000;
};

/** Lines between a source and the first line of its target, within the target little. */
const loose: Cost = ({ row }, target, shared) => {
  const distance = Math.abs(row - target.row);
  const inside = row >= target.row && row <= target.end;
  const cost = inside ? Math.min(distance, 2) : distance <= 2 ? distance : distance + OUTSIDE;
  return cost + (shared ? SHARED : 0);
};

/** More comparisons than this are not made: each source goes to the target it stands within. */
const MOST_COMPARISONS = 4_000_000;

/** The cheapest assignment in order of print. */
function assign(rows: readonly Rows[], targets: readonly Target[], costOf: Cost): Assignment {
  if (rows.length * targets.length > MOST_COMPARISONS || targets.length === 0) return within(rows, targets);
  let costs: number[] = targets.map((target) => costOf(rows[0] ?? NOWHERE, target, false));
  const from: number[][] = [targets.map(() => -1)];
  for (const row of rows.slice(1)) {
    const previous: number[] = [];
    let before = Number.POSITIVE_INFINITY;
    let beforeAt = -1;
    costs = targets.map((target, index) => {
      const shared = (costs[index] ?? 0) + costOf(row, target, true);
      const fresh = before + costOf(row, target, false);
      previous.push(fresh <= shared ? beforeAt : index);
      if ((costs[index] ?? 0) < before) {
        before = costs[index] ?? 0;
        beforeAt = index;
      }
      return Math.min(shared, fresh);
    });
    from.push(previous);
  }
  const cost = costs.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return { targets: traceBack(from, costs.indexOf(cost)), cost, exact: cost < 1_000 };
}

function traceBack(from: readonly (readonly number[])[], last: number): number[] {
  const out: number[] = [];
  let at = last;
  for (let source = from.length - 1; source >= 0; source -= 1) {
    out.push(at);
    at = from[source]?.[at] ?? 0;
  }
  return out.reverse();
}

function within(rows: readonly Rows[], targets: readonly Target[]): Assignment {
  let at = 0;
  const found = rows.map(({ row }) => {
    while (at + 1 < targets.length && (targets[at + 1]?.row ?? 0) <= row) at += 1;
    return at;
  });
  return { targets: found, cost: 0, exact: false };
}
