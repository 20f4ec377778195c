/**
 * What is asked on the text, beside the words of those who write the text itself (SPEC ED17): new words, words asked to go
 * and new provisions are drawn where they stand and are nobody's typing. Costs nothing while nothing is tabled.
 */
import { DOMSerializer, type Node } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import type * as Y from 'yjs';
import type { Run } from '../../shared/proposals/compose-block.ts';
import { type ComposedBlock, type ComposedChange, Composition } from '../../shared/proposals/composition.ts';
import { cutContent } from '../../shared/text/cut.ts';
import { delimiterIn, type Inline } from '../../shared/text/document.ts';
import { tableOf } from '../../shared/text/draft-doc.ts';
import { nodeOfRecord, nodesOf, schema } from '../../shared/text/schema.ts';
import type { Binding } from './binding.ts';
import { drawnOf } from './proposing/desk.ts';
import { askersFor, colourOf, type NamesShown } from './proposing/marks.ts';

const key = new PluginKey<DecorationSet>('tabled');
const serializer = DOMSerializer.fromSchema(schema);

export class Tabled {
  readonly plugin: Plugin<DecorationSet>;
  private composed: Composition | undefined;
  private names: NamesShown = new Map();
  private view: EditorView | undefined;
  /** An input method holds a block; what changed is drawn when it is done. */
  private isLate = false;

  constructor(private readonly binding: Binding) {
    this.compose();
    this.plugin = new Plugin<DecorationSet>({
      key,
      state: {
        init: (_config, state) => this.draw(state.doc),
        apply: (tr, old) =>
          (tr.getMeta(key) as DecorationSet | undefined) ??
          (tr.docChanged ? old.map(tr.mapping, tr.doc) : old),
      },
      props: { decorations: (state) => key.getState(state) },
      view: (view) => {
        this.view = view;
        binding.ydoc.on('afterTransaction', this.after);
        return {
          update: () => this.isLate && this.show(),
          destroy: () => binding.ydoc.off('afterTransaction', this.after),
        };
      },
    });
  }

  /** Text and table together; undefined while nothing is tabled. */
  get composition(): Composition | undefined {
    return this.composed;
  }

  setNames(names: NamesShown): void {
    this.names = names;
    if (this.composed) this.show();
  }

  /** Brings a proposal, or a block that it asks for, into sight; false when it stands nowhere. */
  reveal(id: string): boolean {
    const name = CSS.escape(id.replace(/:words$/u, ''));
    const found = this.view?.dom.querySelector(
      `[data-proposal="${name}"], [data-proposals~="${name}"], .tabled[data-id="${name}"]`,
    );
    found?.scrollIntoView({ block: 'center' });
    return found !== null && found !== undefined;
  }

  private compose(): void {
    if (!this.composed && tableOf(this.binding.ydoc).size > 0)
      this.composed = new Composition(this.binding.ydoc);
  }

  private readonly after = (transaction: Y.Transaction): void => {
    const known = this.composed;
    this.compose();
    if (!this.composed) return;
    const changes = known?.update(transaction) ?? [];
    if (!known || changes.some(isAsking)) this.show();
  };

  /** Composing goes on undisturbed: what is asked is drawn when it is done. */
  private show(): void {
    if (!this.view || this.view.isDestroyed) return;
    this.isLate = this.binding.composition.isActive;
    if (this.isLate) return;
    const { state } = this.view;
    this.binding.dispatch(state.tr.setMeta(key, this.draw(state.doc)));
  }

  private draw(doc: Node): DecorationSet {
    if (!this.composed) return DecorationSet.empty;
    const places = placesOf(doc);
    const marks: Decoration[] = [];
    let end = 1;
    for (const [at, block] of this.composed.blocks().entries()) {
      const place = places.get(block.id);
      if (block.paper !== 'text') marks.push(blockMark(block, end, at, this.names));
      else if (place) {
        end = place.pos + place.node.nodeSize;
        if (isAskedOn(block) && sizeOf(block) === place.node.content.size)
          marks.push(...marksIn(block, place.pos + 1, this.names));
      }
    }
    return DecorationSet.create(doc, marks);
  }
}

const isAskedOn = ({ runs }: ComposedBlock): boolean =>
  runs.length > 1 || runs.some(({ struck = [] }) => struck.length > 0);

/** Does a change touch what is asked? */
const isAsking = (change: ComposedChange): boolean =>
  change.kind === 'blocks' &&
  [...change.remove, ...change.insert].some((block) => block.paper !== 'text' || isAskedOn(block));

const isOfText = ({ source }: Run): boolean => source?.paper === 'text';

/** UTF-16 units of the block's own words. */
const sizeOf = ({ runs }: ComposedBlock): number =>
  runs.reduce((sum, run) => sum + (isOfText(run) ? run.size : 0), 0);

function placesOf(doc: Node): ReadonlyMap<string, { readonly pos: number; readonly node: Node }> {
  const places = new Map<string, { pos: number; node: Node }>();
  doc.forEach((chunk, offset) => {
    chunk.forEach((node, inner) => {
      places.set(String(node.attrs.id), { pos: offset + 1 + inner, node });
    });
  });
  return places;
}

/** Words asked to go are struck; what stands between the block's own words is drawn as one piece. */
function marksIn(block: ComposedBlock, start: number, names: NamesShown): readonly Decoration[] {
  const marks: Decoration[] = [];
  let [at, own, asked] = [0, 0, 0];
  const flush = (): void => {
    if (asked < at) marks.push(wordsMark(cutContent(block.content, asked, at), start + own, block.id, names));
  };
  for (const run of block.runs) {
    if (isOfText(run)) {
      flush();
      if (run.size > 0 && run.struck)
        marks.push(
          Decoration.inline(start + own, start + own + run.size, {
            nodeName: 'del',
            class: 'struck',
            'data-proposals': run.struck.join(' '),
          }),
        );
      own += run.size;
    }
    at += run.size;
    if (isOfText(run)) asked = at;
  }
  flush();
  return marks;
}

function wordsMark(content: readonly Inline[], pos: number, block: string, names: NamesShown): Decoration {
  const draw = (): HTMLElement => {
    const dom = document.createElement('span');
    dom.append(serializer.serializeFragment(nodesOf(content)));
    return dressed(dom, content, names);
  };
  return widget(draw, pos, 1, `${block} ${JSON.stringify(content)} ${askersOf(content, names)}`);
}

function blockMark(block: ComposedBlock, pos: number, order: number, names: NamesShown): Decoration {
  const { content, proposal = '' } = block;
  const asking = names.get(proposal) ?? [];
  const draw = (): HTMLElement => {
    const dom = serializer.serializeNode(nodeOfRecord(drawnOf(block))) as HTMLElement;
    dom.dataset.proposal = proposal;
    if (asking.length > 0) dom.dataset.names = asking.join(', ');
    if (asking.length > 0) dom.classList.add(`by-${colourOf(asking[0]!)}`);
    return dressed(dom, content, names);
  };
  const said = `${asking.join()} ${askersOf(content, names)}`;
  return widget(draw, pos, order + 1, `${JSON.stringify(drawnOf(block))} ${said}`);
}

/** What has the same `what` is drawn once and stays as it is. */
const widget = (draw: () => HTMLElement, pos: number, side: number, what: string): Decoration =>
  Decoration.widget(pos, draw, { side, key: what, ignoreSelection: true });

/** Who asks for what a delimiter encloses. */
function askersAt(inline: Inline, names: NamesShown): readonly string[] {
  const asked = delimiterIn(inline)?.asked;
  return asked ? askersFor(asked, names) : [];
}

const askersOf = (content: readonly Inline[], names: NamesShown): string =>
  content.flatMap((inline) => askersAt(inline, names)).join();

/** Delimiters with the names of those who ask, words with their extent; nothing of it can be typed in. */
function dressed(dom: HTMLElement, content: readonly Inline[], names: NamesShown): HTMLElement {
  dom.classList.add('tabled');
  dom.contentEditable = 'false';
  for (const words of dom.querySelectorAll('ins'))
    words.classList.add('in-bracket', 'depth-1', 'kind-contested');
  const inOrder = content.filter((inline) => delimiterIn(inline) !== undefined);
  const drawn = dom.querySelectorAll<HTMLElement>('.bracket-open, .bracket-close');
  for (const [at, delimiter] of drawn.entries()) {
    const [first, ...others] = inOrder[at] ? askersAt(inOrder[at], names) : [];
    delimiter.classList.add('depth-1', 'kind-contested');
    if (first === undefined) continue;
    delimiter.classList.add(`by-${colourOf(first)}`);
    if (delimiter.classList.contains('bracket-open')) delimiter.dataset.names = [first, ...others].join(', ');
  }
  return dom;
}
