import { nextRound } from './fixtures/next-round.ts';
import { randomDraft } from './fixtures/random-draft.ts';
import { seeded } from './test/support/random.ts';
import { compareDrafts } from './shared/compare/compare.ts';
import { sample } from './fixtures/samples.ts';
let [tp, fp, fn, ren, renBad, same, sameBad, pairBad, pairs, lift, liftBad] = Array(11).fill(0);
const bad: string[] = [];
for (let seed = 1; seed <= 200; seed++) {
  const random = seeded(seed);
  const draft = seed % 10 === 0 ? sample(seed % 20 ? 'rivers-zh' : 'rivers-en') : randomDraft(random, { most: 14 });
  const { document, truth } = nextRound(draft, random, { ids: seed % 2 ? 'new' : 'kept', moved: 0.06 });
  const c = compareDrafts(draft, document, { ids: process.argv[2] as never });
  const moved = new Set(c.units.flatMap((u) => (u.kind === 'moved' && (u.before.kind==='provision'||u.before.kind==='alternative') ? [u.before.id] : [])));
  for (const id of truth.moved) if (moved.has(id)) tp++; else { fn++; bad.push(`${seed} missed ${id}`); }
  for (const id of moved) if (!truth.moved.includes(id)) { fp++; bad.push(`${seed} false ${id}`); }
  const by = new Map(c.units.flatMap((u) => (u.before ? [[u.before.id, u] as const] : [])));
  for (const [a, b] of truth.ids) { pairs++; if (by.get(a)?.after?.id !== b) { pairBad++; bad.push(`${seed} pair ${a} ${b} got ${by.get(a)?.after?.id} ${by.get(a)?.before?.label}`);} }
  for (const r of truth.renumbered) { ren++; const u = by.get(r.id); if (u?.before?.label !== r.before || u?.after?.label !== r.after) renBad++; }
  for (const id of truth.untouched) { same++; if (by.get(id)?.kind !== 'same') { sameBad++; bad.push(`${seed} notsame ${id} ${by.get(id)?.kind}`) } }
  for (const id of truth.lifted) { lift++; const u = by.get(id); if (!u || !u.blocks.some(b=>b.differences.brackets.some(x=>x.change==='lifted')) || u.blocks.some(b=>b.differences.words)) { liftBad++; bad.push(`${seed} lift ${id}`);} }
}
console.log({ tp, fp, fn, ren, renBad, same, sameBad, pairs, pairBad, lift, liftBad });
console.log(bad.slice(0, 40).join('\n'));
