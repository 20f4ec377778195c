/**
 * What a proposal does when it is decided (SPEC PP6 to PP11): its words enter the text, the words it covers go. Every call
 * is several transactions of one writer; what they add up to is one entry of the record.
 */
import { type Anchor, anchorAt } from '../text/anchor.ts';
import type { BlockPlace } from '../text/block-index.ts';
import { delimiterIn, inlineLength } from '../text/document.ts';
import { bracketRange } from '../text/edit.ts';
import { type BlockRecord, contentStart } from '../text/sequence.ts';
import type { Element } from '../text/splice.ts';
import { carryBlocks, carryContent, type Host } from './carry.ts';
import { strikeAndJoin } from './join-words.ts';
import { type MovedRun, writeMoved } from './moved.ts';
import { deskOf, type OpenDraft } from './open-draft.ts';
import type { Proposal, TabledHead } from './proposal.ts';
import { followMoved, gapNeighbours, hangAfter, hangBehind } from './rehang.ts';
import { type Span, spanOf } from './span.ts';
import { type Removed, strike, strikeUnits, withEmptied } from './strike.ts';
import { proposalOnTable, removeFromTable } from './table.ts';
import { mergeUnits, moveUnits } from './take-references.ts';
import { unitPlaces } from './units.ts';

type Tabled = Proposal & TabledHead;

/** What taking did to the text. */
export interface Taken {
  /** What left the text: whole blocks, or the words of a block that went. */
  readonly removed: readonly Removed[];
  /** The first and last element of the words that came into running text. */
  readonly became?: Became;
}

/** Where words of a proposal stand since they were taken. */
export interface Became {
  readonly first: Anchor;
  readonly last: Anchor;
}

interface Done extends Taken {
  readonly runs: readonly MovedRun[];
}
const NOTHING: Done = { removed: [], runs: [] };

/**
 * Takes a tabled proposal into the text and from the table, and hangs proposals on its words on where these stand now.
 * Undefined, and nothing done, when its place is gone. `seq` is the number of the act.
 */
export function takeIntoText(draft: OpenDraft, id: string, seq: number): Taken | undefined {
  const proposal = proposalOnTable(draft, id);
  const span = proposal && spanOf(draft, proposal.place);
  if (!proposal || !span || span.layer !== 'text') return undefined;
  const { removed, runs, became } = done(draft, proposal, span);
  writeMoved(draft.ydoc, seq, runs, draft.origin);
  removeFromTable(draft, id);
  if (runs.length > 0) followMoved(draft);
  return became ? { removed, became } : { removed };
}

function done(draft: OpenDraft, proposal: Tabled, span: Span): Done {
  switch (proposal.kind) {
    case 'insertion':
      return insertWords(draft, proposal, span.from);
    case 'option':
      return addOption(draft, proposal, span.from);
    case 'placeholder':
      return placeholder(draft, proposal, span.from);
    case 'deletion':
      return { removed: strikeCovered(draft, proposal, span), runs: [] };
    case 'replacement':
    case 'editorial':
      return replaceWords(draft, proposal, span);
    case 'bracket':
      bracketCovered(draft, proposal, span);
      return NOTHING;
    case 'provision':
      return newProvision(draft, proposal, span.from);
    case 'alternative':
      return chooseAlternative(draft, proposal, span.from);
    case 'move':
      return moveUnits(draft, proposal);
    case 'merge':
      return mergeUnits(draft, proposal);
    case 'keep':
      return NOTHING;
    default:
      return proposal.kind satisfies never;
  }
}

const wordPlaces = ({ words }: OpenDraft, { blocks }: Proposal): readonly BlockPlace[] =>
  blocks.flatMap(({ id }) => words.placeOf(id) ?? []);

/** Words into a gap (PP6); those that others asked for at the same gap keep their order. */
function insertWords(
  draft: OpenDraft,
  proposal: Tabled,
  flat: number,
  around: { before?: readonly Element[]; after?: readonly Element[] } = {},
): Done {
  const [block] = wordPlaces(draft, proposal);
  const host = draft.text.placeAt(flat);
  if (!block || !host) return NOTHING;
  const behind = gapNeighbours(draft, proposal, flat);
  const start = anchorAt(draft.words, block.flat + contentStart(block.record));
  const left = anchorAt(draft.text, flat);
  const length = draft.text.length;
  const runs = carryContent(draft, block, flat, hostOf(draft, proposal.id, host.record), around);
  hangBehind(draft, behind, anchorAt(draft.text, flat + draft.text.length - length));
  return { removed: [], runs: [...startRun(start, left), ...runs], ...becameOf(runs) };
}

function becameOf(runs: readonly MovedRun[]): { readonly became?: Became } {
  const [first, last] = [runs[0], runs.at(-1)];
  if (!first || !last) return {};
  const [, , length, client, clock] = last;
  return {
    became: { first: { client: first[3], clock: first[4] }, last: { client, clock: clock + length - 1 } },
  };
}

/** What was asked for at the beginning of the words stands at the beginning of where they went. */
const startRun = (from: ReturnType<typeof anchorAt>, to: ReturnType<typeof anchorAt>): MovedRun[] =>
  from.client === undefined || to.client === undefined
    ? []
    : [[from.client, from.clock!, 1, to.client, to.clock!]];

function hostOf({ text }: OpenDraft, id: string, record: BlockRecord): Host {
  const nextId = (n: number): string => {
    const free = `${id}-${n}`;
    return text.placeOf(free) ? nextId(n + 1_000) : free;
  };
  return { record, nextId };
}

/** Right of the words replaced none is left: new words stand left of the old, then these go (PP7). */
function replaceWords(draft: OpenDraft, proposal: Tabled, span: Span): Done {
  const from = inFirstBlock(draft, span);
  const length = draft.text.length;
  const { runs, became } = insertWords(draft, proposal, from);
  const grown = draft.text.length - length;
  const removed = strike(draft, from + grown, Math.max(span.to, from) + grown);
  return { removed, runs, ...(became ? { became } : {}) };
}

/** The beginning of a range, within the content of a block. */
function inFirstBlock({ text }: OpenDraft, { from, to }: Span): number {
  const place = text.placeAt(from);
  return place ? Math.min(Math.max(from, place.flat + contentStart(place.record)), to) : from;
}

function strikeCovered(draft: OpenDraft, { place }: Tabled, { from, to }: Span): readonly Removed[] {
  if (place.on === 'blocks') return strikeUnits(draft, place.blocks);
  const all = withEmptied(draft, from, to);
  return strikeAndJoin(draft, all.from, all.to);
}

/** Another wording at the end of the choice that stands around the gap. */
function addOption(draft: OpenDraft, proposal: Tabled, flat: number): Done {
  const choice = choiceAt(draft, flat);
  if (!choice) return NOTHING;
  const { bracket, glyph, end } = choice;
  return insertWords(draft, proposal, end, { before: [{ el: 'option_break', bracket, glyph }] });
}

interface Choice {
  readonly bracket: string;
  /** As its options are parted already. */
  readonly glyph: string;
  /** Flat index of its closing delimiter. */
  readonly end: number;
}

/** The innermost choice that begins at or before `flat` and ends after it. */
export function choiceAt({ text }: OpenDraft, flat: number): Choice | undefined {
  const place = text.placeAt(flat);
  if (!place) return undefined;
  const open: string[] = [];
  const glyphs = new Map<string, string>();
  let at = place.flat + contentStart(place.record);
  for (const inline of place.record.content) {
    const delimiter = delimiterIn(inline);
    if (delimiter?.el === 'bracket_open' && delimiter.kind === 'choice' && at <= flat)
      open.push(delimiter.id);
    if ('el' in inline && inline.el === 'option_break' && inline.bracket)
      glyphs.set(inline.bracket, inline.glyph);
    if (delimiter?.el === 'bracket_close' && open.includes(delimiter.id)) {
      if (at >= flat) return { bracket: delimiter.id, glyph: glyphs.get(delimiter.id) ?? '/', end: at };
      open.splice(open.indexOf(delimiter.id), 1);
    }
    at += inlineLength(inline);
  }
  return undefined;
}

/** A note that text will come: a bracket of its own in a gap, or a provision that says so (PP10). */
function placeholder(draft: OpenDraft, proposal: Tabled, flat: number): Done {
  if (proposal.place.on === 'after') return newProvision(draft, proposal, flat);
  const { id } = proposal;
  return insertWords(draft, proposal, flat, {
    before: [{ el: 'bracket_open', id, kind: 'placeholder', glyph: '[' }],
    after: [{ el: 'bracket_close', id, glyph: ']' }],
  });
}

/** The words, or all of the provisions, are contested from now on, for everybody (PP9). */
function bracketCovered(draft: OpenDraft, { id, place }: Tabled, span: Span): void {
  const { from, to } = place.on === 'blocks' ? contentOf(draft, place.blocks, span) : span;
  const inner = withinBlocks(draft, from, to);
  bracketRange(deskOf(draft, 'text'), inner.from, inner.to, { id, kind: 'contested' });
}

function contentOf({ text }: OpenDraft, units: readonly string[], { from, to }: Span) {
  const places = units.flatMap((unit) => unitPlaces(text, unit)).sort((a, b) => a.flat - b.flat);
  const [first, last] = [places[0], places.at(-1)];
  if (!first || !last) return { from, to };
  const begin = first.flat + contentStart(first.record);
  return { from: begin, to: last.flat + contentStart(last.record) + last.record.size };
}

/** Both ends drawn into the blocks they border on. */
function withinBlocks({ text }: OpenDraft, from: number, to: number) {
  const [first, last] = [text.placeAt(from)!, text.placeAt(Math.max(from, to - 1))!];
  const end = last.flat + contentStart(last.record) + last.record.size;
  return { from: Math.max(from, first.flat + contentStart(first.record)), to: Math.min(to, end) };
}

/** The blocks of a run stand in the text as provisions, no longer as a proposal's (PP10). */
function newProvision(draft: OpenDraft, proposal: Tabled, flat: number): Done {
  const form = proposal.kind === 'placeholder' ? { form: 'placeholder' as const } : {};
  const runs = carryBlocks(draft, 'words', wordPlaces(draft, proposal), flat, ({ kind, attrs }) => {
    const { of: _, run: __, covers: ___, relation: ____, ...rest } = attrs;
    const head = kind === 'alternative' || proposal.kind === 'placeholder' ? 'provision' : kind;
    return { kind: head, attrs: { ...rest, ...form } };
  });
  hangAfter(draft, proposal);
  return { removed: [], runs };
}

/** An alternative takes the place of what it covers; what competes for the same place retires (PP11). */
function chooseAlternative(draft: OpenDraft, proposal: Tabled, flat: number): Done {
  const { place } = proposal;
  if (place.on !== 'blocks') return newProvision(draft, proposal, flat);
  const retired = [...place.blocks, ...competingUnits(draft, place.blocks)];
  const heads = place.blocks.map((id) => draft.text.placeOf(id)?.record);
  let provisions = 0;
  const runs = carryBlocks(draft, 'words', wordPlaces(draft, proposal), flat, ({ kind, attrs }) => {
    const { of: _, run: __, covers: ___, relation: ____, marker: _____, label, ...rest } = attrs;
    if (kind !== 'alternative' && kind !== 'provision') return { kind, attrs: { ...rest, label } };
    const takes = heads[provisions]?.attrs.label;
    provisions += 1;
    return {
      kind: 'provision',
      attrs: { ...rest, label: takes ?? (kind === 'provision' ? label : undefined) },
    };
  });
  return { removed: strikeUnits(draft, retired), runs };
}

/** Alternatives in the text that stand in place of one of these units. */
export function competingUnits({ text }: OpenDraft, units: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (const { id, kind, attrs } of text.records()) {
    const competes = kind === 'alternative' && attrs.covers?.some((each) => units.includes(each));
    if (competes && attrs.relation !== 'inserted-after' && !units.includes(id)) found.push(id);
  }
  return found;
}
