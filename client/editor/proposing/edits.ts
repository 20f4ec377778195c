/** What the keyboard did to the view, as stretches of the papers that are to go and words that are to come (SPEC ED10). */
import type { Node } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import { type Piece, piecesBetween, type Standing, standingAt } from '../../../shared/proposals/standing.ts';
import { kindOfNode } from '../../../shared/text/schema.ts';
import { type Change, changesOf } from '../changes.ts';
import { commonEnds, type Token, tokensBetween } from '../tokens.ts';
import type { Proposing } from './desk.ts';

export interface Edit {
  /** What goes, in order. */
  readonly removed: readonly Piece[];
  /** Where it went, or where words come. */
  readonly at: Standing;
  /** Block of the composition in which that is. */
  readonly host: string;
  readonly inserted: readonly Token[];
}

/** The edits of a transaction, in order. */
export const editsOf = (desk: Proposing, tr: Transaction): readonly Edit[] =>
  changesOf(tr.mapping.maps).flatMap((change) => editOf(desk, tr, change) ?? []);

function editOf(desk: Proposing, tr: Transaction, { from, to, newFrom, newTo }: Change): Edit | undefined {
  const { doc: old, selection } = desk.state;
  // A selection that is typed over goes as it was selected, also where the new words begin as the old did.
  if (from < to && from === selection.from && to === selection.to)
    return editAt(desk, from, to, tokensBetween(tr.doc, newFrom, newTo));
  const before = tokensBetween(old, from, to);
  const now = tokensBetween(tr.doc, newFrom, newTo);
  const { start, end } = commonEnds(before, now);
  const gone = before.slice(start, before.length - end);
  const last = before.at(-1);
  const pos = before[start]?.pos ?? (last ? last.pos + 1 : from);
  return editAt(desk, pos, gone.length > 0 ? gone.at(-1)!.pos + 1 : pos, now.slice(start, now.length - end));
}

/** The edit by which what stands between two positions gives way to tokens. */
export function editAt(
  desk: Proposing,
  from: number,
  to: number,
  inserted: readonly Token[],
): Edit | undefined {
  const found = desk.spotAt(from) ?? desk.spotAt(from + 1);
  if (!found) return undefined;
  return {
    removed: piecesOf(desk, from, to),
    at: standingAt(found.block, found.offset),
    host: found.block.id,
    inserted,
  };
}

/** Stretches of the papers between two positions, over as many blocks as it may be. */
export function piecesOf(desk: Proposing, from: number, to: number): readonly Piece[] {
  const pieces: Piece[] = [];
  if (from >= to) return pieces;
  desk.state.doc.nodesBetween(from, to, (node: Node, pos: number) => {
    if (!kindOfNode(node)) return node.type.name === 'chunk';
    const block = desk.spotAt(pos + 1)?.block;
    if (block)
      pieces.push(...piecesBetween(block, Math.max(0, from - pos - 1), Math.min(block.size, to - pos - 1)));
    return false;
  });
  return pieces;
}
