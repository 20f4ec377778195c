/** The changes of a draft between two patches of the screen, gathered so that typing in a block is one change (SPEC SC2). */

import type { ScreenChange } from '../../shared/protocol/screen.ts';
import type { Block } from '../../shared/text/document.ts';
import { blockOf } from '../../shared/text/draft-doc.ts';

/** What the screen asks of a change; how blocks lie in chunks is no matter of its. */
export type Changed =
  | {
      readonly kind: 'blocks';
      readonly ordinal: number;
      readonly remove: readonly unknown[];
      readonly insert: readonly Block[];
    }
  | { readonly kind: 'split' | 'drop' };

/** Changes above which the whole text is smaller. */
const MOST = 200;

export class ScreenChanges {
  #changes: ScreenChange[] = [];
  /** Index in `#changes` by ordinal, for changes since the last that moved blocks. */
  #inPlace = new Map<number, number>();
  #isTooMany = false;

  add(changes: readonly Changed[]): void {
    for (const change of changes) {
      if (change.kind !== 'blocks') continue;
      const { ordinal: at, remove, insert } = change;
      if (remove.length === 0 && insert.length === 0) continue;
      this.#add({ at, remove: remove.length, insert: insert.map(blockOf) });
    }
  }

  /** What was gathered, in order; undefined when the whole text says it shorter. Begins anew. */
  take(): readonly ScreenChange[] | undefined {
    const taken = this.#isTooMany ? undefined : this.#changes;
    this.#changes = [];
    this.#inPlace.clear();
    this.#isTooMany = false;
    return taken;
  }

  #add(change: ScreenChange): void {
    if (this.#isTooMany) return;
    const isInPlace = change.remove === 1 && change.insert.length === 1;
    const known = isInPlace ? this.#inPlace.get(change.at) : undefined;
    if (known !== undefined) {
      this.#changes[known] = change;
      return;
    }
    if (isInPlace) this.#inPlace.set(change.at, this.#changes.length);
    else this.#inPlace.clear();
    this.#changes.push(change);
    if (this.#changes.length > MOST) {
      this.#changes = [];
      this.#isTooMany = true;
    }
  }
}
