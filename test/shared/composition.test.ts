/** Text, table and hand as one sequence: what is read, and that it is read anew only where something changed. */

import { describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { PARAGRAPH_TEN } from '../../fixtures/paragraph-ten.ts';
import { readPoints } from '../../shared/draft/points.ts';
import { type ComposedBlock, type ComposedChange, Composition } from '../../shared/proposals/composition.ts';
import { dropProposal, recordsByProposal } from '../../shared/proposals/hand.ts';
import { isOnEarlierWords } from '../../shared/proposals/place.ts';
import { printedDraft } from '../../shared/proposals/printed.ts';
import { printText } from '../../shared/renditions/text.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';
import { removeRange, replaceRange } from '../../shared/text/edit.ts';
import type { BlockAttrs, BlockKind, StartMark } from '../../shared/text/element.ts';
import { contentStart } from '../../shared/text/sequence.ts';
import { Paper } from '../support/proposing.ts';
import { seeded } from '../support/random.ts';

const linesOf = (composition: Composition): readonly string[] =>
  printText(printedDraft(composition), { bracketAlternatives: true }).trim().split('\n\n').slice(2);

const read = (paper: Paper): readonly string[] => linesOf(new Composition(paper.ydoc, paper.hand));

describe('PP1, PP2, PP4: a proposal is read as brackets around words', () => {
  test('the interventions on paragraph 10, one after the other', () => {
    const paper = new Paper(PARAGRAPH_TEN);
    const ten = () => read(paper)[0];
    paper.propose('bracket', paper.whole('10'));
    expect(ten()).toBe('10. [Parties shall establish a fund to support monitoring of shared rivers.]');
    paper.propose('replacement', paper.range('10', 'shall'), 'should');
    expect(ten()).toBe(
      '10. [Parties [shall][should] establish a fund to support monitoring of shared rivers.]',
    );
    const gone = paper.propose('deletion', paper.range('10', 'shared'));
    expect(ten()).toBe(
      '10. [Parties [shall][should] establish a fund to support monitoring of [shared] rivers.]',
    );
    paper.propose('insertion', paper.after('10', 'shall'), ', as appropriate,');
    expect(ten()).toBe(
      '10. [Parties [shall][should][, as appropriate,] establish a fund to support monitoring of [shared] rivers.]',
    );
    dropProposal({ ydoc: paper.hand, index: BlockIndex.of(paper.hand), origin: paper }, gone);
    expect(ten()).toContain('monitoring of shared rivers.]');
  });

  test('alternatives stand after what they cover, with the labels of what they cover', () => {
    const paper = new Paper(PARAGRAPH_TEN);
    const encouraged = 'Parties are encouraged to finance monitoring on a voluntary basis.';
    paper.propose('alternative', paper.whole('10', '11'), encouraged, 'alternative');
    paper.propose('alternative', paper.whole('10'), 'Parties shall support monitoring.', 'alternative');
    expect(read(paper)).toEqual([
      '10. Parties shall establish a fund to support monitoring of shared rivers.',
      '[Alt 10. Parties shall support monitoring.]',
      '11. The fund shall be financed by voluntary contributions, as set out in paragraph 10.',
      `[Alt 10+11. ${encouraged}]`,
      '12. (placeholder: governance of the fund)',
    ]);
  });

  test('a new provision stands in brackets where it was asked for, also before everything', () => {
    const paper = new Paper(PARAGRAPH_TEN);
    paper.propose('provision', { on: 'after', block: paper.block('11') }, 'Rivers are shared.', 'provision');
    paper.propose('provision', { on: 'after', block: null }, 'First of all.', 'provision');
    const all = printText(printedDraft(new Composition(paper.ydoc, paper.hand)));
    expect(all.startsWith('[First of all.]')).toBe(true);
    expect(all).toContain('in paragraph 10.\n\n[Rivers are shared.]\n\n12.');
  });

  test('PP10: a note that a provision will come stands where it was asked for, and is one open point', () => {
    const paper = new Paper(PARAGRAPH_TEN);
    paper.propose(
      'placeholder',
      { on: 'after', block: paper.block('11') },
      'review of the fund',
      'provision',
    );
    const composition = new Composition(paper.ydoc, paper.hand);
    expect(linesOf(composition).slice(1)).toEqual([
      '11. The fund shall be financed by voluntary contributions, as set out in paragraph 10.',
      '[review of the fund]',
      '12. (placeholder: governance of the fund)',
    ]);
    expect(composition.orphans()).toEqual([]);
    const points = readPoints(printedDraft(composition));
    expect(points.filter(({ kind }) => kind === 'placeholder').map(({ text }) => text)).toEqual([
      'review of the fund',
    ]);
  });

  test('brackets of the very same extent are drawn once', () => {
    const paper = new Paper(PARAGRAPH_TEN);
    paper.propose('bracket', paper.range('11', 'voluntary'));
    paper.propose('deletion', paper.range('11', 'voluntary'));
    paper.propose('replacement', paper.range('11', 'voluntary'), 'assessed');
    expect(read(paper)[1]).toContain('by [voluntary][assessed] contributions');
  });

  test('a range over two provisions opens in the first and closes in the second', () => {
    const paper = new Paper(PARAGRAPH_TEN);
    const from = paper.range('10', 'shared rivers.');
    const to = paper.range('11', 'The fund');
    if (from.on !== 'range' || to.on !== 'range') throw new Error('ranges');
    paper.propose('bracket', { ...from, last: to.last });
    const [ten, eleven] = read(paper);
    expect(ten).toMatch(/of \[shared rivers\.$/);
    expect(eleven).toMatch(/^11\. The fund\] shall/);
  });
});

describe('PP3: a proposal follows the words it was made on', () => {
  const edit = (paper: Paper, label: string, at: number, remove: number, words: string): void => {
    const index = BlockIndex.of(paper.ydoc);
    const place = index.placeOf(paper.block(label))!;
    const flat = place.flat + contentStart(place.record) + at;
    replaceRange(
      { ydoc: paper.ydoc, index, origin: 'act' },
      flat,
      flat + remove,
      words === '' ? [] : [{ text: words }],
    );
  };

  test('words put before it move it; words put into it are known as earlier words', () => {
    const paper = new Paper(PARAGRAPH_TEN);
    const place = paper.range('10', 'a fund');
    paper.propose('deletion', place);
    edit(paper, '10', 0, 0, 'All ');
    expect(read(paper)[0]).toContain('All Parties shall establish [a fund] to');
    expect(isOnEarlierWords(paper.layers, place)).toBe(false);
    edit(paper, '10', 'All Parties shall establish a'.length, 0, ' small');
    expect(read(paper)[0]).toContain('[a small fund]');
    expect(isOnEarlierWords(paper.layers, place)).toBe(true);
  });

  test('where its words went it covers nothing and draws nothing', () => {
    const paper = new Paper(PARAGRAPH_TEN);
    paper.propose('deletion', paper.range('10', 'a fund'));
    edit(paper, '10', 'Parties shall establish '.length, 'a fund'.length, '');
    expect(read(paper)[0]).toBe('10. Parties shall establish  to support monitoring of shared rivers.');
  });

  test('where its block went it is an orphan and slides into no neighbour', () => {
    const paper = new Paper(PARAGRAPH_TEN);
    const id = paper.propose('deletion', paper.range('11', 'fund'));
    const index = BlockIndex.of(paper.ydoc);
    const place = index.placeOf(paper.block('11'))!;
    removeRange({ ydoc: paper.ydoc, index, origin: 'act' }, place.flat, place.flat + place.record.size + 2);
    const composition = new Composition(paper.ydoc, paper.hand);
    expect(composition.orphans()).toEqual([id]);
    expect(linesOf(composition).join()).not.toContain('[');
  });
});

describe('HA2: only what a change touched is composed anew, and the result is that of composing all', () => {
  const plain = (blocks: readonly ComposedBlock[]) =>
    blocks.map(({ id, kind, attrs, content, runs }) => ({ id, kind, attrs, content, runs }));

  /** Blocks by chunk, changed as a view would change them. */
  class Follower {
    readonly chunks: ComposedBlock[][];
    constructor(readonly composition: Composition) {
      this.chunks = Array.from({ length: composition.chunkCount }, (_, chunk) => [
        ...composition.blocksOf(chunk),
      ]);
    }
    apply(changes: readonly ComposedChange[]): void {
      for (const change of changes) {
        if (change.kind === 'drop') this.chunks.splice(change.chunk, 1);
        else if (change.kind === 'split')
          this.chunks.splice(change.chunk + 1, 0, this.chunks[change.chunk]!.splice(change.at));
        else {
          const removed = this.chunks[change.chunk]!.splice(
            change.at,
            change.remove.length,
            ...change.insert,
          );
          expect(removed.map(({ id }) => id)).toEqual(change.remove.map(({ id }) => id));
        }
      }
    }
  }

  test.each(Array.from({ length: 12 }, (_, at) => at + 1))(
    'random work on hand and text, seed %i',
    (seed) => {
      const random = seeded(seed);
      const paper = new Paper(PARAGRAPH_TEN);
      const composition = new Composition(paper.ydoc, paper.hand);
      const follower = new Follower(composition);
      for (const doc of [paper.ydoc, paper.hand])
        doc.on('afterTransaction', (transaction: Y.Transaction) =>
          follower.apply(composition.update(transaction)),
        );
      for (let step = 0; step < 80; step += 1) {
        act(paper, random);
        const fresh = new Composition(paper.ydoc, paper.hand);
        expect(plain(composition.blocks()), `seed ${seed} step ${step}`).toEqual(plain(fresh.blocks()));
        expect(plain(follower.chunks.flat())).toEqual(plain(fresh.blocks()));
        for (const block of fresh.blocks())
          expect(composition.placeOf(block.id)?.block.id, `${seed} ${step} ${block.id}`).toBe(block.id);
      }
    },
  );

  let made = 0;

  /** What acts do to blocks: part one, put one in, take one away, make one an alternative of the one before. */
  function restructure(ydoc: Y.Doc, index: BlockIndex, block: string, from: number, what: number): void {
    const desk = { ydoc, index, origin: 'act' };
    const { flat, record } = index.placeOf(block)!;
    const start = flat + contentStart(record);
    made += 1;
    const begin = (kind: BlockKind, attrs: BlockAttrs): StartMark => ({
      el: 'start',
      id: `made${made}`,
      kind,
      ...attrs,
    });
    if (what === 10)
      replaceRange(desk, start + from, start + from, [begin('provision', { label: `${made}x` })]);
    else if (what === 11)
      replaceRange(desk, flat, flat, [begin('provision', { label: `${made}y` }), { text: 'New and whole.' }]);
    else if (what === 12 && index.blockCount > 6) removeRange(desk, flat, start + record.size);
    else
      replaceRange(desk, start + record.size, start + record.size, [
        begin('alternative', { covers: [block], relation: 'replaces' }),
        { text: 'Otherwise.' },
      ]);
  }

  function act(paper: Paper, random: ReturnType<typeof seeded>): void {
    const text = BlockIndex.of(paper.ydoc);
    const provisions = [...text.records()].filter(({ kind, size }) => kind === 'provision' && size > 4);
    if (provisions.length === 0) return;
    const { id: block, size } = random.pick(provisions);
    const label = text.placeOf(block)!.record.attrs.label!;
    const hand = { ydoc: paper.hand, index: BlockIndex.of(paper.hand), origin: 'test' };
    const mine = [...recordsByProposal(hand.index).keys()];
    const from = random.int(0, size - 2);
    const words = text
      .placeOf(block)!
      .record.content.map((each) => ('text' in each ? each.text : ''))
      .join('');
    const piece = words.slice(from, from + random.int(1, 6));
    const isUnique = words.indexOf(piece) === words.lastIndexOf(piece);
    const what = random.int(0, 13);
    if (what > 9) restructure(paper.ydoc, text, block, from, what);
    else if (what === 0) paper.propose('alternative', paper.whole(label), 'Other words.', 'alternative');
    else if (what === 1) paper.propose('provision', { on: 'after', block }, 'New words.', 'provision');
    else if (what === 2) paper.propose('bracket', paper.whole(label));
    else if (what <= 4 && isUnique) paper.propose('replacement', paper.range(label, piece), 'REPL');
    else if (what === 5 && isUnique) paper.propose('insertion', paper.after(label, piece), 'INS');
    else if (what === 6 && mine.length > 0) dropProposal(hand, random.pick(mine));
    else if (what === 7 && mine.length > 0) {
      const place = hand.index.placeOf(recordsByProposal(hand.index).get(random.pick(mine))![0]!.id)!;
      const at = place.flat + contentStart(place.record) + random.int(0, place.record.size);
      replaceRange(hand, at, at, [{ text: 'x' }]);
    } else {
      const place = text.placeOf(block)!;
      const at = place.flat + contentStart(place.record) + from;
      replaceRange({ ydoc: paper.ydoc, index: text, origin: 'act' }, at, at + random.int(0, 2), [
        { text: 'y' },
      ]);
    }
  }
});
