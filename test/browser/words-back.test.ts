/** Words that a decision took from within a paragraph, brought back by keyboard alone: by the chair's side, by a delegation, on the line (SPEC DE18). */

import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { en as EN } from '../../client/locales/en.ts';
import { zh as ZH } from '../../client/locales/zh.ts';
import { replay } from '../../server/log/replay.ts';
import { LOG_FILE, SqliteLog } from '../../server/log/sqlite-log.ts';
import type { ActRequest } from '../../shared/acts/act.ts';
import type { Decided } from '../../shared/acts/decisions/request.ts';
import { readDraft } from '../../shared/text/draft-doc.ts';
import { faultsOf } from '../support/axe.ts';
import { inBrowser } from '../support/in-browser.ts';
import {
  caretInto,
  choose,
  command,
  inChinese,
  intoPanel,
  pressOn,
  sayOnFloor,
  tabTo,
} from '../support/keyboard.ts';
import { pictureOf } from '../support/pictures.ts';
import { editorOf, type Seat } from '../support/product.ts';

const SOON = 15_000;
const house = inBrowser();
let desk: Seat;
let alder: Seat;
let draft: string;
let log: SqliteLog;
/** Paragraphs 10 and 11. */
let ten: string;
let eleven: string;

async function look(page: Page, name: string): Promise<void> {
  expect(await faultsOf(page)).toEqual([]);
  await pictureOf(page, 'words-back', name);
}

const textOf = (page: Page, block: string): Promise<string> =>
  page.locator(`.ProseMirror [data-id="${block}"]`).first().innerText();

const says = (line: string): Promise<void> => sayOnFloor(desk.page, line);

async function act(request: ActRequest): Promise<void> {
  const status = await desk.page.evaluate(
    async ([id, body]) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(`/api/drafts/${id}/acts`, { method: 'POST', headers, body })).status;
    },
    [draft, JSON.stringify(request)] as const,
  );
  expect(status).toBe(200);
}

const record = async () => {
  const { ydoc, facts } = await replay(log, `draft/${draft}`);
  return { document: readDraft(ydoc), facts };
};

/** Takes all that is on the text. */
async function takeAll(): Promise<void> {
  const outcomes = Object.values((await record()).facts).flatMap((fact): Decided[] =>
    fact.kind === 'proposal' && fact.fate === 'on-text' ? [{ proposal: fact.id, outcome: 'taken' }] : [],
  );
  await act({ act: 'decide', outcomes });
}

beforeAll(async () => {
  desk = await house.join('Secretariat', 'Operator');
  alder = await house.join('Alder', 'Aino of Alder');
  await editorOf(desk);
  const drafts = await desk.page.evaluate(async () => {
    const told = await (await fetch('/api/drafts')).json();
    return (told as { drafts: { draft: { id: string; title: string } }[] }).drafts.map((each) => each.draft);
  });
  draft = drafts.find(({ title }) => title === 'Draft decision on shared rivers')!.id;
  for (const seat of [desk, alder]) {
    await editorOf(seat);
    await seat.page.goto(`${seat.line.origin}/d/${draft}`);
    await editorOf(seat);
  }
  log = await SqliteLog.open(path.join(house.product.data, LOG_FILE));
  const { blocks } = (await record()).document;
  [ten, eleven] = ['10', '11'].map((label) => blocks.find(({ attrs }) => attrs.label === label)!.id) as [
    string,
    string,
  ];
}, 180_000);

afterAll(async () => {
  await log?.close();
});

test('the chair’s side, for any party, among the earlier wordings of the paragraph: in place of what was put there', async () => {
  for (const line of [
    '10',
    'alder: delete shared',
    'birch: should for shall',
    '11',
    'cedar: delete voluntary',
  ])
    await says(line);
  await takeAll();
  const { page } = desk;
  await expect.poll(() => textOf(page, ten)).toContain('Parties should establish');
  await expect.poll(() => textOf(page, ten)).toContain('monitoring of rivers');
  await caretInto(page, ten);
  await command(page, EN['earlier.go']);
  await choose(page, page.locator('#earlier-wordings .select-button'), 'Birch');
  await tabTo(page, new RegExp(`^${EN['earlier.bring-back']}:\\s+shall`, 'u'));
  await look(page, 'earlier');
  await page.keyboard.press('Enter');
  await page.getByText(EN['earlier.is-back'], { exact: true }).waitFor({ timeout: SOON });
  await expect.poll(() => textOf(page, ten), { timeout: SOON }).toMatch(/should.{0,3}shall/u);
  await look(page, 'earlier-back');
  const back = Object.values((await record()).facts).find(
    (fact) => fact.kind === 'proposal' && fact.id.startsWith('back.'),
  );
  expect(back).toMatchObject({ asks: 'replacement', proponents: ['birch'], fate: 'on-text' });
}, 60_000);

test('on the operator’s line', async () => {
  await says('10');
  await says('cedar: bring back shared');
  await expect
    .poll(() => textOf(desk.page, ten), { timeout: SOON })
    .toMatch(/monitoring of .?shared .?rivers/u);
  await look(desk.page, 'line');
}, 60_000);

test('a delegation for itself, in the decision log, in Chinese', async () => {
  const { page } = alder;
  await inChinese(page, EN['page.language']);
  await page.keyboard.press('Alt+r');
  await page.locator('.record-entry').first().waitFor();
  await intoPanel(page);
  await pressOn(page, new RegExp(`^${ZH['record.back-or-object']}`, 'u'));
  await page.locator('.record-more').waitFor();
  await look(page, 'zh-log');
  await pressOn(page, /^恢复：“voluntary”/u);
  await page
    .locator('.record-more')
    .getByText(ZH['earlier.is-asked'], { exact: true })
    .waitFor({ timeout: SOON });
  // The house has what delegations ask for wait in the queue until the operator takes it on the text.
  const asked = Object.values((await record()).facts).find(
    (fact) => fact.kind === 'proposal' && fact.unit === eleven && fact.id.startsWith('back.'),
  );
  expect(asked).toMatchObject({ asks: 'insertion', proponents: ['alder'], fate: 'queued' });
  await look(page, 'zh-log-back');
}, 60_000);

test('where their place is gone this is said, and they are copied', async () => {
  const { page } = alder;
  await act({ act: 'decide', outcomes: [{ on: `unit:${eleven}`, outcome: 'goes' }] });
  await page
    .locator(`.ProseMirror [data-id="${eleven}"]`)
    .first()
    .waitFor({ state: 'detached', timeout: SOON });
  await intoPanel(page);
  // What can be done about the earlier decision stands open still.
  expect(await page.locator('.record-more').innerText()).toContain(
    ZH['earlier.place-gone'].replace('{{words}}', 'voluntary'),
  );
  await pressOn(page, new RegExp(`^${ZH['earlier.copy']}`, 'u'));
  await page.locator('.record-more').getByText(ZH['copy.done']).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('voluntary');
  await look(page, 'zh-place-gone');
}, 60_000);

test('KE8: a key that a delegation may not use says why, until the next key', async () => {
  const { page } = alder;
  await page.keyboard.press('Alt+g');
  const why = page.getByText(ZH['refusal.not-the-chairs-side'], { exact: true });
  await why.first().waitFor({ timeout: SOON });
  expect(await page.locator('.notice-bar', { hasText: ZH['refusal.not-the-chairs-side'] }).count()).toBe(1);
  await page.keyboard.press('Alt+0');
  await page
    .locator('.notice-bar', { hasText: ZH['refusal.not-the-chairs-side'] })
    .waitFor({ state: 'detached' });
}, 30_000);

test('the pages complained of nothing', () => {
  expect([...desk.complaints, ...alder.complaints]).toEqual([]);
});
