/** The import page as people use it: a Word draft becomes a draft open for delegates, its doubts decided on the way. */

import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from '../support/axe.ts';
import { change, del, docx, ins, p, r, row, table } from '../support/docx.ts';
import { inBrowser } from '../support/in-browser.ts';
import { tabTo } from '../support/keyboard.ts';
import { blocksOn, editorOf, putCaret, type Seat } from '../support/product.ts';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const clean = Buffer.from(
  docx({
    body:
      p(r('Draft decision on wells')) +
      p(r('1. Each Party [shall] [should] keep its wells.')) +
      p(r('2. Wells are open to all.')),
  }),
);
const doubtful = Buffer.from(
  [
    'Draft decision on wells',
    '1. Each Party [Alder: shall] keep its wells. (EU: delete)',
    '1 bis. Wells are deep.',
    '2. Ponds/springs are [clean.',
    '3. Wells/ponds are full.',
  ].join('\n\n'),
);

const tracked = Buffer.from(
  docx({
    body:
      p(r('1. Parties measure wells ') + ins('Ada', r('as soon as possible ')) + r('and springs.')) +
      p(ins('Ada', r('2. Ponds are counted.')), `<w:rPr>${change('ins', 'Ada')}</w:rPr>`) +
      p(del('Ben', r('3. Swamps are drained.')), `<w:rPr>${change('del', 'Ben')}</w:rPr>`) +
      p(ins('Ada', r('CHAPTER II. Springs')), `<w:rPr>${change('ins', 'Ada')}</w:rPr>`) +
      p(r('4. Springs are open.')) +
      table(
        row([p(r('Basin')), p(r('Wells'))]),
        row([p(ins('Ada', r('Eastern'))), p(ins('Ada', r('31')))], change('ins', 'Ada')),
      ),
  }),
);

const house = inBrowser();
let chair: Seat;

beforeAll(async () => {
  chair = await house.join('Chair', 'Chair');
  await editorOf(chair);
}, 120_000);

const chooseFile = async (page: Page, name: string, mimeType: string, buffer: Buffer): Promise<void> => {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
  await page.locator('.side-by-side').waitFor();
};
const resultText = (page: Page): Promise<string> => page.locator('.result .draft').innerText();

describe('the import page', () => {
  it('IM32: from a clean Word draft to a draft open for delegates are six actions', async () => {
    const { page } = chair;
    await page.goto(new URL('/', page.url()).href);
    const actions: string[] = [];
    const act = async (what: string, work: Promise<unknown>): Promise<void> => {
      actions.push(what);
      await work;
    };
    await act('import', page.getByRole('button', { name: 'Import a text' }).click());
    await act('choose the file', chooseFile(page, 'wells.docx', WORD, clean));
    expect(await page.locator('.source-text').innerText()).toContain('Each Party [shall] [should]');
    await act('create', page.getByRole('button', { name: 'Create the draft' }).click());
    await page.locator('.ProseMirror').waitFor();
    expect(await page.locator('.chip').first().innerText()).toBe('in preparation');
    await act('open the panel', page.locator('.top-bar .chip').click());
    await act(
      'open the phases',
      page
        .locator('.side')
        .getByRole('button', { name: /in preparation/ })
        .click(),
    );
    await act('choose', page.getByRole('option', { name: 'open', exact: true }).click());
    await page.locator('.chip.open').waitFor();
    expect(actions).toHaveLength(6);
  }, 60_000);

  it('IM30: doubts are accepted or changed, alone or all of a kind, and the result follows', async () => {
    const { page } = chair;
    await page.goto(new URL('/import', page.url()).href);
    await chooseFile(page, 'wells.txt', 'text/plain', doubtful);
    expect(await resultText(page)).not.toMatch(/Alder|EU/);
    expect(await faultsOf(page)).toEqual([]);
    const entry = (words: string) => page.locator('.report-entry', { hasText: words });
    await entry('is never closed').getByRole('radio', { name: 'leave out' }).click();
    await entry('Decided: leave out').waitFor();
    expect(await resultText(page)).toContain('Ponds/springs are clean.');
    await page.getByRole('button', { name: 'All: a choice' }).click();
    await entry('"2. Ponds').first().waitFor({ state: 'detached' });
    await page.locator('.report-entry.settled', { hasText: 'ells/ponds' }).waitFor();
    expect(await page.locator('.result .option-break, .result [data-el=option_break]').count()).toBe(2);
    await entry('1 bis').getByRole('button', { name: 'Accept as read' }).click();
    await page.locator('.report-entry.settled', { hasText: '1 bis' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.locator('.claimed-names').getByRole('button', { name: /EU/ }).click();
    await page.getByRole('option', { name: 'Birch' }).click();
    await page.getByRole('button', { name: 'Create the draft' }).click();
    await page.locator('.ProseMirror').waitFor();
    expect(await page.locator('.ProseMirror').innerText()).not.toMatch(/Alder|EU/);
    const elsewhere = await house.join('Secretariat', 'Sec');
    await elsewhere.page.goto(new URL('/import', page.url()).href);
    await chooseFile(elsewhere.page, 'wells.txt', 'text/plain', doubtful);
    const meant = elsewhere.page.locator('.claimed-names').getByRole('button', { name: /EU/ });
    expect(await meant.innerText()).toContain('Birch');
    await elsewhere.page.close();
  }, 120_000);

  it('IM30, IM38: by keyboard alone, in Chinese: a doubt is decided, all of a kind accepted, the draft created', async () => {
    const { page } = chair;
    await page.goto(new URL('/import', page.url()).href);
    await page.evaluate(() => localStorage.setItem('chapeau.language', 'zh'));
    await page.reload();
    await chooseFile(page, 'wells.txt', 'text/plain', doubtful);
    const report = page.locator('.report');
    expect(await report.innerText()).toContain('方括号“[”没有闭合；按原样保留。');
    expect(await report.innerText()).not.toMatch(/was read|is never closed|kept as/);
    await tabTo(page, /^(?:保留|按原样)/, 'Tab', 90);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await report.getByText('已定：').waitFor();
    expect(await resultText(page)).toContain('springs are clean.');
    await tabTo(page, /^全部接受/, 'Tab', 90);
    await page.keyboard.press('Enter');
    await page.locator('.report-entry.settled').nth(1).waitFor();
    await page.locator('.import-steps .button.primary').focus();
    await page.keyboard.press('Enter');
    await page.locator('.ProseMirror').waitFor();
    await page.evaluate(() => localStorage.setItem('chapeau.language', 'en'));
  }, 120_000);

  it('IM36, ED17: what is asked shows in preparation, beside words that one writes; what became no proposal is told', async () => {
    const { page } = chair;
    await page.goto(new URL('/import', page.url()).href);
    await chooseFile(page, 'tracked.docx', WORD, tracked);
    await page.locator('.claimed-names').first().waitFor();
    await page.locator('.claimed-names').getByRole('button', { name: /Ben/ }).click();
    await page.getByRole('option', { name: 'Birch' }).click();
    await page.getByRole('button', { name: 'Create the draft' }).click();
    await page.locator('.told-changes').getByText('Springs').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Open the draft' }).press('Enter');
    const editor = page.locator('.ProseMirror');
    await editor.locator('.tabled ins').getByText('as soon as possible').waitFor();
    expect(await page.locator('.chip').first().innerText()).toBe('in preparation');
    expect(await editor.locator('.tabled.block').allInnerTexts()).toEqual([
      expect.stringContaining('Ponds are counted.'),
      expect.stringContaining('Eastern'),
    ]);
    expect(await editor.locator('del.struck').allInnerTexts()).toEqual(['Swamps are drained.']);
    const names = editor.locator('[data-names]');
    expect(await names.evaluateAll((all) => all.map((each) => each.getAttribute('data-names')))).toEqual([
      'Chair',
      'Chair',
      'Birch',
      'Chair',
    ]);
    expect(await faultsOf(page)).toEqual([]);
    const [first] = (await blocksOn(chair)).filter(({ text }) => text.startsWith('Parties'));
    await putCaret(chair, first!.id, 'Parties'.length);
    await page.keyboard.type(' jointly');
    await editor.getByText('Parties jointly measure').waitFor();
    await editor.locator('.tabled ins').getByText('as soon as possible').waitFor();
    await page.locator('.top-bar .chip').click();
    const phases = page.locator('.side').getByRole('button', { name: /in preparation/ });
    await phases.click();
    await page.getByRole('option', { name: 'open', exact: true }).click();
    await editor.locator('ins.proposed').getByText('as soon as possible').waitFor();
    await editor.locator('.tabled').first().waitFor({ state: 'detached' });
    expect(await editor.innerText()).toContain('Parties jointly measure');
  }, 120_000);

  it('IM33: the page shows how far a file is, and stopping it creates nothing', async () => {
    const { page } = chair;
    await page.goto(new URL('/import', page.url()).href);
    const long = Buffer.from('1. [A] long [draft] of many words/terms.\n\n'.repeat(120_000));
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'long.txt', mimeType: 'text/plain', buffer: long });
    await page.locator('progress').waitFor();
    await page.getByText('Reading long.txt').waitFor();
    await page.waitForFunction(() => (document.querySelector('progress')?.value ?? 0) > 0.1);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('.drop .button.primary').waitFor();
    expect(await page.locator('.trouble').innerText()).toContain('Nothing was created');
    expect(chair.complaints).toEqual([]);
  }, 60_000);

  it('IM38: a file that cannot be read says why in the reader’s language', async () => {
    const { page } = chair;
    await page.goto(new URL('/import', page.url()).href);
    await page.evaluate(() => localStorage.setItem('chapeau.language', 'zh'));
    await page.reload();
    const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: picture });
    await page.getByText('这是图片（PNG）').waitFor();
    await page.evaluate(() => localStorage.setItem('chapeau.language', 'en'));
  }, 60_000);
});
