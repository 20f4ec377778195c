/**
 * What a member reads: text, table and own hand as one sequence of blocks (SPEC HA2), kept up to date block by block. A key
 * typed in the hand, or a change on the table, composes anew only the blocks that show it.
 */
import type * as Y from 'yjs';
import type { BlockChange } from '../text/block-index.ts';
import type { Block, Inline } from '../text/document.ts';
import type { BlockAttrs, BlockKind } from '../text/element.ts';
import type { BlockRecord } from '../text/sequence.ts';
import { composeBlock, type Paper, type Run, type Shown } from './compose-block.ts';
import { Papers, type Showing } from './papers.ts';
import { Placements } from './placements.ts';
import { standsAsBlocks } from './proposal.ts';

/** A block as it is shown. */
export interface ComposedBlock extends Block {
  readonly id: string;
  readonly kind: BlockKind;
  readonly attrs: BlockAttrs;
  readonly content: readonly Inline[];
  readonly size: number;
  readonly runs: readonly Run[];
  readonly paper: Paper;
  /** The proposal whose block this is; absent for blocks of the text. */
  readonly proposal?: string;
  readonly state?: Shown['state'];
}

/** A change of composed blocks in one chunk; changes are applied in order. */
export type ComposedChange =
  | {
      readonly kind: 'blocks';
      readonly chunk: number;
      /** Index within the chunk, and within the draft. */
      readonly at: number;
      readonly ordinal: number;
      readonly remove: readonly ComposedBlock[];
      readonly insert: readonly ComposedBlock[];
    }
  | { readonly kind: 'split'; readonly chunk: number; readonly at: number }
  | { readonly kind: 'drop'; readonly chunk: number };

/** A block of the text and the blocks of proposals that stand after it. */
type Group = readonly ComposedBlock[];

export class Composition {
  readonly papers: Papers;
  private readonly placements: Placements;
  private chunks: Group[][] = [];
  /** Blocks of proposals that stand before everything else. */
  private head: Group = [];

  constructor(ydoc: Y.Doc, hand?: Y.Doc, showing: Showing = {}) {
    this.papers = new Papers(ydoc, hand, showing);
    this.placements = new Placements(this.papers);
    this.composeAll();
  }

  get chunkCount(): number {
    return this.chunks.length;
  }

  /** The blocks of a chunk, in order. */
  blocksOf(chunk: number): readonly ComposedBlock[] {
    const blocks = (this.chunks[chunk] ?? []).flat();
    return chunk === 0 ? [...this.head, ...blocks] : blocks;
  }

  blocks(): readonly ComposedBlock[] {
    return this.chunks.flatMap((_, chunk) => this.blocksOf(chunk));
  }

  blockIn(chunk: number, at: number): ComposedBlock | undefined {
    let rest = at - (chunk === 0 ? this.head.length : 0);
    if (rest < 0) return this.head[at];
    for (const group of this.chunks[chunk] ?? []) {
      if (rest < group.length) return group[rest];
      rest -= group.length;
    }
    return undefined;
  }

  /** Where a block of any paper is shown: itself, or the block in which its words stand. */
  placeOf(
    block: string,
  ): { readonly chunk: number; readonly at: number; readonly block: ComposedBlock } | undefined {
    const host = this.placements.hostOf(block);
    if (host === undefined) return undefined;
    const [chunk, index] = host === null ? [0, -1] : this.groupAt(host);
    const group = host === null ? this.head : this.chunks[chunk]?.[index];
    const before = host === null ? 0 : this.sizeBefore(chunk, index);
    const within = group?.findIndex((each) => holds(each, block)) ?? -1;
    return within < 0 ? undefined : { chunk, at: before + within, block: group![within]! };
  }

  /** Blocks of the groups in which a proposal shows. */
  blocksShowing(proposal: string): readonly string[] {
    return this.placements.hostsOf(proposal).flatMap((host) => {
      const [chunk, index] = host === null ? [0, -1] : this.groupAt(host);
      const group = host === null ? this.head : this.chunks[chunk]?.[index];
      return (group ?? []).map(({ id }) => id);
    });
  }

  /** The proposals that have no place in the draft any more. */
  orphans(): readonly string[] {
    return this.placements.orphans();
  }

  /** Proposals placed on a block of the text or of words. */
  proposalsOn(block: string): readonly Shown[] {
    return this.placements.on(block).map(({ shown }) => shown);
  }

  /** Takes in a transaction of the draft or the hand. To be called once for each, in 'afterTransaction'. */
  update(transaction: Y.Transaction): readonly ComposedChange[] {
    const { dirty, text } = this.papers.update(transaction);
    if (dirty.size === 0 && text.length === 0) return [];
    const hosts = this.placements.update(dirty, text);
    for (const change of text)
      if (change.kind === 'blocks') for (const { id } of change.insert) hosts.delete(id);
    return [...this.textChanges(text), ...[...hosts].flatMap((host) => this.recompose(host))];
  }

  private composeAll(): void {
    const { text } = this.papers;
    this.chunks = Array.from({ length: text.chunkCount }, (_, chunk) =>
      text.recordsOf(chunk).map((record) => this.compose(record)),
    );
    this.head = this.runsAfter(null);
  }

  private compose(record: BlockRecord): Group {
    return [this.block(record, 'text'), ...this.runsAfter(record.id)];
  }

  private block(record: BlockRecord, paper: Paper, shown?: Shown): ComposedBlock {
    const { id, kind } = record;
    const within = shown ? [shown.head.id] : [];
    const { content, runs } = composeBlock(record, paper, (block) => this.placements.on(block), within);
    const size = runs.reduce((sum, run) => sum + run.size, 0);
    const attrs = shown ? this.placements.attrsOf(record, shown) : record.attrs;
    return {
      id,
      kind,
      attrs,
      content,
      size,
      runs,
      paper,
      ...(shown ? { proposal: shown.head.id, state: shown.state } : {}),
    };
  }

  /** Blocks of alternatives and new provisions that stand after a block of the text. */
  private runsAfter(block: string | null): Group {
    return this.placements
      .after(block)
      .flatMap((shown) =>
        standsAsBlocks(shown.head)
          ? shown.records.map((record) => this.block(record, shown.paper, shown))
          : [],
      );
  }

  private groupAt(block: string): [chunk: number, index: number] {
    const place = this.papers.text.placeOf(block);
    return place ? [place.chunk, place.at] : [0, -1];
  }

  private sizeBefore(chunk: number, index: number): number {
    let size = chunk === 0 ? this.head.length : 0;
    for (let at = 0; at < index; at += 1) size += this.chunks[chunk]?.[at]?.length ?? 0;
    return size;
  }

  private ordinalOf(chunk: number, at: number): number {
    let ordinal = at + (chunk > 0 ? this.head.length : 0);
    for (let i = 0; i < chunk; i += 1) for (const group of this.chunks[i] ?? []) ordinal += group.length;
    return ordinal;
  }

  private recompose(host: string | null): readonly ComposedChange[] {
    if (host === null) {
      const remove = this.head;
      this.head = this.runsAfter(null);
      return remove.length + this.head.length === 0
        ? []
        : [{ kind: 'blocks', chunk: 0, at: 0, ordinal: 0, remove, insert: this.head }];
    }
    const place = this.papers.text.placeOf(host);
    const old = place && this.chunks[place.chunk]?.[place.at];
    if (!place || !old) return [];
    const fresh = this.compose(place.record);
    this.chunks[place.chunk]![place.at] = fresh;
    const { chunk } = place;
    const at = this.sizeBefore(chunk, place.at);
    return [{ kind: 'blocks', chunk, at, ordinal: this.ordinalOf(chunk, at), remove: old, insert: fresh }];
  }

  /** Changes of the text's blocks as changes of groups; what is placed on them was resolved before. */
  private textChanges(changes: readonly BlockChange[]): readonly ComposedChange[] {
    return changes.map((change): ComposedChange => {
      const { chunk } = change;
      if (change.kind === 'drop') {
        this.chunks.splice(chunk, 1);
        return change;
      }
      const at = this.sizeBefore(chunk, change.at);
      if (change.kind === 'split') {
        const groups = this.chunks[chunk] ?? [];
        this.chunks.splice(chunk + 1, 0, groups.splice(change.at));
        return { kind: 'split', chunk, at };
      }
      const insert = change.insert.map((record) => this.compose(record));
      const remove = this.chunks[chunk]!.splice(change.at, change.remove.length, ...insert);
      const ordinal = this.ordinalOf(chunk, at);
      return { kind: 'blocks', chunk, at, ordinal, remove: remove.flat(), insert: insert.flat() };
    });
  }
}

const holds = (composed: ComposedBlock, block: string): boolean =>
  composed.id === block || composed.runs.some(({ source }) => source?.block === block);
