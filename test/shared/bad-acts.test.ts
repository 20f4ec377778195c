/** What cannot be done is refused with its reason, and nothing of it is done (SPEC DE17). */
import { expect, test } from 'vitest';
import type { ActRequest } from '../../shared/acts/act.ts';
import { previewAct } from '../../shared/acts/decisions/preview.ts';
import { STANCES } from '../../shared/acts/facts.ts';
import { ChairsTable, delegate, draftFrom, OPERATOR } from '../support/chair.ts';

const DRAFT = [
  '1: We [shall [meet]] often.',
  '2: Two [a/b].',
  '3: Three.',
  '~2+3: Instead.',
  '~2A: Other.',
  '4: Four.',
] as const;

function table(): ChairsTable {
  const found = new ChairsTable(draftFrom(...DRAFT));
  found.enter({ id: 'p', kind: 'deletion', place: found.places.range('u2', 'Three') }, 'eu');
  found.do({ act: 'decide', outcomes: [{ on: 'bracket:u0b2', outcome: 'parked', until: 'unit:u2' }] });
  found.do({ act: 'status', units: ['u2'], status: 'parked', until: 'u0' });
  found.do({ act: 'status', units: ['u5'], status: 'agreed' });
  return found;
}

const decide = (...outcomes: Extract<ActRequest, { act: 'decide' }>['outcomes']): ActRequest => ({
  act: 'decide',
  outcomes,
});

const BAD: readonly (readonly [string, ActRequest, string])[] = [
  ['a point that is gone', decide({ on: 'bracket:nowhere', outcome: 'stays' }), 'unknown-point'],
  ['a proposal that is gone', decide({ proposal: 'nothing', outcome: 'taken' }), 'unknown-proposal'],
  [
    'words that changed',
    { ...decide({ on: 'bracket:u0b1', outcome: 'goes' }), seen: 'other' } as ActRequest,
    'words-changed',
  ],
  [
    'parking that waits for itself',
    decide({ on: 'bracket:u0b1', outcome: 'parked', until: 'bracket:u0b1' }),
    'circular-parking',
  ],
  [
    'parking in a circle',
    { act: 'status', units: ['u0'], status: 'parked', until: 'u2' },
    'circular-parking',
  ],
  [
    'parking two that would wait for each other',
    decide(
      { on: 'bracket:u0b1', outcome: 'parked', until: 'bracket:u1b1' },
      { on: 'bracket:u1b1', outcome: 'parked', until: 'bracket:u0b1' },
    ),
    'circular-parking',
  ],
  [
    'parking several provisions in a circle',
    { act: 'status', units: ['u1', 'u0'], status: 'parked', until: 'u2' },
    'circular-parking',
  ],
  [
    'parking until a provision that is agreed',
    decide({ on: 'bracket:u0b1', outcome: 'parked', until: 'unit:u5' }),
    'settled-already',
  ],
  [
    'parking a provision until one that is agreed',
    { act: 'status', units: ['u1'], status: 'parked', until: 'u5' },
    'settled-already',
  ],
  [
    'parking until alternatives that are none',
    decide({ on: 'bracket:u0b1', outcome: 'parked', until: 'set:u5' }),
    'unknown-target',
  ],
  [
    'outcomes that do not cover',
    decide({ on: 'set:u1', outcome: 'stands', stand: ['u4'] }),
    'does-not-cover',
  ],
  [
    'outcomes that cover twice',
    decide({ on: 'set:u1', outcome: 'stands', stand: ['u3', 'u4'] }),
    'does-not-cover',
  ],
  ['a set that is none', decide({ on: 'set:u0', outcome: 'stands', stand: [] }), 'unknown-point'],
  [
    'unbalanced brackets',
    decide({ on: 'bracket:u0b1', outcome: 'substituted', words: 'may [not' }),
    'unbalanced-brackets',
  ],
  [
    'unbalanced the other way',
    decide({ on: 'bracket:u0b1', outcome: 'substituted', words: 'may] not' }),
    'unbalanced-brackets',
  ],
  [
    'an option that is not there',
    decide({ on: 'bracket:u1b1', outcome: 'option', option: 7 }),
    'no-such-option',
  ],
  ['a meeting that is not', { act: 'meeting', does: 'close', number: '9' }, 'unknown-meeting'],
  ['a correction of nothing', { act: 'correct', decision: 99 }, 'unknown-decision'],
  ['a reopening of what is not agreed', { act: 'reopen', unit: 'u0' }, 'not-agreed'],
  ['a confirmation nobody awaits', { act: 'confirm', unit: 'u0', for: 'eu' }, 'not-awaited'],
  ['a merger into itself', { act: 'merge', units: ['u0'], into: 'u0' }, 'malformed-proposal'],
  ['a split outside', { act: 'split', block: 'u0', offset: 9_999 }, 'place-gone'],
  ['two provisions of one number', { act: 'renumber', labels: { u0: '3' }, references: [] }, 'id-taken'],
  [
    'an editorial of other words',
    { act: 'editorial', block: 'u2', offset: 0, from: 'Four', to: '4' },
    'words-changed',
  ],
  [
    'one good and one bad outcome',
    decide({ on: 'bracket:u0b1', outcome: 'stays' }, { on: 'bracket:nowhere', outcome: 'goes' }),
    'unknown-point',
  ],
  [
    'a position on nothing',
    { act: 'position', on: 'bracket:none', stance: 'supports', audience: 'room', for: 'eu' },
    'unknown-target',
  ],
  [
    'a position of the Chair',
    { act: 'position', on: 'draft', stance: 'supports', audience: 'room' },
    'unknown-party',
  ],
];

test.each(BAD)('DE17: %s is refused, tried or done, and nothing of it is done', (_what, request, why) => {
  const found = table();
  const before = found.state;
  const preview = previewAct(found.ground(request), OPERATOR, request);
  expect('refused' in preview && preview.refused).toBe(why);
  expect(found.why(request)).toBe(why);
  expect(found.state).toBe(before);
});

test('AC3: a delegation does none of what the operator does', () => {
  const found = table();
  const before = found.state;
  const acts: readonly ActRequest[] = [
    decide({ on: 'bracket:u0b1', outcome: 'stays' }),
    { act: 'correct', decision: 2 },
    { act: 'meeting', does: 'open', number: '1' },
    { act: 'merge', units: ['u1'], into: 'u0' },
    { act: 'renumber', labels: { u0: '8' }, references: [] },
    { act: 'status', units: ['u0'], status: 'agreed' },
    { act: 'reopen', unit: 'u0' },
  ];
  for (const request of acts) expect(found.why(request, delegate('eu'))).toBe('not-the-operator');
  const foreign = { act: 'object', decision: 2, stance: 'objects', for: 'usa' } as const;
  expect(found.why(foreign, delegate('eu'))).toBe('not-acting-for');
  expect(found.state).toBe(before);
});

test('PO1: ten thousand positions are as many facts as there are parties and things to speak of', () => {
  const found = table();
  const parties = ['eu', 'usa', 'japan', 'china'];
  const targets = ['draft', 'unit:u0', 'bracket:u0b1', 'set:u1', 'proposal:p'] as const;
  for (let n = 0; n < 10_000; n += 1) {
    const party = parties[n % parties.length]!;
    const on = targets[n % targets.length]!;
    const stance = STANCES[n % STANCES.length]!;
    // Stated on things that are not there, none is recorded.
    const where = n % 2 === 0 ? on : (`unit:none${n}` as const);
    const answer = found.try({ act: 'position', on: where, stance, audience: 'room', for: party });
    if (n % 2 === 1) expect(answer).toMatchObject({ refused: 'unknown-target' });
  }
  const facts = Object.values(found.facts).filter(({ kind }) => kind === 'position');
  expect(facts.length).toBeLessThanOrEqual(parties.length * targets.length);
});
