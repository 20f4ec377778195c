/**
 * A choice printed without brackets, `shall/should` (SPEC DE5): its options are the single words beside its slashes. Where
 * a script does not part words, their extent is not known and it is not decided so.
 */
import type { OpenDraft } from '../../proposals/open-draft.ts';
import { strike } from '../../proposals/strike.ts';
import { type Block, type Inline, isWords } from '../../text/document.ts';
import { spots } from './bracket-place.ts';

interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface BareChoice {
  readonly block: string;
  /** Flat indexes of each option, in order. */
  readonly options: readonly Stretch[];
  readonly words: readonly string[];
}

/** `BLOCK` or `BLOCK/N`: the n-th such choice of the block, from 0. */
const NAME = /^(.*?)(?:\/(\d+))?$/su;

/** The choice; undefined when it is not there or its options have no clear extent. */
export function bareChoice(draft: OpenDraft, name: string): BareChoice | undefined {
  const [, block = '', nth = '0'] = NAME.exec(name) ?? [];
  const place = draft.text.placeOf(block);
  if (!place) return undefined;
  const letters = spots(place).flatMap(([inline, at]) => lettersOf(draft, inline, at));
  const choices = chains(letters);
  const found = choices[Number(nth)];
  if (!found) return undefined;
  const words = found.map(({ from, to }) =>
    letters
      .filter(({ at }) => at >= from && at < to)
      .map(({ letter }) => letter)
      .join(''),
  );
  return words.some((each) => each === '' || /\p{sc=Han}/u.test(each))
    ? undefined
    : { block, options: found, words };
}

/** One option stands. */
export function chooseBare(draft: OpenDraft, name: string, option: number): readonly Block[] {
  const choice = bareChoice(draft, name);
  const stands = choice?.options[option];
  const [first, last] = [choice?.options[0], choice?.options.at(-1)];
  if (!stands || !first || !last) return [];
  const after = stands.to < last.to ? strike(draft, stands.to, last.to) : [];
  return [...(first.from < stands.from ? strike(draft, first.from, stands.from) : []), ...after];
}

interface Letter {
  readonly letter: string;
  readonly at: number;
}
const BREAK = '\u0000';

function lettersOf({ text }: OpenDraft, inline: Inline, at: number): readonly Letter[] {
  if (isWords(inline))
    return Array.from({ length: inline.text.length }, (_, n) => ({ letter: inline.text[n]!, at: at + n }));
  const isBare =
    inline.el === 'option_break' && (inline.bracket === undefined || !text.isPaired(inline.bracket));
  return [{ letter: isBare ? BREAK : '\ufffc', at }];
}

const isOfWord = ({ letter }: Letter): boolean => /[\p{L}\p{N}\p{M}'’-]/u.test(letter);
const isSpace = (letter: Letter | undefined): boolean => letter?.letter === ' ';

/** Words beside breaks; a word between two breaks ends one option list and goes on with it. */
function chains(letters: readonly Letter[]): (readonly Stretch[])[] {
  const found: Stretch[][] = [];
  letters.forEach(({ letter, at: flat }, at) => {
    if (letter !== BREAK) return;
    const [before, after] = [wordBefore(letters, at, flat), wordAfter(letters, at, flat)];
    const chain = found.at(-1);
    const last = chain?.at(-1);
    if (chain && last?.from === before.from && last.to === before.to) chain.push(after);
    else found.push([before, after]);
  });
  return found;
}

function wordBefore(letters: readonly Letter[], at: number, flat: number): Stretch {
  let end = at;
  if (isSpace(letters[end - 1])) end -= 1;
  let begin = end;
  while (begin > 0 && isOfWord(letters[begin - 1]!)) begin -= 1;
  return { from: letters[begin]?.at ?? flat, to: letters[end]?.at ?? flat };
}

function wordAfter(letters: readonly Letter[], at: number, flat: number): Stretch {
  let begin = at + 1;
  if (isSpace(letters[begin])) begin += 1;
  let end = begin;
  while (end < letters.length && isOfWord(letters[end]!)) end += 1;
  const from = letters[begin]?.at ?? flat + 1;
  return { from, to: from + (end - begin) };
}
