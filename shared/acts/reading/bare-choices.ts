/**
 * Choices printed without brackets as a reader of the draft sees them (SPEC DE5): which single words the slashes of a block
 * part, named as a decision names them.
 */
import { type DraftDocument, delimiterIn, isWords } from '../../text/document.ts';
import type { Target } from '../facts.ts';

export interface BareWords {
  readonly on: Target;
  readonly words: readonly string[];
}

interface Spot {
  readonly letter: string;
  /** Index of the inline. */
  readonly at: number;
}

const BREAK = '\u0000';
const NAME = /^choice:(.*?)(?:\/(\d+))?$/su;

/**
 * The choice of this name, or the one whose slash is the inline at an index; undefined where its words have no clear
 * extent.
 */
export function bareChoiceAt(document: DraftDocument, name: string, slash?: number): BareWords | undefined {
  const [, id = '', nth = '0'] = NAME.exec(name) ?? [];
  const block = document.blocks.find((each) => each.id === id);
  if (!block) return undefined;
  const spots = block.content.flatMap((inline, at): readonly Spot[] => {
    if (isWords(inline)) return [...inline.text].map((letter) => ({ letter, at }));
    if (inline.el === 'option_break') return [{ letter: BREAK, at }];
    return delimiterIn(inline)?.id.startsWith('thought:') ? [] : [{ letter: '\ufffc', at }];
  });
  const chains = chainsIn(spots);
  const found =
    slash === undefined
      ? Number(nth)
      : chains.findIndex(({ slashes }) => slashes.includes(indexOf(block.content, slash)));
  const chain = chains[found];
  if (!chain || chain.words.some((word) => word === '' || /\p{sc=Han}/u.test(word))) return undefined;
  return { on: `choice:${id}${found === 0 ? '' : `/${found}`}`, words: chain.words };
}

/** The index of a slash among the inlines of the draft as it stands, where thought brackets were put beside it. */
function indexOf(content: DraftDocument['blocks'][number]['content'], slash: number): number {
  let real = -1;
  return content.findIndex((inline) => {
    if (!delimiterIn(inline)?.id.startsWith('thought:')) real += 1;
    return real === slash;
  });
}

interface Chain {
  readonly words: string[];
  readonly slashes: number[];
}

/** Single words beside slashes; a word between two slashes ends one and begins the next. */
function chainsIn(spots: readonly Spot[]): readonly Chain[] {
  const chains: Chain[] = [];
  let end = -1;
  spots.forEach(({ letter, at }, index) => {
    if (letter !== BREAK) return;
    const [before, after] = [wordBefore(spots, index), wordAfter(spots, index)];
    const last = chains.at(-1);
    if (last && before.from < before.to && before.from === end) {
      last.words.push(after.word);
      last.slashes.push(at);
    } else chains.push({ words: [before.word, after.word], slashes: [at] });
    end = after.from;
  });
  return chains;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly word: string;
}

const isOfWord = (spot: Spot | undefined): boolean =>
  spot !== undefined && /[\p{L}\p{N}\p{M}'’-]/u.test(spot.letter);
const stretch = (spots: readonly Spot[], from: number, to: number): Stretch => ({
  from,
  to,
  word: spots
    .slice(from, to)
    .map(({ letter }) => letter)
    .join(''),
});

function wordBefore(spots: readonly Spot[], at: number): Stretch {
  const end = spots[at - 1]?.letter === ' ' ? at - 1 : at;
  let begin = end;
  while (begin > 0 && isOfWord(spots[begin - 1])) begin -= 1;
  return stretch(spots, begin, end);
}

function wordAfter(spots: readonly Spot[], at: number): Stretch {
  const begin = spots[at + 1]?.letter === ' ' ? at + 2 : at + 1;
  let end = begin;
  while (isOfWord(spots[end])) end += 1;
  return stretch(spots, begin, end);
}
