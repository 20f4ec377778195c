/** The chair's list of open points and what can be recorded of them. */
import { describe, expect, test } from 'vitest';
import type { DecisionFact } from '../../shared/acts/facts.ts';
import { countPoints, filterPoints, readOpenPoints } from '../../shared/acts/reading/open-points.ts';
import { commonOutcomes, outcomesOn } from '../../shared/acts/reading/outcomes.ts';
import { readAlternatives } from '../../shared/draft/alternatives.ts';
import { wholeOf } from '../../shared/proposals/place.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { ChairsTable, draftFrom, stateOf } from '../support/chair.ts';

const plain = { nameOf: (id: string) => id };
const pointsOf = (document: DraftDocument) => readOpenPoints(document);

describe('TB1: everything open in one list', () => {
  test('a choice of single words without brackets is one point, whatever its slashes', () => {
    const points = pointsOf(draftFrom('1: Ponds/springs/wells are [clean] or may/must be.', '2?: to come'));
    expect(points.map(({ kind, on, options }) => [kind, on, options])).toEqual([
      ['choice', 'choice:u0', ['Ponds', 'springs', 'wells']],
      ['bracket', 'bracket:u0b1', []],
      ['choice', 'choice:u0/1', ['may', 'must']],
      ['placeholder', 'unit:u1', []],
    ]);
  });

  test('what the list names the table decides', () => {
    const table = new ChairsTable(draftFrom('1: Ponds/springs/wells are [clean] or may/must be.'));
    for (const name of ['must', 'springs']) {
      const point = pointsOf(table.document).find(({ options }) => options.includes(name))!;
      const [found] = outcomesOn(point, plain).filter((each) => each.name === name);
      table.do({ act: 'decide', outcomes: [found!.decided!] });
    }
    expect(table.line('1')).toBe('1. springs are [clean] or must be.');
  });

  test('what no bracket shows is listed too: moves, mergers, and what waits in the queue', () => {
    const table = new ChairsTable(draftFrom('1: One [or] more.', '2: Two.', '3: Three.'));
    const [one, two, three] = ['1', '2', '3'].map((label) => table.id(label)) as [string, string, string];
    const whole = (id: string) => wholeOf(table.draft, [id])!;
    const move = {
      id: 'm',
      kind: 'move',
      place: whole(one),
      target: { on: 'after', block: three },
      blocks: [],
    } as const;
    const merge = {
      id: 'g',
      kind: 'merge',
      place: whole(three),
      target: { on: 'after', block: two },
      blocks: [],
    } as const;
    table.do({ act: 'enter', proposal: move, for: 'eu' });
    table.do({ act: 'enter', proposal: merge, for: 'japan' });
    const listed = () => readOpenPoints(table.document, table.facts);
    const shortly = () =>
      listed().map(({ number, kind, label, proponents }) => [number, kind, label, ...proponents]);
    expect(shortly()).toEqual([
      ['1.1', 'bracket', '1'],
      ['1.P1', 'move', '1', 'eu'],
      ['3.P1', 'merge', '3', 'japan'],
    ]);
    const queued = { ...table.facts[`proposal/m`], id: 'q', asks: 'deletion', fate: 'queued', tabled: 99 };
    const facts = { ...table.facts, 'proposal/q': queued } as typeof table.facts;
    const [, , third] = readOpenPoints(table.document, facts);
    expect(third).toMatchObject({ number: '1.P2', kind: 'queued', on: 'proposal:q', status: 'open' });
    expect(filterPoints(listed(), { party: 'japan' }).map(({ key }) => key)).toEqual(['proposal:g']);
    expect(filterPoints(listed(), { kind: 'move' })).toHaveLength(1);
    expect(countPoints(readOpenPoints(table.document, facts)).kind).toEqual({
      bracket: 1,
      move: 1,
      merge: 1,
      queued: 1,
    });
    for (const point of listed().filter(({ key }) => key.startsWith('proposal:'))) {
      const [, notTaken] = outcomesOn(point, { ...plain, asks: 'move' });
      table.do({ act: 'decide', outcomes: [notTaken!.decided!] });
    }
    expect(shortly()).toEqual([['1.1', 'bracket', '1']]);
    table.do({ act: 'enter', proposal: { ...move, id: 'm2' }, for: 'eu' });
    expect(shortly()[1]).toEqual(['1.P2', 'move', '1', 'eu']);
  });

  test('DE8: while a paragraph is parked, all that is open in it is', () => {
    const table = new ChairsTable(draftFrom('1: so [be it].', '~1: no.', '2: [and] so on.'));
    const listed = () =>
      readOpenPoints(table.document, table.facts).map(({ number, status, until }) => [number, status, until]);
    table.do({ act: 'status', units: [table.id('1')], status: 'parked', until: table.id('2') });
    const until = `unit:${table.id('2')}`;
    expect(listed()).toEqual([
      ['1.1', 'parked', until],
      ['1.2', 'parked', until],
      ['2.1', 'open', undefined],
    ]);
    table.do({ act: 'status', units: [table.id('1')], status: 'under-discussion' });
    expect(listed().map(([, status]) => status)).toEqual(['open', 'open', 'open']);
  });

  test('DE8: what is asked of a parked paragraph is parked with it', () => {
    const table = new ChairsTable(draftFrom('1: One.', '2: Two.', '3: Three.'));
    const [one, two] = [table.id('1'), table.id('2')];
    table.enter(
      { id: 'm', kind: 'move', place: wholeOf(table.draft, [one])!, target: { on: 'after', block: two } },
      'eu',
    );
    const listed = () =>
      readOpenPoints(table.document, table.facts).map(({ key, status, until }) => [key, status, until]);
    expect(listed()).toEqual([['proposal:m', 'open', undefined]]);
    table.do({ act: 'status', units: [one], status: 'parked', until: two });
    expect(listed()).toEqual([['proposal:m', 'parked', `unit:${two}`]]);
    table.do({ act: 'status', units: [two], status: 'agreed' });
    expect(listed()).toEqual([['proposal:m', 'open', undefined]]);
  });

  test('what is asked of a paragraph that left the text says where that stood, and comes last', () => {
    const table = new ChairsTable(draftFrom('1: One.', '2: Two.', '3: Three [or] four.'));
    const [one, two, three] = [table.id('1'), table.id('2'), table.id('3')];
    const place = (id: string) => wholeOf(table.draft, [id])!;
    table.enter({ id: 'm', kind: 'move', place: place(two), target: { on: 'after', block: three } }, 'eu');
    table.do({ act: 'decide', outcomes: [{ on: `unit:${two}`, outcome: 'goes' }] });
    expect(table.facts['proposal/m']).toMatchObject({ fate: 'on-text' });
    const found = readOpenPoints(table.document, table.facts);
    expect(found.map(({ number, label }) => [number, label])).toEqual([
      ['3.1', '3'],
      ['2.P1', '2'],
    ]);
    expect(found.at(-1)).toMatchObject({ text: 'Two.', unit: two });
    expect(table.document.blocks.map(({ id }) => id)).toEqual([one, three]);
  });

  test('what is asked before everything names no paragraph', () => {
    const table = new ChairsTable(draftFrom('1: One.'));
    table.enter(
      {
        id: 'n',
        kind: 'provision',
        place: { on: 'after', block: null },
        blocks: [{ id: 'n.w', kind: 'provision', elements: [{ text: 'First of all.' }] }],
      },
      'eu',
    );
    const facts = { ...table.facts, 'proposal/n': { ...table.facts['proposal/n'], fate: 'queued' } };
    const [found] = readOpenPoints(table.document, facts as typeof table.facts);
    expect(found).toMatchObject({ number: '0.P1', label: '', at: 0, text: 'First of all.' });
  });

  test('where a script does not part words, the whole paragraph is named', () => {
    expect(pointsOf(draftFrom('1: 议程/计划')).map(({ on }) => on)).toEqual(['unit:u0']);
  });
});

describe('TB2: what can become of a point', () => {
  const happens = (document: DraftDocument, at = 0) =>
    outcomesOn(pointsOf(document)[at]!, plain).map((each) => each.happens);

  test('a bracket, a placeholder, a choice, a delimiter without partner', () => {
    expect(happens(draftFrom('1: so [be it].'))).toEqual([
      'text-stays',
      'text-goes',
      'stays-in-brackets',
      'other-words',
      'parked',
    ]);
    expect(happens(draftFrom('1: [shall/should] be'))).toEqual([
      'option',
      'option',
      'other-words',
      'text-goes',
      'stays-in-brackets',
      'parked',
    ]);
    expect(happens(draftFrom('1?: to come'))).toEqual(['other-words', 'unit-goes']);
  });

  test('of a set its coherent outcomes and no text', () => {
    const document = draftFrom('10: a', '11: b', '~10+11: c');
    const [set] = readAlternatives(document).sets;
    const found = outcomesOn(pointsOf(document)[0]!, { nameOf: (id) => id, set: set! });
    expect(found.map(({ happens: what, name }) => [what, name])).toEqual([
      ['stands', 'u0 + u1'],
      ['stands', 'u2'],
      ['no-text', undefined],
      ['parked', undefined],
    ]);
  });

  test('TB6: of several what each of them offers, as one decision', () => {
    const table = new ChairsTable(draftFrom('1: so [be it].', '2: [all] is [well].'));
    const points = pointsOf(table.document);
    const common = commonOutcomes(points.map((point) => outcomesOn(point, plain)));
    expect(common.map(({ happens: what, decided }) => [what, decided.length])).toEqual([
      ['text-stays', 3],
      ['text-goes', 3],
      ['stays-in-brackets', 3],
      ['parked', 3],
    ]);
    table.do({ act: 'decide', outcomes: common[0]!.decided });
    expect(table.print).not.toContain('[');
    const mixed = [...points, ...pointsOf(draftFrom('9?: to come'))];
    expect(commonOutcomes(mixed.map((point) => outcomesOn(point, plain)))).toEqual([]);
  });
});

describe('TB3: other words for a whole paragraph', () => {
  test('items stay, the place for text to come is none any more, and correcting gives it back', () => {
    const table = new ChairsTable(draftFrom('1?: (to come)', '(a): first'));
    const before = table.state;
    const words = 'The fund is governed [by the Parties]:';
    const seq = table.do({ act: 'decide', outcomes: [{ on: 'unit:u0', outcome: 'substituted', words }] });
    expect(table.line('1')).toBe(`1. ${words}`);
    expect(table.print).toContain('first');
    expect(pointsOf(table.document).map(({ kind }) => kind)).toEqual(['bracket']);
    table.do({ act: 'correct', decision: seq });
    expect(stateOf(table.ydoc, table.facts, [`decision/${seq}`])).toBe(before);
  });

  test('of an item whose slash nobody can tell the extent of, other words are recorded; the other items stay', () => {
    const table = new ChairsTable(draftFrom('1: They shall', '(a): 使/确保人们得到水；', '(b): wait'));
    const before = table.state;
    const [point] = pointsOf(table.document);
    const item = table.document.blocks.find(({ attrs }) => attrs.label === 'a')!.id;
    expect(point).toMatchObject({ kind: 'choice', on: `unit:${item}` });
    const [outcome, ...others] = outcomesOn(point!, { ...plain, words: '使/确保人们得到水；' });
    expect(others).toEqual([]);
    const seq = table.do({ act: 'decide', outcomes: [outcome!.ask!.with('确保人们得到水；')] });
    expect(table.print).toMatch(/确保人们得到水；[\s\S]*wait/);
    expect(pointsOf(table.document)).toEqual([]);
    expect(table.why({ act: 'decide', outcomes: [{ on: `unit:${item}`, outcome: 'goes' }] })).toBe(
      'unknown-point',
    );
    table.do({ act: 'correct', decision: seq });
    expect(stateOf(table.ydoc, table.facts, [`decision/${seq}`])).toBe(before);
  });

  test('words without their bracket, and no words at all, are refused', () => {
    const table = new ChairsTable(draftFrom('1?: (to come)'));
    const say = (words: string) =>
      table.why({ act: 'decide', outcomes: [{ on: 'unit:u0', outcome: 'substituted', words }] });
    expect([say('so [be'), say('')]).toEqual(['unbalanced-brackets', 'wrong-outcome']);
    expect(table.line('1')).toBe('1. (to come)');
  });
});

test('TB4: a decision records words before and after as everybody read them', () => {
  const table = new ChairsTable(draftFrom('10: Parties shall act in time.'));
  const place = table.places.range('u0', 'shall');
  table.enter({ id: 'may', kind: 'replacement', place, words: 'may' }, 'usa');
  const at = table.places.range('u0', ' in time');
  table.enter({ id: 'late', kind: 'deletion', place: at }, 'eu');
  const seq = table.do({ act: 'decide', outcomes: [{ proposal: 'may', outcome: 'taken' }] });
  const { before, after } = table.facts[`decision/${seq}`] as DecisionFact;
  expect(before).toBe('Parties [shall][may] act[ in time].');
  expect(after).toBe('Parties may act[ in time].');
});
