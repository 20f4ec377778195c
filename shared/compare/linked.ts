/** Which words of two contents are the same word (SPEC CP5): the ground of pieces, redline and brackets. */
import { cut, type Token } from './tokens.ts';
import { diffTokens } from './words.ts';

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

/** More work than this (one word against each other) is done sentence by sentence, and not at all where it is no less. */
const MOST_WORK = 9_000_000;
const MOST_TOKENS = 20_000;

const isSearchable = (before: readonly unknown[], after: readonly unknown[]) =>
  before.length * after.length <= MOST_WORK && Math.max(before.length, after.length) <= MOST_TOKENS;

/** Words in the middle of a change; of a very long text its sentences first. */
function middle(before: readonly Token[], after: readonly Token[]): readonly Region[] {
  if (before.length === 0 && after.length === 0) return [];
  if (before.length === 0 || after.length === 0) return [{ isSame: false, before, after }];
  if (isSearchable(before, after))
    return search(
      before.map((token) => [token]),
      after.map((token) => [token]),
    );
  const [old, fresh] = [sentencesOf(before), sentencesOf(after)];
  if (!isSearchable(old, fresh)) return [{ isSame: false, before, after }];
  return search(old, fresh).flatMap((region) =>
    !region.isSame && isSearchable(region.before, region.after)
      ? middle(region.before, region.after)
      : [region],
  );
}

const SENTENCE_END = /[.;:。；：!?！？\n]$/;

function sentencesOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const sentences: Token[][] = [[]];
  for (const token of tokens) {
    sentences.at(-1)?.push(token);
    if (SENTENCE_END.test(token.text)) sentences.push([]);
  }
  return sentences.filter((sentence) => sentence.length > 0);
}

/** Which groups of words (single words, or sentences) stand. */
function search(
  before: readonly (readonly Token[])[],
  after: readonly (readonly Token[])[],
): readonly Region[] {
  const regions: Region[] = [];
  let [from, to] = [0, 0];
  for (const { kind, count } of diffTokens(before.map(textOf), after.map(textOf))) {
    const gone = kind === 'new' ? [] : before.slice(from, from + count);
    const fresh = kind === 'gone' ? [] : after.slice(to, to + count);
    [from, to] = [from + gone.length, to + fresh.length];
    const last = regions.at(-1);
    if (kind !== 'same' && last && !last.isSame)
      regions[regions.length - 1] = changed(last, gone.flat(), fresh.flat());
    else regions.push({ isSame: kind === 'same', before: gone.flat(), after: fresh.flat() });
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
  const isCutAlike =
    isSame && before.length === after.length && before.every(({ key }, at) => key === after[at]?.key);
  if (isCutAlike || textOf(before) !== textOf(after)) return region;
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
