/** A hand and a draft in a test's own hands: proposals by the words they are about. */
import * as Y from 'yjs';
import { headsIn, type NewBlock, writeProposal } from '../../shared/proposals/hand.ts';
import { gapAt, rangeBetween, wholeOf } from '../../shared/proposals/place.ts';
import type { Place, ProposalKind } from '../../shared/proposals/proposal.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';
import { type DraftDocument, wordsOf } from '../../shared/text/document.ts';
import { createDraft, withoutFormatCleanup } from '../../shared/text/draft-doc.ts';

export class Paper {
  readonly hand = withoutFormatCleanup(new Y.Doc());
  readonly ydoc: Y.Doc;
  private count = 0;

  constructor(document: DraftDocument) {
    this.ydoc = createDraft(document);
  }

  get layers() {
    return { ydoc: this.ydoc, text: BlockIndex.of(this.ydoc), words: BlockIndex.of(this.ydoc, 'words') };
  }

  /** Id of the block whose label this is. */
  block(label: string): string {
    const found = [...this.layers.text.records()].find(({ attrs }) => attrs.label === label);
    if (!found) throw new Error(`no block ${label}`);
    return found.id;
  }

  /** The words in a provision as a range; they must occur there once. */
  range(label: string, words: string): Place {
    const [from, to] = this.points(label, words);
    return rangeBetween(this.layers, 'text', from, to)!;
  }

  /** The gap after these words. */
  after(label: string, words: string): Place {
    return gapAt(this.layers, 'text', this.points(label, words)[1])!;
  }

  whole(...labels: readonly string[]): Place {
    return wholeOf(
      this.layers,
      labels.map((label) => this.block(label)),
    )!;
  }

  /** Writes a proposal into the hand and answers its id. */
  propose(
    kind: ProposalKind,
    place: Place,
    words?: string,
    kindOfBlock: NewBlock['kind'] = 'paragraph',
  ): string {
    const id = `p${++this.count}`;
    const blocks =
      words === undefined ? [] : [{ id, kind: kindOfBlock, elements: words === '' ? [] : [{ text: words }] }];
    writeProposal(
      { ydoc: this.hand, index: BlockIndex.of(this.hand), origin: this },
      { id, kind, place },
      blocks,
    );
    return id;
  }

  get heads() {
    return headsIn(this.hand);
  }

  private points(label: string, words: string) {
    const block = this.block(label);
    const all = wordsOf(this.layers.text.placeOf(block)!.record.content);
    const from = all.indexOf(words);
    if (from < 0) throw new Error(`"${words}" is not in ${label}: ${all}`);
    return [
      { block, offset: from },
      { block, offset: from + words.length },
    ] as const;
  }
}
