/**
 * Drawing of brackets (SPEC BR4): extent, nesting, unpaired delimiters. A block is drawn anew when it was touched, or
 * when a bracket that spans it came or went; nothing else is.
 */
import type { Node } from 'prosemirror-model';
import { type EditorState, Plugin, PluginKey, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { BlockIndex, BlockPlace } from '../../shared/text/block-index.ts';
import { delimiterIn, inlineLength } from '../../shared/text/document.ts';
import type { BracketClose, BracketKind, BracketOpen } from '../../shared/text/element.ts';
import type { BlockRecord } from '../../shared/text/sequence.ts';
import { RENDERED, type RenderedMeta } from './binding.ts';
import { posOf, posOfBlock } from './places.ts';

const MAX_DEPTH = 9;

interface Drawing {
  readonly marks: DecorationSet;
  /** Brackets drawn over more than one block. */
  readonly spanning: ReadonlySet<string>;
  /** The bracket whose extent is lit. */
  readonly lit: string | undefined;
  readonly light: DecorationSet;
}

export const bracketMarksKey = new PluginKey<Drawing>('bracket-marks');

/** Meta that lights a bracket's extent, `null` for none. */
export const LIGHT = 'chapeau-light';

export function bracketMarks(index: BlockIndex): Plugin<Drawing> {
  return new Plugin<Drawing>({
    key: bracketMarksKey,
    state: {
      init: (_config, state) => drawAll(state.doc, index),
      apply: (tr, old, _before, state) => lightUp(redraw(tr, old, index), tr, state, index),
    },
    props: {
      decorations(state) {
        const drawing = bracketMarksKey.getState(state)!;
        return drawing.lit ? drawing.marks.add(state.doc, drawing.light.find()) : drawing.marks;
      },
    },
  });
}

function drawAll(doc: Node, index: BlockIndex): Drawing {
  const marks: Decoration[] = [];
  const spanning = new Set<string>();
  let open: string[] = [];
  doc.forEach((chunk, offset, i) => {
    const records = index.recordsOf(i);
    let pos = offset + 1;
    for (const [at, record] of records.entries()) {
      for (const id of open) spanning.add(id);
      open = drawBlock(record, pos, open, index, marks);
      pos += chunk.child(at).nodeSize;
    }
  });
  return { marks: DecorationSet.create(doc, marks), spanning, lit: undefined, light: DecorationSet.empty };
}

/** What drawing asks of a bracket. */
export interface BracketFacts {
  kindOf(bracket: string): BracketKind | undefined;
  isPaired(bracket: string): boolean;
}

/** Adds the marks of one block; returns the brackets open at its end. */
export function drawBlock(
  record: Pick<BlockRecord, 'content'>,
  pos: number,
  carried: readonly string[],
  index: BracketFacts,
  marks: Decoration[],
): string[] {
  const open = [...carried];
  let at = pos + 1;
  for (const inline of record.content) {
    const end = at + inlineLength(inline);
    const delimiter = delimiterIn(inline);
    if (delimiter) drawDelimiter(delimiter, at, open, index, marks);
    else if (open.length > 0) marks.push(extentMark(at, end, open, index));
    at = end;
  }
  return open;
}

function extentMark(from: number, to: number, open: readonly string[], index: BracketFacts): Decoration {
  const kind = index.kindOf(open.at(-1)!) ?? 'contested';
  return Decoration.inline(
    from,
    to,
    { class: `in-bracket depth-${depthOf(open.length)} kind-${kind}` },
    { ids: [...open] },
  );
}

const depthOf = (count: number): number => Math.min(count, MAX_DEPTH);

function drawDelimiter(
  delimiter: BracketOpen | BracketClose,
  at: number,
  open: string[],
  index: BracketFacts,
  marks: Decoration[],
): void {
  const isPaired = index.isPaired(delimiter.id);
  if (isPaired && delimiter.el === 'bracket_open') open.push(delimiter.id);
  const depth = isPaired ? open.indexOf(delimiter.id) + 1 : 0;
  const kind = delimiter.el === 'bracket_open' ? delimiter.kind : index.kindOf(delimiter.id);
  const classes = `${isPaired ? `depth-${depthOf(depth)}` : 'unpaired'}${kind ? ` kind-${kind}` : ''}`;
  marks.push(Decoration.inline(at, at + 1, { class: classes }, { ids: [delimiter.id] }));
  if (isPaired && delimiter.el === 'bracket_close' && depth > 0) open.splice(depth - 1, 1);
}

function redraw(tr: Transaction, old: Drawing, index: BlockIndex): Drawing {
  if (!tr.docChanged) return old;
  const marks = old.marks.map(tr.mapping, tr.doc);
  const light = old.light.map(tr.mapping, tr.doc);
  const meta = tr.getMeta(RENDERED) as RenderedMeta | undefined;
  if (!meta) return { ...old, marks, light };
  const { blocks, spanning } = affected(meta, { ...old, marks }, index, tr.doc);
  return { ...old, light, spanning, marks: redrawBlocks(marks, tr.doc, blocks, index) };
}

function redrawBlocks(
  marks: DecorationSet,
  doc: Node,
  blocks: ReadonlyMap<string, BlockPlace>,
  index: BlockIndex,
): DecorationSet {
  const gone: Decoration[] = [];
  const fresh: Decoration[] = [];
  for (const { record, chunk, at, flat } of blocks.values()) {
    const node = doc.maybeChild(chunk)?.maybeChild(at);
    if (!node || node.content.size !== record.size) continue;
    const pos = posOfBlock(doc, chunk, at);
    gone.push(...marks.find(pos + 1, pos + node.nodeSize - 1));
    drawBlock(record, pos, index.openAt(flat), index, fresh);
  }
  return marks.remove(gone).add(doc, fresh);
}

/** The blocks to draw anew after a change, and the brackets that now span blocks. */
function affected(
  meta: RenderedMeta,
  old: Drawing,
  index: BlockIndex,
  doc: Node,
): { blocks: Map<string, BlockPlace>; spanning: ReadonlySet<string> } {
  const blocks = new Map<string, BlockPlace>();
  const add = (place: BlockPlace | undefined): void => void (place && blocks.set(place.record.id, place));
  const moved = new Set<string>();
  for (const change of meta.changes) {
    if (change.kind !== 'blocks') continue;
    for (const { id } of change.insert) add(index.placeOf(id));
    for (const id of differing(delimitersOf(change.remove), delimitersOf(change.insert))) moved.add(id);
  }
  const spanning = moved.size > 0 ? new Set(old.spanning) : old.spanning;
  for (const id of moved) {
    if (old.spanning.has(id)) for (const place of drawnUnder(id, old.marks, index, doc)) add(place);
    if (updateSpan(id, spanning as Set<string>, index)) for (const place of extentOf(id, index)) add(place);
    else for (const side of ['open', 'close'] as const) add(placeOfDelimiter(id, side, index));
  }
  return { blocks, spanning };
}

function updateSpan(id: string, spanning: Set<string>, index: BlockIndex): boolean {
  const [open, close] = [placeOfDelimiter(id, 'open', index), placeOfDelimiter(id, 'close', index)];
  const spans = open !== undefined && close !== undefined && open.record.id !== close.record.id;
  if (spans) spanning.add(id);
  else spanning.delete(id);
  return spans;
}

function placeOfDelimiter(id: string, side: 'open' | 'close', index: BlockIndex): BlockPlace | undefined {
  const flat = index.flatOfDelimiter(id, side);
  return flat === undefined ? undefined : index.placeAt(flat);
}

function* extentOf(id: string, index: BlockIndex): Generator<BlockPlace> {
  const last = placeOfDelimiter(id, 'close', index);
  let place = placeOfDelimiter(id, 'open', index);
  while (place && last) {
    yield place;
    if (place.record.id === last.record.id) return;
    place = index.placeIn(place.chunk, place.at + 1) ?? index.placeIn(place.chunk + 1, 0);
  }
}

function* drawnUnder(id: string, marks: DecorationSet, index: BlockIndex, doc: Node): Generator<BlockPlace> {
  const found = marks.find(
    undefined,
    undefined,
    (spec) => (spec as { ids?: string[] }).ids?.includes(id) ?? false,
  );
  for (const { from } of found) {
    const $from = doc.resolve(from);
    const place = $from.depth >= 2 ? index.placeIn($from.index(0), $from.index(1)) : undefined;
    if (place) yield place;
  }
}

function delimitersOf(records: readonly BlockRecord[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { id, content } of records)
    for (const inline of content) {
      const delimiter = delimiterIn(inline);
      if (delimiter) found.set(`${id}/${delimiter.el}/${delimiter.id}`, (found.get(delimiter.id) ?? 0) + 1);
    }
  return found;
}

function differing(a: Map<string, number>, b: Map<string, number>): string[] {
  const keys = [...a.keys(), ...b.keys()].filter((key) => a.get(key) !== b.get(key));
  return keys.map((key) => key.split('/').slice(2).join('/'));
}

function lightUp(drawing: Drawing, tr: Transaction, state: EditorState, index: BlockIndex): Drawing {
  const wanted = tr.getMeta(LIGHT) as string | null | undefined;
  const lit = wanted === undefined ? touchedBy(state, drawing.lit, tr) : (wanted ?? undefined);
  if (lit === drawing.lit) return drawing;
  const [open, close] = lit
    ? (['open', 'close'] as const).map((side) => index.flatOfDelimiter(lit, side))
    : [];
  if (open === undefined || close === undefined)
    return { ...drawing, lit: undefined, light: DecorationSet.empty };
  const mark = Decoration.inline(posOf(state.doc, index, open), posOf(state.doc, index, close) + 1, {
    class: 'bracket-lit',
  });
  return { ...drawing, lit, light: DecorationSet.create(state.doc, [mark]) };
}

/** A caret beside a delimiter lights its bracket. */
function touchedBy(state: EditorState, lit: string | undefined, tr: Transaction): string | undefined {
  const meta = tr.getMeta(RENDERED) as RenderedMeta | undefined;
  if (!tr.selectionSet || meta?.isLocal === false) return lit;
  const { $head, empty } = state.selection;
  if (!empty) return lit;
  for (const node of [$head.nodeBefore, $head.nodeAfter])
    if (node?.type.name === 'bracket_open' || node?.type.name === 'bracket_close')
      return String(node.attrs.data.id);
  return undefined;
}
