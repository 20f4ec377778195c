/** Acts in a real room: what is tabled, joined, withdrawn, decided; what each hears of it. */
import { afterEach, expect, test } from 'vitest';
import type { ActAnswer } from '../../shared/acts/act.ts';
import { dropProposal } from '../../shared/proposals/hand.ts';
import { replaceRange } from '../../shared/text/edit.ts';
import { edit, Negotiation, write } from '../support/negotiation.ts';
import { until } from '../support/until.ts';

const TEN = 'Parties shall establish a fund to support monitoring of shared rivers.';
const ELEVEN = 'The fund shall be financed by voluntary contributions.';

let open: Negotiation[] = [];
const negotiation = async (...args: Parameters<typeof Negotiation.open>): Promise<Negotiation> => {
  const one = await Negotiation.open(...args);
  open.push(one);
  return one;
};
afterEach(async () => {
  for (const one of open) await one.close();
  open = [];
});

const done = (answer: ActAnswer): number => {
  if (!answer.done) throw new Error(`refused: ${answer.why} ${answer.detail ?? ''}`);
  return answer.seq;
};
const why = (answer: ActAnswer): string => (answer.done ? 'done' : answer.why);

test('AC6: what is in hand is tabled, and everybody hears of it with its words', async () => {
  const n = await negotiation([TEN, ELEVEN]);
  const places = await n.places();
  const bb = await n.hall.enter('bb');
  const hand = await n.hand('aa');
  done(await n.table(hand, 'aa', { id: 'p1', kind: 'deletion', place: places.range('b0', ' shared') }));
  await until(() => bb.messages.some((m) => m.kind === 'facts' && 'proposal/p1' in m.set));
  expect(await n.fact('p1')).toMatchObject({
    asks: 'deletion',
    fate: 'on-text',
    unit: 'b0',
    proponents: ['aa'],
  });
  expect(bb.ydoc.getMap('table').has('p1')).toBe(true);
  expect(await n.text()).toBe(`${TEN}\n${ELEVEN}`);
});

test('AC6: two parties ask the same deletion, one withdraws: it stays with the other; both: nothing of it stays', async () => {
  const n = await negotiation([TEN]);
  const place = (await n.places()).range('b0', ' shared');
  const [aa, bb] = [await n.hand('aa'), await n.hand('bb')];
  done(await n.table(aa, 'aa', { id: 'p1', kind: 'deletion', place }));
  done(await n.table(bb, 'bb', { id: 'p2', kind: 'deletion', place }));
  expect((await n.fact('p1')).proponents).toEqual(['aa', 'bb']);
  expect((await n.facts())['proposal/p2']).toBeUndefined();
  await until(() => bb.ydoc.getMap('proposals').size === 0);
  done(await n.act('aa', { act: 'withdraw', proposal: 'p1' }));
  expect(await n.fact('p1')).toMatchObject({ fate: 'on-text', proponents: ['bb'], withdrew: ['aa'] });
  done(await n.act('bb', { act: 'withdraw', proposal: 'p1' }));
  expect((await n.fact('p1')).fate).toBe('withdrawn');
  expect((await n.hall.document()).ydoc.getMap('table').size).toBe(0);
});

test('AC8: a decision takes the words into the text and away from the table', async () => {
  const n = await negotiation([TEN]);
  const places = await n.places();
  done(
    await n.enter(
      { id: 'should', kind: 'replacement', place: places.range('b0', 'shall'), words: 'should' },
      'aa',
    ),
  );
  done(
    await n.enter(
      { id: 'swiss', kind: 'insertion', place: places.after('b0', 'shall'), words: ', as appropriate,' },
      'cc',
    ),
  );
  done(await n.enter({ id: 'shared', kind: 'deletion', place: places.range('b0', ' shared') }, 'bb'));
  done(
    await n.act('secretariat', {
      act: 'decide',
      outcomes: [
        { proposal: 'should', outcome: 'not-taken' },
        { proposal: 'swiss', outcome: 'taken' },
        { proposal: 'shared', outcome: 'taken' },
      ],
    }),
  );
  expect(await n.text()).toBe(
    'Parties shall, as appropriate, establish a fund to support monitoring of rivers.',
  );
  expect(await n.fact('swiss')).toMatchObject({ fate: 'taken' });
  expect(why(await n.act('aa', { act: 'decide', outcomes: [{ proposal: 'swiss', outcome: 'taken' }] }))).toBe(
    'not-the-operator',
  );
});

test('AC12: where the house tables live, what is typed is on the table, and what is dropped is withdrawn', async () => {
  const n = await negotiation([TEN], { intake: 'live' });
  const places = await n.places();
  const hand = await n.hand('aa');
  await write(hand, { id: 'p1', kind: 'insertion', place: places.after('b0', 'shall'), words: ', as' });
  await until(async () => (await n.facts())['proposal/p1'] !== undefined);
  await edit(hand, (open) => {
    const place = open.index.placeOf('p1.w')!;
    replaceRange(open, place.flat + 5, place.flat + 5, [{ text: ' appropriate,' }]);
  });
  await until(async () => (await n.fact('p1')).wordings.at(-1)!.words === ', as appropriate,');
  expect((await n.fact('p1')).wordings.length).toBe(1);
  const { ydoc } = await n.hall.document();
  expect(ydoc.getText('words').toString()).toBe(', as appropriate,');
  await edit(hand, (open) => dropProposal(open, 'p1'));
  await until(async () => (await n.fact('p1')).fate === 'withdrawn');
  expect(ydoc.getMap('table').size).toBe(0);
});
