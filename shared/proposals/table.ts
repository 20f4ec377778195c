/**
 * The table of a draft (SPEC PP1, PP4, PP5): what was tabled, read by everybody, written by the record-keeper alone. A
 * proposal's head stands in a map by its id, its words as blocks of the sequence `words`.
 */
import type * as Y from 'yjs';
import { inlineLength, isWords } from '../text/document.ts';
import { attrsOf, tableOf } from '../text/draft-doc.ts';
import { removeRange, replaceRange, setBlockAttrs } from '../text/edit.ts';
import { type BlockRecord, contentStart } from '../text/sequence.ts';
import type { Element } from '../text/splice.ts';
import { headOf, proposalBlock, recordsByProposal } from './hand.ts';
import { isMovedKey } from './moved.ts';
import { deskOf, type OpenDraft } from './open-draft.ts';
import type { Proposal, ProposalBlock, TabledHead, TableState } from './proposal.ts';
import { spanOf } from './span.ts';
import { changesBetween } from './token-diff.ts';
import { endOf } from './units.ts';

/** The proposals on the table, in the order in which they were tabled. What makes no sense is passed over. */
export function tabledIn(ydoc: Y.Doc): ReadonlyMap<string, TabledHead> {
  const heads: TabledHead[] = [];
  for (const [id, value] of tableOf(ydoc).entries()) {
    const head = isMovedKey(id) ? undefined : tabledHead(id, value);
    if (head) heads.push(head);
  }
  heads.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  return new Map(heads.map((head) => [head.id, head]));
}

/** One tabled head, if the value is one. */
export function tabledHead(id: string, value: unknown): TabledHead | undefined {
  const head = headOf(id, value) as Partial<TabledHead> | undefined;
  if (!head || (head.state !== 'queued' && head.state !== 'on-text')) return undefined;
  return { order: 0, wording: 1, ...head } as TabledHead;
}

/** The whole of a tabled proposal, its words included; undefined when it is not on the table. */
export function proposalOnTable(draft: OpenDraft, id: string): (Proposal & TabledHead) | undefined {
  const head = tabledHead(id, tableOf(draft.ydoc).get(id));
  return head && { ...head, blocks: wordRecords(draft, id).map(proposalBlock) };
}

const wordRecords = ({ words }: OpenDraft, id: string): readonly BlockRecord[] =>
  recordsByProposal(words).get(id) ?? [];

/** Tabled proposals whose whole place went from the text: listed, so that they do not slide into a neighbour (PP13). */
export const orphansIn = (draft: OpenDraft): readonly string[] =>
  [...tabledIn(draft.ydoc).values()].flatMap(({ id, place }) => (spanOf(draft, place) ? [] : [id]));

/** A block as it is written for a proposal; what is empty is not written. */
export const elementsOfBlock = (
  { id, kind, attrs, content }: ProposalBlock,
  of: string | undefined,
): Element[] => [
  { el: 'start', id, kind, ...attrs, ...(of === undefined ? {} : { of }) },
  ...content.filter((inline) => !isWords(inline) || inline.text !== ''),
  { el: 'end', id },
];

/** Puts a proposal on the table, words and all. */
export function putOnTable(draft: OpenDraft, head: TabledHead, blocks: readonly ProposalBlock[]): void {
  setHead(draft, head);
  const end = draft.words.length;
  const elements = blocks.flatMap((block) => elementsOfBlock(block, head.id));
  if (elements.length > 0) replaceRange(deskOf(draft, 'words'), end, end, elements);
}

/** Says something else of a tabled proposal; its words stay. */
export function setHead({ ydoc, origin }: OpenDraft, head: TabledHead): void {
  if (JSON.stringify(tableOf(ydoc).get(head.id)) === JSON.stringify(head)) return;
  ydoc.transact(() => tableOf(ydoc).set(head.id, head), origin);
}

/** From the queue on the text, or back. */
export function setState(draft: OpenDraft, id: string, state: TableState): void {
  const head = tabledHead(id, tableOf(draft.ydoc).get(id));
  if (head) setHead(draft, { ...head, state });
}

/** Takes a proposal from the table. Amendments to its words are orphans then, unless the words moved into the text. */
export function removeFromTable(draft: OpenDraft, id: string): void {
  for (const record of [...wordRecords(draft, id)].reverse()) removeWords(draft, record.id);
  draft.ydoc.transact(() => tableOf(draft.ydoc).delete(id), draft.origin);
}

/** A block of words goes, and with it what was said of it later: its id may stand in the text from now on. */
function removeWords(draft: OpenDraft, block: string): void {
  const place = draft.words.placeOf(block);
  if (place) removeRange(deskOf(draft, 'words'), place.flat, endOf(place));
  const said = attrsOf(draft.ydoc);
  const keys = [...said.keys()].filter((key) => key.startsWith(`${block}/`));
  if (keys.length === 0) return;
  draft.ydoc.transact(() => {
    for (const key of keys) said.delete(key);
  }, draft.origin);
}

/** Changes the words of a tabled proposal as little as possible, so that amendments to them keep their places (PP5). */
export function rewordOnTable(draft: OpenDraft, head: TabledHead, blocks: readonly ProposalBlock[]): void {
  setHead(draft, head);
  const old = wordRecords(draft, head.id).map(({ id }) => id);
  const stays = inOrder(
    old,
    blocks.map(({ id }) => id),
  );
  for (const id of old.filter((each) => !stays.has(each)).reverse()) removeWords(draft, id);
  let after: string | undefined;
  for (const block of blocks) {
    if (stays.has(block.id)) rewordBlock(draft, block);
    else insertBlock(draft, head.id, block, after, blocks, stays);
    after = block.id;
  }
}

/** Blocks of both lists that need not move: those of `old` that come in the same order in `fresh`. */
function inOrder(old: readonly string[], fresh: readonly string[]): ReadonlySet<string> {
  const kept = new Set<string>();
  let from = 0;
  for (const id of fresh) {
    const at = old.indexOf(id, from);
    if (at < 0) continue;
    kept.add(id);
    from = at + 1;
  }
  return kept;
}

function insertBlock(
  draft: OpenDraft,
  of: string,
  block: ProposalBlock,
  after: string | undefined,
  blocks: readonly ProposalBlock[],
  stays: ReadonlySet<string>,
): void {
  const before = after === undefined ? undefined : draft.words.placeOf(after);
  const next = blocks.find(({ id }) => stays.has(id));
  const following = next && draft.words.placeOf(next.id);
  const flat = before ? endOf(before) : (following?.flat ?? draft.words.length);
  replaceRange(deskOf(draft, 'words'), flat, flat, elementsOfBlock(block, of));
}

function rewordBlock(draft: OpenDraft, block: ProposalBlock): void {
  const desk = deskOf(draft, 'words');
  const place = draft.words.placeOf(block.id);
  if (!place) return;
  const { of: _, ...attrs } = place.record.attrs;
  const { kind } = place.record;
  if (JSON.stringify([kind, attrs]) !== JSON.stringify([block.kind, block.attrs]))
    setBlockAttrs(desk, block.id, { ...nothing(attrs), ...block.attrs, kind: block.kind });
  const start = place.flat + contentStart(place.record);
  for (const { from, to, insert } of [...changesBetween(place.record.content, block.content)].reverse())
    replaceRange(desk, start + from, start + to, insert);
}

const nothing = (attrs: object): Record<string, null> =>
  Object.fromEntries(Object.keys(attrs).map((name) => [name, null]));

/** Length of a proposal's words with their marks, in UTF-16 units; a mark or object counts one. */
export const sizeOf = (blocks: readonly ProposalBlock[]): number =>
  blocks.reduce(
    (sum, { content }) => sum + 2 + content.reduce((all, each) => all + inlineLength(each), 0),
    0,
  );
