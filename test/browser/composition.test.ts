import type { CDPSession } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { inBrowser } from '../support/in-browser.ts';
import { blocksOn, editorOf, putCaret, type Seat, writeLive } from '../support/product.ts';

const house = inBrowser();
let anna: Seat;
let bo: Seat;
let keyboard: CDPSession;
let block: string;

beforeAll(async () => {
  await writeLive(house.browser, house.product);
  anna = await house.join('Alder', 'Anna');
  bo = await house.join('Birch', 'Bo');
  await Promise.all([editorOf(anna), editorOf(bo)]);
  keyboard = await anna.context.newCDPSession(anna.page);
  block = (await blocksOn(anna)).find(({ text }) => text.length > 60)!.id;
}, 120_000);

const textOn = async (seat: Seat): Promise<string> =>
  (await blocksOn(seat)).find(({ id }) => id === block)?.text ?? '';
const compose = (text: string) =>
  keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });

describe('ED8: a Chinese input method while others type', () => {
  it('holds the block: what is composed stands once, in place, and nothing of the other is lost', async () => {
    const before = await textOn(anna);
    await putCaret(anna, block, 10);
    for (const text of ['n', 'ni', 'ni h', 'ni hao']) await compose(text);
    await putCaret(bo, block, 4);
    await bo.page.keyboard.type('<other>', { delay: 10 });
    await expect.poll(() => textOn(bo)).toContain('<other>');
    for (const text of ['ni hao s', 'ni hao shi', 'ni hao shi jie']) await compose(text);
    expect(await textOn(anna)).not.toContain('<other>');
    await keyboard.send('Input.insertText', { text: '你好世界' });
    await expect
      .poll(async () => [await textOn(anna), await textOn(bo)])
      .toEqual(
        Array(2).fill(`${before.slice(0, 4)}<other>${before.slice(4, 10)}你好世界${before.slice(10)}`),
      );
    await anna.page.keyboard.type('。');
    await expect.poll(() => textOn(bo)).toContain('你好世界。');
  }, 60_000);

  it('lets the composition end when another parts the block, and keeps what was composed', async () => {
    await putCaret(anna, block, 6);
    for (const text of ['x', 'xi', 'xie']) await compose(text);
    await putCaret(bo, block, 20);
    await bo.page.keyboard.press('Enter');
    await expect.poll(async () => (await blocksOn(anna)).length === (await blocksOn(bo)).length).toBe(true);
    await keyboard.send('Input.insertText', { text: '谢' }).catch(() => undefined);
    await anna.page.keyboard.press('ArrowRight');
    await expect
      .poll(async () => {
        const [a, b] = [await blocksOn(anna), await blocksOn(bo)];
        return JSON.stringify(a) === JSON.stringify(b) && a.some(({ text }) => /xie|谢/.test(text));
      })
      .toBe(true);
  }, 60_000);

  it('undoes only one’s own typing', async () => {
    await putCaret(bo, block, 2);
    await bo.page.keyboard.type('BO');
    await expect.poll(() => textOn(anna)).toContain('BO');
    await putCaret(anna, block, 0);
    await anna.page.keyboard.type('AN');
    await expect.poll(() => textOn(bo)).toContain('AN');
    await bo.page.keyboard.press('Control+z');
    await expect.poll(() => textOn(anna)).not.toContain('BO');
    expect(await textOn(anna)).toContain('AN');
  }, 30_000);
});
