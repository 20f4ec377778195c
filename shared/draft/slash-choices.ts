/**
 * Choices printed without brackets, `shall/should` (SPEC DE5): their options are the single words beside their slashes. Where
 * a script does not part words their extent is not known. Decisions and the list of points count them alike.
 */

/** In a line: a slash that no bracket holds; any other object. */
export const SLASH = '\u0000';
export const OBJECT = '\ufffc';

/** From one UTF-16 unit of the line up to another. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface SlashChoice {
  readonly options: readonly Stretch[];
  readonly words: readonly string[];
  /** Where its slashes stand. */
  readonly slashes: readonly number[];
}

/** The choices of a line in order; a word between two slashes ends one option and begins the next. */
export function slashChoices(line: string): readonly SlashChoice[] {
  const chains: { readonly options: Stretch[]; readonly slashes: number[] }[] = [];
  for (let at = line.indexOf(SLASH); at >= 0; at = line.indexOf(SLASH, at + 1)) {
    const [before, after] = [wordBefore(line, at), wordAfter(line, at)];
    const chain = chains.at(-1);
    const last = chain?.options.at(-1);
    if (chain && last?.from === before.from && last.to === before.to) {
      chain.options.push(after);
      chain.slashes.push(at);
    } else chains.push({ options: [before, after], slashes: [at] });
  }
  return chains.map((chain) => ({
    ...chain,
    words: chain.options.map(({ from, to }) => line.slice(from, to)),
  }));
}

/** Is it known where each option begins and ends? */
export const isClear = ({ words }: SlashChoice): boolean =>
  !words.some((word) => word === '' || /\p{sc=Han}/u.test(word));

const isOfWord = (letter: string | undefined): boolean =>
  letter !== undefined && /[\p{L}\p{N}\p{M}'’-]/u.test(letter);

function wordBefore(line: string, at: number): Stretch {
  const to = line[at - 1] === ' ' ? at - 1 : at;
  let from = to;
  while (isOfWord(line[from - 1])) from -= 1;
  return { from, to };
}

function wordAfter(line: string, at: number): Stretch {
  const from = line[at + 1] === ' ' ? at + 2 : at + 1;
  let to = from;
  while (isOfWord(line[to])) to += 1;
  return { from, to };
}
