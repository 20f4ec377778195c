/**
 * The three papers under a ProseMirror state (SPEC ED10): text and table are read, the own hand is written. Model first, as
 * in `binding.ts`: what the keyboard did becomes operations on the hand, and the touched blocks are composed and shown anew.
 */
import type { Node } from 'prosemirror-model';
import { EditorState, type Plugin, Selection, TextSelection, type Transaction } from 'prosemirror-state';
import * as Y from 'yjs';
import type { Paper } from '../../../shared/proposals/compose-block.ts';
import {
  type ComposedBlock,
  type ComposedChange,
  Composition,
} from '../../../shared/proposals/composition.ts';
import type { Hand } from '../../../shared/proposals/hand.ts';
import type { BlockIndex } from '../../../shared/text/block-index.ts';
import { delimiterIn } from '../../../shared/text/document.ts';
import { attrsOf, proposalsOf, textOf } from '../../../shared/text/draft-doc.ts';
import { nodeOfRecord, schema } from '../../../shared/text/schema.ts';
import { type Host, RENDERED } from '../binding.ts';
import { changesOf } from '../changes.ts';
import type { NewId } from '../elements.ts';
import { blockAt } from '../places.ts';
import { type Drawn, renderChanges } from '../render.ts';
import { type Caret, caretAt, type HeldCaret, heldCaret, posOfCaret, releasedCaret } from './carets.ts';
import { editsOf } from './edits.ts';
import { HeldBlock } from './held-block.ts';
import { Writer } from './writer.ts';

export interface ProposingOptions {
  readonly draft: Y.Doc;
  /** The own hand; absent for who only reads. */
  readonly hand?: Y.Doc | undefined;
  readonly newId: NewId;
  /** Is the tabled proposal one of ours, so that typing in its words rewords it? */
  readonly isOurs?: (proposal: string) => boolean;
  readonly isEditable?: () => boolean;
  /** Called when words were typed where none can be; they are not lost silently. */
  readonly onRefused?: (words: string) => void;
}

/** What a block of the composition is drawn from: whose it is goes along. */
export const drawnOf = ({ id, kind, attrs, content, proposal, state }: ComposedBlock): Drawn =>
  proposal === undefined
    ? { id, kind, attrs, content }
    : { id, kind, content, attrs: { ...attrs, of: proposal, asked: state } as Drawn['attrs'] };

/** Meta of transactions that show what the papers already hold. */
export interface ComposedMeta {
  readonly changes: readonly ComposedChange[];
  /** Brackets of the text came or went, so they may span other blocks than before. */
  readonly isSpanning: boolean;
  readonly isLocal: boolean;
}

export class Proposing {
  readonly draft: Y.Doc;
  readonly hand: Hand | undefined;
  readonly composition: Composition;
  readonly undo: Y.UndoManager | undefined;
  readonly newId: NewId;
  readonly held: HeldBlock;
  private readonly writer: Writer;
  private host: Host | undefined;
  private selected: { readonly anchor: HeldCaret; readonly head: HeldCaret } | undefined;
  private batched: ComposedChange[] | undefined;

  constructor(private readonly options: ProposingOptions) {
    this.draft = options.draft;
    this.newId = options.newId;
    this.composition = new Composition(options.draft, options.hand);
    const { hand: index } = this.composition.papers;
    this.hand = options.hand && index ? { ydoc: options.hand, index, origin: this } : undefined;
    this.undo = options.hand && undoOf(options.hand, this);
    this.held = new HeldBlock(this);
    this.writer = new Writer(this);
    for (const ydoc of this.docs) {
      ydoc.on('beforeTransaction', this.before);
      ydoc.on('afterTransaction', this.after);
    }
  }

  createState(plugins: readonly Plugin[] = []): EditorState {
    const chunks = Array.from({ length: this.composition.chunkCount }, (_, chunk) =>
      schema.nodes.chunk!.create(
        null,
        this.composition.blocksOf(chunk).map((block) => nodeOfRecord(drawnOf(block))),
      ),
    );
    return EditorState.create({ doc: schema.nodes.doc!.create(null, chunks), plugins: [...plugins] });
  }

  attach(host: Host): void {
    this.host = host;
  }

  destroy(): void {
    for (const ydoc of this.docs) {
      ydoc.off('beforeTransaction', this.before);
      ydoc.off('afterTransaction', this.after);
    }
    this.undo?.destroy();
    this.host = undefined;
  }

  get state(): EditorState {
    return this.host!.state;
  }

  get isEditable(): boolean {
    return this.hand !== undefined && (this.options.isEditable?.() ?? true);
  }

  isOurs(proposal: string): boolean {
    return this.options.isOurs?.(proposal) ?? false;
  }

  /** The index of a paper. */
  indexOf(paper: Paper): BlockIndex {
    const { text, words, hand } = this.composition.papers;
    return paper === 'text' ? text : paper === 'table' ? words : hand!;
  }

  docOf(paper: Paper): Y.Doc {
    return paper === 'hand' ? this.hand!.ydoc : this.draft;
  }

  dispatch(tr: Transaction): void {
    if (!tr.docChanged || tr.getMeta(RENDERED)) this.show(tr);
    else if (!this.isEditable) this.refuse(tr);
    else if (this.held.takes(tr)) this.show(tr);
    else this.route(tr);
  }

  /** The composed block at a position, and the offset in it. */
  spotAt(pos: number): { readonly block: ComposedBlock; readonly offset: number } | undefined {
    const found = blockAt(this.state.doc, pos);
    const block = found && this.composition.blockIn(found.chunk, found.at);
    return block && { block, offset: Math.max(0, Math.min(pos - found.pos - 1, block.size)) };
  }

  /** Changes the hand and leaves the caret where it says; everything is shown at once. */
  edit(change: (writer: Writer) => Caret | undefined): void {
    this.held.settle();
    const before = this.holdSelection();
    this.batched = [];
    let target: Caret | undefined;
    try {
      target = change(this.writer);
    } finally {
      const changes = this.batched;
      this.batched = undefined;
      this.selected = before;
      this.showChanges(changes, { isLocal: true, isSpanning: false }, target);
    }
  }

  /** Sets the caret. */
  select(caret: Caret): void {
    const pos = posOfCaret(this, caret);
    if (pos === undefined) return;
    const { tr } = this.state;
    this.show(tr.setSelection(TextSelection.near(tr.doc.resolve(pos))).scrollIntoView());
  }

  /** A selection of text. */
  selection(doc: Node, from: number, to: number): Selection {
    return TextSelection.create(doc, from, to);
  }

  show(tr: Transaction): void {
    this.host?.updateState(this.state.apply(tr));
  }

  /** Shows changes of the composition; the selection stays with the words it stands beside. */
  showChanges(
    changes: readonly ComposedChange[],
    { isLocal, isSpanning }: Omit<ComposedMeta, 'changes'>,
    caret?: Caret,
  ): void {
    const shown = this.held.filter(changes);
    const tr = this.state.tr.setMeta(RENDERED, {
      changes: shown,
      isLocal,
      isSpanning,
    } satisfies ComposedMeta);
    renderChanges(
      tr,
      shown.map((change) =>
        change.kind === 'blocks' ? { ...change, insert: change.insert.map(drawnOf) } : change,
      ),
    );
    this.keepSelection(tr, caret);
    this.show(tr);
  }

  private keepSelection(tr: Transaction, caret: Caret | undefined): void {
    const { selected } = this;
    this.selected = undefined;
    if (this.held.isActive) return;
    const pos = (wanted: Caret): number | undefined => posOfCaret(this, wanted, tr.doc);
    const head = caret ? pos(caret) : selected && pos(releasedCaret(this, selected.head));
    const anchor = caret ? head : selected && pos(releasedCaret(this, selected.anchor));
    if (head === undefined || anchor === undefined) return;
    const [$anchor, $head] = [tr.doc.resolve(anchor), tr.doc.resolve(head)];
    const isText = $anchor.parent.inlineContent && $head.parent.inlineContent;
    tr.setSelection(isText ? new TextSelection($anchor, $head) : Selection.near($head, -1));
    if (caret) tr.scrollIntoView();
  }

  private refuse(tr: Transaction): void {
    const words = changesOf(tr.mapping.maps)
      .map(({ newFrom, newTo }) => tr.doc.textBetween(newFrom, newTo, '\n'))
      .join('');
    this.host!.updateState(this.state);
    if (words) this.options.onRefused?.(words);
  }

  /** Replaced ranges become operations on the hand, the last first so that earlier places stay true. */
  private route(tr: Transaction): void {
    const edits = editsOf(this, tr);
    const known = new Set(this.composition.papers.inHand.keys());
    this.edit((writer) => {
      let caret: Caret | undefined;
      for (const edit of [...edits].reverse()) caret = writer.write(edit) ?? caret;
      if (tr.getMeta('uiEvent') === 'drop') writer.tie(known);
      return caret;
    });
  }

  private get docs(): readonly Y.Doc[] {
    return this.options.hand ? [this.draft, this.options.hand] : [this.draft];
  }

  private holdSelection(): { readonly anchor: HeldCaret; readonly head: HeldCaret } | undefined {
    if (!this.host) return undefined;
    const { anchor, head } = this.state.selection;
    const [a, h] = [caretAt(this, anchor), caretAt(this, head)];
    return a && h && { anchor: heldCaret(this, a), head: heldCaret(this, h) };
  }

  private readonly before = (transaction: Y.Transaction): void => {
    const unread = transaction.local ? undefined : this.host?.unread?.();
    if (unread) this.show(this.state.tr.setSelection(unread));
    if (this.host && !this.batched) this.selected = this.holdSelection();
  };

  private readonly after = (transaction: Y.Transaction): void => {
    transaction._needFormattingCleanup = false;
    const changes = this.composition.update(transaction);
    if (!this.host || changes.length === 0) return;
    if (this.batched) this.batched.push(...changes);
    else
      this.showChanges(changes, {
        isLocal: transaction.origin === this.undo,
        isSpanning: delimitersOf(changes, 'remove') !== delimitersOf(changes, 'insert'),
      });
    this.held.flush();
  };
}

/** The delimiters of the text among blocks that came or went. */
const delimitersOf = (changes: readonly ComposedChange[], side: 'remove' | 'insert'): string =>
  changes
    .flatMap((change) => (change.kind === 'blocks' ? change[side] : []))
    .flatMap(({ content }) => content.flatMap((inline) => delimiterIn(inline) ?? []))
    .flatMap((mark) => (mark.asked ? [] : [`${mark.el} ${mark.id} ${'kind' in mark ? mark.kind : ''}`]))
    .join();

function undoOf(hand: Y.Doc, origin: unknown): Y.UndoManager {
  return new Y.UndoManager([textOf(hand), proposalsOf(hand), attrsOf(hand)], {
    trackedOrigins: new Set([origin]),
    captureTimeout: 600,
  });
}
