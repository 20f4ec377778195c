import { describe, expect, it } from 'vitest';
import { draft } from '../../fixtures/build.ts';
import { SAMPLES, sample } from '../../fixtures/samples.ts';
import { deriveRendition } from '../../shared/renditions/derive.ts';
import { writeText } from '../../shared/renditions/plain.ts';
import {
  type Asked,
  type DraftState,
  optionKey,
  type Rendition,
  type RenditionKind,
  type RenditionOptions,
} from '../../shared/renditions/rendition.ts';
import type { DraftDocument } from '../../shared/text/document.ts';

const masthead = { title: '', at: '2026-11-25T18:05:00Z' };
const of = (notation: string, language = 'en') => draft({ title: '', language, dir: 'ltr' }, notation);

function rendition(state: DraftState, kind: RenditionKind, more: Partial<RenditionOptions> = {}): Rendition {
  const derived = deriveRendition(state, { kind, masthead, ...more });
  if (!derived.ok) throw new Error(`open: ${derived.open.map(({ number }) => number).join(', ')}`);
  return derived.rendition;
}
/** The printed paragraphs, without what stands above them. */
const print = (state: DraftState, kind: RenditionKind, more: Partial<RenditionOptions> = {}) =>
  writeText(rendition(state, kind, more))
    .split('\n')
    .filter((line) => line !== '' && !line.includes('2026'));

const asked = (asks: Asked['asks'], ...names: string[]): Asked => ({ names, asks });
const askedBy = (entries: Record<string, Asked>) => new Map(Object.entries(entries));

describe('RN2: one table of printed forms', () => {
  const notation = '1. old [words] [gone] [new] and [=this|that]\n@alt 1A of 1 :: other\n2. two';
  const state: DraftState = {
    document: of(notation),
    askedBy: askedBy({
      k1: asked('bracket', 'A', 'B'),
      k2: asked('delete', 'A', 'B'),
      k3: asked('words', 'A'),
      [optionKey('k4', 0)]: asked('words', 'C'),
      [optionKey('k4', 1)]: asked('words', 'D', 'E'),
      b2: asked('alternative', 'A'),
    }),
    shifts: [{ block: 'b3', asks: 'move-after', to: 'b1', names: ['A'] }],
  };

  it('RN2: the attributed text says who asks for what, after the words it is asked of', () => {
    expect(print(state, 'attributed')).toEqual([
      '1. old [words (A, B: bracket)] [gone (A, B: delete)] [new (A)] and [this (C)/that (D, E)]',
      '[Alt 1A. other (A)]',
      '2. two [Move to after 1 (A)]',
    ]);
  });

  it('RN3: the issued text bears no name, whatever is known of proponents', () => {
    expect(print(state, 'bracketed', { bracketAlternatives: true })).toEqual([
      '1. old [words] [gone] [new] and [this/that]',
      '[Alt 1A. other]',
      '2. two [Move to after 1]',
    ]);
    for (const kind of ['bracketed', 'agreed', 'points', 'columns'] as const)
      expect(JSON.stringify(rendition(state, kind))).not.toMatch(/"names":\["[A-E]/);
  });

  it('RN2: names stand within the brackets of an alternative, and speak its language', () => {
    expect(print(state, 'attributed', { bracketAlternatives: true })[1]).toBe('[Alt 1A. other (A)]');
    const zh = {
      document: of('1. 案文[措辞]', 'zh'),
      askedBy: askedBy({ k1: asked('bracket', '甲', '乙') }),
    };
    expect(print(zh, 'attributed')).toEqual(['1. 案文[措辞（甲、乙：加方括号）]']);
  });

  it('RN3: where names may not be told the attributed text has the brackets alone', () => {
    const untold = {
      ...state,
      shifts: [],
      askedBy: askedBy({ k1: asked('bracket'), b2: asked('alternative') }),
    };
    expect(print(untold, 'attributed').slice(0, 2)).toEqual([
      '1. old [words] [gone] [new] and [this/that]',
      '[Alt 1A. other]',
    ]);
  });

  it('RN3: a text that names somebody is restricted and bears date and time', () => {
    expect(writeText(rendition(state, 'attributed'))).toMatch(/^Restricted\t25 November 2026, 18:05 UTC\n/);
    expect(rendition(state, 'compilation').restricted).toBe(true);
    expect(rendition({ document: state.document }, 'compilation').restricted).toBe(false);
    expect(rendition(state, 'bracketed').restricted).toBe(false);
  });
});

describe('RN4: brackets of equal extent print once', () => {
  it('RN4: three parties ask, one pair, three names', () => {
    const document = of('1. a [[[b]]] c');
    const three = askedBy({ k1: asked('bracket', 'A'), k2: asked('bracket', 'B'), k3: asked('delete', 'C') });
    expect(print({ document, askedBy: three }, 'bracketed')).toEqual(['1. a [b] c']);
    expect(print({ document, askedBy: three }, 'attributed')).toEqual([
      '1. a [b (A, B: bracket; C: delete)] c',
    ]);
  });

  it('RN4: what was received twice stays, and a request joins it', () => {
    expect(print({ document: of('1. a [[b]]') }, 'bracketed')).toEqual(['1. a [[b]]']);
    const one = askedBy({ k1: asked('bracket', 'A') });
    expect(print({ document: of('1. a [[b]]'), askedBy: one }, 'attributed')).toEqual([
      '1. a [b (A: bracket)]',
    ]);
  });

  it('RN4: brackets of another kind or extent stay apart; one that was asked for and is empty is not printed', () => {
    const askedFor = askedBy({ k1: asked('bracket', 'A'), k2: asked('bracket', 'B') });
    expect(print({ document: of('1. a [b [c]]'), askedBy: askedFor }, 'bracketed')).toEqual(['1. a [b [c]]']);
    expect(print({ document: of('1. a [[?b]]'), askedBy: askedFor }, 'bracketed')).toEqual(['1. a [[b]]']);
    expect(print({ document: of('1. a []b [ ]'), askedBy: askedFor }, 'bracketed')).toEqual(['1. a b [ ]']);
  });
});

describe('RN5, RN6: clean text', () => {
  const open = (notation: string) => {
    const derived = deriveRendition({ document: of(notation) }, { kind: 'clean', masthead });
    return derived.ok ? [] : derived.open.map(({ number, kind }) => `${number} ${kind}`);
  };

  it('RN5: is refused while a point is open, and the points are named', () => {
    expect(open('1. a [b]\n@alt 1A of 1 :: c\n2. [=d|e]\n3. ⟦f\n4. [?g]')).toEqual([
      '1.1 alternatives',
      '1.2 bracket',
      '2.1 choice',
      '3.1 unpaired',
      '4.1 placeholder',
    ]);
  });

  it('RN5: a slash without brackets, text to come and a paragraph asked for are open too', () => {
    expect(open('1. a|b c\n!placeholder 2. later\n!reserved 3. \n@bis 1 bis after 1 :: d')).toEqual([
      '1.1 choice',
      '2.1 placeholder',
      '3.1 placeholder',
      'Alt 1 bis.1 bracket',
    ]);
    expect(open('1. a [b|c]')).toEqual(['1.1 bracket']);
  });

  it('RN5: numbers given stay, and those of what is no point of the draft come after them', () => {
    const document = of('1. a|b [c]');
    const points = { 'bracket:k1': { number: '1.4' } };
    const derived = deriveRendition({ document, points }, { kind: 'clean', masthead });
    expect(derived.ok ? [] : derived.open.map(({ number }) => number)).toEqual(['1.5', '1.4']);
  });

  it('RN5: has no remark, source, column or gap where they stood', () => {
    const notation =
      '@part A :: Idea | Text | Source\n@concept c\n1. **We** {note} agree.^*^ «G» «C1»\n@remark {n}\n(a) e {x}\n@note * :: n';
    const text = writeText(rendition({ document: of(notation) }, 'clean'));
    expect(text).toBe('25 November 2026\n\nA\n\nc\n\n1. We agree.*\n\n(a) e\n\n____________________\n* n\n');
  });

  it('RN6: with leave, open points are marked with their numbers and named above the text', () => {
    const state = { document: of('1. a [b] {r}\n2. c|d\n@alt 2A of 2 :: e\n3. f') };
    const { notice } = rendition(state, 'clean', { allowOpen: true });
    expect(notice).toBe('This is not a clean text. Open points: 1.1, 2.1, 2.2.');
    expect(print(state, 'clean', { allowOpen: true }).slice(1)).toEqual([
      '1. a {open point 1.1} [b]',
      '2. {open point 2.1} c{open point 2.2} /d',
      'Alt 2A. e',
      '3. f',
    ]);
  });
});

describe('RN7: agreed text', () => {
  it('RN7: what is agreed stands plain, all else between brackets once', () => {
    const document = of('1. a {r} «G»\n(a) b\n2. c\n(a) d\n3. [e]\n4. f [g]\n[5. h\n6. i]\n7. j');
    const statuses = new Map([
      ['b1', 'agreed'],
      ['b9', 'agreed-ad-ref'],
    ] as const);
    expect(print({ document, statuses }, 'agreed')).toEqual([
      '1. a',
      '(a) b',
      '[2. c',
      '(a) d]',
      '3. [e]',
      '[4. f [g]]',
      '[5. h',
      '6. i]',
      '7. j {agreed ad referendum}',
    ]);
  });
});

describe('RN8: columns', () => {
  it('RN8: every part in columns, as many as it needs; or none', () => {
    const document = of('@title T\n1. a «G»\n@part B :: Idea | Words\n2. b');
    expect(print({ document }, 'columns')).toEqual([
      'T',
      'Concept\tText\tSource',
      '\t1. a\tG',
      'B',
      'Idea\tWords',
      '\t2. b',
    ]);
    expect(print({ document }, 'bracketed', { running: true })).toEqual(['T', '1. a\tG', 'B', '2. b']);
  });
});

describe('RN9: lists of points', () => {
  const state = {
    document: of('@part Annex 1\n@chapter II :: m\n1. a [b [c]\n2. d]\n(a) [e]\n@alt 2A of 2 :: f'),
    askedBy: askedBy({ k1: asked('delete', 'A'), b6: asked('alternative', 'B') }),
  };

  it('RN9: number, place, words and kind, in order of print, without names', () => {
    expect(writeText(rendition(state, 'points')).split('\n').slice(2)).toEqual([
      'No.\tPlace\tWords\tKind',
      '1.1\tAnnex 1, II, 1\tb [c] d\tbrackets',
      '1.2\tAnnex 1, II, 1\tc\tbrackets',
      '2.1\tAnnex 1, II, 2\t2, Alt 2A\talternatives',
      '2.2\tAnnex 1, II, 2(a)\te\tbrackets',
      '',
    ]);
  });

  it('RN9: a compilation lists each point under its provision with who asks, and says where one reaches further', () => {
    const lines = print(state, 'compilation');
    expect(lines).toEqual([
      'Annex 1',
      'II m',
      '1. a [b [c]',
      'No.\tWords\tKind\tAsked for by',
      '1.1\tb [c] d\tbrackets\tA: delete',
      '1.2\tc\tbrackets\t',
      '2. d]',
      '(a) [e]',
      'No.\tWords\tKind\tAsked for by',
      '1.1\tb [c] d\tbrackets (continued)\tA: delete',
      '2.1\t2, Alt 2A\talternatives\tB',
      '2.2\te\tbrackets\t',
      '[Alt 2A. f]',
      'No.\tWords\tKind\tAsked for by',
      '2.1\t2, Alt 2A\talternatives (continued)\tB',
    ]);
  });
});

describe('RN1: one derivation', () => {
  const twice = (document: DraftDocument, kind: RenditionKind) =>
    [0, 1].map(() => JSON.stringify(rendition({ document }, kind, { allowOpen: true })));

  it.each(SAMPLES)(
    'RN1: the same state gives the same rendition of $name, and leaves the draft alone',
    ({ document }) => {
      const before = JSON.stringify(document);
      for (const kind of [
        'bracketed',
        'attributed',
        'clean',
        'agreed',
        'points',
        'compilation',
        'columns',
      ] as const) {
        const [one, other] = twice(document, kind);
        expect(one).toBe(other);
      }
      expect(JSON.stringify(document)).toBe(before);
    },
  );

  it('RN1: a draft with nothing asked for is issued as it is', () => {
    const document = sample('rivers-en');
    expect(rendition({ document }, 'bracketed').body).toEqual({ kind: 'text', document, requests: {} });
  });
});
