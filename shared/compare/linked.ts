/** Which words of two contents are the same word (SPEC CP5): the ground of pieces, redline and brackets. */
import { cut, type Token } from './tokens.ts';
import { diffTokens, MOST_COMPARED } from './words.ts';

export interface Linked {
  /** All tokens of both contents in order; some words are cut where a bracket of the other side stands in them. */
  readonly before: readonly Token[];
  readonly after: readonly Token[];
  /** Words before with the same word after; in order on both sides. */
  readonly links: ReadonlyMap<Token, Token>;
}

/** A row of words on each side; either the same words or a change. */
interface Region {
  readonly isSame: boolean;
  readonly before: readonly Token[];
  readonly after: readonly Token[];
}

/** When less than this share of the shorter side stands, it is shown as replaced, not as a patchwork of `of` and `the`. */
const LEAST_STANDING = 0.2;
/** Letters; in a shorter text a patchwork is small. */
const SHORT = 20;

/** Links the words of two contents; brackets and other objects are no words. */
export function linkWords(before: readonly Token[], after: readonly Token[]): Linked {
  const [old, fresh] = [before.filter(isWord), after.filter(isWord)];
  const regions = joined(regionsOf(old, fresh));
  const standing = lettersIn(regions.filter(({ isSame }) => isSame).flatMap((region) => region.before));
  const shorter = Math.min(lettersIn(old), lettersIn(fresh));
  const isReplaced = shorter >= SHORT && standing < LEAST_STANDING * shorter;
  const kept = isReplaced ? [] : regions.filter(({ isSame }) => isSame);
  return {
    before: refined(before, regions, (region) => region.before),
    after: refined(after, regions, (region) => region.after),
    links: new Map(
      kept.flatMap((region) => region.before.map((token, at) => [token, region.after[at] as Token])),
    ),
  };
}

const isWord = ({ isObject }: Token) => !isObject;

export const letters = (text: string): number => text.replace(/\s+/g, '').length;
const lettersIn = (tokens: readonly Token[]) => tokens.reduce((sum, { text }) => sum + letters(text), 0);
const textOf = (tokens: readonly Token[]) => tokens.map(({ text }) => text).join('');

function regionsOf(before: readonly Token[], after: readonly Token[]): readonly Region[] {
  const same = (a: Token | undefined, b: Token | undefined) =>
    a !== undefined && b !== undefined && a.key === b.key;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && same(before[head], after[head])) head++;
  let tail = 0;
  while (tail < most - head && same(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  const [a, b] = [before.length - tail, after.length - tail];
  return [
    ...standing(before.slice(0, head), after.slice(0, head)),
    ...middle(before.slice(head, a), after.slice(head, b)),
    ...standing(before.slice(a), after.slice(b)),
  ];
}

const standing = (before: readonly Token[], after: readonly Token[]): readonly Region[] =>
  before.length === 0 ? [] : [{ isSame: true, before, after }];

function middle(before: readonly Token[], after: readonly Token[]): readonly Region[] {
  if (before.length === 0 && after.length === 0) return [];
  const isLong = Math.max(textOf(before).length, textOf(after).length) > MOST_COMPARED;
  if (isLong || before.length === 0 || after.length === 0) return [{ isSame: false, before, after }];
  const keys = (tokens: readonly Token[]) => tokens.map(({ key }) => key);
  const regions: Region[] = [];
  let [from, to] = [0, 0];
  for (const { kind, count } of diffTokens(keys(before), keys(after))) {
    const gone = kind === 'new' ? [] : before.slice(from, from + count);
    const fresh = kind === 'gone' ? [] : after.slice(to, to + count);
    [from, to] = [from + gone.length, to + fresh.length];
    const last = regions.at(-1);
    if (kind !== 'same' && last && !last.isSame) regions[regions.length - 1] = changed(last, gone, fresh);
    else regions.push({ isSame: kind === 'same', before: gone, after: fresh });
  }
  return regions.map(matched);
}

const changed = (to: Region, before: readonly Token[], after: readonly Token[]): Region => ({
  isSame: false,
  before: [...to.before, ...before],
  after: [...to.after, ...after],
});

/** `government` and `govern[ment]` are the same words: both are cut where either is. */
function matched(region: Region): Region {
  const { isSame, before, after } = region;
  if (isSame || textOf(before) !== textOf(after)) return region;
  return { isSame: true, before: cutAt(before, endsOf(after)), after: cutAt(after, endsOf(before)) };
}

function endsOf(tokens: readonly Token[]): ReadonlySet<number> {
  let end = 0;
  return new Set(tokens.map(({ text }) => (end += text.length)));
}

function cutAt(tokens: readonly Token[], ends: ReadonlySet<number>): readonly Token[] {
  let from = 0;
  return tokens.flatMap((token) => {
    const found: Token[] = [];
    let rest = token;
    for (let length = 1; length < rest.text.length; length++) {
      if (!ends.has(from + length)) continue;
      const [first, second] = cut(rest, length);
      found.push(first);
      from += length;
      [rest, length] = [second, 0];
    }
    from += rest.text.length;
    return [...found, rest];
  });
}

/** Changes with nothing but spaces between them are one change. */
function joined(regions: readonly Region[]): readonly Region[] {
  const result: Region[] = [];
  regions.forEach((region, at) => {
    const last = result.at(-1);
    const isOpen = last && !last.isSame;
    const isBridge =
      region.isSame &&
      isOpen &&
      last.before.length > 0 &&
      last.after.length > 0 &&
      at < regions.length - 1 &&
      textOf(region.before).trim() === '';
    if (isOpen && (isBridge || !region.isSame))
      result[result.length - 1] = changed(last, region.before, region.after);
    else result.push(region);
  });
  return result;
}

/** The tokens of a content with the words as the regions have them. */
function refined(
  tokens: readonly Token[],
  regions: readonly Region[],
  side: (region: Region) => readonly Token[],
): readonly Token[] {
  const words = regions.flatMap(side);
  const result: Token[] = [];
  let next = 0;
  for (const token of tokens) {
    if (token.isObject) result.push(token);
    for (let length = 0; length < token.text.length; next++) {
      const part = words[next] as Token;
      result.push(part);
      length += part.text.length;
    }
  }
  return result;
}
