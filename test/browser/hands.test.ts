/** One's own hand and one's groups in the page: carets of colleagues, where the hand is kept, acting for, dissent, origins. */

import { beforeAll, describe, expect, test } from 'vitest';
import { faultsOf } from '../support/axe.ts';
import { inBrowser } from '../support/in-browser.ts';
import { command } from '../support/keyboard.ts';
import { blocksOn, editorOf, putCaret, type Seat } from '../support/product.ts';

const SOON = { timeout: 15_000 };
const house = inBrowser();
let [anna, bo, cilla, dan, desk] = [] as unknown as [Seat, Seat, Seat, Seat, Seat];
let blocks: readonly { readonly id: string; readonly text: string }[];

beforeAll(async () => {
  const seat = async (link: string, name: string): Promise<Seat> => {
    const one = await house.join(link, name);
    await editorOf(one);
    return one;
  };
  anna = await seat('Alder', 'Anna');
  bo = await seat('Alder', 'Bo');
  cilla = await seat('Birch', 'Cilla');
  dan = await seat('Cedar', 'Dan');
  desk = await seat('Secretariat', 'Desk');
  blocks = (await blocksOn(anna)).filter(({ text }) => text.length > 60 && !text.includes('['));
}, 240_000);

const textOn = async (seat: Seat, block: string): Promise<string> =>
  (await blocksOn(seat)).find(({ id }) => id === block)?.text ?? '';
const allOn = async (seat: Seat): Promise<string> =>
  (await blocksOn(seat)).map(({ text }) => text).join('\n');
const heard = ({ line }: Seat): string => line.received().toString('latin1');
const button = ({ page }: Seat, name: string | RegExp) => page.getByRole('button', { name }).first();

describe('groups', () => {
  test('AC13: a party acts for a group once it was let, writes in the group’s hand, and no longer when that ends', async () => {
    await desk.page.keyboard.press('Alt+8');
    await button(desk, /Who is to act for it/).click();
    await desk.page.getByRole('option', { name: 'Birch' }).click();
    await button(desk, 'Let it act').click();
    await desk.page.getByText('Birch acts for Upland Group', { exact: true }).waitFor(SOON);
    await button(cilla, 'Acting for Birch').waitFor(SOON);
    await command(cilla.page, 'Acting for Upland Group');
    await button(cilla, 'Acting for Upland Group').waitFor(SOON);
    await editorOf(cilla);
    await putCaret(cilla, blocks[0]!.id, 3);
    await cilla.page.keyboard.type('UPLAND');
    await expect.poll(() => textOn(cilla, blocks[0]!.id), SOON).toContain('[UPLAND]');
    await cilla.page.keyboard.press('Alt+t');
    await expect.poll(() => textOn(anna, blocks[0]!.id), SOON).toContain('[UPLAND]');
    await expect
      .poll(() => dan.page.locator('[data-names="Upland Group"]').count(), SOON)
      .toBeGreaterThanOrEqual(1);
  }, 90_000);

  test('AU12: a member dissents: the coordinator and the chair’s side are told, others not a byte', async () => {
    await putCaret(anna, blocks[0]!.id, 6);
    await anna.page.keyboard.press('Alt+p');
    await anna.page.getByText(/we dissent from Upland Group/).click();
    await button(anna, 'cannot accept').click();
    for (const seat of [cilla, desk]) {
      await putCaret(seat, blocks[0]!.id, 6);
      await seat.page.keyboard.press('Alt+p');
      await seat.page.getByText(/Alder dissents from Upland Group/).waitFor(SOON);
    }
    await anna.page.keyboard.press('Alt+p');
    expect(heard(dan)).not.toContain('cannot-accept');
    expect(await faultsOf(desk.page)).toEqual([]);
  }, 90_000);

  test('CM3: a comment to the group reaches its parties, not the chair’s side', async () => {
    await anna.page.keyboard.press('Alt+n');
    await anna.page.getByRole('textbox', { name: 'Comment' }).fill('OTTER');
    await anna.page.getByText('Upland Group alone', { exact: true }).click();
    await button(anna, 'Send').click();
    await cilla.page.keyboard.press('Alt+n');
    await cilla.page.getByText('Show those of the whole draft').click();
    await cilla.page.getByText('OTTER').waitFor(SOON);
    expect(await faultsOf(anna.page)).toEqual([]);
    for (const seat of [dan, desk]) expect(heard(seat)).not.toContain('OTTER');
    await anna.page.keyboard.press('Alt+n');
    await cilla.page.keyboard.press('Alt+n');
  }, 90_000);

  test('AC13: the grant ends', async () => {
    await desk.page.keyboard.press('Alt+8');
    await button(desk, 'End that Birch acts for Upland Group').click();
    await expect.poll(() => cilla.page.locator('.acting-button').count(), SOON).toBe(0);
    expect(await faultsOf(desk.page)).toEqual([]);
    await desk.page.keyboard.press('Alt+8');
  }, 60_000);
});

describe('where provisions and parts stand', () => {
  test('PH2: the chair’s side closes a part from the outline and gives a provision a status from the palette', async () => {
    await desk.page.keyboard.press('Alt+5');
    await desk.page.locator('.tree-item.part .standing-button').first().click();
    await desk.page.getByRole('menuitemradio', { name: 'closed to new text' }).click();
    await anna.page.keyboard.press('Alt+5');
    await anna.page.locator('.tree-item.part .chip.closed').first().waitFor(SOON);
    expect(await faultsOf(desk.page)).toEqual([]);
    await putCaret(anna, blocks[1]!.id, 5);
    await anna.page.locator('.hand-bar.closed').waitFor(SOON);
    await putCaret(desk, blocks[1]!.id, 5);
    await command(desk.page, 'Provision here: under discussion');
    await anna.page.locator('.chip.status-under-discussion').first().waitFor(SOON);
    await desk.page.locator('.tree-item.part .standing-button').first().click();
    await desk.page.getByRole('menuitemradio', { name: 'as the whole draft' }).click();
    await expect.poll(() => anna.page.locator('.hand-bar.closed').count(), SOON).toBe(0);
    for (const seat of [desk, anna]) await seat.page.keyboard.press('Alt+5');
  }, 90_000);
});

describe('the own hand', () => {
  test('PS5: colleagues see each other’s carets on it, by name; nobody else is told', async () => {
    await putCaret(anna, blocks[1]!.id, 4);
    await anna.page.keyboard.type('KIWI');
    await expect.poll(() => textOn(bo, blocks[1]!.id), SOON).toContain('[KIWI]');
    const caret = bo.page.locator(`[data-id="${blocks[1]!.id}"] .their-caret`);
    await expect.poll(() => caret.getAttribute('data-name'), SOON).toBe('Anna');
    expect(await caret.evaluate((dom) => dom.previousSibling?.textContent)).toBe('KIWI');
    for (const seat of [cilla, dan, desk]) expect(heard(seat)).not.toMatch(/Anna|KIWI/);
  }, 60_000);

  test('ED15: words dragged with the mouse go there and come here, and the text stays', async () => {
    const { page } = anna;
    const [from, to] = [blocks[2]!, blocks[3]!];
    const [at, end] = [from.text.indexOf(' ', 8) + 1, from.text.indexOf(' ', from.text.indexOf(' ', 8) + 1)];
    const word = from.text.slice(at, end);
    await putCaret(anna, to.id, 10, { block: to.id, offset: 11 });
    const target = await selectionBox(anna);
    await putCaret(anna, from.id, at, { block: from.id, offset: end });
    const start = await selectionBox(anna);
    await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
    await page.mouse.down();
    await page.mouse.move(start.x + start.width / 2 + 8, start.y + start.height / 2 + 3, { steps: 3 });
    await page.mouse.move(target.x, target.y + target.height / 2, { steps: 6 });
    await page.mouse.up();
    await expect.poll(() => textOn(anna, to.id), SOON).toContain(`[${word}]`);
    expect(await textOn(anna, from.id)).toBe(`${from.text.slice(0, at)}[${word}]${from.text.slice(end)}`);
    expect((await textOn(anna, to.id)).replace(`[${word}]`, '')).toBe(to.text);
    expect(await textOn(dan, from.id)).toBe(from.text);
  }, 60_000);

  test('HA5: kept on this device only, nothing of it is sent, over a reload too; sent later, colleagues have it', async () => {
    await anna.page.keyboard.press('Alt+m');
    await anna.page.getByText('Keep it on this device only').click();
    await anna.page.getByText(/In hand on this device only: nothing of it is sent/).waitFor(SOON);
    await editorOf(anna);
    await putCaret(anna, blocks[1]!.id, 4);
    await anna.page.keyboard.type('MELON');
    await anna.page.getByText(/On this device only, not sent: \d+\. Kept on this device\./).waitFor(SOON);
    expect(await faultsOf(anna.page)).toEqual([]);
    await anna.page.reload();
    await editorOf(anna);
    await expect.poll(() => textOn(anna, blocks[1]!.id), SOON).toContain('MELON');
    await putCaret(bo, blocks[1]!.id, 0);
    await bo.page.keyboard.type('BOBO');
    await expect.poll(() => textOn(bo, blocks[1]!.id), SOON).toContain('BOBO');
    expect(heard(bo)).not.toContain('MELON');
    await button(anna, 'Send it to the server').click();
    await expect.poll(() => textOn(bo, blocks[1]!.id), SOON).toContain('MELON');
    await expect.poll(() => textOn(anna, blocks[1]!.id), SOON).toContain('BOBO');
  }, 120_000);

  test('HA6: deleted after it was said what goes, it is gone on every screen of the delegation', async () => {
    await anna.page.keyboard.press('Alt+m');
    await button(anna, 'Delete our hand').click();
    await anna.page.getByText(/All that is in hand goes/).waitFor();
    expect(await faultsOf(anna.page)).toEqual([]);
    await button(anna, 'Delete it for good').click();
    for (const seat of [anna, bo]) {
      await expect.poll(() => allOn(seat), SOON).not.toMatch(/MELON|KIWI|BOBO/);
      await expect.poll(() => textOn(seat, blocks[1]!.id), SOON).toBe(blocks[1]!.text);
      await seat.page.reload();
      await editorOf(seat);
      await expect.poll(() => textOn(seat, blocks[1]!.id), SOON).toBe(blocks[1]!.text);
      expect((await allOn(seat)).includes('[UPLAND]')).toBe(true);
    }
  }, 120_000);
});

describe('where words come from', () => {
  test('PV3: of the words at the caret and the provision around them, who asked and who asks that they go', async () => {
    await putCaret(dan, blocks[3]!.id, 0, { block: blocks[3]!.id, offset: 5 });
    await dan.page.keyboard.press('Backspace');
    await dan.page.keyboard.press('Alt+t');
    await expect.poll(() => textOn(desk, blocks[3]!.id), SOON).toContain('[');
    await putCaret(desk, blocks[3]!.id, 20);
    await command(desk.page, 'Where these words come from');
    const panel = desk.page.locator('.side.end');
    await panel
      .getByText(/Since the draft was created/)
      .first()
      .waitFor(SOON);
    await panel.locator('[aria-current]').waitFor();
    await panel.getByText('Asked for by Cedar.').waitFor();
    expect(await faultsOf(desk.page)).toEqual([]);
  }, 90_000);

  test('no page complained, and none asked anybody else for anything', () => {
    for (const { complaints } of [anna, bo, cilla, dan, desk])
      expect(complaints.filter((each) => !/WebSocket|ERR_|Failed to load/.test(each))).toEqual([]);
  });
});

/** Where the selected words are on the screen. */
const selectionBox = ({ page }: Seat) =>
  page.evaluate(() => {
    const { x, y, width, height } = getSelection()!.getRangeAt(0).getBoundingClientRect();
    return { x, y, width, height };
  });
