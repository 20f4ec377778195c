/**
 * What typing does on the own hand (SPEC ED10): own words are edited, foreign words are asked to go, words typed elsewhere
 * become a proposal at that place, and going on typing goes on in it. Nothing here can touch another paper.
 */
import {
  changeHead,
  dropProposal,
  type Hand,
  newBlocksOf,
  proposalBlock,
  writeProposal,
} from '../../../shared/proposals/hand.ts';
import { flatOfPoint, gapAt, rangeBetween } from '../../../shared/proposals/place.ts';
import {
  isRun,
  type Layer,
  type Place,
  type ProposalHead,
  strikes,
} from '../../../shared/proposals/proposal.ts';
import { resolvePlace } from '../../../shared/proposals/resolve.ts';
import type { Piece, SourceSpot, Standing } from '../../../shared/proposals/standing.ts';
import { replaceRange } from '../../../shared/text/edit.ts';
import type { StartMark } from '../../../shared/text/element.ts';
import { type Element, lengthOf } from '../../../shared/text/splice.ts';
import { elementsOf } from '../elements.ts';
import type { Token } from '../tokens.ts';
import { type Caret, spotCaret } from './carets.ts';
import type { Proposing } from './desk.ts';
import type { Edit } from './edits.ts';
import { elementsIn, inOneBlock } from './fitting.ts';
import { type ForeignRange, type OwnRange, ownRanges, rangesOf } from './ranges.ts';

export class Writer {
  constructor(private readonly desk: Proposing) {}

  get hand(): Hand {
    return this.desk.hand!;
  }

  /** Carries one edit out; the caret is left where the words are. */
  write(edit: Edit, lean: -1 | 1 = -1): Caret | undefined {
    const removed = edit.removed.map((piece) => this.mine(piece));
    const own = removed.filter(({ paper }) => paper === 'hand');
    const foreign = rangesOf(
      removed.filter(({ paper }) => paper !== 'hand'),
      (id) => this.isInHand(id),
    );
    const hasWords = edit.inserted.length > 0;
    if (own.length > 0 && (hasWords || foreign.length === 0)) {
      const caret = this.replaceOwn(own, edit.inserted);
      for (const range of [...foreign].reverse()) this.strike(range);
      return caret;
    }
    this.removeRanges(ownRanges(own));
    for (const id of new Set(own.map(({ proposal }) => proposal))) this.dropEmptied(id);
    const struck = [...foreign].reverse().map((range) => this.strike(range));
    if (hasWords) return this.insert(edit, struck.at(-1));
    const [first] = foreign;
    const last = foreign.at(-1);
    if (!first || !last) return undefined;
    const paper = first.layer === 'text' ? 'text' : 'table';
    return lean < 0 ? spotCaret({ paper, ...first.from }, -1) : spotCaret({ paper, ...last.to }, 1);
  }

  /** Puts elements at a spot of the own hand. */
  put({ block, offset }: Pick<SourceSpot, 'block' | 'offset'>, elements: readonly Element[]): Caret {
    const flat = flatOfPoint(this.hand.index, { block, offset });
    if (flat !== undefined) replaceRange(this.hand, flat, flat, elements);
    const opened = elements.findLast((each) => 'el' in each && each.el === 'start') as StartMark | undefined;
    if (!opened) return spotCaret({ paper: 'hand', block, offset: offset + lengthOf(elements) });
    const after = elements.slice(elements.indexOf(opened) + 1);
    return spotCaret({ paper: 'hand', block: opened.id, offset: lengthOf(after) });
  }

  /** Writes a new proposal in running text and leaves the caret behind its words. */
  start(kind: ProposalHead['kind'], place: Place, elements: readonly Element[]): Caret {
    const id = this.desk.newId();
    writeProposal(this.hand, { id, kind, place }, [{ id, kind: 'paragraph', elements }]);
    return spotCaret({ paper: 'hand', block: id, offset: lengthOf(elements) });
  }

  /** Asks for a range to go; goes on in the deletion that it touches. The proposal's id. */
  strike({ layer, from, to, struck }: ForeignRange): string | undefined {
    if (struck.length > 0) return struck[0];
    const touching = this.deletionBeside(layer, from, to);
    const range = touching ? touching.range : rangeBetween(this.desk.composition.papers, layer, from, to);
    if (!range) return undefined;
    if (touching) {
      changeHead(this.hand, { ...touching.head, place: range });
      return touching.head.id;
    }
    const id = this.desk.newId();
    writeProposal(this.hand, { id, kind: 'deletion', place: range }, []);
    return id;
  }

  isInHand(id: string | undefined): id is string {
    return id !== undefined && this.desk.composition.papers.inHand.has(id);
  }

  /** In hand and not tabled: typing beside it goes on in it. */
  isOpen(id: string | undefined): id is string {
    return this.isInHand(id) && !this.desk.composition.papers.tabled.has(id);
  }

  headOf(id: string): ProposalHead | undefined {
    return this.desk.composition.papers.inHand.get(id);
  }

  /** Writes a proposal that was not typed but asked for. */
  begin(head: ProposalHead, blocks: Parameters<typeof writeProposal>[2]): void {
    writeProposal(this.hand, head, blocks);
  }

  drop(id: string): void {
    dropProposal(this.hand, id);
  }

  change(head: ProposalHead): void {
    changeHead(this.hand, head);
  }

  /** What was dragged from one place to another is one request: taken there, gone here, or neither (ED15). */
  tie(known: ReadonlySet<string>): void {
    const made = [...this.desk.composition.papers.inHand.values()].filter(({ id }) => !known.has(id));
    if (made.length < 2) return;
    const link = this.desk.newId();
    for (const head of made) this.change({ ...head, link });
  }

  private firstBlock(id: string): string {
    return this.desk.composition.papers.shown(id)?.records[0]?.id ?? id;
  }

  /** Gives a deletion words, so that it becomes a replacement; the spot of its words. Whole provisions go without. */
  withWords(id: string): SourceSpot | undefined {
    const head = this.headOf(id);
    if (!head || (head.place.on === 'blocks' && !isRun(head.kind))) return undefined;
    const [words] = this.desk.composition.papers.shown(id)?.records ?? [];
    if (words) return { paper: 'hand', block: words.id, offset: words.size };
    // An id of its own: a colleague may give the same deletion words at the same moment.
    const block = this.desk.newId();
    writeProposal(this.hand, { ...head, kind: 'replacement' }, [
      { id: block, kind: 'paragraph', elements: [] },
    ]);
    return { paper: 'hand', block, offset: 0 };
  }

  /** Words of a tabled proposal of ours are copied into the hand before they are changed; their blocks keep their ids. */
  private mine(piece: Piece): Piece {
    if (piece.paper !== 'table' || !this.adopt(piece.proposal)) return piece;
    return { ...piece, paper: 'hand' };
  }

  private adopt(proposal: string | undefined): boolean {
    if (proposal === undefined || !this.desk.isOurs(proposal)) return false;
    if (this.isInHand(proposal)) return true;
    const { papers } = this.desk.composition;
    const tabled = papers.tabled.get(proposal);
    const shown = papers.shown(proposal);
    if (!tabled || !shown) return false;
    const { state: _, order: __, wording: ___, ...head } = tabled;
    writeProposal(this.hand, head, newBlocksOf({ ...head, blocks: shown.records.map(proposalBlock) }));
    return true;
  }

  /** Own words give way to tokens: the first stretch takes them, the others just go. */
  private replaceOwn(pieces: readonly Piece[], inserted: readonly Token[]): Caret {
    const [first, ...others] = ownRanges(pieces);
    this.removeRanges(others);
    const elements = this.fit(inserted, first!.from.block, first!.proposal);
    this.removeRanges([first!]);
    return this.put(first!.from, elements);
  }

  /** Own words that went with what stood around them leave no empty proposal behind. */
  private dropEmptied(id: string | undefined): void {
    const head = id === undefined ? undefined : this.headOf(id);
    const records = this.desk.composition.papers.shown(id ?? '')?.records ?? [];
    if (!head || !this.isOpen(head.id) || isRun(head.kind) || records.some(({ size }) => size > 0)) return;
    this.drop(head.id);
    if (head.kind === 'replacement') this.change({ ...head, kind: 'deletion' });
  }

  private removeRanges(ranges: readonly OwnRange[]): void {
    for (const { from, to } of [...ranges].reverse()) {
      const [start, end] = [flatOfPoint(this.hand.index, from), flatOfPoint(this.hand.index, to)];
      if (start !== undefined && end !== undefined && start < end) replaceRange(this.hand, start, end, []);
    }
  }

  private fit(tokens: readonly Token[], block: string, proposal: string | undefined): readonly Element[] {
    const head = proposal === undefined ? undefined : this.headOf(proposal);
    const elements = elementsOf(tokens, this.desk.newId, block);
    return head && isRun(head.kind) ? elementsIn(elements, head) : inOneBlock(elements);
  }

  private insert(edit: Edit, struck: string | undefined): Caret | undefined {
    const target = this.targetOf(edit.at, struck);
    if (target) return this.put(target.spot, this.fit(edit.inserted, target.spot.block, target.proposal));
    const place = this.gapOf(edit.at);
    return (
      place && this.start('insertion', place, inOneBlock(elementsOf(edit.inserted, this.desk.newId, '')))
    );
  }

  /** The own words in which typing goes on; undefined when it begins a proposal. */
  private targetOf(
    { spot, within, left, right }: Standing,
    struck: string | undefined,
  ): { readonly spot: SourceSpot; readonly proposal: string } | undefined {
    if (spot.paper === 'hand' && within !== undefined) return { spot, proposal: within };
    if (spot.paper === 'table' && this.adopt(within))
      return { spot: { ...spot, paper: 'hand' }, proposal: within! };
    const goOn = (id: string): { spot: SourceSpot; proposal: string } | undefined => {
      const words = this.withWords(id);
      return words && { spot: words, proposal: id };
    };
    if (struck !== undefined) return goOn(struck);
    const beside = [left, right].find((run) => run?.side !== undefined && this.isOpen(run.proposal));
    if (
      beside?.asks === 'words' &&
      beside.side === 'open' &&
      beside === right &&
      beside.proposal !== undefined
    )
      return {
        spot: { paper: 'hand', block: this.firstBlock(beside.proposal), offset: 0 },
        proposal: beside.proposal,
      };
    if (beside?.proposal !== undefined && beside.asks !== 'bracket') return goOn(beside.proposal);
    const inside = [left, right].flatMap((run) => run?.struck ?? []).find((id) => this.isOpen(id));
    return inside === undefined ? undefined : goOn(inside);
  }

  /** The gap in a foreign paper, beside the proposal whose delimiter it touches. */
  private gapOf({ spot, left, right }: Standing): Place | undefined {
    const layer: Layer = spot.paper === 'text' ? 'text' : 'words';
    const beside =
      left?.side !== undefined && left.proposal !== undefined
        ? ({ proposal: left.proposal, side: 'after' } as const)
        : right?.side !== undefined && right.proposal !== undefined
          ? ({ proposal: right.proposal, side: 'before' } as const)
          : undefined;
    return gapAt(this.desk.composition.papers, layer, spot, beside);
  }

  /** The deletion in hand that a range of the same block touches, and the range of both. */
  private deletionBeside(layer: Layer, from: ForeignRange['from'], to: ForeignRange['to']) {
    const { papers } = this.desk.composition;
    if (from.block !== to.block) return undefined;
    for (const head of papers.inHand.values()) {
      if (
        !strikes(head.kind) ||
        !this.isOpen(head.id) ||
        head.place.on !== 'range' ||
        head.place.layer !== layer
      )
        continue;
      const resolved = resolvePlace(papers, head.place);
      const [span, ...more] = resolved.kind === 'range' ? resolved.spans : [];
      if (!span || more.length > 0 || span.block !== from.block) continue;
      if (span.from > to.offset || span.to < from.offset) continue;
      const start = { block: from.block, offset: Math.min(span.from, from.offset) };
      const end = { block: from.block, offset: Math.max(span.to, to.offset) };
      const range = rangeBetween(papers, layer, start, end);
      if (range) return { head, range };
    }
    return undefined;
  }
}
