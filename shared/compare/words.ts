/**
 * Comparison of two texts word by word (SPEC CW1): what stands in both, only in the first, only in the second. Words by the
 * rules of the language (Chinese too); brackets, slashes and punctuation are words of their own. Never half a character.
 */
import DiffMatchPatch from 'diff-match-patch';
import { segmentWords } from './segments.ts';

export type PieceKind = 'same' | 'gone' | 'new';

export interface Piece {
  readonly kind: PieceKind;
  readonly text: string;
}

/** Longer texts (UTF-16 units) are not searched for what stands; the caller has provisions, never whole drafts. */
export const MOST_COMPARED = 20_000;

/** Codes for words, away from surrogates: 0 to 0xD7FF is room for 55,000 different ones. */
const MOST_CODES = 0xd7ff;

/** One character for each different word, the same in both texts. */
class Codes {
  readonly #codes = new Map<string, string>();

  encode(tokens: readonly string[]): string {
    return tokens.map((token) => this.#codes.get(token) ?? this.#learn(token)).join('');
  }

  #learn(token: string): string {
    const at = this.#codes.size;
    if (at > MOST_CODES) throw new RangeError(`more than ${MOST_CODES} different words to compare`);
    const code = String.fromCharCode(at);
    this.#codes.set(token, code);
    return code;
  }
}

const KINDS = { [-1]: 'gone', 0: 'same', 1: 'new' } as const;

/** So many tokens in a row stand, went or came. */
export interface Stretch {
  readonly kind: PieceKind;
  readonly count: number;
}

/** How the second row of tokens comes from the first, in order; tokens are the same if their strings are. */
export function diffTokens(before: readonly string[], after: readonly string[]): readonly Stretch[] {
  const codes = new Codes();
  const diff = new DiffMatchPatch();
  // No clock: the same texts give the same comparison on every machine.
  diff.Diff_Timeout = 0;
  const found = diff.diff_main(codes.encode(before), codes.encode(after), false);
  return found.map(([side, text]) => ({ kind: KINDS[side as -1 | 0 | 1], count: text.length }));
}

/** The pieces of `before` and `after` in order; texts beyond `MOST_COMPARED` are answered as wholly changed. */
export function compareWords(before: string, after: string, language: string): readonly Piece[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  if (before.length > MOST_COMPARED || after.length > MOST_COMPARED) return whole(before, after);
  const [old, fresh] = [segmentWords(before, language), segmentWords(after, language)];
  let [from, to] = [0, 0];
  const pieces = diffTokens(old, fresh).map(({ kind, count }): Piece => {
    const text = kind === 'new' ? fresh.slice(to, to + count) : old.slice(from, from + count);
    if (kind !== 'new') from += count;
    if (kind !== 'gone') to += count;
    return { kind, text: text.join('') };
  });
  return joinPieces(pieces);
}

/** Changed words with nothing but spaces between them are one change: what went, then what came. */
export function joinPieces(pieces: readonly Piece[]): readonly Piece[] {
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
