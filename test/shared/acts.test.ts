/** Who may do what, what each act changes and refuses, and what of a hand can never reach the table. */
import { describe, expect, test } from 'vitest';
import type { ActRequest } from '../../shared/acts/act.ts';
import { CHAIR, type Facts, withChange } from '../../shared/acts/facts.ts';
import { reduce } from '../../shared/acts/reduce.ts';
import { mayAct } from '../../shared/acts/rights.ts';
import { audienceOf, changeFor, factsFor } from '../../shared/acts/view.ts';
import { DEFAULT_RULES, type Phase } from '../../shared/house/membership.ts';
import type { Place } from '../../shared/proposals/proposal.ts';
import { tabledIn } from '../../shared/proposals/table.ts';
import { readDraft } from '../../shared/text/draft-doc.ts';
import { type Ask, proposalOf } from '../support/asks.ts';
import { block, item, memberOf, provision, Sitting } from '../support/sitting.ts';

const TEN = 'Parties shall establish a fund to support monitoring of shared rivers.';
const ELEVEN = 'The fund shall be financed by voluntary contributions.';
const ten = (): Sitting =>
  new Sitting(
    block('annex', 'part', 'Annex'),
    provision('10', TEN),
    item('a', 'rivers'),
    provision('11', ELEVEN),
  );
const should = (s: Sitting, id = 'r', words = 'should'): Ask => ({
  id,
  kind: 'replacement',
  place: s.at.range('p10', 'shall'),
  words,
});

const GRANTED: Facts = { 'grant/eu/aa': { kind: 'grant', group: 'eu', party: 'aa' } };
const REQUESTS: Readonly<Record<ActRequest['act'], ActRequest>> = {
  table: { act: 'table', proposal: 'x' },
  enter: {
    act: 'enter',
    proposal: proposalOf({ id: 'x', kind: 'keep', place: { on: 'after', block: null } }),
  },
  'take-on-text': { act: 'take-on-text', proposals: ['x'] },
  join: { act: 'join', proposal: 'x' },
  withdraw: { act: 'withdraw', proposal: 'x' },
  'take-up': { act: 'take-up', proposal: 'x' },
  position: { act: 'position', on: 'draft', stance: 'supports', audience: 'room' },
  reason: { act: 'reason', proposal: 'x', reason: 'y' },
  floor: { act: 'floor', unit: null },
  status: { act: 'status', units: ['x'], status: 'parked' },
  'part-phase': { act: 'part-phase', part: 'x', phase: null },
  comment: { act: 'comment', id: 'c', on: 'draft', audience: 'all', words: 'w' },
  grant: { act: 'grant', group: 'eu', party: 'bb', granted: true },
  tick: { act: 'tick', proposal: 'x', ticked: true },
  issue: { act: 'issue', symbol: 'A/1' },
  cover: { act: 'cover', proposal: 'x', coverage: 'taken' },
  decide: { act: 'decide', outcomes: [] },
  correct: { act: 'correct', decision: 1 },
  reopen: { act: 'reopen', unit: 'x' },
  'bring-back': { act: 'bring-back', what: 'proposal:x' },
  confirm: { act: 'confirm', unit: 'x' },
  object: { act: 'object', decision: 1, stance: 'reserves' },
  claim: { act: 'claim', bracket: 'x', claimed: true },
  meeting: { act: 'meeting', number: '1', does: 'open' },
  merge: { act: 'merge', units: ['x'], into: 'y' },
  split: { act: 'split', block: 'x', offset: 1 },
  move: { act: 'move', units: ['x'], after: null },
  renumber: { act: 'renumber', labels: {}, references: [] },
  editorial: { act: 'editorial', block: 'x', offset: 0, from: 'a', to: 'b' },
};
/** What each may do for itself: `-` no, else for whom. */
const RIGHTS: Readonly<Record<ActRequest['act'], readonly [operator: string, delegation: string]>> = {
  table: [CHAIR, 'aa'],
  enter: [CHAIR, '-'],
  'take-on-text': [CHAIR, '-'],
  join: [CHAIR, 'aa'],
  withdraw: [CHAIR, 'aa'],
  'take-up': [CHAIR, 'aa'],
  position: ['-', 'aa'],
  reason: [CHAIR, 'aa'],
  floor: [CHAIR, '-'],
  status: [CHAIR, '-'],
  'part-phase': [CHAIR, '-'],
  comment: [CHAIR, 'aa'],
  grant: ['eu', '-'],
  tick: ['-', 'aa'],
  issue: [CHAIR, '-'],
  cover: [CHAIR, '-'],
  decide: [CHAIR, '-'],
  correct: [CHAIR, '-'],
  reopen: [CHAIR, '-'],
  'bring-back': [CHAIR, 'aa'],
  confirm: ['-', 'aa'],
  object: ['-', 'aa'],
  claim: ['-', 'aa'],
  meeting: [CHAIR, '-'],
  merge: [CHAIR, '-'],
  split: [CHAIR, '-'],
  move: [CHAIR, '-'],
  renumber: [CHAIR, '-'],
  editorial: [CHAIR, '-'],
};

const OPEN_HOUSE = { phase: 'open', rules: DEFAULT_RULES } as const;

describe('who may', () => {
  const ask = (who: string | undefined, request: ActRequest, phase: Phase = 'open'): string => {
    const isParty = (party: string): boolean => party !== 'nobody';
    const verdict = mayAct(who === undefined ? undefined : memberOf(who), request, GRANTED, {
      standing: { phase, rules: DEFAULT_RULES },
      isParty,
    });
    return verdict.may ? verdict.for : '-';
  };

  test.each(Object.entries(RIGHTS))(
    'AC3: %s, by the operator, a delegation, an observer, nobody',
    (act, [operator, delegation]) => {
      const request = REQUESTS[act as ActRequest['act']];
      expect(ask('secretariat', request)).toBe(operator);
      expect(ask('chair', request)).toBe(operator);
      expect(ask('aa', request)).toBe(delegation);
      expect(ask('observer', request)).toBe('-');
      expect(ask(undefined, request)).toBe('-');
      expect(ask('aa', request, 'preparing')).toBe('-');
      expect(ask('secretariat', request, 'preparing')).toBe(operator);
    },
  );

  test('AC4: a delegation acts for itself and for a group that granted it, the operator for any party of the list', () => {
    const join = (party: string): ActRequest => ({ act: 'join', proposal: 'x', for: party });
    expect([
      ask('aa', join('aa')),
      ask('aa', join('eu')),
      ask('bb', join('eu')),
      ask('aa', join('bb')),
    ]).toEqual(['aa', 'eu', '-', '-']);
    expect([
      ask('aa', join(CHAIR)),
      ask('chair', join(CHAIR)),
      ask('chair', join('bb')),
      ask('chair', join('nobody')),
    ]).toEqual(['-', CHAIR, 'bb', '-']);
    expect(ask('eu', REQUESTS.grant)).toBe('eu');
  });
});

describe('the life of a proposal', () => {
  test('AC6: asking for what exists joins it; withdrawing all ends it; taking it up tables it again', () => {
    const s = ten();
    expect(s.table('aa', should(s))).toBeUndefined();
    expect(s.table('bb', should(s, 'other'))).toBeUndefined();
    expect(s.fact('r').proponents).toEqual(['aa', 'bb']);
    expect(s.table('bb', should(s, 'other'))).toBe('already-a-proponent');
    expect(s.act('cc', { act: 'withdraw', proposal: 'r' })).toBe('not-a-proponent');
    expect(s.act('aa', { act: 'withdraw', proposal: 'r' })).toBeUndefined();
    expect(s.act('bb', { act: 'withdraw', proposal: 'r' })).toBeUndefined();
    expect(s.fact('r')).toMatchObject({ fate: 'withdrawn', proponents: [], withdrew: ['aa', 'bb'] });
    expect([...s.draft.words.records()]).toEqual([]);
    expect(s.act('cc', { act: 'take-up', proposal: 'r' })).toBeUndefined();
    expect(s.fact('r')).toMatchObject({ fate: 'on-text', proponents: ['cc'] });
    expect(s.fact('r').content).toBeUndefined();
    expect(s.draft.words.text.toString()).toBe('should');
    expect(s.act('cc', { act: 'take-up', proposal: 'r' })).toBe('already-a-proponent');
    expect(s.act('aa', { act: 'take-up', proposal: 'r' })).toBeUndefined();
    expect(s.decide('-r')).toBeUndefined();
    expect(s.act('aa', { act: 'withdraw', proposal: 'r' })).toBe('wrong-fate');
    expect(s.act('aa', { act: 'take-up', proposal: 'r' })).toBe('wrong-fate');
  });

  test('FA4: support counts for the wording it was given to, and again once its words are back', () => {
    const s = ten();
    s.table('aa', should(s));
    s.act('bb', { act: 'position', on: 'proposal:r', stance: 'supports', audience: 'room' });
    const counts = (): boolean => {
      const support = s.facts['position/proposal:r/bb'];
      return support?.kind === 'position' && support.wording === s.fact('r').wordings.at(-1)!.hash;
    };
    expect(counts()).toBe(true);
    expect(s.table('aa', should(s, 'r', 'may'))).toBeUndefined();
    expect(counts()).toBe(false);
    expect(tabledIn(s.draft.ydoc).get('r')!.wording).toBe(2);
    expect(s.table('aa', should(s))).toBeUndefined();
    expect(counts()).toBe(true);
    expect(s.fact('r').wordings.map(({ number, words }) => [number, words])).toEqual([
      [1, 'should'],
      [2, 'may'],
      [3, 'should'],
    ]);
    expect(s.table('aa', should(s))).toBe('nothing-changed');
  });

  test('FA4: the same words at another place are another wording', () => {
    const s = ten();
    s.table('aa', { id: 'd', kind: 'deletion', place: s.at.range('p10', 'shared') });
    const first = s.fact('d').wordings[0]!.hash;
    expect(
      s.table('aa', { id: 'd', kind: 'deletion', place: s.at.range('p10', 'of shared rivers') }),
    ).toBeUndefined();
    expect(s.fact('d').wordings.at(-1)!.hash).not.toBe(first);
  });

  test('FA4: who joined earlier words is behind those until it joins again', () => {
    const s = ten();
    s.table('aa', should(s));
    s.act('bb', { act: 'join', proposal: 'r' });
    s.table('aa', should(s, 'r', 'may'));
    const { behind, wordings } = s.fact('r');
    expect([behind?.aa === wordings[1]!.hash, behind?.bb === wordings[0]!.hash]).toEqual([true, true]);
    expect(s.act('bb', { act: 'join', proposal: 'r' })).toBeUndefined();
    expect(s.fact('r').behind?.bb).toBe(wordings[1]!.hash);
    expect(s.act('bb', { act: 'join', proposal: 'r' })).toBe('already-a-proponent');
  });

  test('AC6: where the chair calls, what is tabled waits; the operator takes it on the text', () => {
    const s = ten();
    s.rules = { ...DEFAULT_RULES, intake: 'called' };
    s.act('secretariat', { act: 'floor', unit: 'p10' });
    expect(s.table('aa', should(s))).toBeUndefined();
    expect(s.fact('r').fate).toBe('queued');
    expect(s.enter('bb', { id: 'd', kind: 'deletion', place: s.at.range('p10', ' shared') })).toBeUndefined();
    expect(s.fact('d').fate).toBe('on-text');
    expect(s.act('aa', { act: 'take-on-text', proposals: ['r'] })).toBe('not-the-operator');
    expect(s.act('secretariat', { act: 'take-on-text', proposals: ['r', 'd'] })).toBe('wrong-fate');
    expect(s.act('secretariat', { act: 'take-on-text', proposals: ['r'] })).toBeUndefined();
    expect([s.fact('r').fate, tabledIn(s.draft.ydoc).get('r')!.state]).toEqual(['on-text', 'on-text']);
    expect(s.table('aa', should(s, 'r', 'may'))).toBe('on-the-floor');
    expect(s.act('aa', { act: 'withdraw', proposal: 'r' })).toBe('on-the-floor');
  });

  test('AC5: on the floor, in agreed text and in closed parts nothing is tabled, and the reason is said', () => {
    const s = ten();
    s.act('secretariat', { act: 'floor', unit: 'p10' });
    expect(s.table('aa', should(s))).toBe('on-the-floor');
    expect(s.table('aa', { id: 'i', kind: 'insertion', place: s.at.after('a', 'rivers'), words: '!' })).toBe(
      'on-the-floor',
    );
    expect(
      s.table('aa', { id: 'i', kind: 'insertion', place: s.at.after('p11'), words: '!' }),
    ).toBeUndefined();
    s.act('secretariat', { act: 'floor', unit: null });
    s.act('secretariat', { act: 'status', units: ['p10'], status: 'agreed-ad-ref', awaiting: ['eu'] });
    expect(s.table('aa', should(s))).toBe('agreed-ad-ref');
    expect(s.enter('aa', should(s))).toBe('agreed-ad-ref');
    s.act('secretariat', { act: 'status', units: ['p10'], status: 'agreed' });
    expect(s.table('aa', should(s))).toBe('agreed');
    expect(s.act('secretariat', { act: 'reopen', unit: 'p10', for: 'eu' })).toBeUndefined();
    s.act('secretariat', { act: 'part-phase', part: 'annex', phase: 'closed' });
    expect(s.table('aa', should(s))).toBe('part-closed');
    s.act('secretariat', { act: 'part-phase', part: 'annex', phase: 'frozen' });
    expect(s.table('aa', should(s))).toBe('part-frozen');
    s.act('secretariat', { act: 'part-phase', part: 'annex', phase: null });
    s.phase = 'closed';
    expect(s.table('aa', should(s))).toBe('closed');
    s.act('secretariat', { act: 'part-phase', part: 'annex', phase: 'open' });
    expect(s.table('aa', should(s))).toBeUndefined();
  });

  test('AC8: a decision on words that changed since they were seen is refused with the present words', () => {
    const s = ten();
    s.table('aa', should(s));
    const request: ActRequest = {
      act: 'decide',
      outcomes: [{ proposal: 'r', outcome: 'taken' }],
      seen: 'old',
    };
    expect(s.act('secretariat', request)).toBe('words-changed');
    expect(s.decide('+nothing')).toBe('unknown-proposal');
    expect(s.decide()).toBe('nothing-changed');
  });

  test('AC10: comments, ticks, reasons, grants and positions are said once and taken back', () => {
    const s = ten();
    s.table('aa', should(s));
    const say = (id: string, answers?: string): ActRequest => ({
      act: 'comment',
      id,
      on: 'unit:p10',
      audience: 'chair',
      words: 'why?',
      ...(answers ? { answers } : {}),
    });
    expect(s.act('aa', say('c1'))).toBeUndefined();
    expect(s.act('aa', say('c1'))).toBe('id-taken');
    expect(s.act('bb', say('c2', 'c1'))).toBe('unknown-target');
    expect(s.act('secretariat', say('c2', 'c1'))).toBeUndefined();
    expect(s.act('aa', { ...REQUESTS.comment, id: 'c3', on: 'unit:none' } as ActRequest)).toBe(
      'unknown-target',
    );
    expect(s.act('bb', { act: 'reason', proposal: 'r', reason: 'x' })).toBe('not-a-proponent');
    expect(s.act('aa', { act: 'reason', proposal: 'r', reason: 'law' })).toBeUndefined();
    expect(s.fact('r').reason).toBe('law');
    expect(s.act('bb', { act: 'tick', proposal: 'r', ticked: true })).toBe('not-a-proponent');
    expect(s.act('aa', { act: 'tick', proposal: 'r', ticked: true })).toBeUndefined();
    expect(s.act('aa', { act: 'tick', proposal: 'r', ticked: false })).toBeUndefined();
    expect(s.act('eu', { act: 'grant', group: 'eu', party: 'bb', granted: true })).toBeUndefined();
    expect(s.act('bb', { act: 'join', proposal: 'r', for: 'eu' })).toBeUndefined();
    expect(s.act('eu', { act: 'grant', group: 'eu', party: 'bb', granted: false })).toBeUndefined();
    expect(s.act('bb', { act: 'withdraw', proposal: 'r', for: 'eu' })).toBe('not-acting-for');
    expect(s.act('bb', { act: 'position', on: 'bracket:none', stance: 'reserves', audience: 'room' })).toBe(
      'unknown-target',
    );
    expect(Object.keys(s.facts).filter((key) => /^(tick|grant)/.test(key))).toEqual([]);
  });

  test('FA2: the acts of the record, reduced again, give the same facts', () => {
    const s = ten();
    s.table('aa', should(s));
    s.act('bb', { act: 'join', proposal: 'r' });
    s.table('aa', should(s, 'r', 'may'));
    s.table('bb', { id: 'd', kind: 'deletion', place: s.at.range('p10', ' shared') });
    s.act('bb', { act: 'withdraw', proposal: 'd' });
    s.act('cc', { act: 'take-up', proposal: 'd' });
    s.act('cc', { act: 'position', on: 'unit:p10', stance: 'reserves', audience: 'chair' });
    s.decide('+r', '-d');
    let facts: Facts = {};
    s.log.forEach((act, at) => {
      facts = withChange(facts, reduce(facts, act, { seq: at + 2, at: (at + 1) * 1_000 }));
    });
    expect(facts).toEqual(s.facts);
    const before = 'Parties [shall][may] establish a fund to support monitoring of[ shared] rivers.\nrivers';
    expect(s.facts['decision/9']).toMatchObject({ before, basis: 'no objection' });
  });
});

describe('who is sent what', () => {
  const s = ten();
  s.table('aa', should(s));
  s.act('aa', { act: 'position', on: 'proposal:r', stance: 'reserves', audience: 'chair' });
  s.act('bb', { act: 'position', on: 'proposal:r', stance: 'supports', audience: 'room' });
  s.act('aa', { act: 'comment', id: 'c', on: 'draft', audience: 'chair', words: 'in confidence' });

  test('FA3: positions and comments to the chair reach the chair and their own party, the rest every delegation', () => {
    const keys = (who: string) =>
      Object.keys(factsFor(s.facts, audienceOf(memberOf(who), OPEN_HOUSE))).sort();
    const open = ['position/proposal:r/bb', 'proposal/r'];
    expect(keys('bb')).toEqual(open);
    expect(keys('aa')).toEqual(['comment/c', 'position/proposal:r/aa', ...open].sort());
    expect(keys('secretariat')).toEqual(keys('aa'));
    expect(keys('observer')).toEqual([]);
  });

  test('FA3: what is said to the chair now and was said to the room before, is gone for the room; nothing else is told', () => {
    const before = s.facts;
    const hidden = { ...before['position/proposal:r/bb']!, audience: 'chair' as const };
    const change = { set: { 'position/proposal:r/bb': hidden as never }, gone: ['comment/c'] };
    expect(changeFor(audienceOf(memberOf('cc'), OPEN_HOUSE)!, before, change)).toEqual({
      set: {},
      gone: ['position/proposal:r/bb'],
    });
    expect(
      changeFor(audienceOf(memberOf('cc'), OPEN_HOUSE)!, before, { set: {}, gone: ['comment/c'] }),
    ).toBeUndefined();
  });
});

describe('what of a hand never reaches the table', () => {
  const s = ten();
  const gap = s.at.after('p10', 'shall');
  const inline = (content: unknown, more: object = {}, kind = 'paragraph'): object => ({
    id: 'evil',
    kind: 'insertion',
    place: gap,
    blocks: [{ id: 'evil.w', kind, attrs: {}, content }],
    ...more,
  });
  const run = (...blocks: readonly object[]): object => ({
    id: 'evil',
    kind: 'alternative',
    place: s.at.units('p10'),
    blocks: blocks.map((each, at) => ({
      id: `evil.${at}`,
      kind: 'alternative',
      attrs: {},
      content: [{ text: 'x' }],
      ...each,
    })),
  });
  const open = { el: 'bracket_open', id: 'b', kind: 'contested', glyph: '[' };
  const close = { el: 'bracket_close', id: 'b', glyph: ']' };
  const MALFORMED: Readonly<Record<string, object>> = {
    'a heading in running text': inline([{ text: 'x' }], {}, 'chapter'),
    'a block mark in running text': inline([{ el: 'start', id: 'z', kind: 'part' }]),
    'an object nobody knows': inline([{ el: 'unknown', raw: { el: 'start', id: 'z', kind: 'part' } }]),
    'a literal bracket': inline([{ text: 'a [ b' }]),
    'an opening delimiter alone': inline([open, { text: 'x' }]),
    'a closing delimiter alone': inline([{ text: 'x' }, close]),
    'a delimiter twice': inline([open, open, close]),
    'a source among the words': inline([{ text: 'x' }, { el: 'attribution', raw: 'C1' }]),
    'no words': inline([{ text: '\u202e\u0000' }]),
    'a heading in a run': run({}, { kind: 'chapter' }),
    'a part in a run': run({}, { kind: 'part' }),
    'two alternatives in one': run({}, {}),
    'two blocks of one id': run({ id: 'same' }, { id: 'same', kind: 'item' }),
    'an id that is none': { ...inline([{ text: 'x' }]), id: 'a/b' },
    'words in a deletion': {
      ...inline([{ text: 'x' }]),
      kind: 'deletion',
      place: s.at.range('p10', 'shall'),
    },
    'a place of the wrong kind': { ...inline([{ text: 'x' }]), place: s.at.units('p10') },
    'a heading covered': { ...run({}), place: { on: 'blocks', blocks: ['annex'], covered: '' } },
    'one provision twice': { ...run({}), place: { on: 'blocks', blocks: ['p10', 'p10'], covered: '' } },
    'a move without a target': { id: 'evil', kind: 'move', place: s.at.units('p10'), blocks: [] },
    'a break in a run': run({ content: [{ text: 'x' }, { el: 'paragraph_break' }] }),
  };
  const REFUSED: Readonly<Record<string, readonly [object, string]>> = {
    'the id of a block of the text': [run({ id: 'p11' }), 'id-taken'],
    'a provision that is not there': [
      { ...run({}), place: { on: 'blocks', blocks: ['gone'], covered: '' } },
      'place-gone',
    ],
    'an anchor to nowhere': [
      {
        ...inline([{ text: 'x' }]),
        place: { on: 'gap', layer: 'text', block: 'p1', at: { client: 9, clock: 9 } } satisfies Place,
      },
      'place-gone',
    ],
    'an anchor on the wrong layer': [
      { ...inline([{ text: 'x' }]), place: { ...gap, layer: 'words' } },
      'place-gone',
    ],
    'an option outside a choice': [{ ...inline([{ text: 'x' }]), kind: 'option' }, 'unknown-target'],
    'too many blocks': [run(...Array.from({ length: 400 }, () => ({}))), 'too-many'],
    'too many words': [inline([{ text: 'x'.repeat(200_001) }]), 'too-many'],
  };
  const asked = (raw: object): string | undefined =>
    s.act('aa', { act: 'table', proposal: 'evil' }, raw as never);

  test.each(Object.entries(MALFORMED))('AC7: %s is malformed', (_, raw) => {
    expect(asked(raw)).toBe('malformed-proposal');
  });
  test.each(Object.entries(REFUSED))('AC7: %s is refused', (_, [raw, why]) => {
    expect(asked(raw)).toBe(why);
  });
  test('AC7: nothing of all that reached the draft', () => {
    expect(tabledIn(s.draft.ydoc).size).toBe(0);
    expect(readDraft(s.draft.ydoc).blocks.length).toBe(4);
  });

  test('AC7: unseen characters and attributes that are not a block\u2019s are left out, look-alikes stay', () => {
    const words = 'a\u202eb\ud800c\u0007d\u2066 \uff3bnot a bracket\uff3d';
    const raw = run({
      content: [{ text: words }],
      attrs: { label: '9\u202e', marker: '11.', covers: ['p11'], of: 'other', columns: ['x'] },
    });
    expect(asked(raw)).toBeUndefined();
    const [record] = s.draft.words.records();
    expect(record!.content).toEqual([{ text: 'abcd \uff3bnot a bracket\uff3d' }]);
    expect(record!.attrs).toEqual({ label: '9', covers: ['p10'], relation: 'replaces', of: 'evil' });
    expect(
      s.table('bb', {
        ...should(s, 'x'),
        blocks: [{ id: 'evil.0', kind: 'paragraph', elements: [{ text: 'x' }] }],
      }),
    ).toBe('id-taken');
  });

  test('AC7: a proposal of another party, in the queue or decided on, is not taken over by its id', () => {
    expect(s.table('bb', should(s, 'evil'))).toBe('id-taken');
    expect(s.decide('-evil')).toBeUndefined();
    expect(s.table('aa', should(s, 'evil'))).toBe('id-taken');
  });
});
