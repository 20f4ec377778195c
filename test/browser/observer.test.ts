import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { SAMPLES } from '../../fixtures/samples.ts';
import { wordsOf } from '../../shared/text/document.ts';
import { PARTIES } from '../support/house.ts';
import { inBrowser } from '../support/in-browser.ts';
import { blocksOn, editorOf, putCaret, type Seat } from '../support/product.ts';

const house = inBrowser();
let chair: Seat;
let alder: Seat;
let observer: Seat;
/** A draft in preparation, invisible to the observer. */
let hidden: string;

const asked = (
  page: Page,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: unknown }> =>
  page.evaluate(
    async ([how, where, data]) => {
      const response = await fetch(where, {
        method: how,
        ...(data ? { body: data, headers: { 'content-type': 'application/json' } } : {}),
      });
      return { status: response.status, json: await response.json().catch(() => undefined) };
    },
    [method, path, body ? JSON.stringify(body) : ''] as const,
  );

beforeAll(async () => {
  chair = await house.join('Chair', 'Mx Presiding');
  await editorOf(chair);
  const { drafts } = (await asked(chair.page, 'GET', '/api/drafts')).json as {
    drafts: { draft: { id: string; title: string } }[];
  };
  hidden = drafts.find(({ draft }) => draft.title.includes('井') || /[\u0600-\u06ff]/.test(draft.title))!
    .draft.id;
  expect(
    (await asked(chair.page, 'PUT', `/api/drafts/${hidden}/phase`, { phase: 'preparing' })).status,
  ).toBeLessThan(300);
  alder = await house.join('Alder', 'Aino of Alder');
  await editorOf(alder);
  observer = await house.join('Observer', 'Watcher');
  await observer.page.setExtraHTTPHeaders({ 'accept-encoding': 'identity' });
  await observer.page.waitForURL(/screen/);
}, 120_000);

describe('AU2, AU6, SC1: what an observer is sent', () => {
  it('follows the screen within a second of what a delegation types', async () => {
    const block = (await blocksOn(alder)).find(({ text }) => text.length > 60)!.id;
    await putCaret(alder, block, 5);
    await alder.page.keyboard.type('SEEN-BY-ALL ');
    await alder.page.keyboard.press('Alt+t');
    await observer.page.getByText('SEEN-BY-ALL').waitFor({ timeout: 3000 });
  });

  it('asks for everything it must not have and gets nothing of it', async () => {
    const here = new URL(alder.page.url()).pathname.split('/')[2]!;
    for (const draft of [hidden, here]) {
      for (const path of [
        `/api/drafts/${draft}`,
        `/api/drafts/${draft}/members`,
        `/api/drafts/${draft}/parties`,
        `/api/drafts/${draft}/base`,
        `/screen/${hidden}`,
        `/d/${hidden}`,
      ])
        await observer.page.evaluate((where) => {
          const stop = new AbortController();
          setTimeout(() => stop.abort(), 800);
          return fetch(where, { signal: stop.signal })
            .then((response) => response.text())
            .catch(() => '');
        }, path);
      for (const room of [`draft/${draft}`, `hand/${draft}/alder`]) {
        const code = await observer.page.evaluate(
          (where) =>
            new Promise<number>((resolve) => {
              const socket = new WebSocket(`ws://${location.host}/sync/${where}`);
              socket.onclose = ({ code }) => resolve(code);
              socket.onopen = () => socket.send(new Uint8Array([0, 0, 1, 0]));
              setTimeout(() => resolve(0), 3000);
            }),
          room,
        );
        expect(code, room).not.toBe(0);
      }
    }
  }, 60_000);

  it('holds, byte for byte, no party’s name, no member’s name, and no word of a draft in preparation', () => {
    const bytes = observer.line.received().toString('utf8');
    expect(bytes).toContain('SEEN-BY-ALL');
    const names = PARTIES.flatMap(
      (party) => JSON.stringify(party).match(/"[^"]*(Delegation|代表团|Group|集团)[^"]*"/g) ?? [],
    ).map((name) => name.slice(1, -1));
    expect(names.length).toBeGreaterThan(2);
    for (const name of [...names, 'Alder', 'Birch', 'Cedar', 'Mx Presiding'])
      expect(bytes.includes(name), name).toBe(false);
    const secret = SAMPLES.find(({ name }) => name === 'well-ar')!
      .document.blocks.map(({ content }) => wordsOf(content))
      .filter((words) => words.length > 12);
    expect(secret.length).toBeGreaterThan(3);
    for (const words of secret) expect(bytes.includes(words), words).toBe(false);
  });

  it('AU7: a place that is withdrawn ends the stream within a second', async () => {
    const draft = new URL(observer.page.url()).pathname.split('/')[2]!;
    const { members } = (await asked(chair.page, 'GET', `/api/drafts/${draft}/members`)).json as {
      members: { account: string; role: string; name: string }[];
    };
    const watcher = members.find(({ name }) => name === 'Watcher')!;
    const removed = asked(chair.page, 'DELETE', `/api/drafts/${draft}/members/${watcher.account}`);
    const block = (await blocksOn(alder)).find(({ text }) => text.length > 60)!.id;
    expect((await removed).status).toBeLessThan(300);
    const heard = observer.line.received().length;
    await new Promise((done) => setTimeout(done, 1000));
    await putCaret(alder, block, 5);
    await alder.page.keyboard.type('AFTERWARDS ');
    await alder.page.keyboard.press('Alt+t');
    await expect
      .poll(async () => (await blocksOn(chair)).some(({ text }) => text.includes('AFTERWARDS')))
      .toBe(true);
    await new Promise((done) => setTimeout(done, 700));
    expect(observer.line.received().subarray(heard).toString('utf8')).not.toContain('AFTERWARDS');
  }, 30_000);
});
