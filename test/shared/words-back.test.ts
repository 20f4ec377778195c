/** Words that went from within a paragraph, asked for again from the record where they stood. */
import { describe, expect, test } from 'vitest';
import type { FromRecord, ProposalFact } from '../../shared/acts/facts.ts';
import { earlierWordings } from '../../shared/acts/reading/earlier-wordings.ts';
import { unitOf } from '../../shared/proposals/units.ts';
import { ChairsTable, delegate, draftFrom } from '../support/chair.ts';

const goes = (table: ChairsTable, bracket: string): number =>
  table.do({ act: 'decide', outcomes: [{ on: `bracket:${bracket}`, outcome: 'goes' }] });

const earlier = (table: ChairsTable, label: string) =>
  earlierWordings(table.facts, (block) => unitOf(table.draft.text, block), table.id(label));

const went = (table: ChairsTable, label: string) =>
  earlier(table, label).flatMap(({ what, words, fate }) => (fate === 'went' ? [[what, words] as const] : []));

const back = (table: ChairsTable, what: FromRecord, party = 'eu'): ProposalFact => {
  const seq = table.do({ act: 'bring-back', what, for: party });
  const fact = table.facts[`proposal/back.${seq}`];
  if (fact?.kind !== 'proposal') throw new Error('no proposal came of it');
  return fact;
};

const take = (table: ChairsTable, { id }: ProposalFact): number =>
  table.do({ act: 'decide', outcomes: [{ proposal: id, outcome: 'taken' }] });

describe('DE18: words that went from within a paragraph are asked for again where they stood', () => {
  test.each([
    ['1: Shared rivers [and lakes] are kept clean.', 'Shared rivers are kept clean.', '[and lakes ]are'],
    ['1: [Most] rivers are kept clean.', 'rivers are kept clean.', '[Most ]rivers'],
    ['1: Rivers are kept clean [at once].', 'Rivers are kept clean.', 'clean[ at once].'],
    ['1: 河流[和湖泊]应保持清洁。', '河流应保持清洁。', '河流[和湖泊]应'],
  ])('a bracket whose text went: %s', (line, without, asked) => {
    const table = new ChairsTable(draftFrom(line, '2: Two.'));
    const before = table.print.replace(/[[\]]/gu, '');
    goes(table, 'u0b1');
    expect(table.line('1')).toBe(`1. ${without}`);
    const [[what] = []] = went(table, '1');
    const fact = back(table, what!);
    expect(fact).toMatchObject({ asks: 'insertion', fate: 'on-text', proponents: ['eu'], unit: 'u0' });
    expect(table.line('1')).toContain(asked);
    take(table, fact);
    expect(table.print).toBe(before);
    // They stand again: nothing is left to bring back.
    expect(went(table, '1')).toEqual([]);
  });

  test('brackets inside come back as brackets of their own, a choice as a choice', () => {
    const table = new ChairsTable(draftFrom('1: We [shall [promptly]] act [now/soon].'));
    goes(table, 'u0b1');
    goes(table, 'u0b3');
    expect(table.line('1')).toBe('1. We act.');
    expect(went(table, '1').map(([, words]) => words)).toEqual([' [now/soon]', 'shall [promptly] ']);
    for (const [what] of went(table, '1')) take(table, back(table, what));
    expect(table.line('1')).toBe('1. We shall [promptly] act [now/soon].');
  });

  test('a taken deletion, and a taken replacement: its old words in place of the new', () => {
    const table = new ChairsTable(draftFrom('1: Parties shall establish a fund without delay.'));
    table.enter({ id: 'del', kind: 'deletion', place: table.places.range('u0', ' without delay') }, 'usa');
    table.enter(
      { id: 'rep', kind: 'replacement', place: table.places.range('u0', 'shall'), words: 'should' },
      'usa',
    );
    for (const proposal of ['del', 'rep'])
      table.do({ act: 'decide', outcomes: [{ proposal, outcome: 'taken' }] });
    expect(table.line('1')).toBe('1. Parties should establish a fund.');
    const [[shall] = [], [delay] = []] = went(table, '1');
    const replaced = back(table, shall!);
    expect(replaced).toMatchObject({ asks: 'replacement' });
    expect(back(table, delay!, 'canada')).toMatchObject({ asks: 'insertion', proponents: ['canada'] });
    // Asked for already it is joined; by the same party it is there already.
    table.do({ act: 'bring-back', what: shall!, for: 'canada' });
    expect(table.facts[`proposal/${replaced.id}`]).toMatchObject({ proponents: ['eu', 'canada'] });
    expect(table.why({ act: 'bring-back', what: shall!, for: 'canada' })).toBe('already-a-proponent');
    take(table, replaced);
    expect(table.line('1')).toBe('1. Parties shall establish a fund[ without delay].');
  });

  test('the options of a choice that did not stand, each by itself, in place of the one that stands', () => {
    const table = new ChairsTable(draftFrom('1: Parties [shall/should/may] act.', '2: They must/can act.'));
    table.do({ act: 'decide', outcomes: [{ on: 'bracket:u0b1', outcome: 'option', option: 1 }] });
    table.do({ act: 'decide', outcomes: [{ on: 'choice:u1', outcome: 'option', option: 0 }] });
    expect([table.line('1'), table.line('2')]).toEqual(['1. Parties should act.', '2. They must act.']);
    expect(went(table, '1').map(([, words]) => words)).toEqual(['shall', 'may']);
    expect(went(table, '2').map(([, words]) => words)).toEqual(['can']);
    const may = went(table, '1')[1]![0];
    take(table, back(table, may));
    take(table, back(table, went(table, '2')[0]![0]));
    expect([table.line('1'), table.line('2')]).toEqual(['1. Parties may act.', '2. They can act.']);
  });

  test('what was substituted for a bracket, and for a whole paragraph', () => {
    const table = new ChairsTable(
      draftFrom('1: Parties [shall act] at once.', '2: All of them shall pay in full.'),
    );
    table.do({ act: 'decide', outcomes: [{ on: 'bracket:u0b1', outcome: 'substituted', words: 'may act' }] });
    table.do({
      act: 'decide',
      outcomes: [{ on: 'unit:u1', outcome: 'substituted', words: 'Some of them shall pay in full.' }],
    });
    take(table, back(table, went(table, '1')[0]![0]));
    expect(went(table, '2').map(([, words]) => words)).toEqual(['All']);
    take(table, back(table, went(table, '2')[0]![0]));
    expect([table.line('1'), table.line('2')]).toEqual([
      '1. Parties shall act at once.',
      '2. All of them shall pay in full.',
    ]);
  });

  test('where what was put in their place went too, they stand where they stood', () => {
    const table = new ChairsTable(draftFrom('1: Parties [shall] act.'));
    table.do({ act: 'decide', outcomes: [{ on: 'bracket:u0b1', outcome: 'substituted', words: '[may]' }] });
    const may = table.document.blocks[0]!.content.find((each) => 'el' in each && each.el === 'bracket_open');
    goes(table, (may as { id: string }).id);
    const shall = went(table, '1').find(([, words]) => words === 'shall')!;
    expect(back(table, shall[0])).toMatchObject({ asks: 'insertion' });
    expect(table.line('1')).toBe('1. Parties [shall]act.');
  });

  test('their place is gone with the paragraph, also when that stands merged elsewhere they are told', () => {
    const table = new ChairsTable(draftFrom('1: One [and all].', '2: Two [and more] here.', '3: Three.'));
    goes(table, 'u0b1');
    goes(table, 'u1b1');
    const [[all] = [], [more] = []] = [went(table, '1')[0], went(table, '2')[0]];
    table.do({ act: 'decide', outcomes: [{ on: 'unit:u0', outcome: 'goes' }] });
    expect(table.why({ act: 'bring-back', what: all!, for: 'eu' })).toBe('place-gone');
    table.do({ act: 'move', units: ['u1'], after: 'u2' });
    expect(back(table, more!)).toMatchObject({ unit: 'u1' });
    expect(table.line('2')).toBe('2. Two [and more ]here.');
  });

  test('what is agreed is reopened first; a delegation asks for itself alone; what was corrected never went', () => {
    const table = new ChairsTable(draftFrom('1: One [and all].', '2: Two [and more] here.'));
    const seq = goes(table, 'u1b1');
    const [[what] = []] = went(table, '2');
    expect(table.why({ act: 'bring-back', what: what!, for: 'usa' }, delegate('eu'))).toBe('not-acting-for');
    expect(table.why({ act: 'bring-back', what: what!, covers: ['u0'] })).toBe('wrong-outcome');
    expect(table.why({ act: 'bring-back', what: 'words:99.0' })).toBe('unknown-proposal');
    table.do({ act: 'correct', decision: seq });
    expect(went(table, '2')).toEqual([]);
    goes(table, 'u1b1');
    const [[again] = []] = went(table, '2');
    table.do({ act: 'status', units: ['u1'], status: 'agreed' });
    expect(table.why({ act: 'bring-back', what: again! }, delegate('eu'))).toBe('agreed');
    table.do({ act: 'reopen', unit: 'u1', for: 'eu' });
    table.do({ act: 'bring-back', what: again! }, delegate('eu'));
    expect(table.line('2')).toBe('2. [Two [and more ]here.]');
  });

  test('the record replayed holds them with their places', () => {
    const table = new ChairsTable(draftFrom('1: One [and all] here.', '2: Two.'));
    goes(table, 'u0b1');
    expect(table.replay().facts).toEqual(table.facts);
    expect(table.replayFromSnapshot(1).facts).toEqual(table.facts);
  });
});
