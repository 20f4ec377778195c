/** The text that proposals are made on, apart from what is proposed (SPEC RN11): received brackets stay, asked ones go. */
import { normalised } from '../compare/tokens.ts';
import { type Block, type DraftDocument, delimiterIn, type Inline } from '../text/document.ts';
import type { AskedBracket } from '../text/element.ts';
import { askedOf, type DraftState } from './rendition.ts';

/** A run of blocks that a proposal asks for: an alternative or new provisions. */
export interface ProposedRun {
  /** Key of its names in `askedBy`: id of the bracket around it, or of the alternative. */
  readonly key: string;
  readonly proposal: string;
  /** Id of the block of the base text that it is about or stands after; undefined at the very start. */
  readonly at: string | undefined;
  readonly blocks: readonly Block[];
}

export interface Parted {
  readonly base: DraftDocument;
  readonly runs: readonly ProposedRun[];
}

/** Parts a printed draft. */
export function partedFrom({ document, askedBy = new Map() }: DraftState): Parted {
  const base: Block[] = [];
  const runs: (ProposedRun & { blocks: Block[] })[] = [];
  const isAlternative = (id: string): boolean => {
    const asked = askedBy.get(id);
    return asked !== undefined && askedOf(asked).some(({ asks }) => asks === 'alternative');
  };
  const depth = new Depth();
  for (const block of document.blocks) {
    const whole = depth.wordsAround ?? wholeWords(block);
    const alternative = isAlternative(block.id) ? block.id : block.attrs.run;
    const key =
      whole?.id ?? (alternative !== undefined && isAlternative(alternative) ? alternative : undefined);
    depth.pass(block.content);
    const last = runs.at(-1);
    if (key === undefined) base.push(withoutAsked(block));
    else if (last?.key === key) last.blocks.push(block);
    else {
      const at = block.attrs.covers?.[0] ?? base.findLast(({ kind }) => kind !== 'note')?.id;
      runs.push({ key, proposal: whole?.asked.proposal ?? key, at, blocks: [block] });
    }
  }
  return { base: { ...document, blocks: base }, runs };
}

interface WordsAround {
  readonly id: string;
  readonly asked: AskedBracket;
}

/** The bracket before the number of a provision that is asked for. */
function wholeWords({ content }: Block): WordsAround | undefined {
  const [first] = content;
  const open = first && delimiterIn(first);
  if (open?.el !== 'bracket_open' || !open.outside || open.asked?.asks !== 'words') return undefined;
  return { id: open.id, asked: open.asked };
}

/** Keeps in which words that are asked for a block begins. */
class Depth {
  readonly #open: WordsAround[] = [];

  get wordsAround(): WordsAround | undefined {
    return this.#open[0];
  }

  pass(content: readonly Inline[]): void {
    for (const each of content) {
      const delimiter = delimiterIn(each);
      if (!delimiter) continue;
      if (delimiter.el === 'bracket_open' && delimiter.asked?.asks === 'words')
        this.#open.push({ id: delimiter.id, asked: delimiter.asked });
      const at = this.#open.findIndex(({ id }) => delimiter.el === 'bracket_close' && id === delimiter.id);
      if (at >= 0) this.#open.splice(at, 1);
    }
  }
}

/** The block as it stood before anybody asked. */
const withoutAsked = (block: Block): Block => {
  if (!block.content.some((each) => delimiterIn(each)?.asked)) return block;
  return { ...block, content: normalised(keeping(block.content, new Set())) };
};

/**
 * The content with the brackets of these ids alone, of those that were asked for, and the words that they bring. Words that
 * others bring go with their delimiters; words that others want to go stay.
 */
export function keeping(content: readonly Inline[], kept: ReadonlySet<string>): readonly Inline[] {
  const brought: string[] = [];
  return content.filter((each) => {
    const delimiter = delimiterIn(each);
    if (!delimiter?.asked) return brought.length === 0;
    if (kept.has(delimiter.id)) return brought.length === 0;
    if (delimiter.asked.asks === 'words') {
      if (delimiter.el === 'bracket_open') brought.push(delimiter.id);
      else if (brought.includes(delimiter.id)) brought.splice(brought.indexOf(delimiter.id), 1);
    }
    return false;
  });
}
