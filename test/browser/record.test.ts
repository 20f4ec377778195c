/** The panels of the record by keyboard alone, and what axe finds in each: English and Chinese, on a small laptop at 125 %. */

import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { en as EN } from '../../client/locales/en.ts';
import { zh as ZH } from '../../client/locales/zh.ts';
import { faultsOf } from '../support/axe.ts';
import { inBrowser } from '../support/in-browser.ts';
import { caretInto, choose, command, sayOnFloor, tabTo } from '../support/keyboard.ts';
import { pictureOf } from '../support/pictures.ts';
import { editorOf, type Seat } from '../support/product.ts';

const SOON = 15_000;
/** 1366 by 768 dots, and the same at 125 %. */
const SIZES = { plain: { width: 1366, height: 768 }, larger: { width: 1093, height: 614 } };

const house = inBrowser();
let desk: Seat;
let page: Page;

/** What is wrong with a page, by the name of what it shows. */
const found = new Map<string, readonly string[]>();

async function look(name: string): Promise<void> {
  found.set(name, await faultsOf(page));
  await pictureOf(page, 'record', name);
}

const says = (line: string): Promise<void> => sayOnFloor(page, line);

beforeAll(async () => {
  desk = await house.join('Secretariat', 'Operator', SIZES.plain);
  page = desk.page;
  await editorOf(desk);
  const drafts = await page.evaluate(async () => {
    const told = await (await fetch('/api/drafts')).json();
    return (told as { drafts: { draft: { id: string; title: string } }[] }).drafts.map(({ draft }) => draft);
  });
  const { id } = drafts.find(({ title }) => title === 'Draft decision on shared rivers')!;
  await page.goto(`${desk.line.origin}/d/${id}`);
  await editorOf(desk);
}, 120_000);

describe('the record by keyboard', () => {
  test('ME1, ME5, TB5, KE6: a meeting is opened, points are asked for, a paragraph is agreed in it and the report says so', async () => {
    await command(page, EN['meeting.open']);
    await tabTo(page, /^Open a meeting/u);
    await page.keyboard.press('Enter');
    await page.locator('.chip.open').first().waitFor({ timeout: SOON });
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('.side.end') !== null), {
        timeout: SOON,
      })
      .toBe(true);
    for (const line of [
      '10',
      'alder: should for shall',
      'birch: support',
      'cedar: bracket',
      '11',
      'birch: delete voluntary',
    ])
      await says(line);
    await says('10');
    await page.keyboard.press('Alt+g');
    await page.locator('.agree-strip .preview').waitFor({ timeout: SOON });
    await look('strip');
    await page.keyboard.press('Alt+g');
    await page.locator('.agree-strip').waitFor({ state: 'detached', timeout: SOON });
    await page.locator('.agree-strip').waitFor({ state: 'detached', timeout: SOON });
    await page.locator('.side.end table').first().waitFor();
    expect(await page.locator('.side.end table').first().innerText()).toContain('10');
    await look('meeting');
  }, 90_000);

  test('TB1, TB7: the list of points is filtered and a point chosen', async () => {
    await page.keyboard.press('Alt+6');
    await page.keyboard.press('F8');
    await page.locator('.point.selected').waitFor();
    await look('points');
    await page.keyboard.press('F6');
    await choose(page, /Asked for by/u, 'Birch');
    await expect.poll(() => page.locator('.found .point').count()).toBe(1);
    await look('points-filtered');
  }, 60_000);

  test('PO1, PO3: a position is recorded for a party, on the wording, and stands in the table', async () => {
    await page.keyboard.press('Alt+i');
    await choose(page, /\bParty\b/u, 'Alder');
    await tabTo(page, /supports|wants it deleted/u);
    await page.keyboard.press('Space');
    await tabTo(page, /^State/u);
    await page.keyboard.press('Enter');
    await page.locator('.position-item').first().waitFor({ timeout: SOON });
    await look('positions');
    await tabTo(page, /Points by parties/u);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('table').waitFor();
    await look('positions-table');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }, 60_000);

  test('RC1, RC2: the decision log, with what can be done about an entry', async () => {
    await page.keyboard.press('Alt+r');
    await page.locator('.record-entry').first().waitFor();
    await tabTo(page, /^Reopen, bring back/u);
    await page.keyboard.press('Enter');
    await page.locator('.record-more').waitFor();
    await look('decisions');
  }, 60_000);

  test('SU1 to SU6: each act on the form of the text has a form and shows what would happen', async () => {
    for (const act of ['merge', 'split', 'move', 'renumber', 'editorial'] as const) {
      await command(page, EN[`structure.do-${act}`]);
      // What is typed next goes into the form, not into the text.
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.closest('.side.end') !== null))
        .toBe(true);
      await page.locator('.side.end form').waitFor();
      await look(`structure-${act}`);
    }
    await command(page, EN['structure.do-merge']);
    await tabTo(page, /Show what would happen/u);
    await page.keyboard.press('Enter');
    await page.locator('.side.end form section').waitFor({ timeout: SOON });
    await look('structure-merge-preview');
  }, 90_000);

  test('ST5: statistics with their drawing, alternatives, house colours', async () => {
    await command(page, EN['panel.statistics']);
    await page.locator('.side.end table').first().waitFor({ timeout: SOON });
    await look('statistics');
    for (const [name, key] of [
      ['alternatives', 'Alt+7'],
      ['house', 'Alt+9'],
    ] as const) {
      await page.keyboard.press(key);
      await page.locator('.side.end .panel-body').waitFor();
      await look(name);
    }
  }, 60_000);

  test('the same in Chinese, at 125 %', async () => {
    await page.setViewportSize(SIZES.larger);
    await page.getByRole('button', { name: EN['page.language'] }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toMatch(/^zh/);
    for (const [name, key] of [
      ['points', 'Alt+6'],
      ['decisions', 'Alt+r'],
      ['positions', 'Alt+i'],
      ['alternatives', 'Alt+7'],
    ] as const) {
      await page.keyboard.press(key);
      await page.locator('.side.end .panel-body').waitFor();
      await look(`zh-${name}`);
    }
    for (const panel of [
      'panel.meeting',
      'panel.statistics',
      'structure.do-merge',
      'structure.do-renumber',
    ] as const) {
      await command(page, ZH[panel]);
      await page.locator('.side.end .panel-body').waitFor();
      await look(`zh-${panel}`);
    }
    await page.keyboard.press('Alt+0');
    await says('11');
    await page.keyboard.press('Alt+g');
    await page.locator('.agree-strip .preview').waitFor({ timeout: SOON });
    await look('zh-strip');
    await page.keyboard.press('Escape');
  }, 120_000);

  test('DE15, TB8, in Chinese: an alternative that was withdrawn is brought back for a party, without retyping', async () => {
    const words = 'The fund shall be financed by those who use the rivers.';
    const alternative = page.locator('.ProseMirror .block-alternative', { hasText: words });
    await says(`alder: alt 11: ${words}`);
    await alternative.waitFor({ timeout: SOON });
    const eleven = page.locator('.ProseMirror .block-provision', {
      hasText: 'The fund shall be financed by',
    });
    const block = await eleven.first().getAttribute('data-id');
    await says('alder: withdraw');
    await alternative.waitFor({ state: 'detached', timeout: SOON });
    await caretInto(page, block!);
    await command(page, ZH['earlier.go']);
    await look('zh-earlier-first');
    await choose(page, page.locator('#earlier-wordings .select-button'), /Birch|白桦/u);
    await tabTo(page, new RegExp(`^${ZH['earlier.bring-back']}: Alt 11 The fund`, 'u'));
    await look('zh-earlier');
    await page.keyboard.press('Enter');
    await page.getByText(ZH['earlier.is-back'], { exact: true }).waitFor({ timeout: SOON });
    await alternative.waitFor({ timeout: SOON });
    // Pressed again for the same party it is there already, and that is said where it was pressed.
    await page.keyboard.press('Enter');
    await page.locator('.wordings .trouble').waitFor({ timeout: SOON });
    await look('zh-earlier-refused');
  }, 60_000);

  test('axe finds nothing in any of them, and the page complained of nothing', () => {
    expect(found.size).toBeGreaterThanOrEqual(20);
    expect(Object.fromEntries([...found].filter(([, faults]) => faults.length > 0))).toEqual({});
    // The one act that was refused above, and on purpose.
    expect(desk.complaints).toEqual([expect.stringContaining('409 (Conflict)')]);
  });
});
