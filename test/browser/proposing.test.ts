/** Two accounts of one delegation, an account of another, in real windows: own paper, offline, an input method, undo. */
import type { CDPSession } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { inBrowser } from '../support/in-browser.ts';
import { blocksOn, editorOf, putCaret, type Seat } from '../support/product.ts';

const SOON = { timeout: 15_000 };
const house = inBrowser();
let anna: Seat;
let bo: Seat;
let cilla: Seat;
let keyboard: CDPSession;
let block: string;

beforeAll(async () => {
  anna = await house.join('Alder', 'Anna');
  bo = await house.join('Alder', 'Bo');
  cilla = await house.join('Birch', 'Cilla');
  for (const seat of [anna, bo, cilla]) await editorOf(seat);
  keyboard = await anna.context.newCDPSession(anna.page);
  block = (await blocksOn(anna)).find(({ text }) => text.startsWith('The first session'))!.id;
}, 180_000);

const allOn = async (seat: Seat): Promise<string> =>
  (await blocksOn(seat)).map(({ text }) => text).join('\n');
const textOn = async (seat: Seat): Promise<string> =>
  (await blocksOn(seat)).find(({ id }) => id === block)?.text ?? '';

describe('HA1: a delegation’s own paper, live between its accounts', () => {
  test('both type in one alternative at once; the other delegation sees none of it', async () => {
    await putCaret(anna, block, 3);
    await anna.page.keyboard.press('Control+Shift+A');
    await anna.page.keyboard.type('Anna begins.');
    await expect.poll(() => allOn(bo), SOON).toContain('Anna begins.');
    const alternative = (await blocksOn(bo)).find(({ text }) => text.includes('Anna begins.'))!.id;
    await putCaret(bo, alternative, 4);
    await Promise.all([
      anna.page.keyboard.type(' Anna ends.', { delay: 15 }),
      bo.page.keyboard.type(' and Bo', { delay: 15 }),
    ]);
    await expect.poll(() => allOn(anna), SOON).toContain('Anna and Bo begins. Anna ends.');
    await expect.poll(() => allOn(bo), SOON).toContain('Anna and Bo begins. Anna ends.');
    expect(cilla.line.received().toString('latin1')).not.toContain('Bo begins');
    expect(await allOn(cilla)).not.toContain('Bo');
  }, 60_000);

  test('offline for a while: both go on, nothing is lost, and it is one when the line returns', async () => {
    bo.line.cut();
    await bo.page.keyboard.type(' OFFLINE-BO', { delay: 10 });
    await anna.page.keyboard.type(' ONLINE-ANNA', { delay: 10 });
    bo.line.restore();
    for (const words of ['OFFLINE-BO', 'ONLINE-ANNA'])
      for (const seat of [anna, bo])
        await expect.poll(() => allOn(seat), { timeout: 30_000 }).toContain(words);
    expect(await allOn(anna)).toBe(await allOn(bo));
  }, 90_000);

  test('undo takes back one’s own typing alone', async () => {
    await anna.page.waitForTimeout(700);
    await anna.page.keyboard.type(' MISTAKE');
    await expect.poll(() => allOn(bo), SOON).toContain('MISTAKE');
    await anna.page.keyboard.press('Control+z');
    await expect.poll(() => allOn(bo), SOON).not.toContain('MISTAKE');
    for (const words of ['OFFLINE-BO', 'ONLINE-ANNA']) expect(await allOn(bo)).toContain(words);
  }, 60_000);

  test('ED14: tabled by key, everybody reads it, with its proponents', async () => {
    await anna.page.keyboard.press('Alt+t');
    await expect.poll(() => allOn(cilla), SOON).toContain('Anna ends. ONLINE-ANNA');
    await expect
      .poll(() => cilla.page.locator('.block-alternative[data-of]').first().getAttribute('data-names'), SOON)
      .toContain('Alder');
  }, 60_000);

  test('ED8: a Chinese input method, while a colleague types in the same provision', async () => {
    const compose = (text: string) =>
      keyboard.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    await putCaret(anna, block, 10);
    for (const text of ['n', 'ni', 'ni h', 'ni hao']) await compose(text);
    await putCaret(bo, block, 4);
    await bo.page.keyboard.type('<bo>', { delay: 10 });
    await expect.poll(() => textOn(bo), SOON).toContain('<bo>');
    for (const text of ['ni hao s', 'ni hao shi jie']) await compose(text);
    await keyboard.send('Input.insertText', { text: '你好世界' });
    for (const seat of [anna, bo]) {
      await expect.poll(() => textOn(seat), SOON).toContain('[你好世界]');
      await expect.poll(() => textOn(seat), SOON).toContain('[<bo>]');
    }
    expect((await textOn(bo)).match(/你好世界/g)).toHaveLength(1);
    expect(await textOn(anna)).toBe(await textOn(bo));
  }, 60_000);

  test('a delegation that hears the page by keyboard alone: strikes, replaces, brackets, tables', async () => {
    await putCaret(cilla, block, 4);
    for (let i = 0; i < 5; i += 1) await cilla.page.keyboard.press('Shift+ArrowRight');
    await cilla.page.keyboard.type('second');
    await expect.poll(() => textOn(cilla), SOON).toMatch(/^The \[first\]\[second\]/);
    await cilla.page.keyboard.press('Alt+t');
    await expect.poll(() => textOn(bo), SOON).toMatch(/\[first\]\[second\]/);
  }, 60_000);

  test('no page complained, and none asked anybody else for anything', () => {
    for (const { complaints } of [anna, bo, cilla])
      expect(complaints.filter((each) => !/WebSocket|ERR_|Failed to load/.test(each))).toEqual([]);
  });
});
