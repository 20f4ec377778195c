/** A person at a page without a mouse: keys alone, and looking at what has the focus. */
import type { Page } from 'playwright-core';

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

/** Presses Tab (or the key that is given) until what has the focus is called so. */
export async function tabTo(page: Page, name: RegExp, key = 'Tab', most = 60): Promise<void> {
  const seen: string[] = [];
  for (let step = 0; step < most; step += 1) {
    const here = await focusedName(page);
    if (name.test(here)) return;
    seen.push(here.slice(0, 40));
    await page.keyboard.press(key);
  }
  throw new Error(`${name} is not reached by ${key}: ${seen.join(' | ')}`);
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

/** Chooses in a list that opens, from wherever the focus is before it. */
export async function choose(page: Page, field: RegExp, option: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('Enter');
  await page.getByRole('listbox').waitFor();
  const marked = page.locator('[role=option][data-focused]');
  for (let step = 0; step < 40; step += 1) {
    if ((await marked.innerText().catch(() => '')).includes(option)) break;
    await page.keyboard.press(step === 0 ? 'Home' : 'ArrowDown');
  }
  if (!(await marked.innerText()).includes(option)) throw new Error(`${option} is not offered`);
  await page.keyboard.press('Enter');
  await page.getByRole('listbox').waitFor({ state: 'detached' });
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
