import { TextSelection } from 'prosemirror-state';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { bracketMarksKey } from '../../client/editor/bracket-marks.ts';
import { posOf } from '../../client/editor/places.ts';
import type { Block, DraftDocument, Inline } from '../../shared/text/document.ts';
import { createDraft, readDraft } from '../../shared/text/draft-doc.ts';
import { Client } from '../fuzz/client.ts';

/** A draft of provisions `b0`, `b1` … with these words. */
function draft(...words: string[]): DraftDocument {
  const blocks: Block[] = words.map((text, i) => ({
    id: `b${i}`,
    kind: 'provision',
    attrs: { label: String(i + 10) },
    content: text ? [{ text }] : [],
  }));
  return { schema: 1, meta: { title: 'T', language: 'en', dir: 'ltr' }, blocks };
}

class Table {
  readonly people: Client[];
  constructor(document: DraftDocument, count: number) {
    const bytes = Y.encodeStateAsUpdate(createDraft(document));
    this.people = Array.from({ length: count }, (_, i) => new Client(`p${i}`, bytes, 10 + i));
  }

  merge(): void {
    for (const a of this.people)
      for (const b of this.people)
        if (a !== b) Y.applyUpdate(b.ydoc, Y.encodeStateAsUpdate(a.ydoc, Y.encodeStateVector(b.ydoc)), 'net');
    const [first, ...rest] = this.people;
    for (const other of rest) expect(readDraft(other.ydoc)).toEqual(readDraft(first!.ydoc));
    for (const person of this.people) expect(person.fault()).toBeUndefined();
  }

  get text(): string[] {
    return readDraft(this.people[0]!.ydoc).blocks.map(({ content }) => content.map(print).join(''));
  }
}

const print = (inline: Inline): string => {
  if (!('el' in inline)) return inline.strong ? `*${inline.text}*` : inline.text;
  return 'glyph' in inline ? inline.glyph : `<${inline.el}>`;
};

/** Puts the caret `offset` into a block, or selects up to a second place. */
function put(person: Client, block: string, offset: number, toBlock = block, toOffset = offset): void {
  const flat = (id: string, at: number): number => person.binding.index.placeOf(id)!.flat + 1 + at;
  const pos = (id: string, at: number): number => posOf(person.state.doc, person.binding.index, flat(id, at));
  const selection = TextSelection.create(person.state.doc, pos(block, offset), pos(toBlock, toOffset));
  person.binding.dispatch(person.state.tr.setSelection(selection));
}

const caret = ({ state }: Client): [string, number] => {
  const { $head } = state.selection;
  return [String($head.parent.attrs.id), $head.parentOffset];
};

describe('ED: the keyboard', () => {
  it('TX1, ED1: words appended to 10 while 10 bis is inserted after it land in 10', () => {
    const table = new Table(draft('ten', 'eleven'), 2);
    const [anna, bo] = table.people as [Client, Client];
    put(anna, 'b0', 3);
    put(bo, 'b0', 3);
    for (const char of ' words') anna.type(char);
    bo.run('new-provision');
    bo.type('bis');
    table.merge();
    expect(table.text).toEqual(['ten words', 'bis', 'eleven']);
    expect(caret(anna)).toEqual(['b0', 9]);
  });

  it('ED2: Enter parts, Backspace joins, and the caret stays between the same words', () => {
    const table = new Table(draft('onetwo', 'three'), 1);
    const [anna] = table.people as [Client];
    put(anna, 'b0', 3);
    anna.run('split');
    expect(table.text).toEqual(['one', 'two', 'three']);
    expect(caret(anna)[1]).toBe(0);
    anna.key('Backspace');
    expect(table.text).toEqual(['onetwo', 'three']);
    expect(caret(anna)).toEqual(['b0', 3]);
  });

  it('ED2: Enter at the start of 10 leaves 10 its words, number and identity', () => {
    const table = new Table(draft('ten'), 1);
    put(table.people[0]!, 'b0', 0);
    table.people[0]!.run('split');
    expect(readDraft(table.people[0]!.ydoc).blocks[1]).toMatchObject({ id: 'b0', attrs: { label: '10' } });
  });

  it('ED2: typing over a selection across blocks replaces it and joins them', () => {
    const table = new Table(draft('one two', 'gone', 'three four'), 2);
    const [anna, bo] = table.people as [Client, Client];
    put(bo, 'b1', 2);
    bo.type('KEPT');
    put(anna, 'b0', 4, 'b2', 6);
    anna.type('X');
    table.merge();
    expect(table.text).toEqual(['one XKEPTfour']);
  });

  it('ED3: a paste of several lines makes blocks with new ids; literal brackets become delimiters', () => {
    const table = new Table(draft('onetwo'), 1);
    put(table.people[0]!, 'b0', 3);
    table.people[0]!.paste('a [b] c\nd ]\ne');
    expect(table.text).toEqual(['onea [b] c', 'd ]', 'etwo']);
    const { blocks } = readDraft(table.people[0]!.ydoc);
    expect(new Set(blocks.map(({ id }) => id)).size).toBe(3);
    expect(
      blocks
        .flatMap(({ content }) => content)
        .filter((inline) => !('el' in inline) && /[[\]]/.test(inline.text)),
    ).toEqual([]);
  });

  it('ED4: one brackets across two provisions while another types inside and a third parts one', () => {
    const table = new Table(draft('one two', 'three four'), 3);
    const [anna, bo, chen] = table.people as [Client, Client, Client];
    put(anna, 'b0', 4, 'b1', 5);
    anna.run('bracket');
    put(bo, 'b0', 5);
    bo.type('QUICK');
    put(chen, 'b1', 2);
    chen.run('split');
    table.merge();
    expect(table.text).toEqual(['one [tQUICKwo', 'th', 'ree] four']);
  });

  it('BR3, ED5: cutting over one delimiter of a pair leaves it, and lifting takes both', () => {
    const table = new Table(draft('one two three'), 1);
    const [anna] = table.people as [Client];
    put(anna, 'b0', 4, 'b0', 7);
    anna.run('bracket');
    put(anna, 'b0', 2, 'b0', 7);
    anna.key('Backspace');
    expect(table.text).toEqual(['on[o] three']);
    put(anna, 'b0', 3);
    anna.run('lift');
    expect(table.text).toEqual(['ono three']);
  });

  it('TX5, ED7: a format set on words ends with them, and undo takes only one’s own typing back', () => {
    const table = new Table(draft('We reaffirm this'), 2);
    const [anna, bo] = table.people as [Client, Client];
    put(anna, 'b0', 3, 'b0', 11);
    anna.run('strong');
    put(bo, 'b0', 16);
    bo.type('!');
    table.merge();
    expect(table.text).toEqual(['We *reaffirm* this!']);
    anna.run('undo');
    table.merge();
    expect(table.text).toEqual(['We reaffirm this!']);
    anna.run('redo');
    expect(table.text[0]).toBe('We *reaffirm* this!');
  });

  it('AN1, ED8: Chinese composed while others type, bracket and part the same block is there once, in place', () => {
    const table = new Table(draft('我们重申承诺'), 2);
    const [anna, bo] = table.people as [Client, Client];
    put(anna, 'b0', 4);
    anna.startComposing();
    anna.type('n');
    put(bo, 'b0', 0, 'b0', 2);
    bo.run('bracket');
    put(bo, 'b0', 8);
    bo.type('。');
    table.people.reduce((a, b) => {
      Y.applyUpdate(a.ydoc, Y.encodeStateAsUpdate(b.ydoc), 'net');
      return b;
    });
    const { $head } = anna.state.selection;
    anna.binding.dispatch(anna.state.tr.insertText('你', $head.pos - 1, $head.pos));
    expect(readDraft(anna.ydoc).blocks[0]!.content).not.toEqual(
      expect.arrayContaining([expect.objectContaining({ text: expect.stringContaining('你') })]),
    );
    anna.endComposing();
    table.merge();
    expect(table.text).toEqual(['[我们]重申你承诺。']);
    expect(caret(anna)).toEqual(['b0', 7]);
  });

  it('ED8: a block parted under a composition keeps what was composed', () => {
    const table = new Table(draft('我们重申承诺'), 2);
    const [anna, bo] = table.people as [Client, Client];
    put(anna, 'b0', 4);
    anna.startComposing();
    anna.type('nihao');
    put(bo, 'b0', 2);
    bo.run('split');
    Y.applyUpdate(anna.ydoc, Y.encodeStateAsUpdate(bo.ydoc), 'net');
    anna.endComposing();
    table.merge();
    expect(table.text).toEqual(['我们', '重申nihao承诺']);
  });

  it('TX7, ED1: half a surrogate pair is never written, whatever is asked', () => {
    const table = new Table(draft('a𝄞b'), 1);
    const [anna] = table.people as [Client];
    put(anna, 'b0', 2);
    anna.type('x');
    put(anna, 'b0', 1, 'b0', 3);
    anna.type('\ud834');
    expect(JSON.stringify(readDraft(anna.ydoc))).not.toMatch(/\\ud83[0-9a-f](?!\\ud)/i);
    expect(table.text[0]).toContain('b');
  });
});

describe('BR4: drawing', () => {
  it('draws extents over several blocks, also over one inserted inside, and unpaired delimiters', () => {
    const table = new Table(draft('one', 'two', 'three'), 1);
    const [anna] = table.people as [Client];
    put(anna, 'b0', 1, 'b2', 2);
    anna.run('bracket');
    put(anna, 'b1', 3);
    anna.run('new-provision');
    anna.type('new');
    const marks = bracketMarksKey.getState(anna.state)!.marks;
    const at = anna.state.selection.head;
    expect(marks.find(at - 1, at).length).toBe(1);
    put(anna, 'b1', 1);
    anna.run('lift');
    expect(bracketMarksKey.getState(anna.state)!.marks.find().length).toBe(0);
    anna.paste('x ] y');
    expect(bracketMarksKey.getState(anna.state)!.marks.find()).toMatchObject([
      { type: { attrs: { class: 'unpaired' } } },
    ]);
  });
});

describe('AL1: a further alternative', () => {
  it('is labelled from what it covers, and covers the same when made from another', () => {
    const table = new Table(draft('ten', 'eleven'), 1);
    const [anna] = table.people as [Client];
    put(anna, 'b1', 2);
    anna.run('alternative');
    anna.type('other');
    anna.run('alternative');
    const made = readDraft(anna.ydoc).blocks.filter(({ kind }) => kind === 'alternative');
    expect(made.map(({ attrs }) => attrs)).toEqual([
      { label: '11', covers: ['b1'], relation: 'replaces' },
      { label: '11A', covers: ['b1'], relation: 'replaces' },
    ]);
  });

  it('ED4: a bracket hugs its words', () => {
    const table = new Table(draft('one two three'), 1);
    put(table.people[0]!, 'b0', 3, 'b0', 8);
    table.people[0]!.run('bracket');
    expect(table.text).toEqual(['one [two] three']);
  });
});
