/** Which paragraph a label or a source stands level with, counted in lines of the row (seeds/004 lines 280-329). */
import { type Source, textOf, type Unit, type Work } from '../work.ts';

/** A paragraph of the text cell: its first line in the row, and whether labels may stand beside it. */
export interface Level {
  readonly row: number;
  readonly height: number;
  readonly kind: 'head' | 'more' | 'item';
}

/** Each label with the index of the paragraph that it begins. The first stands at the first paragraph. */
export function alignLabels(
  labels: readonly { unit: Unit; row: number }[],
  levels: readonly Level[],
  work: Work,
): [Unit, number][] {
  const heads = levels.flatMap((level, index) => (level.kind === 'head' ? [index] : []));
  let least = -1;
  return labels.map(({ unit, row }, index) => {
    const open = heads.filter((head) => head > least);
    const best = index === 0 ? open[0] : nearest(open, levels, row);
    const text = best ?? heads.at(-1) ?? 0;
    if (index > 0) tell(work, unit, row, levels[text]);
    least = text;
    return [unit, text];
  });
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
  const how = off <= 1 ? 'stands level with' : `stands ${off} lines from`;
  work.report.add(
    'concept-place',
    off <= 1 ? 'guess' : 'doubt',
    { line: unit.line, column: 1 },
    `The label "${quote}" ${how} the first line of the paragraph it was given to.`,
  );
}

type Placed = Source & { readonly row: number };

/** For each source the index of its paragraph or item. */
export function alignSources(
  sources: readonly Placed[],
  levels: readonly Level[],
  pads: number,
  work: Work,
): number[] {
  if (sources.length === 0) return [];
  const provisions = levels.flatMap((level, index) =>
    level.kind === 'head' ? [{ index, level, items: itemsOf(levels, index), end: endOf(levels, index) }] : [],
  );
  const shifts = pads > 1 ? [0, pads - 1] : [0];
  const tries = shifts.map((shift) =>
    assign(
      sources.map((source) => source.row + shift),
      provisions.map(({ level, end }) => ({ row: level.row, end })),
    ),
  );
  const best = tries.reduce((a, b) => (b.cost < a.cost ? b : a));
  const out = best.targets.map((target) => provisions[target]?.index ?? 0);
  provisions.forEach((provision, target) => {
    const mine = best.targets.flatMap((each, source) => (each === target ? [source] : []));
    spread(mine, provision, sources, levels, out);
  });
  out.forEach((text, index) => {
    const source = sources[index];
    if (source && Math.abs(source.row - (levels[text]?.row ?? 0)) > 1) {
      work.report.add(
        'source-place',
        'guess',
        source,
        `The source "${source.raw}" stands ${Math.abs(source.row - (levels[text]?.row ?? 0))} lines from the first line of the text it was given to.`,
      );
    }
  });
  return out;
}

interface Provision {
  readonly index: number;
  readonly level: Level;
  readonly items: readonly number[];
  readonly end: number;
}

/** When about as many sources as items fall to a provision, each item has its own; else all are the provision's. */
function spread(
  mine: readonly number[],
  provision: Provision,
  sources: readonly Placed[],
  levels: readonly Level[],
  out: number[],
): void {
  if (provision.items.length === 0 || mine.length < 2 || mine.length - 1 < provision.items.length * 0.4)
    return;
  const targets = [provision.index, ...provision.items];
  const rows = mine.map((index) => sources[index]?.row ?? 0);
  const found = assign(
    rows,
    targets.map((index) => ({ row: levels[index]?.row ?? 0, end: levels[index]?.row ?? 0 })),
  );
  found.targets.forEach((target, order) => {
    const source = mine[order];
    const text = targets[target];
    if (source !== undefined && text !== undefined) out[source] = text;
  });
}

const itemsOf = (levels: readonly Level[], head: number): number[] => {
  const out: number[] = [];
  for (let at = head + 1; at < levels.length && levels[at]?.kind !== 'head'; at += 1)
    if (levels[at]?.kind === 'item') out.push(at);
  return out;
};

const endOf = (levels: readonly Level[], head: number): number => {
  let at = head;
  while (at + 1 < levels.length && levels[at + 1]?.kind !== 'head') at += 1;
  return (levels[at]?.row ?? 1) + (levels[at]?.height ?? 1) - 1;
};

/** Two sources at one paragraph are rarer than one at each. */
const SHARED = 2;
const OUTSIDE = 3;

/** The cheapest assignment in order of print; cost: lines between a source and the first line of its target. */
function assign(
  rows: readonly number[],
  targets: readonly { row: number; end: number }[],
): { targets: number[]; cost: number } {
  let costs: number[] = targets.map((target) => costOf(rows[0] ?? 1, target, false));
  const from: number[][] = [targets.map(() => -1)];
  for (let source = 1; source < rows.length; source += 1) {
    const row = rows[source] ?? 1;
    const previous: number[] = [];
    let before = Number.POSITIVE_INFINITY;
    let beforeAt = -1;
    const next = targets.map((target, index) => {
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
    costs = next;
  }
  let at = costs.indexOf(Math.min(...costs));
  const cost = costs[at] ?? 0;
  const out: number[] = [];
  for (let source = rows.length - 1; source >= 0; source -= 1) {
    out.unshift(at);
    at = from[source]?.[at] ?? 0;
  }
  return { targets: out, cost };
}

function costOf(row: number, target: { row: number; end: number }, shared: boolean): number {
  const distance = Math.abs(row - target.row);
  const inside = row >= target.row && row <= target.end;
  const cost = inside ? Math.min(distance, 2) : distance <= 2 ? distance : distance + OUTSIDE;
  return cost + (shared ? SHARED : 0);
}
