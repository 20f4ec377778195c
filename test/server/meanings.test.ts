/** What names in files mean is remembered by the house. */
import { expect, test } from 'vitest';
import { joined, newDraft, testHouse } from '../support/house.ts';

test('IM39: who sits on the chair’s side together shares what a name means; delegations, strangers and colours do not', async () => {
  const house = testHouse();
  const { draft, chair } = await newDraft(house);
  const desk = await joined(house, draft, { role: 'secretariat' }, 'Desk');
  const alder = await joined(house, draft, { role: 'delegation', party: 'alder' }, 'Aino');
  const elsewhere = (await newDraft(house)).chair;
  const { meanings } = house.people;
  const birchIn = (account: { readonly id: string }) => meanings.of(account.id, 'name', 'Brch.');
  meanings.remember(chair.id, 'name', { 'Brch.': 'birch', '#ff0000': 'cedar' });
  meanings.remember(alder.id, 'author', { 'A. Person': 'alder' });
  expect([birchIn(chair), birchIn(desk)]).toEqual(['birch', 'birch']);
  expect([birchIn(alder), birchIn(elsewhere)]).toEqual([undefined, undefined]);
  expect(meanings.of(chair.id, 'name', '#ff0000')).toBeUndefined();
  expect(meanings.of(chair.id, 'author', 'Brch.')).toBeUndefined();
  expect(meanings.of(chair.id, 'author', 'A. Person')).toBeUndefined();
  house.now += 1;
  meanings.remember(desk.id, 'name', { 'Brch.': 'beech' });
  expect(birchIn(chair)).toBe('beech');
});
