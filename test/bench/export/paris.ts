/** A draft of the size of the Paris text, 17,000 words and 1,000 brackets, made of random drafts of this project. */
import { randomDraft } from '../../../fixtures/random-draft.ts';
import { readBrackets } from '../../../shared/draft/brackets.ts';
import {
  type Block,
  type DraftDocument,
  delimiterIn,
  type Inline,
  wordsOf,
} from '../../../shared/text/document.ts';
import { seeded } from '../../support/random.ts';

const WORDS = 17_000;
const BRACKETS = 1_000;

export const countWords = ({ content }: Block): number =>
  wordsOf(content)
    .split(/\s+/)
    .filter((each) => each !== '').length;

/** One random draft after the other, each in parts of its own, until there are words enough; then brackets likewise. */
export function parisSized(): DraftDocument {
  const blocks: Block[] = [];
  let words = 0;
  for (let seed = 1; words < WORDS; seed += 1) {
    const part = randomDraft(seeded(seed), { language: 'en' }).blocks.map((block) =>
      renamed(block, `${seed}.`),
    );
    blocks.push(...part);
    words += part.reduce((sum, each) => sum + countWords(each), 0);
  }
  const document = { schema: 1, meta: { title: 'Bench', language: 'en', dir: 'ltr' }, blocks } as const;
  return bracketed(document, BRACKETS - readBrackets(document).pairs.length);
}

/** Ids of each copy are its own. */
function renamed({ id, kind, attrs, content }: Block, copy: string): Block {
  const { covers, run } = attrs;
  const own = {
    ...attrs,
    ...(covers ? { covers: covers.map((each) => copy + each) } : {}),
    ...(run ? { run: copy + run } : {}),
  };
  return { id: copy + id, kind, attrs: own, content: content.map((each) => renamedInline(each, copy)) };
}

function renamedInline(each: Inline, copy: string): Inline {
  if (!('el' in each)) return each;
  if (each.el === 'note_ref') return { ...each, note: copy + each.note };
  if (each.el === 'option_break')
    return each.bracket === undefined ? each : { ...each, bracket: copy + each.bracket };
  return delimiterIn(each) ? ({ ...each, id: copy + (delimiterIn(each)?.id ?? '') } as Inline) : each;
}

/** Brackets around the first words of as many provisions as are needed. */
function bracketed(document: DraftDocument, more: number): DraftDocument {
  let left = more;
  const blocks = document.blocks.map((block): Block => {
    if (left <= 0 || block.kind === 'part' || block.kind === 'row') return block;
    const content = block.content.flatMap((each, at): readonly Inline[] => {
      if ('el' in each || left <= 0) return [each];
      left -= 1;
      const id = `${block.id}.${at}`;
      return [
        { el: 'bracket_open', id, kind: 'contested', glyph: '[' },
        each,
        { el: 'bracket_close', id, glyph: ']' },
      ];
    });
    return { ...block, content };
  });
  return { ...document, blocks };
}
