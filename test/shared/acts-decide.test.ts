/** What a proposal of each kind does when it is decided: the text, to the letter. */
import { expect, test } from 'vitest';
import { readOpenPoints } from '../../shared/acts/reading/open-points.ts';
import { indexOf } from '../../shared/proposals/open-draft.ts';
import { composedDraft } from '../../shared/proposals/printed.ts';
import { spanOf } from '../../shared/proposals/span.ts';
import { orphansIn, proposalOnTable, tabledIn } from '../../shared/proposals/table.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';
import { isMalformed } from '../../shared/text/mend.ts';
import { block, item, provision, Sitting } from '../support/sitting.ts';

const TEN = 'Parties shall establish a fund to support monitoring of shared rivers.';
const ELEVEN = 'The fund shall be financed by voluntary contributions.';
const ten = (): Sitting => new Sitting(provision('10', TEN), provision('11', ELEVEN));

const sound = ({ draft }: Sitting): void => {
  expect(isMalformed(BlockIndex.of(draft.ydoc))).toBe(false);
  const [text, words] = [BlockIndex.of(draft.ydoc, 'text'), BlockIndex.of(draft.ydoc, 'words')];
  expect([...draft.text.records()]).toEqual([...text.records()]);
  expect([...draft.words.records()]).toEqual([...words.records()]);
};

test('PP6: words asked for in one gap stand in the order in which they were tabled, whichever is taken first', () => {
  for (const order of [
    ['+a', '+b', '+c'],
    ['+c', '+a', '+b'],
    ['+b', '+c', '+a'],
  ]) {
    const s = ten();
    for (const id of ['a', 'b', 'c'])
      s.enter('aa', { id, kind: 'insertion', place: s.at.after('p10', 'shall'), words: ` ${id}` });
    for (const each of order) expect(s.decide(each)).toBeUndefined();
    expect(s.text.split('\n')[0]).toBe(TEN.replace('shall', 'shall a b c'));
    sound(s);
  }
});

test('PP7: a replacement puts the new words in the place of the old', () => {
  const s = ten();
  s.enter('aa', { id: 'r', kind: 'replacement', place: s.at.range('p10', 'shall'), words: 'should' });
  expect(s.decide('+r')).toBeUndefined();
  expect(s.text).toBe(`${TEN.replace('shall', 'should')}\n${ELEVEN}`);
  expect(s.fact('r')).toMatchObject({ fate: 'taken', content: { id: 'r' } });
  sound(s);
});

test('PP7: a deletion of words, of all words, of a whole provision with its items', () => {
  const s = new Sitting(
    provision('10', TEN),
    item('a', 'rivers'),
    item('b', 'lakes'),
    provision('11', ELEVEN),
  );
  s.enter('aa', { id: 'w', kind: 'deletion', place: s.at.range('p10', ' shared') });
  s.enter('aa', { id: 'i', kind: 'deletion', place: s.at.range('a', 'rivers') });
  s.enter('aa', { id: 'e', kind: 'deletion', place: s.at.range('p11', ELEVEN) });
  expect(s.decide('+w', '+i', '+e')).toBeUndefined();
  expect(s.numbered).toEqual([`10 ${TEN.replace(' shared', '')}`, 'b lakes']);
  s.enter('aa', { id: 'u', kind: 'deletion', place: s.at.units('p10') });
  expect(s.decide('+u')).toBeUndefined();
  expect(s.text).toBe('');
  const removed = s.log.at(-1)!.changes[0];
  expect(removed).toMatchObject({ outcomes: [{ removed: [{ id: 'p10' }, { id: 'b' }] }] });
});

test('PP7: a bracket that would hold nothing goes with the words, and its paragraph where these were all of it', () => {
  const open = (id: string) => ({ el: 'bracket_open', id, kind: 'contested', glyph: '[' }) as const;
  const close = (id: string) => ({ el: 'bracket_close', id, glyph: ']' }) as const;
  const s = new Sitting(
    provision('1', 'One ', open('x'), open('y'), 'goes', close('y'), close('x'), ' stays'),
    provision('2', open('z'), 'All of it', close('z')),
    provision('3', open('w'), 'half', ' stays', close('w')),
  );
  const gone = [s.at.range('p1', 'goes'), s.at.range('p2', 'All of it'), s.at.range('p3', 'half')];
  gone.forEach((place, at) => {
    s.enter('aa', { id: `d${at}`, kind: 'deletion', place });
  });
  expect(s.decide('+d0', '+d1', '+d2')).toBeUndefined();
  expect(s.numbered).toEqual(['1 One stays', '3 [stays]']);
  sound(s);
});

test('PP7: a deletion over several provisions leaves both ends apart, and no delimiter without its partner', () => {
  const bracket = (el: 'bracket_open' | 'bracket_close', id: string) =>
    el === 'bracket_open'
      ? ({ el, id, kind: 'contested', glyph: '[' } as const)
      : ({ el, id, glyph: ']' } as const);
  const s = new Sitting(
    provision('1', 'One ', bracket('bracket_open', 'x'), 'keeps'),
    provision('2', 'Two goes', bracket('bracket_close', 'x'), bracket('bracket_open', 'y')),
    provision('3', 'Three', bracket('bracket_close', 'y'), ' stays'),
  );
  const [from, to] = [s.at.range('p1', 'keeps'), s.at.range('p3', 'Three\ufffc')];
  if (from.on !== 'range' || to.on !== 'range') throw new Error('no range');
  s.enter('aa', { id: 'd', kind: 'deletion', place: { ...from, last: to.last } });
  expect(
    s.act('secretariat', { act: 'decide', outcomes: [{ proposal: 'd', outcome: 'taken', confirmed: true }] }),
  ).toBeUndefined();
  expect(s.numbered).toEqual(['1 One [', '2 ]', '3  stays']);
  sound(s);
});

test('PP8: a break within the words is a paragraph of its own once they are taken', () => {
  const s = new Sitting(item('a', 'rivers and lakes'));
  const words = [{ text: ';' }, { el: 'paragraph_break' as const }, { text: 'wells' }];
  s.enter('aa', {
    id: 'b',
    kind: 'insertion',
    place: s.at.after('a', 'rivers'),
    blocks: [{ id: 'b.w', kind: 'paragraph', elements: words }],
  });
  expect(s.decide('+b')).toBeUndefined();
  expect(s.document.blocks.map(({ kind }) => kind)).toEqual(['item', 'item']);
  expect(s.numbered).toEqual(['a rivers;', 'item wells and lakes']);
  sound(s);
});

test('PP9: a bracket asked for stands in the text once it is decided', () => {
  const s = ten();
  s.enter('aa', { id: 'x', kind: 'bracket', place: s.at.range('p10', 'shared') });
  s.enter('aa', { id: 'y', kind: 'bracket', place: s.at.units('p11') });
  expect(s.decide('+x', '+y')).toBeUndefined();
  expect(s.text).toBe(`${TEN.replace('shared', '[shared]')}\n[${ELEVEN}]`);
  expect(s.draft.text.isPaired('x') && s.draft.text.isPaired('y')).toBe(true);
});

test('PP10: an option joins its choice, a placeholder stands in brackets of its own', () => {
  const s = new Sitting(
    provision(
      '1',
      'Parties ',
      { el: 'bracket_open', id: 'c', kind: 'choice', glyph: '[' },
      'shall',
      { el: 'option_break', bracket: 'c', glyph: '/' },
      'should',
      { el: 'bracket_close', id: 'c', glyph: ']' },
      ' pay.',
    ),
  );
  s.enter('aa', { id: 'o', kind: 'option', place: s.at.after('p1', 'shall'), words: 'may' });
  s.enter('aa', { id: 'h', kind: 'placeholder', place: s.at.after('p1', ' pay'), words: 'how much' });
  expect(s.decide('+o', '+h')).toBeUndefined();
  expect(s.text).toBe('Parties [shall/should/may] pay[how much].');
  sound(s);
});

test('PP10: a note that a provision will come is open where it was asked for, and taken one kept for it', () => {
  const s = new Sitting(provision('10', TEN), provision('11', ELEVEN));
  s.enter('aa', {
    id: 'h',
    kind: 'placeholder',
    place: { on: 'after', block: 'p10' },
    blocks: [{ id: 'h1', kind: 'provision', elements: [{ text: 'review of the fund' }] }],
  });
  const open = () => readOpenPoints(composedDraft(s.draft.ydoc), s.facts);
  expect(open().map(({ kind, on, text }) => [kind, on, text])).toEqual([
    ['placeholder', 'proposal:h', 'review of the fund'],
  ]);
  expect(s.decide('+h')).toBeUndefined();
  expect(s.numbered).toEqual([`10 ${TEN}`, 'provision review of the fund', `11 ${ELEVEN}`]);
  expect(open().map(({ kind, on }) => [kind, on])).toEqual([['placeholder', 'unit:h1']]);
});

test('PP10: a new provision stands after another and its items, with items of its own', () => {
  const s = new Sitting(provision('10', TEN), item('a', 'rivers'), provision('11', ELEVEN));
  s.enter('aa', {
    id: 'n',
    kind: 'provision',
    place: { on: 'after', block: 'p10' },
    blocks: [
      { id: 'n1', kind: 'provision', attrs: { label: '10 bis' }, elements: [{ text: 'New:' }] },
      { id: 'n2', kind: 'item', attrs: { label: 'a', level: 1 }, elements: [{ text: 'one' }] },
    ],
  });
  expect(s.decide('+n')).toBeUndefined();
  expect(s.numbered).toEqual([`10 ${TEN}`, 'a rivers', '10 bis New:', 'a one', `11 ${ELEVEN}`]);
  expect(s.document.blocks[2]!.attrs).toEqual({ label: '10 bis' });
});

test('PP11: an alternative takes the place of what it covers; its rivals go with it, in the text and on the table', () => {
  const s = ten();
  const alternative = (id: string, words: string, ...covers: readonly string[]) =>
    s.enter('aa', {
      id,
      kind: 'alternative',
      place: s.at.units(...covers),
      blocks: [
        {
          id: `${id}1`,
          kind: 'alternative',
          attrs: { label: covers.join('+') },
          elements: [{ text: words }],
        },
      ],
    });
  alternative('both', 'Parties finance monitoring.', 'p10', 'p11');
  alternative('one', 'Parties support monitoring.', 'p10');
  alternative('other', 'Money comes.', 'p11');
  s.enter('bb', { id: 'in', kind: 'deletion', place: s.at.range('p10', ' shared') });
  expect(s.decide('+one')).toBeUndefined();
  expect(s.numbered).toEqual(['10 Parties support monitoring.', `11 ${ELEVEN}`]);
  expect(s.document.blocks[0]).toMatchObject({ id: 'one1', kind: 'provision', attrs: { label: '10' } });
  expect([s.fact('both').fate, s.fact('other').fate]).toEqual(['not-taken', 'on-text']);
  expect(orphansIn(s.draft)).toEqual(['in']);
  expect(s.decide('+in')).toBe('place-gone');
  sound(s);
});

test('PP11: move and merge carry blocks, ids and what is asked for in them', () => {
  const s = new Sitting(
    provision('1', 'One.'),
    item('a', 'first'),
    provision('2', 'Two.'),
    provision('3', 'Three.'),
  );
  s.enter('bb', { id: 'q', kind: 'insertion', place: s.at.after('p1', 'One'), words: ' more' });
  s.enter('aa', { id: 'm', kind: 'move', place: s.at.units('p1'), target: { on: 'after', block: 'p3' } });
  expect(s.decide('+m')).toBeUndefined();
  expect(s.numbered).toEqual(['2 Two.', '3 Three.', '1 One.', 'a first']);
  sound(s);
  s.enter('aa', { id: 'g', kind: 'merge', place: s.at.units('p1'), target: { on: 'after', block: 'p2' } });
  expect(s.decide('+g')).toBeUndefined();
  expect(s.numbered).toEqual(['2 Two. One.', 'a first', '3 Three.']);
  expect(s.decide('+q')).toBeUndefined();
  expect(s.numbered[0]).toBe('2 Two. One more.');
  sound(s);
});

test('PP12: an amendment to words of the table follows them into the text', () => {
  const s = ten();
  s.enter('aa', { id: 'host', kind: 'insertion', place: s.at.after('p10', 'rivers'), words: ' and lakes' });
  const del = s.onTable.range('host.w', 'lakes');
  const ins = s.onTable.after('host.w');
  expect(s.table('bb', { id: 'd', kind: 'replacement', place: del, words: 'wells' })).toBeUndefined();
  expect(s.table('cc', { id: 'i', kind: 'insertion', place: ins, words: ', streams' })).toBeUndefined();
  expect(s.decide('+d')).toBe('wrong-fate');
  expect(s.decide('+host')).toBeUndefined();
  expect(s.text.split('\n')[0]).toBe(TEN.replace('rivers', 'rivers and lakes'));
  expect(tabledIn(s.draft.ydoc).get('d')!.place).toMatchObject({ layer: 'text' });
  expect(s.decide('+d', '+i')).toBeUndefined();
  expect(s.text.split('\n')[0]).toBe(TEN.replace('rivers', 'rivers, streams and wells'));
  sound(s);
});

test('PP12: a host and its amendments are taken in one decision, hosts first', () => {
  const s = ten();
  s.enter('aa', { id: 'host', kind: 'insertion', place: s.at.after('p10', 'rivers'), words: ' and lakes' });
  s.table('bb', { id: 'd', kind: 'deletion', place: s.onTable.range('host.w', ' and') });
  expect(s.decide('+d', '+host')).toBeUndefined();
  expect(s.text.split('\n')[0]).toBe(TEN.replace('rivers', 'rivers lakes'));
});

test('PP5: rewording keeps the places of amendments to the words that stay', () => {
  const s = ten();
  const ask = {
    id: 'host',
    kind: 'insertion',
    place: s.at.after('p10', 'rivers'),
    words: ' and large lakes',
  } as const;
  s.table('aa', ask);
  s.table('bb', {
    id: 'd',
    kind: 'deletion',
    place: s.onTable.range('host.w', ' lakes'),
  });
  expect(s.table('aa', { ...ask, words: ' as well as very large lakes and wells' })).toBeUndefined();
  const { place } = proposalOnTable(s.draft, 'd')!;
  const span = spanOf(s.draft, place)!;
  const index = indexOf(s.draft, span.layer);
  expect(index.text.toString()).toBe(' as well as very large lakes and wells');
  expect(span.to - span.from).toBe(6);
  expect(s.fact('host').wordings.length).toBe(2);
});

test('AC8: a deletion asked for on other words takes nothing away, unless somebody says that it should', () => {
  const s = ten();
  s.table('bb', { id: 'del', kind: 'deletion', place: s.at.range('p10', 'support monitoring') });
  s.enter('aa', { id: 'r', kind: 'insertion', place: s.at.after('p10', 'support'), words: ' joint' });
  expect(s.decide('+r')).toBeUndefined();
  expect(s.decide('+del')).toBe('words-changed');
  expect(s.text.split('\n')[0]).toContain('support joint monitoring');
  const outcomes = [{ proposal: 'del', outcome: 'taken', confirmed: true } as const];
  expect(s.act('secretariat', { act: 'decide', outcomes })).toBeUndefined();
  expect(s.text.split('\n')[0]).toBe('Parties shall establish a fund to of shared rivers.');
});

test('AC9: proposals of one link are decided together', () => {
  const s = ten();
  s.table('aa', {
    id: 'x',
    kind: 'insertion',
    place: s.at.after('p10', 'Parties'),
    words: ' all',
    link: 'l',
  });
  s.table('aa', { id: 'y', kind: 'deletion', place: s.at.range('p10', ' shared'), link: 'l' });
  expect(s.table('bb', { id: 'z', kind: 'deletion', place: s.at.range('p11', 'The'), link: 'l' })).toBe(
    'id-taken',
  );
  expect(s.decide('+x')).toBeUndefined();
  expect(s.text.split('\n')[0]).toBe('Parties all shall establish a fund to support monitoring of rivers.');
  expect(s.fact('y').fate).toBe('taken');
});

test('PP13: a heading is not swallowed by a range', () => {
  const s = new Sitting(provision('1', 'One.'), block('part', 'part', 'Annex'), provision('2', 'Two.'));
  const [from, to] = [s.at.range('p1', 'One'), s.at.range('p2', 'Two')];
  if (from.on !== 'range' || to.on !== 'range') throw new Error('no range');
  expect(s.table('aa', { id: 'd', kind: 'deletion', place: { ...from, last: to.last } })).toBe(
    'malformed-proposal',
  );
});
