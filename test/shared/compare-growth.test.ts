/** How much is compared with how much: counted, not timed (SPEC CP11). */
import { describe, expect, it, vi } from 'vitest';
import { draft } from '../../fixtures/build.ts';
import { compareDrafts } from '../../shared/compare/compare.ts';
import { likeness, ShingleIndex, shinglesOf } from '../../shared/compare/shingles.ts';
import { diffTokens } from '../../shared/compare/words.ts';

vi.mock('../../shared/compare/shingles.ts', async (original) => {
  const module = await original<typeof import('../../shared/compare/shingles.ts')>();
  return { ...module, likeness: vi.fn(module.likeness) };
});
vi.mock('../../shared/compare/words.ts', async (original) => {
  const module = await original<typeof import('../../shared/compare/words.ts')>();
  return { ...module, diffTokens: vi.fn(module.diffTokens) };
});

const A = 'We reaffirm that those who live by a river have a right to know what it carries.';
const repeated = (count: number, text: (at: number) => string) => {
  const notation = Array.from({ length: count }, (_, at) => `${at + 1}. ${text(at)}`).join('\n');
  return draft({ title: '', language: 'en', dir: 'ltr' }, notation);
};

const DRAFTS: Readonly<Record<string, (count: number) => Parameters<typeof compareDrafts>>> = {
  'all provisions alike': (count) => [repeated(count, () => A), repeated(count + 1, () => A)],
  'all alike but for a word': (count) => [
    repeated(count, (at) => `${A} Station ${at}.`),
    repeated(count, (at) => `${A} Station ${at * 7}, as told.`),
  ],
  'nothing alike': (count) => [
    repeated(count, (at) => `a${at} b${at} c${at}`),
    repeated(count, (at) => `d${at} e${at} f${at}`),
  ],
};
const COUNT = 2000;

describe('CP11: a comparison takes time that follows the length of the drafts', () => {
  it.each(Object.entries(DRAFTS))('CP11: each provision is held against a few others only, %s', (_, make) => {
    vi.mocked(likeness).mockClear();
    const [before, after] = make(COUNT);
    compareDrafts(before, after, { ids: 'apart' });
    // Twice at most: six with rare words in common, three of its number, seven about its place.
    expect(vi.mocked(likeness).mock.calls.length).toBeLessThanOrEqual(COUNT * 2 * (6 + 3 + 7));
  });

  it('CP11: words are searched only within pairs that differ', () => {
    vi.mocked(diffTokens).mockClear();
    const [before, after] = [
      repeated(COUNT, (at) => `${A} No ${at}.`),
      repeated(COUNT, (at) => `${A} No ${at}${at === 7 ? ' or so' : ''}.`),
    ];
    const { counts } = compareDrafts(before, after, { ids: 'apart' });
    expect(counts.units).toMatchObject({ same: COUNT - 1, changed: 1 });
    expect(vi.mocked(diffTokens).mock.calls.length).toBeLessThanOrEqual(1);
  });

  it('CP11: words that stand in very many provisions make none of them a candidate', () => {
    const index = new ShingleIndex<number>();
    const shingles = shinglesOf(A);
    for (let at = 0; at < 20; at++) index.add(at, shingles);
    expect(index.candidates(shingles)).toHaveLength(6);
    for (let at = 20; at < COUNT; at++) index.add(at, shingles);
    expect(index.candidates(shingles)).toEqual([]);
  });
});
