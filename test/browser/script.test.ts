/** The script "Paragraph 10": a negotiation from the floor, by keyboard, with three delegations and an observer. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en as EN } from '../../client/locales/en.ts';
import { replay } from '../../server/log/replay.ts';
import { LOG_FILE, SqliteLog } from '../../server/log/sqlite-log.ts';
import type { Facts, ProposalFact } from '../../shared/acts/facts.ts';
import { readOpenPoints } from '../../shared/acts/reading/open-points.ts';
import { readAlternatives } from '../../shared/draft/alternatives.ts';
import { composedDraft } from '../../shared/proposals/printed.ts';
import { printText } from '../../shared/renditions/text.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { inBrowser } from '../support/in-browser.ts';
import { caretInto, choose, command, sayOnFloor, tabTo } from '../support/keyboard.ts';
import { editorOf, type Seat } from '../support/product.ts';

/** Milliseconds within which a loaded machine has done what a person waits for. */
const SOON = 15_000;

const house = inBrowser();
let log: SqliteLog;
let draft: string;
let desk: Seat;
let usa: Seat;
let japan: Seat;
let brazil: Seat;
let observer: Seat;
/** Id of paragraph 10. */
let ten: string;

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

const AGREED = 'Parties shall, as appropriate, establish a fund to support monitoring of shared rivers.';
const ELEVEN = 'The fund shall be financed by voluntary contributions, as set out in paragraph 10.';
const TWELVE = '12. (placeholder: governance of the fund)';
const ENCOURAGED = 'Parties are encouraged to finance monitoring on a voluntary basis.';

const head = async (): Promise<number> => (await log.head(`draft/${draft}`)).seq;
const provisions = ({ blocks }: DraftDocument): readonly string[] =>
  blocks.filter(({ kind }) => kind === 'provision').map(({ id }) => id);

/** Open points as the record has them: provision, kind, status. */
async function openKinds(): Promise<readonly (readonly string[])[]> {
  const { document, facts } = await record();
  return readOpenPoints(document, facts).map(({ label, kind, status }) => [label, kind, status]);
}

/** Goes back among what the strip settles until the line is reached. */
const backTo = (words: RegExp): Promise<void> => tabTo(desk.page, words, 'Shift+Tab', 12);
/** What has the focus is the button that records. */
const isReady = (): Promise<boolean> =>
  desk.page.evaluate(() => document.activeElement?.id === 'agree-record');

/** Goes from point to point by the key until the one with these words is selected. */
async function stepTo(words: string): Promise<void> {
  const selected = desk.page.locator('.point.selected');
  const spoken = (): Promise<string> => selected.innerText({ timeout: 1_000 }).catch(() => '');
  for (let step = 0; step < 8 && !(await spoken()).includes(words); step += 1) {
    const before = await spoken();
    await desk.page.keyboard.press('F8');
    await expect.poll(spoken, { timeout: SOON }).not.toBe(before);
  }
  expect(await spoken()).toContain(words);
}

/** The second press of the key records what the strip shows. */
async function agreed(): Promise<readonly string[]> {
  const before = await head();
  await desk.page.keyboard.press('Alt+g');
  await expect.poll(head, { timeout: SOON }).toBeGreaterThan(before);
  await desk.page.locator('.agree-strip').waitFor({ state: 'detached', timeout: SOON });
  return printOf((await record()).document);
}

/** The operator writes a line and presses Enter; resolves when it is on the record. */
async function says(line: string): Promise<readonly string[]> {
  const before = await head();
  await sayOnFloor(desk.page, line);
  await expect.poll(head, { message: line, timeout: SOON }).toBeGreaterThan(before);
  return printOf((await record()).document);
}

async function invited(party: string): Promise<string> {
  const wish = { role: 'delegation', party, head: true, label: party, days: 1, reusable: false };
  const { json } = await ask(desk.page, 'POST', `/api/drafts/${draft}/invitations`, JSON.stringify(wish));
  return (json as { url: string }).url;
}

beforeAll(async () => {
  desk = await house.join('Secretariat', 'Operator');
  await editorOf(desk);
  const { drafts } = (await ask(desk.page, 'GET', '/api/drafts')).json as {
    drafts: { draft: { id: string; title: string } }[];
  };
  draft = drafts.find((each) => each.draft.title === 'Draft decision on shared rivers')!.draft.id;
  const list = readFileSync('fixtures/script-parties.csv', 'utf8');
  expect((await ask(desk.page, 'PUT', `/api/drafts/${draft}/parties`, list, 'text/csv')).status).toBe(200);
  usa = await house.join(await invited('usa'), 'Ula');
  japan = await house.join(await invited('japan'), 'Jun');
  brazil = await house.join(await invited('brazil'), 'Bia');
  observer = await house.join('Observer', 'Watcher');
  await observer.page.setExtraHTTPHeaders({ 'accept-encoding': 'identity' });
  const { origin } = desk.line;
  await desk.page.goto(`${origin}/d/${draft}`);
  await observer.page.goto(`${observer.line.origin}/d/${draft}/screen`);
  for (const seat of [desk, usa, japan, brazil]) await editorOf(seat);
  ten = (await desk.page.locator('.ProseMirror .block-provision').first().getAttribute('data-id'))!;
  await observer.page.getByText('Parties shall establish').waitFor();
  log = await SqliteLog.open(path.join(house.product.data, LOG_FILE));
  await desk.page.keyboard.press('Alt+f');
  await desk.page.locator('.floor-line input').waitFor();
}, 180_000);

afterAll(async () => {
  await log?.close();
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
    await caretInto(japan.page, ten);
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
    // Japan is told, and finds its support among what it said.
    const told = japan.page.locator('.hand-bar.earlier');
    await told.getByText('“may” instead of “shall”').waitFor({ timeout: SOON });
    await japan.page.keyboard.press('Alt+m');
    const said = japan.page.getByRole('region', { name: EN['mine.said'] });
    await said.getByText(EN['proposal.earlier-wording']).waitFor({ timeout: SOON });
    await japan.page.keyboard.press('Alt+m');
    expect((await says('usa: reword may to should'))[0]).toContain('[shall][should][, as appropriate,]');
    const back = await record();
    expect(support(back.facts)).toBe(wordings(back.facts).at(-1)!.hash);
    await told.waitFor({ state: 'detached', timeout: SOON });
  }, 60_000);

  test('16 and 17: “should” is not taken, the Swiss words are; agreed as on the screen, one decision', async () => {
    expect((await record()).document.blocks.some(({ id }) => id === ten)).toBe(true);
    await desk.page.keyboard.press('Alt+0');
    await desk.page.keyboard.press('Alt+g');
    const strip = desk.page.locator('.agree-strip');
    await strip.locator('.preview').waitFor();
    await expect.poll(isReady).toBe(true);
    // Back from the button that records to what it settles: to strike “should” is one press of the space bar.
    await backTo(/should/u);
    await desk.page.keyboard.press('Space');
    await strip.locator('.decision-what li', { hasText: /^goes/u }).waitFor();
    const lines = (await strip.locator('.decision-what li').allInnerTexts()).map((each) =>
      each.replace(/\s+/gu, ' '),
    );
    expect(lines.filter((each) => each.startsWith('goes'))).toHaveLength(1);
    expect(lines.find((each) => each.startsWith('taken'))).toContain('as appropriate');
    expect(lines.filter((each) => each.startsWith('alternative goes'))).toHaveLength(2);
    expect(await agreed()).toEqual([`10. ${AGREED}`, `11. ${ELEVEN}`, TWELVE]);
    const { facts } = await record();
    expect(Object.values(facts).filter(({ kind }) => kind === 'decision')).toHaveLength(1);
    expect(facts[`status/${ten}`]).toMatchObject({ status: 'agreed' });
  }, 60_000);

  test('18: hit too early: one key corrects the record, exactly as before; then again', async () => {
    const seq = await head();
    await desk.page.keyboard.press('Alt+k');
    await expect.poll(head, { timeout: SOON }).toBe(seq + 1);
    const back = await record();
    expect(printOf(back.document)[0]).toBe(
      '10. [Parties [shall][should][, as appropriate,] establish a fund to support monitoring of shared rivers.]',
    );
    expect(printOf(back.document).join()).toContain('[Alt 10+11. Parties are encouraged');
    expect(back.facts[`status/${ten}`]).toBeUndefined();
    await desk.page.keyboard.press('Alt+g');
    await desk.page.locator('.agree-strip .preview').waitFor();
    await backTo(/should/u);
    await desk.page.keyboard.press('Space');
    expect((await agreed())[0]).toBe(`10. ${AGREED}`);
  }, 60_000);

  test('19: a scrutiny reservation: agreed ad ref, awaiting the EU', async () => {
    expect((await says('eu: scrutiny reservation'))[0]).toBe(`10. ${AGREED}`);
    const { facts } = await record();
    expect(facts[`status/${ten}`]).toMatchObject({ status: 'agreed-ad-ref', awaiting: ['eu'] });
  }, 60_000);

  test('20: a delegate’s words stay in hand, and one sentence says why', async () => {
    const before = await head();
    await caretInto(usa.page, ten);
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
    expect(await head()).toBe(before);
  }, 60_000);

  test('21: 11 until 12: parked', async () => {
    expect((await says('11 until 12'))[1]).toBe(`11. ${ELEVEN}`);
    const { facts, document } = await record();
    const [, eleven, twelve] = provisions(document);
    expect(facts[`status/${eleven}`]).toMatchObject({ status: 'parked', until: twelve });
  }, 60_000);

  test('22: an alternative is brought back from the record, for 11 alone, without retyping', async () => {
    expect(await says('canada: bring back alt 10+11 for 11')).toContain(`[Alt 11. ${ENCOURAGED}]`);
    const { facts } = await record();
    const back = proposals(facts).find(({ id }) => id.startsWith('back.'));
    expect(back).toMatchObject({ asks: 'alternative', proponents: ['canada'], fate: 'on-text' });
  }, 60_000);

  test('23: reopened for China: the present words in brackets, nothing else returns; earlier wordings are listed', async () => {
    expect((await says('china: asks to reopen 10'))[0]).toBe(`10. [${AGREED}]`);
    const { facts } = await record();
    const reopened = proposals(facts).find(({ id }) => id.startsWith('reopened.'));
    expect(reopened).toMatchObject({ asks: 'bracket', proponents: ['china'], fate: 'on-text' });
    await caretInto(desk.page, ten);
    await desk.page.keyboard.press('Alt+7');
    const earlier = desk.page.getByRole('region', { name: 'From the record' });
    await earlier.waitFor();
    const listed = (await earlier.locator('li').allInnerTexts()).join('\n');
    for (const words of ['should', 'as appropriate', 'Parties shall, in accordance', ENCOURAGED])
      expect(listed).toContain(words);
    await desk.page.keyboard.press('Alt+7');
  }, 60_000);

  test('24: Rev.1 is issued without names; a clean text is refused, and it says why', async () => {
    const { page } = desk;
    await command(page, 'Issue a text');
    await tabTo(page, /^Symbol/u);
    await page.keyboard.type('Rev.1');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached', timeout: SOON });
    await page.keyboard.press('Alt+e');
    await page.getByRole('dialog').waitFor();
    await choose(page, /Which text/u, 'Rev.1');
    await choose(page, /\bForm\b/u, 'Bracketed text');
    await choose(page, /Format/u, 'Plain text');
    const written = page.waitForEvent('download');
    await tabTo(page, /Write the file/u);
    await page.keyboard.press('Enter');
    const words = readFileSync(await (await written).path(), 'utf8');
    expect(words).toContain(`10. [${AGREED}]`);
    expect(words).toContain(`11. ${ELEVEN}`);
    expect(words).toContain(`Alt 11. ${ENCOURAGED}`);
    for (const name of ['G77', 'EU', 'USA', 'Japan', 'China', 'Canada', 'Norway', 'Switzerland'])
      expect(words.includes(name), name).toBe(false);
    await choose(page, /Which text/u, 'The draft as it stands');
    await choose(page, /\bForm\b/u, 'Clean text');
    await tabTo(page, /Write the file/u);
    await page.keyboard.press('Enter');
    const refused = page.locator('.open-points li');
    await refused.first().waitFor({ timeout: SOON });
    const why = (await refused.allInnerTexts()).map((each) => each.replace(/\s+/gu, ' '));
    expect(why).toHaveLength(3);
    expect(why[0]).toMatch(/^10\.\d+ /u);
    expect(why[1]).toMatch(/^11\.\d+ .*11, Alt 11/u);
    expect(why[2]).toMatch(/^12\.\d+ .*governance/u);
    await page.keyboard.press('Escape');
    expect(await openKinds()).toEqual([
      ['10', 'bracket', 'open'],
      ['10', 'queued', 'open'],
      ['11', 'alternatives', 'parked'],
      ['12', 'placeholder', 'open'],
    ]);
  }, 60_000);

  test('26: a paragraph is inserted earlier: the reference in old 11 is listed, and ticked it is adapted', async () => {
    const { page } = desk;
    expect((await says('new before 10: Rivers are shared.')).join()).toContain('[Rivers are shared.]');
    await page.keyboard.press('Alt+6');
    await stepTo('Rivers are shared.');
    await page.keyboard.press('Alt+Shift+1');
    await page.locator('.agree-strip .preview').waitFor();
    const before = await head();
    await page.keyboard.press('Enter');
    await expect.poll(head, { timeout: SOON }).toBeGreaterThan(before);
    await command(page, 'Renumber, with references');
    const listed = page.locator('.references li');
    await expect
      .poll(async () => (await listed.allInnerTexts()).map((each) => each.replace(/\s+/gu, ' ').trim()))
      .toEqual(['paragraph 10 → paragraph 11 Paragraph 11']);
    await tabTo(page, /paragraph 10/u);
    expect(await listed.locator('input').isChecked()).toBe(true);
    await tabTo(page, /Show what would happen/u);
    await page.keyboard.press('Enter');
    await tabTo(page, /^Record/u);
    const seq = await head();
    await page.keyboard.press('Enter');
    await expect.poll(head, { timeout: SOON }).toBeGreaterThan(seq);
    const after = printOf((await record()).document);
    expect(after.slice(0, 2)).toEqual(['10. Rivers are shared.', `11. [${AGREED}]`]);
    expect(after).toContain(`12. ${ELEVEN.replace('10', '11')}`);
  }, 60_000);

  test('21, again: the placeholder gets its words and is agreed: old 11 comes up again by itself', async () => {
    const { page } = desk;
    const { facts, document } = await record();
    const [, , twelve, thirteen] = provisions(document);
    expect(facts[`status/${twelve}`]).toMatchObject({ status: 'parked', until: thirteen });
    await stepTo('governance');
    const other = page.locator('.outcomes button', { hasText: 'other words' });
    await page.keyboard.press((await other.locator('kbd').innerText()).trim());
    await page.locator('.ask-inline input').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('The fund has a board.');
    await page.keyboard.press('Enter');
    await page.locator('.agree-strip .preview').waitFor();
    const seq = await head();
    await expect.poll(isReady).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(head, { timeout: SOON }).toBeGreaterThan(seq);
    await says('13');
    await says('agreed');
    const status = async (unit: string | undefined): Promise<unknown> => {
      const fact = (await record()).facts[`status/${unit}`];
      return fact?.kind === 'status' && fact.status;
    };
    expect(await status(thirteen)).toBe('agreed');
    await expect.poll(() => status(twelve), { timeout: SOON }).not.toBe('parked');
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
