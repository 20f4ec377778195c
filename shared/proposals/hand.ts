/**
 * A party's hand (SPEC HA1): its own paper, one Yjs document that its accounts edit live together. What each proposal
 * asks for stands in a map by id; its words are blocks of the hand's text that say whose they are (`of`).
 */
import type * as Y from 'yjs';
import type { BlockIndex } from '../text/block-index.ts';
import { isWords } from '../text/document.ts';
import { proposalsOf } from '../text/draft-doc.ts';
import { removeRange, replaceRange } from '../text/edit.ts';
import type { BlockAttrs, BlockKind } from '../text/element.ts';
import { type BlockRecord, flatLength } from '../text/sequence.ts';
import type { Element } from '../text/splice.ts';
import {
  type Place,
  PROPOSAL_KINDS,
  type Proposal,
  type ProposalBlock,
  type ProposalHead,
} from './proposal.ts';

/** A hand that is open: its document and the index of its words. */
export interface Hand {
  readonly ydoc: Y.Doc;
  readonly index: BlockIndex;
  readonly origin: unknown;
}

/** The hand's proposals as they were written; entries that make no sense are passed over, never removed. */
export function headsIn(ydoc: Y.Doc): ReadonlyMap<string, ProposalHead> {
  const heads = new Map<string, ProposalHead>();
  for (const [id, value] of proposalsOf(ydoc).entries()) {
    const head = headOf(id, value);
    if (head) heads.set(id, head);
  }
  return heads;
}

/** One head, if the value is one. */
export function headOf(id: string, value: unknown): ProposalHead | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, place } = value as Partial<ProposalHead>;
  const isHead = PROPOSAL_KINDS.includes(kind as ProposalHead['kind']) && isPlace(place);
  return isHead ? { ...(value as ProposalHead), id } : undefined;
}

function isPlace(value: unknown): value is Place {
  if (typeof value !== 'object' || value === null) return false;
  const place = value as Record<string, unknown>;
  switch (place.on) {
    case 'gap':
      return isLayer(place.layer) && isAnchor(place.at);
    case 'range':
      return (
        isLayer(place.layer) &&
        isAnchor(place.first) &&
        isAnchor(place.last) &&
        typeof place.covered === 'string'
      );
    case 'blocks':
      return (
        Array.isArray(place.blocks) &&
        place.blocks.length > 0 &&
        place.blocks.every((id) => typeof id === 'string')
      );
    case 'after':
      return place.block === null || typeof place.block === 'string';
    default:
      return false;
  }
}

const isLayer = (value: unknown): boolean => value === 'text' || value === 'words';

function isAnchor(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { client, clock } = value as Record<string, unknown>;
  return (
    (client === undefined && clock === undefined) ||
    (Number.isSafeInteger(client) && Number.isSafeInteger(clock))
  );
}

/** Records of the hand by the proposal whose words they hold, in order. */
export function recordsByProposal(index: BlockIndex): ReadonlyMap<string, readonly BlockRecord[]> {
  const found = new Map<string, BlockRecord[]>();
  for (const record of index.records()) {
    const { of } = record.attrs;
    if (of === undefined) continue;
    const known = found.get(of);
    if (known) known.push(record);
    else found.set(of, [record]);
  }
  return found;
}

/** A block of a proposal as plain data; whose it is goes without saying. */
export function proposalBlock({ id, kind, attrs, content }: BlockRecord): ProposalBlock {
  const { of: _, ...rest } = attrs;
  return { id, kind, attrs: rest, content };
}

/** The whole proposal, if the hand holds it. */
export function proposalIn({ ydoc, index }: Hand, id: string): Proposal | undefined {
  const head = headOf(id, proposalsOf(ydoc).get(id));
  return head && { ...head, blocks: (recordsByProposal(index).get(id) ?? []).map(proposalBlock) };
}

/** What a block of a proposal is written as. */
export interface NewBlock {
  readonly id: string;
  readonly kind: BlockKind;
  readonly attrs?: BlockAttrs;
  readonly elements: readonly Element[];
}

const elementsOf = (proposal: string, { id, kind, attrs = {}, elements }: NewBlock): Element[] => [
  { el: 'start', id, kind, ...attrs, of: proposal },
  ...elements,
  { el: 'end', id },
];

/** Writes a proposal into the hand: its head, and its blocks at the end of the hand's text. */
export function writeProposal(hand: Hand, head: ProposalHead, blocks: readonly NewBlock[]): void {
  hand.ydoc.transact(() => {
    proposalsOf(hand.ydoc).set(head.id, head);
    const end = hand.index.length;
    replaceRange(
      hand,
      end,
      end,
      blocks.flatMap((block) => elementsOf(head.id, block)),
    );
  }, hand.origin);
}

/** A proposal as data, written as it is; its blocks keep their ids. */
export const newBlocksOf = ({ blocks }: Proposal): readonly NewBlock[] =>
  blocks.map(({ id, kind, attrs, content }) => ({
    id,
    kind,
    attrs,
    elements: content.filter((inline) => !isWords(inline) || inline.text !== ''),
  }));

/** Says something else of a proposal; its words stay. */
export function changeHead(hand: Hand, head: ProposalHead): void {
  hand.ydoc.transact(() => proposalsOf(hand.ydoc).set(head.id, head), hand.origin);
}

/** Takes a proposal out of the hand, words and all. */
export function dropProposal(hand: Hand, id: string): void {
  hand.ydoc.transact(() => {
    proposalsOf(hand.ydoc).delete(id);
    for (const record of [...(recordsByProposal(hand.index).get(id) ?? [])].reverse()) {
      const place = hand.index.placeOf(record.id);
      if (place) removeRange(hand, place.flat, place.flat + flatLength(place.record));
    }
  }, hand.origin);
}
