/** How provisions read to everybody (SPEC TB4): with what is asked for on them, brackets as characters, a line a block. */
import type * as Y from 'yjs';
import { Composition } from '../../proposals/composition.ts';
import type { OpenDraft } from '../../proposals/open-draft.ts';
import { blocksOfUnit } from '../../proposals/resolve.ts';
import { printed } from '../../proposals/span.ts';

export function wordsAsRead({ ydoc }: Pick<OpenDraft, 'ydoc'>, units: readonly string[]): string {
  const composition = compositionOf(ydoc);
  const { text } = composition.papers;
  return units
    .flatMap((unit) => text.placeOf(unit) ?? [])
    .sort((a, b) => a.flat - b.flat)
    .flatMap(({ record }) => blocksOfUnit(text, record.id))
    .flatMap((id) => composition.placeOf(id)?.block ?? [])
    .map(({ content }) => printed(content))
    .join('\n');
}

const kept = new WeakMap<Y.Doc, Composition>();

/** What is read of a draft, composed once and followed from then on: a decision composes the blocks that it touches. */
function compositionOf(ydoc: Y.Doc): Composition {
  const known = kept.get(ydoc);
  if (known) return known;
  const composition = new Composition(ydoc);
  ydoc.on('afterTransaction', (transaction: Y.Transaction) => void composition.update(transaction));
  kept.set(ydoc, composition);
  return composition;
}
