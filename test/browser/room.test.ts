import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { inBrowser } from '../support/in-browser.ts';
import { blocksOn, editorOf, putCaret, type Seat } from '../support/product.ts';

const SEEDS = path.resolve('..', 'shared', 'seeds');
const seed = existsSync(SEEDS)
  ? path.join(SEEDS, readdirSync(SEEDS).find((name) => name.startsWith('004'))!)
  : undefined;
if (!seed)
  console.warn(
    'SKIPPED in part: ../shared/seeds is absent, so the room is tried on our own sample draft, not on an imported seed',
  );

/** How long the third window is cut off, milliseconds; a minute when asked for. */
const CUT_OFF = Number(process.env.CHAPEAU_CUT_OFF ?? 6000);

const house = inBrowser(seed ? { importFile: seed } : {});
let seats: Seat[];

beforeAll(async () => {
  const names = seed ? ['desk', 'desk', 'desk'] : ['Alder', 'Birch', 'Cedar'];
  seats = [];
  for (const [i, name] of names.entries()) seats.push(await house.join(name, `Person ${i}`));
  for (const seat of seats) await editorOf(seat);
}, 120_000);

/** Ids of two neighbouring provisions with words. */
async function twoProvisions(seat: Seat): Promise<[string, string]> {
  const ids = await seat.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.ProseMirror .block')]
      .filter(
        (dom, i, all) =>
          dom.matches('.block-provision') &&
          dom.textContent!.length > 40 &&
          all[i + 1]?.matches('.block-provision') &&
          all[i + 1]!.textContent!.length > 40,
      )
      .slice(0, 1)
      .flatMap((dom) => [dom.dataset.id!, (dom.nextElementSibling as HTMLElement).dataset.id!]),
  );
  expect(ids).toHaveLength(2);
  return ids as [string, string];
}

const wholeText = async (seat: Seat): Promise<string> =>
  (await blocksOn(seat)).map(({ text }) => text).join('\n');

/** Waits until every window shows the same, and that holds all of these words. */
async function allShow(words: readonly string[]): Promise<string> {
  await expect
    .poll(
      async () => {
        const texts = await Promise.all(seats.map(wholeText));
        return texts.every((text) => text === texts[0]) && words.every((word) => texts[0]!.includes(word));
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  return wholeText(seats[0]!);
}

/** The lines that hold what was typed, for the message of a test that fails. */
const lineWith = (text: string): string =>
  text
    .split('\n')
    .filter((line) => /alpha|beta|gamma|offline|INSIDE|one|two|three/.test(line))
    .join(' | ');

const stateLine = async ({ page }: Seat): Promise<string> =>
  (await page.locator('.state-line').first().textContent()) ?? '';

const typeSlowly = ({ page }: Seat, text: string): Promise<void> => page.keyboard.type(text, { delay: 15 });

describe('ED, RM: three windows on one draft', () => {
  it('three type into one paragraph, one brackets over two, one parts it, one is cut off and goes on typing', async () => {
    const [anna, bo, chen] = seats as [Seat, Seat, Seat];
    const [one, two] = await twoProvisions(anna);
    await putCaret(anna, one, 5);
    await putCaret(bo, one, 12);
    await putCaret(chen, one, 20);
    await Promise.all([
      typeSlowly(anna, ' alpha-one '),
      typeSlowly(bo, ' beta-two '),
      typeSlowly(chen, ' gamma-three '),
    ]);
    await allShow([' alpha-one ', ' beta-two ', ' gamma-three ']);
    const after =
      (await blocksOn(anna)).find(({ id }) => id === one)!.text.indexOf('gamma-three ') +
      'gamma-three '.length;

    chen.line.cut();
    await putCaret(chen, one, after + 2);
    const words = Array.from(
      { length: Math.max(4, Math.floor(CUT_OFF / 1500)) },
      (_, i) => `offline${i}word`,
    );
    const offline = (async () => {
      for (const word of words) {
        await chen.page.keyboard.type(`${word} `, { delay: 20 });
        await chen.page.waitForTimeout(CUT_OFF / words.length);
      }
    })();
    await putCaret(anna, one, 3, { block: two, offset: 8 });
    await Promise.all([
      anna.page.keyboard.press('['),
      putCaret(bo, one, after + 6).then(() => typeSlowly(bo, 'INSIDE')),
    ]);
    const textOf = async (id: string): Promise<string> =>
      (await blocksOn(bo)).find((block) => block.id === id)?.text ?? '';
    await expect.poll(() => textOf(two)).toContain(']');
    await putCaret(bo, two, 15);
    await bo.page.keyboard.press('Enter');
    await offline;
    expect(await stateLine(chen)).toMatch(/offline|离线/i);
    chen.line.restore();
    const text = await allShow([...words, 'INSIDE']);
    for (const word of [...words, 'INSIDE', 'alpha-one', 'beta-two', 'gamma-three'])
      expect(text.split(word), `${word} in ${lineWith(text)}`).toHaveLength(2);
    const blocks = await blocksOn(anna);
    const at = blocks.findIndex(({ id }) => id === one);
    expect(blocks[at]!.text).toContain('[');
    expect(blocks[at + 1]!.id).toBe(two);
    expect(blocks[at + 1]!.text).toContain(']');
    expect(blocks[at + 1]!.text).toHaveLength(15);
  }, 150_000);

  it('RM, OL1, OL2: a reload while offline keeps every word, and they arrive when the line is back', async () => {
    const bo = seats[1]!;
    const [one] = await twoProvisions(bo);
    bo.line.cut();
    await putCaret(bo, one, 2);
    await typeSlowly(bo, 'reloaded-words ');
    await expect.poll(() => stateLine(bo)).toMatch(/\d/);
    await bo.page.reload();
    await editorOf(bo);
    await expect.poll(() => wholeText(bo)).toContain('reloaded-words ');
    bo.line.restore();
    await allShow(['reloaded-words ']);
  }, 60_000);

  it('asks nothing of anybody else and complains of nothing', () => {
    const serious = seats
      .flatMap(({ complaints }) => complaints)
      .filter((text) => !/net::ERR_|WebSocket/.test(text));
    expect(serious).toEqual([]);
  });
});
