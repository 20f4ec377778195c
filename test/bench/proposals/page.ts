/** Runs inside Chromium: the editor over a draft with 1,000 proposals, timed change by change with a forced layout. */
import { TextSelection } from 'prosemirror-state';
import * as Y from 'yjs';
import { createProposingEditor } from '../../../client/editor/proposing/editor.ts';
import { openDraft } from '../../../shared/proposals/open-draft.ts';
import { gapAt } from '../../../shared/proposals/place.ts';
import { proposalOnTable, putOnTable, rewordOnTable } from '../../../shared/proposals/table.ts';
import { BlockIndex } from '../../../shared/text/block-index.ts';
import { withoutFormatCleanup } from '../../../shared/text/draft-doc.ts';
import { replaceRange } from '../../../shared/text/edit.ts';
import { draftWithProposals } from './draft.ts';

export interface Figures {
  /**
   * Milliseconds, medians: a key in a proposal in hand, with the caret; a key of a colleague in the same hand; a letter
   * that the record-keeper changes in the text; a new proposal on the table; a reworded one.
   */
  readonly own: number;
  readonly colleague: number;
  readonly recorded: number;
  readonly tabled: number;
  readonly reworded: number;
}

const layout = (): number => document.body.getBoundingClientRect().height;

function timed(run: () => void): number {
  layout();
  const start = performance.now();
  run();
  layout();
  return performance.now() - start;
}

/** Changes of each kind that go before those that count: a page that has been open for a while is what is measured. */
const WARM_UP = 100;

const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1]!;

/** Updates that the record-keeper's acts would send, made beforehand. */
function acts(
  base: Uint8Array,
  blocks: number,
  count: number,
): { tabled: Uint8Array[]; reworded: Uint8Array[] } {
  const ydoc = withoutFormatCleanup(new Y.Doc());
  Y.applyUpdate(ydoc, base);
  const draft = openDraft(ydoc, 'acts');
  const of = (work: () => void): Uint8Array => {
    const before = Y.encodeStateVector(ydoc);
    ydoc.transact(work);
    return Y.encodeStateAsUpdate(ydoc, before);
  };
  const tabled = Array.from({ length: count }, (_, at) =>
    of(() => {
      const place = gapAt(draft, 'text', { block: `b${(at * 613) % blocks}`, offset: 30 })!;
      const id = `new${at}`;
      const head = { id, kind: 'insertion', place, state: 'on-text', order: 5_000 + at, wording: 1 } as const;
      putOnTable(draft, head, [{ id, kind: 'paragraph', attrs: {}, content: [{ text: ' or not,' }] }]);
    }),
  );
  const reworded = Array.from({ length: count }, (_, at) =>
    of(() => {
      const { blocks: words, ...head } = proposalOnTable(draft, `t${at * 4}`)!;
      const content = [{ text: `, as reworded (${at}),` }];
      rewordOnTable(
        draft,
        { ...head, wording: 2 },
        words.map((block) => ({ ...block, content })),
      );
    }),
  );
  return { tabled, reworded };
}

/** Letters of another person, written one after the other at one place of a copy, as updates. */
function letters(
  ydoc: Y.Doc,
  count: number,
  placeOf: (index: BlockIndex, at: number) => number,
): Uint8Array[] {
  const copy = withoutFormatCleanup(new Y.Doc());
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(ydoc));
  const index = BlockIndex.of(copy);
  copy.on('afterTransaction', (transaction: Y.Transaction) => void index.update(transaction));
  return Array.from({ length: count }, (_, at) => {
    const before = Y.encodeStateVector(copy);
    const flat = placeOf(index, at);
    replaceRange({ ydoc: copy, index, origin: 'other' }, flat, flat, [{ text: 'y' }]);
    return Y.encodeStateAsUpdate(copy, before);
  });
}

async function measureProposals(blocks: number, samples: number): Promise<Figures> {
  const mount = document.body.appendChild(document.createElement('div'));
  mount.className = 'draft';
  mount.setAttribute('data-layout', 'text');
  const base = Y.encodeStateAsUpdate(draftWithProposals(blocks));
  const count = samples + WARM_UP;
  const { tabled, reworded } = acts(base, blocks, count);
  const [ydoc, hand] = [withoutFormatCleanup(new Y.Doc()), withoutFormatCleanup(new Y.Doc())];
  Y.applyUpdate(ydoc, base);
  const editor = createProposingEditor({ mount, ydoc, hand, label: 'Bench' });
  const { view } = editor;
  const own: number[] = [];
  for (let at = 0; at < count; at += 1) {
    if (at % 10 === 0) {
      editor.focusBlock(`b${(at * 379) % blocks}`);
      const { state } = view;
      view.dispatch(state.tr.setSelection(TextSelection.near(state.doc.resolve(state.selection.head + 8))));
      view.dispatch(view.state.tr.insertText('b'));
    }
    const time = timed(() => view.dispatch(view.state.tr.insertText('x')));
    if (at >= WARM_UP) own.push(time);
  }
  const remote = async (paper: Y.Doc, updates: readonly Uint8Array[]): Promise<number> => {
    const times: number[] = [];
    for (const update of updates) {
      times.push(timed(() => Y.applyUpdate(paper, update, 'remote')));
      if (times.length % 20 === 0) await new Promise((done) => setTimeout(done));
    }
    return median(times.slice(WARM_UP));
  };
  const inHand = letters(hand, count, (index, at) => {
    const words = [...index.records()];
    return index.placeOf(words[at % words.length]!.id)!.flat + 1;
  });
  const inText = letters(ydoc, count, (index, at) => {
    return index.placeOf(`b${(at * 613) % blocks}`)!.flat + 5;
  });
  const figures = {
    own: median(own),
    colleague: await remote(hand, inHand),
    recorded: await remote(ydoc, inText),
    tabled: await remote(ydoc, tabled),
    reworded: await remote(ydoc, reworded),
  };
  editor.destroy();
  mount.remove();
  return figures;
}

Object.assign(globalThis, { measureProposals });
