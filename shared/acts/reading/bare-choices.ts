/**
 * Choices printed without brackets as the list of points names them (SPEC DE5): as a decision does, though brackets are
 * thought around their slashes here.
 */
import type { Brackets } from '../../draft/brackets.ts';
import { isClear, OBJECT, SLASH, type SlashChoice, slashChoices } from '../../draft/slash-choices.ts';
import { isBare, isThought } from '../../renditions/open.ts';
import { type Block, delimiterIn, type Inline, isWords } from '../../text/document.ts';
import type { Target } from '../facts.ts';

export interface BareWords {
  readonly on: Target;
  readonly words: readonly string[];
}

/** The choice whose slash is the n-th inline of a block; undefined where its words have no clear extent. */
export function bareChoiceAt(block: Block, slash: number, paired: Brackets['byId']): BareWords | undefined {
  const content = block.content.filter((inline) => !isThoughtDelimiter(inline));
  const pieces = content.map((inline) => readAs(inline, paired));
  const at = pieces.slice(0, slash).join('').length;
  const choices = slashChoices(pieces.join(''));
  const nth = choices.findIndex(({ slashes }: SlashChoice) => slashes.includes(at));
  const found = choices[nth];
  if (!found || !isClear(found)) return undefined;
  return { on: `choice:${block.id}${nth === 0 ? '' : `/${nth}`}`, words: found.words };
}

const isThoughtDelimiter = (inline: Inline): boolean => isThought(delimiterIn(inline)?.id ?? '');

const readAs = (inline: Inline, paired: Brackets['byId']): string =>
  isWords(inline) ? inline.text : isBare(inline, paired) ? SLASH : OBJECT;
