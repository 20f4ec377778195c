/**
 * Drawing on the composition (SPEC BR4, ED14): brackets of text and proposals with extent and depth, who asks for them where
 * the reader may see it, the floor and status of blocks. A block is drawn anew when it was composed anew.
 */
import type { Node } from 'prosemirror-model';
import { type EditorState, Plugin, PluginKey, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { ComposedBlock } from '../../../shared/proposals/composition.ts';
import { delimiterIn, inlineLength } from '../../../shared/text/document.ts';
import { RENDERED } from '../binding.ts';
import { type BracketFacts, drawBlock, LIGHT } from '../bracket-marks.ts';
import { posOfBlock } from '../places.ts';
import type { ComposedMeta, Proposing } from './desk.ts';

/** Short names of those who ask, by proposal, in print order; empty where the reader may not see them. */
export type NamesShown = ReadonlyMap<string, readonly string[]>;

/** What is drawn beside the words; told by the page. */
export interface Drawing {
  readonly names: NamesShown;
  /** Class names of blocks: the floor, status. */
  readonly classes: ReadonlyMap<string, readonly string[]>;
}

export const NOTHING_DRAWN: Drawing = { names: new Map(), classes: new Map() };

interface Drawn {
  readonly drawing: Drawing;
  readonly marks: DecorationSet;
  readonly lit: string | undefined;
}

const key = new PluginKey<Drawn>('proposal-marks');

/** Meta that brings another drawing. */
export const DRAW = 'chapeau-draw';

export function proposalMarks(desk: Proposing): Plugin<Drawn> {
  return new Plugin<Drawn>({
    key,
    state: {
      init: (_config, state) => ({
        drawing: NOTHING_DRAWN,
        lit: undefined,
        marks: drawAll(desk, state.doc, NOTHING_DRAWN, undefined),
      }),
      apply: (tr, old, _before, state) => redraw(desk, tr, old, state),
    },
    props: { decorations: (state) => key.getState(state)!.marks },
  });
}

function redraw(desk: Proposing, tr: Transaction, old: Drawn, state: EditorState): Drawn {
  const drawing = (tr.getMeta(DRAW) as Drawing | undefined) ?? old.drawing;
  const meta = tr.getMeta(RENDERED) as ComposedMeta | undefined;
  const wanted = tr.getMeta(LIGHT) as string | null | undefined;
  const lit = wanted === undefined ? litBy(state, old.lit, tr) : (wanted ?? undefined);
  if (meta?.isSpanning) return { drawing, lit, marks: drawAll(desk, state.doc, drawing, lit) };
  let marks = tr.docChanged ? old.marks.map(tr.mapping, tr.doc) : old.marks;
  const anew = new Set(
    meta?.changes.flatMap((change) => (change.kind === 'blocks' ? change.insert.map(({ id }) => id) : [])),
  );
  for (const block of drawnOtherwise(desk, old.drawing, drawing)) anew.add(block);
  if (lit !== old.lit) for (const block of [lit, old.lit].flatMap((id) => hostsOf(desk, id))) anew.add(block);
  for (const id of anew) marks = drawAnew(desk, state.doc, marks, id, drawing, lit);
  return { drawing, lit, marks };
}

/** Blocks in which a proposal or bracket is drawn. */
function hostsOf(desk: Proposing, id: string | undefined): readonly string[] {
  if (id === undefined) return [];
  const { text } = desk.composition.papers;
  const sides = (['open', 'close'] as const).flatMap((side) => {
    const flat = text.flatOfDelimiter(id, side);
    return flat === undefined ? [] : (text.placeAt(flat)?.record.id ?? []);
  });
  return [...desk.composition.blocksShowing(id), ...sides];
}

/** Blocks that another drawing draws otherwise. */
function drawnOtherwise(desk: Proposing, before: Drawing, after: Drawing): readonly string[] {
  if (before === after) return [];
  return [
    ...differing(before.names, after.names).flatMap((id) => desk.composition.blocksShowing(id)),
    ...differing(before.classes, after.classes),
  ];
}

type Lists = ReadonlyMap<string, readonly string[]>;

const differing = (before: Lists, after: Lists): readonly string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter(
    (id) => before.get(id)?.join('\n') !== after.get(id)?.join('\n'),
  );

function drawAnew(
  desk: Proposing,
  doc: Node,
  marks: DecorationSet,
  id: string,
  drawing: Drawing,
  lit: string | undefined,
): DecorationSet {
  const place = desk.composition.placeOf(id);
  const node = place && doc.maybeChild(place.chunk)?.maybeChild(place.at);
  if (!place || !node || place.block.id !== id || node.content.size !== place.block.size) return marks;
  const pos = posOfBlock(doc, place.chunk, place.at);
  const end = pos + node.nodeSize;
  // What only touches the block is its neighbour's.
  const gone = marks.find(pos, end).filter(({ from, to }) => from >= pos && to <= end);
  return marks.remove(gone).add(doc, [...drawn(desk, place.block, pos, drawing, lit)]);
}

function drawAll(desk: Proposing, doc: Node, drawing: Drawing, lit: string | undefined): DecorationSet {
  const marks: Decoration[] = [];
  doc.forEach((chunk, offset, at) => {
    const blocks = desk.composition.blocksOf(at);
    let pos = offset + 1;
    chunk.forEach((node, _offset, index) => {
      const block = blocks[index];
      if (block && block.size === node.content.size) marks.push(...drawn(desk, block, pos, drawing, lit));
      pos += node.nodeSize;
    });
  });
  return DecorationSet.create(doc, marks);
}

function drawn(
  desk: Proposing,
  block: ComposedBlock,
  pos: number,
  { names, classes }: Drawing,
  lit: string | undefined,
): readonly Decoration[] {
  const marks: Decoration[] = [];
  drawBlock(block, pos, carriedInto(desk, block), factsOf(desk, block), marks);
  let at = pos + 1;
  for (const inline of block.content) {
    const asked = delimiterIn(inline)?.asked;
    if (asked) marks.push(...namesOn(inline, asked, at, names, lit));
    at += inlineLength(inline);
  }
  const own = block.proposal === undefined ? [] : (names.get(block.proposal) ?? []);
  const list = [...(classes.get(block.id) ?? []), ...(own.length > 0 ? [`by-${colourOf(own[0]!)}`] : [])];
  if (list.length > 0 || own.length > 0)
    marks.push(
      Decoration.node(pos, pos + block.size + 2, {
        class: list.join(' '),
        ...(own.length > 0 ? { 'data-names': own.join(', ') } : {}),
      }),
    );
  return marks;
}

/** The proposals that ask for what a delimiter encloses. */
interface AskedAt {
  readonly proposal: string;
  readonly also?: readonly string[];
}

const allAsked = ({ proposal, also = [] }: AskedAt): readonly string[] => [proposal, ...also];

/** Who asks for that, each once. */
export const askersFor = (asked: AskedAt, names: NamesShown): readonly string[] => [
  ...new Set(allAsked(asked).flatMap((id) => names.get(id) ?? [])),
];

function namesOn(
  inline: ComposedBlock['content'][number],
  asked: AskedAt,
  at: number,
  names: NamesShown,
  lit: string | undefined,
): readonly Decoration[] {
  const isOpen = 'el' in inline && inline.el === 'bracket_open';
  const asking = askersFor(asked, names);
  const classes = [
    ...(asking.length > 0 ? [`by-${colourOf(asking[0]!)}`] : []),
    ...(lit !== undefined && allAsked(asked).includes(lit) ? ['bracket-lit'] : []),
  ];
  const attrs = {
    class: classes.join(' '),
    ...(isOpen && asking.length > 0 ? { 'data-names': asking.join(', ') } : {}),
  };
  return classes.length > 0 || asking.length > 0 ? [Decoration.inline(at, at + 1, attrs)] : [];
}

/** Brackets of the text that are open where a block begins. */
function carriedInto(desk: Proposing, block: ComposedBlock): readonly string[] {
  const { text } = desk.composition.papers;
  const place = block.paper === 'text' ? text.placeOf(block.id) : undefined;
  return place ? text.openAt(place.flat) : [];
}

/** Delimiters of proposals are always pairs; those of the text are looked up. */
function factsOf(desk: Proposing, block: ComposedBlock): BracketFacts {
  const { text } = desk.composition.papers;
  const kinds = new Map(
    block.content.flatMap((inline) =>
      'el' in inline && inline.el === 'bracket_open' ? [[inline.id, inline.kind] as const] : [],
    ),
  );
  const counts = new Map<string, number>();
  for (const inline of block.content) {
    const id = delimiterIn(inline)?.id;
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const isAsked = new Set(
    block.content.flatMap((inline) => (delimiterIn(inline)?.asked ? [delimiterIn(inline)!.id] : [])),
  );
  return {
    kindOf: (id) => kinds.get(id) ?? text.kindOf(id),
    isPaired: (id) => isAsked.has(id) || counts.get(id) === 2 || text.isPaired(id),
  };
}

/** A caret beside or within a proposal's delimiters lights it. */
function litBy(state: EditorState, lit: string | undefined, tr: Transaction): string | undefined {
  if (!tr.selectionSet || !state.selection.empty) return lit;
  const { $head } = state.selection;
  for (const node of [$head.nodeBefore, $head.nodeAfter]) {
    const data =
      node && !node.isText ? (node.attrs.data as { id?: string; asked?: { proposal: string } }) : undefined;
    if (data && (node?.type.name === 'bracket_open' || node?.type.name === 'bracket_close'))
      return data.asked?.proposal ?? data.id;
  }
  return undefined;
}

/** One of eight, the same for the same name on every screen. */
export function colourOf(name: string): number {
  let hash = 7;
  for (let at = 0; at < name.length; at += 1) hash = (hash * 31 + name.charCodeAt(at)) >>> 0;
  return hash % 8;
}
