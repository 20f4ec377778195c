/** Carets of others, as far as the server lets them through (SPEC AU5). Places travel as anchors, names come from the server. */
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import type { Awareness } from 'y-protocols/awareness';
import { type Anchor, anchorAt, flatOfAnchor } from '../../shared/text/anchor.ts';
import type { Binding } from './binding.ts';
import { posOf } from './places.ts';

/** What one tab says of itself; `user` is set by the server. */
interface Presence {
  readonly caret?: { readonly anchor: Anchor; readonly head: Anchor } | null;
  readonly user?: { readonly name?: string; readonly party?: string; readonly colour?: number };
}

const key = new PluginKey('cursors');

export function cursors(binding: Binding, awareness: Awareness): Plugin {
  return new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, old) => (tr.getMeta(key) as DecorationSet | undefined) ?? old.map(tr.mapping, tr.doc),
    },
    props: { decorations: (state) => key.getState(state) as DecorationSet },
    view: (view) => new CursorView(view, binding, awareness),
  });
}

class CursorView {
  private said = '';
  private frame = 0;

  constructor(
    private readonly view: EditorView,
    private readonly binding: Binding,
    private readonly awareness: Awareness,
  ) {
    awareness.on('change', this.schedule);
  }

  update(): void {
    if (!this.view.hasFocus() || this.binding.composition.isActive) return;
    const { anchor, head } = this.binding.selection();
    const { index } = this.binding;
    const caret = { anchor: anchorAt(index, anchor), head: anchorAt(index, head) };
    const saying = JSON.stringify(caret);
    if (saying === this.said) return;
    this.said = saying;
    this.awareness.setLocalStateField('caret', caret);
  }

  destroy(): void {
    this.awareness.off('change', this.schedule);
    if (this.frame) cancelAnimationFrame(this.frame);
  }

  private readonly schedule = (): void => {
    if (!this.frame) this.frame = requestAnimationFrame(() => this.draw());
  };

  private draw(): void {
    this.frame = 0;
    if (this.view.isDestroyed) return;
    const marks: Decoration[] = [];
    for (const [client, state] of this.awareness.getStates())
      if (client !== this.awareness.clientID) marks.push(...this.marksOf(client, state as Presence));
    const { state } = this.view;
    this.binding.dispatch(state.tr.setMeta(key, DecorationSet.create(state.doc, marks)));
  }

  private marksOf(client: number, { caret, user }: Presence): Decoration[] {
    if (!caret?.head) return [];
    const { ydoc, index } = this.binding;
    const pos = (anchor: Anchor): number =>
      posOf(this.view.state.doc, index, flatOfAnchor(ydoc, index, anchor));
    const [anchor, head] = [pos(caret.anchor), pos(caret.head)];
    const colour = (user?.colour ?? client) % 8;
    const label = user?.name ?? user?.party ?? '';
    const range = Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), {
      class: `their-selection colour-${colour}`,
    });
    const mark = Decoration.widget(head, () => caretDom(label, colour), {
      side: -1,
      key: `caret-${client}-${label}`,
      ignoreSelection: true,
    });
    return anchor === head ? [mark] : [range, mark];
  }
}

/** A caret with the name of whose it is; drawn only. */
export function caretDom(label: string, colour: number): HTMLElement {
  const dom = document.createElement('span');
  dom.className = `their-caret colour-${colour}`;
  dom.setAttribute('aria-hidden', 'true');
  dom.dataset.name = label;
  return dom;
}
