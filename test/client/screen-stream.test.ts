/** The screen's stream as the page hears it (SPEC SC1). */
import { describe, expect, test } from 'vitest';
import { EMPTY_SCREEN, hear, type ScreenNews, type ScreenState } from '../../client/pages/screen-stream.ts';
import { DEFAULT_SCREEN, type ScreenView } from '../../shared/protocol/screen.ts';
import type { Block } from '../../shared/text/document.ts';

const block = (id: string, text = id): Block => ({ id, kind: 'provision', attrs: {}, content: [{ text }] });
const meta = { title: 'T', language: 'en', dir: 'ltr' } as const;
const text = (...ids: string[]): ScreenNews => ({
  kind: 'text',
  seq: 1,
  meta,
  blocks: ids.map((id) => block(id)),
  view: DEFAULT_SCREEN,
});
const view = (part: Partial<ScreenView>): ScreenNews => ({
  kind: 'view',
  view: { ...DEFAULT_SCREEN, ...part },
});
const heard = (...news: ScreenNews[]): ScreenState => news.reduce(hear, EMPTY_SCREEN);
const shown = (state: ScreenState): string => state.shown?.blocks.map(({ id }) => id).join(' ') ?? '';

describe('the screen', () => {
  test('SC1: the changes of a patch are applied in order, each to what the one before left', () => {
    const patch: ScreenNews = {
      kind: 'patch',
      seq: 2,
      changes: [
        { at: 1, remove: 1, insert: [block('x'), block('y')] },
        { at: 3, remove: 1, insert: [] },
        { at: 0, remove: 0, insert: [block('first')] },
      ],
    };
    expect(shown(heard(text('a', 'b', 'c', 'd'), patch))).toBe('first a x y d');
  });

  test('SC1: blocks that a patch does not name stay the same objects, so that they are not drawn anew', () => {
    const before = heard(text('a', 'b', 'c'));
    const next = hear(before, {
      kind: 'patch',
      seq: 2,
      changes: [{ at: 1, remove: 1, insert: [block('b', 'new')] }],
    });
    expect(next.shown?.blocks[0]).toBe(before.shown?.blocks[0]);
    expect(next.shown?.blocks[2]).toBe(before.shown?.blocks[2]);
  });

  test('SH1: on hold the words shown stand still while the text goes on, and catch up when the hold ends', () => {
    const insert: ScreenNews = {
      kind: 'patch',
      seq: 2,
      changes: [{ at: 0, remove: 0, insert: [block('new')] }],
    };
    const held = heard(text('a'), view({ hold: true }), insert);
    expect(shown(held)).toBe('a');
    expect(shown(hear(held, view({})))).toBe('new a');
  });

  test('SH1: words that come first during a hold are shown', () => {
    const first: ScreenNews = {
      kind: 'text',
      seq: 1,
      meta,
      blocks: [block('a')],
      view: { ...DEFAULT_SCREEN, hold: true },
    };
    expect(shown(heard(first))).toBe('a');
  });

  test('SH2: when the line is lost the words stay, and the line says so; an end by the house is for good', () => {
    const lost = heard(text('a'), { kind: 'lost' });
    expect([lost.line, shown(lost)]).toEqual(['lost', 'a']);
    expect(hear(lost, { kind: 'back' }).line).toBe('there');
    const closed = heard(text('a'), { kind: 'closed', why: 'preparing' }, { kind: 'lost' }, { kind: 'back' });
    expect([closed.why, heard({ kind: 'closed', why: 'preparing' }, { kind: 'lost' }).line]).toEqual([
      'preparing',
      'closed',
    ]);
  });

  test('SH2: a patch before any text is no text', () => {
    expect(heard({ kind: 'patch', seq: 1, changes: [{ at: 0, remove: 0, insert: [block('a')] }] })).toBe(
      EMPTY_SCREEN,
    );
  });
});
