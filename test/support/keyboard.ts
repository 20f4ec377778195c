/** A person who has no mouse: everything is reached by Tab and arrows, and told by what has the focus. */
import type { Locator, Page } from 'playwright-core';

/** Presses Tab, or Shift+Tab where it stands before, until this has the focus; throws when it is not reached. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  const whereIs = (): Promise<'here' | 'before' | 'behind'> =>
    wanted.evaluate((element) => {
      const { activeElement } = document;
      if (element === activeElement) return 'here';
      const isBefore = activeElement && element.compareDocumentPosition(activeElement) & 4;
      return isBefore ? 'before' : 'behind';
    });
  for (let presses = 0; presses < 60; presses += 1) {
    const place = await whereIs();
    if (place === 'here') return;
    await page.keyboard.press(place === 'before' ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`${wanted} is not reached by Tab`);
}

/** Goes there and presses Enter. */
export async function pressOn(page: Page, wanted: Locator): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press('Enter');
}

/** Chooses in a list or menu that opens from a button. */
export async function choose(page: Page, button: Locator, name: string | RegExp): Promise<void> {
  await pressOn(page, button);
  const exact = typeof name === 'string';
  const option = page.getByRole('option', { name, exact }).or(page.getByRole('menuitem', { name, exact }));
  await option.waitFor();
  for (let presses = 0; presses < 40; presses += 1) {
    if (await option.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press(presses === 0 ? 'Home' : 'ArrowDown');
  }
  await page.keyboard.press('Enter');
  await option.waitFor({ state: 'detached' });
}

/** Runs a command of the palette by its name. */
export async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type(name);
  await page.getByRole('option', { name }).or(page.getByRole('menuitem', { name })).first().waitFor();
  await page.keyboard.press('Enter');
}
