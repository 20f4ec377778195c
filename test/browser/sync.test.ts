/** The device's store, locks and sockets of a real browser, where they differ from what stands in for them in Node. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { textOf } from '../../shared/text/draft-doc.ts';
import { chromiumPath } from '../support/chromium.ts';
import { RoomServer } from '../support/room-server.ts';
import type { Bench } from './sync-page.ts';

declare const bench: Bench;

let browser: Browser;
let script: string;
let pages: Server;
let server: RoomServer;
let context: BrowserContext;

beforeAll(async () => {
  const bundle = await build({
    entryPoints: [new URL('./sync-page.ts', import.meta.url).pathname],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  script = bundle.outputFiles[0]!.text;
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
});
afterAll(() => browser.close());

beforeEach(async () => {
  server = new RoomServer();
  await server.create('d1', {
    schema: 1,
    meta: { title: 'Draft', language: 'en', dir: 'ltr' },
    blocks: [{ id: 'p10', kind: 'provision', attrs: {}, content: [{ text: 'The Parties' }] }],
  });
  await server.start();
  pages = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><script src="/page.js"></script>');
  });
  pages.on('upgrade', (request, socket, head) => server.upgrade(request, socket, head));
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  context = await browser.newContext();
});
afterEach(async () => {
  await context.close();
  await server.stop();
  pages.closeAllConnections();
  await new Promise((resolve) => pages.close(resolve));
});

/** A tab on the draft; its state is polled from here. */
async function tab(account = 'aa-1'): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${(pages.address() as AddressInfo).port}/`);
  await page.evaluate((name) => bench.open(name), account);
  return page;
}
const line = (page: Page, wanted: string) => page.waitForFunction((name) => bench.line() === name, wanted);
const kept = (page: Page) => page.waitForFunction(() => bench.state().kept === 'on-this-device');
const record = async (): Promise<string> => textOf(await server.document('d1')).toString();

describe('OF2: words typed in the last moment of a tab', () => {
  test('OF2: a tab that is closed in the tick of the keystroke has kept it', async () => {
    const first = await tab();
    await line(first, 'saved');
    await kept(first);
    await first.close();
    await server.stop();
    for (let round = 0; round < 10; round += 1) {
      const page = await tab();
      void page.evaluate((words) => bench.type(words), `<${round}>`).catch(() => {});
      await page.close();
    }
    const last = await tab();
    const text = await last.evaluate(() => bench.text());
    for (let round = 0; round < 10; round += 1) expect(text).toContain(`<${round}>`);
    expect((await last.evaluate(() => bench.state())).unsent).toBe(10);
    await server.start();
    await line(last, 'saved');
    expect(await record()).toBe(text);
  }, 60_000);

  test('OF2: a reload without a line keeps text and words, and they go out when it returns', async () => {
    const page = await tab();
    await line(page, 'saved');
    await kept(page);
    await server.stop();
    await line(page, 'offline');
    await page.evaluate(() => bench.type('offline '));
    await page.reload();
    await page.evaluate(() => bench.open('aa-1'));
    expect(await page.evaluate(() => bench.state())).toMatchObject({
      line: 'offline',
      unsent: 1,
      kept: 'on-this-device',
    });
    expect(await page.evaluate(() => bench.text())).toBe('offline The Parties');
    await server.start();
    await line(page, 'saved');
    expect(await record()).toBe('offline The Parties');
  }, 60_000);
});

describe('OF1, OF4, OF5: tabs of one device', () => {
  test('OF1: sign-out wipes at once though another tab is open, and that tab keeps nothing more', async () => {
    const [one, other] = [await tab(), await tab()];
    await line(one, 'saved');
    await line(other, 'saved');
    await one.evaluate(() => bench.close());
    expect(await one.evaluate(() => bench.wipe('aa-1'))).toBeLessThan(2_000);
    await other.waitForFunction(() => bench.state().kept === 'in-this-tab');
    await other.evaluate(() => bench.type('after '));
    await line(other, 'saved');
    const databases = await one.evaluate(async () => (await indexedDB.databases()).length);
    expect(databases).toBe(0);
  }, 60_000);

  test('OF4: visits one after the other write under one id, two at once under two', async () => {
    const seen = new Set<number>();
    for (let visit = 0; visit < 4; visit += 1) {
      const page = await tab();
      await line(page, 'saved');
      await page.evaluate(() => bench.type('w'));
      await line(page, 'saved');
      await kept(page);
      seen.add((await page.evaluate(() => bench.state())).client);
      await page.evaluate(() => bench.close());
      await page.close();
    }
    expect(seen.size).toBe(1);
    const both = [await tab(), await tab()];
    for (const page of both) await line(page, 'saved');
    const ids = await Promise.all(both.map((page) => page.evaluate(() => bench.state().client)));
    expect(new Set(ids).size).toBe(2);
    expect(ids).toContain([...seen][0]);
  }, 60_000);

  test('OF5: two tabs type without a line, both are closed, one visit brings the words of both', async () => {
    const [left, right] = [await tab(), await tab()];
    for (const page of [left, right]) {
      await line(page, 'saved');
      await kept(page);
    }
    await server.stop();
    for (const page of [left, right]) await line(page, 'offline');
    await left.evaluate(() => bench.type('left '));
    await right.evaluate(() => bench.type('right '));
    await left.close();
    await right.close();
    await server.start();
    const again = await tab();
    await line(again, 'saved');
    expect(await record()).toMatch(/left /);
    expect(await record()).toMatch(/right /);
  }, 60_000);
});
