/** Moves and merges that are asked for as changes of the text (SPEC RD3): gone from where it stands, new where it would stand. */
import { readUnits, type Units } from '../draft/units.ts';
import type { DraftDocument } from '../text/document.ts';
import type { RedlineBlock, RedlinePiece } from './redline.ts';
import type { Shift } from './rendition.ts';

/** A block of a redline with the id it has in the later text; absent for one that is gone. */
export interface Placed {
  readonly id?: string;
  readonly block: RedlineBlock;
}

export function withAskedMoves(
  placed: readonly Placed[],
  after: DraftDocument,
  shifts: readonly Shift[],
): readonly RedlineBlock[] {
  const units = readUnits(after);
  let all = placed;
  const idsOf = (unit: string): ReadonlySet<string> => new Set(idsIn(units, after, unit));
  for (const { block, asks, to, names } of shifts) {
    const [own, target] = [idsOf(block), idsOf(to)];
    const last = all.findLastIndex(({ id }) => id !== undefined && target.has(id));
    const from = all.filter(({ id, block: { kind } }) => id !== undefined && own.has(id) && kind === 'same');
    if (last < 0 || from.length === 0) continue;
    const come =
      asks === 'move-after'
        ? [all[last] as Placed, ...from.map((each): Placed => ({ block: here(each.block, names) }))]
        : [merged(all[last] as Placed, from, names)];
    const gone = new Set(from);
    all = [...all.slice(0, last), ...come, ...all.slice(last + 1)].map((each) =>
      gone.has(each) ? { ...each, block: away(each.block, names, asks === 'move-after') } : each,
    );
  }
  return all.map(({ block }) => block);
}

function idsIn({ byId }: Units, { blocks }: DraftDocument, id: string): readonly string[] {
  const unit = byId.get(id);
  const all = unit ? blocks.slice(unit.from, unit.to) : blocks.filter((each) => each.id === id);
  return all.filter(({ kind }) => kind !== 'note').map((each) => each.id);
}

const by = (names: readonly string[]) => (names.length === 0 ? {} : { by: names });

/** Words that others want to come are no part of what goes. */
const goes = (pieces: readonly RedlinePiece[], names: readonly string[]): readonly RedlinePiece[] =>
  pieces.flatMap((piece) =>
    piece.kind === 'new' ? [] : [piece.kind === 'gone' ? piece : gone(piece, names)],
  );
const gone = ({ content }: RedlinePiece, names: readonly string[]): RedlinePiece => ({
  kind: 'gone',
  content,
  ...by(names),
});
const comes = (pieces: readonly RedlinePiece[], names: readonly string[]): readonly RedlinePiece[] =>
  pieces.flatMap((piece): RedlinePiece[] => {
    if (piece.kind === 'gone') return [];
    return [piece.kind === 'new' ? piece : { kind: 'new', content: piece.content, ...by(names) }];
  });

function away(block: RedlineBlock, names: readonly string[], isMove: boolean): RedlineBlock {
  const { baseLabel, before, ...rest } = block;
  return {
    ...rest,
    kind: 'gone',
    ...(baseLabel === undefined ? {} : { label: baseLabel }),
    ...by(names),
    ...(isMove ? { moved: 'away' as const } : {}),
    ...(before ? { before: goes(before, names) } : {}),
    pieces: goes(block.pieces, names),
  };
}

function here(block: RedlineBlock, names: readonly string[]): RedlineBlock {
  const { baseLabel: _, before, ...rest } = block;
  return {
    ...rest,
    kind: 'new',
    ...by(names),
    moved: 'here',
    ...(before ? { before: comes(before, names) } : {}),
    pieces: comes(block.pieces, names),
  };
}

/** The words go on where the other provision ends. */
function merged(target: Placed, from: readonly Placed[], names: readonly string[]): Placed {
  const more = from.flatMap(({ block }): readonly RedlinePiece[] => [
    { kind: 'new', content: [{ text: ' ' }], ...by(names) },
    ...comes(block.pieces, names),
  ]);
  return { ...target, block: { ...target.block, pieces: [...target.block.pieces, ...more] } };
}
