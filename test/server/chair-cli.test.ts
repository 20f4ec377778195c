/** The chair's table on the command line: of a draft with its record, and of a file. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PARAGRAPH_TEN } from '../../fixtures/paragraph-ten.ts';
import { startApp } from '../../server/app.ts';
import { createDraftIn, inviteIn } from '../../server/commands/folder.ts';
import { readConfig } from '../../server/config.ts';
import { Browser } from '../support/http.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const data = mkdtempSync(path.join(tmpdir(), 'chapeau-chair-'));
const TEN = 'b3';
let draft = '';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

const chapeau = (...args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const env = { ...process.env, CHAPEAU_DATA: data, CHAPEAU_LOG: 'silent' };
    execFile(
      'node',
      ['--import', 'tsx', 'server/cli.ts', ...args],
      { cwd: ROOT, env },
      (error, out, errors) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, errors }),
    );
  });

const told = async (...args: readonly string[]): Promise<unknown> =>
  JSON.parse((await chapeau(...args, '--json')).out);

beforeAll(async () => {
  const config = readConfig({ PORT: '0', CHAPEAU_HOST: '127.0.0.1', CHAPEAU_LOG: 'silent' });
  const folder = { data, origin: config.origin };
  draft = (await createDraftIn(folder, { document: PARAGRAPH_TEN })).id;
  const wish = { head: false, reusable: false, days: 1 };
  const link = await inviteIn(folder, draft, { ...wish, role: 'secretariat', label: 'desk' });
  const app = await startApp({ ...config, data, samples: false, chromium: '/nowhere/chromium' });
  const desk = new Browser(app.address);
  await desk.join(link.split('/').at(-1)!, 'desk');
  await desk.ask('PUT', `/api/drafts/${draft}/phase`, { phase: 'open' });
  const act = async (request: unknown): Promise<number> => {
    const answer = await desk.ask('POST', `/api/drafts/${draft}/acts`, request);
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('"done":true')]);
    return (answer.json() as { seq: number }).seq;
  };
  const alternative = {
    id: 'alt.p',
    kind: 'alternative',
    attrs: {},
    content: [{ text: 'Parties may act.' }],
  };
  const whole = { on: 'blocks', blocks: [TEN], covered: '' };
  await act({
    act: 'enter',
    proposal: { id: 'alt', kind: 'alternative', place: whole, blocks: [alternative] },
    for: 'alder',
  });
  await act({
    act: 'enter',
    proposal: { id: 'all', kind: 'bracket', place: whole, blocks: [] },
    for: 'cedar',
  });
  await act({ act: 'meeting', number: '3', does: 'open' });
  await act({ act: 'decide', outcomes: [{ proposal: 'all', outcome: 'not-taken' }] });
  await act({ act: 'meeting', number: '3', does: 'close' });
  await app.close();
}, 60_000);
afterAll(() => rmSync(data, { recursive: true, force: true }));

test('CT1, CT2: points and alternative sets of a living draft, and of a file', async () => {
  expect(await told('points', draft)).toContainEqual(
    expect.objectContaining({ kind: 'alternatives', proponents: ['alder'] }),
  );
  expect(await told('outcomes', draft)).toEqual([
    { members: ['10', 'Alt 10'], outcomes: [['10'], ['Alt 10']] },
  ]);
  const file = path.join(data, 'draft.txt');
  writeFileSync(file, 'Draft declaration\n\n10. We [shall] meet.\n\nAlt 10. We meet.\n');
  expect(await told('outcomes', file)).toEqual([
    { members: ['10', 'Alt 10'], outcomes: [['10'], ['Alt 10']] },
  ]);
}, 60_000);

test('CT3: what is open is counted by kind and party', async () => {
  expect(await told('stats', draft)).toMatchObject({
    points: { kind: { alternatives: 1 }, party: { alder: 1 }, depth: { 1: 2 } },
  });
}, 60_000);

test('CT4: decisions in order, the report of a meeting; a meeting that was not is said, exit 1', async () => {
  const log = (await told('decisions', draft)) as { seq: number; label: string }[];
  expect(log.map(({ label }) => label)).toEqual(['10']);
  expect(await told('report', draft, '--meeting', '3')).toMatchObject({
    touched: [{ label: '10' }],
    decisions: [{ seq: log[0]!.seq }],
  });
  const none = await chapeau('report', draft, '--meeting', '9');
  expect([none.code, none.errors]).toEqual([1, expect.stringContaining('there was no meeting 9')]);
}, 60_000);
