/**
 * What admission asks of the living document: what is known, where things stand, and how far apart. Reads Yjs's store;
 * never writes it (SPEC AD2, AD3).
 */
import * as Y from 'yjs';
import type { CharId, DeleteRange } from '../../shared/protocol/update.ts';
import { ROOTS, rootOf } from '../../shared/text/draft-doc.ts';
import type { Place } from './batch.ts';

/** Steps that may be taken; each question takes from it. */
export interface Budget {
  steps: number;
}

/** The steps were not enough: the update would cost the room too much. */
export class OutOfBudget extends Error {}

export type Deletion = 'nothing' | 'something' | 'forbidden';

export class Ground {
  readonly #store: Y.Doc['store'];
  readonly #rootOf = new Map<unknown, string>();
  readonly #types: ReadonlyMap<string, Y.AbstractType<unknown>>;

  constructor(ydoc: Y.Doc) {
    this.#store = ydoc.store;
    this.#types = new Map(ROOTS.map((root) => [root, rootOf(ydoc, root) as Y.AbstractType<unknown>]));
    for (const [root, type] of this.#types) this.#rootOf.set(type, root);
  }

  /** The clock after the last struct of a client that the document holds. */
  stateOf(client: number): number {
    return Y.getState(this.#store, client);
  }

  /** Where a known character stands; undefined if in no root. */
  placeOf(id: CharId): Place | undefined {
    const item = this.#itemAt(id);
    const root = item && this.#rootOf.get(item.parent);
    if (!item || root === undefined) return undefined;
    return item.parentSub === null ? { root } : { root, key: item.parentSub };
  }

  /** Would a cut before (or after) this character fall between the halves of a surrogate pair? */
  cutsPair(id: CharId, side: 'before' | 'after'): boolean {
    const item = this.#itemAt(id);
    if (!item || item.deleted || !(item.content instanceof Y.ContentString)) return false;
    return isInPair(item.content.str, id.clock - item.id.clock + (side === 'after' ? 1 : 0));
  }

  /**
   * Takes the steps Yjs may take to find the place of something between two known characters (`undefined`: the border of
   * the place). False if `right` is not to the right of `left`. Throws `OutOfBudget`.
   */
  walk(left: CharId | undefined, right: CharId | undefined, place: Place, budget: Budget): boolean {
    const end = right && this.#itemAt(right);
    if (right && !end) return false;
    if (!left) return this.#walkFromStart(end, place, budget);
    const start = this.#itemAt(left);
    if (!start) return false;
    const isCut = left.clock < start.id.clock + start.length - 1;
    if (start === end) return this.#within(left, right!, budget);
    if (isCut) take(budget);
    for (let item = start.right; item !== (end ?? null); item = item.right) {
      if (item === null) return false;
      take(budget);
    }
    if (end && right!.clock > end.id.clock) take(budget);
    return true;
  }

  #within(left: CharId, right: CharId, budget: Budget): boolean {
    if (right.clock > left.clock + 1) take(budget);
    return right.clock > left.clock;
  }

  #walkFromStart(end: Y.Item | undefined, { root, key }: Place, budget: Budget): boolean {
    if (end) return walkLeft(end.left, budget);
    const type = this.#types.get(root);
    if (!type) return false;
    if (key !== undefined) return walkLeft(type._map.get(key) ?? null, budget);
    for (let item = type._start; item; item = item.right) take(budget);
    return true;
  }

  /** What deleting an applied range does; `mayDelete` says of a place whether it is the person's to write. */
  deletion(range: DeleteRange, mayDelete: (place: Place | undefined) => boolean, budget: Budget): Deletion {
    const structs = this.#store.clients.get(range.client);
    const end = Math.min(range.clock + range.length, this.stateOf(range.client));
    if (!structs || range.clock >= end) return 'nothing';
    let does: Deletion = 'nothing';
    for (let at = Y.findIndexSS(structs, range.clock); at < structs.length; at += 1) {
      const struct = structs[at]!;
      if (struct.id.clock >= end) break;
      take(budget);
      if (struct.deleted) continue;
      if (!mayDelete(this.placeOf(struct.id))) return 'forbidden';
      does = 'something';
    }
    return does;
  }

  #itemAt({ client, clock }: CharId): Y.Item | undefined {
    const structs = this.#store.clients.get(client);
    if (!structs || clock >= this.stateOf(client)) return undefined;
    const struct = structs[Y.findIndexSS(structs, clock)];
    return struct instanceof Y.Item ? struct : undefined;
  }
}

function walkLeft(from: Y.Item | null, budget: Budget): boolean {
  for (let item = from; item; item = item.left) take(budget);
  return true;
}

function take(budget: Budget): void {
  budget.steps -= 1;
  if (budget.steps < 0) throw new OutOfBudget();
}

/** Does the offset fall between the halves of a surrogate pair? */
export const isInPair = (text: string, offset: number): boolean =>
  offset > 0 &&
  offset < text.length &&
  isHigh(text.charCodeAt(offset - 1)) &&
  !isHigh(text.charCodeAt(offset)) &&
  isLow(text.charCodeAt(offset));

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;
