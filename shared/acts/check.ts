/**
 * Whether what a hand holds can go on the table (SPEC AC7). A hand's maps hold whatever its accounts, or their programs,
 * wrote there; here it becomes a proposal that can do no harm to the text, or is refused and stays in hand.
 */

import type { OpenDraft } from '../proposals/open-draft.ts';
import {
  hasWords,
  isRun,
  type Place,
  type Proposal,
  type ProposalBlock,
  type ProposalKind,
  standsAsBlocks,
} from '../proposals/proposal.ts';
import { offsetOf } from '../proposals/resolve.ts';
import { settle } from '../proposals/settled.ts';
import { type Span, spanOf } from '../proposals/span.ts';
import { choiceAt } from '../proposals/take.ts';
import { nextPlace, unitOf } from '../proposals/units.ts';
import type { Anchor } from '../text/anchor.ts';
import { isWords } from '../text/document.ts';
import { attrsOf, tableOf } from '../text/draft-doc.ts';
import type { BlockAttrs } from '../text/element.ts';
import type { ActRefusal } from './act.ts';
import type { Facts, ProposalFact } from './facts.ts';
import { cleanContent, cleanText, isId, Malformed, malformed } from './sanitize.ts';

/** The most one proposal may hold: blocks, UTF-16 units of words, provisions it is about. */
export const MOST = { blocks: 300, words: 200_000, covers: 100 } as const;

export interface CheckGround {
  readonly draft: OpenDraft;
  readonly facts: Facts;
}

export type Checked =
  | { readonly ok: true; readonly proposal: Proposal }
  | { readonly ok: false; readonly why: ActRefusal; readonly detail: string };

/** Thrown where the refusal is not simply that it is malformed. */
class Barred extends Error {
  constructor(
    readonly why: ActRefusal,
    message: string,
  ) {
    super(message);
  }
}
const bar = (why: ActRefusal, message: string): never => {
  throw new Barred(why, message);
};

/** The proposal as it may be tabled: anchors as they stand now, words clean, everything else left out. */
export function checkProposal(on: CheckGround, proposal: Proposal): Checked {
  try {
    return { ok: true, proposal: checked(on, proposal) };
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, why: 'malformed-proposal', detail: error.message };
    if (error instanceof Barred) return { ok: false, why: error.why, detail: error.message };
    throw error;
  }
}

function checked(on: CheckGround, { id, kind, place, link, target, blocks }: Proposal): Proposal {
  if (!isId(id)) malformed('an id that is none');
  const clean = cleanPlace(on.draft, kind, place);
  const span = spanOf(on.draft, clean) ?? bar('place-gone', 'its place is not in the text');
  checkSpan(on.draft, kind, clean, span);
  const words = cleanBlocks(on, { id, kind, place: clean, blocks }, span);
  const linked = link === undefined ? {} : { link: isId(link) ? link : malformed('a link that is none') };
  return { id, kind, place: clean, ...linked, ...cleanTarget(on.draft, kind, clean, target), blocks: words };
}

/** The places that each kind may be made on. */
const PLACES: Readonly<Record<ProposalKind, readonly Place['on'][]>> = {
  insertion: ['gap'],
  deletion: ['range', 'blocks'],
  replacement: ['range'],
  bracket: ['range', 'blocks'],
  option: ['gap'],
  alternative: ['blocks'],
  provision: ['after'],
  placeholder: ['gap', 'after'],
  keep: ['range', 'blocks'],
  move: ['blocks'],
  merge: ['blocks'],
  editorial: ['range'],
};

function cleanPlace(draft: OpenDraft, kind: ProposalKind, place: Place): Place {
  if (!PLACES[kind].includes(place.on)) malformed(`a ${kind} on a place of kind ${place.on}`);
  switch (place.on) {
    case 'gap': {
      const { layer, anchor } = settled(draft, place.layer, place.at);
      const { beside } = place;
      const known = beside && tableOf(draft.ydoc).has(beside.proposal) ? beside : undefined;
      const side = known?.side === 'before' ? ('before' as const) : ('after' as const);
      const next = known ? { beside: { proposal: known.proposal, side } } : {};
      return { on: 'gap', layer, block: blockOf(draft, layer, anchor, place.block), at: anchor, ...next };
    }
    case 'range': {
      const first = settled(draft, place.layer, place.first);
      const last = settled(draft, place.layer, place.last);
      if (first.layer !== last.layer) malformed('a range from the text into a proposal');
      const covered = place.covered.slice(0, 40);
      const block = blockOf(draft, last.layer, first.anchor, place.block);
      return { on: 'range', layer: last.layer, block, first: first.anchor, last: last.anchor, covered };
    }
    case 'blocks':
      return { on: 'blocks', blocks: cleanUnits(draft, kind, place.blocks), covered: covered(place.covered) };
    case 'after':
      return { on: 'after', block: cleanUnit(draft, place.block) };
    default:
      return place satisfies never;
  }
}

/** The block an anchor stands in now, whatever the proposal says. */
const blockOf = (draft: OpenDraft, layer: 'text' | 'words', anchor: Anchor, said: unknown): string =>
  offsetOf(draft.ydoc, layer === 'text' ? draft.text : draft.words, anchor)?.record.id ??
  (typeof said === 'string' ? said.slice(0, 300) : '');

const covered = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 40) : '');

/** An anchor on the text, or on the words of a tabled proposal; on nothing else. */
function settled(draft: OpenDraft, layer: 'text' | 'words', anchor: Anchor) {
  return settle(draft, layer, anchor) ?? bar('place-gone', 'an anchor on what is not in the draft');
}

function cleanUnits(draft: OpenDraft, kind: ProposalKind, blocks: readonly string[]): readonly string[] {
  if (blocks.length > MOST.covers) bar('too-many', `more than ${MOST.covers} provisions`);
  if (new Set(blocks).size !== blocks.length) malformed('one provision twice');
  for (const id of blocks) {
    const record = draft.text.placeOf(id)?.record ?? bar('place-gone', 'a provision that is not in the text');
    const isHeading = record.kind === 'part' || record.kind === 'title' || record.kind === 'note';
    const stands = kind === 'deletion' || kind === 'bracket' || kind === 'keep';
    const isUnit =
      record.kind === 'provision' || record.kind === 'alternative' || record.kind === 'paragraph';
    if (isHeading || !(stands || isUnit)) malformed(`a ${kind} on a ${record.kind}`);
  }
  return [...blocks];
}

function cleanUnit(draft: OpenDraft, block: string | null): string | null {
  if (block === null) return null;
  return unitOf(draft.text, block) ?? bar('place-gone', 'a provision that is not in the text');
}

function cleanTarget(draft: OpenDraft, kind: ProposalKind, place: Place, target: Proposal['target']) {
  if (kind !== 'move' && kind !== 'merge') return {};
  if (typeof target !== 'object' || target === null) return malformed(`a ${kind} without a target`);
  const block = cleanUnit(draft, target.block ?? null);
  if (kind === 'merge' && block === null) malformed('a merger into nothing');
  if (place.on === 'blocks' && block !== null && place.blocks.includes(block))
    malformed(`a ${kind} into itself`);
  return { target: { on: 'after' as const, block } };
}

/** A range may not swallow headings; an option stands in a choice. */
function checkSpan(draft: OpenDraft, kind: ProposalKind, place: Place, span: Span): void {
  if (kind === 'option' && !(span.layer === 'text' && choiceAt(draft, span.from)))
    bar('unknown-target', 'an option outside a choice');
  if (place.on !== 'range' || span.layer !== 'text') return;
  const first = draft.text.placeAt(span.from);
  const last = draft.text.placeAt(span.to - 1);
  if (!first || !last || first.record.id === last.record.id) return;
  for (let at: typeof first | undefined = first; at && at.flat <= last.flat; at = nextPlace(draft.text, at))
    if (HEADINGS.has(at.record.kind)) malformed('a range over a heading');
}

const HEADINGS: ReadonlySet<string> = new Set(['part', 'title', 'chapter', 'concept', 'row', 'note']);
const RUN_KINDS: ReadonlySet<string> = new Set([
  'alternative',
  'provision',
  'item',
  'paragraph',
  'remark',
  'row',
]);

type Asked = Pick<Proposal, 'id' | 'kind' | 'place' | 'blocks'>;

function cleanBlocks(on: CheckGround, asked: Asked, span: Span): readonly ProposalBlock[] {
  const { kind, blocks: held } = asked;
  if (held.length > MOST.blocks) bar('too-many', `more than ${MOST.blocks} blocks`);
  if (!hasWords(kind)) {
    if (held.some(({ content }) => content.length > 0)) malformed(`words in a ${kind}`);
    return [];
  }
  const asRun = standsAsBlocks(asked);
  const blocks = asRun ? held : joined(held);
  checkIds(on, { ...asked, blocks });
  const clean = blocks.map((block, at) => cleanBlock(on, asked, block, at, asRun));
  checkWords(clean);
  if (!asRun) checkHost(on.draft, clean, span);
  return clean;
}

/** Words in running text are one block; two accounts that gave one deletion words at the same moment made two. */
function joined([first, ...more]: readonly ProposalBlock[]): readonly ProposalBlock[] {
  if (!first) return [];
  if (more.some(({ kind }) => kind !== first.kind)) malformed('blocks of several kinds in running text');
  return [{ ...first, content: [first, ...more].flatMap(({ content }) => content) }];
}

function cleanBlock(
  on: CheckGround,
  asked: Asked,
  block: ProposalBlock,
  at: number,
  asRun: boolean,
): ProposalBlock {
  const { id, kind } = block;
  if (asRun && !RUN_KINDS.has(kind)) malformed(`a ${kind} in a proposal`);
  if (!asRun && kind !== 'paragraph') malformed(`a ${kind} in running text`);
  const first = asked.kind === 'alternative' ? 'alternative' : 'provision';
  if (asRun && at === 0 && kind !== first && !isRows(asked))
    malformed(`a ${asked.kind} that begins with a ${kind}`);
  if (asRun && at > 0 && kind === 'alternative') malformed('an alternative within a proposal');
  const rules = { draft: on.draft, of: asked.id, isRun: asRun, isRow: kind === 'row' };
  return {
    id,
    kind,
    attrs: cleanAttrs(asked, block, at, asRun),
    content: cleanContent(block.content, rules),
  };
}

/** Rows of a table that are asked for stand by themselves. */
const isRows = ({ kind, blocks }: Asked): boolean =>
  kind === 'provision' && blocks.every((block) => block.kind === 'row');

/** What may be said of a block: its number, degree, direction, form. What it covers is said by the proposal's place. */
function cleanAttrs(
  { kind, place, blocks }: Asked,
  block: ProposalBlock,
  at: number,
  asRun: boolean,
): BlockAttrs {
  const { label, level, dir, form, head, relation } = block.attrs;
  const direction = dir === 'rtl' || dir === 'ltr' ? { dir } : {};
  if (!asRun) return direction;
  const isAlternative = kind === 'alternative' && place.on === 'blocks';
  const covers = isAlternative && at === 0 ? { covers: place.blocks, relation: relation ?? 'replaces' } : {};
  if (relation !== undefined && relation !== 'replaces' && relation !== 'inserted-after')
    malformed('a relation that is none');
  return {
    ...(label === undefined ? {} : { label: cleanText(label, 40) }),
    ...(Number.isInteger(level) && level! >= 1 && level! <= 9 ? { level } : {}),
    ...direction,
    ...(form === 'placeholder' || form === 'reserved' ? { form } : {}),
    ...(block.kind === 'row' && head === true ? { head } : {}),
    ...covers,
    ...(isAlternative && at > 0 ? { run: blocks[0]!.id } : {}),
  };
}

/** Ids of blocks are never used again: not those of the text, of other proposals, of what was decided on or withdrawn. */
function checkIds({ draft, facts }: CheckGround, { id: of, blocks }: Asked): void {
  const ids = blocks.map(({ id }) => id);
  if (!ids.every(isId) || new Set(ids).size !== ids.length) malformed('blocks of one id, or of none');
  const said = new Set([...attrsOf(draft.ydoc).keys()].map((key) => key.slice(0, key.lastIndexOf('/'))));
  for (const id of ids) {
    const elsewhere = draft.words.placeOf(id)?.record.attrs.of;
    const isOwn = elsewhere === of;
    if (draft.text.placeOf(id) || (elsewhere !== undefined && !isOwn) || (!isOwn && said.has(id)))
      bar('id-taken', `the id ${id} is in use`);
    if (Object.hasOwn(facts, `status/${id}`)) bar('id-taken', `the id ${id} was in use`);
  }
  const wanted = new Set(ids);
  for (const fact of Object.values(facts))
    if (fact.kind === 'proposal' && fact.id !== of && mayStandAgain(fact) && holdsAny(fact, wanted))
      bar('id-taken', 'an id of a proposal of the record');
}

/** Ids of words in running text went with them, unless somebody may take the proposal up again. */
const mayStandAgain = ({ asks, fate }: ProposalFact): boolean => fate === 'withdrawn' || isRun(asks);
const holdsAny = ({ content }: ProposalFact, ids: ReadonlySet<string>): boolean =>
  content?.blocks.some(({ id }) => ids.has(id)) ?? false;

function checkWords(blocks: readonly ProposalBlock[]): void {
  let length = 0;
  for (const { content } of blocks)
    for (const inline of content) length += isWords(inline) ? inline.text.length : 1;
  if (length > MOST.words) bar('too-many', `more than ${MOST.words} characters`);
  if (length === 0) malformed('no words');
}

/** A break asks for a paragraph; headings, rows and notes have none. */
function checkHost(draft: OpenDraft, blocks: readonly ProposalBlock[], span: Span): void {
  const breaks = blocks.some(({ content }) =>
    content.some((each) => 'el' in each && each.el === 'paragraph_break'),
  );
  const host = span.layer === 'text' ? draft.text.placeAt(span.from)?.record.kind : undefined;
  if (breaks && host !== undefined && HEADINGS.has(host)) malformed('a new paragraph within a heading');
}
