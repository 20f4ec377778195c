import { describe, expect, it } from 'vitest';
import { draft } from '../../fixtures/build.ts';
import { SAMPLES } from '../../fixtures/samples.ts';
import { type LintKind, lint } from '../../shared/draft/lint.ts';
import type { Block, DraftDocument, Inline } from '../../shared/text/document.ts';
import { processorTime } from '../support/processor-time.ts';

const META = { title: 'T', language: 'en', dir: 'ltr' } as const;
const kinds = (document: DraftDocument): LintKind[] => lint(document).map(({ kind }) => kind);
const written = (notation: string) => draft(META, notation);
const blocks = (...contents: readonly (readonly Inline[])[]): DraftDocument => ({
  schema: 1,
  meta: META,
  blocks: contents.map(
    (content, index): Block => ({
      id: `b${index}`,
      kind: 'provision',
      attrs: { label: `${index + 1}` },
      content,
    }),
  ),
});

describe('the linter', () => {
  it('LI1: finds a bracket without a partner, opening and closing', () => {
    expect(kinds(written('1. We ⟦agree.\n2. We also⟧ agree.'))).toEqual([
      'unpaired-bracket',
      'unpaired-bracket',
    ]);
  });

  it('LI1: says where it stands, with the words around it', () => {
    const [finding] = lint(written('@title T\n1. We ⟦agree.'));
    expect(finding).toMatchObject({ block: 'b2', offset: 3, quote: 'We [agree.' });
  });

  it('LI2: finds a bracket that holds nothing, but no placeholder for a value', () => {
    const open = (id: string, kind: 'contested' | 'placeholder'): Inline => ({
      el: 'bracket_open',
      id,
      kind,
      glyph: '[',
    });
    const close = (id: string): Inline => ({ el: 'bracket_close', id, glyph: ']' });
    const document = blocks(
      [
        { text: 'By ' },
        open('a', 'contested'),
        { text: ' ' },
        close('a'),
        open('b', 'placeholder'),
        close('b'),
      ],
      [{ text: 'x' }],
    );
    expect(kinds(document)).toEqual(['empty-bracket']);
  });

  it('LI3: finds a choice outside of brackets, and modal words joined by a slash', () => {
    expect(
      kinds(written('1. States help|ensure access.\n2. They [=may|can] act, and shall/should report.')),
    ).toEqual(['choice-without-bracket', 'choice-without-bracket']);
  });

  it('LI4: finds a source beside no text, and leaves a reserved number its source', () => {
    const source: Inline = { el: 'attribution', raw: 'C1' };
    const document: DraftDocument = {
      schema: 1,
      meta: META,
      blocks: [
        { id: 'a', kind: 'concept', attrs: {}, content: [{ text: 'Idea' }, source] },
        { id: 'b', kind: 'provision', attrs: { label: '25', form: 'reserved' }, content: [source] },
        { id: 'c', kind: 'provision', attrs: {}, content: [source] },
      ],
    };
    expect(lint(document).map(({ kind, block }) => [kind, block])).toEqual([
      ['orphan-attribution', 'a'],
      ['orphan-attribution', 'c'],
    ]);
  });

  it('LI5: finds an alternative to what is not in the draft', () => {
    const whole = written('9. Words.\n@alt 9 of 9 :: Other words.');
    expect(kinds(whole)).toEqual([]);
    expect(kinds({ ...whole, blocks: whole.blocks.slice(1) })).toEqual(['dangling-cover']);
  });

  it('LI6: finds letters that stand four times over, and no ellipsis, rule or www', () => {
    expect(kinds(written('1. 我们重申我们重申我们重申我们重申承诺。'))).toEqual(['repeated-run']);
    expect(kinds(written('1. 我们承诺………… 见 www.example.org ____ 100000000 ----'))).toEqual([]);
  });

  it('LI7: finds one bracket around the whole draft, and not one around a part of it', () => {
    expect(kinds(written('@title [T\n1. Words.\n2. More words.]'))).toEqual(['bracket-around-everything']);
    expect(kinds(written('@title T\n1. [Words.\n2. More words.]'))).toEqual([]);
  });

  it('LI8: finds brackets that are characters only', () => {
    expect(kinds(blocks([{ text: 'We 【agree】 〔here〕' }], [{ text: 'x' }]))).toHaveLength(4);
  });

  it('LI9: finds controls that turn the direction of letters, and shows their code', () => {
    const [finding] = lint(blocks([{ text: 'pay \u202e100\u202c' }], [{ text: 'x' }]));
    expect(finding).toMatchObject({ kind: 'bidi-control', offset: 4, quote: '<U+202E>' });
  });

  it('LI1: the samples show what they were written to show and nothing else', () => {
    const found = new Map(SAMPLES.map(({ name, document }) => [name, new Set(kinds(document))]));
    expect(found.get('rivers-en')).toEqual(
      new Set(['bracket-around-everything', 'unpaired-bracket', 'choice-without-bracket']),
    );
    expect(found.get('rivers-zh')).toEqual(found.get('rivers-en'));
    expect(found.get('paragraph-10')).toEqual(new Set());
  });

  it('LI1: is linear: 40,000 blocks with a bracket each take seconds, not minutes', () => {
    const words = Array.from(
      { length: 40_000 },
      (_, index) => `${index + 1}. We [agree] to this, and say so.`,
    ).join('\n');
    const document = written(words);
    expect(processorTime(() => expect(kinds(document)).toEqual([]))).toBeLessThan(12_000);
  });
});
