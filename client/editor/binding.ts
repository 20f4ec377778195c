/**
 * The text of a draft under a ProseMirror state (SPEC ED1, ED8, ED9). Model first: what the keyboard did to ProseMirror
 * is turned into operations on the sequence; the touched blocks are read anew and rendered as a minimal step. Local and
 * remote changes take the same way back. Nothing here needs a DOM.
 */
import type { Node } from 'prosemirror-model';
import { EditorState, type Plugin, Selection, TextSelection, type Transaction } from 'prosemirror-state';
import * as Y from 'yjs';
import { type Anchor, anchorAt, flatOfAnchor } from '../../shared/text/anchor.ts';
import { type BlockChange, BlockIndex, type BlockPlace } from '../../shared/text/block-index.ts';
import { attrsOf, textOf } from '../../shared/text/draft-doc.ts';
import { type Desk, replaceRange } from '../../shared/text/edit.ts';
import { type Element, lengthOf } from '../../shared/text/splice.ts';
import { type Change, changesOf } from './changes.ts';
import { Composition } from './composition.ts';
import { elementsOf, type NewId } from './elements.ts';
import { blockAt, flatOf, posOf } from './places.ts';
import { docOf, renderChanges } from './render.ts';
import { commonEnds, tokensBetween } from './tokens.ts';

/** Where the state lives: an EditorView, or a test. */
export interface Host {
  state: EditorState;
  updateState(state: EditorState): void;
  /** The selection that was set by hand and that `state` does not have yet. */
  unread?(): Selection | undefined;
}

/** Meta key of transactions that show what the model already holds. */
export const RENDERED = 'chapeau-rendered';

export interface RenderedMeta {
  readonly changes: readonly BlockChange[];
  readonly isLocal: boolean;
}

export interface BindingOptions {
  readonly ydoc: Y.Doc;
  readonly newId: NewId;
  readonly isEditable?: () => boolean;
  /** Called when words were typed where one may not write; they are not lost silently. */
  readonly onRefused?: (words: string) => void;
}

/** A selection that survives changes of others. */
interface HeldSelection {
  readonly anchor: Anchor;
  readonly head: Anchor;
}

export class Binding implements Desk {
  readonly ydoc: Y.Doc;
  readonly index: BlockIndex;
  readonly origin: unknown = this;
  readonly undo: Y.UndoManager;
  readonly newId: NewId;
  readonly composition: Composition;
  private host: Host | undefined;
  private held: HeldSelection | undefined;
  private caret: { anchor: number; head: number } | undefined;

  constructor(private readonly options: BindingOptions) {
    this.ydoc = options.ydoc;
    this.newId = options.newId;
    this.index = BlockIndex.of(this.ydoc);
    this.undo = new Y.UndoManager([textOf(this.ydoc), attrsOf(this.ydoc)], {
      trackedOrigins: new Set([this]),
      captureTimeout: 600,
    });
    this.composition = new Composition(this);
    this.ydoc.on('beforeTransaction', this.before);
    this.ydoc.on('afterTransaction', this.after);
    this.ydoc.on('afterAllTransactions', this.settled);
  }

  /** The state to begin with. */
  createState(plugins: readonly Plugin[] = []): EditorState {
    return EditorState.create({ doc: docOf(this.index), plugins: [...plugins] });
  }

  attach(host: Host): void {
    this.host = host;
  }

  destroy(): void {
    this.ydoc.off('beforeTransaction', this.before);
    this.ydoc.off('afterTransaction', this.after);
    this.ydoc.off('afterAllTransactions', this.settled);
    this.undo.destroy();
    this.host = undefined;
  }

  get state(): EditorState {
    return this.host!.state;
  }

  get isEditable(): boolean {
    return this.options.isEditable?.() ?? true;
  }

  /** Every transaction of the view comes here. */
  dispatch(tr: Transaction): void {
    if (!tr.docChanged || tr.getMeta(RENDERED)) this.show(tr);
    else if (!this.isEditable) this.refuse(tr);
    else if (this.composition.takes(tr)) this.show(tr);
    else this.route(tr);
  }

  flatOf(pos: number): number {
    return flatOf(this.state.doc, this.index, pos);
  }

  /** The selection in the flat sequence. */
  selection(): {
    readonly anchor: number;
    readonly head: number;
    readonly from: number;
    readonly to: number;
  } {
    const { anchor, head } = this.state.selection;
    const [a, h] = [this.flatOf(anchor), this.flatOf(head)];
    return { anchor: a, head: h, from: Math.min(a, h), to: Math.max(a, h) };
  }

  /** The block in which the selection begins, and the offset in its content. */
  caretPlace(): { readonly place: BlockPlace; readonly offset: number } | undefined {
    const { from } = this.state.selection;
    const block = blockAt(this.state.doc, from);
    const place = block && this.index.placeIn(block.chunk, block.at);
    return place && { place, offset: Math.min(from - block.pos - 1, place.record.size) };
  }

  /** The innermost bracket that is open where the block at `flat` begins; undefined outside all. */
  enclosing(flat: number): string | undefined {
    return this.index.openAt(flat).at(-1);
  }

  /** Runs a change of the model and leaves the caret at the flat index it returns. */
  edit(change: () => number | { anchor: number; head: number } | undefined): void {
    this.composition.settle();
    let target: ReturnType<typeof change>;
    this.ydoc.transact(() => {
      target = change();
      this.caret = typeof target === 'number' ? { anchor: target, head: target } : target;
    }, this.origin);
    if (this.caret) this.placeCaret();
  }

  /** Sets the selection by flat indexes. */
  select(anchor: number, head = anchor): void {
    const tr = this.state.tr;
    this.show(tr.setSelection(this.selectionOf(tr, anchor, head)).scrollIntoView());
  }

  show(tr: Transaction): void {
    this.host!.updateState(this.state.apply(tr));
  }

  private refuse(tr: Transaction): void {
    const words = changesOf(tr.mapping.maps)
      .map(({ newFrom, newTo }) => tr.doc.textBetween(newFrom, newTo, '\n'))
      .join('');
    this.host!.updateState(this.state);
    if (words) this.options.onRefused?.(words);
  }

  /** The transaction's replaced ranges become operations, the last first so that earlier places stay true. */
  private route(tr: Transaction): void {
    const old = this.state.doc;
    const edits = changesOf(tr.mapping.maps).map((change) => this.editOf(tr, old, change));
    const caret = this.caretAfter(tr, edits);
    this.edit(() => {
      for (const { flat, remove, elements } of [...edits].reverse())
        replaceRange(this, flat, flat + remove, elements);
      return caret;
    });
  }

  private editOf(tr: Transaction, old: Node, { from, to, newFrom, newTo }: Change): Edit {
    const before = tokensBetween(old, from, to);
    const now = tokensBetween(tr.doc, newFrom, newTo);
    const { start, end } = commonEnds(before, now);
    const last = before.at(-1);
    const at = before[start]?.pos ?? (last ? last.pos + 1 : from);
    const block = String(blockAt(old, at)?.node.attrs.id ?? '');
    const elements = elementsOf(now.slice(start, now.length - end), this.newId, block);
    const length = lengthOf(elements);
    return {
      flat: flatOf(old, this.index, at),
      remove: before.length - start - end,
      elements,
      length,
      newFrom,
      newTo,
      start,
      end,
    };
  }

  private caretAfter(tr: Transaction, edits: readonly Edit[]): { anchor: number; head: number } {
    const place = (pos: number): number => {
      let shift = 0;
      for (const edit of edits) {
        if (pos < edit.newFrom) break;
        if (pos === edit.newTo) return edit.flat + shift + edit.length + edit.end;
        if (pos < edit.newTo)
          return edit.flat + shift + tokensBetween(tr.doc, edit.newFrom, pos).length - edit.start;
        shift += edit.length - edit.remove;
      }
      return flatOf(tr.docs[0]!, this.index, tr.mapping.invert().map(pos)) + shift;
    };
    return { anchor: place(tr.selection.anchor), head: place(tr.selection.head) };
  }

  private readonly before = (transaction: Y.Transaction): void => {
    if (!this.host || transaction.origin === this) return;
    const unread = transaction.local ? undefined : this.host.unread?.();
    if (unread) this.show(this.state.tr.setSelection(unread));
    const { anchor, head } = this.selection();
    this.held = { anchor: anchorAt(this.index, anchor), head: anchorAt(this.index, head) };
  };

  private readonly after = (transaction: Y.Transaction): void => {
    transaction._needFormattingCleanup = false;
    const { changes } = this.index.update(transaction);
    if (!this.host || changes.length === 0) return;
    this.showChanges(this.composition.filter(changes), transaction.origin === this);
  };

  private readonly settled = (): void => this.composition.flush();

  /** Renders changes of the index; the selection stays with the words it stands beside. */
  showChanges(changes: readonly BlockChange[], isLocal = false): void {
    const tr = this.state.tr.setMeta(RENDERED, { changes, isLocal } satisfies RenderedMeta);
    renderChanges(tr, changes);
    this.keepSelection(tr, isLocal);
    this.show(tr);
  }

  private keepSelection(tr: Transaction, isLocal: boolean): void {
    const { held, caret } = this;
    this.held = undefined;
    if (this.composition.isActive) return;
    this.caret = undefined;
    if (caret) tr.setSelection(this.selectionOf(tr, caret.anchor, caret.head)).scrollIntoView();
    else if (held && !isLocal) {
      const anchor = flatOfAnchor(this.ydoc, this.index, held.anchor);
      const head = flatOfAnchor(this.ydoc, this.index, held.head);
      tr.setSelection(this.selectionOf(tr, anchor, head));
    }
  }

  private placeCaret(): void {
    const { anchor, head } = this.caret!;
    this.caret = undefined;
    this.select(anchor, head);
  }

  private selectionOf(tr: Transaction, anchor: number, head: number): Selection {
    const $anchor = tr.doc.resolve(posOf(tr.doc, this.index, anchor));
    const $head = tr.doc.resolve(posOf(tr.doc, this.index, head));
    return $anchor.parent.inlineContent && $head.parent.inlineContent
      ? new TextSelection($anchor, $head)
      : Selection.near($head, -1);
  }
}

/** A replaced range in the flat sequence; `start` and `end` tokens at its borders stayed. */
interface Edit {
  readonly flat: number;
  readonly remove: number;
  readonly elements: readonly Element[];
  readonly length: number;
  readonly newFrom: number;
  readonly newTo: number;
  readonly start: number;
  readonly end: number;
}
