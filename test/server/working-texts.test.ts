/** Two groups work on the same issued text; both come back as proposals and make Rev.1 together (SPEC DV3). */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draft as draftOf } from '../../fixtures/build.ts';
import { type App, startApp } from '../../server/app.ts';
import { createDraftIn, inviteIn } from '../../server/commands/folder.ts';
import { readConfig } from '../../server/config.ts';
import { Browser } from '../support/http.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'chapeau-working-'));
const data = path.join(folder, 'data');
let app: App | undefined;
let parent = '';
let desk: Browser;
const TEXT = `1. Rivers are shared by all who live on them.
2. Lakes are kept for those who are to come.
3. Wells are counted every year.
4. Seas are wide.`;
const document = draftOf({ title: 'Rivers', language: 'en', dir: 'ltr' }, TEXT);
const id = (label: string): string => document.blocks.find(({ attrs }) => attrs.label === label)!.id;

beforeAll(async () => {
  const config = readConfig({ PORT: '0', CHAPEAU_HOST: '127.0.0.1', CHAPEAU_LOG: 'silent' });
  parent = (await createDraftIn({ data, origin: config.origin }, { document })).id;
  const wish = { head: false, reusable: false, days: 1, role: 'secretariat', label: 'desk' } as const;
  const link = await inviteIn({ data, origin: config.origin }, parent, wish);
  app = await startApp({ ...config, data, samples: false });
  desk = new Browser(app.address);
  await desk.join(link.split('/').at(-1)!, 'desk');
  await desk.ask('PUT', `/api/drafts/${parent}/phase`, { phase: 'open' });
  await act(parent, { act: 'issue', symbol: 'R/1' });
}, 60_000);
afterAll(async () => {
  await app?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function act(draft: string, request: unknown): Promise<void> {
  const told = await desk.ask('POST', `/api/drafts/${draft}/acts`, request);
  expect([told.status, told.text]).toEqual([200, expect.stringContaining('"done":true')]);
}

/** A working text with these words of provisions, as its group agreed on them. */
async function workingText(title: string, words: Readonly<Record<string, string>>): Promise<string> {
  const told = await desk.ask('POST', `/api/drafts/${parent}/derived`, {
    revision: 'R/1',
    as: 'working-text',
    title,
  });
  expect(told.status).toBe(201);
  const { id: draft } = told.json().draft as { id: string };
  for (const [unit, text] of Object.entries(words)) {
    const place = { on: 'blocks', blocks: [unit], covered: '' };
    const blocks = [{ id: `${draft}.${unit}`, kind: 'alternative', attrs: {}, content: [{ text }] }];
    await act(draft, { act: 'enter', proposal: { id: `p-${unit}`, kind: 'alternative', place, blocks } });
    await act(draft, { act: 'decide', outcomes: [{ proposal: `p-${unit}`, outcome: 'taken' }] });
  }
  return draft;
}
const back = async (draft: string, party: string) => {
  const told = await desk.ask('POST', `/api/drafts/${draft}/back`, { for: party });
  expect(told.status).toBe(200);
  return told.json() as { entered: number; refused: unknown[]; asides: unknown[] };
};
const text = async (rendition: string, more = '') =>
  (await desk.get(`/api/drafts/${parent}/export?as=txt&rendition=${rendition}${more}`)).text;

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const run = (...args: readonly string[]) =>
  new Promise<{ code: number; output: string }>((resolve) => {
    const env = { ...process.env, CHAPEAU_DATA: data };
    execFile(
      'node',
      ['--import', 'tsx', 'server/cli.ts', ...args],
      { cwd: ROOT, env },
      (error, out, errors) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: out + errors }),
    );
  });

test('DV3: both sets of proposals stand together, where they meet as proposals on the same words; decided, they are Rev.1', async () => {
  const north = await workingText('North', {
    [id('1')]: 'Rivers are shared by all peoples who live on them.',
    [id('2')]: 'Lakes are kept clean for those who are to come.',
  });
  const south = await workingText('South', {
    [id('2')]: 'Lakes are kept full for those who are to come.',
    [id('3')]: 'Wells are counted twice a year.',
  });
  expect(await back(north, 'birch')).toMatchObject({ refused: [], asides: [] });
  expect(await back(south, 'cedar')).toMatchObject({ refused: [], asides: [] });
  const attributed = await text('attributed');
  expect(attributed).toMatch(/1\. Rivers are shared by all[^\n]*peoples[^\n]*\(Birch\)/);
  expect(attributed).toMatch(/2\. Lakes are kept[^\n]*clean[^\n]*\(Birch\)/);
  expect(attributed).toMatch(/2\. Lakes are kept[^\n]*full[^\n]*\(Cedar\)/);
  expect(attributed).toMatch(/3\. Wells are counted[^\n]*\(Cedar\)/);
  const open = await desk.get(`/api/drafts/${parent}/export?as=txt&rendition=clean`);
  expect([open.status, open.json().error]).toEqual([409, 'open-points']);

  await act(parent, { act: 'issue', symbol: 'R/1/Rev.1', sentence: 'Assembled from the working texts.' });
  expect(await text('bracketed', '&revision=R/1/Rev.1')).not.toMatch(/Birch|Cedar/);
  const compared = await desk.get(`/api/drafts/${parent}/compare?from=R/1&to=R/1/Rev.1`);
  expect((compared.json().counts as { units: object }).units).toMatchObject({
    changed: 3,
    same: 1,
    gone: 0,
    new: 0,
  });
}, 60_000);

test('DV3: a conflict is settled one way; then the text is clean, and the command line says the same', async () => {
  const { points } = (await desk.get(`/api/drafts/${parent}/export?as=txt&rendition=clean`)).json() as {
    points: { words: string; number: string }[];
  };
  expect(points.length).toBeGreaterThan(0);
  const json = JSON.parse(
    await (await desk.get(`/api/drafts/${parent}/export?as=json&rendition=attributed`)).text,
  );
  const requests = json.requests as Record<string, { names: string[]; asks: string }[]>;
  const proposals = [...new Set(Object.keys(requests).map((each) => each.split(':')[0]!))];
  const byCedarOnTwo = (key: string) =>
    JSON.stringify(requests[key]).includes('Cedar') && /full/.test(wordsIn(json, key));
  const refused = proposals.filter((each) => byCedarOnTwo(`${each}:words`));
  expect(refused).toHaveLength(1);
  const taken = proposals.filter((each) => !refused.includes(each));
  await act(parent, {
    act: 'decide',
    outcomes: [
      ...refused.map((proposal) => ({ proposal, outcome: 'not-taken' })),
      ...taken.map((proposal) => ({ proposal, outcome: 'taken' })),
    ],
  });
  const clean = await text('clean');
  expect(clean).toContain('1. Rivers are shared by all peoples who live on them.');
  expect(clean).toContain('2. Lakes are kept clean for those who are to come.');
  expect(clean).toContain('3. Wells are counted twice a year.');
  expect(clean).not.toMatch(/[[\]/]|Birch|Cedar/);
  await app?.close();
  app = undefined;
  const out = path.join(folder, 'clean.txt');
  expect(await run('export', parent, '--as', 'txt', '--rendition', 'clean', '-o', out)).toMatchObject({
    code: 0,
  });
  expect(readFileSync(out, 'utf8')).toBe(clean);
  const compared = await run('compare', `${parent}@R/1`, `${parent}@R/1/Rev.1`);
  expect([compared.code, compared.output]).toEqual([1, expect.stringContaining('peoples')]);
  expect((await run('revisions', parent)).output).toMatch(/R\/1\/Rev\.1[\s\S]*R\/1/);
}, 120_000);

/** The words between the delimiters of a bracket, in a file of JSON. */
function wordsIn(json: { document: typeof document }, bracket: string): string {
  let isIn = false;
  let words = '';
  for (const { content } of json.document.blocks)
    for (const each of content) {
      if ('el' in each && (each.el === 'bracket_open' || each.el === 'bracket_close') && each.id === bracket)
        isIn = each.el === 'bracket_open';
      else if (isIn && 'text' in each) words += each.text;
    }
  return words;
}
