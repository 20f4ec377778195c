/** Words that a party types in its hand: one proposal, at whose end stroke after stroke is added. */
import * as Y from 'yjs';
import { writeProposal } from '../../../shared/proposals/hand.ts';
import type { Place } from '../../../shared/proposals/proposal.ts';
import { BlockIndex } from '../../../shared/text/block-index.ts';
import { replaceRange } from '../../../shared/text/edit.ts';

export class OwnWords {
  private readonly ydoc = new Y.Doc();
  private readonly index = BlockIndex.of(this.ydoc);

  /** An insertion of this id at a place of the draft. */
  constructor(
    readonly id: string,
    place: Place,
  ) {
    this.ydoc.on('afterTransaction', (transaction: Y.Transaction) => void this.index.update(transaction));
    const block = { id, kind: 'paragraph', elements: [{ text: 'begin ' }] } as const;
    writeProposal(this.hand, { id, kind: 'insertion', place }, [block]);
  }

  /** The hand as it stands, as a Yjs update. */
  get whole(): Uint8Array {
    return Y.encodeStateAsUpdate(this.ydoc);
  }

  /** Types at the end; gives what is to be sent, as a Yjs update. */
  type(text: string): Uint8Array {
    const before = Y.encodeStateVector(this.ydoc);
    const end = this.index.length - 1;
    replaceRange(this.hand, end, end, [{ text }]);
    return Y.encodeStateAsUpdate(this.ydoc, before);
  }

  private get hand() {
    return { ydoc: this.ydoc, index: this.index, origin: 'typist' };
  }
}
