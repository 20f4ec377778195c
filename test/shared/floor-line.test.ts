/** The floor line: every line of the script "Paragraph 10" as an operator types it, and what the acts make of the text. */

import { describe, expect, test } from 'vitest';
import { en as EN } from '../../client/locales/en.ts';
import { zh as ZH } from '../../client/locales/zh.ts';
import { FLOOR_FORMS } from '../../client/panels/floor-forms.tsx';
import { PARAGRAPH_TEN } from '../../fixtures/paragraph-ten.ts';
import type { ActRequest } from '../../shared/acts/act.ts';
import { CHAIR } from '../../shared/acts/facts.ts';
import { isTrouble } from '../../shared/acts/floor/ground.ts';
import { completeParty, matchParty } from '../../shared/acts/floor/parties.ts';
import { namesIn } from '../../shared/house/party.ts';
import { Meeting, PARTIES, party } from '../support/meeting.ts';

const entered = ([act]: readonly ActRequest[]) => {
  if (act?.act !== 'enter') throw new Error(`no proposal was entered: ${JSON.stringify(act)}`);
  return act;
};
const shortly = (acts: readonly ActRequest[]): readonly string[] =>
  acts.map((act) => {
    const by = 'for' in act ? act.for : undefined;
    if (act.act === 'enter') return `${by} enters ${act.proposal.kind}`;
    if (act.act === 'position') return `${by} ${act.stance} ${act.on}`;
    return `${by} ${act.act}s`;
  });

/** Alt 10+11 of the script, and the bridging text. */
const ENCOURAGED = 'Parties are encouraged to finance monitoring on a voluntary basis.';
const BRIDGE =
  'Parties shall, in accordance with their capabilities, support monitoring of shared rivers, including through a fund.';

/** In the words of a language: the lines 1 to 15 that are spoken from the floor. */
const SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  English: [
    '10',
    'g77: bracket',
    'eu: same',
    'usa: should for shall',
    'japan: support',
    'brazil: delete shared',
    'mexico: same',
    'switzerland: , as appropriate, after shall',
    `usa: alt 10+11: ${ENCOURAGED}`,
    `norway: alt 10: ${BRIDGE}`,
    'brazil: withdraw',
    'mexico: withdraw',
    'usa: withdraw alt 10+11',
    'canada: take up alt 10+11',
    'usa: reword should to may',
    'usa: reword may to should',
  ],
  Chinese: [
    '第10段',
    '77国：加方括号',
    '欧盟：同上',
    '美国：将shall改为should',
    '日本：支持',
    '巴西：删除shared',
    '墨西哥：同上',
    '瑞士：在shall之后加“, as appropriate,”',
    `美国：备选10+11：${ENCOURAGED}`,
    `挪威：备选10：${BRIDGE}`,
    '巴西：撤回',
    '墨西哥：撤回',
    '美国：撤回备选10+11',
    '加拿大：接手备选10+11',
    '美国：改措辞should为may',
    '美国：改措辞may为should',
  ],
};

describe.each(Object.entries(SCRIPTS))('FL1: the script from the floor, in %s', (_language, lines) => {
  const meeting = new Meeting(PARAGRAPH_TEN);
  let at = 0;
  const say = () => meeting.say(lines[at++]!);
  const ten = () => meeting.print('10');

  test('1 to 4: the floor, a bracket, the same, other words', () => {
    expect(say()).toEqual([{ act: 'floor', unit: meeting.block('10') }]);
    const bracket = entered(say());
    expect(bracket).toMatchObject({ for: 'g77', proposal: { kind: 'bracket', blocks: [] } });
    expect(ten()).toBe('10. [Parties shall establish a fund to support monitoring of shared rivers.]');
    expect(say()).toEqual([{ act: 'join', proposal: bracket.proposal.id, for: 'eu' }]);
    expect(meeting.proposal(bracket.proposal.id).proponents).toEqual(['g77', 'eu']);
    expect(shortly(say())).toEqual(['usa enters replacement']);
    expect(ten()).toBe(
      '10. [Parties [shall][should] establish a fund to support monitoring of shared rivers.]',
    );
  });

  test('5 to 7: support, a deletion, the same', () => {
    const { proposal: should } = entered(meeting.last);
    expect(shortly(say())).toEqual([`japan supports proposal:${should.id}`]);
    const shared = entered(say());
    expect(ten()).toBe(
      '10. [Parties [shall][should] establish a fund to support monitoring of [shared] rivers.]',
    );
    expect(say()).toEqual([{ act: 'join', proposal: shared.proposal.id, for: 'mexico' }]);
  });

  test('8 to 10: words after a verb, alternatives', () => {
    expect(shortly(say())).toEqual(['switzerland enters insertion']);
    expect(ten()).toBe(
      '10. [Parties [shall][should][, as appropriate,] establish a fund to support monitoring of [shared] rivers.]',
    );
    say();
    expect(meeting.print('Alt 10+11')).toBe(`[Alt 10+11. ${ENCOURAGED}]`);
    say();
    expect(meeting.print('Alt 10')).toBe(`[Alt 10. ${BRIDGE}]`);
  });

  test('12 to 14: withdrawn by one, by both, taken up by another', () => {
    const [withdrawn] = say();
    const shared = withdrawn?.act === 'withdraw' ? withdrawn.proposal : '';
    expect(meeting.proposal(shared).proponents).toEqual(['mexico']);
    expect(ten()).toContain('[shared]');
    say();
    expect(ten()).toContain('monitoring of shared rivers.]');
    const [gone] = say();
    expect(meeting.print('Alt 10+11')).toBe('');
    const taken = say();
    expect(taken).toEqual([{ ...gone, act: 'take-up', for: 'canada' }]);
    expect(meeting.print('Alt 10+11')).toBe(`[Alt 10+11. ${ENCOURAGED}]`);
  });

  test('15: reworded, and back', () => {
    const { proposal } = entered(say());
    expect(ten()).toContain('[shall][may]');
    say();
    expect(ten()).toContain('[shall][should]');
    const { wordings } = meeting.proposal(proposal.id);
    expect(wordings.map(({ words }) => words)).toEqual(['should', 'may', 'should']);
    expect(wordings[0]!.hash).toBe(wordings[2]!.hash);
  });
});

describe('FL2: who speaks', () => {
  test('ids, names of every language, and beginnings of a name; accents, case and blanks do not matter', () => {
    const of = (written: string) => {
      const match = matchParty(PARTIES, written);
      return match.kind === 'one' ? match.party : match.kind;
    };
    expect(
      ['usa', 'USA', '美国', '美', 'G 77', '77国集团', 'Delegation of Japan', 'swi', '主席', 'Chair'].map(of),
    ).toEqual(['usa', 'usa', 'usa', 'usa', 'g77', 'g77', 'japan', 'switzerland', CHAIR, CHAIR]);
    expect(['', 'zzz'].map(of)).toEqual(['none', 'none']);
    expect(
      matchParty(
        [...PARTIES, party('chile', 'Chile', '智利', 10), party('china', 'China', '中国', 11)],
        'chi',
      ),
    ).toEqual({
      kind: 'several',
      parties: ['chile', 'china'],
    });
  });

  test('a line without a party is the Chair’s from the floor', () => {
    const meeting = new Meeting(PARAGRAPH_TEN);
    meeting.say('floor 10');
    for (const line of ['delete shared', ': delete shared', 'chair: delete shared', '主席：删除shared'])
      expect(meeting.read(line)).toMatchObject({ kind: 'acts', acts: [{ act: 'enter', for: CHAIR }] });
  });

  test('a party that is not on the list is never taken for words', () => {
    const meeting = new Meeting(PARAGRAPH_TEN);
    meeting.say('10');
    expect(meeting.read('braazil: should for shall')).toEqual({
      kind: 'trouble',
      why: 'unknown-party',
      at: 0,
      length: 7,
    });
  });

  test('several that say the same: the first enters, the others join', () => {
    const meeting = new Meeting(PARAGRAPH_TEN);
    meeting.say('10');
    const acts = meeting.say('eu, japan: should for shall');
    expect(shortly(acts)).toEqual(['eu enters replacement', 'japan joins']);
    expect(meeting.proposal(entered(acts).proposal.id).proponents).toEqual(['eu', 'japan']);
  });

  test('names are completed from what was typed, at the beginning of a name first', () => {
    const names = (written: string) => completeParty(PARTIES, written, (id) => id).map(({ party: id }) => id);
    expect(names('ja')).toEqual(['japan']);
    expect(names('国')).toEqual(['g77', 'usa']);
    expect(names('')).toEqual([]);
  });
});

describe('FL3: the words that are meant', () => {
  const onEleven = () => {
    const meeting = new Meeting(PARAGRAPH_TEN);
    meeting.say('11');
    return meeting;
  };

  test('of words that stand there several times the number tells which', () => {
    const meeting = new Meeting(PARAGRAPH_TEN);
    meeting.say('10');
    meeting.say(`usa: alt 10: Parties shall pay.`);
    expect(meeting.read('eu: delete o')).toMatchObject({ why: 'words-several-times', at: 11, length: 1 });
    meeting.say('eu: delete s#1');
    expect(meeting.print('10')).toMatch(/^10\. Partie\[s\] shall/);
    expect(meeting.read('eu: delete shall#7')).toMatchObject({ why: 'no-such-occurrence', count: 2 });
  });

  test('whole words go before parts of words', () => {
    const meeting = onEleven();
    meeting.say('eu: delete be');
    expect(meeting.print('11')).toContain('shall [be] financed');
  });

  test('words of a tabled proposal can be amended where the text itself has none of them', () => {
    const meeting = new Meeting(PARAGRAPH_TEN);
    meeting.say('10');
    meeting.say('usa: should for shall');
    const { proposal } = entered(meeting.say('eu: could for should'));
    expect(proposal.place).toMatchObject({ on: 'range', layer: 'words' });
    expect(meeting.print('10')).toContain('[shall][[should][could]]');
  });

  test('what does not stand there is named with its place in the line', () => {
    const meeting = onEleven();
    expect(meeting.read('eu: delete mandatory')).toEqual({
      kind: 'trouble',
      why: 'words-not-there',
      at: 11,
      length: 9,
    });
    expect(meeting.read('eu: xyz')).toMatchObject({ why: 'unknown-provision', at: 4, length: 3 });
  });

  test('a sentence with two “for” is parted where the words stand', () => {
    const meeting = onEleven();
    const { proposal } = entered(meeting.say('eu: funds for rivers for contributions'));
    expect(proposal.blocks[0]!.content).toEqual([{ text: 'funds for rivers' }]);
    expect(meeting.print('11')).toContain('[contributions][funds for rivers]');
  });

  test('quoted words are taken as they are, whatever stands in them', () => {
    const meeting = onEleven();
    const { proposal } = entered(meeting.say('eu: "support: delete after" for "voluntary"'));
    expect(proposal.blocks[0]!.content).toEqual([{ text: 'support: delete after' }]);
    expect(meeting.print('11')).toContain('[voluntary][support: delete after]');
  });

  test('an added word gets its blank; punctuation and Chinese do not', () => {
    const meeting = onEleven();
    meeting.say('eu: fully after be');
    meeting.say('japan: largely before voluntary');
    expect(meeting.print('11')).toContain('shall be[ fully] financed by [largely ]voluntary');
  });

  test('the selection is taken where no words are named', () => {
    const meeting = onEleven();
    const { proposal } = entered(meeting.say('eu: delete voluntary'));
    const selection = proposal.place;
    expect(entered(meeting.say('usa: bracket', { selection })).proposal.place).toEqual(selection);
    expect(meeting.read('usa: delete', { selection })).toMatchObject({ acts: [{ act: 'enter' }] });
    expect(meeting.read('usa: delete')).toMatchObject({ why: 'no-words' });
  });

  test('another provision than that on the floor is named before the words', () => {
    const meeting = onEleven();
    meeting.say('eu: 10: delete shared');
    expect(meeting.print('10')).toContain('[shared]');
    meeting.say('10: should for shall');
    expect(meeting.print('10')).toContain('[shall][should]');
    expect(meeting.read('eu: 99: delete shared')).toMatchObject({ why: 'not-understood' });
  });

  test('whole provisions are bracketed or deleted by their number', () => {
    const meeting = onEleven();
    meeting.say('eu: delete para 10');
    expect(meeting.print('10')).toMatch(/^10\. \[Parties .*rivers\.\]$/);
    expect(entered(meeting.say('eu: bracket paragraphs 10+11')).proposal.place).toMatchObject({
      on: 'blocks',
      blocks: [meeting.block('10'), meeting.block('11')],
    });
  });

  test('brackets in new words become delimiters; one without a partner is told', () => {
    const meeting = onEleven();
    const { proposal } = entered(meeting.say('eu: alt 11: The fund [shall] grow.'));
    expect(proposal.blocks[0]!.content).toMatchObject([
      { text: 'The fund ' },
      { el: 'bracket_open' },
      { text: 'shall' },
      { el: 'bracket_close' },
      { text: ' grow.' },
    ]);
    expect(meeting.read('eu: alt 11: The fund [shall grow.')).toMatchObject({ why: 'unpaired-bracket' });
  });

  test('what is added after all the words of a proposal stands in the text behind it, and stays when that falls', () => {
    const meeting = new Meeting(PARAGRAPH_TEN);
    for (const line of ['10', 'usa: should for shall', 'switzerland: , as appropriate, after should'])
      meeting.say(line);
    expect(entered(meeting.last).proposal.place).toMatchObject({ on: 'gap', layer: 'text' });
    expect(meeting.print('10')).toContain('[shall][should][, as appropriate,] establish');
    meeting.say('norway: , in time, after as appropriate,');
    expect(meeting.print('10')).toContain('[shall][should][, as appropriate,][, in time,] establish');
    meeting.say('usa: withdraw should');
    expect(meeting.print('10')).toContain('shall[, as appropriate,][, in time,] establish');
  });

  test('a new provision stands after one that is named, or before it: after what stands there, or its heading', () => {
    const meeting = onEleven();
    const blocks = [...meeting.composition.papers.text.records()];
    const chapter = blocks.findLast(
      ({ kind }, at) => at < blocks.findIndex(({ attrs }) => attrs.label === '10') && kind === 'chapter',
    )!.id;
    const places = [
      'new after 11: Two.',
      'eu: add a paragraph after 11: Two.',
      'new paragraph before para 10: One.',
      '新增第10段之前：One.',
      'new before 11: One.',
    ].map((line) => entered(meeting.say(line)).proposal.place);
    const [ten, eleven] = ['10', '11'].map((label) => meeting.block(label));
    expect(places).toEqual([eleven, eleven, chapter, chapter, ten].map((block) => ({ on: 'after', block })));
  });

  test('every id of a proposal is a fresh one', () => {
    const meeting = onEleven();
    const ids = ['delete voluntary', 'alt 11: One.', 'new after 11: Two.']
      .map((line) => entered(meeting.say(`eu: ${line}`)).proposal)
      .flatMap(({ id, blocks }) => [id, ...blocks.map((block) => block.id)]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('FL4: the proposal that is meant', () => {
  const meeting = () => {
    const made = new Meeting(PARAGRAPH_TEN);
    made.say('10');
    const [should, shared] = ['usa: should for shall', 'usa: delete shared'].map(
      (line) => entered(made.say(line)).proposal.id,
    );
    made.say('eu: bracket');
    return { made, should: should!, shared: shared! };
  };

  test('of several the operator chooses by number, the latest first', () => {
    const { made, should, shared } = meeting();
    expect(made.read('usa: withdraw')).toMatchObject({ why: 'which-proposal', choices: [shared, should] });
    expect(made.say('usa: withdraw 2')).toEqual([{ act: 'withdraw', proposal: should, for: 'usa' }]);
    expect(made.read('usa: withdraw 5')).toMatchObject({ why: 'unknown-reference' });
  });

  test('or the one that was gone to is meant, or the one that is named by party or words', () => {
    const { made, should, shared } = meeting();
    expect(made.read('usa: withdraw', { selected: should })).toMatchObject({ acts: [{ proposal: should }] });
    expect(made.read('japan: cannot accept "should"')).toMatchObject({
      acts: [{ on: `proposal:${should}`, stance: 'cannot-accept', audience: 'room' }],
    });
    expect(made.read('japan: reserve eu')).toMatchObject({ acts: [{ stance: 'reserves' }] });
    expect(shared).not.toBe(should);
  });

  test('a position on a whole provision', () => {
    const { made } = meeting();
    expect(made.read('japan: can live with para 11')).toMatchObject({
      acts: [{ act: 'position', on: `unit:${made.block('11')}`, stance: 'can-live-with' }],
    });
  });

  test('stances in both languages', () => {
    const { made } = meeting();
    const stance = (said: string) => {
      const reading = made.read(`japan: ${said}`);
      return reading.kind === 'acts' && reading.acts[0]?.act === 'position'
        ? reading.acts[0].stance
        : reading;
    };
    expect(
      ['support', 'cannot accept', 'reserve', 'can live with', 'no instructions', 'wants it deleted'].map(
        stance,
      ),
    ).toEqual(['supports', 'cannot-accept', 'reserves', 'can-live-with', 'no-instructions', 'wants-deleted']);
    expect(['支持', '不能接受', '保留', '可以接受', '尚无指示', '要求删除'].map(stance)).toEqual([
      'supports',
      'cannot-accept',
      'reserves',
      'can-live-with',
      'no-instructions',
      'wants-deleted',
    ]);
  });

  test('the same again needs something before it', () => {
    const made = new Meeting(PARAGRAPH_TEN);
    made.say('10');
    expect(made.read('eu: same')).toMatchObject({ why: 'nothing-before' });
  });

  test('the same as what the server has not told of yet is asked for anew', () => {
    const { made } = meeting();
    const [again] = (() => {
      const reading = made.read('japan: same', { facts: {} });
      return reading.kind === 'acts' ? reading.acts : [];
    })();
    expect(again).toMatchObject({ act: 'enter', for: 'japan', proposal: { kind: 'bracket' } });
    expect(
      made.last.some(
        (act) => act.act === 'enter' && again?.act === 'enter' && act.proposal.id === again.proposal.id,
      ),
    ).toBe(false);
  });
});

test.each([
  'usa:',
  ':',
  '"',
  'usa: ""',
  'usa: for',
  '[',
  'usa: alt 10+:',
  'usa: alt 10: ',
  'usa: #1',
  'usa: reword',
  '第段',
  'usa: 删除',
  '\ue000',
])('FL5: %s is answered by a reading, whatever it says, and enters nothing', (line) => {
  const meeting = new Meeting(PARAGRAPH_TEN);
  meeting.say('10');
  const reading = meeting.read(line);
  expect(reading.kind === 'trouble' || reading.kind === 'empty').toBe(true);
  if (reading.kind === 'trouble') expect(reading.at + reading.length).toBeLessThanOrEqual(line.length);
});

describe.each([
  ['en', EN],
  ['zh', ZH],
] as const)('FL11: every example of the line is understood, %s', (language, catalogue) => {
  const [a, b] = ['eu', 'usa'].map((id) => namesIn(PARTIES.find((each) => each.id === id)!, language).short);
  const lines = FLOOR_FORMS.flatMap((form) =>
    catalogue[`floor.form.${form}`].replaceAll('{{a}}', a!).replaceAll('{{b}}', b!).split(' · '),
  );

  test.each(lines)('%s', (line) => {
    const meeting = new Meeting(PARAGRAPH_TEN);
    meeting.say('10');
    const read = meeting.read(line);
    if (isTrouble(read))
      expect(['words-not-there', 'no-proposal', 'unknown-provision', 'nothing-before']).toContain(read.why);
    else expect(read.kind).toBe('acts');
  });
});
