import { beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from '../support/axe.ts';
import { inBrowser } from '../support/in-browser.ts';
import { blocksOn, editorOf, putCaret, type Seat, writeLive } from '../support/product.ts';

/** A small laptop at 125 %: 1366 by 768 dots. */
const LAPTOP = { width: 1093, height: 614 };

const house = inBrowser();
let chair: Seat;

beforeAll(async () => {
  await writeLive(house.browser, house.product);
  chair = await house.join('Chair', 'Chair', LAPTOP);
  await editorOf(chair);
}, 120_000);

describe('the page', () => {
  it('keeps the text at least 60 % wide on a small laptop at 125 %', async () => {
    const share = await chair.page.evaluate(
      () => document.querySelector('.block-provision')!.getBoundingClientRect().width / innerWidth,
    );
    expect(share).toBeGreaterThanOrEqual(0.6);
  });

  it('has no fault of accessibility: draft, panels, palette, drafts, import, screen', async () => {
    const { page, line } = chair;
    const draft = page.url();
    const found: Record<string, string[]> = { draft: await faultsOf(page) };
    const panels = {
      outline: 'Alt+5',
      points: 'Alt+6',
      alternatives: 'Alt+7',
      people: 'Alt+8',
      house: 'Alt+9',
    };
    for (const [name, key] of Object.entries(panels)) {
      await page.keyboard.press(key);
      await page.waitForTimeout(250);
      found[name] = await faultsOf(page);
    }
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    found.palette = await faultsOf(page);
    await page.keyboard.press('Escape');
    for (const path of ['/', '/import', `${new URL(draft).pathname}/screen`]) {
      await page.goto(line.origin + path);
      await page.waitForLoadState('networkidle').catch(() => undefined);
      await page.waitForTimeout(400);
      found[path] = await faultsOf(page);
    }
    await page.goto(draft);
    await editorOf(chair);
    expect(Object.fromEntries(Object.entries(found).filter(([, faults]) => faults.length > 0))).toEqual({});
  }, 90_000);

  it('KE7: words that were sought are selected in the text by Enter, and by a choice among the places', async () => {
    const { page } = chair;
    const selected = (): Promise<string> => page.evaluate(() => String(getSelection()));
    const seek = async (): Promise<void> => {
      await page.keyboard.press('Control+f');
      await page.locator('.search input').waitFor();
      await page.keyboard.type('the first session');
    };
    await seek();
    await page.keyboard.press('Enter');
    await expect.poll(selected).toMatch(/^the first session$/iu);
    const place = (): Promise<string> =>
      page.evaluate(() => {
        const range = getSelection()!.getRangeAt(0);
        const block = range.startContainer.parentElement!.closest('.block')!;
        return `${block.getAttribute('data-id')} ${range.startOffset}`;
      });
    const first = await place();
    // On a small screen the list made room for the text.
    await seek();
    await page.locator('.found-item').nth(1).click();
    await expect.poll(selected).toMatch(/^the first session$/iu);
    expect(await place()).not.toBe(first);
    expect(await page.evaluate(() => document.activeElement!.classList.contains('ProseMirror'))).toBe(true);
  }, 60_000);

  it('copies out plain text with brackets and labels, and pastes it as blocks and brackets again', async () => {
    const { page } = chair;
    const block = (await blocksOn(chair)).find(({ text }) => /^[^[]{20,}\[.+\]/.test(text))!;
    await putCaret(chair, block.id, 0, { block: block.id, offset: block.text.length });
    await page.keyboard.press('Control+c');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('[');
    expect(copied.replace(/\s+/g, ' ')).toContain(block.text.slice(0, 20));
    await putCaret(chair, block.id, block.text.length);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+v');
    await expect
      .poll(async () => (await blocksOn(chair)).filter(({ text }) => text.includes(block.text)).length)
      .toBe(2);
    const twins = await page.evaluate(
      (text) =>
        [...document.querySelectorAll('.ProseMirror .block')]
          .filter((dom) => dom.textContent!.includes(text))
          .map((dom) => dom.querySelector('.bracket-open')?.getAttribute('data-bracket')),
      block.text,
    );
    expect(new Set(twins).size).toBe(2);
  }, 30_000);

  it('speaks Chinese on request', async () => {
    const { page } = chair;
    await page.getByRole('button', { name: 'Language of the interface' }).click();
    await page
      .getByRole('menuitemradio', { name: /中文/ })
      .or(page.getByRole('menuitem', { name: /中文/ }))
      .click();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toMatch(/^zh/);
    await expect.poll(() => page.locator('.state-line').textContent()).toMatch(/已保存/);
  }, 30_000);
});
