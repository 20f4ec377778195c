/**
 * Comparison of two texts word by word (SPEC CW1): what stands in both, only in the first, only in the second. Words by the
 * rules of the language (Chinese too); brackets, slashes and punctuation are words of their own. Never half a character.
 */
import DiffMatchPatch from 'diff-match-patch';

export interface Piece {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Longer texts (UTF-16 units) are compared by paragraphs; the caller has provisions, never whole drafts. */
export const MOST_COMPARED = 20_000;

/** Codes for words, away from surrogates: 0 to 0xD7FF is room for 55,000 different ones. */
const MOST_CODES = 0xd7ff;

function tokensOf(text: string, language: string): readonly string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** One character for each different word, the same in both texts. */
class Codes {
  readonly #codes = new Map<string, string>();
  readonly #words: string[] = [];

  encode(tokens: readonly string[]): string {
    return tokens.map((token) => this.#codes.get(token) ?? this.#learn(token)).join('');
  }

  decode(coded: string): string {
    return Array.from(coded, (code) => this.#words[code.charCodeAt(0)] ?? '').join('');
  }

  #learn(token: string): string {
    const at = this.#words.push(token) - 1;
    if (at > MOST_CODES) throw new RangeError(`more than ${MOST_CODES} different words to compare`);
    const code = String.fromCharCode(at);
    this.#codes.set(token, code);
    return code;
  }
}

const KINDS = { [-1]: 'gone', 0: 'same', 1: 'new' } as const;

/** The pieces of `before` and `after` in order; texts beyond `MOST_COMPARED` are answered as wholly changed. */
export function compareWords(before: string, after: string, language: string): readonly Piece[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  if (before.length > MOST_COMPARED || after.length > MOST_COMPARED) return whole(before, after);
  const codes = new Codes();
  const coded = [tokensOf(before, language), tokensOf(after, language)].map((tokens) => codes.encode(tokens));
  const diff = new DiffMatchPatch();
  // No clock: the same texts give the same comparison on every machine.
  diff.Diff_Timeout = 0;
  const found = diff.diff_main(coded[0] ?? '', coded[1] ?? '', false);
  return joined(found.map(([side, text]) => ({ kind: KINDS[side as -1 | 0 | 1], text: codes.decode(text) })));
}

/** Changed words with nothing but spaces between them are one change: what went, then what came. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = [];
  let [gone, fresh] = ['', ''];
  const flush = (): void => {
    result.push(...whole(gone, fresh));
    [gone, fresh] = ['', ''];
  };
  pieces.forEach((piece, at) => {
    const between = piece.kind === 'same' && piece.text.trim() === '' && at < pieces.length - 1;
    if (piece.kind === 'same' && !(between && gone !== '' && fresh !== '')) {
      flush();
      result.push(piece);
      return;
    }
    if (piece.kind !== 'new') gone += piece.text;
    if (piece.kind !== 'gone') fresh += piece.text;
  });
  flush();
  return result;
}

function whole(before: string, after: string): readonly Piece[] {
  const pieces: Piece[] = [
    { kind: 'gone', text: before },
    { kind: 'new', text: after },
  ];
  return pieces.filter(({ text }) => text !== '');
}
