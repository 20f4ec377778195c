/**
 * Input methods on three papers (SPEC ED8): while a person composes, the block is held and shown as the input method left
 * it; others' changes of it wait. When the composition is settled, one edit is written, its places taken from the elements
 * that stood there.
 */
import type { Transaction } from 'prosemirror-state';
import type { Paper, Run } from '../../../shared/proposals/compose-block.ts';
import type { ComposedBlock, ComposedChange } from '../../../shared/proposals/composition.ts';
import { flatOfPoint } from '../../../shared/proposals/place.ts';
import { offsetOf } from '../../../shared/proposals/resolve.ts';
import {
  offsetOfMark,
  offsetOfSpot,
  type Piece,
  type Standing,
  standingAt,
} from '../../../shared/proposals/standing.ts';
import { type Anchor, elementIds } from '../../../shared/text/anchor.ts';
import { changesOf } from '../changes.ts';
import { blockAt } from '../places.ts';
import { commonEnds, type Token, tokensBetween } from '../tokens.ts';
import type { Caret } from './carets.ts';
import type { Proposing } from './desk.ts';

/** One element of the held block: the stretch it is of, and what it is on its paper. */
interface HeldElement {
  readonly run: Run;
  readonly paper?: Paper;
  readonly anchor?: Anchor;
}

interface Held {
  readonly id: string;
  readonly block: ComposedBlock;
  readonly tokens: readonly Token[];
  readonly elements: readonly HeldElement[];
}

/** What was composed, with where and instead of what. */
interface Composed {
  readonly held: Held;
  readonly start: number;
  readonly until: number;
  readonly tokens: readonly Token[];
  /** UTF-16 units from the caret to the end of the composed words. */
  readonly back: number;
}

export class HeldBlock {
  /** True between the keyboard's compositionstart and compositionend; set by the editor's DOM events. */
  isComposing = false;
  private held: Held | undefined;
  private waiting: Composed | undefined;

  constructor(private readonly desk: Proposing) {}

  get isActive(): boolean {
    return this.held !== undefined;
  }

  /** Does this transaction belong to the composition, so that it goes to the view alone? */
  takes(tr: Transaction): boolean {
    if (!this.isComposing && !this.held) return false;
    const block = this.blockOf(tr);
    if (!block || (this.held && block.id !== this.held.id)) {
      this.settle();
      return false;
    }
    this.held ??= this.hold(block);
    return true;
  }

  /** Changes of other blocks, which may be shown. A change that removes the held block ends the hold; its words are kept. */
  filter(changes: readonly ComposedChange[]): readonly ComposedChange[] {
    const { held } = this;
    if (!held) return changes;
    const concerns = (change: ComposedChange): boolean =>
      change.kind === 'blocks' && [...change.remove, ...change.insert].some(({ id }) => id === held.id);
    const isInside = (change: ComposedChange): boolean =>
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

  /** Ends the hold and writes what was composed. Safe to call at any time. */
  settle(): void {
    const { held } = this;
    if (!held) return;
    const composed = this.release();
    this.showAgain(held.id);
    if (composed) this.write(composed);
  }

  /** Writes what a broken hold left; called when no change is under way. */
  flush(): void {
    const composed = this.waiting;
    this.waiting = undefined;
    if (composed) this.write(composed);
  }

  private blockOf(tr: Transaction): ComposedBlock | undefined {
    const changes = changesOf(tr.mapping.maps);
    const { doc } = this.desk.state;
    const found = changes[0] && blockAt(doc, changes[0].from);
    if (!found) return undefined;
    const end = found.pos + found.node.nodeSize;
    if (!changes.every(({ from, to }) => from > found.pos && to < end)) return undefined;
    const block = this.desk.composition.blockIn(found.chunk, found.at);
    return this.held && found.node.attrs.id === this.held.id ? this.held.block : block;
  }

  private hold(block: ComposedBlock): Held {
    const { doc } = this.desk.state;
    const place = this.find(block.id)!;
    const start = place.pos + 1;
    return {
      id: block.id,
      block,
      tokens: tokensBetween(doc, start, start + place.node.content.size),
      elements: block.runs.flatMap((run) => this.elementsOf(run)),
    };
  }

  private elementsOf(run: Run): readonly HeldElement[] {
    const { source, size } = run;
    if (!source) return Array.from({ length: size }, () => ({ run }));
    const index = this.desk.indexOf(source.paper);
    const flat = flatOfPoint(index, { block: source.block, offset: source.from });
    const anchors = flat === undefined || size === 0 ? [] : elementIds(index, flat, flat + size);
    return anchors.map((anchor) => ({ run, paper: source.paper, anchor }));
  }

  private release(): Composed | undefined {
    const held = this.held!;
    this.held = undefined;
    const found = this.find(held.id);
    if (!found) return undefined;
    const { doc, selection } = this.desk.state;
    const now = tokensBetween(doc, found.pos + 1, found.pos + 1 + found.node.content.size);
    const { start, end } = commonEnds(held.tokens, now);
    if (start + end === held.tokens.length && start + end === now.length) return undefined;
    const tokens = now.slice(start, now.length - end);
    const caret = selection.head - found.pos - 1 - start;
    return {
      held,
      start,
      until: held.tokens.length - end,
      tokens,
      back: Math.max(0, tokens.length - Math.max(0, caret)),
    };
  }

  private write({ held, start, until, tokens, back }: Composed): void {
    const at = this.standing(held, start);
    if (!at) return;
    const removed = this.pieces(held.elements.slice(start, until));
    this.desk.edit((writer) => {
      const caret = writer.write({ removed, at, host: held.id, inserted: tokens });
      return caret && before(caret, back);
    });
  }

  /** Held elements that still stand, as stretches of their papers. */
  private pieces(elements: readonly HeldElement[]): readonly Piece[] {
    const pieces: Piece[] = [];
    for (const { run, paper, anchor } of elements) {
      const at = paper && anchor && offsetOf(this.desk.docOf(paper), this.desk.indexOf(paper), anchor);
      if (!paper || !at?.isLive || at.offset === 0) continue;
      const last = pieces.at(-1);
      const [from, to] = [at.offset - 1, at.offset];
      if (last && last.paper === paper && last.block === at.record.id && last.to === from)
        pieces[pieces.length - 1] = { ...last, to };
      else
        pieces.push({
          paper,
          block: at.record.id,
          from,
          to,
          proposal: run.proposal,
          struck: run.struck ?? [],
        });
    }
    return pieces;
  }

  /** What the composed words stand beside now. */
  private standing({ id, elements, block }: Held, start: number): Standing | undefined {
    const { composition } = this.desk;
    for (let at = start - 1; at >= 0; at -= 1) {
      const found = this.placeOf(elements[at]!, id);
      if (found) return standingAt(found.block, found.offset);
    }
    const host =
      composition.placeOf(id)?.block ??
      composition.placeOf(block.runs.find(({ source }) => source)?.source?.block ?? '')?.block;
    const fallback = host ?? composition.blocks()[0];
    return fallback && standingAt(fallback, 0);
  }

  /** The place right of a held element, in the composition as it is now. */
  private placeOf(
    { run, paper, anchor }: HeldElement,
    host: string,
  ): { block: ComposedBlock; offset: number } | undefined {
    const { composition } = this.desk;
    if (!paper || !anchor) {
      const block = composition.placeOf(host)?.block;
      const at =
        block && run.proposal !== undefined && run.side
          ? offsetOfMark(block, run.proposal, run.side, run.asks)
          : undefined;
      return block && at !== undefined ? { block, offset: at + 1 } : undefined;
    }
    const at = offsetOf(this.desk.docOf(paper), this.desk.indexOf(paper), anchor);
    const block = at && composition.placeOf(at.record.id)?.block;
    const offset = block && offsetOfSpot(block, { paper, block: at.record.id, offset: at.offset }, -1);
    return block && offset !== undefined ? { block, offset } : undefined;
  }

  /** Shows the block as it is composed, whatever the input method left. */
  private showAgain(id: string): void {
    const place = this.desk.composition.placeOf(id);
    if (!place || place.block.id !== id) return;
    const { chunk, at, block } = place;
    this.desk.showChanges([{ kind: 'blocks', chunk, at, ordinal: -1, remove: [block], insert: [block] }], {
      isLocal: true,
      isSpanning: false,
    });
  }

  private find(id: string): ReturnType<typeof blockAt> {
    const place = this.desk.composition.placeOf(id);
    const { doc } = this.desk.state;
    if (!place) return undefined;
    let pos = 0;
    for (let chunk = 0; chunk < place.chunk; chunk += 1) pos += doc.child(chunk).nodeSize;
    let before = pos + 1;
    const owner = doc.maybeChild(place.chunk);
    for (let at = 0; at < place.at; at += 1) before += owner?.maybeChild(at)?.nodeSize ?? 0;
    return owner?.maybeChild(place.at) ? blockAt(doc, before + 1) : undefined;
  }
}

const before = (caret: Caret, back: number): Caret =>
  caret.kind === 'spot'
    ? { ...caret, spot: { ...caret.spot, offset: Math.max(0, caret.spot.offset - back) } }
    : caret;
