/** Texts derived from issued ones: lineage, coverage, and the way back as proposals (SPEC DV1 to DV3). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draft as draftOf } from '../../fixtures/build.ts';
import { type App, startApp } from '../../server/app.ts';
import { createDraftIn, inviteIn } from '../../server/commands/folder.ts';
import { readConfig } from '../../server/config.ts';
import { Browser } from '../support/http.ts';

const data = mkdtempSync(path.join(tmpdir(), 'chapeau-derived-'));
let app: App;
const config = {
  ...readConfig({ PORT: '0', CHAPEAU_HOST: '127.0.0.1', CHAPEAU_LOG: 'silent' }),
  data,
  samples: false,
  chromium: '/nowhere/chromium',
};
let parent = '';
const desk: { seat?: Browser } = {};
const elm: { seat?: Browser } = {};

const provision = (id: string, text: string, after: string) => ({
  id,
  kind: 'provision',
  place: { on: 'after', block: after },
  blocks: [{ id: `${id}.p`, kind: 'provision', attrs: {}, content: [{ text }] }],
});

beforeAll(async () => {
  const folder = { data, origin: config.origin };
  const text = '1. Rivers are shared by all who live on them.\n2. Lakes are kept for those who are to come.';
  const document = draftOf({ title: 'Rivers', language: 'en', dir: 'ltr' }, text);
  parent = (await createDraftIn(folder, { document })).id;
  const wish = { head: false, reusable: false, days: 1 };
  const links = [
    await inviteIn(folder, parent, { ...wish, role: 'secretariat', label: 'desk' }),
    await inviteIn(folder, parent, { ...wish, role: 'delegation', party: 'elm', label: 'elm' }),
  ];
  app = await startApp(config);
  for (const [at, who] of [desk, elm].entries()) {
    who.seat = new Browser(app.address);
    await who.seat.join(links[at]!.split('/').at(-1)!, at === 0 ? 'desk' : 'elm');
  }
  await desk.seat!.ask('PUT', `/api/drafts/${parent}/phase`, { phase: 'open' });
  const last = document.blocks.at(-1)!.id;
  await act(parent, {
    act: 'enter',
    for: 'cedar',
    proposal: provision('q1', 'Springs shall be kept as well.', last),
  });
  await act(parent, {
    act: 'enter',
    for: 'alder',
    proposal: provision('q2', 'Nobody sells the water of others.', last),
  });
  await act(parent, { act: 'issue', symbol: 'R/1' });
}, 60_000);
afterAll(async () => {
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

/** The same house after a power cut's morning: a new process reads the log. */
async function restart(): Promise<void> {
  await app.close();
  app = await startApp(config);
  desk.seat = moved(desk.seat!);
  elm.seat = moved(elm.seat!);
}
const moved = ({ cookie }: Browser): Browser => Object.assign(new Browser(app.address), { cookie });

async function act(draft: string, request: unknown): Promise<void> {
  const told = await desk.seat!.ask('POST', `/api/drafts/${draft}/acts`, request);
  expect([told.status, told.text]).toEqual([200, expect.stringContaining('"done":true')]);
}
const get = (draft: string, what: string) => desk.seat!.get(`/api/drafts/${draft}/${what}`);
async function derive(as: string): Promise<string> {
  const told = await desk.seat!.ask('POST', `/api/drafts/${parent}/derived`, { revision: 'R/1', as });
  expect(told.status).toBe(201);
  return (told.json().draft as { id: string }).id;
}
async function bracketOf(draft: string, words: string): Promise<string> {
  const { blocks } = (await get(draft, 'base')).json() as {
    blocks: { content: { el?: string; id: string; text?: string }[] }[];
  };
  const block = blocks.find(({ content }) => content.some(({ text }) => text?.includes(words)))!;
  return block.content.find(({ el }) => el === 'bracket_open')!.id;
}

test('DV1, DV2: a Chair’s text says where it comes from, and what it made of each proposal', async () => {
  const chairs = await derive('chairs-text');
  const { lineage } = (await get(chairs, 'lineage')).json();
  expect(lineage).toMatchObject({ draft: parent, title: 'Rivers', symbol: 'R/1', as: 'chairs-text' });
  expect((await get(parent, 'lineage')).json()).toEqual({ lineage: null });
  const covered = async () =>
    (
      (await get(chairs, 'coverage')).json().covered as {
        proposal: string;
        coverage: string;
        proponents: string[];
      }[]
    ).map(({ proposal, coverage, proponents }) => [proposal, coverage, ...proponents]);
  expect(await covered()).toEqual(
    expect.arrayContaining([
      ['q1', 'in-brackets', 'cedar'],
      ['q2', 'in-brackets', 'alder'],
    ]),
  );
  const [stays, goes] = [await bracketOf(chairs, 'Springs'), await bracketOf(chairs, 'Nobody')];
  await act(chairs, { act: 'decide', outcomes: [{ on: `bracket:${stays}`, outcome: 'stays' }] });
  await act(chairs, { act: 'decide', outcomes: [{ on: `bracket:${goes}`, outcome: 'goes' }] });
  expect(await covered()).toEqual(
    expect.arrayContaining([
      ['q1', 'taken', 'cedar'],
      ['q2', 'not-taken', 'alder'],
    ]),
  );
}, 60_000);

test('DV4: the chair’s side sets right what became of a proposal; it is recorded, outlives the server, and is kept as it was issued', async () => {
  const chairs = await derive('chairs-text');
  const judge = (seat: Browser, proposal: string, coverage: string | null) =>
    seat.ask('PUT', `/api/drafts/${chairs}/coverage/${proposal}`, { coverage });
  const covered = async (revision = '') => {
    const { covered: all } = (await get(chairs, `coverage${revision}`)).json() as {
      covered: { proposal: string; coverage: string; judged?: { read: string; at: number } }[];
    };
    return Object.fromEntries(
      all.map(({ proposal, coverage, judged }) => [proposal, [coverage, judged?.read]]),
    );
  };
  expect((await judge(desk.seat!, 'q1', 'in-other-words')).status).toBe(200);
  expect(await covered()).toMatchObject({
    q1: ['in-other-words', 'in-brackets'],
    q2: ['in-brackets', undefined],
  });
  const again = await judge(desk.seat!, 'q1', 'in-other-words');
  expect([again.status, again.json().error]).toEqual([409, 'nothing-changed']);
  const unknown = await judge(desk.seat!, 'q9', 'taken');
  expect([unknown.status, unknown.json().error]).toEqual([404, 'unknown-proposal']);
  expect((await judge(desk.seat!, 'q1', 'somehow')).status).toBe(400);
  expect((await judge(elm.seat!, 'q1', 'taken')).status).toBe(404);

  await act(chairs, { act: 'issue', symbol: 'CHAIR/1' });
  expect((await judge(desk.seat!, 'q2', 'not-taken')).status).toBe(200);
  await restart();
  expect(await covered()).toMatchObject({
    q1: ['in-other-words', 'in-brackets'],
    q2: ['not-taken', 'in-brackets'],
  });
  expect(await covered('?revision=CHAIR/1')).toMatchObject({ q2: ['in-brackets', undefined] });
  expect((await get(chairs, 'coverage?revision=NO/1')).status).toBe(404);
  expect((await judge(desk.seat!, 'q1', null)).status).toBe(200);
  expect(await covered()).toMatchObject({ q1: ['in-brackets', undefined] });
}, 60_000);

test('DV4: who only reads a derived text sets nothing right and is told no fact of it', async () => {
  const chairs = await derive('chairs-text');
  const invited = await desk.seat!.ask('POST', `/api/drafts/${chairs}/invitations`, {
    role: 'delegation',
    party: 'elm',
    head: false,
    reusable: false,
    label: 'elm',
    days: 1,
  });
  const { url } = invited.json() as { url: string };
  await elm.seat!.join(url.split('/').at(-1)!, 'elm');
  await desk.seat!.ask('PUT', `/api/drafts/${chairs}/phase`, { phase: 'open' });
  const mine = await elm.seat!.ask('PUT', `/api/drafts/${chairs}/coverage/q1`, { coverage: 'taken' });
  expect([mine.status, mine.json().error]).toEqual([403, 'not-the-chairs-side']);
  const direct = await elm.seat!.ask('POST', `/api/drafts/${chairs}/acts`, {
    act: 'cover',
    proposal: 'q1',
    coverage: 'taken',
  });
  expect(direct.status).toBe(400);
  expect((await elm.seat!.get(`/api/drafts/${chairs}/coverage`)).status).toBe(200);
}, 60_000);

test('DV1: only the chair’s side derives a text; it has members of its own', async () => {
  const refused = await elm.seat!.ask('POST', `/api/drafts/${parent}/derived`, {
    revision: 'R/1',
    as: 'working-text',
  });
  expect([refused.status, refused.json().error]).toEqual([403, 'not-the-chairs-side']);
  const working = await derive('working-text');
  expect((await elm.seat!.get(`/api/drafts/${working}/lineage`)).status).toBe(404);
});

test('DV3: a working text comes back as proposals on the draft that it comes from', async () => {
  const working = await derive('working-text');
  const goes = await bracketOf(working, 'Nobody');
  await act(working, { act: 'decide', outcomes: [{ on: `bracket:${goes}`, outcome: 'goes' }] });
  const { blocks } = (await get(working, 'base')).json() as { blocks: { id: string }[] };
  await act(working, {
    act: 'enter',
    proposal: { ...provision('w1', 'Wells are counted every year.', blocks[0]!.id) },
  });
  await act(working, { act: 'decide', outcomes: [{ proposal: 'w1', outcome: 'taken' }] });
  const told = await desk.seat!.ask('POST', `/api/drafts/${working}/back`, { for: 'birch' });
  expect([told.status, told.json().refused]).toEqual([200, []]);
  const text = (await get(parent, 'export?as=txt&rendition=attributed')).text;
  expect(text).toContain('Wells are counted every year. (Birch)');
  const none = await desk.seat!.ask('POST', `/api/drafts/${parent}/back`, {});
  expect([none.status, none.json().error]).toEqual([404, 'not-derived']);
}, 60_000);
