/** What Enter, Backspace and Delete do on three papers (SPEC ED12). */
import { TextSelection } from 'prosemirror-state';
import { flatOfPoint } from '../../../shared/proposals/place.ts';
import { isRun } from '../../../shared/proposals/proposal.ts';
import { type Standing, standingAt } from '../../../shared/proposals/standing.ts';
import { replaceRange } from '../../../shared/text/edit.ts';
import type { Element } from '../../../shared/text/splice.ts';
import { posOfBlock } from '../places.ts';
import { spotCaret } from './carets.ts';
import type { Proposing } from './desk.ts';
import { editAt } from './edits.ts';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Enter: within a run of blocks of one's own a new block; elsewhere a break that asks for a new paragraph. */
export function splitHere(desk: Proposing): boolean {
  const found = desk.spotAt(desk.state.selection.from);
  if (!found) return true;
  const { spot, within } = standingAt(found.block, found.offset);
  const head = within === undefined ? undefined : desk.composition.papers.inHand.get(within);
  if (!head || !isRun(head.kind) || spot.paper !== 'hand')
    return insertHere(desk, [{ el: 'paragraph_break' }]);
  const id = desk.newId();
  const kind = found.block.kind === 'item' ? 'item' : 'paragraph';
  const { level } = found.block.attrs;
  const start: Element = {
    el: 'start',
    id,
    kind,
    of: head.id,
    ...(level ? { level } : {}),
    ...(head.kind === 'alternative' ? { run: head.id } : {}),
  };
  desk.edit(({ hand }) => {
    const flat = flatOfPoint(hand.index, spot);
    if (flat !== undefined) replaceRange(hand, flat, flat, [{ el: 'end', id: spot.block }, start]);
    return spotCaret({ paper: 'hand', block: id, offset: 0 });
  });
  return true;
}

export const breakLine = (desk: Proposing): boolean => insertHere(desk, [{ el: 'line_break' }]);

/** Objects at the caret, as if they had been typed. */
export function insertHere(
  desk: Proposing,
  objects: readonly { readonly el: 'line_break' | 'paragraph_break' }[],
): boolean {
  const { from, to } = desk.state.selection;
  const tokens = objects.map((object) => ({ kind: 'object', pos: 0, object, print: '' }) as const);
  const edit = editAt(desk, from, to, tokens);
  if (edit) desk.edit((writer) => writer.write(edit));
  return true;
}

export const deleteBack = (desk: Proposing): boolean => deleteBeside(desk, -1);
export const deleteForward = (desk: Proposing): boolean => deleteBeside(desk, 1);

function deleteBeside(desk: Proposing, side: -1 | 1): boolean {
  const { from, to, empty } = desk.state.selection;
  if (!empty) return remove(desk, from, to, side);
  const found = desk.spotAt(from);
  if (!found) return true;
  const { block, offset } = found;
  const standing = standingAt(block, offset);
  if (isEmptyWords(standing)) return dropEmpty(desk, standing.within!);
  const run = side < 0 ? standing.left : standing.right;
  const isAtEdge = side < 0 ? offset === 0 : offset === block.size;
  if (isAtEdge) return joinOrStep(desk, from, side);
  if (!run?.source) return step(desk, from + side);
  const isMine = (run.struck ?? []).some((id) => desk.composition.papers.inHand.has(id));
  const length = characterLength(desk, from, side);
  if (isMine) return step(desk, from + side * length);
  return side < 0 ? remove(desk, from - length, from, side) : remove(desk, from, from + length, side);
}

function remove(desk: Proposing, from: number, to: number, side: -1 | 1): boolean {
  const edit = editAt(desk, from, to, []);
  if (edit) desk.edit((writer) => writer.write(edit, side));
  return true;
}

/** Nothing left of one's own words but the caret between their delimiters. */
const isEmptyWords = ({ left, right, within, spot }: Standing): boolean =>
  within !== undefined &&
  spot.paper === 'hand' &&
  (left === undefined || left.size === 0 || left.side === 'open') &&
  right?.side === 'close';

/** One more Backspace takes an empty insertion of one's own away, and makes an emptied replacement a deletion. */
function dropEmpty(desk: Proposing, id: string): boolean {
  desk.edit((writer) => {
    const head = writer.headOf(id);
    const { papers } = desk.composition;
    const words = papers.shown(id)?.records ?? [];
    const place = desk.composition.placeOf(words[0]?.id ?? id);
    const spot = place && standingAt(place.block, Math.max(0, offsetOfWords(place.block.runs, id))).spot;
    const hasBlocks = words.length > 1;
    if (!head || hasBlocks) return undefined;
    writer.drop(id);
    if (head.kind === 'replacement') writer.change({ ...head, kind: 'deletion' });
    return spot && spot.paper !== 'hand' ? spotCaret(spot) : undefined;
  });
  return true;
}

/** Offset before the opening delimiter of a proposal's words. */
function offsetOfWords(runs: Parameters<typeof standingAt>[0]['runs'], id: string): number {
  let at = 0;
  for (const run of runs) {
    if (run.proposal === id && run.side === 'open' && run.asks === 'words') return at;
    at += run.size;
  }
  return 0;
}

/** At a block's edge: two blocks of one run of one's own are joined; otherwise the caret steps over the border. */
function joinOrStep(desk: Proposing, pos: number, side: -1 | 1): boolean {
  const here = desk.spotAt(pos);
  const { doc } = desk.state;
  const $pos = doc.resolve(pos);
  const next = side < 0 ? $pos.before(2) - 1 : $pos.after(2) + 1;
  const there = desk.spotAt(next) ?? desk.spotAt(next + side * 2);
  if (!here || !there) return true;
  const [first, second] = side < 0 ? [there.block, here.block] : [here.block, there.block];
  const isOne = first.paper === 'hand' && second.paper === 'hand' && first.proposal === second.proposal;
  if (isOne) return join(desk, first.id, second.id);
  if (here.block.paper === 'hand' && here.block.size === 0) return dropEmpty(desk, here.block.proposal!);
  const place = desk.composition.placeOf(there.block.id);
  return place
    ? step(desk, posOfBlock(doc, place.chunk, place.at) + 1 + (side < 0 ? there.block.size : 0))
    : true;
}

function join(desk: Proposing, first: string, second: string): boolean {
  desk.edit(({ hand }) => {
    const size = hand.index.placeOf(first)?.record.size ?? 0;
    const from = flatOfPoint(hand.index, { block: first, offset: size });
    const to = flatOfPoint(hand.index, { block: second, offset: 0 });
    if (from !== undefined && to !== undefined) replaceRange(hand, from, to, []);
    return spotCaret({ paper: 'hand', block: first, offset: size });
  });
  return true;
}

function step(desk: Proposing, pos: number): boolean {
  const { tr } = desk.state;
  const $pos = tr.doc.resolve(Math.max(0, Math.min(pos, tr.doc.content.size)));
  desk.show(tr.setSelection(TextSelection.near($pos, 1)).scrollIntoView());
  return true;
}

/** UTF-16 length of the character on one side; an object counts one. */
function characterLength(desk: Proposing, pos: number, side: -1 | 1): number {
  const $pos = desk.state.doc.resolve(pos);
  const node = side < 0 ? $pos.nodeBefore : $pos.nodeAfter;
  if (!node?.isText) return 1;
  const text = side < 0 ? node.text!.slice(-40) : node.text!.slice(0, 40);
  const all = [...graphemes.segment(text)];
  return (side < 0 ? all.at(-1) : all[0])?.segment.length ?? 1;
}
