/** How much differs between two drafts, in numbers (SPEC CP9). */
import type { BracketChange, ComparisonCounts, Tally, UnitComparison } from './comparison.ts';

type Growing = { -readonly [name in keyof Tally]: number };

export function countChanges(units: readonly UnitComparison[]): ComparisonCounts {
  const [inUnits, inOthers] = [none(), none()];
  const brackets: Record<BracketChange['change'], number> = {
    lifted: 0,
    gone: 0,
    added: 0,
    new: 0,
    extent: 0,
    kind: 0,
  };
  const sources = { gone: 0, new: 0 };
  let statuses = 0;
  for (const unit of units) {
    count(isUnit(unit) ? inUnits : inOthers, unit);
    for (const { differences } of unit.blocks) {
      for (const { change } of differences.brackets) brackets[change]++;
      sources.gone += differences.sources.gone.length;
      sources.new += differences.sources.new.length;
      if (differences.status) statuses++;
    }
  }
  return { units: inUnits, others: inOthers, brackets, sources, statuses };
}

const none = (): Growing => ({
  same: 0,
  changed: 0,
  new: 0,
  gone: 0,
  moved: 0,
  movedAndChanged: 0,
  renumbered: 0,
  reworded: 0,
});

function isUnit({ before, after }: UnitComparison): boolean {
  const kind = (after ?? before)?.kind;
  return kind === 'provision' || kind === 'alternative';
}

function count(tally: Growing, unit: UnitComparison): void {
  tally[unit.kind]++;
  if (unit.kind === 'new' || unit.kind === 'gone') return;
  if (unit.kind === 'moved' && unit.isChanged) tally.movedAndChanged++;
  if (unit.before.label !== unit.after.label) tally.renumbered++;
  if (unit.blocks.some(({ differences }) => differences.words)) tally.reworded++;
}
