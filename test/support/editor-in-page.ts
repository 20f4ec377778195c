/** Runs inside Chromium: both editors on the same draft, and a colleague whose changes arrive when the test says so. */
import * as Y from 'yjs';
import { createEditor, type EditorHandle } from '../../client/editor/editor.ts';
import { createProposingEditor } from '../../client/editor/proposing/editor.ts';
import { PARAGRAPH_TEN } from '../../fixtures/paragraph-ten.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';
import { createDraft, withoutFormatCleanup } from '../../shared/text/draft-doc.ts';
import { replaceRange } from '../../shared/text/edit.ts';
import { contentStart } from '../../shared/text/sequence.ts';

export type EditorName = 'writing' | 'proposing';

const open = (name: EditorName, ydoc: Y.Doc, mount: HTMLElement): EditorHandle => {
  const label = 'Draft';
  if (name === 'writing') return createEditor({ mount, ydoc, label });
  return createProposingEditor({ mount, ydoc, label, hand: withoutFormatCleanup(new Y.Doc()) });
};

/** Words that somebody else writes at the beginning of a block, as an update. */
function wordsOfAnother(base: Uint8Array, block: string, text: string): Uint8Array {
  const ydoc = withoutFormatCleanup(new Y.Doc());
  Y.applyUpdate(ydoc, base);
  const index = BlockIndex.of(ydoc);
  const { flat, record } = index.placeOf(block)!;
  const at = flat + contentStart(record);
  const before = Y.encodeStateVector(ydoc);
  replaceRange({ ydoc, index, origin: 'another' }, at, at, [{ text }]);
  return Y.encodeStateAsUpdate(ydoc, before);
}

/**
 * A reader sets the caret in `block` after `offset` characters of its words, and in the same task, before the browser said
 * so, another's words arrive in that block. Answers with the words left and right of the caret that the editor then has.
 */
function caretAfterArrival(name: EditorName, block: string, offset: number): readonly [string, string] {
  const mount = document.body.appendChild(document.createElement('div'));
  const ydoc = createDraft(PARAGRAPH_TEN);
  const update = wordsOfAnother(Y.encodeStateAsUpdate(ydoc), block, 'Noting, ');
  const { view, focusBlock, destroy } = open(name, ydoc, mount);
  focusBlock(block);
  const dom = view.dom.querySelector(`[data-id="${block}"]`)!;
  const words = document.createTreeWalker(dom, NodeFilter.SHOW_TEXT).nextNode()!;
  getSelection()!.collapse(words, offset);
  Y.applyUpdate(ydoc, update, 'remote');
  const { $head } = view.state.selection;
  const all = $head.parent.textContent;
  destroy();
  mount.remove();
  return [all.slice(0, $head.parentOffset), all.slice($head.parentOffset)];
}

/** The same, but a key follows at once: what the editor then says of where the caret stands. */
function caretAtKey(name: EditorName, block: string, offset: number): { block?: string; offset: number } {
  const mount = document.body.appendChild(document.createElement('div'));
  const editor = open(name, createDraft(PARAGRAPH_TEN), mount);
  editor.focusBlock('b1');
  const dom = editor.view.dom.querySelector(`[data-id="${block}"]`)!;
  getSelection()!.collapse(document.createTreeWalker(dom, NodeFilter.SHOW_TEXT).nextNode()!, offset);
  editor.view.dom.dispatchEvent(new KeyboardEvent('keydown', { key: 's', altKey: true, bubbles: true }));
  const { block: at, offset: within } = editor.selection();
  editor.destroy();
  mount.remove();
  return { ...(at === undefined ? {} : { block: at }), offset: within };
}

Object.assign(globalThis, { caretAfterArrival, caretAtKey });
