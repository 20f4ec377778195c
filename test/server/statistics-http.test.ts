/** Statistics and names of the screen over HTTP: whom the house lets know what. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type App, startApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import type { FigureHistory } from '../../shared/acts/reading/figures.ts';
import { PARTIES } from '../support/house.ts';
import { Browser } from '../support/http.ts';

let app: App | undefined;
let data = '';
afterEach(async () => {
  await app?.close();
  rmSync(data, { recursive: true, force: true });
});

async function started(): Promise<App> {
  data = mkdtempSync(path.join(tmpdir(), 'chapeau-statistics-'));
  const config = { ...readConfig({ PORT: '0', CHAPEAU_HOST: '127.0.0.1', CHAPEAU_LOG: 'silent' }), data };
  app = await startApp(config);
  return app;
}

async function seated(seat: string, { address, links }: App) {
  const browser = new Browser(address);
  const token = links
    .find((link) => link.name === seat)!
    .url.split('/')
    .at(-1)!;
  const told = await browser.join(token, `${seat} person`);
  return { browser, draft: told.headers.get('location')!.split('/')[2]! };
}

test('ST6: how far the draft is, is for the chair’s side, and for members where the house publishes it', async () => {
  const house = await started();
  const [operator, alder, observer] = [
    await seated('Secretariat', house),
    await seated('Alder', house),
    await seated('Observer', house),
  ];
  const at = `/api/drafts/${operator.draft}`;
  const act = (request: unknown) => operator.browser.ask('POST', `${at}/acts`, request);
  expect((await act({ act: 'meeting', does: 'open', number: '1' })).status).toBe(200);
  expect((await act({ act: 'meeting', does: 'close', number: '1' })).status).toBe(200);
  expect((await act({ act: 'issue', symbol: 'L.1' })).status).toBe(200);
  const told = (await operator.browser.get(`${at}/statistics`)).json() as unknown as FigureHistory;
  expect(told.history.map(({ after, name }) => [after, name])).toEqual([
    ['meeting', '1'],
    ['revision', 'L.1'],
    ['now', ''],
  ]);
  expect(told.history.every(({ words }) => words === told.now.draft.words && words > 0)).toBe(true);
  expect((await alder.browser.get(`${at}/statistics`)).status).toBe(403);
  await operator.browser.ask('PUT', `${at}/rules`, { statistics: 'members' });
  expect((await alder.browser.get(`${at}/statistics`)).status).toBe(200);
  expect((await observer.browser.get(`${at}/statistics`)).status).toBe(403);
});

test('SC7: the screen tells names to members who may know them, while the operator shows them, and nobody else', async () => {
  const house = await started();
  const [operator, alder, observer] = [
    await seated('Secretariat', house),
    await seated('Alder', house),
    await seated('Observer', house),
  ];
  const { draft } = operator;
  const unit = await firstProvision(operator.browser, draft);
  const content = [{ text: 'A new one.' }];
  const proposal = {
    id: 'p1',
    kind: 'provision',
    place: { on: 'after', block: unit },
    blocks: [{ id: 'p1', kind: 'provision', attrs: {}, content }],
  };
  const entered = await operator.browser.ask('POST', `/api/drafts/${draft}/acts`, {
    act: 'enter',
    proposal,
    for: 'alder',
  });
  expect(entered.json()).toMatchObject({ done: true });
  const names = async ({ browser }: typeof alder) => (await browser.get(`/screen/${draft}/names`)).text;
  const show = (isShown: boolean) =>
    operator.browser.ask('PUT', `/screen/${draft}/view`, {
      size: 1,
      names: isShown,
      hold: false,
      blank: false,
    });
  const party = PARTIES.find(({ id }) => id === 'alder')!.names.en!.short;
  expect(await names(alder)).toBe('{"names":{}}');
  await show(true);
  expect(await names(alder)).toContain(party);
  expect(await names(observer)).not.toContain(party);
  await operator.browser.ask('PUT', `/api/drafts/${draft}/rules`, { names: 'nobody' });
  expect(await names(operator)).not.toContain(party);
  await show(false);
  expect(await names(alder)).toBe('{"names":{}}');
});

async function firstProvision(browser: Browser, draft: string): Promise<string> {
  const { blocks } = (await browser.get(`/api/drafts/${draft}/base`)).json() as {
    blocks: readonly { id: string; kind: string }[];
  };
  return blocks.find(({ kind }) => kind === 'provision')!.id;
}
