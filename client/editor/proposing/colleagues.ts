/**
 * Carets of colleagues on the own hand (SPEC PS5). They travel in the hand's presence alone, as anchors on one of the three
 * papers: an element is known to one of them, and tells by itself which.
 */
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import type { Awareness } from 'y-protocols/awareness';
import { flatOfPoint } from '../../../shared/proposals/place.ts';
import { offsetOf } from '../../../shared/proposals/resolve.ts';
import { standingAt } from '../../../shared/proposals/standing.ts';
import { type Anchor, anchorAt } from '../../../shared/text/anchor.ts';
import { caretDom } from '../cursors.ts';
import { posOfCaret, spotCaret } from './carets.ts';
import type { Proposing } from './desk.ts';

/** What one tab says of itself; `user` is set by the server. */
interface Presence {
  readonly caret?: { readonly anchor: Anchor; readonly head: Anchor } | null;
  readonly user?: { readonly name?: string; readonly party?: string; readonly colour?: number };
}

const key = new PluginKey<DecorationSet>('colleagues');

export function colleagues(desk: Proposing, awareness: Awareness): Plugin {
  return new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, old) => (tr.getMeta(key) as DecorationSet | undefined) ?? old.map(tr.mapping, tr.doc),
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => new ColleaguesView(view, desk, awareness),
  });
}

class ColleaguesView {
  private said = '';
  private frame = 0;
  /** Some caret stands on words that have not come yet. */
  private isWaiting = false;

  constructor(
    private readonly view: EditorView,
    private readonly desk: Proposing,
    private readonly awareness: Awareness,
  ) {
    awareness.on('change', this.schedule);
  }

  update(): void {
    if (this.isWaiting) this.schedule();
    if (!this.view.hasFocus() || this.desk.held.isActive) return;
    const { anchor, head } = this.view.state.selection;
    const caret = { anchor: anchorOf(this.desk, anchor), head: anchorOf(this.desk, head) };
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
    if (this.view.isDestroyed || this.desk.held.isActive) return;
    this.isWaiting = false;
    const marks: Decoration[] = [];
    for (const [client, state] of this.awareness.getStates())
      if (client !== this.awareness.clientID) marks.push(...this.marksOf(client, state as Presence));
    const { state } = this.view;
    this.desk.show(state.tr.setMeta(key, DecorationSet.create(state.doc, marks)));
  }

  private marksOf(client: number, { caret, user }: Presence): readonly Decoration[] {
    if (!caret) return [];
    const [anchor, head] = [posOfAnchor(this.desk, caret.anchor), posOfAnchor(this.desk, caret.head)];
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

/** The element left of what stands at a position, on whichever paper; without one, nowhere. */
export function anchorOf(desk: Proposing, pos: number): Anchor {
  const found = desk.spotAt(pos);
  if (!found) return {};
  const { spot } = standingAt(found.block, found.offset);
  const index = desk.indexOf(spot.paper);
  const flat = flatOfPoint(index, spot);
  return flat === undefined ? {} : anchorAt(index, flat);
}

/** Where a colleague's place is shown here; undefined while its words have not come. */
export function posOfAnchor(desk: Proposing, anchor: Anchor): number | undefined {
  const papers = desk.hand ? (['hand', 'table', 'text'] as const) : (['table', 'text'] as const);
  for (const paper of papers) {
    const at = offsetOf(desk.docOf(paper), desk.indexOf(paper), anchor);
    if (at) return posOfCaret(desk, spotCaret({ paper, block: at.record.id, offset: at.offset }));
  }
  return undefined;
}
