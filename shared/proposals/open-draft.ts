/** A draft that is open for acts: its document with the two sequences that proposals are made on, each indexed (SPEC TX6). */
import type * as Y from 'yjs';
import { BlockIndex } from '../text/block-index.ts';
import type { Desk } from '../text/edit.ts';
import type { Layer } from './proposal.ts';

/** The sequences of a draft. */
export interface Layers {
  readonly ydoc: Y.Doc;
  /** The draft as it stands. */
  readonly text: BlockIndex;
  /** The words of tabled proposals. */
  readonly words: BlockIndex;
}

export interface OpenDraft extends Layers {
  /** Origin of what is written. */
  readonly origin: unknown;
}

/** The sequence of a layer. */
export const indexOf = ({ text, words }: Layers, layer: Layer): BlockIndex =>
  layer === 'text' ? text : words;

/** A layer as one writes on it. */
export const deskOf = (draft: OpenDraft, layer: Layer): Desk => ({
  ydoc: draft.ydoc,
  index: indexOf(draft, layer),
  origin: draft.origin,
});

/** Opens a draft; both indexes follow every transaction until `close` is called. */
export function openDraft(ydoc: Y.Doc, origin: unknown): OpenDraft & { readonly close: () => void } {
  const text = BlockIndex.of(ydoc, 'text');
  const words = BlockIndex.of(ydoc, 'words');
  const follow = (transaction: Y.Transaction): void => {
    text.update(transaction);
    words.update(transaction);
  };
  ydoc.on('afterTransaction', follow);
  return { ydoc, text, words, origin, close: () => ydoc.off('afterTransaction', follow) };
}
