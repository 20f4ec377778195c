/**
 * The browser says that a caret was set by hand only in a task of its own. What others wrote, or the next key, can arrive
 * before: then the caret is read here, so that it stays between the words where it was put, and a command acts there
 * (SPEC ED16).
 */
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';

type Ends = readonly [Node | null, number, Node | null, number];

/** Remembers where the browser's caret was when the editor last knew it. */
export class UnreadSelection {
  private known: Ends = [null, 0, null, 0];

  /** `take` tells the editor of a caret that it does not know of. */
  constructor(
    private readonly view: EditorView,
    private readonly take: (selection: TextSelection) => void,
  ) {
    view.dom.addEventListener('keydown', this.settle, true);
    view.dom.ownerDocument.addEventListener('selectionchange', this.note);
  }

  /**
   * Editor and browser agree: right after the view was updated, and when the browser told. Elsewhere than in the editor
   * nobody sets a caret, and asking would make the browser lay the page out at every change.
   */
  readonly note = (): void => {
    if (this.view.hasFocus()) this.known = this.ends();
  };

  /** Before a key does anything, the editor knows where. */
  readonly settle = (): void => {
    const unread = this.read();
    if (unread) this.take(unread);
  };

  /** The selection set by hand that the editor does not know of yet; undefined when there is none. */
  read(): TextSelection | undefined {
    const { view } = this;
    if (view.isDestroyed || view.composing || !view.hasFocus()) return undefined;
    const [anchorNode, anchorAt, headNode, headAt] = this.ends();
    const [node, at, otherNode, otherAt] = this.known;
    if (anchorNode === node && anchorAt === at && headNode === otherNode && headAt === otherAt)
      return undefined;
    if (!anchorNode || !headNode || !view.dom.contains(anchorNode) || !view.dom.contains(headNode))
      return undefined;
    const { doc } = view.state;
    const $anchor = doc.resolve(view.posAtDOM(anchorNode, anchorAt));
    const $head = doc.resolve(view.posAtDOM(headNode, headAt));
    if (!$anchor.parent.inlineContent || !$head.parent.inlineContent) return undefined;
    return new TextSelection($anchor, $head);
  }

  destroy(): void {
    this.view.dom.removeEventListener('keydown', this.settle, true);
    this.view.dom.ownerDocument.removeEventListener('selectionchange', this.note);
  }

  private ends(): Ends {
    const selection = this.view.dom.ownerDocument.getSelection();
    if (!selection) return [null, 0, null, 0];
    return [selection.anchorNode, selection.anchorOffset, selection.focusNode, selection.focusOffset];
  }
}
