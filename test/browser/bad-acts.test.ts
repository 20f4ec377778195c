/** What cannot be recorded is refused where the operator looks, in the reader's language, and nothing of it is done (SPEC DE17). */

import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { en as EN } from '../../client/locales/en.ts';
import { zh as ZH } from '../../client/locales/zh.ts';
import { replay } from '../../server/log/replay.ts';
import { LOG_FILE, SqliteLog } from '../../server/log/sqlite-log.ts';
import { readDraft } from '../../shared/text/draft-doc.ts';
import { faultsOf } from '../support/axe.ts';
import { inBrowser } from '../support/in-browser.ts';
import { focusedName, inChinese, pressOn, sayOnFloor, tabTo, toPoint } from '../support/keyboard.ts';
import { editorOf, type Seat } from '../support/product.ts';

const SOON = 15_000;
const house = inBrowser();
let log: SqliteLog;
let draft: string;
let desk: Seat;
let chair: Seat;

const head = async (): Promise<number> => (await log.head(`draft/${draft}`)).seq;
async function record() {
  const { ydoc, facts } = await replay(log, `draft/${draft}`);
  return { document: readDraft(ydoc), facts };
}

async function says(line: string): Promise<void> {
  const before = await head();
  await sayOnFloor(desk.page, line);
  await expect.poll(head, { message: line, timeout: SOON }).toBeGreaterThan(before);
}

/** What the strip says instead of what would happen; it offers nothing to record then. */
async function refusedIn(page: Page): Promise<string> {
  const why = page.locator('.agree-strip .trouble');
  await why.waitFor({ timeout: SOON });
  expect(await page.locator('#agree-record').isDisabled()).toBe(true);
  return why.innerText();
}

async function leave(page: Page): Promise<void> {
  await tabTo(page, page.locator('.agree-strip').getByRole('button', { name: /Escape/u }));
  await page.keyboard.press('Escape');
  await page.locator('.agree-strip').waitFor({ state: 'detached' });
}

/** Parks the selected point until another, and answers what the page says before it is recorded. */
async function park(at: number, until: string): Promise<void> {
  const { page } = desk;
  await page.keyboard.press(`Alt+Shift+${at}`);
  await page.locator('.outcomes input').waitFor();
  await page.keyboard.type(until);
  await page.keyboard.press('Enter');
}

beforeAll(async () => {
  desk = await house.join('Secretariat', 'Operator');
  await editorOf(desk);
  const drafts = await desk.page.evaluate(async () => {
    const told = await (await fetch('/api/drafts')).json();
    return (told as { drafts: { draft: { id: string; title: string } }[] }).drafts.map((each) => each.draft);
  });
  draft = drafts.find(({ title }) => title === 'Draft decision on shared rivers')!.id;
  chair = await house.join('Chair', 'Presiding');
  for (const seat of [desk, chair]) {
    await editorOf(seat);
    await seat.page.goto(`${seat.line.origin}/d/${draft}`);
    await editorOf(seat);
  }
  await inChinese(chair.page, EN['page.language']);
  log = await SqliteLog.open(path.join(house.product.data, LOG_FILE));
}, 180_000);

afterAll(async () => {
  await log?.close();
});

test('DE17: other words with a bracket that has no partner', async () => {
  const { page } = desk;
  for (const line of ['10', 'alder: should for shall', '11', 'birch: delete voluntary']) await says(line);
  const before = await record();
  await toPoint(page, 'governance of the fund');
  await page.keyboard.press('Alt+Shift+1');
  await page.locator('.outcomes input').waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('A board [governs the fund.');
  await page.keyboard.press('Enter');
  expect(await refusedIn(page)).toBe(EN['refusal.unbalanced-brackets']);
  expect(await faultsOf(page)).toEqual([]);
  // TB13: the keyboard stands where one leaves, and what was typed is kept.
  await expect.poll(() => focusedName(page)).toMatch(/Escape/u);
  await page.keyboard.press('Escape');
  await page.locator('.agree-strip').waitFor({ state: 'detached' });
  expect(await record()).toEqual(before);
  await page.keyboard.press('Alt+Shift+1');
  await expect.poll(() => page.locator('.outcomes input').inputValue()).toBe('A board [governs the fund.');
  await page.keyboard.press('Escape');
}, 60_000);

test('DE8: waiting for what is not there, and for each other', async () => {
  const { page } = desk;
  await toPoint(page, 'should');
  await park(3, '99.9');
  const why = page.locator('.outcomes .trouble');
  await why.waitFor();
  expect(await why.innerText()).toBe(EN['points.until-unknown'].replace('{{name}}', '99.9'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('11.1');
  await page.keyboard.press('Enter');
  await page.locator('.agree-strip .preview').waitFor({ timeout: SOON });
  const seq = await head();
  await pressOn(page, page.locator('#agree-record'));
  await expect.poll(head, { timeout: SOON }).toBe(seq + 1);
  await page.locator('.agree-strip').waitFor({ state: 'detached' });
  const before = await record();
  await toPoint(page, 'voluntary');
  await park(3, '10.1');
  expect(await refusedIn(page)).toBe(EN['refusal.circular-parking']);
  await leave(page);
  expect(await record()).toEqual(before);
}, 90_000);

test('DE7: a point that another decided meanwhile, said in the language of who looks', async () => {
  await toPoint(chair.page, 'voluntary');
  await chair.page.keyboard.press('Alt+Shift+1');
  await chair.page.locator('.agree-strip .preview').waitFor({ timeout: SOON });
  await toPoint(desk.page, 'voluntary');
  await desk.page.keyboard.press('Alt+Shift+1');
  await desk.page.locator('.agree-strip .preview').waitFor({ timeout: SOON });
  await pressOn(desk.page, desk.page.locator('#agree-record'));
  await desk.page.locator('.agree-strip').waitFor({ state: 'detached', timeout: SOON });
  const before = await record();
  expect(await refusedIn(chair.page)).toBe(ZH['refusal.unknown-proposal']);
  expect(await faultsOf(chair.page)).toEqual([]);
  await leave(chair.page);
  expect(await record()).toEqual(before);
}, 90_000);

test('DE17: over HTTP each is refused by its name, and nothing of it is done', async () => {
  const before = await record();
  const tried = await desk.page.evaluate(
    async ([id]) => {
      const decide = (...outcomes: readonly object[]) => ({ act: 'decide', outcomes });
      const bad = [
        decide({ on: 'bracket:gone', outcome: 'stays' }),
        decide({ proposal: 'gone', outcome: 'taken' }),
        decide({ on: 'set:gone', outcome: 'stands', stand: [] }),
        decide(...Array.from({ length: 10_000 }, () => ({ on: 'bracket:gone', outcome: 'stays' }))),
        { act: 'position', on: 'unit:gone', stance: 'supports', audience: 'room', for: 'alder' },
        { act: 'correct', decision: 9_999 },
        { act: 'bring-back', what: 'unit:gone' },
      ];
      const answers: [number, string][] = [];
      for (const each of bad) {
        const answer = await fetch(`/api/drafts/${id}/acts`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(each),
        });
        const told = (await answer.json()) as { error?: string };
        answers.push([answer.status, told.error ?? '']);
      }
      return answers;
    },
    [draft] as const,
  );
  expect(tried.map(([status]) => status).every((status) => status >= 400 && status < 500)).toBe(true);
  expect(tried.map(([, why]) => why)).toEqual([
    'unknown-point',
    'unknown-proposal',
    'unknown-point',
    'bad-request',
    'unknown-target',
    'unknown-decision',
    'unknown-target',
  ]);
  expect(await record()).toEqual(before);
}, 60_000);
