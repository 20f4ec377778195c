/** The peer under the same trials as our editor: the same acts at the same rolls of the dice, judged by the same oracle. */
import { JSDOM } from 'jsdom';
import { Slice } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { redo, undo } from 'y-prosemirror';
import * as Y from 'yjs';
import { below } from '../fuzz/chars.ts';
import type { Person, World } from '../fuzz/world.ts';
import type { Random } from '../support/random.ts';
import { createPeerDraft, createPeerView, fragmentOf, peerSchema } from './peer-editor.ts';

const dom = new JSDOM('<!doctype html><body></body>');
const names = [
  'window',
  'document',
  'Node',
  'HTMLElement',
  'MutationObserver',
  'getSelection',
  'Range',
  'DOMParser',
] as const;
for (const name of names)
  Object.defineProperty(globalThis, name, { value: dom.window[name], configurable: true });
Object.defineProperty(globalThis, 'navigator', { value: dom.window.navigator, configurable: true });
Object.defineProperty(globalThis, 'requestAnimationFrame', {
  value: (run: () => void) => setTimeout(run, 0),
  configurable: true,
});

class PeerPerson implements Person {
  readonly ydoc = new Y.Doc();
  isOnline = true;
  isComposing = false;
  readonly isHolding = false;
  private readonly view: EditorView;
  private brackets = 0;

  constructor(
    readonly name: string,
    bytes: Uint8Array,
    clientId: number,
  ) {
    Y.applyUpdate(this.ydoc, bytes);
    this.ydoc.clientID = clientId;
    const mount = dom.window.document.body.appendChild(dom.window.document.createElement('div'));
    this.view = createPeerView(mount, this.ydoc);
    const binding = this.view.state.plugins[0]!.getState(this.view.state).binding;
    binding._forceRerender();
  }

  selectAt(dice: Random, span: number): boolean {
    const { doc } = this.view.state;
    const from = below(dice, doc.content.size);
    const to = Math.min(doc.content.size, from + below(dice, span + 1));
    const selection = TextSelection.between(doc.resolve(from), doc.resolve(to));
    const { $from, $to } = selection;
    const halves = [$from, $to].some(
      ({ nodeBefore, nodeAfter }) =>
        /[\ud800-\udbff]$/.test(nodeBefore?.text ?? '') && /^[\udc00-\udfff]/.test(nodeAfter?.text ?? ''),
    );
    if (halves || !$from.parent.inlineContent) return false;
    this.view.dispatch(this.view.state.tr.setSelection(selection));
    return true;
  }

  type(text: string): void {
    this.view.dispatch(this.view.state.tr.insertText(text));
  }

  paste(text: string): void {
    const lines = text.replace(/[[\]]/g, '').split('\n');
    const nodes = lines.map((line) => peerSchema.nodes.paragraph!.create(null, peerSchema.text(line)));
    const doc = peerSchema.nodes.doc!.create(null, nodes);
    this.view.dispatch(this.view.state.tr.replaceSelection(new Slice(doc.content, 1, 1)));
  }

  run(name: string): void {
    const { state } = this.view;
    const { from, to, $from } = state.selection;
    if (name === 'bracket') this.bracket(from, to);
    else if (name === 'split') this.view.dispatch(state.tr.split(to));
    else if (name === 'undo') undo(state);
    else if (name === 'redo') redo(state);
    else if (name === 'strong' || name === 'emphasis')
      this.view.dispatch(state.tr.addMark(from, to, peerSchema.marks.strong!.create()));
    else if (name === 'new-provision' || name === 'alternative')
      this.view.dispatch(state.tr.insert($from.after(1), peerSchema.nodes.paragraph!.create()));
    else if (name === 'delete-block' && state.doc.childCount > 1)
      this.view.dispatch(state.tr.delete($from.before(1), $from.after(1)));
  }

  key(which: 'Backspace' | 'Delete' | '['): void {
    const { state } = this.view;
    const { from, to, empty, $from } = state.selection;
    if (which === '[') this.bracket(from, to);
    else if (!empty) this.view.dispatch(state.tr.deleteSelection());
    else if (which === 'Backspace') this.back($from.parentOffset, from);
    else if ($from.parentOffset < $from.parent.content.size) this.erase(from, 1);
  }

  startComposing(): void {
    this.isComposing = true;
  }

  endComposing(): void {
    this.isComposing = false;
  }

  onScreen(): [char: string, block: string][] {
    const found: [string, string][] = [];
    this.view.state.doc.forEach((block) => {
      for (const char of block.textContent.replace(/[[\]]/g, '')) found.push([char, String(block.attrs.id)]);
    });
    return found;
  }

  fault(): string | undefined {
    return undefined;
  }

  close(): void {
    this.view.destroy();
  }

  private bracket(from: number, to: number): void {
    const bracket = `${this.name}-${this.brackets++}`;
    const delimiter = (glyph: string) => peerSchema.nodes.delimiter!.create({ bracket, glyph });
    this.view.dispatch(this.view.state.tr.insert(to, delimiter(']')).insert(from, delimiter('[')));
  }

  private back(offset: number, from: number): void {
    if (offset > 0) this.erase(from, -1);
    else if (from > 1) this.view.dispatch(this.view.state.tr.join(from - 1));
  }

  /** Takes one character away, a surrogate pair whole. */
  private erase(at: number, side: -1 | 1): void {
    const { doc } = this.view.state;
    const $at = doc.resolve(at);
    const text = (side < 0 ? $at.nodeBefore?.text?.slice(-2) : $at.nodeAfter?.text?.slice(0, 2)) ?? '';
    const length = /^[\ud800-\udbff][\udc00-\udfff]$/.test(text) ? 2 : 1;
    this.view.dispatch(this.view.state.tr.delete(side < 0 ? at - length : at, side < 0 ? at : at + length));
  }
}

export const PEER: World = {
  create: createPeerDraft,
  person: (name, bytes, clientId) => new PeerPerson(name, bytes, clientId),
  mend: () => false,
  canon: (ydoc) => fragmentOf(ydoc).toString(),
  faults: () => [],
};
