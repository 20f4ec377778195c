import { describe, expect, it } from 'vitest';
import { draft } from '../../fixtures/build.ts';
import { SAMPLES, sample } from '../../fixtures/samples.ts';
import { printSelection, printText } from '../../shared/renditions/text.ts';

const of = (notation: string, language = 'en') => draft({ title: '', language, dir: 'ltr' }, notation);
/** The lines that hold something. */
const lines = (text: string) => text.split('\n').filter((line) => line !== '');

describe('RT plain text', () => {
  it('RT1: the base of the script of paragraph 10, as it is to be printed', () => {
    expect(printText(sample('paragraph-10'))).toBe(
      [
        'Draft decision on shared rivers',
        'Chapter II Financing',
        '10. Parties shall establish a fund to support monitoring of shared rivers.',
        '11. The fund shall be financed by voluntary contributions, as set out in paragraph 10.',
        '12. (placeholder: governance of the fund)\n',
      ].join('\n\n'),
    );
  });

  it('RT2: labels come from data and language; a printed form as received is kept', () => {
    const notation = '1. a\n@alt 1A of 1 :: b\n(a) c\na. d\n• e';
    expect(lines(printText(of(notation)))).toEqual(['1. a', 'Alt 1A. b', '(a) c', 'a. d', '• e']);
    expect(lines(printText(of(notation, 'zh-Hans')))[1]).toBe('备选1A. b');
    const scheme = { provision: 'OP{}', item: '{})', alternative: 'OP{} alt', noText: 'nothing' };
    expect(lines(printText(of(notation), { scheme }))).toEqual([
      'OP1 a',
      'OP1A alt b',
      'a) c',
      'a. d',
      '• e',
    ]);
  });

  it('RT3: brackets, slashes, remarks and references are characters; a bracket outside stands before the number', () => {
    const notation = '[14. a [=b|c] ［d］ {later} e^*^]\n@chapter II^*^ :: [f] g\n@note * :: n';
    expect(lines(printText(of(notation)))).toEqual([
      '[14. a [b/c] ［d］ {later} e*]',
      'II* [f] g',
      '____________________',
      '* n',
    ]);
  });

  it('RT4: alternatives are bracketed when the house asks, once where they have brackets of their own', () => {
    const notation = '1. a\n@alt 1A of 1 :: b «G»\n@alt 1B of 1 :: [c]\n@alt 1C of 1 :: d:\n& (a) e\n& f';
    expect(lines(printText(of(notation), { bracketAlternatives: true }))).toEqual([
      '1. a',
      '[Alt 1A. b]\tG',
      'Alt 1B. [c]',
      '[Alt 1C. d:',
      '(a) e',
      '    f]',
    ]);
  });

  it('RT1: columns are cells parted by tabs, a concept stands beside its first provision', () => {
    const notation =
      '@part A :: Idea | Text | Source\n@title T\n@concept c\n1. a «G» «C1»\n2. b\n(a) d⏎e «OS»\n@concept f\n@concept g\n_ h\n@p i';
    expect(printText(of(notation)).split('\n\n')).toEqual([
      'A',
      'T',
      'Idea\tText\tSource',
      'c\t1. a\tG\tC1',
      '\t2. b',
      '\t(a) d\n    e\tOS',
      'f\t',
      'g\th',
      'i\n',
    ]);
    expect(printText(of(notation), { withoutSources: true })).not.toMatch(/G\t|C1|OS/);
  });

  it.each(SAMPLES)('RT1: every word and delimiter of $name is printed, in order', ({ document }) => {
    const printed = printText(document).replace(/\s/g, '');
    let at = 0;
    for (const block of document.blocks)
      for (const inline of block.content) {
        const expected = 'text' in inline ? inline.text : 'glyph' in inline ? inline.glyph : '';
        const found = printed.indexOf(expected.replace(/\s/g, ''), at);
        expect([found >= 0, expected]).toEqual([true, expected]);
        at = found + expected.replace(/\s/g, '').length;
      }
  });

  it('RT5: a selection prints labels of blocks whose start is in it, and no sources', () => {
    const document = of('1. one [two] three «G»\n2. four\n(a) five');
    expect(printSelection(document, { block: 0, offset: 0 }, { block: 0, offset: 9 })).toBe('1. one [two]');
    expect(printSelection(document, { block: 0, offset: 4 }, { block: 2, offset: 2 })).toBe(
      '[two] three\n2. four\n(a) fi',
    );
    expect(printSelection(document, { block: 0, offset: 6 }, { block: 0, offset: 8 })).toBe('wo');
    expect(printSelection(document, { block: 2, offset: 4 }, { block: 2, offset: 4 })).toBe('');
  });

  it('RT1: an empty draft is an empty string', () => {
    expect(printText(of(''))).toBe('');
  });

  it('RT6: what a later version may keep beside a bracket is not printed', () => {
    const document = of('1. a [b] c');
    const smuggled = document.blocks.map((block) => ({
      ...block,
      attrs: { ...block.attrs, proponents: ['Utopia'] },
      content: [
        ...block.content.map((each) => ({ ...each, proponents: ['Utopia'] })),
        { el: 'unknown' as const, raw: 'Utopia' },
      ],
    }));
    const whole = { ...document, blocks: smuggled };
    expect(printText(whole)).toBe('1. a [b] c\n');
    expect(printSelection(whole, { block: 0, offset: 0 }, { block: 0, offset: 99 })).toBe('1. a [b] c');
  });
});
