/** What a member can ask for beside typing (SPEC ED13): from a menu, the palette, or a key. Each makes a proposal in hand. */
import { nameOf, schemeOf } from '../../../shared/draft/labels.ts';
import { labelFor, labelsCovered } from '../../../shared/proposals/alternative-label.ts';
import { flatOfPoint, gapAt, rangeBetween, wholeOf } from '../../../shared/proposals/place.ts';
import {
  isRun,
  type Place,
  type ProposalHead,
  type ProposalKind,
} from '../../../shared/proposals/proposal.ts';
import { blocksAfter } from '../../../shared/proposals/resolve.ts';
import { piecesBetween, standingAt } from '../../../shared/proposals/standing.ts';
import { readMeta } from '../../../shared/text/draft-doc.ts';
import { bracketRange, formatRange } from '../../../shared/text/edit.ts';
import type { BlockAttrs } from '../../../shared/text/element.ts';
import type { CommandName, CommandReason, Draft, EditorCommand } from '../command.ts';
import { spotCaret } from './carets.ts';
import type { Proposing } from './desk.ts';
import { piecesOf } from './edits.ts';
import { breakLine, splitHere } from './keys.ts';

/** Why a proposal cannot be made here. */
export type ProposeRefusal = CommandReason;

/** Kinds about whole provisions. */
const OF_PROVISIONS: ReadonlySet<ProposalKind> = new Set(['alternative', 'provision', 'move', 'merge']);

/** The unit's first block in the text at the caret; the text block itself where it is of no unit. */
export function unitAt(desk: Proposing, pos = desk.state.selection.from): string | undefined {
  const found = desk.spotAt(pos);
  if (!found) return undefined;
  const host = hostInText(desk, found.block.id);
  if (host === undefined) return undefined;
  const { text } = desk.composition.papers;
  let unit: string | undefined;
  for (const { id, kind, attrs } of text.records()) {
    const continues = kind === 'item' || attrs.run !== undefined || kind === 'note';
    if (!continues) unit = id;
    if (id === host) return unit ?? id;
  }
  return host;
}

/** Block of the text in whose group a block is shown. */
function hostInText(desk: Proposing, block: string): string | undefined {
  const { composition } = desk;
  if (composition.papers.text.placeOf(block)) return block;
  const place = composition.placeOf(block);
  for (let at = place?.at ?? -1; place && at >= 0; at -= 1) {
    const each = composition.blockIn(place.chunk, at);
    if (each?.paper === 'text') return each.id;
  }
  return undefined;
}

/** Units of the text that the selection touches, in order. */
function unitsSelected(desk: Proposing): readonly string[] {
  const { from, to } = desk.state.selection;
  const first = unitAt(desk, from);
  const last = unitAt(desk, to);
  if (first === undefined || last === undefined) return [];
  if (first === last) return [first];
  const units = [first];
  for (const { id, kind } of blocksAfter(desk.composition.papers.text, first)) {
    if (kind === 'provision') units.push(id);
    if (id === last) break;
  }
  return units.includes(last) ? units : [...units, last];
}

/** The selected foreign words as a range, or the gap at the caret; undefined in one's own words. */
export function placeAtSelection(desk: Proposing): Place | undefined {
  const { from, to, empty } = desk.state.selection;
  const { papers } = desk.composition;
  if (!empty) {
    const pieces = piecesOf(desk, from, to);
    const [first] = pieces;
    const last = pieces.findLast(
      ({ paper, proposal }) => paper === first?.paper && proposal === first?.proposal,
    );
    if (!first || !last || first.paper === 'hand') return undefined;
    const layer = first.paper === 'text' ? 'text' : 'words';
    return rangeBetween(
      papers,
      layer,
      { block: first.block, offset: first.from },
      { block: last.block, offset: last.to },
    );
  }
  const found = desk.spotAt(from);
  if (!found) return undefined;
  const { spot } = standingAt(found.block, found.offset);
  return spot.paper === 'hand' ? undefined : gapAt(papers, spot.paper === 'text' ? 'text' : 'words', spot);
}

/** Makes a proposal about the selection, the caret or the provision at the caret; its id, or why it cannot be. */
export function propose(
  desk: Proposing,
  kind: ProposalKind,
  words?: string,
): string | { readonly why: ProposeRefusal } {
  if (!desk.isEditable) return { why: 'read-only' };
  const place = placeFor(desk, kind, words);
  if ('why' in place) return place;
  const id = desk.newId();
  const target = kind === 'move' || kind === 'merge' ? targetOf(desk, words) : undefined;
  if (target && 'why' in target) return target;
  const head: ProposalHead = { id, kind, place, ...(target ? { target } : {}) };
  desk.edit((writer) => {
    writer.begin(head, blocksFor(desk, head, words));
    return isRun(kind) || words !== undefined
      ? spotCaret({ paper: 'hand', block: id, offset: words?.length ?? 0 })
      : undefined;
  });
  return id;
}

function placeFor(
  desk: Proposing,
  kind: ProposalKind,
  words?: string,
): Place | { readonly why: ProposeRefusal } {
  const { papers } = desk.composition;
  if (OF_PROVISIONS.has(kind)) {
    const units = unitsSelected(desk).filter((id) => isProvision(desk, id));
    const last = units.at(-1);
    if (last === undefined) return { why: 'no-provision-here' };
    return kind === 'provision' ? { on: 'after', block: last } : wholeOf(papers, units)!;
  }
  const place = placeAtSelection(desk);
  if (!place) return { why: 'own-words' };
  const needsRange =
    kind === 'deletion' ||
    kind === 'replacement' ||
    kind === 'bracket' ||
    kind === 'keep' ||
    kind === 'editorial';
  if (!needsRange || place.on === 'range') return place;
  const unit = unitAt(desk);
  return unit !== undefined && words === undefined ? wholeOf(papers, [unit])! : { why: 'nothing-selected' };
}

const isProvision = (desk: Proposing, id: string): boolean => {
  const kind = desk.composition.papers.text.placeOf(id)?.record.kind;
  return kind === 'provision' || kind === 'alternative' || kind === 'paragraph' || kind === 'item';
};

/** The provision of this number: where words are to be moved, or what takes them in. */
function targetOf(
  desk: Proposing,
  label = '',
): { on: 'after'; block: string | null } | { why: ProposeRefusal } {
  const { text, ydoc } = desk.composition.papers;
  const scheme = schemeOf(readMeta(ydoc).language);
  const wanted = label.trim();
  for (const record of text.records())
    if (record.attrs.label === wanted || nameOf(record, scheme) === wanted)
      return { on: 'after', block: record.id };
  return { why: 'no-such-provision' };
}

function blocksFor(desk: Proposing, { id, kind, place }: ProposalHead, words?: string) {
  const elements = words ? [{ text: words.replace(/[[\]［］]/g, ' ') }] : [];
  if (kind === 'move' || kind === 'merge') return [];
  if (kind === 'alternative' && place.on === 'blocks')
    return [{ id, kind, attrs: alternativeAttrs(desk, place.blocks), elements } as const];
  if (kind === 'provision') return [{ id, kind, elements } as const];
  return words === undefined && kind !== 'placeholder' ? [] : [{ id, kind: 'paragraph', elements } as const];
}

/** Its number follows from what it covers: `11`, then `11A`, `11B` … */
function alternativeAttrs({ composition }: Proposing, covers: readonly string[]): BlockAttrs {
  const taken = new Set(
    composition.blocks().flatMap(({ kind, attrs }) => (kind === 'alternative' ? (attrs.label ?? []) : [])),
  );
  const label = labelFor(labelsCovered(composition.papers.text, covers), taken);
  return { covers, relation: 'replaces', ...(label === undefined ? {} : { label }) };
}

/** Brackets the selection: own words in the hand, foreign words by a proposal; without a selection the word at the caret. */
export function bracketHere(desk: Proposing, glyphs: readonly [string, string] = ['[', ']']): boolean {
  const { from, to, empty } = desk.state.selection;
  const found = desk.spotAt(from);
  if (!found) return true;
  const { spot } = standingAt(found.block, found.offset);
  if (spot.paper === 'hand') {
    const end = desk.spotAt(to);
    const until = end ? standingAt(end.block, end.offset).spot : spot;
    if (until.paper !== 'hand') return true;
    desk.edit(({ hand }) => {
      const [start, stop] = [flatOfPoint(hand.index, spot), flatOfPoint(hand.index, until)];
      if (start !== undefined && stop !== undefined)
        bracketRange(hand, start, stop, { id: desk.newId(), kind: 'contested', glyphs });
      return spotCaret({ ...until, offset: until.offset + (empty ? 1 : until.block === spot.block ? 2 : 1) });
    });
    return true;
  }
  if (empty && !selectWord(desk)) return true;
  propose(desk, 'bracket');
  return true;
}

/** Selects the word at the caret; false where there is none. */
function selectWord(desk: Proposing): boolean {
  const { state } = desk;
  const { $from } = state.selection;
  const text = $from.parent.textBetween(0, $from.parent.content.size, undefined, '\ufffc');
  const at = $from.parentOffset;
  for (const { segment, index, isWordLike } of new Intl.Segmenter(readMeta(desk.draft).language, {
    granularity: 'word',
  }).segment(text)) {
    if (!isWordLike || index > at || index + segment.length < at) continue;
    const start = $from.start() + index;
    desk.show(state.tr.setSelection(desk.selection(state.doc, start, start + segment.length)));
    return true;
  }
  return false;
}

function toggleFormat(desk: Proposing, key: 'strong' | 'emphasis'): void {
  const { from, to } = desk.state.selection;
  const isOn = desk.state.doc.rangeHasMark(from, to, desk.state.schema.marks[key]!);
  const found = desk.spotAt(from);
  const end = desk.spotAt(to);
  if (!found || !end || found.block.id !== end.block.id) return;
  const pieces = piecesBetween(found.block, found.offset, end.offset).filter(({ paper }) => paper === 'hand');
  desk.edit(({ hand }) => {
    for (const { block, from: start, to: stop } of pieces) {
      const [a, b] = [
        flatOfPoint(hand.index, { block, offset: start }),
        flatOfPoint(hand.index, { block, offset: stop }),
      ];
      if (a !== undefined && b !== undefined) formatRange(hand, a, b, key, !isOn);
    }
    return undefined;
  });
}

/** The commands of an editor whose typing becomes proposals. */
export function proposingCommands(desk: Proposing): Partial<Record<CommandName, EditorCommand>> {
  const unit = (): true | CommandReason => (unitAt(desk) === undefined ? 'no-provision-here' : true);
  const selected = (): true | CommandReason => (desk.state.selection.empty ? 'nothing-selected' : true);
  const asking = (kind: ProposalKind) => (words?: string) => void propose(desk, kind, words);
  const all: Draft[] = [
    { name: 'bracket', key: 'Mod-[', run: () => void bracketHere(desk) },
    { name: 'bracket-provision', key: 'Mod-Shift-[', can: unit, run: () => proposeWhole(desk, 'bracket') },
    { name: 'delete-provision', key: 'Mod-Shift-k', can: unit, run: () => proposeWhole(desk, 'deletion') },
    { name: 'alternative', key: 'Mod-Shift-a', can: unit, run: asking('alternative') },
    { name: 'new-provision', key: 'Mod-Enter', can: unit, run: asking('provision') },
    { name: 'placeholder', asks: 'text', run: asking('placeholder') },
    { name: 'option', asks: 'text', run: asking('option') },
    { name: 'keep', can: selected, run: asking('keep') },
    { name: 'move', asks: 'text', can: unit, run: asking('move') },
    { name: 'merge', asks: 'text', can: unit, run: asking('merge') },
    { name: 'split', key: 'Enter', run: () => void splitHere(desk) },
    { name: 'line-break', key: 'Shift-Enter', run: () => void breakLine(desk) },
    { name: 'strong', key: 'Mod-b', can: selected, run: () => toggleFormat(desk, 'strong') },
    { name: 'emphasis', key: 'Mod-i', can: selected, run: () => toggleFormat(desk, 'emphasis') },
    {
      name: 'undo',
      key: 'Mod-z',
      can: () => (desk.undo?.canUndo() ? true : 'nothing-to-undo'),
      run: () => stepBack(desk, 'undo'),
    },
    {
      name: 'redo',
      key: 'Mod-y',
      can: () => (desk.undo?.canRedo() ? true : 'nothing-to-undo'),
      run: () => stepBack(desk, 'redo'),
    },
  ];
  return Object.fromEntries(
    all.map((command) => {
      const can = (): true | CommandReason => (desk.isEditable ? (command.can?.() ?? true) : 'read-only');
      const run = (text?: string): void => {
        if (can() === true) command.run(text);
      };
      return [command.name, { ...command, can, run }];
    }),
  );
}

function stepBack(desk: Proposing, which: 'undo' | 'redo'): void {
  desk.held.settle();
  desk.undo?.[which]();
}

/** The provisions that are selected, or the one at the caret, as wholes. */
function proposeWhole(desk: Proposing, kind: 'bracket' | 'deletion'): void {
  const units = unitsSelected(desk);
  const place = wholeOf(desk.composition.papers, units);
  if (place) desk.edit((writer) => void writer.begin({ id: desk.newId(), kind, place }, []));
}
