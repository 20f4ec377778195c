/** What the panels about proposals make of the record, the table and the own hand. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Say } from '../../client/locales/i18n.ts';
import { blockClasses, outlineMarks } from '../../client/panels/block-classes.ts';
import type { Negotiation, ProposalView } from '../../client/panels/negotiation.ts';
import { dropNote, readNotes, writeNote } from '../../client/panels/notes.ts';
import { actionsOn } from '../../client/panels/proposal-actions.ts';
import { draft } from '../../fixtures/build.ts';
import { PARAGRAPH_TEN } from '../../fixtures/paragraph-ten.ts';
import type { ActRequest } from '../../shared/acts/act.ts';
import { wordsBefore } from '../../shared/acts/reading/beside.ts';
import { readHand } from '../../shared/acts/reading/mine.ts';
import { seenHash } from '../../shared/acts/seen.ts';
import { openDraft } from '../../shared/proposals/open-draft.ts';
import { putOnTable, rewordOnTable } from '../../shared/proposals/table.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';
import { notesOf } from '../../shared/text/draft-doc.ts';
import { Paper } from '../support/proposing.ts';

describe('CM2: notes of a delegation', () => {
  test('are written into its hand, the latest first, and can be deleted', () => {
    const hand = new Y.Doc();
    writeNote(hand, { id: 'a', on: 'draft', words: 'one', by: 'Aino', at: 1 }, 'test');
    writeNote(hand, { id: 'b', on: 'unit:u', words: 'two', by: 'Bea', at: 2 }, 'test');
    expect(readNotes(hand).map(({ words }) => words)).toEqual(['two', 'one']);
    dropNote(hand, 'b', 'test');
    expect(readNotes(hand)).toEqual([{ id: 'a', on: 'draft', words: 'one', by: 'Aino', at: 1 }]);
  });

  test('what is no note is passed over', () => {
    const hand = new Y.Doc();
    notesOf(hand).set('x', 'nonsense');
    notesOf(hand).set('y', { on: 'draft', words: 5, by: 'x', at: 1 });
    expect(readNotes(hand)).toEqual([]);
  });
});

test('MD7: the floor and the status of a provision are names on its block and marks in the outline', () => {
  const facts = {
    floor: { kind: 'floor', unit: 'u', seq: 1 },
    'status/u': { kind: 'status', unit: 'u', status: 'agreed-ad-ref', awaiting: ['eu'], seq: 2 },
    'part-phase/p': { kind: 'part-phase', part: 'p', phase: 'frozen' },
  } as const;
  expect([...blockClasses(facts)]).toEqual([['u', ['on-the-floor', 'status-agreed-ad-ref']]]);
  expect([...outlineMarks(facts, ({ status, awaiting }) => `${status} ${awaiting}`)]).toEqual([
    ['u', { isOnFloor: true, status: 'agreed-ad-ref', said: 'agreed-ad-ref eu' }],
    ['p', { phase: 'frozen' }],
  ]);
});

test('MD8: a decision names the words that stand before its decider when the button is pressed, not when it was drawn', () => {
  const paper = new Paper(PARAGRAPH_TEN);
  const draft = openDraft(paper.ydoc, 'test');
  const head = { id: 'p', kind: 'replacement', state: 'on-text', order: 1, wording: 1 } as const;
  const words = (text: string) => [
    { id: 'p-words', kind: 'paragraph' as const, attrs: {}, content: [{ text }] },
  ];
  putOnTable(draft, { ...head, place: paper.range('10', 'shall') }, words('should'));
  const asked: ActRequest[] = [];
  const negotiation = {
    isChairs: true,
    facts: {},
    phase: 'open',
    partOf: () => undefined,
    proposals: { composition: { papers: { ydoc: paper.ydoc, text: draft.text, words: draft.words } } },
    act: async (requests: readonly ActRequest[]) => asked.push(...requests) > 0,
  } as unknown as Negotiation;
  const fact = { kind: 'proposal', id: 'p', fate: 'on-text', proponents: ['aa'], withdrew: [] };
  const view = { id: 'p', fact, block: paper.block('10') } as unknown as ProposalView;
  const [take] = actionsOn({ t: ((key: string) => key) as Say, negotiation, view }).filter(
    ({ id }) => id === 'proposal.taken',
  );
  take!.run();
  rewordOnTable(draft, { ...head, place: paper.range('10', 'shall'), wording: 2 }, words('may'));
  take!.run();
  const named = asked.map((request) => ('seen' in request ? request.seen : undefined));
  expect(named[1]).toBe(seenHash(draft, ['p']));
  expect(named[0]).not.toBe(named[1]);
  draft.close();
});

describe('MD1: what is in hand', () => {
  test('is read with its words', () => {
    const paper = new Paper(PARAGRAPH_TEN);
    paper.propose('replacement', paper.range('10', 'shall'), 'should');
    paper.propose('deletion', paper.range('10', 'shared'));
    const held = readHand({ ydoc: paper.hand, index: BlockIndex.of(paper.hand) });
    expect(held.map(({ kind, blocks }) => [kind, blocks.length])).toEqual([
      ['replacement', 1],
      ['deletion', 0],
    ]);
  });

  test('of added words it is said after which they stand', () => {
    const paper = new Paper(PARAGRAPH_TEN);
    expect(wordsBefore(paper.layers, paper.after('10', 'shall'))).toBe('Parties shall');
    expect(wordsBefore(paper.layers, paper.after('10', 'monitoring of shared'))).toBe('monitoring of shared');
    expect(wordsBefore(paper.layers, paper.range('10', 'shall'))).toBe('');
    const words = '我们将做出不懈努力使人们不论身在何处均能普遍无所不在地获取';
    const chinese = new Paper(draft({ title: '', language: 'zh', dir: 'ltr' }, `1. ${words}信息。`));
    expect(wordsBefore(chinese.layers, chinese.after('1', '获取'))).toBe(`…${words.slice(-24)}`);
  });
});
