/** Options that stand in the place of no provision (`Option 1`, `Option 2`), decided as one set (AL9, DE6). */
import { expect, test } from 'vitest';
import { readOpenPoints } from '../../shared/acts/reading/open-points.ts';
import type { Block, DraftDocument } from '../../shared/text/document.ts';
import { ChairsTable, stateOf } from '../support/chair.ts';

const block = (id: string, kind: Block['kind'], words: string, attrs: Block['attrs'] = {}): Block => ({
  id,
  kind,
  attrs,
  content: words === '' ? [] : [{ text: words }],
});
const option = (id: string, label: string, words: string, attrs: Block['attrs']): Block =>
  block(id, 'alternative', words, { label, marker: `${label}:`, relation: 'replaces', ...attrs });

/** An article in two options, the first of which holds options of its own. */
const ARTICLE: DraftDocument = {
  schema: 1,
  meta: { title: 'Options', language: 'en', dir: 'ltr' },
  blocks: [
    block('head', 'chapter', 'Compliance', { label: 'Article 11', level: 1 }),
    option('I', 'Option I', '', { covers: [] }),
    block('p1', 'provision', 'A committee meets.', { label: '1', run: 'I' }),
    option('I.1', 'Option 1', 'It has ten members.', { covers: [], run: 'I' }),
    block('w', 'paragraph', 'They serve in person.', { run: 'I.1' }),
    option('I.2', 'Option 2', 'It has two branches.', { covers: ['I.1'], run: 'I' }),
    block('p2', 'provision', 'It reports.', { label: '2', run: 'I' }),
    option('II', 'Option II', 'No article.', { covers: ['I'] }),
    block('end', 'provision', 'Last.', { label: '3' }),
  ],
};
const shown = ({ document }: ChairsTable): readonly string[] =>
  document.blocks.map(({ kind, attrs, content }) =>
    [kind, attrs.label, ...content.map((each) => ('el' in each ? each.el : each.text))].join(' '),
  );
const standing = (set: string, ...stand: readonly string[]) =>
  ({ act: 'decide', outcomes: [{ on: `set:${set}`, outcome: 'stands', stand }] }) as const;

test('AL9: options of one place are one point, options within an option another', () => {
  const table = new ChairsTable(ARTICLE);
  expect(readOpenPoints(table.document).map(({ on, text }) => [on, text])).toEqual([
    ['set:I', 'Option I · Option II'],
    ['set:I.1', 'Option 1 · Option 2'],
  ]);
});

test('AL9, DE6: the option that stands loses its name, its paragraphs keep their numbers, options within it stay open', () => {
  const table = new ChairsTable(ARTICLE);
  const before = table.state;
  const seq = table.do(standing('I', 'I'));
  expect(shown(table)).toEqual([
    'chapter Article 11 Compliance',
    'provision 1 A committee meets.',
    'alternative Option 1 It has ten members.',
    'paragraph  They serve in person.',
    'alternative Option 2 It has two branches.',
    'provision 2 It reports.',
    'provision 3 Last.',
  ]);
  expect(Object.keys(table.facts).filter((key) => key.startsWith('retired/'))).toEqual(['retired/II']);
  table.do(standing('I.1', 'I.2'));
  expect(shown(table).slice(1, 4)).toEqual([
    'provision 1 A committee meets.',
    'provision  It has two branches.',
    'provision 2 It reports.',
  ]);
  expect(readOpenPoints(table.document)).toEqual([]);
  table.do({ act: 'correct', decision: seq + 1 });
  table.do({ act: 'correct', decision: seq });
  expect(stateOf(table.ydoc, table.facts, [`decision/${seq}`, `decision/${seq + 1}`])).toBe(before);
});

test('AL9, DE11: an option that goes, goes with the options within it, and is kept whole', () => {
  const table = new ChairsTable(ARTICLE);
  table.do(standing('I', 'II'));
  expect(shown(table)).toEqual([
    'chapter Article 11 Compliance',
    'provision  No article.',
    'provision 3 Last.',
  ]);
  const [gone, ...more] = Object.values(table.facts).filter((fact) => fact.kind === 'retired');
  expect([gone?.unit, gone?.blocks.map(({ id }) => id), more]).toEqual([
    'I',
    ['I', 'p1', 'I.1', 'w', 'I.2', 'p2'],
    [],
  ]);
});
