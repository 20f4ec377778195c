/** Decisions on everything open, previewed, corrected, reopened; meetings and statuses. */
import { describe, expect, test } from 'vitest';
import { agreementRequest, planAsOnScreen } from '../../shared/acts/decisions/on-screen.ts';
import type { Decided } from '../../shared/acts/decisions/request.ts';
import { setsOf } from '../../shared/acts/decisions/sets.ts';
import { earlierWordings } from '../../shared/acts/reading/earlier-wordings.ts';
import { filterPoints, readOpenPoints } from '../../shared/acts/reading/open-points.ts';
import { readDecisions } from '../../shared/acts/reading/record.ts';
import { reportOf } from '../../shared/acts/reading/report.ts';
import { seenHash } from '../../shared/acts/seen.ts';
import { mayBecome, shownStatus } from '../../shared/acts/status.ts';
import { composedDraft } from '../../shared/proposals/printed.ts';
import type { Place } from '../../shared/proposals/proposal.ts';
import { unitOf } from '../../shared/proposals/units.ts';
import { wordsOf } from '../../shared/text/document.ts';
import { ChairsTable, delegate, draftFrom, stateOf } from '../support/chair.ts';

const units = (...blocks: readonly string[]): Place => ({ on: 'blocks', blocks, covered: '' });

const TEN = 'Parties shall establish a fund to support monitoring of shared rivers.';
const ELEVEN = 'The fund shall be financed by voluntary contributions, as set out in paragraph 10.';

/** The script after line 16. */
function paragraphTen(): ChairsTable {
  const table = new ChairsTable(
    draftFrom(`10: ${TEN}`, `11: ${ELEVEN}`, '12?: (placeholder: governance of the fund)'),
  );
  const [ten, eleven] = [table.id('10'), table.id('11')];
  const { places } = table;
  table.enter({ id: 'whole', kind: 'bracket', place: units(ten) }, 'g77');
  table.do({ act: 'join', proposal: 'whole', for: 'eu' });
  table.enter(
    { id: 'should', kind: 'replacement', place: places.range(ten, 'shall'), words: 'should' },
    'usa',
  );
  table.do({ act: 'position', on: 'proposal:should', stance: 'supports', audience: 'room', for: 'japan' });
  table.enter(
    { id: 'swiss', kind: 'insertion', place: places.after(ten, 'shall'), words: ', as appropriate,' },
    'switzerland',
  );
  const alternative = (id: string, covers: readonly string[], words: string, party: string): number =>
    table.enter(
      {
        id,
        kind: 'alternative',
        place: units(...covers),
        blocks: [{ id: `${id}.w`, kind: 'alternative', elements: [{ text: words }] }],
      },
      party,
    );
  alternative('both', [ten, eleven], 'Parties are encouraged to finance monitoring.', 'usa');
  alternative('bridge', [ten], 'Parties shall support monitoring.', 'norway');
  return table;
}

describe('brackets of the text', () => {
  const table = (): ChairsTable =>
    new ChairsTable(draftFrom('1: We [shall] meet [[often] or once] a year.', '2: Two.'));
  const words = (outcomes: Parameters<ChairsTable['do']>[0]): string => {
    const on = table();
    on.do(outcomes);
    return on.line('1');
  };

  test('DE2: text stays, brackets go; text goes; stays in brackets', () => {
    expect(words({ act: 'decide', outcomes: [{ on: 'bracket:u0b1', outcome: 'stays' }] })).toBe(
      '1. We shall meet [[often] or once] a year.',
    );
    expect(words({ act: 'decide', outcomes: [{ on: 'bracket:u0b1', outcome: 'goes' }] })).toBe(
      '1. We meet [[often] or once] a year.',
    );
    expect(words({ act: 'decide', outcomes: [{ on: 'bracket:u0b2', outcome: 'stays' }] })).toBe(
      '1. We [shall] meet [often] or once a year.',
    );
    expect(words({ act: 'decide', outcomes: [{ on: 'bracket:u0b2', outcome: 'goes' }] })).toBe(
      '1. We [shall] meet a year.',
    );
    expect(words({ act: 'decide', outcomes: [{ on: 'bracket:u0b3', outcome: 'stays-in-brackets' }] })).toBe(
      '1. We [shall] meet [[often] or once] a year.',
    );
  });

  test('DE3: text of a whole provision goes with its number and items', () => {
    const on = new ChairsTable(draftFrom('1: [First', '(a): item', '(b): last]', '2: Two.'));
    on.do({ act: 'decide', outcomes: [{ on: 'bracket:u0b1', outcome: 'goes' }] });
    expect(on.document.blocks.map(({ attrs }) => attrs.label)).toEqual(['2']);
    expect(on.facts['retired/u0']).toMatchObject({ blocks: [{ id: 'u0' }, { id: 'u1' }, { id: 'u2' }] });
  });

  test('DE4: other words in place; unbalanced ones are refused and nothing is done', () => {
    expect(
      words({ act: 'decide', outcomes: [{ on: 'bracket:u0b2', outcome: 'substituted', words: '[twice]' }] }),
    ).toBe('1. We [shall] meet [twice] a year.');
    const on = table();
    const before = on.state;
    const outcomes = [{ on: 'bracket:u0b2', outcome: 'substituted', words: 'tw]ice' }] as const;
    expect(on.why({ act: 'decide', outcomes })).toBe('unbalanced-brackets');
    expect(on.state).toBe(before);
  });

  test('DE5: one option of a choice stands, with brackets and without; the empty option too', () => {
    const on = new ChairsTable(draftFrom('1: We [shall/should/may] meet [/often] and will/would go.'));
    expect(on.why({ act: 'decide', outcomes: [{ on: 'bracket:u0b1', outcome: 'stays' }] })).toBe(
      'wrong-outcome',
    );
    expect(on.why({ act: 'decide', outcomes: [{ on: 'bracket:u0b1', outcome: 'option', option: 3 }] })).toBe(
      'no-such-option',
    );
    on.do({
      act: 'decide',
      outcomes: [
        { on: 'bracket:u0b1', outcome: 'option', option: 1 },
        { on: 'bracket:u0b2', outcome: 'option', option: 0 },
        { on: 'choice:u0', outcome: 'option', option: 1 },
      ],
    });
    expect(on.line('1')).toBe('1. We should meet and would go.');
  });
});

describe('the script', () => {
  test('DE9: agreed as on the screen is one decision', () => {
    const table = paragraphTen();
    const ten = table.id('10');
    const screen = planAsOnScreen(table.draft, ten, ['proposal:should']);
    expect(screen.items.map(({ on, fate }) => [on, fate])).toEqual([
      ['proposal:whole', 'lifted'],
      ['proposal:should', 'goes'],
      ['proposal:swiss', 'taken'],
      ['proposal:both', 'retires'],
      ['proposal:bridge', 'retires'],
    ]);
    const request = agreementRequest(screen, { unit: ten, status: 'agreed' });
    const seq = table.do(request);
    expect(table.line('10')).toBe(
      '10. Parties shall, as appropriate, establish a fund to support monitoring of shared rivers.',
    );
    expect(table.print).not.toContain('Alt');
    expect(table.facts[`status/${ten}`]).toMatchObject({ status: 'agreed' });
    expect(table.facts[`decision/${seq}`]).toMatchObject({ unit: ten, basis: 'no objection' });
    expect(table.line('11')).toBe(`11. ${ELEVEN}`);
  });

  test('DE12: hit too early: the record is corrected exactly, and the decision can be taken again', () => {
    const table = paragraphTen();
    const ten = table.id('10');
    const before = table.state;
    const request = agreementRequest(planAsOnScreen(table.draft, ten, ['proposal:should']), {
      unit: ten,
      status: 'agreed',
    });
    const seq = table.do(request);
    const after = table.print;
    table.do({ act: 'correct', decision: seq });
    expect(stateOf(table.ydoc, table.facts, [`decision/${seq}`])).toBe(before);
    expect(table.facts[`decision/${seq}`]).toMatchObject({ corrected: seq + 1 });
    expect(table.why({ act: 'correct', decision: seq })).toBe('already-corrected');
    table.do(request);
    expect(table.print).toBe(after);
  });

  test('DE13: ad ref is confirmed by who is awaited; DE14: reopened for a party; DE11, DE15: brought back without retyping; DE16: a reservation stands beside', () => {
    const table = paragraphTen();
    const [ten, eleven] = [table.id('10'), table.id('11')];
    const seq = table.do(
      agreementRequest(planAsOnScreen(table.draft, ten, ['proposal:should']), {
        unit: ten,
        status: 'agreed',
      }),
    );
    table.do({ act: 'object', decision: seq, stance: 'reserves', note: 'scrutiny', for: 'eu' });
    expect(table.why({ act: 'object', decision: seq, stance: 'objects', for: 'eu' })).toBe('already-said');
    table.do({ act: 'status', units: [ten], status: 'agreed-ad-ref', awaiting: ['eu'] });
    expect(table.why({ act: 'confirm', unit: ten }, delegate('usa'))).toBe('not-awaited');
    table.do({ act: 'confirm', unit: ten }, delegate('eu'));
    expect(table.facts[`status/${ten}`]).toMatchObject({ status: 'agreed', awaiting: [] });
    table.do({ act: 'bring-back', what: 'proposal:both', covers: [eleven], for: 'canada' });
    expect(table.print).toContain('[Alt 11. Parties are encouraged to finance monitoring.]');
    expect(table.why({ act: 'status', units: [ten], status: 'under-discussion' })).toBe('status-order');
    table.do({ act: 'reopen', unit: ten, for: 'china' });
    expect(table.line('10')).toBe(
      '10. [Parties shall, as appropriate, establish a fund to support monitoring of shared rivers.]',
    );
    expect(table.facts[`status/${ten}`]).toMatchObject({ status: 'under-discussion' });
    expect(
      earlierWordings(table.facts, (id) => unitOf(table.draft.text, id), ten).map(({ what }) => what),
    ).toEqual(['proposal:both', 'proposal:bridge', 'proposal:should', 'proposal:swiss', 'proposal:whole']);
  });

  describe('DE15: what left the text is brought back without retyping', () => {
    const made = () =>
      new ChairsTable(
        draftFrom('9: Nine.', '10: Ten.', '11: Eleven.', '~10+11: Both.', '~11A: Other.', '12: Twelve.'),
      );
    const readAs = ({ ydoc }: ChairsTable) =>
      composedDraft(ydoc).blocks.map(({ attrs, content }) => `${attrs.label ?? ''} ${wordsOf(content)}`);
    const earlier = (table: ChairsTable, unit: string) =>
      earlierWordings(table.facts, (id) => unitOf(table.draft.text, id), unit).map(
        ({ what, words, fate }) => [what, words, fate],
      );

    test('a retired alternative, in place of what stands in the place of what it covered', () => {
      const table = made();
      const [both, other] = [table.id('10+11'), table.id('11A')];
      table.do({
        act: 'decide',
        outcomes: [{ on: `set:${table.id('10')}`, outcome: 'stands', stand: [both] }],
      });
      expect(earlier(table, both).map(([, words]) => words)).toEqual(['Ten.', 'Eleven.', 'Other.']);
      expect(earlier(table, table.id('9'))).toEqual([]);
      table.do({ act: 'bring-back', what: `unit:${other}`, for: 'canada' });
      expect(table.print).toContain('10. Both.\n\n[Alt 10. Other.]');
      const back = Object.values(table.facts).find((fact) => fact.kind === 'proposal')!;
      expect(back).toMatchObject({
        asks: 'alternative',
        proponents: ['canada'],
        fate: 'on-text',
        unit: both,
      });
      // Asked for again it is joined; by the same party it is there already.
      table.do({ act: 'bring-back', what: `unit:${other}`, for: 'eu' });
      expect(table.facts[`proposal/${(back as { id: string }).id}`]).toMatchObject({
        proponents: ['canada', 'eu'],
      });
      expect(table.why({ act: 'bring-back', what: `unit:${other}`, for: 'eu' })).toBe('already-a-proponent');
      table.do({ act: 'decide', outcomes: [{ proposal: (back as { id: string }).id, outcome: 'taken' }] });
      const now = table.id('10');
      // Whatever was put in its place since, once more.
      expect(earlier(table, now).map(([, words]) => words)).toEqual(['Both.', 'Ten.', 'Eleven.', 'Other.']);
      table.do({ act: 'bring-back', what: `unit:${both}` });
      expect(table.print).toContain('10. Other.\n\n[Alt 10. Both.]');
    });

    test('a paragraph that went, where it stood, with its number while no other bears that', () => {
      const table = made();
      const [nine, twelve] = [table.id('9'), table.id('12')];
      table.do({ act: 'decide', outcomes: [{ on: `unit:${twelve}`, outcome: 'goes' }] });
      const before = table.state;
      expect(earlier(table, nine)).toEqual([]);
      table.do({ act: 'bring-back', what: `unit:${twelve}`, for: 'eu' });
      expect(readAs(table).at(-1)).toBe('12 Twelve.');
      expect(table.state).not.toBe(before);
      table.do({ act: 'decide', outcomes: [{ on: `unit:${nine}`, outcome: 'goes' }] });
      table.do({ act: 'renumber', labels: { [table.id('10')]: '9' }, references: [] });
      table.do({ act: 'bring-back', what: `unit:${nine}` });
      expect(readAs(table).slice(0, 2)).toEqual([' Nine.', '9 Ten.']);
    });

    test('a merged paragraph stands in what it was put into', () => {
      const table = made();
      const [nine, twelve] = [table.id('9'), table.id('12')];
      table.do({ act: 'merge', units: [twelve], into: nine });
      expect(earlier(table, nine)).toEqual([[`unit:${twelve}`, 'Twelve.', 'retired']]);
      table.do({ act: 'bring-back', what: `unit:${twelve}`, for: 'eu' });
      expect(table.print).toContain('[Alt 9. Twelve.]');
    });

    test('a delegation brings back for itself, where the house queues to the queue', () => {
      const table = made();
      const both = table.id('10+11');
      table.do({
        act: 'decide',
        outcomes: [{ on: `set:${table.id('10')}`, outcome: 'stands', stand: [both] }],
      });
      table.do({ act: 'bring-back', what: 'unit:u4' }, delegate('eu'));
      const back = Object.values(table.facts).find((fact) => fact.kind === 'proposal');
      expect(back).toMatchObject({ proponents: ['eu'] });
      expect(table.why({ act: 'bring-back', what: 'unit:u4', for: 'usa' }, delegate('eu'))).toBe(
        'not-acting-for',
      );
      table.do({ act: 'status', units: [both], status: 'agreed' });
      expect(table.why({ act: 'bring-back', what: 'unit:u1' }, delegate('eu'))).toBe('agreed');
    });
  });

  test('DE8: what is parked comes up again by itself; a circle is refused', () => {
    const table = paragraphTen();
    const [eleven, twelve] = [table.id('11'), table.id('12')];
    table.do({ act: 'status', units: [eleven], status: 'parked', until: twelve });
    expect(table.why({ act: 'status', units: [twelve], status: 'parked', until: eleven })).toBe(
      'circular-parking',
    );
    const status = () => table.facts[`status/${eleven}`];
    const before = table.state;
    expect(status()).toMatchObject({ status: 'parked', until: twelve });
    const agreed = table.do({
      act: 'decide',
      outcomes: [{ on: `unit:${twelve}`, outcome: 'substituted', words: 'A board governs it.' }],
      agrees: { unit: twelve, status: 'agreed' },
    });
    expect(status()).toMatchObject({ status: 'under-discussion' });
    expect(status()).not.toHaveProperty('until');
    table.do({ act: 'correct', decision: agreed });
    expect(stateOf(table.ydoc, table.facts, [`decision/${agreed}`])).toBe(before);
    table.do({ act: 'status', units: [twelve], status: 'agreed' });
    expect(status()).toMatchObject({ status: 'under-discussion' });
  });

  test('DE8: a point that waits for a bracket, a proposal or a paragraph comes up when that is decided, and not before', () => {
    const table = new ChairsTable(
      draftFrom('1: so [be it].', '2: [all] is well.', '3: and [good].', '~3: Bad.'),
    );
    const [be, all, good] = ['u0b1', 'u1b1', 'u2b1'];
    table.enter({ id: 'p', kind: 'deletion', place: table.places.range('u1', ' well') }, 'eu');
    const parked = (): readonly string[] =>
      Object.values(table.facts).flatMap((fact) =>
        fact.kind === 'parked' && fact.up === undefined ? [fact.on] : [],
      );
    const park = (on: string, until: string): number =>
      table.do({ act: 'decide', outcomes: [{ on, outcome: 'parked', until } as never] });
    park(`bracket:${be}`, `bracket:${all}`);
    park(`bracket:${good}`, 'proposal:p');
    table.do({ act: 'decide', outcomes: [{ on: `bracket:${all}`, outcome: 'stays-in-brackets' }] });
    expect(parked()).toHaveLength(2);
    table.do({ act: 'decide', outcomes: [{ on: `bracket:${all}`, outcome: 'stays' }] });
    expect(parked()).toEqual([`bracket:${good}`]);
    table.do({ act: 'withdraw', proposal: 'p', for: 'eu' });
    expect(parked()).toEqual([]);
    park(`bracket:${be}`, 'unit:u2');
    table.do({ act: 'decide', outcomes: [{ on: 'set:u2', outcome: 'stands', stand: [] }] });
    expect(parked()).toEqual([]);
  });

  test('DE7: what was seen and changed is refused with the present words; what arrived meanwhile stops no gavel', () => {
    const table = paragraphTen();
    const ten = table.id('10');
    const request = agreementRequest(planAsOnScreen(table.draft, ten, ['proposal:should']), {
      unit: ten,
      status: 'agreed',
    });
    const named = ['whole', 'should', 'swiss', 'both', 'bridge'];
    const seen = seenHash(table.draft, named, [`unit:${ten}`]);
    table.enter({ id: 'late', kind: 'deletion', place: table.places.range(ten, ' shared') }, 'brazil');
    table.do({ ...request, seen });
    expect(table.line('10')).toBe(
      '10. Parties shall, as appropriate, establish a fund to support monitoring of[ shared] rivers.',
    );
    expect(table.why({ act: 'decide', outcomes: [{ proposal: 'late', outcome: 'taken' }], seen })).toBe(
      'words-changed',
    );
  });

  test('DE10: a preview says what would be moot and overridden, and changes nothing', () => {
    const table = paragraphTen();
    const before = table.state;
    const preview = table.preview({
      act: 'decide',
      outcomes: [
        { proposal: 'bridge', outcome: 'taken', confirmed: true },
        { proposal: 'should', outcome: 'not-taken' },
      ],
    });
    expect(preview).toMatchObject({
      moot: expect.arrayContaining([
        { on: 'proposal:both', words: 'Parties are encouraged to finance monitoring.' },
      ]),
      overridden: [{ party: 'japan', on: 'proposal:should', stance: 'supports' }],
    });
    expect(table.state).toBe(before);
  });
});

describe('alternative sets', () => {
  const seeded = (): ChairsTable =>
    new ChairsTable(
      draftFrom(
        '9: Nine.',
        '10: Ten.',
        '~10+11: Both.',
        '11: Eleven.',
        '~11A: Other.',
        '~11B: Third.',
        '12: Twelve.',
      ),
    );

  test('DE6: choosing one retires the rest; what does not cover is refused', () => {
    const table = seeded();
    const { sets } = setsOf(table.draft);
    expect(sets.map(({ outcomes }) => outcomes.length)).toEqual([4]);
    const on = `set:${sets[0]!.id}` as const;
    const both = table.id('10+11');
    const before = table.state;
    for (const stand of [[table.id('10')], [both, table.id('11')], ['u99']])
      expect(table.why({ act: 'decide', outcomes: [{ on, outcome: 'stands', stand }] })).toBe(
        'does-not-cover',
      );
    expect(table.state).toBe(before);
    const seq = table.do({ act: 'decide', outcomes: [{ on, outcome: 'stands', stand: [both] }] });
    expect(table.print).toContain('9. Nine.\n\n10. Both.\n\n12. Twelve.');
    expect(table.document.blocks.find(({ id }) => id === both)?.kind).toBe('provision');
    table.do({ act: 'correct', decision: seq });
    expect(stateOf(table.ydoc, table.facts, [`decision/${seq}`])).toBe(before);
  });

  test('DE6: no text is an outcome like another; a mixed outcome keeps what stands where it is', () => {
    const none = seeded();
    none.do({ act: 'decide', outcomes: [{ on: 'set:u1', outcome: 'stands', stand: [] }] });
    expect(none.document.blocks.map(({ attrs }) => attrs.label)).toEqual(['9', '12']);
    const mixed = seeded();
    mixed.do({ act: 'decide', outcomes: [{ on: 'set:u1', outcome: 'stands', stand: ['u1', 'u5'] }] });
    expect(mixed.document.blocks.map(({ id, attrs }) => [id, attrs.label])).toEqual([
      ['u0', '9'],
      ['u1', '10'],
      ['u5', '11'],
      ['u6', '12'],
    ]);
  });
});

describe('meetings', () => {
  test('ME1, ME2: a decision carries the meeting that is open', () => {
    const table = new ChairsTable(draftFrom('1: We [shall] meet.'));
    table.do({ act: 'meeting', number: '3', does: 'open', presiding: 'The Chair', operator: 'Desk' });
    expect(table.why({ act: 'meeting', number: '4', does: 'open' })).toBe('meeting-is-open');
    const seq = table.do({ act: 'decide', outcomes: [{ on: 'bracket:u0b1', outcome: 'stays' }] });
    expect(table.facts[`decision/${seq}`]).toMatchObject({ meeting: '3', presiding: 'The Chair' });
    table.do({ act: 'meeting', number: '3', does: 'close' });
    expect(table.why({ act: 'meeting', number: '3', does: 'close' })).toBe('nothing-changed');
    expect(table.why({ act: 'meeting', number: '5', does: 'open' }, delegate('eu'))).toBe('not-the-operator');
  });
});

describe('the record of a meeting', () => {
  test('ME4: touched, new, gone, agreed and parked are told; what was corrected is not', () => {
    const table = paragraphTen();
    const [ten, eleven, twelve] = [table.id('10'), table.id('11'), table.id('12')];
    table.do({ act: 'meeting', number: '3', does: 'open' });
    const early = table.do({ act: 'decide', outcomes: [{ on: `unit:${eleven}`, outcome: 'goes' }] });
    table.do({ act: 'correct', decision: early });
    const screen = planAsOnScreen(table.draft, ten, ['proposal:should']);
    const seq = table.do(agreementRequest(screen, { unit: ten, status: 'agreed-ad-ref', awaiting: ['eu'] }));
    table.do({ act: 'status', units: [eleven], status: 'parked', until: twelve });
    table.do({ act: 'meeting', number: '3', does: 'close' });
    table.do({ act: 'decide', outcomes: [{ on: `unit:${twelve}`, outcome: 'goes' }] });
    expect(reportOf(table.facts, table.document, '3')).toMatchObject({
      touched: [{ label: '10' }, { label: '11' }],
      made: [],
      gone: [],
      agreed: [{ unit: ten, label: '10', status: 'agreed-ad-ref' }],
      parked: [{ on: `unit:${eleven}`, label: '11', until: `unit:${twelve}` }],
      decisions: [{ seq, basis: 'ad ref' }],
    });
    expect(readDecisions(table.facts, table.document).map(({ corrected }) => corrected)).toEqual([
      early + 1,
      undefined,
      undefined,
    ]);
  });

  test('ME3: agreed words come under discussion again by reopening alone; clean is derived', () => {
    expect(mayBecome('agreed', 'under-discussion')).toBe(false);
    expect(mayBecome('agreed', 'agreed-ad-ref')).toBe(true);
    expect(shownStatus({}, 'u0', false)).toBe('clean');
    expect(shownStatus({}, 'u0', true)).toBe('not-considered');
  });

  test('CT1, TB7: points tell number, proponents and what a decision names', () => {
    const table = paragraphTen();
    const { proposalOf } = setsOf(table.draft);
    const points = readOpenPoints(composedDraft(table.ydoc), table.facts, {}, proposalOf);
    expect(points.map(({ number, on, proponents }) => [number, on, proponents])).toEqual([
      ['10.1', 'set:u0', ['norway', 'usa']],
      ['10.2', 'proposal:whole', ['g77', 'eu']],
      ['10.3', 'proposal:should', ['usa']],
      ['10.4', 'proposal:swiss', ['switzerland']],
      ['12.1', 'unit:u2', []],
    ]);
    expect(points.map(({ text }) => text)[2]).toBe('shall → should');
    expect(filterPoints(points, { party: 'usa', kind: 'bracket' }).length).toBe(1);
    expect(filterPoints(points, { text: '10.4' }).map(({ on }) => on)).toEqual(['proposal:swiss']);
  });
});

describe('choices printed without brackets', () => {
  test.each([
    '1: We [may/can] act and shall/should meet.',
    '1: We act//meet and shall/should go.',
    '1: A report/notice is sent/given.',
  ])('DE5, TB1: the list of points names each as a decision knows it: %s', (line) => {
    const make = (): ChairsTable => new ChairsTable(draftFrom(line));
    const isChoice = (on: string): on is `choice:${string}` => on.startsWith('choice:');
    const points = readOpenPoints(composedDraft(make().ydoc), {}).flatMap(({ on, options }) =>
      isChoice(on) ? [{ on, options }] : [],
    );
    expect(points.length).toBeGreaterThan(0);
    for (const { on, options } of points) {
      const table = make();
      expect(table.why({ act: 'decide', outcomes: [{ on, outcome: 'option', option: 1 }] }), on).toBe('done');
      expect(table.line('1'), on).not.toContain(options.join('/'));
    }
  });
});

describe('bad input', () => {
  test('DE17: what may not be done is refused with a reason, and nothing of it is done', () => {
    const table = paragraphTen();
    const ten = table.id('10');
    const before = table.state;
    const decide = (...outcomes: readonly Decided[]): string => table.why({ act: 'decide', outcomes });
    expect(
      table.why({ act: 'decide', outcomes: [{ proposal: 'swiss', outcome: 'taken' }] }, delegate('usa')),
    ).toBe('not-the-operator');
    expect(decide()).toBe('nothing-changed');
    expect(
      decide(...Array.from({ length: 10_000 }, () => ({ proposal: 'swiss', outcome: 'taken' }) as const)),
    ).toBe('too-many');
    expect(decide({ proposal: 'swiss', outcome: 'taken' }, { proposal: 'gone', outcome: 'taken' })).toBe(
      'unknown-proposal',
    );
    expect(decide({ proposal: 'swiss', outcome: 'taken' }, { on: 'bracket:gone', outcome: 'goes' })).toBe(
      'unknown-point',
    );
    expect(decide({ on: 'set:gone', outcome: 'stands', stand: [] })).toBe('unknown-point');
    expect(decide({ on: 'choice:u0', outcome: 'option', option: 0 })).toBe('unknown-point');
    expect(decide({ on: 'proposal:swiss', outcome: 'parked', until: 'proposal:swiss' })).toBe(
      'circular-parking',
    );
    expect(decide({ on: 'proposal:swiss', outcome: 'parked', until: 'unit:gone' })).toBe('unknown-target');
    const agrees = { unit: ten, status: 'agreed-ad-ref', awaiting: [] } as const;
    expect(table.why({ act: 'decide', outcomes: [], agrees })).toBe('unknown-party');
    expect(table.why({ act: 'correct', decision: 99 })).toBe('unknown-decision');
    expect(table.why({ act: 'reopen', unit: ten, for: 'eu' })).toBe('not-agreed');
    expect(table.why({ act: 'confirm', unit: ten, for: 'eu' })).toBe('not-awaited');
    expect(table.why({ act: 'object', decision: 99, stance: 'objects', for: 'eu' })).toBe('unknown-decision');
    expect(table.why({ act: 'bring-back', what: 'proposal:swiss', for: 'eu' })).toBe('wrong-fate');
    expect(table.state).toBe(before);
  });

  test('DE12: what was built upon is not undone', () => {
    const table = paragraphTen();
    const ten = table.id('10');
    const seq = table.do({ act: 'decide', outcomes: [{ proposal: 'swiss', outcome: 'taken' }] });
    table.enter({ id: 'later', kind: 'deletion', place: table.places.range(ten, ' as appropriate') }, 'eu');
    expect(table.why({ act: 'correct', decision: seq })).toBe('built-upon');
    table.do({ act: 'withdraw', proposal: 'later', for: 'eu' });
    table.do({ act: 'correct', decision: seq });
    expect(table.line('10')).toContain('[, as appropriate,]');
  });

  test('BR6: linked brackets are decided together and alike', () => {
    const linked = draftFrom('1: [As] before [so] after.');
    const [block] = linked.blocks;
    const content = block!.content.map((inline) =>
      'el' in inline && inline.el === 'bracket_open' ? { ...inline, link: 'l1' } : inline,
    );
    const make = (): ChairsTable => new ChairsTable({ ...linked, blocks: [{ ...block!, content }] });
    const table = make();
    table.do({ act: 'decide', outcomes: [{ on: 'bracket:u0b1', outcome: 'goes' }] });
    expect(table.line('1')).toBe('1. before after.');
    const other = make();
    const apart = [
      { on: 'bracket:u0b1', outcome: 'goes' },
      { on: 'bracket:u0b2', outcome: 'stays' },
    ] as const;
    expect(other.why({ act: 'decide', outcomes: apart })).toBe('linked-apart');
  });
});
