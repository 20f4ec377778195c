import { describe, expect, it } from 'vitest';
import { draft } from '../../fixtures/build.ts';
import { sample } from '../../fixtures/samples.ts';
import { competitors, MOST_OUTCOMES, readAlternatives } from '../../shared/draft/alternatives.ts';
import { readBrackets } from '../../shared/draft/brackets.ts';
import { excerpt, tail } from '../../shared/draft/excerpt.ts';
import { readOutline } from '../../shared/draft/outline.ts';
import { numbersOf, readingsOf, readPoints } from '../../shared/draft/points.ts';
import { parseSource, readSources } from '../../shared/draft/sources.ts';
import { countWords, readStatistics } from '../../shared/draft/statistics.ts';
import { readUnits } from '../../shared/draft/units.ts';
import type { Block, DraftDocument, Inline } from '../../shared/text/document.ts';
import { processorTime } from '../support/processor-time.ts';

const of = (notation: string, language = 'en') => draft({ title: '', language, dir: 'ltr' }, notation);
const withBlocks = (blocks: readonly Block[]): DraftDocument => ({
  schema: 1,
  meta: { title: '', language: 'en', dir: 'ltr' },
  blocks,
});
const provision = (id: string, content: readonly Inline[]): Block => ({
  id,
  kind: 'provision',
  attrs: {},
  content,
});
const open = (id: string): Inline => ({ el: 'bracket_open', id, kind: 'contested', glyph: '[' });
const close = (id: string): Inline => ({ el: 'bracket_close', id, glyph: ']' });
/** No half of a surrogate pair. */
const isWellFormed = (text: string) => !/\p{Surrogate}/u.test(text);
const words = (text: string): Inline => ({ text });

describe('DR units and outline', () => {
  it('DR1: a provision and its items are one unit; a note printed between does not part them', () => {
    const { list } = readUnits(
      of('1. We shall:\n(a) measure;\n@note * :: later\n(b) share.\n@p words\n2. end'),
    );
    expect(list.map(({ from, to }) => [from, to])).toEqual([
      [0, 4],
      [5, 6],
    ]);
  });

  it('DR1, AL2: the blocks of an alternative’s run belong to it, plain paragraphs to nothing', () => {
    const units = readUnits(of('1. a\n@alt 1 of 1 :: x\n& (a) y\n& z\n@p w'));
    expect([0, 1, 2, 3, 4].map((at) => units.at(at)?.id)).toEqual(['b1', 'b2', 'b2', 'b2', undefined]);
  });

  it('DR2: the outline nests items under provisions under concepts under chapters under parts', () => {
    const outline = readOutline(
      of(
        '@title T\n@part A :: x | y\n@title First\n@chapter I :: Why\n@concept c\n1. p\n(a) i\n  (b) j\n(c) k\n@chapter II :: How\n2. q',
      ),
    );
    const shape = (nodes: typeof outline.nodes): unknown =>
      nodes.map(({ label, text, children }) => [label, text, shape(children)]);
    expect(outline.title).toBe('T');
    expect(shape(outline.nodes)).toEqual([
      [
        'A',
        'First',
        [
          [
            'I',
            'Why',
            [
              [
                undefined,
                'c',
                [
                  [
                    '1',
                    'p',
                    [
                      ['a', 'i', [['b', 'j', []]]],
                      ['c', 'k', []],
                    ],
                  ],
                ],
              ],
            ],
          ],
          ['II', 'How', [['2', 'q', []]]],
        ],
      ],
    ]);
  });

  it('DR2: the large sample has its parts, chapters, concepts and labels', () => {
    const { nodes } = readOutline(sample('rivers-en'));
    expect(nodes.map(({ label, children }) => [label, children.length])).toEqual([
      ['Annex 1', 7],
      ['Annex 2', 4],
      ['Annex', 0],
    ]);
    expect(nodes[0]?.children[2]?.children.map(({ label }) => label)).toEqual([
      '6',
      '7',
      '8',
      '9',
      '9',
      '10',
      '10+11',
      '11',
      '11A',
      '11B',
    ]);
  });
});

describe('BR brackets', () => {
  const only = (notation: string) => readBrackets(of(notation)).pairs;

  it('BR1: pairs are found by id, so that crossing brackets keep their own words', () => {
    const pairs = only('1. a [@x b [@y c@x] d@y] e');
    expect(pairs.map(({ text, crosses, depth }) => [text, crosses, depth])).toEqual([
      ['b [c', ['k2'], 1],
      ['c] d', ['k1'], 1],
    ]);
  });

  it('BR2: depth and the innermost bracket around', () => {
    const pairs = only('1. [a [b] [c [d]]] [e]');
    expect(pairs.map(({ depth, parent }) => [depth, parent])).toEqual([
      [1, undefined],
      [2, 'k1'],
      [2, 'k1'],
      [3, 'k3'],
      [1, undefined],
    ]);
  });

  it('BR5: a delimiter without its partner, a second one of the same id, a closing one before its opening one: unpaired', () => {
    const found = readBrackets(
      withBlocks([
        provision('p', [close('a'), words('x'), open('a'), open('b'), open('b'), close('b'), close('b')]),
      ]),
    );
    expect(found.pairs.map(({ id }) => id)).toEqual(['b']);
    expect(found.unpaired.map(({ id, side }) => [id, side])).toEqual([
      ['a', 'close'],
      ['a', 'open'],
      ['b', 'open'],
      ['b', 'close'],
    ]);
    expect([found.opening, found.closing]).toEqual([3, 3]);
  });

  it.each([
    ['1. a [b] c', 'words', []],
    ['1. [b]', 'provision', ['b2']],
    ['[1. b]', 'provision', ['b2']],
    ['1. [b] «G»', 'provision', ['b2']],
    ['1. [b:\n(a) c]', 'provision', ['b2']],
    ['1. [b:]\n(a) c', 'block', []],
    ['1. b\n(a) [c]', 'block', []],
    ['1. [b\n2. c]', 'provision', ['b2', 'b3']],
    ['1. a [b\n2. c]', 'span', []],
    ['@chapter I :: [b]', 'block', []],
    ['1. x\n@concept c\n2. [b\n@concept d\n3. e]', 'provision', ['b4', 'b6']],
  ] as const)('BR4: the extent of the bracket in %j is %s', (notation, extent, provisions) => {
    const [pair] = only(`@p first\n${notation}\n@p last`);
    expect([pair?.extent, pair?.provisions]).toEqual([extent, provisions]);
  });

  it('BR4: a bracket from the title to the last word is around the draft', () => {
    const [whole, ...others] = readBrackets(sample('rivers-en')).pairs;
    expect(whole?.extent).toBe('draft');
    expect(whole?.provisions).toHaveLength(readUnits(sample('rivers-en')).list.length);
    expect(others.filter(({ extent }) => extent === 'draft')).toEqual([]);
  });

  it('DR3: the options of a choice, with a nested bracket in one of them and an empty first one', () => {
    expect(only('1. [=a|b [c]|d]').map(({ options }) => options)).toEqual([['a', 'b [c]', 'd'], []]);
    expect(only('1. waters[=|below ground]')[0]?.options).toEqual(['', 'below ground']);
  });

  it('DR4: the words around a bracket stay within its block and never hold half a character', () => {
    const [pair] = only('1. before\n2. left [x] right𠮷');
    expect([pair?.before, pair?.after]).toEqual(['left ', ' right𠮷']);
    const text = '𠮷'.repeat(30);
    for (let limit = 2; limit < 20; limit++)
      for (const cut of [excerpt(text, limit), tail(text, limit)]) {
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(isWellFormed(cut)).toBe(true);
      }
  });

  it('BR6: linked brackets are one point', () => {
    const points = readPoints(of('1. [#a just ] so [#a as ] end [x]'));
    expect(points.map(({ members }) => members)).toEqual([['k1', 'k2'], ['k3']]);
  });

  it('BR5: the sample holds the pairs it was written with, and two delimiters without a partner', () => {
    const found = readBrackets(sample('rivers-en'));
    expect([found.opening, found.closing, found.pairs.length, found.unpaired.length]).toEqual([
      31, 31, 30, 2,
    ]);
    expect(Math.max(...found.pairs.map(({ depth }) => depth))).toBe(6);
    expect(found.pairs.filter(({ crosses }) => crosses.length > 0)).toHaveLength(2);
  });
});

describe('AL alternative sets', () => {
  const labels = (notation: string) => {
    const { sets } = readAlternatives(of(notation));
    return sets.map((set) =>
      set.outcomes.map((outcome) =>
        outcome.map((id) => {
          const candidate = set.candidates.find((each) => each.id === id);
          return (candidate?.kind === 'alternative' ? 'alt ' : '') + candidate?.label;
        }),
      ),
    );
  };
  const SEED = '10. a\n@alt 10+11 of 10,11 :: b\n11. c\n@alt 11A of 11 :: d\n@alt 11B of 11 :: e';

  it('AL3, AL5: 10, 11, alt 10+11, 11A and 11B have four coherent outcomes', () => {
    expect(labels(SEED)).toEqual([[['10', '11'], ['10', 'alt 11A'], ['10', 'alt 11B'], ['alt 10+11']]]);
  });

  it('AL5: a bridging alternative to 10 alone makes {10, 11} {Alt 10, 11} {Alt 10+11}', () => {
    expect(labels('10. a\n@alt 10 of 10 :: x\n11. b\n@alt 10+11 of 10,11 :: y')).toEqual([
      [['10', '11'], ['alt 10', '11'], ['alt 10+11']],
    ]);
  });

  it('AL6: independent sets are kept apart, never multiplied out', () => {
    const notation = Array.from({ length: 20 }, (_, n) => `${n}. a\n@alt ${n} of ${n} :: b`).join('\n');
    expect(labels(notation).map((outcomes) => outcomes.length)).toEqual(Array(20).fill(2));
  });

  it('AL6: one set of very many outcomes lists some and says that there are more', () => {
    const all = Array.from({ length: 20 }, (_, n) => n);
    const notation = `${all.map((n) => `${n}. a\n@alt ${n} of ${n} :: b`).join('\n')}\n@alt all of ${all} :: c`;
    const [set] = readAlternatives(of(notation)).sets;
    expect([set?.outcomes.length, set?.more]).toEqual([MOST_OUTCOMES, true]);
  });

  it('AL7: choosing one retires what takes a place of it', () => {
    const [set] = readAlternatives(of(SEED)).sets;
    const by = (label: string) => set?.candidates.find((each) => each.label === label)?.id ?? '';
    expect(set && competitors(set, by('11A'))).toEqual([by('11'), by('10+11'), by('11B')]);
    expect(set && competitors(set, by('10'))).toEqual([by('10+11')]);
  });

  it('AL4: an alternative to an alternative competes for the same place; an inserted one competes with nothing', () => {
    const first = of('1. a\n@alt 1A of 1 :: b\n@bis 1 bis after 1 :: c');
    const amended = {
      ...first,
      blocks: [...first.blocks, { ...first.blocks[1], id: 'z', attrs: { covers: ['b2'] } } as Block],
    };
    const { sets, inserted } = readAlternatives(amended);
    expect(sets.map(({ outcomes }) => outcomes)).toEqual([[['b1'], ['b2'], ['z']]]);
    expect(inserted).toEqual(['b3']);
  });

  it('AL9: options that stand in the place of no provision are one set; an option alone is none', () => {
    const option = (id: string, ...covers: string[]): Block => ({
      id,
      kind: 'alternative',
      attrs: { label: `Option ${id}`, relation: 'replaces', covers },
      content: [],
    });
    const { sets, orphans } = readAlternatives(
      withBlocks([option('1'), option('2', '1'), option('3', '1'), option('alone')]),
    );
    expect(sets.map(({ id, places, outcomes }) => [id, places, outcomes])).toEqual([
      ['1', ['1'], [['1'], ['2'], ['3']]],
    ]);
    expect(sets[0]!.candidates.map(({ id, kind }) => [id, kind])).toEqual(
      ['1', '2', '3'].map((id) => [id, 'alternative']),
    );
    expect(orphans).toEqual(['alone']);
  });

  it('AL8: what is covered but not there is told; alternatives that cover each other take no place and do not hang', () => {
    const alt = (id: string, ...covers: string[]): Block => ({
      id,
      kind: 'alternative',
      attrs: { covers },
      content: [],
    });
    const { sets, orphans, dangling } = readAlternatives(
      withBlocks([alt('a', 'b'), alt('b', 'a'), alt('c', 'gone')]),
    );
    expect([sets, orphans, dangling]).toEqual([[], ['a', 'b', 'c'], [{ alternative: 'c', missing: 'gone' }]]);
  });
});

describe('AT sources', () => {
  const cls = (name: string) => ({ kind: 'class', name });
  const one = (at: string) => ({ kind: 'one', at });
  const range = (from: string, to: string) => ({ kind: 'range', from, to });
  const code = (code: string, sum?: string) => ({ kind: 'code', code, ...(sum ? { sum } : {}) });
  it.each([
    ['政府', [cls('政府')]],
    ['政府 / 其他利益相关方', [cls('政府'), cls('其他利益相关方')]],
    ['政府/其他利益相关方', [cls('政府'), cls('其他利益相关方')]],
    ['G/OS', [cls('G'), cls('OS')]],
    ['TFFM 背景', [{ kind: 'document', document: 'TFFM', section: '背景', locators: [] }]],
    ['结论2、4', [{ kind: 'document', section: '结论', locators: [one('2'), one('4')] }]],
    [
      'TFFM 结论 1、6/政府',
      [{ kind: 'document', document: 'TFFM', section: '结论', locators: [one('1'), one('6')] }, cls('政府')],
    ],
    ['结论3-5/政府', [{ kind: 'document', section: '结论', locators: [range('3', '5')] }, cls('政府')]],
    [
      '结论7, 8, 9, 12/政府',
      [{ kind: 'document', section: '结论', locators: ['7', '8', '9', '12'].map(one) }, cls('政府')],
    ],
    [
      'TFFM结论6-11/其他利益相关方',
      [
        { kind: 'document', document: 'TFFM', section: '结论', locators: [range('6', '11')] },
        cls('其他利益相关方'),
      ],
    ],
    ['C3.1/政府', [code('C3.1'), cls('政府')]],
    ['C3.1+2', [code('C3.1', 'C3.1+2'), code('C3.2', 'C3.1+2')]],
    ['C1A1+2', [code('C1A1', 'C1A1+2'), code('C1A2', 'C1A1+2')]],
    [
      '结论10;C1A2, C2',
      [{ kind: 'document', section: '结论', locators: [one('10')] }, code('C1A2'), code('C2')],
    ],
    ['结论16, 17;', [{ kind: 'document', section: '结论', locators: [one('16'), one('17')] }]],
    [
      'Conclusions 3-5/G',
      [{ kind: 'document', section: 'Conclusions', locators: [range('3', '5')] }, cls('G')],
    ],
    ['PFM background', [{ kind: 'document', document: 'PFM', section: 'background', locators: [] }]],
    ['', []],
  ])('AT2: %j is read', (raw, sources) => {
    expect(parseSource(raw)).toEqual({ raw, sources });
  });

  it('AT1: the printed string is kept, and each source stands at its provision or item', () => {
    const sources = readSources(sample('rivers-zh'));
    expect(sources).toHaveLength(39);
    expect(sources.filter(({ raw }) => raw === '结论10;C1A2, C2')).toHaveLength(1);
  });

  it('AT2: a hostile string is read at once', () => {
    const hostile = ['1,'.repeat(150), '9 '.repeat(199), `${'1'.repeat(399)}x`, 'x'.repeat(1e6)];
    expect(processorTime(() => hostile.forEach((raw) => void parseSource(raw)))).toBeLessThan(500);
  });
});

describe('PT points', () => {
  const NOTATION =
    '@part A\n@title [T\n1. a [b] [=c|d]\n@alt 1 of 1 :: e [f]\n2. [?later]\n_ g [h]\n@part B\n1. [i] ⟦ j]';

  it('PT1: brackets, choices, placeholders, unpaired delimiters and sets in order, numbered by provision', () => {
    expect(readPoints(of(NOTATION)).map(({ number, kind }) => [number, kind])).toEqual([
      ['0.1', 'bracket'],
      ['1.1', 'alternatives'],
      ['1.2', 'bracket'],
      ['1.3', 'choice'],
      ['Alt 1.1', 'bracket'],
      ['2.1', 'placeholder'],
      ['u1.1', 'bracket'],
      ['1.1', 'bracket'],
      ['1.2', 'unpaired'],
    ]);
  });

  it('PT2: a settled point leaves its number unused, a new one gets the next that was never given', () => {
    const first = of('1. a [b] c [d] e');
    const given = numbersOf(readPoints(first));
    const content = first.blocks[0]?.content ?? [];
    const gone = content.filter((each) => !('id' in each && each.id === 'k2'));
    const second = withBlocks([
      { ...(first.blocks[0] as Block), content: [open('new'), words('n'), close('new'), ...gone] },
    ]);
    expect(readPoints(second, given).map(({ key, number }) => [key, number])).toEqual([
      ['bracket:new', '1.3'],
      ['bracket:k1', '1.1'],
    ]);
  });

  it('PT3: numbers are unique within each part of the sample', () => {
    const points = readPoints(sample('rivers-zh'));
    const keys = points.map(({ part, number }) => `${part} ${number}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(points.find(({ kind }) => kind === 'alternatives')?.number).toBe('9.1');
  });
});

describe('ST statistics', () => {
  it('ST1: counts by part; a bracket around the draft makes nothing contested', () => {
    const { draft: all, parts } = readStatistics(
      of('@title [T\n1. one two [three] four\n@part A\n1. five\n2. six «G»\n@alt 2 of 2 :: x\n@p ]'),
    );
    expect(all).toMatchObject({
      provisions: 3,
      clean: 1,
      alternatives: 1,
      sets: 1,
      contested: 2,
      words: 8,
      bracketed: 1,
      sources: 1,
    });
    expect(parts.get('b3')).toMatchObject({ provisions: 2, clean: 1, contested: 0, words: 3 });
  });

  it('ST1: a bracket that spans provisions leaves neither of them clean', () => {
    expect(readStatistics(of('@p x\n1. a [b\n2. c] d\n3. e')).draft.clean).toBe(1);
  });

  it('ST2: words of scripts without spaces are characters', () => {
    expect(['a b-c', '我们 WSIS', '2005年11月', 'مياه الآبار', '……'].map(countWords)).toEqual([
      2, 3, 4, 2, 0,
    ]);
  });
});

describe('DR readers are linear and total', () => {
  const each = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n));
  const DRAFTS: Readonly<Record<string, (size: number) => DraftDocument>> = {
    nested: (size) =>
      withBlocks([
        provision('p', [...each(size, (n) => open(`${n}`)), ...each(size, (n) => close(`${size - 1 - n}`))]),
      ]),
    crossing: (size) =>
      withBlocks([
        provision('p', [...each(size, (n) => open(`${n}`)), words('x'), ...each(size, (n) => close(`${n}`))]),
      ]),
    around: (size) =>
      withBlocks([
        provision(
          'a',
          each(size, (n) => open(`${n}`)),
        ),
        ...each(size, (n) => provision(`m${n}`, [words('x')])),
        provision(
          'z',
          each(size, (n) => close(`${n}`)),
        ),
      ]),
  };
  /** Processor time, in milliseconds: unlike the clock it does not count what others do. */
  const cost = (document: DraftDocument): number => {
    const before = process.cpuUsage();
    const readings = readingsOf(document);
    readPoints(document, {}, readings);
    readStatistics(document, readings);
    readOutline(document);
    return process.cpuUsage(before).user / 1000;
  };

  it.each(Object.entries(DRAFTS))(
    'DR5: eight times as many brackets, %s, cost far less than 64 times',
    (_, make) => {
      cost(make(2000));
      const few = Math.min(cost(make(2000)), cost(make(2000)), cost(make(2000)));
      const many = Math.min(cost(make(16_000)), cost(make(16_000)));
      expect(many / few).toBeLessThan(24);
    },
  );
});
