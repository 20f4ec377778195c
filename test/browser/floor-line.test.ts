/** The operator writes faster than the server answers: every line comes to the record, in order, or back (SPEC FL10). */
import { beforeAll, expect, test } from 'vitest';
import { inBrowser } from '../support/in-browser.ts';
import { editorOf, type Seat } from '../support/product.ts';

const SOON = 15_000;
const house = inBrowser();
let desk: Seat;

const field = () => desk.page.locator('.floor-line input');
const says = async (...lines: readonly string[]): Promise<void> => {
  for (const line of lines) {
    await desk.page.keyboard.type(line);
    await desk.page.keyboard.press('Enter');
  }
};
const printed = (): Promise<string> =>
  desk.page
    .locator('.ProseMirror .block-provision')
    .first()
    .innerText()
    .then((words) => words.trim());
const settled = () => desk.page.locator('.floor-waiting').waitFor({ state: 'detached', timeout: SOON });

beforeAll(async () => {
  desk = await house.join('Secretariat', 'Operator');
  const { page } = desk;
  await editorOf(desk);
  await page.goto(desk.line.origin);
  await page.getByText('Draft decision on shared rivers').first().click();
  await editorOf(desk);
  await page.getByText('Parties shall establish').waitFor();
  // A line from a capital: every act takes its time.
  await page.route('**/acts', async (route) => {
    await new Promise((later) => setTimeout(later, 1_500));
    await route.continue();
  });
  await page.keyboard.press('F2');
}, 120_000);

test('FL10: lines written in one go are read one after the other, and no letter goes', async () => {
  await expect.poll(() => field().evaluate((each) => each === document.activeElement)).toBe(true);
  await says('10', 'birch: bracket', 'cedar: same', 'alder: should for shall', 'birch: support');
  await desk.page.keyboard.type('elm: delete sha');
  await settled();
  expect(await field().inputValue()).toBe('elm: delete sha');
  await says('red');
  await settled();
  expect(await printed()).toBe(
    '[Parties [shall][should] establish a fund to support monitoring of [shared] rivers.]',
  );
  const names = await desk.page
    .locator('.ProseMirror .bracket-open')
    .evaluateAll((each) => each.map((one) => one.getAttribute('data-names')));
  expect(names).toEqual(['Birch, Cedar', 'Alder, Birch', 'Alder, Birch', 'Elm']);
});

test('FL10: a line that is refused comes back when it is asked for, and what was entered after it waits', async () => {
  await says('hazel: same', 'larch: delete nowhere', 'maple: same');
  await desk.page.keyboard.type('juniper: , as appropriate, after shall');
  const returned = desk.page.locator('.floor-returned');
  await returned.waitFor({ timeout: SOON });
  expect(await returned.innerText()).toMatch(/larch: delete nowhere.*maple: same/u);
  expect(await field().inputValue()).toBe('juniper: , as appropriate, after shall');
  await desk.page.keyboard.press('Enter');
  await settled();
  expect(await field().inputValue()).toBe('');
  await desk.page.keyboard.press('ArrowUp');
  await expect.poll(() => field().inputValue(), { timeout: SOON }).toBe('larch: delete nowhere');
  expect(await returned.innerText()).toMatch(/maple: same$/u);
  await desk.page.keyboard.press('Control+a');
  await says('larch: delete monitoring of');
  await settled();
  // Enter in the empty field takes it as well.
  await desk.page.keyboard.press('Enter');
  await expect.poll(() => field().inputValue(), { timeout: SOON }).toBe('maple: same');
  await desk.page.keyboard.press('Enter');
  await settled();
  await returned.waitFor({ state: 'detached', timeout: SOON });
  await expect
    .poll(printed, { timeout: SOON })
    .toBe(
      '[Parties [shall][should][, as appropriate,] establish a fund to support [monitoring of] [shared] rivers.]',
    );
  const names = await desk.page
    .locator('.ProseMirror .bracket-open')
    .evaluateAll((each) => each.map((one) => one.getAttribute('data-names')));
  expect(names.slice(-2)).toEqual(['Larch, Maple', 'Elm, Hazel']);
});
