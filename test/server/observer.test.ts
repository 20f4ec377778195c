import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingMessage, request as rawRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { type App, startApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { MESSAGE } from '../../shared/protocol/messages.ts';
import { textOf } from '../../shared/text/draft-doc.ts';
import { PARTIES } from '../support/house.ts';
import { Browser } from '../support/http.ts';
import { until } from '../support/until.ts';

let app: App | undefined;
let data = '';
const providers: WebsocketProvider[] = [];
afterEach(async () => {
  for (const provider of providers.splice(0)) provider.destroy();
  await app?.close();
  rmSync(data, { recursive: true, force: true });
});

async function started(): Promise<App> {
  data = mkdtempSync(path.join(tmpdir(), 'chapeau-observer-'));
  const config = { ...readConfig({ PORT: '0', CHAPEAU_HOST: '127.0.0.1', CHAPEAU_LOG: 'silent' }), data };
  app = await startApp(config);
  return app;
}

async function seated(seat: string, { address, links }: App, name = `${seat} person`) {
  const browser = new Browser(address);
  const url = links.find((link) => link.name === seat)!.url;
  const told = await browser.join(url.split('/').at(-1)!, name);
  return { browser, draft: told.headers.get('location')!.split('/')[2]! };
}

/** Follows a screen and keeps every byte that comes, headers included. */
function follow({ address }: App, draft: string, { cookie }: Browser) {
  const watched = { bytes: '', hasEnded: false, status: 0 };
  const request = rawRequest(`${address}/screen/${draft}`, {
    headers: { cookie, accept: 'text/event-stream' },
  });
  request.on('response', (response: IncomingMessage) => {
    watched.status = response.statusCode ?? 0;
    watched.bytes += response.rawHeaders.join(' ');
    response.on('data', (chunk: Buffer) => {
      watched.bytes += chunk.toString('utf8');
    });
    response.on('close', () => {
      watched.hasEnded = true;
    });
  });
  request.on('error', () => {
    watched.hasEnded = true;
  });
  request.end();
  return watched;
}

/** A delegate's line to the draft, with presence, as the page opens it. */
async function line({ address }: App, draft: string, { cookie }: Browser): Promise<Y.Doc> {
  class WithCookie extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { cookie, origin: address } });
    }
  }
  const ydoc = new Y.Doc();
  const provider = new WebsocketProvider(`${address.replace('http', 'ws')}/sync`, `draft/${draft}`, ydoc, {
    disableBc: true,
    WebSocketPolyfill: WithCookie as unknown as typeof globalThis.WebSocket,
  });
  provider.messageHandlers[MESSAGE.ours] = () => {};
  providers.push(provider);
  await until(() => provider.synced, 'the draft on the line');
  provider.awareness.setLocalState({ user: { name: 'Zachary Quill', party: 'alder' } });
  return ydoc;
}

/** Types words into the first provision's words. */
function type(ydoc: Y.Doc, words: string): void {
  const text = textOf(ydoc);
  let at = 0;
  for (const { insert } of text.toDelta() as { insert: unknown }[]) {
    if (typeof insert === 'string' && insert.length > 20) break;
    at += typeof insert === 'string' ? insert.length : 1;
  }
  text.insert(at + 1, words);
}

/** Every name of every party in every language, and its id where it would stand as a value. */
const NAMES = PARTIES.flatMap(({ id, names }) => [
  `"${id}"`,
  ...Object.values(names).flatMap(({ short, full }) => [short, full]),
]);

describe('what an observer is sent', () => {
  test('AU6: a whole session, byte by byte, holds no party’s name and no person’s', async () => {
    const house = await started();
    const [observer, alder, chair] = [
      await seated('Observer', house),
      await seated('Alder', house, 'Zachary Quill'),
      await seated('Chair', house),
    ];
    const { draft } = observer;
    const screen = follow(house, draft, observer.browser);
    await until(() => screen.bytes.includes('"kind":"text"'), 'the text on the screen');
    await chair.browser.ask('PUT', `/api/drafts/${draft}/rules`, { drafting: 'everything-live' });
    type(await line(house, draft, alder.browser), 'riverine words ');
    await until(() => screen.bytes.includes('riverine words'), 'the typed words on the screen');
    await chair.browser.ask('PUT', `/api/drafts/${draft}/rules`, { cursors: 'everyone' });
    const wish = { role: 'delegation', party: 'birch', label: 'Birch' };
    await chair.browser.ask('POST', `/api/drafts/${draft}/invitations`, wish);
    const view = { size: 2, names: false, hold: false, blank: false };
    await chair.browser.ask('PUT', `/screen/${draft}/view`, view);
    await until(() => screen.bytes.includes('"size":2'), 'the larger type');
    for (const at of [
      '/',
      '/api/me',
      '/api/drafts',
      `/api/drafts/${draft}`,
      `/d/${draft}`,
      `/d/${draft}/screen`,
    ])
      await observer.browser.get(at);
    for (const end of ['members', 'parties', 'base'])
      await observer.browser.get(`/api/drafts/${draft}/${end}`);
    const everything = screen.bytes + observer.browser.seen;
    expect(everything).toContain('riverine words');
    for (const name of [...NAMES, 'Zachary', 'Quill']) expect(everything.includes(name), name).toBe(false);
  });

  test('AU2: the stream ends within a second when the draft goes back into preparation, and no word of it follows', async () => {
    const house = await started();
    const [observer, chair] = [await seated('Observer', house), await seated('Chair', house)];
    const { draft } = observer;
    const screen = follow(house, draft, observer.browser);
    await until(() => screen.bytes.includes('"kind":"text"'), 'the text on the screen');
    const ydoc = await line(house, draft, chair.browser);
    await chair.browser.ask('PUT', `/api/drafts/${draft}/phase`, { phase: 'preparing' });
    await until(() => screen.hasEnded, 'the end of the stream', 1_000);
    type(ydoc, 'unheard-of words ');
    const chairsScreen = follow(house, draft, chair.browser);
    await until(() => chairsScreen.bytes.includes('unheard-of words'), 'the words where they may be seen');
    const again = follow(house, draft, observer.browser);
    await until(() => again.hasEnded, 'the refusal');
    for (const at of [`/d/${draft}`, `/d/${draft}/screen`, `/api/drafts/${draft}`, '/api/drafts'])
      await observer.browser.get(at);
    expect(again.status).toBe(403);
    expect(screen.bytes + again.bytes + observer.browser.seen).not.toContain('unheard-of');
  });

  test('AU7, RO7: a place withdrawn ends the stream within a second', async () => {
    const house = await started();
    const [observer, chair] = [await seated('Observer', house), await seated('Chair', house)];
    const { draft } = observer;
    const { account } = (await observer.browser.get('/api/me')).json() as { account: { id: string } };
    const screen = follow(house, draft, observer.browser);
    await until(() => screen.bytes.includes('"kind":"text"'), 'the text on the screen');
    const at = `/api/drafts/${draft}/members/${account.id}`;
    expect((await chair.browser.ask('DELETE', at)).status).toBe(204);
    await until(() => screen.hasEnded, 'the end of the stream', 1_000);
  });
});
