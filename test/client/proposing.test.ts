/** Typing on three papers: whatever a delegate's keyboard does, the text stays and the own hand changes. */

import { TextSelection } from 'prosemirror-state';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { drawnOf } from '../../client/editor/proposing/desk.ts';
import { PARAGRAPH_TEN } from '../../fixtures/paragraph-ten.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';
import { createDraft, readDraft, textOf } from '../../shared/text/draft-doc.ts';
import { replaceRange } from '../../shared/text/edit.ts';
import { nodeOfRecord } from '../../shared/text/schema.ts';
import { Delegate } from '../support/delegate.ts';

const TEN = 'b3';
const ELEVEN = 'b4';

function table(): { draft: Y.Doc; anna: Delegate } {
  const draft = createDraft(PARAGRAPH_TEN);
  return { draft, anna: new Delegate(draft, 'a') };
}

describe('ED10: typing becomes a proposal in hand, and the text stays as it is', () => {
  test('words typed in the text are an insertion, and going on typing goes on in it', () => {
    const { draft, anna } = table();
    const before = JSON.stringify(readDraft(draft));
    anna.at(TEN, 'Parties shall| establish').type(', as appropriate,');
    expect(anna.caret()).toMatch(/^Parties shall\[, as appropriate,\|\] establish/);
    expect(anna.kinds).toEqual(['insertion']);
    anna.at(TEN, 'appro|priate').type('X');
    expect(anna.shown(TEN)).toContain('[, as approXpriate,]');
    expect(anna.kinds).toEqual(['insertion']);
    expect(JSON.stringify(readDraft(draft))).toBe(before);
  });

  test('words typed right after or before one’s own go on in them', () => {
    const { anna } = table();
    anna.at(TEN, 'Parties shall| est').type('A');
    anna.at(TEN, '[A]| est').type('B');
    anna.at(TEN, '|[AB]').type('C');
    expect(anna.shown(TEN)).toContain('shall[CAB] est');
    expect(anna.kinds).toEqual(['insertion']);
  });

  test('ED15: words dragged elsewhere are asked to go there and to come here, as one request; undo takes back both', () => {
    const { draft, anna } = table();
    const before = JSON.stringify(readDraft(draft));
    anna.at(TEN, 'Parties |shall |establish');
    const { from, to } = anna.state.selection;
    const words = anna.state.doc.slice(from, to);
    anna.at(TEN, 'establish |a fund');
    const target = anna.state.selection.from;
    const tr = anna.state.tr.insert(target, words.content).delete(from, to);
    anna.desk.dispatch(tr.setMeta('uiEvent', 'drop'));
    expect(anna.shown(TEN)).toMatch(/^Parties \[shall \]establish \[shall \]a fund/);
    const made = [...anna.desk.composition.papers.inHand.values()];
    expect(made.map(({ kind }) => kind).sort()).toEqual(['deletion', 'insertion']);
    expect(made[0]!.link).toBeDefined();
    expect(made[1]!.link).toBe(made[0]!.link);
    expect(JSON.stringify(readDraft(draft))).toBe(before);
    anna.desk.undo!.undo();
    expect(anna.kinds).toEqual([]);
  });

  test('a selection typed over is a replacement', () => {
    const { anna } = table();
    anna.at(TEN, 'Parties |shall| est').type('should');
    expect(anna.shown(TEN)).toContain('Parties [shall][should] est');
    expect(anna.caret()).toContain('[should|]');
    expect(anna.kinds).toEqual(['replacement']);
  });

  test('Backspace strikes letter by letter and stays left of what it struck; then typing replaces', () => {
    const { anna } = table();
    anna.at(TEN, 'Parties shall| est').back(5);
    expect(anna.caret()).toMatch(/^Parties \|\[shall\] est/);
    expect(anna.kinds).toEqual(['deletion']);
    anna.type('may');
    expect(anna.caret()).toMatch(/^Parties \[shall\]\[may\|\] est/);
    expect(anna.kinds).toEqual(['replacement']);
  });

  test('Delete strikes forward and stays right of it', () => {
    const { anna } = table();
    anna.at(TEN, 'Parties |shall est').del(6);
    expect(anna.caret()).toMatch(/^Parties \[shall \]\|establish/);
    expect(anna.kinds).toEqual(['deletion']);
  });

  test('ED12: an emptied insertion goes with one more Backspace; an emptied replacement becomes a deletion', () => {
    const { anna } = table();
    anna.at(TEN, 'Parties shall| est').type('ab').back(2);
    expect(anna.caret()).toMatch(/^Parties shall\[\|\] est/);
    anna.back();
    expect(anna.caret()).toMatch(/^Parties shall\| est/);
    expect(anna.kinds).toEqual([]);
    anna.at(TEN, 'Parties |shall| est').type('ab').back(3);
    expect(anna.shown(TEN)).toContain('Parties [shall] est');
    expect(anna.kinds).toEqual(['deletion']);
  });

  test('a selection over own and foreign words: the own go, the foreign are asked to go', () => {
    const { anna } = table();
    anna.at(TEN, 'establish a| fund').type(' big');
    anna.at(TEN, 'Parties |shall establish a[ big] fund| to').back();
    expect(anna.shown(TEN)).toContain('Parties [shall establish a fund] to');
    expect(anna.kinds).toEqual(['deletion']);
  });

  test('a selection over two provisions is one deletion that opens in the one and closes in the other', () => {
    const { draft, anna } = table();
    const before = textOf(draft).toString();
    const doc = anna.state.doc;
    const posOf = (block: string, words: string): number => {
      let found = 0;
      doc.descendants((node, pos) => {
        if (node.attrs.id === block) found = pos + 1 + node.textContent.indexOf(words);
        return true;
      });
      return found;
    };
    anna.desk.dispatch(anna.state.tr.delete(posOf(TEN, 'shared'), posOf(ELEVEN, 'shall be')));
    expect(anna.shown(TEN)).toMatch(/of \[shared rivers\.$/);
    expect(anna.shown(ELEVEN)).toMatch(/^The fund \]shall/);
    expect(anna.kinds).toEqual(['deletion']);
    expect(textOf(draft).toString()).toBe(before);
  });

  test('`[` around foreign words asks for a bracket; in own words it is one', () => {
    const { anna } = table();
    anna.at(TEN, 'of |shared| rivers').bracket();
    expect(anna.shown(TEN)).toContain('of [shared] rivers');
    expect(anna.kinds).toEqual(['bracket']);
    anna.at(TEN, 'Parties shall| est').type(' now').at(TEN, '[ |now|]').bracket();
    expect(anna.shown(TEN)).toContain('shall[ [now]] est');
    expect(anna.kinds).toEqual(['bracket', 'insertion']);
  });

  test('words typed inside words that others want to go, or beside their delimiters, stand where they were typed', () => {
    const { draft } = table();
    const anna = new Delegate(draft, 'a');
    anna.at(TEN, 'Parties |shall| est').bracket();
    anna.at(TEN, '[sh|all]').type('X');
    expect(anna.shown(TEN)).toContain('[sh[X]all]');
    anna.at(TEN, '|[sh[').type('Y');
    expect(anna.shown(TEN)).toContain('Parties [Y][sh[X]all]');
    anna.at(TEN, 'all|] est').type('Z');
    expect(anna.shown(TEN)).toContain('[sh[X]all[Z]] est');
  });
});

describe('ED13: what is asked for beside typing', () => {
  test('an alternative of several blocks, with items, all in hand', () => {
    const { anna } = table();
    anna.at(TEN, '|Parties').run('alternative');
    anna.type('First').enter().type('Second').enter().type('Third');
    expect(anna.kinds).toEqual(['alternative']);
    expect(anna.printed()).toContain('Alt 10. First\n\n    Second\n\n    Third');
    anna.back(6);
    expect(anna.printed()).toContain('Alt 10. First\n\n    Second\n\n11.');
    anna.type('!');
    expect(anna.printed()).toContain('    Second!\n');
  });

  test('an alternative to two provisions stands after the second', () => {
    const { anna } = table();
    const { doc } = anna.state;
    let [from, to] = [0, 0];
    doc.descendants((node, pos) => {
      if (node.attrs.id === TEN) from = pos + 3;
      if (node.attrs.id === ELEVEN) to = pos + 5;
      return true;
    });
    anna.desk.dispatch(anna.state.tr.setSelection(TextSelection.create(doc, from, to)));
    anna.run('alternative').type('Instead of both');
    expect(anna.printed()).toContain('paragraph 10.\n\nAlt 10+11. Instead of both');
  });

  test('pasted paragraphs become blocks in a run and breaks in running text', () => {
    const { anna } = table();
    anna.at(TEN, '|Parties').run('new-provision').type('A').paste('one', 'two');
    expect(anna.printed()).toContain('[Aone\n\ntwo]');
    anna.at(ELEVEN, 'The fund| shall').paste('one', 'two');
    expect(anna.shown(ELEVEN)).toContain('The fund[one¶two] shall');
  });

  test('a whole provision: contested, to go, to move', () => {
    const { anna } = table();
    anna.at(TEN, 'Par|ties').run('bracket-provision');
    expect(anna.shown(TEN)).toMatch(/^\[Parties .*rivers\.\]$/);
    anna.at(ELEVEN, 'The| fund').run('delete-provision').run('move', '12');
    expect(anna.printed()).toContain(
      '11. [The fund shall be financed by voluntary contributions, as set out in paragraph 10.][Move to after 12]',
    );
  });
});

describe('ED11: the caret stays beside its words', () => {
  const insert = (draft: Y.Doc, block: string, at: number, words: string): void => {
    const index = BlockIndex.of(draft);
    const flat = index.placeOf(block)!.flat + 1 + at;
    replaceRange({ ydoc: draft, index, origin: 'act' }, flat, flat, [{ text: words }]);
  };

  test('others’ acts before it, in text and in hand', () => {
    const { draft, anna } = table();
    anna.at(TEN, 'establish |a fund');
    insert(draft, TEN, 0, 'All ');
    expect(anna.caret()).toMatch(/^All Parties shall establish \|a fund/);
    anna.type('now');
    insert(draft, TEN, 0, 'Now ');
    expect(anna.caret()).toContain('establish [now|]a fund');
    anna.type(' x');
    expect(anna.caret()).toContain('establish [now x|]a fund');
  });

  test('ED7: undo takes back one’s own typing, proposal by proposal', () => {
    const { anna } = table();
    anna.at(TEN, 'Parties shall| est').type('AB');
    anna.desk.undo!.stopCapturing();
    anna.at(TEN, 'of |shared| rivers').back();
    expect(anna.kinds).toEqual(['insertion', 'deletion']);
    anna.run('undo');
    expect(anna.kinds).toEqual(['insertion']);
    anna.run('undo');
    expect(anna.kinds).toEqual([]);
    anna.run('redo').run('redo');
    expect(anna.shown(TEN)).toContain('shall[AB] est');
    expect(anna.shown(TEN)).toContain('of [shared] rivers');
  });

  test('two accounts of one delegation type in the same words', () => {
    const { draft, anna } = table();
    const bo = new Delegate(draft, 'b');
    const sync = (): void => {
      Y.applyUpdate(bo.hand, Y.encodeStateAsUpdate(anna.hand, Y.encodeStateVector(bo.hand)), 'net');
      Y.applyUpdate(anna.hand, Y.encodeStateAsUpdate(bo.hand, Y.encodeStateVector(anna.hand)), 'net');
    };
    anna.at(TEN, 'Parties shall| est').type('one two');
    sync();
    bo.at(TEN, '[one| two]').type(' BO');
    anna.type(' three');
    sync();
    expect(anna.shown(TEN)).toContain('[one BO two three]');
    expect(bo.shown(TEN)).toBe(anna.shown(TEN));
    expect(anna.caret()).toContain('three|]');
  });

  test('what is shown is always what the papers say', () => {
    const { anna } = table();
    anna.at(TEN, 'Parties shall| est').type('x').back(3).type('y').enter().run('alternative').type('z');
    const shown = anna.desk.composition.blocks().map((block) => nodeOfRecord(drawnOf(block)).toJSON());
    const nodes: unknown[] = [];
    anna.state.doc.forEach((chunk) => void chunk.forEach((node) => void nodes.push(node.toJSON())));
    expect(nodes).toEqual(shown);
  });
});

describe('ED8: an input method', () => {
  test('composed words come once, in place, though others change the block meanwhile', () => {
    const { draft, anna } = table();
    anna.at(TEN, 'establish |a fund');
    anna.desk.held.isComposing = true;
    const compose = (text: string, replaced: number): void => {
      const { from } = anna.state.selection;
      anna.desk.dispatch(anna.state.tr.insertText(text, from - replaced, from));
    };
    compose('j', 0);
    compose('ji', 1);
    const index = BlockIndex.of(draft);
    const flat = index.placeOf(TEN)!.flat + 1;
    replaceRange({ ydoc: draft, index, origin: 'act' }, flat, flat, [{ text: 'All ' }]);
    compose('基', 2);
    expect(anna.shown(TEN)).toContain('establish 基a fund');
    anna.desk.held.isComposing = false;
    anna.desk.held.settle();
    expect(anna.shown(TEN)).toMatch(/^All Parties shall establish \[基\]a fund/);
    expect(anna.caret()).toContain('[基|]');
    expect(anna.kinds).toEqual(['insertion']);
  });
});
