/** Two groups change the same words of one issued text (SPEC DV3): each change stands as a proposal of its own, none covers another. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draft as draftOf } from '../../fixtures/build.ts';
import { type App, startApp } from '../../server/app.ts';
import { createDraftIn, inviteIn } from '../../server/commands/folder.ts';
import { readConfig } from '../../server/config.ts';
import { importText } from '../../server/import/import.ts';
import { readBrackets } from '../../shared/draft/brackets.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { canon } from '../support/canon.ts';
import { Browser } from '../support/http.ts';

const data = mkdtempSync(path.join(tmpdir(), 'chapeau-conflict-'));
const document = draftOf(
  { title: 'Waters', language: 'en', dir: 'ltr' },
  `1. Lakes are kept for those who are to come.
2. Wells are counted every year by the Parties.
3. Seas are shared by all who sail on them.
4. Springs are named on a map that everybody may read.
5. Rain is everybody's.`,
);
const id = (label: string): string => document.blocks.find(({ attrs }) => attrs.label === label)!.id;
let app: App;
let desk: Browser;
let parent = '';
/** What each group was told when its text came back. */
const came: { entered: number; refused: unknown[]; asides: unknown[] }[] = [];

beforeAll(async () => {
  const config = readConfig({ PORT: '0', CHAPEAU_HOST: '127.0.0.1', CHAPEAU_LOG: 'silent' });
  const folder = { data, origin: config.origin };
  parent = (await createDraftIn(folder, { document })).id;
  const wish = { head: false, reusable: false, days: 1, role: 'secretariat', label: 'desk' } as const;
  const link = await inviteIn(folder, parent, wish);
  app = await startApp({ ...config, data, samples: false });
  desk = new Browser(app.address);
  await desk.join(link.split('/').at(-1)!, 'desk');
  await desk.ask('PUT', `/api/drafts/${parent}/phase`, { phase: 'open' });
  await act(parent, { act: 'issue', symbol: 'W/1' });
  const north = await workingText({
    1: 'Lakes are guarded for those who are to come.',
    2: undefined,
    3: 'Seas and gulfs are shared by all who sail on them.',
    5: "Rain and snow are everybody's.",
  });
  const south = await workingText({
    1: 'Lakes are preserved for those who are to come.',
    2: 'Wells are counted every second year by the Parties.',
    3: 'Seas and straits are shared by all who sail on them.',
    5: undefined,
  });
  await bringBack(north, 'birch');
  await bringBack(south, 'cedar');
}, 60_000);
afterAll(async () => {
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

async function act(draft: string, request: unknown): Promise<void> {
  const told = await desk.ask('POST', `/api/drafts/${draft}/acts`, request);
  expect([told.status, told.text]).toEqual([200, expect.stringContaining('"done":true')]);
}

/** A working text in which provisions read so, or are gone. */
async function workingText(words: Readonly<Record<string, string | undefined>>): Promise<string> {
  const wish = { revision: 'W/1', as: 'working-text' };
  const told = await desk.ask('POST', `/api/drafts/${parent}/derived`, wish);
  const { id: draft } = told.json().draft as { id: string };
  for (const [label, said] of Object.entries(words)) {
    const on = `unit:${id(label)}`;
    const outcome =
      said === undefined ? { on, outcome: 'goes' } : { on, outcome: 'substituted', words: said };
    await act(draft, { act: 'decide', outcomes: [outcome] });
  }
  return draft;
}

async function bringBack(draft: string, party: string): Promise<void> {
  const looked = await desk.get(`/api/drafts/${draft}/back`);
  expect(looked.status).toBe(200);
  const told = await desk.ask('POST', `/api/drafts/${draft}/back`, { for: party });
  expect(told.status).toBe(200);
  const answer = told.json() as (typeof came)[number];
  expect((looked.json().found as unknown[]).length).toBe(answer.entered + answer.refused.length);
  came.push(answer);
}

const text = async (rendition: string): Promise<string> =>
  (await desk.get(`/api/drafts/${parent}/export?as=txt&rendition=${rendition}`)).text;
async function now(): Promise<DraftDocument> {
  const { text: file } = await desk.get(`/api/drafts/${parent}/export?as=json&rendition=bracketed`);
  return (JSON.parse(file) as { document: DraftDocument }).document;
}

test('DV3: of neither group a change is refused or lost', () => {
  expect(came.map(({ refused, asides }) => [refused, asides])).toEqual([
    [[], []],
    [[], []],
  ]);
  expect(came.every(({ entered }) => entered >= 4)).toBe(true);
});

test('DV3: where both change the same words, what stood and both wordings stand side by side, each with its group', async () => {
  const attributed = await text('attributed');
  const [one, two, three, , five] = attributed.split('\n').filter((line) => /^\[?\d/.test(line));
  expect(one).toMatch(/\[kept[^\]]*\]/);
  expect(one).toContain('[guarded (Birch)]');
  expect(one).toContain('[preserved (Cedar)]');
  expect(two).toMatch(/Birch: delete/);
  expect(two).toMatch(/\[second[^\]]*\(Cedar\)\]/);
  expect(three).toMatch(/\[[^\]]*gulfs[^\]]*\(Birch\)\]/);
  expect(three).toMatch(/\[[^\]]*straits[^\]]*\(Cedar\)\]/);
  expect(five).toMatch(/Cedar: delete/);
  expect(five).toMatch(/\[[^\]]*snow[^\]]*\(Birch\)\]/);
});

test('DV3, EX4: the text assembled from both is sound: brackets are paired, and read again it is the same', async () => {
  const document = await now();
  expect(readBrackets(document).unpaired).toEqual([]);
  const again = importText(await text('bracketed'));
  if (!again.ok) throw new Error(again.refusal.message);
  expect(canon(again.value.document, { weights: false }).blocks.map((each) => each.text)).toEqual(
    canon(document, { weights: false }).blocks.map((each) => each.text),
  );
});

test('DV3: taken from one group and not from the other, the text reads as that group wrote it', async () => {
  const { text: file } = await desk.get(`/api/drafts/${parent}/export?as=json&rendition=attributed`);
  const { requests } = JSON.parse(file) as { requests: Record<string, { names: string[] }[]> };
  const outcomes = new Map<string, string>();
  for (const [bracket, asked] of Object.entries(requests)) {
    const [proposal = ''] = bracket.split(':');
    for (const { names } of asked)
      if (names.length > 0) outcomes.set(proposal, names.includes('Cedar') ? 'taken' : 'not-taken');
  }
  await act(parent, {
    act: 'decide',
    outcomes: [...outcomes].map(([proposal, outcome]) => ({ proposal, outcome })),
  });
  const clean = await text('clean');
  expect(clean).toContain('Lakes are preserved for those who are to come.');
  expect(clean).toContain('Wells are counted every second year by the Parties.');
  expect(clean).toContain('Seas and straits are shared by all who sail on them.');
  expect(clean).not.toMatch(/Rain|gulfs|snow|guarded|[[\]]/);
});
