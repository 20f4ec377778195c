/** What leaves the room, in Chromium and by keyboard alone: issued, read, compared, exported, looked back at, derived. */

import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { withoutLinks } from '../../server/export/preview.ts';
import type { Block, DraftDocument } from '../../shared/text/document.ts';
import { faultsOf } from '../support/axe.ts';
import { partsOf } from '../support/docx.ts';
import { inBrowser } from '../support/in-browser.ts';
import { choose, command, pressOn, tabTo } from '../support/keyboard.ts';
import { pictureOf } from '../support/pictures.ts';
import { editorOf, putCaret, type Seat, startProduct } from '../support/product.ts';

const SOON = 30_000;
/** A small laptop, and the same at 125 %. */
const SIZES = [
  { width: 1366, height: 768 },
  { width: 1093, height: 614 },
] as const;
const [REV1, REV2, REV3] = ['SR/CONF/2/L.1/Rev.1', 'SR/CONF/2/L.1/Rev.2', 'SR/CONF/2/L.1/Rev.3'] as const;

const house = inBrowser();
let desk: Seat;
let alder: Seat;
let birch: Seat;
let observer: Seat;
/** Address path of the draft. */
let here: string;
const faults: Record<string, readonly string[]> = {};

beforeAll(async () => {
  desk = await house.join('Secretariat', 'Operator');
  await editorOf(desk);
  here = new URL(desk.page.url()).pathname;
  alder = await house.join('Alder', 'Aino');
  birch = await house.join('Birch', 'Bo');
  for (const seat of [alder, birch]) await editorOf(seat);
  observer = await house.join('Observer', 'Watcher');
  await observer.page.setExtraHTTPHeaders({ 'accept-encoding': 'identity' });
  await observer.page.waitForURL(/screen/);
}, 240_000);

/** Dialogs, panels and pages that each have a layout of their own: looked at on the smaller screen too. */
const LAYOUTS = /^(?:02|05|06|10|13|20|23|24|25|30|31|33|41-set|42|44|51|52|55)-/;

/** Looks for faults of accessibility, and keeps a picture. */
async function looked(page: Page, name: string): Promise<void> {
  const size = page.viewportSize()!;
  for (const each of LAYOUTS.test(name) ? SIZES : SIZES.slice(0, 1)) {
    await page.setViewportSize(each);
    await pictureOf(page, 'issued', `${name}-${each.width}`);
    faults[`${name} ${each.width}`] = await faultsOf(page);
  }
  await page.setViewportSize(size);
}

const ask = (page: Page, method: string, where: string, body?: unknown) =>
  page.evaluate(
    async ([how, to, data]) => {
      const headers: Record<string, string> = data ? { 'content-type': 'application/json' } : {};
      const response = await fetch(to, { method: how, headers, ...(data ? { body: data } : {}) });
      return { status: response.status, words: await response.text() };
    },
    [method, where, body === undefined ? '' : JSON.stringify(body)] as const,
  );

const api = (): string => `/api/drafts/${here.split('/')[2]}`;
async function act(request: object, draft = api()): Promise<void> {
  const { status, words } = await ask(desk.page, 'POST', `${draft}/acts`, request);
  expect(status, words).toBe(200);
}

async function textNow(draft = api()): Promise<readonly Block[]> {
  const { words } = await ask(desk.page, 'GET', `${draft}/export?as=json&rendition=bracketed`);
  return (JSON.parse(words) as { document: DraftDocument }).document.blocks;
}
const numbered = (blocks: readonly Block[], label: string): Block =>
  blocks.find(({ kind, attrs }) => kind === 'provision' && attrs.label === label)!;

const dialog = ({ page }: Seat): Locator => page.getByRole('dialog').last();
const button = (scope: Page | Locator, name: string | RegExp): Locator =>
  scope.getByRole('button', { name, exact: typeof name === 'string' });
const panel = ({ page }: Seat): Locator => page.locator('.panel-body');
const closed = async ({ page }: Seat): Promise<void> => {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};

async function downloaded({ page }: Seat, start: () => Promise<unknown>) {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 30_000 }), start()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

describe('issuing', () => {
  test('RV1, RV4: a text is issued under a symbol, looked at first; the symbol is given once', async () => {
    const { page } = desk;
    await page.keyboard.press('Alt+a');
    await panel(desk).getByText('No text was issued yet').waitFor();
    await looked(page, '01-nothing-issued');
    await command(page, 'Issue a text');
    await page.getByLabel('Symbol').waitFor();
    await page.keyboard.type(REV1);
    await page.keyboard.press('Tab');
    await tabTo(page, page.getByLabel('What the text is'));
    await page.keyboard.type('Text as it stands after the second reading.');
    await page.keyboard.press('Tab');
    const preview = page.frameLocator('iframe');
    await preview.getByText(REV1).first().waitFor({ timeout: SOON });
    await preview.getByText('Text as it stands after the second reading.').waitFor({ timeout: SOON });
    await looked(page, '02-issue');
    await pressOn(page, button(page, 'Issue'));
    await panel(desk).getByRole('link', { name: REV1 }).waitFor({ timeout: SOON });
    await command(page, 'Issue a text');
    await page.getByLabel('Symbol').waitFor();
    await page.keyboard.type(REV1.toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByText('a symbol is given once').first().waitFor();
    await looked(page, '03-symbol-taken');
    await closed(desk);
    expect(await panel(desk).locator('.revision').count()).toBe(1);
  }, 180_000);

  test('RV1: what is issued next is offered its number', async () => {
    const blocks = await textNow();
    const brackets = numbered(blocks, '8').content.flatMap((each) =>
      'el' in each && each.el === 'bracket_open' ? [each.id] : [],
    );
    await act({ act: 'decide', outcomes: [{ on: `bracket:${brackets.at(-1)}`, outcome: 'stays' }] });
    const words = 'This session is a decisive step towards safe drinking water for everybody.';
    const third = numbered(blocks, '3').id;
    await act({ act: 'decide', outcomes: [{ on: `unit:${third}`, outcome: 'substituted', words }] });
    await act({ act: 'move', units: [numbered(blocks, '7').id], after: numbered(blocks, '5').id });
    await act({ act: 'status', units: [numbered(blocks, '1').id], status: 'under-discussion' });
    await putCaret(alder, numbered(blocks, '13').id, 4);
    await alder.page.keyboard.type('ALDERWORDS ');
    await alder.page.keyboard.press('Alt+t');
    await desk.page.locator('ins.proposed', { hasText: 'ALDERWORDS' }).waitFor({ timeout: SOON });
    await command(desk.page, 'Issue a text');
    await pressOn(desk.page, button(desk.page, `Take ${REV2}`));
    await pressOn(desk.page, button(desk.page, 'Issue'));
    await panel(desk).getByRole('link', { name: REV2 }).waitFor({ timeout: SOON });
    await looked(desk.page, '04-issued');
  }, 180_000);
});

describe('comparing', () => {
  test('RV3, RV6, CP9: words, places, brackets and statuses apart; gone through by key; taken away as a redline', async () => {
    const { page } = desk;
    await choose(page, button(page, `Compare ${REV2} with`), REV1);
    const sheet = dialog(desk);
    const counts = sheet.locator('.compared-counts');
    await counts.waitFor({ timeout: SOON });
    await expect
      .poll(() => counts.innerText())
      .toMatch(/Words reworded: 2\s+Places moved: 1\s+Brackets lifted: 1 · put: 1\s+Statuses changed: 1/);
    const lifted = sheet.locator('.compared', { has: page.getByText(/^8\./) });
    expect(await lifted.locator('.compared-marks').innerText()).toMatch(/Brackets lifted: “, in the absence/);
    expect(await lifted.innerText()).toMatch(/words unchanged/);
    expect(await lifted.locator('del').allInnerTexts()).toEqual(['[', ']']);
    const moved = sheet.locator('.compared.moved');
    expect(await moved.innerText()).toMatch(/stood after 6 and stands after 5/);
    expect(await moved.innerText()).toMatch(/Sensors, satellites/);
    const reworded = sheet.locator('.compared', { has: page.getByText(/^3\./) });
    expect((await reworded.locator('ins').allInnerTexts()).map((each) => each.trim())).toContain('everybody');
    await looked(page, '05-compared');
    await page.keyboard.press('F8');
    await sheet.getByText(/^Change 1 of \d/).waitFor();
    await page.keyboard.press('Shift+F8');
    const [, last, all] = /Change (\d+) of (\d+)/.exec(await sheet.getByText(/^Change/).innerText())!;
    expect(last).toBe(all);
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-here'))).toBe(true);
    await choose(page, button(sheet, /Shown$/), 'side by side');
    const sides = await sheet
      .locator('.compared', { has: page.getByText(/^8\./) })
      .locator('.side-text')
      .allInnerTexts();
    expect(sides[0]).toContain('[, in the absence');
    expect(sides[1]).not.toContain('[, in the absence');
    await looked(page, '06-side-by-side');
    const changed = await sheet.locator('.compared').count();
    await tabTo(page, sheet.getByRole('checkbox', { name: 'Only what changed' }));
    await page.keyboard.press('Space');
    await expect.poll(() => sheet.locator('.compared').count()).toBeGreaterThan(changed);
    await looked(page, '07-whole');
    const html = await downloaded(desk, () => pressOn(page, button(sheet, /Take as HTML/)));
    expect(html.name).toBe('SR_CONF_2_L.1_Rev.2 redline.html');
    expect(html.bytes.toString('utf8')).toMatch(/<ins[^>]*>[^<]*everybody/);
    const word = await downloaded(desk, () => pressOn(page, button(sheet, 'Take as Word')));
    expect(word.name).toBe('SR_CONF_2_L.1_Rev.2 redline.docx');
    expect(partsOf(word.bytes)['word/document.xml']).toMatch(/<w:ins [^>]*>.*everybody/s);
    await closed(desk);
  }, 180_000);
});

describe('exporting', () => {
  const exporting = async (seat: Seat): Promise<void> => {
    await seat.page.keyboard.press('Alt+e');
    await expect
      .poll(() => dialog(seat).evaluate((element) => element.contains(document.activeElement)))
      .toBe(true);
  };
  const rendition = (seat: Seat) => button(dialog(seat), / Form$/);
  const format = (seat: Seat) => button(dialog(seat), / Format$/);
  const written = (seat: Seat) => button(dialog(seat), 'Write the file');

  test('EX17, EX20: a file is what was looked at, is called by symbol and form, and the form is remembered', async () => {
    const { page } = alder;
    await exporting(alder);
    await choose(page, rendition(alder), 'Attributed text');
    await choose(page, format(alder), 'HTML, one file');
    await page.frameLocator('iframe').getByText('ALDERWORDS (Alder)').waitFor({ timeout: SOON });
    await looked(page, '10-export');
    const address = (await page.locator('iframe').getAttribute('src'))!;
    const preview = await ask(page, 'GET', address);
    const html = await downloaded(alder, () => pressOn(page, written(alder)));
    expect(html.name).toBe('SR_CONF_2_L.1 attributed.html');
    expect(withoutLinks(html.bytes.toString('utf8'))).toBe(preview.words);
    await dialog(alder).getByText('Written: SR_CONF_2_L.1 attributed.html').waitFor();
    await closed(alder);
    await exporting(alder);
    expect(await rendition(alder).innerText()).toMatch(/Attributed text/);
    expect(await format(alder).innerText()).toMatch(/HTML/);
    await choose(page, button(dialog(alder), / Which text$/), REV2);
    await choose(page, rendition(alder), 'Bracketed text');
    const text = await downloaded(alder, async () => {
      await choose(page, format(alder), 'Plain text');
      await pressOn(page, written(alder));
    });
    expect(text.name).toBe('SR_CONF_2_L.1_Rev.2 bracketed.txt');
    expect(text.bytes.toString('utf8')).toContain('[ALDERWORDS');
    expect(text.bytes.toString('utf8')).not.toMatch(/Alder\b/);
    await closed(alder);
  }, 180_000);

  test('EX16, EX20: a writing that is stopped leaves nothing and says so', async () => {
    const { page } = alder;
    const came: string[] = [];
    page.on('download', (download) => came.push(download.suggestedFilename()));
    await exporting(alder);
    await choose(page, format(alder), 'PDF');
    await pressOn(page, written(alder));
    await button(dialog(alder), 'Stop').waitFor();
    await page.getByRole('progressbar').waitFor();
    await pictureOf(page, 'issued', '11-writing');
    await page.keyboard.press('Enter');
    await dialog(alder).getByText('Stopped. No file was written.').waitFor();
    await looked(page, '12-stopped');
    await choose(page, format(alder), 'Markdown');
    const next = await downloaded(alder, () => pressOn(page, written(alder)));
    expect(next.name).toBe('SR_CONF_2_L.1 bracketed.md');
    expect(came).toEqual([next.name]);
    await closed(alder);
  }, 180_000);

  test('EX14, EX20: where points are open there is no clean text: they are named, and each leads to its place', async () => {
    const { page } = alder;
    await exporting(alder);
    await choose(page, rendition(alder), 'Clean text');
    const points = dialog(alder).locator('.open-point');
    await points.first().waitFor({ timeout: SOON });
    await pressOn(page, written(alder));
    await dialog(alder).getByRole('alert').getByText('No clean text yet').waitFor({ timeout: SOON });
    await looked(page, '13-open-points');
    await pressOn(page, points.filter({ hasText: 'lead to/inform' }));
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('.state-line').innerText()).toMatch(/Paragraph 6/);
    await exporting(alder);
    await choose(page, rendition(alder), 'Clean text');
    await pressOn(page, button(dialog(alder), 'Mark the open points'));
    await page
      .frameLocator('iframe')
      .getByText(/lead to/)
      .first()
      .waitFor({ timeout: SOON });
    await looked(page, '14-marked');
    await closed(alder);
  }, 180_000);

  test('EX16: a line that is lost leaves no half file; the page says so, and works again', async () => {
    const { page, line } = alder;
    await exporting(alder);
    await choose(page, rendition(alder), 'Bracketed text');
    await choose(page, format(alder), 'PDF');
    await pressOn(page, written(alder));
    await button(dialog(alder), 'Stop').waitFor();
    line.cut();
    await dialog(alder)
      .getByText('The server cannot be reached. No file was written.')
      .waitFor({ timeout: SOON });
    await choose(page, rendition(alder), 'Compilation');
    await dialog(alder).getByRole('button', { name: 'Ask again' }).waitFor({ timeout: SOON });
    await looked(page, '15-no-line');
    line.restore();
    await pressOn(page, button(dialog(alder), 'Ask again'));
    await page.frameLocator('iframe').getByText('ALDERWORDS').first().waitFor({ timeout: SOON });
    await choose(page, format(alder), 'CSV table');
    const csv = await downloaded(alder, () => pressOn(page, written(alder)));
    expect(csv.name).toBe('SR_CONF_2_L.1 compilation.csv');
    await closed(alder);
  }, 180_000);

  test('EX9: without a browser that prints it is said what is missing', async () => {
    const bare = await startProduct({ more: { CHAPEAU_CHROMIUM: '/nowhere/chromium' } });
    const seat = await house.join(bare.link('Cedar'), 'Cem');
    await editorOf(seat);
    await exporting(seat);
    await choose(seat.page, format(seat), 'PDF');
    await pressOn(seat.page, written(seat));
    await dialog(seat)
      .getByRole('alert')
      .getByText(/Chromium.*No file was written/)
      .waitFor({ timeout: SOON });
    await looked(seat.page, '16-no-chromium');
    await seat.context.close();
    await bare.stop();
  }, 180_000);
});

describe('who may not', () => {
  test('AU10: an address of the secretariat, opened by others, says that it is not open to them', async () => {
    const { context, line } = observer;
    const page = await context.newPage();
    const answer = await page.goto(`${line.origin}${api()}/export?as=docx&rendition=attributed`);
    expect(answer?.status()).toBe(403);
    await page.getByRole('heading', { name: 'This text is not open to you' }).waitFor();
    expect(await page.content()).not.toMatch(/ALDERWORDS|Alder/);
    await looked(page, '20-not-open');
    await page.goto(
      `${line.origin}${api()}/export?as=html&rendition=redline&revision=${encodeURIComponent(REV1)}&base=NO`,
    );
    await page.getByRole('heading', { name: 'There is nothing here for you' }).waitFor();
    await page.goto(`${line.origin}${here}/issued?from=NO%2FSUCH&to=${encodeURIComponent(REV1)}`);
    await page.getByText('No text of this symbol was issued.').waitFor({ timeout: SOON });
    await looked(page, '21-unknown-base');
    await page.goto(`${line.origin}${here}/issued/NO/SUCH`);
    await page.getByText('No text was issued as “NO/SUCH”.').waitFor({ timeout: SOON });
    await looked(page, '22-unknown-symbol');
    await page.close();
  }, 180_000);
});

describe('reading what was issued', () => {
  test('RV5, AU10: an observer reads issued texts at their addresses, compares and takes them, and is told no name', async () => {
    const { page, line } = observer;
    const from = line.received().length;
    await page.goto(`${line.origin}/`);
    await pressOn(page, page.getByRole('link', { name: /^Issued texts of Draft Lakeside/ }));
    await page.locator('.issued-text .block').first().waitFor({ timeout: SOON });
    await expect.poll(() => page.title()).toBe(REV2);
    await page.getByText('it is the text that was issued').waitFor();
    expect(await page.locator('.issued-text').innerText()).toContain('ALDERWORDS');
    await looked(page, '23-observer-reads');
    await pressOn(page, page.getByRole('link', { name: /Rev\.1/ }));
    await expect.poll(() => page.url()).toBe(`${line.origin}${here}/issued/${REV1}`);
    await expect.poll(() => page.locator('.issued-text').innerText()).not.toContain('ALDERWORDS');
    await tabTo(page, page.locator('.contents').getByRole('link', { name: /^8 We also recognize/ }));
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent ?? ''))
      .toMatch(/^We also rec/);
    expect(new URL(page.url()).hash).toBe('#1.8');
    await page.reload();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent ?? ''), { timeout: SOON })
      .toMatch(/^We also rec/);
    await pressOn(page, button(page, 'Compare texts'));
    await dialog(observer).locator('.compared-counts').waitFor({ timeout: SOON });
    expect(await dialog(observer).innerText()).not.toMatch(/Statuses|Status:/);
    await looked(page, '24-observer-compares');
    const address = page.url();
    await closed(observer);
    await page.goto(address);
    await dialog(observer).locator('.compared.moved').waitFor({ timeout: SOON });
    await tabTo(page, button(dialog(observer), / Later text$/));
    await page.keyboard.press('Enter');
    expect(await page.getByRole('option').allInnerTexts()).toEqual([REV2, REV1]);
    await page.keyboard.press('Escape');
    await closed(observer);
    await pressOn(page, button(page, 'To the text'));
    await pressOn(page, button(page, 'Export'));
    await tabTo(page, button(dialog(observer), / Form$/));
    await page.keyboard.press('Enter');
    expect(await page.getByRole('option').allInnerTexts()).toEqual(['Bracketed text', 'Clean text']);
    await page.keyboard.press('Escape');
    await choose(page, button(dialog(observer), / Format$/), 'HTML, one file');
    await looked(page, '25-observer-exports');
    const file = await downloaded(observer, () => pressOn(page, button(dialog(observer), 'Write the file')));
    expect(file.name).toBe('SR_CONF_2_L.1_Rev.1 bracketed.html');
    await closed(observer);
    const bytes = line.received().subarray(from).toString('utf8');
    expect(bytes).toContain('ALDERWORDS');
    for (const name of ['Alder', 'Birch', 'Cedar', 'alder', 'birch', 'Aino', 'Operator', 'under-discussion'])
      expect(bytes.includes(name), name).toBe(false);
    expect(await page.content()).not.toMatch(/Alder\b/);
  }, 180_000);

  test('AU10: a house that opens nothing to observers opens no issued text to them', async () => {
    const { context, line } = observer;
    expect((await ask(desk.page, 'PUT', `${api()}/rules`, { observers: 'nothing' })).status).toBe(200);
    const page = await context.newPage();
    await page.goto(`${line.origin}${here}/issued/${REV1}`);
    await page.getByText('The house does not open this draft to observers.').waitFor({ timeout: SOON });
    await looked(page, '26-nothing-for-observers');
    expect((await ask(desk.page, 'PUT', `${api()}/rules`, { observers: 'screen' })).status).toBe(200);
    await page.close();
  }, 90_000);
});

describe('looking back', () => {
  test('HI1: any state by revision, decision or date, and what changed by then and since', async () => {
    const { page } = alder;
    await page.keyboard.press('Alt+v');
    const line = panel(alder).locator('.time-line');
    await line.getByText('Decision on Paragraph 8').waitFor({ timeout: SOON });
    expect(await line.locator('.moment.decision').first().innerText()).toContain(
      'This session is a decisive step',
    );
    await looked(page, '30-time-line');
    await pressOn(page, button(panel(alder), new RegExp(`^Text: Issued: ${REV1}`)));
    await page.frameLocator('iframe').getByText('This session is a step towards').waitFor({ timeout: SOON });
    await looked(page, '31-past-text');
    await closed(alder);
    await pressOn(page, button(panel(alder), /^Changed by then: Decision on Paragraph 3/));
    await page.frameLocator('iframe').locator('ins', { hasText: 'everybody' }).waitFor({ timeout: SOON });
    await looked(page, '32-changed-by-then');
    await closed(alder);
    const long = await page.evaluate(() => new Date(Date.now() + 60_000).toISOString().slice(0, 16));
    await panel(alder).getByLabel('The draft on').fill(long);
    await tabTo(page, panel(alder).locator('.at-date').getByRole('button', { name: 'Text' }));
    await page.keyboard.press('Enter');
    await page.frameLocator('iframe').getByText('ALDERWORDS').first().waitFor({ timeout: SOON });
    await closed(alder);
  }, 180_000);

  test('MD4: who comes back is told what was decided on its own and elsewhere, and sees it in the text', async () => {
    await alder.page.goto('about:blank');
    const ours = await desk.page.evaluate(
      () => document.querySelector<HTMLElement>('ins.proposed')!.dataset.proposal,
    );
    await act({ act: 'decide', outcomes: [{ proposal: ours, outcome: 'taken' }] });
    const { page } = alder;
    await page.goto(`${alder.line.origin}${here}`);
    await editorOf(alder);
    await command(page, 'Since you left');
    await panel(alder).getByText('Touches what is yours').waitFor({ timeout: SOON });
    expect(await panel(alder).innerText()).toMatch(/Decided[\s\S]*ALDERWORDS/);
    await looked(page, '33-since');
    await pressOn(page, button(panel(alder), 'What changed in the text'));
    await page.frameLocator('iframe').locator('del', { hasText: '[' }).first().waitFor({ timeout: SOON });
    await looked(page, '34-since-in-the-text');
    await closed(alder);
  }, 180_000);
});

describe('texts derived from issued ones', () => {
  /** Begins a text from the second revision; gives the address of the new draft. */
  async function begun(name: string): Promise<string> {
    const { page } = desk;
    await page.goto(desk.line.origin + here);
    await editorOf(desk);
    await page.keyboard.press('Alt+a');
    await choose(page, button(page, `Begin a text from ${REV2}`), name);
    await dialog(desk).getByLabel('Title of the new draft').waitFor();
    await looked(page, `40-${name.slice(-12)}`);
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname, { timeout: SOON }).not.toBe(here);
    await editorOf(desk);
    await page.keyboard.press('Alt+a');
    return `/api/drafts/${new URL(page.url()).pathname.split('/')[2]}`;
  }
  const typedAtEnd = async (seat: Seat, label: string, words: string): Promise<void> => {
    const block = numbered(await textNow(), label);
    await putCaret(seat, block.id, 4);
    await seat.page.keyboard.type(words);
  };

  test('DV1, DV2: a Chair’s text keeps where it comes from, and tells what became of each proposal', async () => {
    const derived = await begun('Begin a Chair’s text');
    const { page } = desk;
    await panel(desk).getByText(`Chair’s text, from ${REV2}`).waitFor({ timeout: SOON });
    const covered = panel(desk).locator('.covered', { hasText: 'ALDERWORDS (Alder)' });
    await covered.getByText('still in brackets').waitFor({ timeout: SOON });
    const block = (await textNow(derived)).find(({ content }) =>
      JSON.stringify(content).includes('ALDERWORDS'),
    )!;
    const open = block.content.find((each) => 'el' in each && each.el === 'bracket_open') as { id: string };
    await act({ act: 'decide', outcomes: [{ on: `bracket:${open.id}`, outcome: 'stays' }] }, derived);
    await covered.getByText('taken', { exact: true }).waitFor({ timeout: SOON });
    await looked(page, '41-chairs-text');
    await choose(page, button(panel(desk), /^Set right what became of: ALDERWORDS/), 'taken in other words');
    await covered.getByText('taken in other words').waitFor({ timeout: SOON });
    await panel(desk)
      .getByText(/^set right by hand, .*; read from the words: taken$/)
      .waitFor();
    const list = await downloaded(desk, () => pressOn(page, button(panel(desk), / coverage as CSV$/)));
    expect(list.bytes.toString('utf8')).toMatch(
      /ALDERWORDS ?"?,Alder,taken in other words,.*judged by a person/,
    );
    await looked(page, '41-set-right');
    await pressOn(page, covered);
    await expect.poll(() => page.locator('.state-line').innerText()).toMatch(/Paragraph 13/);
  }, 180_000);

  test('RN11, EX20: base text, proposals and the Chair’s text side by side, looked at in a frame that is one stop of the Tab key', async () => {
    const { page } = desk;
    await page.goto(desk.line.origin + here);
    await editorOf(desk);
    await page.keyboard.press('Alt+e');
    await choose(page, button(dialog(desk), / Which text$/), REV2);
    await choose(page, button(dialog(desk), / Form$/), 'In columns');
    await choose(page, button(dialog(desk), / Which columns$/), /^base text, proposals/);
    await choose(page, button(dialog(desk), / The Chair’s suggestion$/), /Chair’s text/);
    await choose(page, button(dialog(desk), / Format$/), 'HTML, one file');
    const frame = page.frameLocator('iframe');
    await frame.getByText('Chair’s suggestion').waitFor({ timeout: SOON });
    await frame.getByText('ALDERWORDS (Alder)').waitFor({ timeout: SOON });
    expect(await frame.locator('tr', { hasText: 'ALDERWORDS' }).locator('td').nth(2).innerText()).toContain(
      'ALDERWORDS',
    );
    await looked(page, '44-columns-of-proposals');
    await tabTo(page, button(dialog(desk), 'Write the file'));
    const file = await downloaded(desk, () => page.keyboard.press('Enter'));
    expect(file.name).toBe('SR_CONF_2_L.1_Rev.2 columns of proposals.html');
    const inFrame = (): Promise<boolean> => page.evaluate(() => document.activeElement?.tagName === 'IFRAME');
    await page.keyboard.press('Tab');
    expect(await inFrame()).toBe(true);
    await page.keyboard.press('PageDown');
    await expect
      .poll(() =>
        page
          .frames()
          .at(-1)!
          .evaluate(() => scrollY),
      )
      .toBeGreaterThan(0);
    await page.keyboard.press('Tab');
    await dialog(desk).locator('.after-frame[data-focus-visible]').waitFor();
    await page.keyboard.press('Tab');
    expect(await inFrame()).toBe(false);
    expect(await dialog(desk).evaluate((sheet) => sheet.contains(document.activeElement))).toBe(true);
    // At the button that closes a first Escape would only close what it is called.
    await page.keyboard.press('Tab');
    await closed(desk);
  }, 180_000);

  test('DV3: working texts of two groups come back as proposals, and make the next revision together', async () => {
    const { page } = desk;
    const first = await begun('Begin a working text');
    const wish = { role: 'delegation', party: 'birch', head: true, label: 'group', days: 1, reusable: false };
    const { url } = JSON.parse((await ask(page, 'POST', `${first}/invitations`, wish)).words) as {
      url: string;
    };
    await ask(page, 'PUT', `${first}/phase`, { phase: 'open' });
    const member = await house.join(url, 'Bea');
    await editorOf(member);
    await typedAtEnd(member, '5', 'FIRSTGROUP ');
    await member.page.keyboard.press('Alt+t');
    await page.locator('ins.proposed', { hasText: 'FIRSTGROUP' }).waitFor({ timeout: SOON });
    await member.context.close();
    await choose(page, button(panel(desk), / Proposals of$/), 'Birch');
    await pressOn(page, button(panel(desk), 'Bring it back as proposals'));
    await panel(desk)
      .getByText('Would be entered as proposals: 1. Nothing is entered yet.')
      .waitFor({ timeout: SOON });
    await panel(desk).locator('.moment', { hasText: 'FIRSTGROUP' }).waitFor();
    expect(await birch.page.locator('ins.proposed', { hasText: 'FIRSTGROUP' }).count()).toBe(0);
    await looked(page, '42-would-come-back');
    await pressOn(page, button(panel(desk), 'Enter them: 1'));
    await panel(desk).getByText('Entered as proposals: 1.').waitFor({ timeout: SOON });
    await looked(page, '43-came-back');
    await birch.page.locator('ins.proposed', { hasText: 'FIRSTGROUP' }).waitFor({ timeout: SOON });
    await begun('Begin a working text');
    await typedAtEnd(desk, '9', 'SECONDGROUP ');
    await expect.poll(() => page.locator('.state-line').innerText()).toMatch(/Saved/);
    await pressOn(page, button(panel(desk), 'Bring it back as proposals'));
    await pressOn(page, button(panel(desk), 'Enter them: 1'));
    await panel(desk).getByText('Entered as proposals: 1.').waitFor({ timeout: SOON });
    await act({ act: 'issue', symbol: REV3 });
    const issued = await ask(page, 'GET', `${api()}/export?as=txt&revision=${encodeURIComponent(REV3)}`);
    expect(issued.words).toMatch(/\[[^\]]*FIRSTGROUP/);
    expect(issued.words).toMatch(/\[[^\]]*SECONDGROUP/);
    expect(issued.words).not.toMatch(/Birch|Alder/);
  }, 240_000);
});

describe('in Chinese', () => {
  test('LO1: the same dialogs speak Chinese', async () => {
    const { page } = desk;
    await page.evaluate(() => localStorage.setItem('chapeau.language', 'zh'));
    await page.goto(desk.line.origin + here);
    await editorOf(desk);
    await page.keyboard.press('Alt+a');
    await page.getByRole('heading', { name: '印发案文' }).waitFor();
    await looked(page, '50-zh-issued');
    await choose(page, button(page, `将 ${REV2} 与之比较`), REV1);
    await dialog(desk).getByText('措辞未变').first().waitFor({ timeout: SOON });
    expect(await dialog(desk).locator('.compared-counts').innerText()).not.toMatch(/[A-Za-z]/);
    await looked(page, '51-zh-compared');
    await closed(desk);
    await page.keyboard.press('Alt+e');
    await dialog(desk).getByRole('heading', { name: '导出' }).waitFor();
    const labels = await dialog(desk).locator('.export-form .field > :first-child').allInnerTexts();
    expect(labels.join('')).not.toMatch(/[A-Za-z]/);
    await looked(page, '52-zh-export');
    await closed(desk);
    await command(page, '印发案文');
    await dialog(desk).getByLabel('文号').waitFor();
    await looked(page, '53-zh-issue');
    await closed(desk);
    await page.keyboard.press('Alt+v');
    await panel(desk)
      .getByText(/关于.*的决定/)
      .first()
      .waitFor({ timeout: SOON });
    await looked(page, '54-zh-time-line');
    await page.goto(`${desk.line.origin}${here}/issued/${REV1}`);
    await page.getByText('这就是所印发的案文').waitFor({ timeout: SOON });
    await looked(page, '55-zh-read');
  }, 180_000);
});

describe('what axe says', () => {
  test('WCAG 2.1 A and AA: no fault in any of these dialogs and pages, at 1366 by 768 and at 125 %', () => {
    expect(Object.keys(faults).length).toBeGreaterThan(50);
    expect(Object.keys(faults).filter((each) => each.endsWith('1093')).length).toBeGreaterThan(15);
    expect(Object.fromEntries(Object.entries(faults).filter(([, found]) => found.length > 0))).toEqual({});
  });
});
