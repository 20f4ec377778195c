/**
 * The base of a changed text: a state of a draft as everybody read it, and where each place of it stands on the draft's papers
 * (SPEC CH7). A file printed from it was read again by an importer, which sees it a little differently: places go through
 * what both have in common.
 */
import { compareDrafts } from '../compare/compare.ts';
import { type ComposedBlock, Composition } from '../proposals/composition.ts';
import type { OpenDraft } from '../proposals/open-draft.ts';
import type { Point } from '../proposals/place.ts';
import { printedDraft } from '../proposals/printed.ts';
import type { GapPlace, Layer } from '../proposals/proposal.ts';
import { type Piece, piecesBetween, type Standing, standingAt } from '../proposals/standing.ts';
import { unitOf } from '../proposals/units.ts';
import type { DraftDocument } from '../text/document.ts';
import { unformatted } from './changes-from.ts';
import { type Stretch, stretchesOf } from './stretches.ts';

/** A stretch of one paper. */
export interface Ranged {
  readonly layer: Layer;
  readonly from: Point;
  readonly to: Point;
}

/** A place between two elements of a paper, and the proposal beside whose delimiter it is. */
export interface Placed {
  readonly layer: Layer;
  readonly at: Point;
  readonly beside: GapPlace['beside'];
}

/** Where a block of the base was found in the draft as it was composed. */
interface Home {
  readonly block: string;
  readonly stretches: readonly Stretch[];
}

export class Ground {
  readonly document: DraftDocument;
  readonly #composition: Composition;
  readonly #printed: DraftDocument;
  readonly #homes: ReadonlyMap<string, Home> | undefined;

  /** `read`: the base as an importer read it; absent: as it is composed. */
  constructor(
    private readonly draft: OpenDraft,
    read?: DraftDocument,
  ) {
    this.#composition = new Composition(draft.ydoc);
    this.#printed = printedDraft(this.#composition);
    this.document = read ?? this.#printed;
    this.#homes = read && homesOf(read, this.#printed);
  }

  /** The place of the papers at an offset of the base; `lean` -1: right of what stands left of it. */
  pointAt({ block, offset }: Point, lean: -1 | 1): Placed | undefined {
    const found = this.#composed(block, offset, lean);
    if (!found) return undefined;
    const standing = standingAt(found.composed, found.offset);
    const { spot } = standing;
    return {
      layer: layerOf(spot.paper),
      at: { block: spot.block, offset: spot.offset },
      beside: besideOf(standing),
    };
  }

  /** What of the papers stands between two places of the base, in order; of one block, or of the text over several. */
  rangesBetween(from: Point, to: Point): readonly Ranged[] {
    const [first, last] = [
      this.#composed(from.block, from.offset, 1),
      this.#composed(to.block, to.offset, -1),
    ];
    if (!first || !last) return [];
    if (first.composed.id !== last.composed.id) return this.#acrossBlocks(from, to);
    return joined(piecesBetween(first.composed, first.offset, last.offset));
  }

  /** The proposal whose delimiter stands at an offset of the base, if one is only drawn there. */
  proposalAt({ block, offset }: Point): string | undefined {
    const found = this.#composed(block, offset, 1);
    if (!found) return undefined;
    let at = 0;
    for (const { size, source, proposal } of found.composed.runs) {
      if (found.offset >= at && found.offset < at + size) return source ? undefined : proposal;
      at += size;
    }
    return undefined;
  }

  /** The block of the text that a block of the base is; undefined for those of proposals and of the file's frame. */
  textBlock(block: string): string | undefined {
    const id = this.#homes ? this.#homes.get(block)?.block : block;
    return id !== undefined && this.draft.text.placeOf(id) ? id : undefined;
  }

  /** The unit of the text at or before a unit of the base, of those that stand in the draft as it is now. */
  unitBefore(block: string | null, present: OpenDraft): string | null {
    const blocks = this.document.blocks;
    for (let at = blocks.findIndex(({ id }) => id === block); at >= 0; at -= 1) {
      const id = this.textBlock(blocks[at]!.id);
      const unit = id === undefined ? undefined : unitOf(this.draft.text, id);
      if (unit !== undefined && present.text.placeOf(unit) && blocks[at]!.kind !== 'note') return unit;
    }
    return null;
  }

  #acrossBlocks(from: Point, to: Point): readonly Ranged[] {
    const [first, last] = [this.pointAt(from, 1), this.pointAt(to, -1)];
    if (!first || !last || first.layer !== 'text' || last.layer !== 'text') return [];
    return [{ layer: 'text', from: first.at, to: last.at }];
  }

  #composed(
    block: string,
    offset: number,
    lean: -1 | 1,
  ): { readonly composed: ComposedBlock; readonly offset: number } | undefined {
    const home = this.#homes?.get(block);
    if (this.#homes && !home) return undefined;
    const id = home?.block ?? block;
    const composed = this.#composition.placeOf(id)?.block;
    if (!composed) return undefined;
    const printed = home ? mapped(home.stretches, offset, lean) : offset;
    return {
      composed,
      offset: Math.max(0, Math.min(printed - this.#printedBefore(composed), composed.size)),
    };
  }

  /** A new provision is printed with a bracket that its block does not have. */
  #printedBefore({ id, proposal, content }: ComposedBlock): number {
    if (proposal === undefined) return 0;
    const printed = this.#printed.blocks.find((each) => each.id === id)?.content[0];
    const isBracket = printed && 'el' in printed && printed.el === 'bracket_open' && printed.outside === true;
    return isBracket && printed.id === `${proposal}:words` && printed !== content[0] ? 1 : 0;
  }
}

function besideOf({ left, right }: Standing): GapPlace['beside'] {
  if (left?.side !== undefined && left.proposal !== undefined)
    return { proposal: left.proposal, side: 'after' };
  const isBefore = right?.side !== undefined && right.proposal !== undefined;
  return isBefore ? { proposal: right.proposal, side: 'before' } : undefined;
}

const layerOf = (paper: Piece['paper']): Layer => (paper === 'text' ? 'text' : 'words');

/** Stretches that follow each other on one paper, in one proposal. */
function joined(pieces: readonly Piece[]): readonly Ranged[] {
  const found: (Ranged & { readonly proposal: string | undefined })[] = [];
  for (const { paper, block, from, to, proposal } of pieces) {
    const last = found.at(-1);
    const layer = layerOf(paper);
    const end = { block, offset: to };
    if (
      last &&
      last.layer === layer &&
      last.proposal === proposal &&
      last.to.block === block &&
      last.to.offset === from
    )
      found[found.length - 1] = { ...last, to: end };
    else found.push({ layer, proposal, from: { block, offset: from }, to: end });
  }
  return found;
}

/** Each block of the text as it was read, in the text as it was printed. */
function homesOf(read: DraftDocument, printed: DraftDocument): ReadonlyMap<string, Home> {
  const { units } = compareDrafts(unformatted(read), unformatted(printed), { ids: 'apart' });
  return new Map(
    units.flatMap(({ blocks }) =>
      blocks.flatMap(({ before, after, redline }) =>
        before && after ? [[before.id, { block: after.id, stretches: stretchesOf(redline) }] as const] : [],
      ),
    ),
  );
}

/** An offset after for one before: right of what stands left of it, or left of what stands right of it. */
function mapped(stretches: readonly Stretch[], offset: number, lean: -1 | 1): number {
  const index = stretches.findIndex(({ from, to }) =>
    lean < 0 ? offset > from && offset <= to : offset >= from && offset < to,
  );
  const found = stretches[index];
  if (!found)
    return lean < 0 ? (stretches[0]?.isSame === false ? stretches[0].end : 0) : (stretches.at(-1)?.end ?? 0);
  if (found.isSame) return found.at + offset - found.from;
  return lean < 0 ? found.end : found.at;
}
