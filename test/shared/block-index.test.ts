import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BlockIndex } from '../../shared/text/block-index.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { createDraft, readDraft, textOf } from '../../shared/text/draft-doc.ts';
import {
  bracketRange,
  type Desk,
  formatRange,
  liftBracket,
  replaceRange,
  setBlockAttrs,
} from '../../shared/text/edit.ts';
import { mend } from '../../shared/text/mend.ts';

const draft = (n: number): DraftDocument => ({
  schema: 1,
  meta: { title: 'Rivers', language: 'en', dir: 'ltr' },
  blocks: Array.from({ length: n }, (_, i) => ({
    id: `b${i}`,
    kind: 'provision' as const,
    attrs: { label: String(i + 1) },
    content: [{ text: `Parties ${i} ` }, { text: 'shall', strong: true as const }, { text: ' act.' }],
  })),
});

function open(n: number): Desk & { check(): void } {
  const ydoc = createDraft(draft(n));
  const index = BlockIndex.of(ydoc);
  ydoc.on('afterTransaction', (transaction: Y.Transaction) => void index.update(transaction));
  return { ydoc, index, origin: 'test', check: () => sameAsFresh(ydoc, index) };
}

function sameAsFresh(ydoc: Y.Doc, index: BlockIndex): void {
  expect([...index.records()]).toEqual([...BlockIndex.of(ydoc).records()]);
  expect(index.length).toBe(textOf(ydoc).length);
  expect(index.blockCount).toBe([...index.records()].length);
}

describe('TX6: the index follows every change', () => {
  it('reads back what was written', () => {
    const { ydoc } = open(3);
    expect(readDraft(ydoc)).toEqual(draft(3));
  });

  it('ED6: types, brackets across blocks, formats, lifts, splits and joins', () => {
    const desk = open(120);
    const at = desk.index.placeOf('b60')!.flat;
    replaceRange(desk, at + 3, at + 3, [{ text: '𝄞𝄞' }]);
    desk.check();
    replaceRange(desk, at + 4, at + 4, [{ text: 'x' }]);
    expect(desk.index.placeOf('b60')!.record.content[0]).toMatchObject({
      text: expect.stringContaining('x𝄞𝄞'),
    });
    const end = desk.index.placeOf('b62')!.flat + 5;
    bracketRange(desk, at + 1, end, { id: 'k1', kind: 'contested' });
    desk.check();
    formatRange(desk, at + 1, end, 'emphasis', true);
    desk.check();
    replaceRange(desk, at + 8, at + 8, [
      { el: 'end', id: 'b60' },
      { el: 'start', id: 'n1', kind: 'provision' },
    ]);
    desk.check();
    replaceRange(desk, at, desk.index.placeOf('b61')!.flat, []);
    desk.check();
    expect(desk.index.isPaired('k1')).toBe(true);
    liftBracket(desk, 'k1');
    desk.check();
    setBlockAttrs(desk, 'b5', { label: '5 bis', kind: 'paragraph' });
    desk.check();
    expect(desk.index.placeOf('b5')!.record).toMatchObject({ kind: 'paragraph', attrs: { label: '5 bis' } });
    replaceRange(desk, 0, desk.index.length, []);
    expect(mend(desk.ydoc, () => 'm1')).toBe(true);
    desk.check();
    expect(desk.index.blockCount).toBe(1);
  });

  it('BR3: a delimiter whose partner stays is kept, and with it the block that holds it', () => {
    const desk = open(3);
    const from = desk.index.placeOf('b1')!.flat;
    bracketRange(desk, from + 3, desk.index.placeOf('b2')!.flat + 4, { id: 'k', kind: 'contested' });
    replaceRange(desk, from, desk.index.placeOf('b2')!.flat, []);
    desk.check();
    expect(desk.index.placeOf('b1')!.record.content).toEqual([
      { el: 'bracket_open', id: 'k', kind: 'contested', glyph: '[' },
    ]);
  });

  it('TX8: words typed into a block that went are read, shown and mended into a block', () => {
    const desk = open(3);
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(desk.ydoc));
    const theirs: Desk = { ydoc: other, index: BlockIndex.of(other), origin: 'o' };
    replaceRange(theirs, theirs.index.placeOf('b1')!.flat + 4, theirs.index.placeOf('b1')!.flat + 4, [
      { text: 'KEPT' },
    ]);
    const from = desk.index.placeOf('b1')!.flat;
    replaceRange(desk, from, desk.index.placeOf('b2')!.flat, []);
    Y.applyUpdate(desk.ydoc, Y.encodeStateAsUpdate(other));
    desk.check();
    expect([...desk.index.records()].map(({ hasStart }) => hasStart)).toEqual([true, false, true]);
    mend(desk.ydoc, () => 'm2');
    desk.check();
    expect(desk.index.placeOf('m2')!.record).toMatchObject({
      content: [{ text: 'KEPT' }],
      hasStart: true,
      hasEnd: true,
    });
  });
});
