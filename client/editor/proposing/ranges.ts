/** Stretches of papers gathered into ranges, one for each operation. */
import type { Layer } from '../../../shared/proposals/proposal.ts';
import type { Piece, SourceSpot } from '../../../shared/proposals/standing.ts';

/** A range on a paper that is not one's own. */
export interface ForeignRange {
  readonly layer: Layer;
  readonly from: Pick<SourceSpot, 'block' | 'offset'>;
  readonly to: Pick<SourceSpot, 'block' | 'offset'>;
  /** Own proposals that strike all of it already. */
  readonly struck: readonly string[];
}

export interface OwnRange {
  readonly proposal: string | undefined;
  readonly from: Pick<SourceSpot, 'block' | 'offset'>;
  readonly to: Pick<SourceSpot, 'block' | 'offset'>;
}

/** Stretches of the hand, joined where they belong to one proposal. */
export function ownRanges(pieces: readonly Piece[]): readonly OwnRange[] {
  const ranges: OwnRange[] = [];
  for (const { proposal, block, from, to } of pieces) {
    const last = ranges.at(-1);
    if (last && last.proposal === proposal)
      ranges[ranges.length - 1] = { ...last, to: { block, offset: to } };
    else ranges.push({ proposal, from: { block, offset: from }, to: { block, offset: to } });
  }
  return ranges;
}

/** Stretches of foreign papers, joined where they follow each other on one paper and in one proposal. */
export function rangesOf(pieces: readonly Piece[], isMine: (id: string) => boolean): readonly ForeignRange[] {
  const ranges: (ForeignRange & { proposal: string | undefined })[] = [];
  for (const { paper, block, from, to, proposal, struck } of pieces) {
    const layer: Layer = paper === 'text' ? 'text' : 'words';
    const mine = struck.filter(isMine);
    const last = ranges.at(-1);
    if (
      last &&
      last.layer === layer &&
      last.proposal === proposal &&
      last.struck.length === 0 &&
      mine.length === 0
    )
      ranges[ranges.length - 1] = { ...last, to: { block, offset: to } };
    else
      ranges.push({
        layer,
        proposal,
        from: { block, offset: from },
        to: { block, offset: to },
        struck: mine,
      });
  }
  return ranges;
}
