/** What parties ask for, as a test says it: by the words it is asked on. */
import type { NewBlock } from '../../shared/proposals/hand.ts';
import { indexOf, type OpenDraft } from '../../shared/proposals/open-draft.ts';
import {
  hashWords,
  type Layer,
  type Place,
  type Proposal,
  type ProposalKind,
} from '../../shared/proposals/proposal.ts';
import { wordsBetween, wordsOfUnits } from '../../shared/proposals/span.ts';
import { anchorAt } from '../../shared/text/anchor.ts';
import type { BlockIndex } from '../../shared/text/block-index.ts';
import { type DraftDocument, type Inline, isWords } from '../../shared/text/document.ts';
import { contentStart } from '../../shared/text/sequence.ts';

/** What is asked for, by the words it is asked on. */
export interface Ask {
  readonly id: string;
  readonly kind: ProposalKind;
  readonly place: Place;
  readonly words?: string;
  readonly blocks?: readonly NewBlock[];
  readonly link?: string;
  readonly target?: Proposal['target'];
}

/** Places found by words, in the text of a draft. */
export class Places {
  constructor(
    readonly draft: OpenDraft,
    readonly layer: Layer = 'text',
  ) {}

  /** The first `words` in the block. */
  range(block: string, words: string): Place {
    const from = this.#flatOf(block, words);
    const text = this.#index;
    const to = from + words.length;
    const covered = hashWords(wordsBetween(text, from, to));
    return {
      on: 'range',
      layer: this.layer,
      block,
      first: anchorAt(text, from + 1),
      last: anchorAt(text, to),
      covered,
    };
  }

  /** Right after the first `words` in the block; with none, at its beginning. */
  after(block: string, words = ''): Place {
    const flat = this.#flatOf(block, words) + words.length;
    return { on: 'gap', layer: this.layer, block, at: anchorAt(this.#index, flat) };
  }

  /** Whole provisions. */
  units(...blocks: readonly string[]): Place {
    return { on: 'blocks', blocks, covered: hashWords(wordsOfUnits(this.draft.text, blocks)) };
  }

  get #index(): BlockIndex {
    return indexOf(this.draft, this.layer);
  }

  #flatOf(block: string, words: string): number {
    const place = this.#index.placeOf(block);
    const at = place ? flatText(place.record.content).indexOf(words) : -1;
    if (!place || at < 0) throw new Error(`no "${words}" in ${block}`);
    return place.flat + contentStart(place.record) + at;
  }
}

/** The proposal as data, as the operator enters it. */
export function proposalOf({ id, kind, place, words, blocks, link, target }: Ask): Proposal {
  const inline: readonly NewBlock[] =
    words === undefined ? [] : [{ id: `${id}.w`, kind: 'paragraph', elements: [{ text: words }] }];
  const all = blocks ?? inline;
  return {
    id,
    kind,
    place,
    ...(link ? { link } : {}),
    ...(target ? { target } : {}),
    blocks: all.map(({ id: block, kind: blockKind, attrs = {}, elements }) => ({
      id: block,
      kind: blockKind,
      attrs,
      content: elements as Proposal['blocks'][number]['content'],
    })),
  };
}

export const printOf = ({ blocks }: DraftDocument): string =>
  blocks
    .map(({ content }) =>
      content
        .map((inline) =>
          'el' in inline ? ('glyph' in inline ? inline.glyph : `<${inline.el}>`) : inline.text,
        )
        .join(''),
    )
    .join('\n');

/** The words with one character for each object. */
const flatText = (content: readonly Inline[]): string =>
  content.map((inline) => (isWords(inline) ? inline.text : '\ufffc')).join('');
