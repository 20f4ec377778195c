import { describe, expect, it } from 'vitest';
import { SAMPLES, sample } from '../../fixtures/samples.ts';
import { type Block, type DraftDocument, type Inline, isWords } from '../../shared/text/document.ts';

const objects = (document: DraftDocument) =>
  document.blocks.flatMap((block) => block.content.filter(isObject));
const isObject = (inline: Inline) => !isWords(inline);
const shape = (block: Block) => [
  block.kind,
  block.content.filter(isObject).map((each) => ('el' in each ? each.el : '')),
];

describe('FX sample drafts', () => {
  it.each(SAMPLES)(
    'FX1: $name has ids that are unique, words without brackets, no empty words',
    ({ document }) => {
      const ids = document.blocks.map((block) => block.id);
      expect(new Set(ids).size).toBe(ids.length);
      const words = document.blocks.flatMap((block) => block.content.filter(isWords));
      expect(words.filter(({ text }) => text === '' || /[[\]［］⟦⟧«»|｜^{}]|\*\*|__|::/.test(text))).toEqual(
        [],
      );
    },
  );

  it('FX2: the twins are the same blocks with the same objects, in two languages', () => {
    const [en, zh] = [sample('rivers-en'), sample('rivers-zh')];
    expect(zh.blocks.map(shape)).toEqual(en.blocks.map(shape));
    expect(zh.blocks.map(({ attrs }) => attrs.covers)).toEqual(en.blocks.map(({ attrs }) => attrs.covers));
  });

  it('FX3: the large sample holds every construct that was seen in a bracketed draft', () => {
    const { blocks } = sample('rivers-en');
    const provisions = blocks.filter(({ kind }) => kind === 'provision' || kind === 'alternative');
    expect(provisions.length).toBeGreaterThanOrEqual(40);
    expect(new Set(blocks.map(({ attrs }) => attrs.form))).toEqual(
      new Set([undefined, 'placeholder', 'reserved', 'option-list']),
    );
    expect(new Set(blocks.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(9);
    expect(new Set(objects(sample('rivers-en')).map((each) => ('el' in each ? each.el : '')))).toEqual(
      new Set([
        'bracket_open',
        'bracket_close',
        'option_break',
        'attribution',
        'note_ref',
        'remark',
        'cell_break',
        'line_break',
      ]),
    );
    expect(blocks.filter(({ attrs }) => attrs.run !== undefined)).toHaveLength(3);
  });
});
