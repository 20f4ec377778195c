/** What changed between two contents, in words and objects: the smallest set of replacements (SPEC PP5). */
import { type Inline, inlineLength, isWords } from '../text/document.ts';

/** Offsets of the old content that give way to new inlines. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly insert: readonly Inline[];
}

interface Token {
  readonly inline: Inline;
  readonly key: string;
}

/** Beyond so many comparisons the changed middle is replaced as a whole. */
const MOST = 4_000_000;

/** The changes that make `after` of `before`, in order of place. */
export function changesBetween(before: readonly Inline[], after: readonly Inline[]): readonly Change[] {
  const old = tokensOf(before);
  const fresh = tokensOf(after);
  let head = 0;
  while (head < old.length && head < fresh.length && old[head]!.key === fresh[head]!.key) head += 1;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < fresh.length - head &&
    old[old.length - 1 - tail]!.key === fresh[fresh.length - 1 - tail]!.key
  )
    tail += 1;
  return aligned(old, fresh, head, tail);
}

function aligned(old: readonly Token[], fresh: readonly Token[], head: number, tail: number): Change[] {
  const a = old.slice(head, old.length - tail);
  const b = fresh.slice(head, fresh.length - tail);
  const kept = a.length * b.length > MOST ? [] : common(a, b);
  const changes: Change[] = [];
  let at = lengthOf(old.slice(0, head));
  let i = 0;
  let j = 0;
  for (const [x, y] of [...kept, [a.length, b.length] as const]) {
    const gone = lengthOf(a.slice(i, x));
    const insert = b.slice(j, y).map(({ inline }) => inline);
    if (gone > 0 || insert.length > 0) changes.push({ from: at, to: at + gone, insert });
    at += gone + (x < a.length ? inlineLength(a[x]!.inline) : 0);
    i = x + 1;
    j = y + 1;
  }
  return changes;
}

/** Pairs of indexes of a longest common subsequence. */
function common(a: readonly Token[], b: readonly Token[]): (readonly [number, number])[] {
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      longest[i * width + j] =
        a[i]!.key === b[j]!.key
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i]!.key === b[j]!.key) pairs.push([i++, j++]);
    else if (longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!) i += 1;
    else j += 1;
  }
  return pairs;
}

/** A word with its format, a space, a sign, a single character of scripts without spaces, or an object. */
const PIECES =
  /[\p{L}\p{M}\p{N}]+?(?=[\p{sc=Han}])|[\p{sc=Han}]|[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}\s]/gu;

function tokensOf(content: readonly Inline[]): readonly Token[] {
  return content.flatMap((inline): Token[] => {
    if (!isWords(inline)) return [{ inline, key: JSON.stringify(inline) }];
    const { text, ...formats } = inline;
    const mark = `${formats.strong ? 's' : ''}${formats.emphasis ? 'e' : ''} `;
    return (text.match(PIECES) ?? []).map((piece) => ({
      inline: { text: piece, ...formats },
      key: mark + piece,
    }));
  });
}

const lengthOf = (tokens: readonly Token[]): number =>
  tokens.reduce((sum, { inline }) => sum + inlineLength(inline), 0);
