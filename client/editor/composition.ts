/**
 * Input methods: the block is held (SPEC ED8). While a person composes, changes of the block go to ProseMirror alone and
 * others' changes of that block wait; every other block goes on. When the composition is settled, the block is compared
 * with what it was, and one replacement is routed, its place taken from the items that stood there.
 */
import type { Node } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import { type Anchor, anchorAt, elementIds, flatOfAnchor, isLive } from '../../shared/text/anchor.ts';
import type { BlockChange } from '../../shared/text/block-index.ts';
import { replaceRange } from '../../shared/text/edit.ts';
import { contentStart } from '../../shared/text/sequence.ts';
import { lengthOf } from '../../shared/text/splice.ts';
import type { Binding } from './binding.ts';
import { changesOf } from './changes.ts';
import { elementsOf } from './elements.ts';
import { blockAt, posOfBlock } from './places.ts';
import { commonEnds, type Token, tokensBetween } from './tokens.ts';

/** The held block as it was, with the item of each of its elements. */
interface Held {
  readonly id: string;
  readonly tokens: readonly Token[];
  readonly before: Anchor;
  readonly ids: readonly Anchor[];
}

/** What was composed: it replaces the held elements from `start` to `until`. */
interface Composed {
  readonly held: Held;
  readonly start: number;
  readonly until: number;
  readonly tokens: readonly Token[];
  /** Offset of the caret from the start of the composed words. */
  readonly caret: number;
}

export class Composition {
  /** True between the keyboard's compositionstart and compositionend; set by the editor's DOM events. */
  isComposing = false;
  private held: Held | undefined;
  /** What was composed in a block that others parted or removed; written as soon as their change is done. */
  private waiting: Composed | undefined;

  constructor(private readonly binding: Binding) {}

  get isActive(): boolean {
    return this.held !== undefined;
  }

  /** Does this transaction belong to the composition, so that it goes to ProseMirror alone? */
  takes(tr: Transaction): boolean {
    if (!this.isComposing && !this.held) return false;
    const block = this.blockOf(tr);
    if (!block || (this.held && block.node.attrs.id !== this.held.id)) {
      this.settle();
      return false;
    }
    this.held ??= this.hold(block.node, block.chunk, block.at);
    return this.held !== undefined;
  }

  /** Others' changes that may be shown now. A change that parts or removes the held block ends the hold; its words are kept. */
  filter(changes: readonly BlockChange[]): readonly BlockChange[] {
    const { held } = this;
    if (!held) return changes;
    const concerns = (change: BlockChange): boolean =>
      change.kind === 'blocks' && [...change.remove, ...change.insert].some(({ id }) => id === held.id);
    const isInside = (change: BlockChange): boolean =>
      change.kind === 'blocks' &&
      change.remove.length === 1 &&
      change.insert.length === 1 &&
      change.insert[0]!.id === held.id;
    if (changes.some((change) => concerns(change) && !isInside(change))) {
      this.waiting = this.release();
      this.isComposing = false;
      return changes;
    }
    return changes.filter((change) => !concerns(change));
  }

  /** Ends the hold and routes what was composed. Safe to call at any time. */
  settle(): void {
    const { held } = this;
    if (!held) return;
    const composed = this.release();
    if (composed) this.write(composed);
    this.showAgain(held.id);
  }

  /** Writes what a broken hold left; called when no transaction is under way. */
  flush(): void {
    const composed = this.waiting;
    this.waiting = undefined;
    if (composed) this.write(composed);
  }

  private blockOf(tr: Transaction): ReturnType<typeof blockAt> {
    const changes = changesOf(tr.mapping.maps);
    const first = changes[0];
    const block = first && blockAt(this.binding.state.doc, first.from);
    if (!block) return undefined;
    const end = block.pos + block.node.nodeSize;
    return changes.every(({ from, to }) => from > block.pos && to < end) ? block : undefined;
  }

  private hold(node: Node, chunk: number, at: number): Held | undefined {
    const { index, state } = this.binding;
    const place = index.placeIn(chunk, at);
    if (!place) return undefined;
    const start = place.flat + contentStart(place.record);
    const pos = posOfBlock(state.doc, chunk, at) + 1;
    return {
      id: String(node.attrs.id),
      tokens: tokensBetween(state.doc, pos, pos + node.content.size),
      before: anchorAt(index, start),
      ids: place.record.size > 0 ? elementIds(index, start, start + place.record.size) : [],
    };
  }

  /** Lets go of the block; what was composed in it, if anything. */
  private release(): Composed | undefined {
    const held = this.held!;
    this.held = undefined;
    const found = this.find(held.id);
    if (!found) return undefined;
    const { state } = this.binding;
    const now = tokensBetween(state.doc, found.pos + 1, found.pos + 1 + found.node.content.size);
    const { start, end } = commonEnds(held.tokens, now);
    if (start + end === held.tokens.length && start + end === now.length) return undefined;
    const caret = state.selection.head - found.pos - 1 - start;
    return {
      held,
      start,
      until: held.tokens.length - end,
      tokens: now.slice(start, now.length - end),
      caret,
    };
  }

  private write({ held, start, until, tokens, caret }: Composed): void {
    const { binding } = this;
    binding.edit(() => {
      const { ydoc, index } = binding;
      const old = held.ids.slice(start, until).filter((id) => isLive(ydoc, id));
      const ranges = rangesOf(old.map((id) => flatOfAnchor(ydoc, index, id)));
      const at = flatOfAnchor(ydoc, index, start > 0 ? held.ids[start - 1]! : held.before);
      const elements = elementsOf(tokens, binding.newId, held.id);
      for (const [from, to] of ranges) replaceRange(binding, from, to, []);
      replaceRange(binding, at, at, elements);
      const length = lengthOf(elements);
      return at + Math.max(0, Math.min(caret, length));
    });
  }

  /** Shows what waited, where composing changed nothing in the model. */
  private showAgain(id: string): void {
    const place = this.binding.index.placeOf(id);
    if (!place) return;
    const { chunk, at, record } = place;
    this.binding.showChanges([
      { kind: 'blocks', chunk, at, ordinal: -1, remove: [record], insert: [record] },
    ]);
  }

  private find(id: string): { pos: number; node: Node } | undefined {
    let found: { pos: number; node: Node } | undefined;
    this.binding.state.doc.forEach((chunk, offset) => {
      chunk.forEach((node, inner) => {
        if (!found && node.attrs.id === id) found = { pos: offset + 1 + inner, node };
      });
    });
    return found;
  }
}

/** Elements by the places right of them, as whole ranges, the last first: a surrogate pair is never taken apart. */
function rangesOf(places: readonly number[]): [from: number, to: number][] {
  const ranges: [number, number][] = [];
  for (const place of [...places].sort((a, b) => b - a)) {
    const last = ranges.at(-1);
    if (last && last[0] === place) last[0] = place - 1;
    else ranges.push([place - 1, place]);
  }
  return ranges;
}
