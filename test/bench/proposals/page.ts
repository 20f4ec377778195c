/** Runs inside Chromium: the editor over a draft with 1,000 proposals, timed change by change with a forced layout. */
import { TextSelection } from 'prosemirror-state';
import * as Y from 'yjs';
import { createProposingEditor } from '../../../client/editor/proposing/editor.ts';
import { openDraft } from '../../../shared/proposals/open-draft.ts';
import { gapAt } from '../../../shared/proposals/place.ts';
import { proposalOnTable, putOnTable, rewordOnTable } from '../../../shared/proposals/table.ts';
import { withoutFormatCleanup } from '../../../shared/text/draft-doc.ts';
import { draftWithProposals } from './draft.ts';

export interface Figures {
  /** Milliseconds, medians: a key in a proposal in hand, a new proposal on the table, a reworded one. */
  readonly own: number;
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

async function measureProposals(blocks: number, samples: number): Promise<Figures> {
  const mount = document.body.appendChild(document.createElement('div'));
  const base = Y.encodeStateAsUpdate(draftWithProposals(blocks));
  const { tabled, reworded } = acts(base, blocks, samples);
  const [ydoc, hand] = [withoutFormatCleanup(new Y.Doc()), withoutFormatCleanup(new Y.Doc())];
  Y.applyUpdate(ydoc, base);
  const editor = createProposingEditor({ mount, ydoc, hand, label: 'Bench' });
  const { view } = editor;
  const own: number[] = [];
  for (let at = 0; at < samples + 20; at += 1) {
    if (at % 10 === 0) {
      editor.focusBlock(`b${(at * 379) % blocks}`);
      const { state } = view;
      view.dispatch(state.tr.setSelection(TextSelection.near(state.doc.resolve(state.selection.head + 8))));
      view.dispatch(view.state.tr.insertText('b'));
    }
    const time = timed(() => view.dispatch(view.state.tr.insertText('x')));
    if (at >= 20) own.push(time);
  }
  const remote = async (updates: readonly Uint8Array[]): Promise<number> => {
    const times: number[] = [];
    for (const update of updates) {
      times.push(timed(() => Y.applyUpdate(ydoc, update, 'remote')));
      if (times.length % 20 === 0) await new Promise((done) => setTimeout(done));
    }
    return median(times);
  };
  const figures = { own: median(own), tabled: await remote(tabled), reworded: await remote(reworded) };
  editor.destroy();
  mount.remove();
  return figures;
}

Object.assign(globalThis, { measureProposals });
