/** The page's own small parts: places, keys, search, columns, brackets in print, points. */
import { describe, expect, test } from 'vitest';
import { findWords } from '../../client/panels/find.ts';
import { presses, printKey } from '../../client/panels/keys.ts';
import { bracketsInPrint } from '../../client/reading/brackets-in-print.ts';
import { columnsOf, layoutOf } from '../../client/reading/layout.ts';
import { parseRoute, pathOf } from '../../client/route.ts';
import { sample } from '../../fixtures/samples.ts';
import type { Block, DraftDocument, Inline } from '../../shared/text/document.ts';

const open = (id: string): Inline => ({ el: 'bracket_open', id, kind: 'contested', glyph: '[' });
const close = (id: string): Inline => ({ el: 'bracket_close', id, glyph: ']' });
const provision = (id: string, ...content: (Inline | string)[]): Block => ({
  id,
  kind: 'provision',
  attrs: { label: id },
  content: content.map((part) => (typeof part === 'string' ? { text: part } : part)),
});
const draft = (...blocks: Block[]): DraftDocument => ({
  schema: 1,
  meta: { title: '', language: 'en', dir: 'ltr' },
  blocks,
});

describe('places', () => {
  test('PG1: every place has an address that leads back to it', () => {
    const places = [
      { kind: 'drafts' },
      { kind: 'import' },
      { kind: 'draft', draft: 'a-1_B' },
      { kind: 'screen', draft: 'a' },
      { kind: 'issued', draft: 'a' },
      ...[
        'WSIS-II/PC-2/DOC/3',
        'A/RES/1 (Rev. 2)',
        '2026-11-25T18:05:00Z',
        '案文/1',
        'a//b',
        'a/../b',
        '50 %',
        '?#',
      ].map((symbol) => ({ kind: 'issued', draft: 'a', symbol }) as const),
    ] as const;
    for (const place of places) {
      const { pathname } = new URL(pathOf(place), 'http://localhost');
      expect(parseRoute(pathname)).toEqual(place);
    }
    expect(pathOf({ kind: 'issued', draft: 'a', symbol: 'WSIS-II/PC-2/DOC/3' })).toBe(
      '/d/a/issued/WSIS-II/PC-2/DOC/3',
    );
  });

  test.each([
    '/d',
    '/d/a/b',
    '/d/a/screen/x',
    '/d/a/issued/%E0%A4',
    '/d/<x>',
    '/import/x',
    '/elsewhere',
    `/d/${'x'.repeat(65)}`,
  ])('PG1: %s is nowhere', (path) => expect(parseRoute(path)).toEqual({ kind: 'nowhere' }));
});

interface Pressed {
  readonly key: string;
  readonly code?: string;
  readonly with?: readonly ('ctrl' | 'meta' | 'alt' | 'shift')[];
  readonly composing?: boolean;
  readonly altGr?: boolean;
}
const press = ({
  key,
  code = '',
  with: held = [],
  composing = false,
  altGr = false,
}: Pressed): KeyboardEvent =>
  ({
    key,
    code,
    isComposing: composing,
    ctrlKey: held.includes('ctrl'),
    metaKey: held.includes('meta'),
    altKey: held.includes('alt'),
    shiftKey: held.includes('shift'),
    getModifierState: (name: string) => altGr && name === 'AltGraph',
  }) as unknown as KeyboardEvent;

describe('keys', () => {
  test('KE1: a key is pressed with just its modifiers', () => {
    expect(presses(press({ key: 'k', with: ['ctrl'] }), 'Mod-k')).toBe(true);
    expect(presses(press({ key: 'k', with: ['meta'] }), 'Mod-k')).toBe(true);
    expect(presses(press({ key: 'K', with: ['ctrl', 'shift'] }), 'Mod-k')).toBe(false);
    expect(presses(press({ key: 'k' }), 'Mod-k')).toBe(false);
    expect(presses(press({ key: 'F8', with: ['shift'] }), 'F8')).toBe(false);
    expect(presses(press({ key: 'F8', with: ['shift'] }), 'Shift-F8')).toBe(true);
  });

  test('KE2: with Alt the physical key counts, since layouts put other letters there', () => {
    expect(presses(press({ key: '¡', code: 'Digit1', with: ['alt'] }), 'Alt-1')).toBe(true);
    expect(presses(press({ key: 'ç', code: 'KeyC', with: ['alt'] }), 'Alt-c')).toBe(true);
    expect(presses(press({ key: '1', code: 'Digit2', with: ['alt'] }), 'Alt-1')).toBe(false);
    expect(presses(press({ key: '-', code: 'Minus', with: ['alt'] }), 'Alt--')).toBe(true);
  });

  test('KE3: AltGr types a character and an input method composes: neither presses a command', () => {
    expect(presses(press({ key: '[', with: ['ctrl', 'alt'], altGr: true }), 'Mod-Alt-[')).toBe(false);
    expect(presses(press({ key: 'k', with: ['ctrl'], composing: true }), 'Mod-k')).toBe(false);
  });

  test('KE4: a key is printed as it is called on the keyboard', () => {
    Object.defineProperty(globalThis, 'navigator', { value: { platform: 'Win32' }, configurable: true });
    expect([printKey('Mod-Shift-a'), printKey('Alt--'), printKey('F8')]).toEqual([
      'Ctrl+Shift+A',
      'Alt+-',
      'F8',
    ]);
    Object.defineProperty(globalThis, 'navigator', { value: { platform: 'MacIntel' }, configurable: true });
    expect([printKey('Mod-Shift-a'), printKey('Alt-1')]).toEqual(['⌘⇧A', '⌥1']);
  });
});

describe('search', () => {
  test('FI1: words are found across brackets and formats, whatever their case, with the words around them', () => {
    const found = findWords(
      draft(provision('1', 'Parties ', open('a'), 'SHALL', close('a'), ' establish')),
      'shall est',
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ block: '1', before: 'Parties ', match: 'SHALL est', after: 'ablish' });
  });

  test('FI2: every place of a block has a key of its own; blanks find nothing; no more than 500 are listed', () => {
    const keys = findWords(draft(provision('1', 'aa aa')), 'aa').map(({ key }) => key);
    expect(keys).toEqual(['1@0', '1@3']);
    expect(findWords(draft(provision('1', 'a b')), '  ')).toEqual([]);
    expect(findWords(draft(provision('1', 'x'.repeat(2000))), 'x')).toHaveLength(500);
  });

  test('FI3: letters that grow in lower case do not shift what is shown', () => {
    const [found] = findWords(draft(provision('1', 'İİİ Fund')), 'Fund');
    expect(found?.match).toBe('Fund');
  });
});

describe('columns', () => {
  test('CO1: a draft is set in just the columns it has', () => {
    expect(layoutOf(sample('rivers-en').blocks)).toBe('concept-source');
    expect(layoutOf(sample('paragraph-10').blocks)).toBe('text');
    expect(columnsOf(sample('rivers-en').blocks)).toHaveLength(3);
    expect(columnsOf(sample('paragraph-10').blocks)).toBeUndefined();
  });
});

describe('brackets in print', () => {
  test('BR1: a bracket is open from the block after its opening to the one of its closing, found by id', () => {
    const { openAt, pairs } = bracketsInPrint([
      provision('1', open('a'), 'x', open('b')),
      provision('2', close('a'), 'y'),
      provision('3', close('b')),
      provision('4', 'z'),
    ]);
    expect([...pairs]).toEqual(['a', 'b']);
    expect(openAt.map((list) => list.map(({ id }) => id).join())).toEqual(['', 'a,b', 'b', '']);
  });

  test('BR3: a delimiter without partner, or with its partner before it, opens nothing', () => {
    const { openAt, pairs } = bracketsInPrint([
      provision('1', open('a'), close('c')),
      provision('2', open('c')),
    ]);
    expect([...pairs]).toEqual([]);
    expect(openAt.every((list) => list.length === 0)).toBe(true);
  });
});
