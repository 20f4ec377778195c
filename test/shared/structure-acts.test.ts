/** Structural acts: merged, split, moved, renumbered, corrected editorially, and traced. */

import { describe, expect, test } from 'vitest';
import { amongNumbered, cameSince, newNumbers } from '../../shared/acts/structure/numbering.ts';
import { readReferences } from '../../shared/acts/structure/references.ts';
import { traceOf } from '../../shared/acts/structure/trace.ts';
import { schemeOf } from '../../shared/draft/labels.ts';
import { composedDraft } from '../../shared/proposals/printed.ts';
import { printedLine } from '../../shared/renditions/line.ts';
import { ChairsTable, draftFrom, stateOf } from '../support/chair.ts';

/** Each paragraph as it is printed, number first. */
const texts = ({ ydoc }: ChairsTable): readonly string[] => {
  const { blocks, meta } = composedDraft(ydoc);
  return blocks.map((block) => printedLine(block, block.content, schemeOf(meta.language)));
};

describe('renumbering', () => {
  test('SU4: every reference is listed with what it would read', () => {
    const document = draftFrom(
      '10: As in paragraph 11 and paragraphs 10 and 12, or Article 4.',
      '11: 第三章第10段和第十一段。',
      '12: See paragraphs 10 to 12.',
    );
    const found = readReferences(document, { u0: '11', u1: '12', u2: '13' });
    expect(found.map(({ from, to }) => [from, to])).toEqual([
      ['paragraph 11', 'paragraph 12'],
      ['paragraphs 10 and 12', 'paragraphs 11 and 13'],
      ['Article 4', 'Article 4'],
      ['第三章', '第三章'],
      ['第10段', '第11段'],
      ['第十一段', '第十二段'],
      ['paragraphs 10 to 12', 'paragraphs 11 to 13'],
    ]);
  });

  test('SU3: a provision that came without a number is counted among numbered ones; a preamble is not', () => {
    const numbers = (...lines: readonly string[]) => {
      const { blocks } = draftFrom(...lines);
      const bare = blocks.map((block) => (block.attrs.label === '-' ? { ...block, attrs: {} } : block));
      expect(newNumbers({ blocks: bare })).toEqual({});
      return newNumbers(
        { blocks: bare },
        undefined,
        new Set(amongNumbered({ blocks: bare }).map(({ id }) => id)),
      );
    };
    expect(numbers('-: New.', '10: Ten.', '11: Eleven.')).toEqual({ u0: '10', u1: '11', u2: '12' });
    expect(numbers('1: One.', '-: New.', '-: Newer.', '2: Two.')).toEqual({ u1: '2', u2: '3', u3: '4' });
    expect(numbers('1: One.', '2: Two.', '-: Last.')).toEqual({ u2: '3' });
    expect(numbers('-: Recalling,', '-: Noting,', '1: Decides.', '2: Asks.')).toEqual({});
  });

  test('SU3: what came by a decision or a split is known for new', () => {
    const table = new ChairsTable(draftFrom('1: One. And a half.', '2: Two.'));
    const place = { on: 'after', block: table.id('1') } as const;
    const blocks = [{ id: 'new', kind: 'provision', attrs: {}, content: [{ text: 'New.' }] }] as const;
    table.do({ act: 'enter', proposal: { id: 'p', kind: 'provision', place, blocks } });
    expect(cameSince(table.facts)).toEqual(new Set());
    table.do({ act: 'decide', outcomes: [{ proposal: 'p', outcome: 'taken' }] });
    table.do({ act: 'split', block: table.id('1'), offset: 5 });
    const came = cameSince(table.facts);
    const bare = amongNumbered(table.document).map(({ id }) => id);
    expect(bare).toHaveLength(2);
    expect(bare.filter((id) => came.has(id))).toEqual(bare);
  });

  test('SU3, SU5: labels change by record, ids never; only what is ticked is adapted', () => {
    const table = new ChairsTable(
      draftFrom(
        '9: Nine.',
        '9 bis: More.',
        '10: Ten.',
        '11: As set out in paragraph 10, and in paragraph 9.',
        '~11A: Other.',
      ),
    );
    const labels = newNumbers(table.document);
    expect(labels).toEqual({ u1: '10', u2: '11', u3: '12', u4: '12A' });
    const ids = table.document.blocks.map(({ id }) => id);
    const references = readReferences(table.document, labels).filter(({ from, to }) => from !== to);
    expect(references.map(({ in: label, from, to }) => [label, from, to])).toEqual([
      ['11', 'paragraph 10', 'paragraph 11'],
    ]);
    const seq = table.do({ act: 'renumber', labels, references });
    expect(table.line('12')).toBe('12. As set out in paragraph 11, and in paragraph 9.');
    expect(table.document.blocks.map(({ id }) => id)).toEqual(ids);
    expect(table.facts[`trace/${seq}`]).toMatchObject({
      before: [
        { unit: 'u1', label: '9 bis' },
        { unit: 'u2', label: '10' },
        { label: '11' },
        { label: '11A' },
      ],
      now: [{ unit: 'u1', label: '10' }, { unit: 'u2', label: '11' }, { label: '12' }, { label: '12A' }],
    });
    expect(table.why({ act: 'renumber', labels: { u0: '12' }, references: [] })).toBe('id-taken');
    expect(table.why({ act: 'renumber', labels: {}, references })).toBe('words-changed');
  });
});

describe('merging, splitting, moving', () => {
  test('SU2: a merger says which words are lost, and is traced', () => {
    const table = new ChairsTable(
      draftFrom('1: We shall meet every year.', '2: We shall meet often in Geneva.', '3: End.'),
    );
    const before = table.state;
    const seq = table.do({
      act: 'merge',
      units: ['u1'],
      into: 'u0',
      words: 'We shall meet every year in Geneva.',
      reason: 'streamlining',
      proponents: ['eu'],
    });
    expect(table.line('1')).toBe('1. We shall meet every year in Geneva.');
    expect(table.facts[`trace/${seq}`]).toMatchObject({ lost: ['We shall meet often'] });
    expect(traceOf(table.facts)).toEqual([
      {
        seq,
        did: 'merge',
        now: [{ unit: 'u0', label: '1' }],
        before: [
          { unit: 'u0', label: '1' },
          { unit: 'u1', label: '2' },
        ],
        proponents: ['eu'],
        reason: 'streamlining',
      },
    ]);
    table.do({ act: 'correct', decision: seq });
    expect(stateOf(table.ydoc, table.facts, [`trace/${seq}`])).toBe(before);
    expect(traceOf(table.facts)).toEqual([]);
  });

  test('SU1: a provision is split at a place; what is proposed on its words stays on them', () => {
    const table = new ChairsTable(draftFrom('1: We meet. We decide.', '(a): one', '2: End.'));
    table.enter({ id: 'p', kind: 'deletion', place: table.places.range('u0', ' decide') }, 'eu');
    const before = table.state;
    const seq = table.do({ act: 'split', block: 'u0', offset: 9, label: '1 bis' });
    expect(texts(table).join('|')).toBe('1. We meet. |1 bis. We[ decide].|(a) one|2. End.');
    table.do({ act: 'correct', decision: seq });
    expect(stateOf(table.ydoc, table.facts, [`trace/${seq}`])).toBe(before);
  });

  test('SU1: a provision is moved with its items, and what is proposed on it goes along', () => {
    const table = new ChairsTable(draftFrom('1: One [word].', '(a): item', '2: Two.'));
    table.enter({ id: 'p', kind: 'deletion', place: table.places.range('u0', 'One ') }, 'eu');
    const before = table.state;
    const seq = table.do({ act: 'move', units: ['u0'], after: 'u2' });
    expect(texts(table).join('|')).toBe('2. Two.|1. [One ][word].|(a) item');
    table.do({ act: 'correct', decision: seq });
    expect(stateOf(table.ydoc, table.facts, [`trace/${seq}`])).toBe(before);
    expect(table.why({ act: 'move', units: ['u0'], after: 'u0' })).toBe('malformed-proposal');
  });

  test('SU6: an editorial correction is done at once, also in agreed words, and can be objected to', () => {
    const table = new ChairsTable(draftFrom('1: We shall recieve it.'));
    table.do({ act: 'status', units: ['u0'], status: 'agreed' });
    const editorial = { act: 'editorial', block: 'u0', offset: 9, from: 'recieve', to: 'receive' } as const;
    const seq = table.do(editorial);
    expect(table.line('1')).toBe('1. We shall receive it.');
    expect(table.facts[`trace/${seq}`]).toMatchObject({
      changes: [{ before: 'We shall recieve it.', after: 'We shall receive it.' }],
    });
    table.do({ act: 'object', decision: seq, stance: 'objects', for: 'eu' });
    expect(table.why(editorial)).toBe('words-changed');
    expect(table.why({ ...editorial, from: 'receive', to: 'rec[eive' })).toBe('malformed-proposal');
  });
});
