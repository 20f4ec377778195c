/** At agreed text: who is awaited confirms, a party reserves beside it, the chair's side reopens; by keyboard. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { inBrowser } from '../support/in-browser.ts';
import { blocksOn, editorOf, putCaret, type Seat } from '../support/product.ts';

const house = inBrowser();
let desk: Seat;
let alder: Seat;
let birch: Seat;
let unit: string;

beforeAll(async () => {
  desk = await house.join('Secretariat', 'Operator');
  alder = await house.join('Alder', 'Aino');
  birch = await house.join('Birch', 'Bo');
  for (const seat of [desk, alder, birch]) await editorOf(seat);
  unit = (await blocksOn(desk)).find(({ text }) => text.length > 60)!.id;
}, 120_000);

const barOf = ({ page }: Seat) => page.locator('.hand-bar.status');
const press = async (page: Page, name: RegExp): Promise<void> => {
  const button = page.locator('.hand-bar.status').getByRole('button', { name });
  await button.focus();
  await page.keyboard.press('Enter');
};

test('ME5, TB8: awaited, confirmed, reserved on, reopened', async () => {
  const told = await desk.page.evaluate(async (on) => {
    const [, , draft] = location.pathname.split('/');
    const body = JSON.stringify({
      act: 'decide',
      outcomes: [],
      agrees: { unit: on, status: 'agreed-ad-ref', awaiting: ['alder'] },
    });
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`/api/drafts/${draft}/acts`, { method: 'POST', headers, body })).status;
  }, unit);
  expect(told).toBe(200);
  for (const seat of [desk, alder, birch]) {
    await putCaret(seat, unit, 3);
    await expect.poll(() => barOf(seat).innerText()).toMatch(/agreed ad ref, awaiting Alder/);
    expect(await barOf(seat).count()).toBe(1);
    expect(await barOf(seat).innerText()).toContain('until everything is agreed');
  }
  expect(
    await barOf(birch)
      .getByRole('button', { name: /Confirm/ })
      .count(),
  ).toBe(0);
  await press(alder.page, /Confirm: Alder/);
  await expect.poll(() => barOf(birch).innerText()).not.toMatch(/awaiting/);
  await press(birch.page, /Reserve/);
  await birch.page.keyboard.type('until our capital has read it');
  await birch.page.keyboard.press('Enter');
  await expect.poll(() => barOf(birch).innerText()).toMatch(/Birch/);
  await press(desk.page, /Reopen/);
  await desk.page.keyboard.type('cedar');
  await desk.page.keyboard.press('Enter');
  for (const seat of [desk, alder, birch]) await expect.poll(() => barOf(seat).count()).toBe(0);
  await expect
    .poll(async () => (await blocksOn(alder)).find(({ id }) => id === unit)!.text)
    .toMatch(/^\[.*\]$/s);
  for (const { complaints } of [desk, alder, birch]) expect(complaints).toEqual([]);
}, 90_000);
