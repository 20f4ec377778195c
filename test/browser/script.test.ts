/** The script "Paragraph 10": a negotiation from the floor, by keyboard, with three delegations and an observer. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replay } from '../../server/log/replay.ts';
import { LOG_FILE, SqliteLog } from '../../server/log/sqlite-log.ts';
import type { Facts, ProposalFact } from '../../shared/acts/facts.ts';
import { readAlternatives } from '../../shared/draft/alternatives.ts';
import { composedDraft } from '../../shared/proposals/printed.ts';
import { printText } from '../../shared/renditions/text.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import {
  editorOf,
  join,
  launchBrowser,
  type Product,
  putCaret,
  type Seat,
  startProduct,
} from '../support/product.ts';

/** Milliseconds within which a loaded machine has done what a person waits for. */
const SOON = 15_000;

let browser: Browser;
let product: Product;
let log: SqliteLog;
let draft: string;
let desk: Seat;
let usa: Seat;
let japan: Seat;
let brazil: Seat;
let observer: Seat;

const ask = (page: Page, method: string, where: string, body?: string, type = 'application/json') =>
  page.evaluate(
    async ([how, to, data, kind]) => {
      const response = await fetch(to, {
        method: how,
        ...(data ? { body: data, headers: { 'content-type': kind } } : {}),
      });
      return { status: response.status, json: (await response.json().catch(() => undefined)) as unknown };
    },
    [method, where, body ?? '', type] as const,
  );

/** The record as it stands on the disk. */
async function record(): Promise<{ readonly document: DraftDocument; readonly facts: Facts }> {
  const { ydoc, facts } = await replay(log, `draft/${draft}`);
  return { document: composedDraft(ydoc), facts };
}

const printOf = (document: DraftDocument): readonly string[] =>
  printText(document, { bracketAlternatives: true }).trim().split('\n\n').slice(2);

const proposals = (facts: Facts): readonly ProposalFact[] =>
  Object.values(facts).flatMap((fact) => (fact.kind === 'proposal' ? [fact] : []));
const withWords = (facts: Facts, words: string): ProposalFact =>
  proposals(facts).find(({ wordings }) => wordings.some((each) => each.words.includes(words)))!;

/** The operator writes a line and presses Enter; resolves when it is on the record. */
async function says(line: string): Promise<readonly string[]> {
  const before = (await log.head(`draft/${draft}`)).seq;
  const field = desk.page.locator('.floor-line input');
  await field.focus();
  await desk.page.keyboard.type(line);
  await desk.page.keyboard.press('Enter');
  await expect
    .poll(async () => (await log.head(`draft/${draft}`)).seq, { message: line, timeout: SOON })
    .toBeGreaterThan(before);
  await expect.poll(() => field.inputValue(), { message: line, timeout: SOON }).toBe('');
  return printOf((await record()).document);
}

async function invited(party: string): Promise<string> {
  const wish = { role: 'delegation', party, head: true, label: party, days: 1, reusable: false };
  const { json } = await ask(desk.page, 'POST', `/api/drafts/${draft}/invitations`, JSON.stringify(wish));
  return (json as { url: string }).url;
}

beforeAll(async () => {
  browser = await launchBrowser();
  product = await startProduct();
  desk = await join(browser, product.link('Secretariat'), 'Operator');
  await editorOf(desk);
  const { drafts } = (await ask(desk.page, 'GET', '/api/drafts')).json as {
    drafts: { draft: { id: string; title: string } }[];
  };
  draft = drafts.find((each) => each.draft.title === 'Draft decision on shared rivers')!.draft.id;
  const list = readFileSync('fixtures/script-parties.csv', 'utf8');
  expect((await ask(desk.page, 'PUT', `/api/drafts/${draft}/parties`, list, 'text/csv')).status).toBe(200);
  usa = await join(browser, await invited('usa'), 'Ula');
  japan = await join(browser, await invited('japan'), 'Jun');
  brazil = await join(browser, await invited('brazil'), 'Bia');
  observer = await join(browser, product.link('Observer'), 'Watcher');
  await observer.page.setExtraHTTPHeaders({ 'accept-encoding': 'identity' });
  const { origin } = desk.line;
  await desk.page.goto(`${origin}/d/${draft}`);
  await observer.page.goto(`${observer.line.origin}/d/${draft}/screen`);
  for (const seat of [desk, usa, japan, brazil]) await editorOf(seat);
  await observer.page.getByText('Parties shall establish').waitFor();
  log = await SqliteLog.open(path.join(product.data, LOG_FILE));
  await desk.page.keyboard.press('Alt+f');
  await desk.page.locator('.floor-line input').waitFor();
}, 180_000);

afterAll(async () => {
  await log?.close();
  await browser?.close();
  await product?.stop();
});

describe('FL1: the script, line by line', () => {
  const WHOLE = 'Parties shall establish a fund to support monitoring of shared rivers.';

  test('1 to 3: on the floor; bracketed by two', async () => {
    await says('10');
    await observer.page.locator('.on-the-floor, [data-id]').first().waitFor();
    expect((await says('g77: bracket'))[0]).toBe(`10. [${WHOLE}]`);
    expect((await says('eu: same'))[0]).toBe(`10. [${WHOLE}]`);
    const { facts } = await record();
    expect(proposals(facts).map(({ proponents }) => proponents)).toEqual([['g77', 'eu']]);
  }, 60_000);

  test('4 to 8: a replacement supported, a deletion by two, an insertion', async () => {
    expect((await says('usa: should for shall'))[0]).toBe(
      '10. [Parties [shall][should] establish a fund to support monitoring of shared rivers.]',
    );
    await says('japan: support');
    const { facts } = await record();
    const should = withWords(facts, 'should');
    const support = facts[`position/proposal:${should.id}/japan`];
    expect(support).toMatchObject({ stance: 'supports', wording: should.wordings.at(-1)!.hash });
    expect((await says('brazil: delete shared'))[0]).toContain('monitoring of [shared] rivers.]');
    expect((await says('mexico: same'))[0]).toContain('monitoring of [shared] rivers.]');
    expect((await says('switzerland: ", as appropriate," after shall'))[0]).toBe(
      '10. [Parties [shall][should][, as appropriate,] establish a fund to support monitoring of [shared] rivers.]',
    );
    await brazil.page.locator('.ProseMirror [data-names="Brazil, Mexico"]').first().waitFor();
  }, 60_000);

  test('9 and 10: alternatives, and the outcomes that can stand', async () => {
    const encouraged = 'Parties are encouraged to finance monitoring on a voluntary basis.';
    expect(await says(`usa: alt 10+11: ${encouraged}`)).toContain(`[Alt 10+11. ${encouraged}]`);
    const bridging =
      'Parties shall, in accordance with their capabilities, support monitoring of shared rivers, including through a fund.';
    expect(await says(`norway: alt 10: ${bridging}`)).toContain(`[Alt 10. ${bridging}]`);
    const [set] = readAlternatives((await record()).document).sets;
    const label = new Map(
      set!.candidates.map((each) => [
        each.id,
        `${each.kind === 'base' ? '' : 'Alt '}${each.label.replace(/^Alt\.? /, '')}`,
      ]),
    );
    expect(set!.outcomes.map((outcome) => outcome.map((id) => label.get(id)))).toEqual([
      ['10', '11'],
      ['Alt 10', '11'],
      ['Alt 10+11'],
    ]);
  }, 60_000);

  test('11: SC6: a delegate types; it stays in hand, and tabled it is queued: the screen does not move', async () => {
    const seen = observer.line.received().length;
    const ten = await japan.page.locator('.ProseMirror .block-provision').first().getAttribute('data-id');
    await putCaret(japan, ten!, 0);
    await japan.page.keyboard.press('End');
    await japan.page.keyboard.type(' HANDWORDS');
    await japan.page.locator('ins.proposed', { hasText: 'HANDWORDS' }).waitFor();
    await japan.page.keyboard.press('Alt+t');
    await expect
      .poll(async () => withWords((await record()).facts, 'HANDWORDS')?.fate, { timeout: SOON })
      .toBe('queued');
    expect(printOf((await record()).document)[0]).not.toContain('HANDWORDS');
    expect(observer.line.received().subarray(seen).toString('utf8')).not.toContain('HANDWORDS');
    expect(await usa.page.locator('.ProseMirror').textContent()).not.toContain('HANDWORDS');
  }, 60_000);

  test('12 to 14: withdrawn by one, by both; withdrawn and taken up', async () => {
    expect((await says('brazil: withdraw'))[0]).toContain('monitoring of [shared] rivers.]');
    expect((await says('mexico: withdraw'))[0]).toContain('monitoring of shared rivers.]');
    expect((await says('usa: withdraw alt 10+11')).join()).not.toContain('Alt 10+11');
    expect((await says('canada: take up alt 10+11')).join()).toContain('[Alt 10+11. Parties are encouraged');
    const { facts } = await record();
    expect(withWords(facts, 'encouraged').proponents).toEqual(['canada']);
    await brazil.page
      .locator('.ProseMirror [data-names="Brazil, Mexico"]')
      .first()
      .waitFor({ state: 'detached' });
    await brazil.page.keyboard.press('Alt+m');
    await brazil.page.locator('.side.end').getByText('shared').first().waitFor();
    await brazil.page.keyboard.press('Alt+m');
  }, 60_000);

  test('15: reworded, support stands on the earlier wording; reworded back, it counts again', async () => {
    expect((await says('usa: reword should to may'))[0]).toContain('[shall][may][, as appropriate,]');
    const may = await record();
    const id = withWords(may.facts, 'should').id;
    const wordings = (facts: Facts) => (facts[`proposal/${id}`] as ProposalFact).wordings;
    const support = (facts: Facts) => (facts[`position/proposal:${id}/japan`] as { wording: string }).wording;
    expect(support(may.facts)).not.toBe(wordings(may.facts).at(-1)!.hash);
    expect((await says('usa: reword may to should'))[0]).toContain('[shall][should][, as appropriate,]');
    const back = await record();
    expect(support(back.facts)).toBe(wordings(back.facts).at(-1)!.hash);
  }, 60_000);

  test('20: in what is agreed ad ref a delegate’s words stay in hand, and one sentence says why', async () => {
    const ten = await usa.page.locator('.ProseMirror .block-provision').first().getAttribute('data-id');
    const act = { act: 'status', units: [ten], status: 'agreed-ad-ref', awaiting: ['eu'] };
    expect((await ask(desk.page, 'POST', `/api/drafts/${draft}/acts`, JSON.stringify(act))).status).toBe(200);
    const before = (await log.head(`draft/${draft}`)).seq;
    await putCaret(usa, ten!, 0);
    await usa.page.keyboard.press('End');
    await usa.page.keyboard.type(' LATEWORDS');
    await usa.page.locator('ins.proposed', { hasText: 'LATEWORDS' }).waitFor();
    await usa.page.keyboard.press('Alt+t');
    await usa.page
      .getByText(/agreed ad ref/i)
      .first()
      .waitFor();
    expect(await usa.page.locator('ins.proposed', { hasText: 'LATEWORDS' }).count()).toBe(1);
    const { facts } = await record();
    expect(facts[`status/${ten}`]).toMatchObject({ status: 'agreed-ad-ref', awaiting: ['eu'] });
    for (const seat of [brazil, desk])
      expect(seat.line.received().toString('utf8')).not.toContain('LATEWORDS');
    expect((await log.head(`draft/${draft}`)).seq).toBe(before);
  }, 60_000);

  test('25: the observer’s wire held no party’s name and none of the words that were not on the text', () => {
    const bytes = observer.line.received().toString('utf8');
    expect(bytes).toContain('as appropriate');
    for (const name of [
      'G77',
      '"EU"',
      'USA',
      'Japan',
      'Brazil',
      'Mexico',
      'Switzerland',
      'Norway',
      'Canada',
      'Ula',
      'Jun',
      'Bia',
      'HANDWORDS',
      'LATEWORDS',
      '"usa"',
      '"g77"',
    ])
      expect(bytes.includes(name), name).toBe(false);
  });

  test('nobody’s page complained', () => {
    for (const seat of [desk, usa, japan, brazil, observer])
      expect(seat.complaints.filter((each) => !each.includes('409') && !each.includes('403'))).toEqual([]);
  });
});
