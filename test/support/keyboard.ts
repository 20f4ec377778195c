/** A person at a page without a mouse: keys alone, and looking at what has the focus. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

const SOON = 15_000;

/** What a focused thing is called, as a screen reader would say it. */
export const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement;
    const named = (at?.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .map((id) => (id ? document.getElementById(id)?.textContent : '') ?? '')
      .join(' ');
    const own = at?.matches('button, a, li, [role=option], [role=menuitem], [role=row]') && at.textContent;
    const label = (at as HTMLInputElement | null)?.labels?.[0] ?? at?.closest('label');
    return [at?.getAttribute('aria-label'), named, label?.textContent, own].filter(Boolean).join(' ').trim();
  });

/** Presses Tab (or the key that is given) until what has the focus is this, or is called so. */
export async function tabTo(page: Page, wanted: RegExp | Locator, key = 'Tab', most = 60): Promise<void> {
  if (!(wanted instanceof RegExp)) return tabToward(page, wanted, most);
  const seen: string[] = [];
  for (let step = 0; step < most; step += 1) {
    const here = await focusedName(page);
    if (wanted.test(here)) return;
    seen.push(here.slice(0, 40));
    await page.keyboard.press(key);
  }
  throw new Error(`${wanted} is not reached by ${key}: ${seen.join(' | ')}`);
}

/** Forwards, or backwards where it stands before. */
async function tabToward(page: Page, wanted: Locator, most: number): Promise<void> {
  await wanted.waitFor();
  const whereIs = (): Promise<'here' | 'before' | 'behind'> =>
    wanted.evaluate((element) => {
      const { activeElement } = document;
      if (element === activeElement) return 'here';
      const isBefore = activeElement && element.compareDocumentPosition(activeElement) & 4;
      return isBefore ? 'before' : 'behind';
    });
  for (let presses = 0; presses < most; presses += 1) {
    const place = await whereIs();
    if (place === 'here') return;
    await page.keyboard.press(place === 'before' ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`${wanted} is not reached by Tab`);
}

/** Goes there and presses Enter. */
export async function pressOn(page: Page, wanted: RegExp | Locator): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press('Enter');
}

/** Runs a command by its name in the palette. */
export async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.locator('.palette-list').waitFor();
  await page.keyboard.type(name);
  await page.locator('.palette-item[data-focused]', { hasText: name }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.palette-list').waitFor({ state: 'detached' });
}

/** Chooses in a list or menu that opens from a field, wherever the focus is before it. */
export async function choose(page: Page, field: RegExp | Locator, name: string | RegExp): Promise<void> {
  await pressOn(page, field);
  const exact = typeof name === 'string' && !(field instanceof RegExp);
  const option = page.getByRole('option', { name, exact }).or(page.getByRole('menuitem', { name, exact }));
  await option.first().waitFor();
  for (let presses = 0; presses < 40; presses += 1) {
    if (await option.first().evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press(presses === 0 ? 'Home' : 'ArrowDown');
  }
  await page.keyboard.press('Enter');
  await option.first().waitFor({ state: 'detached' });
}

/** Puts the caret into a block of the text, to its end: into the text, to its start, then downwards. */
export async function caretInto(page: Page, block: string): Promise<void> {
  await page.keyboard.press('Alt+0');
  await page.keyboard.press('Control+Home');
  const here = (): Promise<string | undefined> =>
    page.evaluate(() => {
      const { anchorNode } = getSelection() ?? {};
      const at = anchorNode instanceof Element ? anchorNode : anchorNode?.parentElement;
      return at?.closest<HTMLElement>('.ProseMirror [data-id]')?.dataset.id;
    });
  for (let step = 0; step < 400; step += 1) {
    if ((await here()) === block) return page.keyboard.press('End');
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`the caret does not reach ${block}`);
}

/** Goes into the panel beside the text, region by region. */
export async function intoPanel(page: Page): Promise<void> {
  await page.locator('.side.end').waitFor();
  const isThere = (): Promise<boolean> =>
    page.evaluate(() => document.activeElement?.closest('.side.end') !== null);
  for (let presses = 0; presses < 6 && !(await isThere()); presses += 1) await page.keyboard.press('F6');
  if (!(await isThere())) throw new Error('the panel is not reached by F6');
}

/** Goes to the open point with these words: finds it in the list, presses Enter on it, and empties the field again. */
export async function toPoint(page: Page, words: string): Promise<void> {
  const field = page.locator('.points .search input');
  if ((await field.count()) === 0) await page.keyboard.press('Alt+6');
  await field.waitFor();
  await intoPanel(page);
  await tabTo(page, field);
  await page.keyboard.type(words);
  const row = page.locator('.found .point', { hasText: words }).first();
  await row.waitFor();
  await tabTo(page, page.locator('.found [role=row]').first());
  await page.keyboard.press('Enter');
  await page.locator('.found .point.selected', { hasText: words }).waitFor();
  await tabTo(page, field);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
}

/** Chooses the last language of the menu, which is Chinese. */
export async function inChinese(page: Page, name: string): Promise<void> {
  await pressOn(page, page.getByRole('button', { name }));
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.documentElement.lang.startsWith('zh'));
}

/** Writes a line from the floor and presses Enter; resolves when it is on the record. */
export async function sayOnFloor(page: Page, line: string): Promise<void> {
  const field = page.locator('.floor-line input');
  await page.keyboard.press('F2');
  await expect.poll(() => field.evaluate((each) => each === document.activeElement)).toBe(true);
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
  await expect.poll(() => field.inputValue(), { message: line, timeout: SOON }).toBe('');
  await page.locator('.floor-waiting').waitFor({ state: 'detached', timeout: SOON });
}
