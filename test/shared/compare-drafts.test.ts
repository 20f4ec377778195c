/** Two drafts side by side: what is what, what moved, what has another number (SPEC CP1 to CP3, CP8, CP9). */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draft } from '../../fixtures/build.ts';
import { nextRound, type RoundOptions, type RoundTruth } from '../../fixtures/next-round.ts';
import { randomDraft } from '../../fixtures/random-draft.ts';
import { SAMPLES, sample } from '../../fixtures/samples.ts';
import { importText } from '../../server/import/import.ts';
import { type CompareOptions, compareDrafts } from '../../shared/compare/compare.ts';
import { type Comparison, isDifferent, type UnitComparison } from '../../shared/compare/comparison.ts';
import { movedIn } from '../../shared/compare/order.ts';
import { normalised } from '../../shared/compare/tokens.ts';
import { type Block, type DraftDocument, wordsOf } from '../../shared/text/document.ts';
import { seeded } from '../support/random.ts';

const of = (notation: string) => draft({ title: '', language: 'en', dir: 'ltr' }, notation);
const compared = (before: string, after: string, options: CompareOptions = { ids: 'apart' }) =>
  compareDrafts(of(before), of(after), options);

/** `kind old>new`, by labels or words. */
const told = ({ units }: Comparison) =>
  units.map((unit) => `${unit.kind} ${name(unit, 'before')}>${name(unit, 'after')}`);
function name(unit: UnitComparison, side: 'before' | 'after'): string {
  const block = unit.blocks[0]?.[side];
  return unit[side]?.label ?? (block ? wordsOf(block.content).slice(0, 12) : '');
}

const A = 'We reaffirm that those who live by a river have a right to know what it carries.';
const B = 'Measuring is not an end in itself: what is measured must inform all decisions.';
const C = 'Sensors and simple test kits allow many people to take part in observing rivers.';
const D = 'Exchange of views and of good practice between basins is essential for all of us.';
const E = 'Early warnings of floods shall be given at any hour, and without any charge.';

describe('CP1: a provision is found again', () => {
  it('CP1: by its words, whatever its number', () => {
    const text = told(compared(`1. ${A}\n2. ${B}\n3. ${C}`, `1. ${D}\n2. ${A}\n3. ${B}\n4. ${C}`));
    expect(text).toEqual(['new >1', 'changed 1>2', 'changed 2>3', 'changed 3>4']);
  });

  it('CP1: by number and part when many of its words are others', () => {
    const parts = (one: string, two: string) =>
      `@part A\n@title First\n1. ${one}\n@part B\n@title Second\n1. ${two}`;
    const after = 'We reaffirm that fishers and herders have a right to be heard in what concerns them.';
    const { units } = compared(parts(A, B), parts(after, B));
    expect(units.map(({ kind }) => kind)).toEqual(['same', 'same', 'changed', 'same', 'same', 'same']);
  });

  it('CP1: by id alone between two states of one draft', () => {
    const [before, after] = [of(`1. ${A}`), of(`1. ${E}`)];
    expect(told(compareDrafts(before, after, { ids: 'lasting' }))).toEqual(['changed 1>1']);
    expect(told(compareDrafts(before, after, { ids: 'apart' }))).toEqual(['gone 1>', 'new >1']);
  });

  it('CP1: ids that the words do not agree with mean nothing', () => {
    const texts = [A, B, C, D, E].map((text, at) => `${at + 1}. ${text}`);
    const [before, after] = [of(texts.join('\n')), of([...texts].reverse().join('\n'))];
    const found = compareDrafts(before, after).units.filter(
      ({ kind }) => kind !== 'moved' && kind !== 'same',
    );
    expect(found).toEqual([]);
  });

  it('CP1: items are found again within their provision', () => {
    const { units } = compared(
      `1. We shall:\n(a) measure every river from its spring;\n(b) share what was measured;\n(c) warn those downstream.`,
      `1. We shall:\n(a) warn those downstream;\n(b) measure each river from its spring;\n(c) publish all methods;\n(d) share what was measured.`,
    );
    expect(
      units[0]?.blocks.map(({ kind, before, after }) => [kind, before?.attrs.label, after?.attrs.label]),
    ).toEqual([
      ['same', '1', '1'],
      ['moved', 'c', 'a'],
      ['changed', 'a', 'b'],
      ['new', undefined, 'c'],
      ['changed', 'b', 'd'],
    ]);
  });

  it('CP1: headings, rows and notes are compared too; a renamed concept is the same concept', () => {
    const text = (concept: string, row: string, note: string) =>
      `@part A\n@title One\n@concept ${concept}\n1. ${A}\n@note * :: ${note}\n@part B\n@head Line | Moderator\n@row ${row} | UN\n@row C2. Other things | WMO`;
    const { units } = compared(
      text('Key principles', 'C1. Waters', 'More is needed here.'),
      text('Rights', 'C1. All the waters', 'More is needed there.'),
    );
    expect(units.filter(({ kind }) => kind !== 'same').map(({ kind, after }) => [kind, after?.kind])).toEqual(
      [
        ['changed', 'concept'],
        ['changed', 'note'],
        ['changed', 'row'],
      ],
    );
  });
});

describe('CP2: what changed its place is shown as a move', () => {
  it('CP2: a moved provision is shown as a move, from where to where', () => {
    const { units } = compared(
      `1. ${A}\n2. ${B}\n3. ${C}\n4. ${D}`,
      `2. ${B}\n3. ${C}\n4. ${D}\n1. ${A.replace('right', 'full right')}`,
      { ids: 'tested' },
    );
    const [moved] = units.filter(({ kind }) => kind === 'moved');
    expect(units.map(({ kind }) => kind)).toEqual(['same', 'same', 'same', 'moved']);
    expect(moved).toMatchObject({ isChanged: true, move: { from: {}, to: { after: 'b3' }, stoodAfter: -1 } });
    expect(moved?.move?.from.after).toBeUndefined();
  });

  it('CP2: a provision that went to another part moved; the heading did not', () => {
    const { units } = compared(
      `@part A\n@title First\n1. ${A}\n2. ${B}\n@part B\n@title Second\n1. ${C}`,
      `@part A\n@title First\n1. ${A}\n@part B\n@title Second\n1. ${B}\n2. ${C}`,
    );
    const moves = units.filter(({ kind }) => kind === 'moved');
    expect(moves.map(({ before, after }) => [before?.label, after?.label, after?.part])).toEqual([
      ['2', '1', 'b4'],
    ]);
  });

  it('CP2: as few as possible moved, and the heavier stay', () => {
    const list = [3, 0, 1, 2].map((after, before) => ({ before, after, weight: 1 }));
    expect([...movedIn(list)]).toEqual([0]);
    const heavy = [1, 0].map((after, before) => ({ before, after, weight: before === 0 ? 5 : 1 }));
    expect([...movedIn(heavy)]).toEqual([1]);
  });

  it('CP2: a swap is one move, and nothing moved where nothing did', () => {
    expect(
      told(compared(`1. ${A}\n2. ${B}`, `2. ${B}\n1. ${A}`)).filter((each) => each.startsWith('moved')),
    ).toHaveLength(1);
    for (const { document } of SAMPLES) {
      const { units } = compareDrafts(document, document, { ids: 'apart' });
      expect(units.filter(({ kind }) => kind !== 'same')).toEqual([]);
    }
  });
});

describe('CP3 and CP8: numbers, splits, merges', () => {
  it('CP3: a renumbered provision is the same provision with another number', () => {
    const { units, counts } = compared(`1. ${A}\n2. ${B}`, `7. ${A}\n8. ${B}`);
    expect(units.map(({ blocks }) => blocks[0]?.differences.label)).toEqual([
      { before: '1', after: '7' },
      { before: '2', after: '8' },
    ]);
    expect([counts.units.renumbered, counts.units.reworded]).toEqual([2, 0]);
  });

  it('CP8: of a provision split in two one part is the provision, the other is new; merged, one is gone', () => {
    const [split, merged] = [`1. ${A}\n2. ${B}`, `1. ${A} ${B}`];
    expect(told(compared(merged, split))).toEqual(['changed 1>1', 'new >2']);
    expect(told(compared(split, merged))).toEqual(['changed 1>1', 'gone 2>']);
  });

  it('CP8: a provision that was struck is gone where it stood, not its neighbour', () => {
    const { units } = compared(`1. ${A}\n2. ${B}\n3. ${C}`, `1. ${A}\n3. ${C}`);
    expect(units.map(({ kind, before }) => [kind, before?.label])).toEqual([
      ['same', '1'],
      ['gone', '2'],
      ['same', '3'],
    ]);
  });
});

interface Played {
  readonly before: DraftDocument;
  readonly after: DraftDocument;
  readonly truth: RoundTruth;
}

function played(seed: number, options: RoundOptions = {}): Played {
  const random = seeded(seed);
  const isSample = seed % 8 === 0;
  const before = isSample
    ? sample(seed % 16 === 0 ? 'rivers-en' : 'rivers-zh')
    : randomDraft(random, { most: 14 });
  const { document, truth } = nextRound(before, random, options);
  return { before, after: document, truth };
}

const byBefore = ({ units }: Comparison) =>
  new Map(units.flatMap((unit) => (unit.before ? [[unit.before.id, unit] as const] : [])));
const movedUnits = ({ units }: Comparison) =>
  units.flatMap(({ kind, before }) =>
    kind === 'moved' && (before?.kind === 'provision' || before?.kind === 'alternative') ? [before.id] : [],
  );

const SEEDS = Array.from({ length: 120 }, (_, at) => at + 1);

describe('the next round of a draft, against the truth of what was done', () => {
  it.each([
    ['ids kept', { ids: 'kept' }, 'tested'],
    ['ids kept, known to last', { ids: 'kept' }, 'lasting'],
    ['other ids', { ids: 'new' }, 'tested'],
    ['other ids, known to say nothing', { ids: 'new' }, 'apart'],
  ] as const)(
    'CP2: at least 95 of 100 moves are found, and as many of those found are moves: %s',
    (_, round, ids) => {
      let [right, wrong, missed] = [0, 0, 0];
      for (const seed of SEEDS) {
        const { before, after, truth } = played(seed, { ...round, moved: 0.08 });
        const moved = movedUnits(compareDrafts(before, after, { ids }));
        right += moved.filter((id) => truth.moved.includes(id)).length;
        wrong += moved.filter((id) => !truth.moved.includes(id)).length;
        missed += truth.moved.filter((id) => !moved.includes(id)).length;
      }
      expect(right).toBeGreaterThan(100);
      expect(right / (right + wrong)).toBeGreaterThanOrEqual(0.95);
      expect(right / (right + missed)).toBeGreaterThanOrEqual(0.95);
    },
  );

  it.each(SEEDS.slice(0, 40))(
    'CP1, CP3, CP6: every provision, number and lifted bracket is found, seed %i',
    (seed) => {
      const { before, after, truth } = played(seed, { ids: seed % 2 === 0 ? 'kept' : 'new' });
      const found = byBefore(compareDrafts(before, after));
      const partners = [...truth.ids].map(([id]) => [id, found.get(id)?.after?.id]);
      expect(partners).toEqual([...truth.ids]);
      expect(truth.dropped.map((id) => found.get(id)?.kind)).toEqual(truth.dropped.map(() => 'gone'));
      expect(truth.untouched.filter((id) => found.get(id)?.kind !== 'same')).toEqual([]);
      for (const { id, ...label } of truth.renumbered)
        expect(found.get(id)?.blocks[0]?.differences.label).toEqual(label);
      for (const id of [...truth.lifted, ...truth.bracketed])
        expect([id, found.get(id)?.blocks.some(({ differences }) => differences.words)]).toEqual([id, false]);
      const changes = (id: string) =>
        found.get(id)?.blocks.flatMap(({ differences }) => differences.brackets.map(({ change }) => change));
      for (const id of truth.lifted) expect([id, changes(id)]).toEqual([id, ['lifted']]);
      for (const id of truth.bracketed) expect([id, changes(id)]).toEqual([id, ['added']]);
      for (const id of truth.reworded)
        expect([id, found.get(id)?.blocks.some(({ differences }) => differences.words)]).toEqual([id, true]);
    },
  );

  it('CP4: a comparison holds both drafts in full, block for block', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom('kept', 'new'), (seed, ids) => {
        const { before, after } = played(seed, { ids });
        const comparison = compareDrafts(before, after);
        expect(contents(comparison, 'before')).toEqual(contentsOf(before));
        expect(contents(comparison, 'after')).toEqual(contentsOf(after));
      }),
      { numRuns: 40 },
    );
  });

  it('CP9: counts are those of the list', () => {
    const { before, after, truth } = played(5, { ids: 'new' });
    const { counts, units } = compareDrafts(before, after);
    const { same, changed, new: fresh, gone, moved } = counts.units;
    const { others } = counts;
    expect(
      same +
        changed +
        fresh +
        gone +
        moved +
        others.same +
        others.changed +
        others.new +
        others.gone +
        others.moved,
    ).toBe(units.length);
    expect([fresh, gone, counts.units.renumbered]).toEqual([
      truth.added.length,
      truth.dropped.length,
      truth.renumbered.length,
    ]);
  });
});

/** Each block's content as the redline has it, by id. */
function contents({ units }: Comparison, side: 'before' | 'after'): ReadonlyMap<string, unknown> {
  const blocks = units.flatMap((unit) => unit.blocks).filter((block) => block[side]);
  return new Map(
    blocks.map(({ [side]: own, redline }) => {
      const mine = redline.filter(
        ({ kind }) => kind === 'same' || kind === (side === 'before' ? 'gone' : 'new'),
      );
      const content = mine.flatMap((piece) =>
        side === 'before' ? (piece.was ?? piece.content) : piece.content,
      );
      return [(own as Block).id, normalised(content)];
    }),
  );
}
const contentsOf = ({ blocks }: DraftDocument) =>
  new Map(blocks.map(({ id, content }) => [id, normalised(content)]));

const PARIS = join(
  dirname(fileURLToPath(import.meta.url)),
  '../../../shared/drafts/paris-agreement-2015-10-23.txt',
);
const isHere = existsSync(PARIS);
if (!isHere)
  console.warn(`SKIPPED: ${PARIS} is not here, a real draft was NOT compared with its next round.`);

describe.skipIf(!isHere)('a real draft of 1,000 brackets against its next round', () => {
  it('CP2, FX6: every provision is found, no move is missed or made up', () => {
    const result = importText(readFileSync(PARIS));
    if (!result.ok) throw new Error(result.refusal.message);
    const before = result.value.document;
    const { document: after, truth } = nextRound(before, seeded(7), { ids: 'new', moved: 0.05 });
    const comparison = compareDrafts(before, after, { ids: 'apart' });
    const found = byBefore(comparison);
    const lost = [...truth.ids].filter(([id, to]) => found.get(id)?.after?.id !== to);
    expect(lost.length / truth.ids.size).toBeLessThan(0.02);
    expect(movedUnits(comparison).sort()).toEqual([...truth.moved].sort());
    expect(isDifferent(compareDrafts(before, before, { ids: 'apart' }))).toBe(false);
  });
});
