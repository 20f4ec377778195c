/** Comparison word by word (SPEC CW1). */
import { describe, expect, test } from 'vitest';
import { compareWords, MOST_COMPARED, type Piece } from '../../shared/compare/words.ts';

const print = (pieces: readonly Piece[]): string =>
  pieces
    .map(({ kind, text }) => (kind === 'same' ? text : `${kind === 'gone' ? '-' : '+'}{${text}}`))
    .join('');
const side = (pieces: readonly Piece[], kind: 'gone' | 'new'): string =>
  pieces
    .filter((piece) => piece.kind === 'same' || piece.kind === kind)
    .map(({ text }) => text)
    .join('');

describe('CW1: two texts are compared word by word', () => {
  test('CW1: one word for another', () => {
    const pieces = compareWords('Parties shall establish a fund', 'Parties should establish a fund', 'en');
    expect(print(pieces)).toBe('Parties -{shall}+{should} establish a fund');
  });

  test('CW1: Chinese is compared by words, not as one run', () => {
    const pieces = compareWords('各缔约方应设立基金。', '各缔约方可设立基金。', 'zh');
    expect(print(pieces)).toContain('-{应}+{可}');
    expect(print(pieces)).toContain('设立基金。');
  });

  test('CW1: a bracket is a word of its own', () => {
    expect(print(compareWords('a shared fund', 'a [shared] fund', 'en'))).toBe('a +{[}shared+{]} fund');
  });

  test('CW1: each side is found again in full, characters beyond the first plane included', () => {
    const [before, after] = ['𠮷野家 [shall] 😀 pay', '𠮷田家 [should] 😀😀 pay ½'];
    const pieces = compareWords(before, after, 'zh');
    expect(side(pieces, 'gone')).toBe(before);
    expect(side(pieces, 'new')).toBe(after);
  });

  test('CW1: equal texts have one piece, empty ones none, very long ones are not searched', () => {
    expect(compareWords('same', 'same', 'en')).toEqual([{ kind: 'same', text: 'same' }]);
    expect(compareWords('', '', 'en')).toEqual([]);
    const long = 'word '.repeat(MOST_COMPARED / 5 + 1);
    expect(compareWords(long, 'short', 'en').map(({ kind }) => kind)).toEqual(['gone', 'new']);
  });
});
