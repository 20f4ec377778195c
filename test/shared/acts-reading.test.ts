/** What is read from the record beside the words: everything of a party, who stands where, what is new. */
import { describe, expect, test } from 'vitest';
import { PARAGRAPH_TEN } from '../../fixtures/paragraph-ten.ts';
import {
  CHAIR,
  type DecisionFact,
  type Fact,
  type Facts,
  keyOf,
  type PositionFact,
  type ProposalFact,
  type Target,
} from '../../shared/acts/facts.ts';
import { readThreads } from '../../shared/acts/reading/comments.ts';
import {
  actingForChoices,
  closedBy,
  mayDecide,
  mayJoin,
  mayTable,
  mayTakeOnText,
  mayTakeUp,
  mayTick,
  mayWithdraw,
  type Standpoint,
} from '../../shared/acts/reading/may.ts';
import { countFates, isToTable, readMine } from '../../shared/acts/reading/mine.ts';
import { namesBehind, namesByProposal, printNames } from '../../shared/acts/reading/names.ts';
import { placeInQueue, readQueue } from '../../shared/acts/reading/queue.ts';
import { openPositionsOf, readSaid } from '../../shared/acts/reading/said.ts';
import { readSince } from '../../shared/acts/reading/since.ts';
import { readSupport, supportersOf } from '../../shared/acts/reading/support.ts';
import { Composition } from '../../shared/proposals/composition.ts';
import { hashWords, type Proposal } from '../../shared/proposals/proposal.ts';
import { createDraft } from '../../shared/text/draft-doc.ts';
import { PARTIES } from '../support/meeting.ts';

const factsOf = (...facts: readonly Fact[]): Facts =>
  Object.fromEntries(facts.map((fact) => [keyOf(fact), fact]));

const proposal = (
  id: string,
  more: Partial<ProposalFact> & { words?: readonly string[] } = {},
): ProposalFact => {
  const { words = [id], tabled = 1, ...rest } = more;
  return {
    kind: 'proposal',
    id,
    asks: 'replacement',
    unit: 'u10',
    fate: 'on-text',
    proponents: ['usa'],
    withdrew: [],
    wordings: words.map((each, at) => ({
      number: at + 1,
      words: each,
      hash: hashWords(each),
      seq: tabled + at,
    })),
    tabled,
    at: 0,
    ...rest,
  };
};
const position = (party: string, on: string, more: Partial<PositionFact> = {}): PositionFact => ({
  kind: 'position',
  party,
  on: `proposal:${on}`,
  stance: 'supports',
  audience: 'room',
  seq: 2,
  recorded: false,
  ...more,
});
const held = (id: string, words: string): Proposal => ({
  id,
  kind: 'replacement',
  place: { on: 'after', block: null },
  blocks: [{ id: `${id}b`, kind: 'paragraph', attrs: {}, content: [{ text: words }] }],
});

describe('MD1: everything of a party and its fate', () => {
  const facts = factsOf(
    proposal('queued', { fate: 'queued', tabled: 1 }),
    proposal('standing', { words: ['may'], tabled: 2 }),
    proposal('joined', { proponents: ['eu', 'usa'], tabled: 3 }),
    proposal('taken', { fate: 'taken', ended: 9, tabled: 4 }),
    proposal('not', { fate: 'not-taken', ended: 9, tabled: 5 }),
    proposal('gone', { fate: 'withdrawn', proponents: [], withdrew: ['usa'], ended: 9, tabled: 6 }),
    proposal('left', { proponents: ['eu'], withdrew: ['usa'], tabled: 7 }),
    proposal('theirs', { proponents: ['eu'], tabled: 8 }),
    { kind: 'tick', proposal: 'taken', party: 'usa', seq: 10 },
  );
  const mine = readMine(facts, [held('fresh', 'new words'), held('standing', 'might')], 'usa');

  test('what is in hand, and all it ever tabled, joined or withdrew; nothing of others', () => {
    expect(mine.map(({ id, fate }) => `${id} ${fate}`)).toEqual([
      'fresh in-hand',
      'queued queued',
      'standing on-text',
      'joined on-text',
      'taken taken',
      'not not-taken',
      'gone withdrawn',
      'left withdrawn',
    ]);
  });

  test('the fates add up to everything that was proposed', () => {
    const counts = countFates(mine);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(mine.length);
    expect(counts).toMatchObject({ 'in-hand': 1, 'on-text': 2, withdrawn: 2 });
  });

  test('words changed in hand since they were tabled wait to be tabled again', () => {
    const standing = mine.find(({ id }) => id === 'standing')!;
    expect(standing).toMatchObject({ changed: true, words: 'might' });
    expect(mine.filter(isToTable).map(({ id }) => id)).toEqual(['fresh', 'standing']);
    expect(readMine(facts, [held('standing', 'may')], 'usa')[1]).toMatchObject({ changed: false });
  });

  test('what the party ticked as correctly reflected', () => {
    expect(mine.filter(({ ticked }) => ticked).map(({ id }) => id)).toEqual(['taken']);
    expect(readMine(facts, [], 'eu').some(({ ticked }) => ticked)).toBe(false);
  });
});

describe('MD2, PO2: who stands where', () => {
  const should = proposal('p', { words: ['should', 'may'] });
  const [first, second] = should.wordings.map(({ hash }) => hash);
  const facts = factsOf(
    should,
    position('japan', 'p', { wording: first! }),
    position('norway', 'p', { wording: second! }),
    position('canada', 'p', { stance: 'reserves', audience: 'chair', wording: second! }),
    position('eu', 'q'),
  );
  const groups = (known: Facts) =>
    readSupport(known, 'proposal:p', (a, b) => (a < b ? -1 : 1)).map(
      ({ stance, positions }) =>
        `${stance}: ${positions.map(({ party, earlier }) => `${party}${earlier ? ' earlier' : ''}`).join()}`,
    );

  test('by stance; support of the earlier wording is shown as such', () => {
    expect(groups(facts)).toEqual(['supports: norway,japan earlier', 'reserves: canada']);
    expect(supportersOf(facts, should)).toEqual(['norway']);
  });

  test('it counts again when the earlier words come back', () => {
    const back = proposal('p', { words: ['should', 'may', 'should'] });
    expect(groups({ ...facts, ...factsOf(back) })[0]).toBe('supports: japan,norway earlier');
  });
});

test('MD11: what a party said of what is open, that on earlier words first; not what is decided, gone or said by others', () => {
  const { text } = new Composition(createDraft(PARAGRAPH_TEN)).papers;
  const unit = [...text.records()].find(({ kind }) => kind === 'provision')!.id;
  const [may, taken] = [proposal('p', { words: ['should', 'may'] }), proposal('t', { fate: 'taken' })];
  const [first, second] = may.wordings.map(({ hash }) => hash);
  const on = (target: Target, more: Partial<PositionFact>): PositionFact => ({
    ...position('japan', 'p', more),
    on: target,
  });
  const known = factsOf(
    may,
    taken,
    on('proposal:p', { wording: first!, seq: 3 }),
    on('draft', { stance: 'reserves', seq: 9 }),
    on(`unit:${unit}`, { wording: 'other', seq: 2 }),
    on('proposal:t', { seq: 4 }),
    on('unit:gone', { seq: 5 }),
    position('norway', 'p', { wording: second! }),
  );
  expect(
    readSaid(known, text, openPositionsOf(known, 'japan')).map(({ position: { on: target }, earlier }) => [
      target,
      earlier,
    ]),
  ).toEqual([
    ['proposal:p', true],
    [`unit:${unit}`, true],
    ['draft', false],
  ]);
  expect(readSaid(known, text, openPositionsOf(known, 'norway')).map(({ earlier }) => earlier)).toEqual([
    false,
  ]);
});

describe('MD3: names in print order', () => {
  test('by the body’s order of seats, in the language asked for; the Chair first', () => {
    expect(printNames(PARTIES, ['usa', 'brazil', 'eu', CHAIR], 'en')).toEqual([
      'Chair',
      'Brazil',
      'EU',
      'USA',
    ]);
    expect(printNames(PARTIES, ['usa', CHAIR], 'zh-Hans')).toEqual(['主席', '美国']);
    expect(printNames(PARTIES, ['nobody'], 'en')).toEqual(['nobody']);
  });

  test('who asks comes before who supports the present words', () => {
    const fact = proposal('p', { words: ['should'] });
    const facts = factsOf(
      fact,
      position('japan', 'p', { wording: fact.wordings[0]!.hash }),
      position('brazil', 'p', { wording: 'x' }),
    );
    expect(namesBehind(facts, fact, PARTIES, 'en')).toEqual(['USA', 'Japan']);
    expect([
      ...namesByProposal({ ...facts, ...factsOf(proposal('w', { fate: 'taken' })) }, PARTIES, 'en'),
    ]).toEqual([['p', ['USA', 'Japan']]]);
  });
});

describe('MD4: since you left', () => {
  const decision = (seq: number, more: Partial<DecisionFact> = {}): DecisionFact => ({
    kind: 'decision',
    seq,
    at: 0,
    outcomes: [],
    before: '',
    after: '',
    basis: 'no-objection',
    ...more,
  });
  const facts = factsOf(
    proposal('ours', { words: ['a', 'b'], tabled: 2, proponents: ['eu', 'usa'] }),
    proposal('other', { tabled: 12, unit: 'u99', proponents: ['eu'] }),
    proposal('mine', { tabled: 13, unit: 'u77' }),
    proposal('near', { tabled: 14, proponents: ['eu'] }),
    decision(11, { unit: 'u99' }),
    decision(10, { unit: 'u5', outcomes: [{ on: 'proposal:ours', outcome: 'taken', words: 'b' }] }),
    position('japan', 'ours', { seq: 15 }),
    position('usa', 'other', { seq: 16 }),
    position('usa', 'near', { seq: 17, recorded: true }),
  );
  const told = (seen: number, party?: string) =>
    readSince(facts, seen, party).map(
      ({ news, seq, touchesUs }) => `${touchesUs ? '!' : ''}${news.kind} ${seq}`,
    );

  test('what touches us first, decisions before the rest, then the latest', () => {
    expect(told(9, 'usa')).toEqual([
      '!decision 10',
      '!position 17',
      '!position 15',
      '!tabled 14',
      '!tabled 12',
      'decision 11',
    ]);
  });

  test('what was seen is not told again, and what one did oneself is no news', () => {
    expect(told(16, 'usa')).toEqual(['!position 17']);
    expect(told(17, 'usa')).toEqual([]);
    expect(told(2, 'usa').some((each) => each.includes('13'))).toBe(false);
  });

  test('rewording is told once, as the last thing that happened', () => {
    expect(told(2, 'usa').filter((each) => each.includes('reworded'))).toEqual(['!reworded 3']);
  });

  test('for the chair’s side nothing is its own', () => {
    expect(told(12)).toEqual(['position 17', 'position 16', 'position 15', 'tabled 14', 'tabled 13']);
  });
});

describe('MD5: what one may do, and why not', () => {
  const usa: Standpoint = { party: 'usa', isChairs: false, phase: 'open' };
  const chair: Standpoint = { party: undefined, isChairs: true, phase: 'open' };
  const standing = proposal('p');
  const gone = proposal('g', { fate: 'withdrawn', proponents: [], withdrew: ['usa'] });

  test('joining, withdrawing, taking up, ticking', () => {
    expect(mayJoin(standing, usa)).toBe('already-a-proponent');
    expect(mayJoin(standing, { ...usa, party: 'eu' })).toBe(true);
    expect(mayJoin(gone, { ...usa, party: 'eu' })).toBe('wrong-fate');
    expect(mayJoin(standing, chair)).toBe('not-acting-for');
    expect([
      mayWithdraw(standing, usa),
      mayWithdraw(standing, { ...usa, party: 'eu' }),
      mayWithdraw(gone, usa),
    ]).toEqual([true, 'not-a-proponent', 'not-a-proponent']);
    expect([mayTakeUp({}, gone, usa), mayTakeUp({}, standing, usa)]).toEqual([true, 'wrong-fate']);
    expect([mayTick(standing, usa), mayTick(standing, { ...usa, party: 'eu' })]).toEqual([
      true,
      'not-a-proponent',
    ]);
  });

  test('tabling: what is in hand and new, where the text is open', () => {
    const inHand = { inHand: true, changed: false, unit: 'u10' };
    expect(mayTable({}, inHand, usa)).toBe(true);
    expect(mayTable({}, { ...inHand, inHand: false }, usa)).toBe('not-in-your-hand');
    expect(mayTable({}, { ...inHand, fact: standing }, usa)).toBe('nothing-changed');
    expect(mayTable({}, { ...inHand, fact: standing, changed: true }, usa)).toBe(true);
    expect(mayTable({}, inHand, { ...usa, phase: 'closed' })).toBe('closed');
    expect(mayTable({}, inHand, { ...usa, partPhase: 'frozen' })).toBe('part-frozen');
  });

  test('agreed words are closed until they are reopened', () => {
    const agreed = (status: 'agreed' | 'agreed-ad-ref' | 'parked') =>
      factsOf({ kind: 'status', unit: 'u10', status, awaiting: [], seq: 1 });
    expect(closedBy(agreed('agreed'), 'u10', usa)).toBe('agreed');
    expect(closedBy(agreed('agreed-ad-ref'), 'u10', usa)).toBe('agreed-ad-ref');
    expect([closedBy(agreed('parked'), 'u10', usa), closedBy(agreed('agreed'), 'u11', usa)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('the operator takes on the text and records decisions, nobody else', () => {
    const queued = proposal('q', { fate: 'queued' });
    expect([
      mayTakeOnText({}, queued, chair),
      mayTakeOnText({}, queued, usa),
      mayTakeOnText({}, standing, chair),
    ]).toEqual([true, 'not-the-operator', 'wrong-fate']);
    expect([mayDecide(standing, chair), mayDecide(gone, chair), mayDecide(standing, usa)]).toEqual([
      true,
      'wrong-fate',
      'not-the-operator',
    ]);
  });

  test('one acts for the own party and for groups that granted it', () => {
    const facts = factsOf(
      { kind: 'grant', group: 'g77', party: 'brazil' },
      { kind: 'grant', group: 'eu', party: 'norway' },
    );
    expect([
      actingForChoices(facts, 'brazil'),
      actingForChoices(facts, 'usa'),
      actingForChoices(facts, undefined),
    ]).toEqual([['brazil', 'g77'], ['usa'], []]);
  });
});

test('MD6: the queue is in the order of tabling', () => {
  const facts = factsOf(
    proposal('b', { fate: 'queued', tabled: 5 }),
    proposal('a', { fate: 'queued', tabled: 7 }),
    proposal('c', { tabled: 1 }),
  );
  expect(readQueue(facts).map(({ id }) => id)).toEqual(['b', 'a']);
  expect([placeInQueue(facts, 'a'), placeInQueue(facts, 'c')]).toEqual([2, undefined]);
});

test('CM1: comments stand in threads, the latest thread first, answers as they came', () => {
  const comment = (id: string, seq: number, on: 'draft' | `unit:${string}`, answers?: string): Fact => ({
    kind: 'comment',
    id,
    on,
    audience: 'all',
    party: 'eu',
    words: id,
    seq,
    at: 0,
    ...(answers ? { answers } : {}),
  });
  const facts = factsOf(
    comment('b', 2, 'unit:u10'),
    comment('a', 1, 'draft'),
    comment('a2', 4, 'draft', 'a1'),
    comment('a1', 3, 'draft', 'a'),
    comment('lost', 5, 'draft', 'nowhere'),
  );
  const shape = (threads: ReturnType<typeof readThreads>) =>
    threads.map(({ comment: { id }, answers }) => [id, ...answers.map((each) => each.id)].join(' '));
  expect(shape(readThreads(facts))).toEqual(['lost', 'b', 'a a1 a2']);
  expect(shape(readThreads(facts, ['unit:u10']))).toEqual(['b']);
});
