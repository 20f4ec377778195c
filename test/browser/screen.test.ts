/** The screen as the operator drives it, a delegate who follows it on a second device, and pages that follow or read freely. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { en as EN } from '../../client/locales/en.ts';
import { PARTIES } from '../support/house.ts';
import { inBrowser } from '../support/in-browser.ts';
import { caretInto, command } from '../support/keyboard.ts';
import { pictureOf } from '../support/pictures.ts';
import { blocksOn, editorOf, putCaret, type Seat } from '../support/product.ts';

const SOON = 5_000;
const PROJECTOR = { width: 1920, height: 1080 };

const house = inBrowser();
let operator: Seat;
let alder: Seat;
let observer: Seat;
/** The screen as a member of Alder has it open. */
let second: Page;
let blocks: { id: string; text: string }[];
let draft: string;

const picture = (name: string, page: Page): Promise<void> => pictureOf(page, 'screen', name);

/** How far below the top of the window a block stands, in lines of the text. */
const linesBelowTop = (page: Page, block: string): Promise<number> =>
  page.evaluate((id) => {
    const element = document.querySelector(`.draft [data-id="${id}"]`)!;
    const frame = document.querySelector('.draft-frame')?.getBoundingClientRect().top ?? 0;
    return (
      (element.getBoundingClientRect().top - frame) / Number.parseFloat(getComputedStyle(element).lineHeight)
    );
  }, block);

/** Number of lines within which a block is at the top: one paragraph more or less is allowed by nobody. */
const NEAR = 6;
const isAtTop = (page: Page, block: string) => () =>
  linesBelowTop(page, block).then((lines) => lines > -1 && lines < NEAR);

const sizeOf = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Number.parseFloat(getComputedStyle(document.querySelector('.screen .draft')!).fontSize),
  );

const namesOn = async (page: Page): Promise<readonly string[]> => {
  const html = await page.evaluate(() => document.documentElement.outerHTML);
  return PARTIES.flatMap(({ names }) =>
    Object.values(names).flatMap(({ short, full }) => [short, full]),
  ).filter((name) => html.includes(name));
};

/** Whole provisions that stand further down than a window shows. */
const further = (from: number): { id: string; text: string } =>
  blocks.filter(({ text }) => text.length > 80)[from]!;

beforeAll(async () => {
  operator = await house.join('Secretariat', 'Operator');
  await editorOf(operator);
  alder = await house.join('Alder', 'Aino of Alder');
  await editorOf(alder);
  draft = new URL(alder.page.url()).pathname.split('/')[2]!;
  await operator.page.goto(`${operator.line.origin}/d/${draft}`);
  await editorOf(operator);
  observer = await house.join('Observer', 'Watcher', PROJECTOR);
  await observer.page.waitForURL(/screen/);
  await observer.page.locator('.screen .block').first().waitFor();
  second = await alder.context.newPage();
  await second.setViewportSize(PROJECTOR);
  await second.goto(`${alder.line.origin}/d/${draft}/screen`);
  await second.locator('.screen .block').first().waitFor();
  blocks = await blocksOn(operator);
}, 120_000);

describe('the screen, driven by the operator from the keyboard', () => {
  test('SC6: it reads as the working state does, words that are tabled included', async () => {
    await putCaret(alder, further(1).id, 10);
    await alder.page.keyboard.type('(ON THE TABLE) ');
    await alder.page.keyboard.press('Alt+t');
    const shown = observer.page.getByText('(ON THE TABLE)');
    await shown.waitFor({ timeout: SOON });
    const read = async (page: Page): Promise<string> =>
      (await page.locator(`.draft [data-id="${further(1).id}"]`).innerText()).trim();
    expect(await read(observer.page)).toBe(await read(operator.page));
    expect(await observer.page.locator('button, .side, .top-bar').count()).toBe(0);
    await picture('1-names-off', observer.page);
    expect(await namesOn(observer.page)).toEqual([]);
    expect(await namesOn(second)).toEqual([]);
  });

  test('SC7: with names on, members see who asks for what, an observer no name', async () => {
    await command(operator.page, EN['strip.names']);
    await second.getByText('Alder').first().waitFor({ timeout: SOON });
    await picture('2-names-on', second);
    expect(await namesOn(observer.page)).toEqual([]);
    await command(operator.page, EN['strip.names']);
    await expect.poll(() => namesOn(second), { timeout: SOON }).toEqual([]);
  });

  test('SC8: it goes where the operator is, by one key, and grows and shrinks', async () => {
    await caretInto(operator.page, further(7).id);
    await operator.page.keyboard.press('Alt+s');
    await expect.poll(isAtTop(observer.page, further(7).id), { timeout: SOON }).toBe(true);
    const before = await sizeOf(observer.page);
    await command(operator.page, EN['strip.larger']);
    await expect.poll(() => sizeOf(observer.page), { timeout: SOON }).toBeGreaterThan(before);
    await picture('3-larger', observer.page);
    await command(operator.page, EN['strip.smaller']);
    await expect.poll(() => sizeOf(observer.page), { timeout: SOON }).toBe(before);
  });

  test('SC5, SC8: on hold it neither moves nor changes, and then it shows the text as it stands, where the operator is', async () => {
    await operator.page.keyboard.press('Alt+h');
    await observer.page.getByText(EN['screen.held']).waitFor({ timeout: SOON });
    const seen = await observer.page.locator('.screen .draft').innerText();
    await putCaret(alder, further(3).id, 4);
    await alder.page.keyboard.type('(MEANWHILE) ');
    await alder.page.keyboard.press('Alt+t');
    await operator.page.getByText('(MEANWHILE)').first().waitFor({ timeout: SOON });
    await caretInto(operator.page, further(3).id);
    await operator.page.keyboard.press('Alt+s');
    expect(await observer.page.locator('.screen .draft').innerText()).toBe(seen);
    expect(await isAtTop(observer.page, further(7).id)()).toBe(true);
    await picture('4-held', observer.page);
    await operator.page.keyboard.press('Alt+h');
    await observer.page.getByText('(MEANWHILE)').first().waitFor({ timeout: SOON });
    await expect.poll(isAtTop(observer.page, further(3).id), { timeout: SOON }).toBe(true);
  });

  test('SC5: blank, nothing is seen; then all is there again', async () => {
    await operator.page.keyboard.press('Alt+b');
    await observer.page.locator('.screen-blank').waitFor({ timeout: SOON });
    expect(await observer.page.locator('.screen').innerText()).toBe('');
    await picture('5-blank', observer.page);
    await operator.page.keyboard.press('Alt+b');
    await observer.page.getByText('(MEANWHILE)').first().waitFor({ timeout: SOON });
  });
});

describe('following, or reading freely', () => {
  const putOnFloor = async (block: string): Promise<void> => {
    await caretInto(operator.page, block);
    await operator.page.keyboard.press('Alt+o');
  };

  test('SC8, SC9: what is put on the floor comes to the screen and to a page that follows; the caret stays', async () => {
    await putCaret(alder, further(0).id, 3);
    await command(alder.page, EN['follow.off']);
    await putOnFloor(further(8).id);
    await expect.poll(isAtTop(observer.page, further(8).id), { timeout: SOON }).toBe(true);
    await expect.poll(isAtTop(alder.page, further(8).id), { timeout: SOON }).toBe(true);
    await picture('6-following', alder.page);
    await alder.page.keyboard.type('(STILL HERE) ');
    await alder.page.locator(`.draft [data-id="${further(0).id}"]`, { hasText: '(STILL HERE)' }).waitFor();
  });

  test('SC9: who reads freely is not moved, and goes to the floor by one key', async () => {
    await command(alder.page, EN['follow.stop']);
    // The bar of what is in hand comes with what was typed, and the caret is kept above it: until that is over.
    const scrolled = (): Promise<number> =>
      alder.page.evaluate(() => document.querySelector('.draft-frame')!.scrollTop);
    const resting = async (): Promise<number> => {
      let last = -1;
      const isSame = async (): Promise<boolean> => {
        const [now, before] = [await scrolled(), last];
        last = now;
        return now === before;
      };
      await expect.poll(isSame, { interval: 400, timeout: SOON }).toBe(true);
      return last;
    };
    await alder.page.locator('.hand-bar').first().waitFor();
    const before = await resting();
    await putOnFloor(further(2).id);
    await expect.poll(isAtTop(observer.page, further(2).id), { timeout: SOON }).toBe(true);
    await alder.page.locator(`.draft [data-id="${further(2).id}"].on-the-floor`).waitFor({ timeout: SOON });
    expect(await scrolled()).toBe(before);
    await alder.page.keyboard.press('Alt+z');
    await expect.poll(isAtTop(alder.page, further(2).id), { timeout: SOON }).toBe(true);
    // Who writes nowhere writes there.
    await alder.page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await alder.page.keyboard.press('Alt+z');
    await alder.page.keyboard.type('(AND HERE) ');
    await alder.page.locator(`.draft [data-id="${further(2).id}"]`, { hasText: '(AND HERE)' }).waitFor();
  });

  test('SC9: a screen that a reader scrolled stays until he follows again', async () => {
    await observer.page.mouse.move(900, 500);
    await observer.page.mouse.wheel(0, 900);
    const again = observer.page.getByRole('button', { name: EN['screen.follow'] });
    await again.waitFor({ timeout: SOON });
    await putOnFloor(further(8).id);
    await expect.poll(isAtTop(second, further(8).id), { timeout: SOON }).toBe(true);
    expect(await isAtTop(observer.page, further(8).id)()).toBe(false);
    await picture('7-free', observer.page);
    await again.press('Enter');
    await expect.poll(isAtTop(observer.page, further(8).id), { timeout: SOON }).toBe(true);
    expect(await again.count()).toBe(0);
  });
});
