/**
 * What the screen shows (SPEC SC1, SC6): the text with the proposals that are on it, drawn as brackets, without a name. The
 * one place that decides it.
 */
import type * as Y from 'yjs';
import { tabledIn } from '../../shared/proposals/table.ts';
import type { ScreenChange } from '../../shared/protocol/screen.ts';
import type { Block } from '../../shared/text/document.ts';
import { readDraft } from '../../shared/text/draft-doc.ts';

/** True while proposals are on the text: what is shown is then more than the text. */
export const isComposed = (ydoc: Y.Doc): boolean =>
  [...tabledIn(ydoc).values()].some(({ state }) => state === 'on-text');

/** Every block as it is shown, in order. */
export const shownBlocks = (ydoc: Y.Doc): readonly Block[] => readDraft(ydoc).blocks;

/** Blocks as they were sent, to tell what changed since. */
export class ShownBefore {
  #sent: readonly string[] | undefined;

  /** Forgets what was sent. */
  clear(): void {
    this.#sent = undefined;
  }

  /** Notes what is sent as a whole. */
  note(blocks: readonly Block[]): void {
    this.#sent = blocks.map((block) => JSON.stringify(block));
  }

  /** One change that makes these blocks of what was sent; none if nothing differs; undefined if nothing was sent. */
  changesTo(blocks: readonly Block[]): readonly ScreenChange[] | undefined {
    const before = this.#sent;
    if (!before) return undefined;
    this.note(blocks);
    const after = this.#sent!;
    let from = 0;
    while (from < before.length && from < after.length && before[from] === after[from]) from += 1;
    let tail = 0;
    const most = Math.min(before.length, after.length) - from;
    while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
    const remove = before.length - from - tail;
    const insert = blocks.slice(from, after.length - tail);
    return remove === 0 && insert.length === 0 ? [] : [{ at: from, remove, insert }];
  }
}
