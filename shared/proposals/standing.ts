/**
 * Where a place in a composed block stands (SPEC HA3): on which paper, in which block there, at which offset; and what is
 * beside it. A caret and a keystroke find their paper by it.
 */

import type { Paper, Run } from './compose-block.ts';
import type { ComposedBlock } from './composition.ts';

/** An offset in a block of one paper. */
export interface SourceSpot {
  readonly paper: Paper;
  readonly block: string;
  readonly offset: number;
}

export interface Standing {
  readonly spot: SourceSpot;
  /** The proposal in whose words it stands; absent in the text itself. */
  readonly within: string | undefined;
  /** The stretches it stands between; the same one twice inside a stretch. */
  readonly left: Run | undefined;
  readonly right: Run | undefined;
}

interface Level {
  readonly proposal: string | undefined;
  spot: SourceSpot | undefined;
}

/** What stands at an offset of a composed block. */
export function standingAt(composed: ComposedBlock, offset: number): Standing {
  const levels: Level[] = [
    { proposal: composed.proposal, spot: { paper: composed.paper, block: composed.id, offset: 0 } },
  ];
  let at = 0;
  let left: Run | undefined;
  let next = 0;
  for (; next < composed.runs.length; next += 1) {
    const run = composed.runs[next]!;
    if (run.size > 0 ? at >= offset : at > offset) break;
    passInto(levels, run, Math.min(run.size, offset - at));
    left = run;
    at += run.size;
  }
  const level = levels.at(-1)!;
  const spot = level.spot ?? startOf(composed.runs.slice(next), level.proposal) ?? levels[0]!.spot!;
  return { spot, within: level.proposal, left, right: at > offset ? left : composed.runs[next] };
}

function passInto(levels: Level[], run: Run, part: number): void {
  if (run.source) {
    const { paper, block, from } = run.source;
    const level = levels.findLast(({ proposal }) => proposal === run.proposal) ?? levels.at(-1)!;
    level.spot = { paper, block, offset: from + part };
  } else if (run.asks === 'words' && run.side === 'open')
    levels.push({ proposal: run.proposal, spot: undefined });
  else if (run.asks === 'words' && levels.length > 1) levels.pop();
}

function startOf(runs: readonly Run[], proposal: string | undefined): SourceSpot | undefined {
  const first = runs.find((run) => run.source && run.proposal === proposal)?.source;
  return first && { paper: first.paper, block: first.block, offset: first.from };
}

/**
 * Offset in the composed block at which a spot of a paper stands. With `lean` -1 it stays right of what is left of it, with 1
 * left of what is right of it. A block that the table and the hand both have is looked for by its id.
 */
export function offsetOfSpot(
  { runs }: ComposedBlock,
  { block, offset }: SourceSpot,
  lean: -1 | 1,
): number | undefined {
  let at = 0;
  let nearest: { readonly at: number; readonly off: number } | undefined;
  for (const { source, size } of runs) {
    if (source?.block === block) {
      const inner = offset - source.from;
      if (inner >= 0 && inner <= size) {
        const isBest = lean < 0 ? inner > 0 || size === 0 : inner < size || size === 0;
        if (isBest) return at + inner;
        nearest = { at: at + inner, off: 0 };
      } else {
        const off = inner < 0 ? -inner : inner - size;
        if (!nearest || off < nearest.off) nearest = { at: at + (inner < 0 ? 0 : size), off };
      }
    }
    at += size;
  }
  return nearest?.at;
}

/** Offset of a proposal's delimiter; `after` it or before it. */
export function offsetOfMark(
  { runs }: ComposedBlock,
  proposal: string,
  side: 'open' | 'close',
  asks: Run['asks'],
): number | undefined {
  let at = 0;
  for (const run of runs) {
    if (run.proposal === proposal && run.side === side && run.asks === asks) return at;
    at += run.size;
  }
  return undefined;
}

/** A stretch of one paper. */
export interface Piece {
  readonly paper: Paper;
  readonly block: string;
  readonly from: number;
  readonly to: number;
  readonly proposal: string | undefined;
  readonly struck: readonly string[];
}

/** What of the papers stands between two offsets; what is only drawn is left out. */
export function piecesBetween({ runs }: ComposedBlock, from: number, to: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { size, source, proposal, struck = [] } of runs) {
    const [start, end] = [Math.max(from, at), Math.min(to, at + size)];
    if (source && start < end) {
      const { paper, block, from: base } = source;
      pieces.push({ paper, block, from: base + start - at, to: base + end - at, proposal, struck });
    }
    at += size;
  }
  return pieces;
}
