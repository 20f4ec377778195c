/**
 * Paragraphs that were parted in two, and two that were made one (SPEC CH8). The changed text is read so that each block of
 * the base stands in one of its own: a break within its words is a request, and so is the merger of two provisions.
 */
import type { BlockComparison, Comparison } from '../compare/comparison.ts';
import { compareContent } from '../compare/redline.ts';
import { tokensOf } from '../compare/tokens.ts';
import { type Block, type DraftDocument, type Inline, isWords, wordsOf } from '../text/document.ts';
import type { BlockKind } from '../text/element.ts';
import type { Change } from './change.ts';
import { lengthOf, sliceOf, stretchesOf } from './stretches.ts';

export interface Partings {
  readonly changed: DraftDocument;
  /** Units of the base: the words of one were added to those of the other. */
  readonly mergers: readonly { readonly gone: string; readonly into: string }[];
  /** Numbers that a second half bears and a break cannot say. */
  readonly numbers: readonly { readonly block: string; readonly label: string }[];
}

const RUNNING: ReadonlySet<BlockKind> = new Set(['provision', 'paragraph', 'item']);
/** Share of the words of a half that the other text must have where it was cut off or added. */
const LEAST = 0.6;
/** Words, or characters of scripts without spaces between words, that a half must have. */
const FEWEST = 3;

/** Undefined where nothing was parted or made one. */
export function partingsIn(
  base: DraftDocument,
  changed: DraftDocument,
  comparison: Comparison,
): Partings | undefined {
  const finder = new Finder(base, changed, comparison);
  finder.look();
  return finder.found();
}

class Finder {
  readonly #pairs: readonly Pair[];
  readonly #byBefore: ReadonlyMap<string, Pair>;
  readonly #byAfter: ReadonlyMap<string, Pair>;
  /** Blocks of either text that are told already: of three that were one the first two are. */
  readonly #used = new Set<Block>();
  /** What stands in the place of a block of the changed text; nothing: it became part of its neighbour. */
  readonly #instead = new Map<string, readonly Block[]>();
  readonly #mergers: Partings['mergers'][number][] = [];
  readonly #numbers: Partings['numbers'][number][] = [];
  readonly #units: ReadonlySet<string>;

  constructor(
    private readonly base: DraftDocument,
    private readonly changedText: DraftDocument,
    comparison: Comparison,
  ) {
    const blocks = comparison.units.flatMap((unit) => unit.blocks);
    this.#pairs = blocks.filter(isPair);
    this.#byBefore = new Map(this.#pairs.map((pair) => [pair.before.id, pair]));
    this.#byAfter = new Map(this.#pairs.map((pair) => [pair.after.id, pair]));
    // Of a unit with items the words of its items would come between.
    const alone = comparison.units.filter((unit) => unit.blocks.filter(({ before }) => before).length === 1);
    this.#units = new Set(alone.flatMap(({ before }) => (before ? [before.id] : [])));
  }

  found(): Partings | undefined {
    if (this.#instead.size === 0) return undefined;
    const blocks = this.changedText.blocks.flatMap((block) => this.#instead.get(block.id) ?? [block]);
    return { changed: { ...this.changedText, blocks }, mergers: this.#mergers, numbers: this.#numbers };
  }

  look(): void {
    const after = this.changedText.blocks;
    for (const [at, first] of after.entries()) {
      const second = after[at + 1];
      if (second) this.#split(first, second);
    }
    const before = this.base.blocks;
    for (const [at, first] of before.entries()) {
      const second = before[at + 1];
      if (second) this.#merged(first, second);
    }
  }

  /** Two neighbours of the changed text, one of them new: were they one? */
  #split(first: Block, second: Block): void {
    const pair = this.#byAfter.get(first.id) ?? this.#byAfter.get(second.id);
    const isOne = (this.#byAfter.has(first.id) ? 1 : 0) + (this.#byAfter.has(second.id) ? 1 : 0) === 1;
    if (!pair || !isOne || !isRunning(first) || !breaksInto(pair.before, second)) return;
    if (this.#isUsed(first, second)) return;
    const half = pair.after.id === first.id ? second : first;
    if (!has(this.#redline(pair, 'gone'), half, this.changedText.meta.language)) return;
    this.#use(first, second);
    const { label, level } = second.attrs;
    const item =
      second.kind === 'item' ? { item: { ...(label ? { label } : {}), ...(level ? { level } : {}) } } : {};
    const content: readonly Inline[] = [
      ...first.content,
      ...gapBetween(first, second, pair.before),
      { el: 'paragraph_break', ...item },
      ...second.content,
    ];
    this.#instead.set(pair.after.id, [{ ...first, id: pair.after.id, content }]);
    this.#instead.set(half.id, []);
    if (second.kind !== 'item' && label) this.#numbers.push({ block: pair.before.id, label });
  }

  /** Two neighbours of the base, one of them gone: are they one? */
  #merged(first: Block, second: Block): void {
    const pair = this.#byBefore.get(first.id) ?? this.#byBefore.get(second.id);
    const isOne = (this.#byBefore.has(first.id) ? 1 : 0) + (this.#byBefore.has(second.id) ? 1 : 0) === 1;
    const areUnits = this.#units.has(first.id) && this.#units.has(second.id);
    if (!pair || !isOne || !areUnits || !isRunning(first) || !isRunning(second)) return;
    const gone = pair.before.id === first.id ? second : first;
    const whole = this.changedText.blocks.find(({ id }) => id === pair.after.id);
    if (!whole || this.#isUsed(first, second, whole)) return;
    if (!has(this.#redline(pair, 'new'), gone, this.changedText.meta.language)) return;
    const cut = cutAt(first.content, second.content, whole.content, this.changedText.meta.language);
    if (cut === undefined) return;
    this.#use(first, second, whole);
    const { kind, attrs } = second;
    const halves = [sliceOf(whole.content, 0, cut), sliceOf(whole.content, cut, Infinity)] as const;
    const [head, tail] = withoutNumber(trimmed(halves[0], 'end'), trimmed(halves[1], 'start'), attrs.label);
    this.#instead.set(whole.id, [
      { ...whole, content: head },
      { id: `${whole.id}~`, kind, attrs, content: tail },
    ]);
    this.#mergers.push({ gone: second.id, into: first.id });
  }

  #redline({ redline }: Pair, kind: 'gone' | 'new'): string {
    return redline
      .filter((piece) => piece.kind === kind)
      .map(({ content }) => wordsOf(content))
      .join(' ');
  }

  #isUsed(...blocks: readonly Block[]): boolean {
    return blocks.some((block) => this.#used.has(block));
  }

  #use(...blocks: readonly Block[]): void {
    for (const block of blocks) this.#used.add(block);
  }
}

type Pair = BlockComparison & { readonly before: Block; readonly after: Block };

const isPair = (each: BlockComparison): each is Pair => each.before !== undefined && each.after !== undefined;

const isRunning = ({ kind }: Block): boolean => RUNNING.has(kind);

/** Can a break within the one give the other? */
const breaksInto = ({ kind }: Block, half: Block): boolean =>
  RUNNING.has(kind) &&
  (half.kind === kind || half.kind === 'item' || (kind === 'provision' && half.kind === 'paragraph'));

/** The space that stood between two halves; where their words changed, one if the script parts words by spaces. */
function gapBetween(first: Block, second: Block, before: Block): readonly Inline[] {
  const [head, tail, whole] = [first, second, before].map(({ content }) => wordsOf(content)) as [
    string,
    string,
    string,
  ];
  const [left, right] = [head.slice(-8), tail.slice(0, 8)];
  const isApart = whole.includes(`${left} ${right}`);
  const isTogether = !isApart && (whole.includes(left + right) || HAN.test(whole));
  return isTogether ? [] : [{ text: ' ' }];
}

const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Does a text have the words of a block, or most of them? */
function has(text: string, { content }: Block, language: string): boolean {
  const words = wordsIn(wordsOf(content), language);
  const there = new Map<string, number>();
  for (const word of wordsIn(text, language)) there.set(word, (there.get(word) ?? 0) + 1);
  let count = 0;
  for (const word of words) {
    const left = there.get(word) ?? 0;
    if (left > 0) count += 1;
    there.set(word, left - 1);
  }
  return words.length >= FEWEST && count / words.length >= LEAST;
}

const wordsIn = (text: string, language: string): readonly string[] =>
  tokensOf([{ text }], language).flatMap((token) => (/[\p{L}\p{N}]/u.test(token.text) ? [token.text] : []));

/** Where in the whole the words of the first end and those of the second begin; undefined where that is at an end of it. */
function cutAt(
  first: readonly Inline[],
  second: readonly Inline[],
  whole: readonly Inline[],
  language: string,
): number | undefined {
  const joined = [...first, { text: ' ' }, ...second];
  const border = lengthOf(first) + 1;
  const stretches = stretchesOf(compareContent(joined, whole, language).redline);
  const stretch = stretches.find(({ from, to }) => from <= border && border < to);
  if (!stretch) return undefined;
  const cut = stretch.isSame ? stretch.at + border - stretch.from : stretch.at;
  return cut > 0 && cut < lengthOf(whole) ? cut : undefined;
}

/** The second of two halves without the number that was typed before its words. */
function withoutNumber(
  head: readonly Inline[],
  tail: readonly Inline[],
  label: string | undefined,
): readonly [readonly Inline[], readonly Inline[]] {
  const [last, first] = [head.at(-1), tail[0]];
  const number = label?.replace(/[^\p{L}\p{N}]/gu, (sign) => `\\${sign}`);
  const before =
    last && isWords(last) ? last.text.replace(new RegExp(`\\s+${number}[.)．）、]?\\s*$`), '') : '';
  if (number === undefined || !first || !isWords(first)) return [head, tail];
  if (last && isWords(last) && before !== last.text)
    return [[...head.slice(0, -1), { ...last, text: before }], tail];
  const after = first.text.replace(new RegExp(`^${number}[.)．）、]?\\s+`), '');
  return [head, [{ ...first, text: after }, ...tail.slice(1)]];
}

function trimmed(content: readonly Inline[], side: 'start' | 'end'): readonly Inline[] {
  const at = side === 'start' ? 0 : content.length - 1;
  const inline = content[at];
  if (!inline || !isWords(inline)) return content;
  const text = side === 'start' ? inline.text.trimStart() : inline.text.trimEnd();
  return content.flatMap((each, index) => {
    if (index !== at) return [each];
    return text === '' ? [] : [{ ...inline, text }];
  });
}

/** A break takes the place of the space before it. */
export function inPlaceOfSpace(change: Change, base: ReadonlyMap<string, Block>): Change {
  const { where, words } = change;
  const first = words[0]?.content[0];
  if (change.kind !== 'insertion' || where.on !== 'gap' || !first || isWords(first)) return change;
  const { block, offset } = where.at;
  const [before] = sliceOf(base.get(block)?.content ?? [], offset - 1, offset);
  const isSpace = before !== undefined && isWords(before) && before.text === ' ';
  if (first.el !== 'paragraph_break' || !isSpace) return change;
  return {
    ...change,
    kind: 'replacement',
    where: { on: 'range', from: { block, offset: offset - 1 }, to: { block, offset } },
  };
}
