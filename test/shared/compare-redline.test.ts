/** One provision against its next wording: words, brackets and all else, each told apart (SPEC CP4 to CP7). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draft } from '../../fixtures/build.ts';
import type { Ids } from '../../shared/compare/align.ts';
import { compareDrafts } from '../../shared/compare/compare.ts';
import { type BlockComparison, isDifferent, type RedlinePiece } from '../../shared/compare/comparison.ts';
import { printRedline } from '../../shared/compare/print.ts';
import { compareContent } from '../../shared/compare/redline.ts';
import { normalised } from '../../shared/compare/tokens.ts';
import type { Piece } from '../../shared/compare/words.ts';
import { type Inline, wordsOf } from '../../shared/text/document.ts';

type Language = 'en' | 'zh' | 'ar';
const of = (notation: string, language: Language = 'en') =>
  draft({ title: '', language, dir: language === 'ar' ? 'rtl' : 'ltr' }, notation);

/** The first block of a draft of one provision against that of another. */
function compared(
  before: string,
  after: string,
  language: Language = 'en',
  ids: Ids = 'lasting',
): BlockComparison {
  const { units } = compareDrafts(of(before, language), of(after, language), { ids });
  const block = units[0]?.blocks[0];
  if (!block) throw new Error('nothing was compared');
  return block;
}

const shown = (pieces: readonly Piece[]): string =>
  pieces
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'gone' ? `[-${text}-]` : `{+${text}+}`))
    .join('');

const bracketsOf = ({ differences }: BlockComparison) =>
  differences.brackets.map(
    ({ change, before, after }) => `${change} ${before?.text ?? '∅'} → ${after?.text ?? '∅'}`,
  );

describe('CP5: words are compared by the rules of their language', () => {
  it.each<[string, Language, string, string, string]>([
    [
      'one word for another',
      'en',
      '1. Parties shall report.',
      '1. Parties should report.',
      'Parties [-shall-]{+should+} report.',
    ],
    ['a word put in', 'en', '1. a fund', '1. a trust fund', 'a {+trust +}fund'],
    [
      'a part of a word',
      'en',
      '1. an undertaking',
      '1. an understanding',
      'an [-undertaking-]{+understanding+}',
    ],
    [
      'words with nothing but spaces between them are one change',
      'en',
      '1. Parties shall act now, and here.',
      '1. Parties should do so, and here.',
      'Parties [-shall act now-]{+should do so+}, and here.',
    ],
    ['punctuation', 'en', '1. rivers, lakes', '1. rivers; lakes', 'rivers[-,-]{+;+} lakes'],
    ['Chinese', 'zh', '1. 各缔约方应设立基金。', '1. 各缔约方可设立基金。', '各缔约方[-应-]{+可+}设立基金。'],
    [
      'Chinese, a word in',
      'zh',
      '1. 我们将分享河流的数据。',
      '1. 我们将分享河流和湖泊的数据。',
      '我们将分享河流{+和湖泊+}的数据。',
    ],
    [
      'Arabic',
      'ar',
      '1. تلتزم الدول بحماية المياه',
      '1. تلتزم الأطراف بحماية المياه',
      'تلتزم [-الدول-]{+الأطراف+} بحماية المياه',
    ],
    ['Arabic, vowel signs', 'ar', '1. حماية كُتُب قديمة', '1. حماية كَتَب قديمة', 'حماية [-كُتُب-]{+كَتَب+} قديمة'],
    [
      'a mark on a letter',
      'en',
      '1. the cafe here',
      '1. the cafe\u0301 here',
      'the [-cafe-]{+cafe\u0301+} here',
    ],
    [
      'characters beyond the first plane',
      'zh',
      '1. 𠮷野川和𠮷田川',
      '1. 𠮷野川和𠮷井川',
      '𠮷野川和𠮷[-田川-]{+井川+}',
    ],
  ])('CP5: %s', (_, language, before, after, expected) => {
    expect(shown(compared(before, after, language).words)).toBe(expected);
  });

  it('CP5: a text of which next to nothing stands is shown as replaced', () => {
    const block = compared(
      '1. the end of all the work of the bodies',
      '1. a wholly other sentence, of much wit',
    );
    expect(shown(block.words)).toBe(
      '[-the end of all the work of the bodies-]{+a wholly other sentence, of much wit+}',
    );
  });

  it('CP5: a very long paragraph with one word changed shows that word', () => {
    const long = (word: string) =>
      `1. ${'We share what is measured. '.repeat(1200)}${word}${' And more of it.'.repeat(900)}`;
    expect(
      compared(long('shall'), long('should')).words.map(({ kind, text }) => [kind, text.length]),
    ).toEqual([
      ['same', 27 * 1200],
      ['gone', 5],
      ['new', 6],
      ['same', 16 * 900],
    ]);
  });

  it('CP5: a long paragraph with words changed here and there shows those words, sentence by sentence', () => {
    const text = (word: string) =>
      Array.from(
        { length: 600 },
        (_, at) => `Station ${at} [shall] ${at % 200 === 7 ? word : 'measure'} all of it.`,
      ).join(' ');
    const block = compared(
      `1. ${text('count')}`,
      `1. ${text('weigh').replaceAll('[shall] weigh', 'shall weigh')}`,
      'en',
      'apart',
    );
    const changes = block.words.filter(({ kind }) => kind !== 'same').map(({ text: words }) => words);
    expect(changes).toEqual(['count', 'weigh', 'count', 'weigh', 'count', 'weigh']);
    expect(block.differences.brackets.map(({ change }) => change)).toEqual(['lifted', 'lifted', 'lifted']);
  });
});

describe('CP6: brackets are told apart from words', () => {
  it.each([
    [
      'lifted',
      '1. the [shared] waters',
      '1. the shared waters',
      ['lifted shared → ∅'],
      'the [-[-]shared[-]-] waters',
    ],
    [
      'added',
      '1. the shared waters',
      '1. the [shared] waters',
      ['added ∅ → shared'],
      'the {+[+}shared{+]+} waters',
    ],
    [
      'within a word',
      '1. their government',
      '1. their govern[ment]',
      ['added ∅ → ment'],
      'their govern{+[+}ment{+]+}',
    ],
    [
      'its end moved',
      '1. [all waters] there',
      '1. [all] waters there',
      ['extent all waters → all'],
      '[all{+]+} waters[-]-] there',
    ],
    ['both ends moved', '1. [a b] c d', '1. a [b c] d', ['extent a b → b c'], '[-[-]a {+[+}b[-]-] c{+]+} d'],
    ['one of two', '1. [[a] b] c', '1. [a b] c', ['lifted a → ∅'], '[[-[-]a[-]-] b] c'],
    [
      'joined',
      '1. all [a][ b] c',
      '1. all [a b] c',
      ['lifted  b → ∅', 'extent a → a b'],
      'all [a[-][-] b] c',
    ],
    ['another kind', '1. all [a] c', '1. all [?a] c', ['kind a → a'], 'all [a] c'],
  ])('CP6: %s is not a change of words', (_, before, after, brackets, redline) => {
    const block = compared(before, after);
    expect(bracketsOf(block)).toEqual(brackets);
    expect(printRedline(block.redline)).toBe(redline);
    expect(block.differences.words).toBe(false);
    expect(block.kind).toBe('changed');
  });

  it.each([
    ['gone with its words', '1. the [shared] waters', '1. the waters', ['gone shared → ∅']],
    ['new with its words', '1. the waters', '1. the [shared] waters', ['new ∅ → shared']],
    ['around other words than before it is the same bracket', '1. we [shall] act', '1. we [should] act', []],
    [
      'of a choice one option stays',
      '1. we [shall][should] act',
      '1. we shall act',
      ['lifted shall → ∅', 'gone should → ∅'],
    ],
    [
      'a space that it leaves is no word',
      '1. the [shared ]waters',
      '1. the shared  waters',
      ['lifted shared  → ∅'],
    ],
    ['a delimiter without partner', '1. the ⟦shared waters', '1. the shared waters', ['lifted [ → ∅']],
  ])('CP6: %s', (_, before, after, brackets) => {
    expect(bracketsOf(compared(before, after))).toEqual(brackets);
  });

  it('CP6: a bracket around some of the same words is the same bracket, also where ids say nothing', () => {
    const block = compared('1. [a b] c d, [e] f', '1. a [b c] d, e f', 'en', 'apart');
    expect(bracketsOf(block)).toEqual(['lifted e → ∅', 'extent a b → b c']);
  });

  it('CP6: a bracket over several provisions is told once, where it opens', () => {
    const { units, counts } = compareDrafts(
      of('1. We share [all that we know.\n2. We measure] all.'),
      of('1. We share all that we know.\n2. We measure all.'),
    );
    expect(units.map(({ blocks }) => blocks.map(bracketsOf))).toEqual([
      [['lifted all that we know. We measure → ∅'.replace('. We', '.\nWe')]],
      [[]],
    ]);
    expect([counts.brackets.lifted, counts.units.reworded, counts.units.changed]).toEqual([1, 0, 2]);
  });
});

describe('CP7: all else is told, each by itself', () => {
  it('CP7: sources, remarks, formats', () => {
    const block = compared('1. **We agree** to act {a} «G» «C1»', '1. We agree to act {b} «G» «C2»');
    const { words, sources, remarks, formats } = block.differences;
    expect({ words, sources, remarks, formats }).toEqual({
      words: false,
      sources: { gone: ['C1'], new: ['C2'] },
      remarks: { gone: ['{a}'], new: ['{b}'] },
      formats: [{ text: 'We agree', before: { strong: true }, after: {} }],
    });
    expect(shown(block.words)).toBe('We agree to act ');
  });

  it('CP7: a note that has another mark now is the same note', () => {
    const { units } = compareDrafts(
      of('1. one^*^ two\n@note * :: On the first.'),
      of('1. one^†^ two^*^\n@note * :: Something new altogether.\n@note † :: On the first.'),
      { ids: 'apart' },
    );
    expect(units[0]?.blocks[0]?.differences.notes).toEqual({
      gone: [],
      new: ['*'],
      renumbered: [{ before: '*', after: '†' }],
    });
  });

  it('CP7: number, form, what an alternative covers and how', () => {
    const { units } = compareDrafts(
      of('1. We act at once.\n2. We wait for all others.\n@alt 1 of 1 :: We do neither of these.'),
      of(
        '!placeholder 1. We act at once.\n3. We wait for all others.\n@bis 1 of it after 1,3 :: We do neither of these.',
      ),
    );
    const [first, second, alternative] = units.map(({ blocks }) => blocks[0]?.differences);
    expect(first?.attributes).toEqual([{ name: 'form', after: 'placeholder' }]);
    expect(second?.label).toEqual({ before: '2', after: '3' });
    expect(alternative).toMatchObject({
      label: { before: '1', after: '1 of it' },
      covers: { gone: [], new: ['3'] },
      attributes: [{ name: 'relation', before: 'replaces', after: 'inserted-after' }],
    });
  });

  it('CP7: an alternative that covers the same provision under its new number is unchanged in that', () => {
    const { units } = compareDrafts(
      of('1. We act at once.\n@alt 1 of 1 :: We do nothing of the kind.'),
      of('7. We act at once.\n@alt 7 of 7 :: We do nothing of the kind.'),
      { ids: 'apart' },
    );
    expect(units.map(({ blocks }) => blocks[0]?.differences.covers)).toEqual([undefined, undefined]);
  });

  it('CP7: a status alone makes a provision changed, when statuses are compared', () => {
    const text = of('1. We act.\n2. We wait.');
    const statuses = { before: { b1: 'open', b2: 'agreed' }, after: { b1: 'agreed', b2: 'agreed' } };
    const { units, counts } = compareDrafts(text, text, { statuses });
    expect(units.map(({ kind }) => kind)).toEqual(['changed', 'same']);
    expect(units[0]?.blocks[0]?.differences.status).toEqual({ before: 'open', after: 'agreed' });
    expect(counts.statuses).toBe(1);
    expect(isDifferent(compareDrafts(text, text))).toBe(false);
  });
});

/** Words of many scripts, marks, pairs and odd spaces; objects with ids of their own. */
const text = fc
  .array(
    fc.constantFrom(
      'shall',
      'should',
      ' ',
      '  ',
      'cafe\u0301',
      '河流',
      '湖泊',
      '的',
      '，',
      '𠮷',
      '👩‍🌾',
      'مياه',
      'كُتُب',
      '.',
      '1,5',
      '\u0301',
      'x',
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(''));
const format = fc.constantFrom({}, { strong: true as const }, { emphasis: true as const });
const id = fc.constantFrom('a', 'b', 'c');
const inline: fc.Arbitrary<Inline> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(text, format).map(([words, formats]) => ({ text: words, ...formats })) },
  id.map((of) => ({ el: 'bracket_open' as const, id: of, kind: 'contested' as const, glyph: '[' })),
  id.map((of) => ({ el: 'bracket_close' as const, id: of, glyph: ']' })),
  fc.constantFrom<Inline>(
    { el: 'option_break', glyph: '/' },
    { el: 'attribution', raw: 'C1' },
    { el: 'note_ref', note: 'n', mark: '*' },
    { el: 'remark', text: '{x}' },
    { el: 'line_break' },
    { el: 'unknown', raw: { of: 'later' } },
  ),
);
const content = fc.array(inline, { maxLength: 12 });

const sideOf = (redline: readonly RedlinePiece[], side: 'gone' | 'new') =>
  normalised(
    redline.flatMap((piece) => {
      if (piece.kind !== 'same') return piece.kind === side ? piece.content : [];
      return side === 'gone' ? (piece.was ?? piece.content) : piece.content;
    }),
  );
const wordsOfSide = (words: readonly Piece[], side: 'gone' | 'new') =>
  words
    .filter(({ kind }) => kind === 'same' || kind === side)
    .map(({ text }) => text)
    .join('');

describe('CP4: a redline is exact', () => {
  it('CP4: what stands and went is the content before, what stands and came the one after; so with the words alone', () => {
    fc.assert(
      fc.property(content, content, fc.constantFrom('en', 'zh', 'ar'), (before, after, language) => {
        const { words, redline } = compareContent(before, after, language);
        expect(sideOf(redline, 'gone')).toEqual(normalised(before));
        expect(sideOf(redline, 'new')).toEqual(normalised(after));
        expect(wordsOfSide(words, 'gone')).toBe(wordsOf(before));
        expect(wordsOfSide(words, 'new')).toBe(wordsOf(after));
      }),
      { numRuns: 400 },
    );
  });

  it('CP5: pieces of running text end where words end, on either side', () => {
    const ends = (parts: readonly string[]) => {
      let at = 0;
      return new Set(parts.map((part) => (at += part.length)));
    };
    fc.assert(
      fc.property(text, text, text, (first, second, third) => {
        const [before, after] = [first + second, first + third];
        const { words } = compareContent([{ text: before }], [{ text: after }], 'zh');
        for (const [side, whole] of [
          ['gone', before],
          ['new', after],
        ] as const) {
          const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
          const allowed = ends(Array.from(segmenter.segment(whole), ({ segment }) => segment));
          const pieces = words
            .filter(({ kind }) => kind === 'same' || kind === side)
            .map((piece) => piece.text);
          expect([...ends(pieces)].filter((end) => !allowed.has(end))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('CP4: pieces that change formats within a word keep the word whole', () => {
    const { redline } = compareContent(
      [{ text: 'Parties shall act' }],
      [{ text: 'Parties sh' }, { text: 'all', strong: true }, { text: ' act' }],
      'en',
    );
    expect(redline).toEqual([
      { kind: 'same', content: [{ text: 'Parties ' }] },
      { kind: 'gone', content: [{ text: 'shall' }] },
      { kind: 'new', content: [{ text: 'sh' }, { text: 'all', strong: true }] },
      { kind: 'same', content: [{ text: ' act' }] },
    ]);
  });
});
