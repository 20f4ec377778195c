/** One block of a comparison: its words, redline and differences, from what was found out about it. */
import type { Block } from '../text/document.ts';
import type { BlockStanding, DraftStanding } from './brackets.ts';
import type { BlockComparison, BracketChange, Changed } from './comparison.ts';
import { changed, differencesAlone, differencesBetween, isAny, type Partners } from './differences.ts';
import { type ContentComparison, compareContent, onlyContent } from './redline.ts';

/** A block with its partner, or without one. */
export interface BlockPair {
  readonly before?: Block;
  readonly after?: Block;
  readonly isMoved: boolean;
}

/** Statuses by block id, as the house calls them; a block that has none is absent. */
export interface Statuses {
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

/** Compares blocks in two steps: words first, since brackets are known again by the words that stand. */
export class BlockComparer {
  readonly #contents = new Map<BlockPair, ContentComparison>();
  readonly #brackets = new Map<Block, BracketChange[]>();
  readonly standing: { readonly before: DraftStanding; readonly after: DraftStanding };

  constructor(
    pairs: readonly BlockPair[],
    private readonly partners: Partners,
    private readonly language: string,
    private readonly statuses: Statuses,
  ) {
    const [before, after] = [new Map<string, BlockStanding>(), new Map<string, BlockStanding>()];
    pairs.forEach((each, pair) => {
      const content = this.#contentOf(each);
      if (!each.before || !each.after) return;
      const letters = content.letters;
      before.set(each.before.id, { pair, objects: content.standing.before, letters });
      after.set(each.after.id, { pair, objects: content.standing.after, letters });
    });
    this.standing = { before, after };
  }

  /** Brackets are told at the block they open in: after, or before if they are there no longer. */
  placeBrackets(changes: readonly BracketChange[], blocks: BlocksById): void {
    for (const change of changes) {
      const block = change.after
        ? blocks.after.get(change.after.block)
        : blocks.before.get(change.before?.block ?? '');
      const list = block && this.#brackets.get(block);
      if (list) list.push(change);
      else if (block) this.#brackets.set(block, [change]);
    }
  }

  compare(pair: BlockPair): BlockComparison {
    const { before, after, isMoved } = pair;
    const { words, redline, formats, isSame } = this.#contentOf(pair);
    const common = { formats, brackets: this.#bracketsOf(pair), words: isReworded(words) };
    if (before && after) {
      const status = this.#status(before, after);
      const apart = differencesBetween(before, after, this.partners, isSame);
      const differences = { ...apart, ...common, ...(status ? { status } : {}) };
      const isChanged = isAny(differences) || (!isSame && redline.some(({ kind }) => kind !== 'same'));
      const kind = isMoved ? 'moved' : isChanged ? 'changed' : 'same';
      return { kind, before, after, isChanged, words, redline, differences };
    }
    if (before) {
      const differences = { ...differencesAlone('gone', before), ...common };
      return { kind: 'gone', before, isChanged: true, words, redline, differences };
    }
    if (!after) throw new Error('a comparison of no block with no block');
    const differences = { ...differencesAlone('new', after), ...common };
    return { kind: 'new', after, isChanged: true, words, redline, differences };
  }

  #bracketsOf({ before, after }: BlockPair): readonly BracketChange[] {
    const sides = before === after ? [before] : [before, after];
    return sides.flatMap((side) => (side && this.#brackets.get(side)) ?? []);
  }

  #status(before: Block, after: Block): Changed<string> | undefined {
    return changed(this.statuses.before[before.id], this.statuses.after[after.id]);
  }

  #contentOf(pair: BlockPair): ContentComparison {
    const known = this.#contents.get(pair);
    if (known) return known;
    const { before, after } = pair;
    const content =
      before && after
        ? compareContent(before.content, after.content, this.language)
        : onlyContent(before ? 'gone' : 'new', (before ?? after)?.content ?? []);
    this.#contents.set(pair, content);
    return content;
  }
}

export interface BlocksById {
  readonly before: ReadonlyMap<string, Block>;
  readonly after: ReadonlyMap<string, Block>;
}

/** Spaces that a bracket left behind are no words. */
const isReworded = (words: ContentComparison['words']) =>
  words.some(({ kind, text }) => kind !== 'same' && text.trim() !== '');
