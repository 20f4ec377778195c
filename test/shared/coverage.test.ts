/** What a derived text made of proposals: pairs of a proposal and what stands in its place, in three languages (SPEC DV2). */
import { describe, expect, test } from 'vitest';
import { draft } from '../../fixtures/build.ts';
import { type Coverage, readCoverage } from '../../shared/draft/coverage.ts';
import { type DraftDocument, delimiterIn } from '../../shared/text/document.ts';

/** The draft with every bracket of the notation as a proposal: `words`, or `delete` where said. */
function asked(language: string, notation: string, asks: 'words' | 'delete' = 'words'): DraftDocument {
  const plain = draft({ title: '', language, dir: 'ltr' }, notation);
  const blocks = plain.blocks.map((block) => ({
    ...block,
    content: block.content.map((each) => {
      const delimiter = delimiterIn(each);
      return delimiter
        ? { ...delimiter, asked: { proposal: delimiter.id, asks, state: 'on-text' as const } }
        : each;
    }),
  }));
  return { ...plain, blocks };
}
const read = (language: string, base: string, derived: string, asks?: 'words' | 'delete') =>
  readCoverage(asked(language, base, asks), draft({ title: '', language, dir: 'ltr' }, derived)).map(
    ({ coverage, now }) => (now === undefined ? coverage : [coverage, now]),
  );

type Pair = readonly [
  language: string,
  base: string,
  derived: string,
  expected: Coverage | [Coverage, string],
];
const PAIRS: readonly Pair[] = [
  ['en', '1. Parties act[, as appropriate,] soon.', '1. Parties act, as appropriate, soon.', 'taken'],
  [
    'en',
    '1. Parties act[, as appropriate,] soon.',
    '1. Parties act, where appropriate, soon.',
    ['in-other-words', ', where appropriate,'],
  ],
  ['en', '1. Parties act[, as appropriate,] soon.', '1. Parties act soon.', 'not-taken'],
  ['en', '1. Parties act[, as appropriate,] soon.', '1. Parties act[, as appropriate,] soon.', 'in-brackets'],
  [
    'en',
    '1. Parties fund monitoring[ by measuring every river twice a year].',
    '1. Parties fund monitoring and see that rivers are measured each year.',
    ['in-other-words', 'and see that rivers are measured each year'],
  ],
  [
    'en',
    '1. Parties fund monitoring[ by measuring every river twice a year].',
    '1. Parties fund monitoring and tell each other.',
    ['to-judge', 'and tell each other'],
  ],
  [
    'en',
    `1. [In a spirit of solidarity, ]Parties act, ${'and they go on acting as they did, '.repeat(6)}for all.`,
    `1. Parties act, ${'and they go on acting as they did, '.repeat(6)}for all, in solidarity.`,
    'not-taken',
  ],
  [
    'en',
    '1. One.\n[2. Springs are protected by common standards.]',
    '1. One. Common standards protect springs.',
    ['in-other-words', 'Common standards protect springs.'],
  ],
  ['en', '1. One.\n[2. Springs are protected by common standards.]', '1. One. Rivers flow.', 'not-taken'],
  ['zh', '1. 各方[酌情]采取行动。', '1. 各方酌情采取行动。', 'taken'],
  [
    'zh',
    '1. 各方支持[每年两次测量河流水质的]监测。',
    '1. 各方支持对河流水质进行定期测量的监测。',
    ['in-other-words', '对河流水质进行定期测量的'],
  ],
  ['zh', '1. 各方支持[每年两次测量河流水质的]监测。', '1. 各方支持自愿的监测。', ['to-judge', '自愿的']],
  ['zh', '1. 各方支持[每年两次测量河流水质的]监测。', '1. 各方支持监测。', 'not-taken'],
  ['ar', '1. تعمل الأطراف[ حسب الاقتضاء].', '1. تعمل الأطراف حسب الاقتضاء.', 'taken'],
  [
    'ar',
    '1. تمول الأطراف الرصد[ بقياس الأنهار والمعايير المشتركة].',
    '1. تمول الأطراف الرصد وفق معايير مشتركة للقياس.',
    ['in-other-words', 'وفق معايير مشتركة للقياس'],
  ],
  ['ar', '1. تمول الأطراف الرصد[ بقياس الأنهار كل عام].', '1. تمول الأطراف الرصد.', 'not-taken'],
];

describe('DV2: coverage', () => {
  test.each(PAIRS)('DV2 (%s): “%s” became “%s”', (language, base, derived, expected) => {
    expect(read(language, base, derived)).toEqual([expected]);
  });

  test('DV2: a deletion is taken where its words are gone, not where they stand', () => {
    expect(read('en', '1. Act[ soon].', '1. Act.', 'delete')).toEqual(['taken']);
    expect(read('en', '1. Act[ soon].', '1. Act soon.', 'delete')).toEqual(['not-taken']);
    expect(read('en', '1. Act[ soon].', '1. Act[ soon].', 'delete')).toEqual(['in-brackets']);
  });
});

test('DV2: what stands within a bracket around the whole draft is not for that still in brackets', () => {
  const notation = '@title [Draft\n1. Parties act[, as appropriate,] soon.\n2. Others do not.]';
  const meta = { title: '', language: 'en', dir: 'ltr' } as const;
  const outer = draft(meta, notation).blocks[0]!.content;
  const whole = asked('en', notation);
  // Nobody asks for the bracket around all.
  const base = { ...whole, blocks: [{ ...whole.blocks[0]!, content: outer }, ...whole.blocks.slice(1)] };
  const became = (words: string): Coverage | undefined =>
    readCoverage(base, draft(meta, notation.replace('[, as appropriate,]', words))).find(
      (each) => each.words === ', as appropriate,',
    )?.coverage;
  expect(['[, as appropriate,]', ', as appropriate,', ''].map(became)).toEqual([
    'in-brackets',
    'taken',
    'not-taken',
  ]);
});
