/** What the chair's side says of a whole provision, from the floor line, and the readings behind it. */
import { describe, expect, test } from 'vitest';
import { PARAGRAPH_TEN } from '../../fixtures/paragraph-ten.ts';
import type { Facts } from '../../shared/acts/facts.ts';
import { readPositions } from '../../shared/acts/reading/positions.ts';
import { lastToCorrect, readRecord } from '../../shared/acts/reading/record.ts';
import { Meeting } from '../support/meeting.ts';

const decision = (seq: number, more: object = {}): Facts => ({
  [`decision/${seq}`]: {
    kind: 'decision',
    seq,
    at: 0,
    outcomes: [],
    before: '',
    after: '',
    basis: 'no objection',
    ...more,
  },
});

function meeting(): Meeting {
  const at = new Meeting(PARAGRAPH_TEN);
  for (const line of [
    '10',
    'g77: bracket',
    'usa: should for shall',
    'switzerland: , as appropriate, after shall',
  ])
    at.say(line);
  return at;
}

describe('FL9: the chair’s words', () => {
  test.each(['agreed', 'agreed as on the screen', '商定', '按屏幕所示商定'])(
    '%s: one decision on all of it',
    (line) => {
      const at = meeting();
      const reading = at.read(line);
      expect(reading).toMatchObject({
        kind: 'acts',
        acts: [{ act: 'decide', agrees: { unit: at.block('10'), status: 'agreed' }, basis: 'no objection' }],
      });
    },
  );

  test('what was ticked otherwise in the strip is not taken', () => {
    const at = meeting();
    const should = Object.values(at.facts).find(
      (fact) => fact.kind === 'proposal' && fact.asks === 'replacement',
    );
    if (should?.kind !== 'proposal') throw new Error('nothing was replaced');
    const outcome = (on: readonly `proposal:${string}`[]) => {
      const reading = at.read('agreed', { turned: { unit: at.block('10'), on } });
      const [act] = reading.kind === 'acts' ? reading.acts : [];
      return (
        act?.act === 'decide' &&
        act.outcomes.find((each) => 'proposal' in each && each.proposal === should.id)
      );
    };
    expect(outcome([])).toMatchObject({ outcome: 'taken' });
    expect(outcome([`proposal:${should.id}`])).toMatchObject({ outcome: 'not-taken' });
  });

  test.each(['agreed ad ref eu, japan', 'agreed ad referendum eu, japan', '待核准商定 欧盟、日本'])(
    '%s',
    (line) => {
      expect(meeting().read(line)).toMatchObject({
        acts: [
          { act: 'decide', agrees: { status: 'agreed-ad-ref', awaiting: ['eu', 'japan'] }, basis: 'ad ref' },
        ],
      });
    },
  );

  test.each(['eu: scrutiny reservation', '欧盟：审查保留'])(
    '%s: of what is agreed only the status changes',
    (line) => {
      const at = meeting();
      const unit = at.block('10');
      at.facts = {
        ...at.facts,
        [`status/${unit}`]: { kind: 'status', unit, status: 'agreed', awaiting: [], seq: 9 },
      };
      expect(at.read(line)).toMatchObject({
        acts: [{ act: 'status', units: [unit], status: 'agreed-ad-ref', awaiting: ['eu'] }],
      });
    },
  );

  test.each(['11 until 12', 'park 11 until 12', '11: park until 12', '搁置第11段，待第12段'])(
    '%s',
    (line) => {
      const at = meeting();
      expect(at.read(line)).toEqual({
        kind: 'acts',
        acts: [{ act: 'status', units: [at.block('11')], status: 'parked', until: at.block('12') }],
      });
    },
  );

  test.each(['reopen japan', 'japan: reopen 10', 'reopen 10 for japan', '日本：要求重新审议第10段'])(
    '%s',
    (line) => {
      const at = meeting();
      expect(at.read(line)).toEqual({
        kind: 'acts',
        acts: [{ act: 'reopen', unit: at.block('10'), for: 'japan' }],
      });
    },
  );

  test('what was withdrawn is brought back for another provision, without retyping', () => {
    const at = meeting();
    at.say('usa: alt 10+11: Parties are encouraged.');
    at.say('usa: withdraw alt 10+11');
    expect(at.read('canada: bring back alt 10+11 for 11')).toMatchObject({
      acts: [{ act: 'bring-back', for: 'canada', covers: [at.block('11')] }],
    });
  });

  test.each([
    ['eu: bring back as appropriate', 'words:8.1'],
    ['eu: bring back “, as appropriate,”', 'words:8.1'],
    ['欧盟：恢复 as appropriate#2', 'words:7.0'],
  ])('DE18: %s: words that went from the paragraph, those that went last before others', (line, what) => {
    const at = meeting();
    const words = [{ text: ', as appropriate,' }];
    const went = (id: string, block: string) =>
      ({ kind: 'went', id, on: 'bracket:b', block, at: {}, words, seq: Number.parseInt(id, 10) }) as const;
    const [ten, eleven] = [at.block('10'), at.block('11')];
    const all = [went('7.0', ten), went('8.1', ten), went('9.0', eleven)];
    at.facts = { ...at.facts, ...Object.fromEntries(all.map((fact) => [`went/${fact.id}`, fact])) };
    expect(at.read(line)).toEqual({ kind: 'acts', acts: [{ act: 'bring-back', what, for: 'eu' }] });
  });

  test.each(['correct', 'correct the record', '更正记录'])(
    '%s: the last decision; with none it says so',
    (line) => {
      const at = meeting();
      expect(at.read(line)).toMatchObject({ kind: 'trouble', why: 'nothing-before' });
      at.facts = { ...at.facts, ...decision(20), ...decision(21, { corrected: 22 }) };
      expect(at.read(line)).toEqual({ kind: 'acts', acts: [{ act: 'correct', decision: 20 }] });
    },
  );

  test('nobody is awaited, or nobody of that name: nothing is recorded', () => {
    expect(meeting().read('agreed ad ref')).toMatchObject({ kind: 'trouble', why: 'unknown-party' });
    expect(meeting().read('agreed ad ref atlantis')).toMatchObject({ kind: 'trouble', why: 'unknown-party' });
    expect(meeting().read('eu, japan: reopen 10')).toMatchObject({ kind: 'trouble', why: 'not-understood' });
  });
});

test('MD9: the log counts decisions in order, the latest first; objections stand beside; only the last is corrected', () => {
  const facts: Facts = {
    ...decision(5),
    ...decision(9),
    ...decision(12, { corrected: 13 }),
    'objection/5/usa': {
      kind: 'objection',
      decision: 5,
      party: 'usa',
      stance: 'objects',
      seq: 6,
      recorded: false,
    },
  };
  const lines = readRecord(facts).map((line) => ({ ...line, isLast: line.fact === lastToCorrect(facts) }));
  expect(lines.map(({ number, fact, isLast }) => [number, fact.seq, isLast])).toEqual([
    [3, 12, false],
    [2, 9, true],
    [1, 5, false],
  ]);
  expect(lines[2]!.objections.map(({ party }) => party)).toEqual(['usa']);
  expect(lastToCorrect({})).toBeUndefined();
});

test('MD10, PO3: the table has a row a party in the body’s order; a delegation reads its own', () => {
  const at = meeting();
  at.say('japan: support should');
  const order = (a: string, b: string): number => (a < b ? 1 : -1);
  const all = readPositions(at.facts, { order, at: (_, fact) => fact?.tabled ?? 0 });
  expect(all.rows.map(({ party }) => party)).toEqual(['usa', 'switzerland', 'japan', 'g77']);
  expect(all.columns.length).toBe(3);
  expect(all.rows[2]!.cells.map((cell) => cell?.position?.stance)).toEqual([
    undefined,
    'supports',
    undefined,
  ]);
  const own = readPositions(at.facts, { order, at: () => 0, only: ['japan'] });
  expect(own.rows.map(({ party }) => party)).toEqual(['japan']);
  expect(own.columns.length).toBe(1);
});
