/** Carets of others, as far as the server lets them through (SPEC AU5). Places travel as anchors, names come from the server. */
import { Plugin, PluginKey, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import type { Awareness } from 'y-protocols/awareness';
import { type Anchor, anchorAt, flatOfAnchor } from '../../shared/text/anchor.ts';
import type { Binding } from './binding.ts';
import { posOf } from './places.ts';

/** A caret, or a selection, as places that hold whatever others write. */
export interface CaretPlace {
  readonly anchor: Anchor;
  readonly head: Anchor;
}

/** What one tab says of itself; `user` is set by the server. */
interface Presence {
  readonly caret?: CaretPlace | null;
  readonly user?: { readonly name?: string; readonly party?: string; readonly colour?: number };
}

/** The papers that carets stand on. */
export interface CaretGround {
  /** The own caret; undefined while an input method holds it. */
  own(): CaretPlace | undefined;
  /** Where a place is shown here; undefined while its words have not come. */
  posOf(anchor: Anchor): number | undefined;
  /** False while nothing may be drawn. */
  mayDraw(): boolean;
  show(tr: Transaction): void;
}

export const cursors = (binding: Binding, awareness: Awareness): Plugin =>
  caretsOfOthers(
    {
      own: () => {
        if (binding.composition.isActive) return undefined;
        const { anchor, head } = binding.selection();
        return { anchor: anchorAt(binding.index, anchor), head: anchorAt(binding.index, head) };
      },
      posOf: (anchor) =>
        posOf(binding.state.doc, binding.index, flatOfAnchor(binding.ydoc, binding.index, anchor)),
      mayDraw: () => true,
      show: (tr) => binding.dispatch(tr),
    },
    awareness,
  );

const key = new PluginKey<DecorationSet>('cursors');

/** Says the own caret to the others of a presence and draws theirs. */
export function caretsOfOthers(ground: CaretGround, awareness: Awareness): Plugin {
  return new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, old) => (tr.getMeta(key) as DecorationSet | undefined) ?? old.map(tr.mapping, tr.doc),
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => new CursorView(view, ground, awareness),
  });
}

class CursorView {
  private said = '';
  private frame = 0;
  /** Some caret stands on words that have not come yet. */
  private isWaiting = false;

  constructor(
    private readonly view: EditorView,
    private readonly ground: CaretGround,
    private readonly awareness: Awareness,
  ) {
    awareness.on('change', this.schedule);
  }

  update(): void {
    if (this.isWaiting) this.schedule();
    const caret = this.view.hasFocus() ? this.ground.own() : undefined;
    if (!caret) return;
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
    if (this.view.isDestroyed || !this.ground.mayDraw()) return;
    this.isWaiting = false;
    const marks: Decoration[] = [];
    for (const [client, state] of this.awareness.getStates())
      if (client !== this.awareness.clientID) marks.push(...this.marksOf(client, state as Presence));
    const { state } = this.view;
    this.ground.show(state.tr.setMeta(key, DecorationSet.create(state.doc, marks)));
  }

  private marksOf(client: number, { caret, user }: Presence): readonly Decoration[] {
    if (!caret?.head) return [];
    const [anchor, head] = [this.ground.posOf(caret.anchor), this.ground.posOf(caret.head)];
    if (head === undefined) {
      this.isWaiting = true;
      return [];
    }
    const colour = (user?.colour ?? client) % 8;
    const label = user?.name ?? user?.party ?? '';
    const mark = Decoration.widget(head, () => caretDom(label, colour), {
      side: -1,
      key: `caret-${client}-${label}`,
      ignoreSelection: true,
    });
    if (anchor === undefined || anchor === head) return [mark];
    const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)];
    return [Decoration.inline(from, to, { class: `their-selection colour-${colour}` }), mark];
  }
}

/** A caret with the name of whose it is; drawn only. */
function caretDom(label: string, colour: number): HTMLElement {
  const dom = document.createElement('span');
  dom.className = `their-caret colour-${colour}`;
  dom.setAttribute('aria-hidden', 'true');
  dom.dataset.name = label;
  return dom;
}
