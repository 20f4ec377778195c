/** The papers of a draft as one member holds them (SPEC HA2): the text, the table, and the own hand if there is one. */
import type * as Y from 'yjs';
import { BlockIndex } from '../text/block-index.ts';
import { proposalsOf, tableOf } from '../text/draft-doc.ts';
import type { BlockRecord } from '../text/sequence.ts';
import type { Shown } from './compose-block.ts';
import { headOf } from './hand.ts';
import type { Layers } from './open-draft.ts';
import type { ProposalHead, TabledHead } from './proposal.ts';

/** The head of a tabled proposal, if the value is one. */
export function tabledOf(id: string, value: unknown): TabledHead | undefined {
  const head = headOf(id, value) as TabledHead | undefined;
  return head && (head.state === 'queued' || head.state === 'on-text') ? head : undefined;
}

/** What is put into the composition. */
export interface Showing {
  /** Proposals that wait in the queue too. */
  readonly queued?: boolean;
}

/** Order of what is not tabled yet: after everything that is. */
const IN_HAND = 1e9;

export class Papers implements Layers {
  readonly text: BlockIndex;
  readonly words: BlockIndex;
  readonly hand: BlockIndex | undefined;
  readonly tabled = new Map<string, TabledHead>();
  readonly inHand = new Map<string, ProposalHead>();
  /** Blocks of words by proposal. */
  private readonly blocks = {
    table: new Map<string, readonly string[]>(),
    hand: new Map<string, readonly string[]>(),
  };

  constructor(
    readonly ydoc: Y.Doc,
    readonly handDoc: Y.Doc | undefined,
    private readonly showing: Showing = {},
  ) {
    this.text = BlockIndex.of(ydoc);
    this.words = BlockIndex.of(ydoc, 'words');
    this.hand = handDoc && BlockIndex.of(handDoc);
    this.readHeads(tableOf(ydoc), this.tabled, tabledOf);
    if (handDoc) this.readHeads(proposalsOf(handDoc), this.inHand, headOf);
    this.readBlocks('table', this.words);
    if (this.hand) this.readBlocks('hand', this.hand);
  }

  /** Ids of everything that may be shown. */
  ids(): Set<string> {
    return new Set([...this.tabled.keys(), ...this.inHand.keys()]);
  }

  /** The proposal as this member sees it: the own hand's version, else the table's; undefined if it is not shown. */
  shown(id: string): Shown | undefined {
    const mine = this.inHand.get(id);
    const tabled = this.tabled.get(id);
    if (mine) {
      const records = this.recordsOf('hand', id);
      const order = tabled?.order ?? IN_HAND;
      return { head: mine, paper: 'hand', order, records, state: this.stateOf(records, tabled) };
    }
    if (!tabled || (tabled.state === 'queued' && !this.showing.queued)) return undefined;
    const records = this.recordsOf('table', id);
    return { head: tabled, paper: 'table', order: tabled.order, records, state: tabled.state };
  }

  /** Takes in what a transaction touched; returns the proposals it may concern. To be called once for each. */
  update(transaction: Y.Transaction): {
    readonly dirty: Set<string>;
    readonly text: ReturnType<BlockIndex['update']>['changes'];
  } {
    const dirty = new Set<string>();
    if (transaction.doc === this.ydoc) {
      this.updateHeads(transaction, tableOf(this.ydoc), this.tabled, tabledOf, dirty);
      this.updateWords(transaction, 'table', this.words, dirty);
      return { dirty, text: this.text.update(transaction).changes };
    }
    if (this.handDoc && this.hand && transaction.doc === this.handDoc) {
      this.updateHeads(transaction, proposalsOf(this.handDoc), this.inHand, headOf, dirty);
      this.updateWords(transaction, 'hand', this.hand, dirty);
    }
    return { dirty, text: [] };
  }

  private stateOf(mine: readonly BlockRecord[], tabled: TabledHead | undefined): Shown['state'] {
    if (!tabled) return 'hand';
    const theirs = this.recordsOf('table', tabled.id);
    return sameWords(mine, theirs) ? tabled.state : 'hand';
  }

  private recordsOf(paper: 'table' | 'hand', id: string): readonly BlockRecord[] {
    const index = paper === 'table' ? this.words : this.hand;
    const ids = this.blocks[paper].get(id) ?? [];
    return ids.flatMap((block) => index?.placeOf(block)?.record ?? []);
  }

  private readHeads<Head>(
    map: Y.Map<unknown>,
    heads: Map<string, Head>,
    read: (id: string, value: unknown) => Head | undefined,
  ): void {
    for (const [id, value] of map.entries()) {
      const head = read(id, value);
      if (head) heads.set(id, head);
    }
  }

  private updateHeads<Head>(
    transaction: Y.Transaction,
    map: Y.Map<unknown>,
    heads: Map<string, Head>,
    read: (id: string, value: unknown) => Head | undefined,
    dirty: Set<string>,
  ): void {
    for (const id of transaction.changed.get(map as never) ?? []) {
      if (id === null) continue;
      const head = read(id, map.get(id));
      if (head) heads.set(id, head);
      else heads.delete(id);
      dirty.add(id);
    }
  }

  private readBlocks(paper: 'table' | 'hand', index: BlockIndex): void {
    const found = new Map<string, Set<string>>();
    for (const { id, attrs } of index.records()) {
      if (attrs.of === undefined) continue;
      const known = found.get(attrs.of);
      if (known) known.add(id);
      else found.set(attrs.of, new Set([id]));
    }
    for (const [id, ids] of found) this.blocks[paper].set(id, [...ids]);
  }

  /** The same for these proposals alone: blocks that were theirs, or came, and are theirs now, in order. */
  private readAgain(
    paper: 'table' | 'hand',
    index: BlockIndex,
    proposals: Iterable<string>,
    came: readonly BlockRecord[],
  ): void {
    const blocks = this.blocks[paper];
    for (const id of proposals) {
      const known = new Set(blocks.get(id));
      for (const record of came) if (record.attrs.of === id) known.add(record.id);
      const places = [...known].flatMap((block) => index.placeOf(block) ?? []);
      const theirs = places.filter(({ record }) => record.attrs.of === id).sort((a, b) => a.flat - b.flat);
      if (theirs.length > 0)
        blocks.set(
          id,
          theirs.map(({ record }) => record.id),
        );
      else blocks.delete(id);
    }
  }

  /** Typing changes words inside blocks; only when blocks come or go is it read anew which belong to whom. */
  private updateWords(
    transaction: Y.Transaction,
    paper: 'table' | 'hand',
    index: BlockIndex,
    dirty: Set<string>,
  ): void {
    const { changes } = index.update(transaction);
    const moved = new Set<string>();
    const came: BlockRecord[] = [];
    for (const change of changes) {
      if (change.kind !== 'blocks') continue;
      const [before, after] = [change.remove, change.insert];
      const isMoved =
        before.length !== after.length ||
        before.some(({ id, attrs }, at) => id !== after[at]!.id || attrs.of !== after[at]!.attrs.of);
      for (const { attrs } of [...before, ...after]) {
        if (attrs.of === undefined) continue;
        dirty.add(attrs.of);
        if (isMoved) moved.add(attrs.of);
      }
      came.push(...after);
    }
    if (moved.size > 0) this.readAgain(paper, index, moved, came);
  }
}

/** Same words, marks and blocks? */
export function sameWords(a: readonly BlockRecord[], b: readonly BlockRecord[]): boolean {
  const plain = (records: readonly BlockRecord[]): string =>
    JSON.stringify(records.map(({ id, kind, content }) => [id, kind, content]));
  return a.length === b.length && plain(a) === plain(b);
}
