/** Runs inside Chromium: one measured sample at a time, of our editor or the peer's, over the same draft. */
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import * as Y from 'yjs';
import { createEditor } from '../../client/editor/editor.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';
import type { Block, DraftDocument, Inline } from '../../shared/text/document.ts';
import { createDraft, withoutFormatCleanup } from '../../shared/text/draft-doc.ts';
import { replaceRange } from '../../shared/text/edit.ts';
import { createPeerDraft, createPeerView, fragmentOf } from './peer-editor.ts';

type Which = 'chapeau' | 'y-prosemirror';

/** A draft of this many blocks, each with a bold verb, every fourth with a bracket. */
function draftOf(count: number): DraftDocument {
  const blocks = Array.from({ length: count }, (_, i): Block => {
    const words = `Provision ${i} on the monitoring of shared rivers, the exchange of data and the means to finance it, `;
    const content: Inline[] = [
      { text: 'Parties ' },
      { text: 'shall endeavour', strong: true },
      { text: ` to act. ${words}` },
    ];
    if (i % 4 === 0)
      content.push(
        { el: 'bracket_open', id: `k${i}`, kind: 'contested', glyph: '[' },
        { text: 'as appropriate' },
        { el: 'bracket_close', id: `k${i}`, glyph: ']' },
      );
    return {
      id: `b${i}`,
      kind: 'provision',
      attrs: { label: String(i + 1) },
      content: [...content, { text: ' and in time.' }],
    };
  });
  return { schema: 1, meta: { title: 'Bench', language: 'en', dir: 'ltr' }, blocks };
}

interface Bench {
  readonly view: EditorView;
  readonly ydoc: Y.Doc;
  destroy(): void;
}

function open(which: Which, bytes: Uint8Array): Bench {
  const mount = document.body.appendChild(document.createElement('div'));
  const ydoc = new Y.Doc();
  if (which === 'chapeau') withoutFormatCleanup(ydoc);
  Y.applyUpdate(ydoc, bytes);
  if (which === 'y-prosemirror') {
    const view = createPeerView(mount, ydoc);
    view.state.plugins[0]!.getState(view.state).binding._forceRerender();
    return { view, ydoc, destroy: () => leave(view, mount) };
  }
  const editor = createEditor({ mount, ydoc, label: 'Bench' });
  return { view: editor.view, ydoc, destroy: () => leave(editor, mount) };
}

function leave(editor: { destroy(): void }, mount: HTMLElement): void {
  editor.destroy();
  mount.remove();
}

const layout = (): number => document.body.getBoundingClientRect().height;

function timed(run: () => void): number {
  const start = performance.now();
  run();
  layout();
  return performance.now() - start;
}

const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1]!;

/** A place in the middle of the words of some block. */
function somewhere(view: EditorView, i: number): number {
  const { doc } = view.state;
  return TextSelection.near(
    doc.resolve(Math.floor((((i * 7919) % 997) / 997) * (doc.content.size - 200)) + 100),
  ).head;
}

function localKeys(bench: Bench, count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const { state } = bench.view;
    if (i % 10 === 0)
      bench.view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, somewhere(bench.view, i))));
    layout();
    return timed(() => bench.view.dispatch(bench.view.state.tr.insertText('x')));
  });
}

/** Another person's keystrokes as updates, made beforehand. */
function remoteUpdates(which: Which, bytes: Uint8Array, count: number): Uint8Array[] {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, bytes);
  const updates: Uint8Array[] = [];
  ydoc.on('update', (update: Uint8Array) => updates.push(update));
  const index = which === 'chapeau' ? BlockIndex.of(ydoc) : undefined;
  if (index) ydoc.on('afterTransaction', (transaction: Y.Transaction) => void index.update(transaction));
  for (let i = 0; i < count; i += 1) {
    const block = (Math.floor(i / 10) * 7919) % blockCount;
    if (index) {
      const at = index.placeOf(`b${block}`)!.flat + 5 + (i % 10);
      replaceRange({ ydoc, index, origin: 'peer' }, at, at, [{ text: 'y' }]);
    } else {
      const paragraph = fragmentOf(ydoc).get(block) as Y.XmlElement;
      (paragraph.get(0) as Y.XmlText).insert(5 + (i % 10), 'y');
    }
  }
  return updates;
}

let blockCount = 0;

export interface Figures {
  readonly open: number;
  readonly local: number;
  readonly remote: number;
}

/** Medians in milliseconds, layout included: opening (one), a local key, another's key. */
async function measure(which: Which, blocks: number, samples: number): Promise<Figures> {
  blockCount = blocks;
  const bytes = Y.encodeStateAsUpdate(
    which === 'chapeau' ? createDraft(draftOf(blocks)) : createPeerDraft(draftOf(blocks)),
  );
  const updates = remoteUpdates(which, bytes, samples);
  let bench!: Bench;
  const opened = timed(() => {
    bench = open(which, bytes);
  });
  localKeys(bench, 20);
  const local = median(localKeys(bench, samples));
  const remote: number[] = [];
  for (const update of updates) {
    layout();
    remote.push(timed(() => Y.applyUpdate(bench.ydoc, update, 'remote')));
    if (remote.length % 20 === 0) await new Promise((done) => setTimeout(done));
  }
  bench.destroy();
  return { open: opened, local, remote: median(remote) };
}

Object.assign(globalThis, { measure });
