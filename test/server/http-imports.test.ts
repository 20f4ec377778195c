/** Files over HTTP: read with progress, read again with answers, stopped, and recorded with what parties ask. */
import { afterEach, describe, expect, test } from 'vitest';
import type { ReadFile } from '../../server/http/ports.ts';
import { importText } from '../../server/import/import.ts';
import { docPath } from '../../shared/protocol/messages.ts';
import { link, newDraft, PARTIES, type TestHouse, testHouse, type Wish } from '../support/house.ts';
import { Browser, serve, type TestServer } from '../support/http.ts';
import { until } from '../support/until.ts';

const open: TestServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function served(readFile: ReadFile) {
  const house = testHouse();
  const server = await serve(house, { readFile });
  open.push(server);
  const first = await newDraft(house, { parties: PARTIES });
  return { house, server, signedIn: (wish: Wish) => signedIn(house, server, first.draft, wish) };
}

async function signedIn(house: TestHouse, { origin }: TestServer, draft: string, wish: Wish) {
  const browser = new Browser(origin);
  await browser.join(await link(house, draft, wish), 'Ann');
  return browser;
}
const fileOf = (words: string): FormData => {
  const form = new FormData();
  form.append('file', new Blob([words]), 'draft.txt');
  return form;
};

const here: ReadFile = async (bytes, name, how) => {
  const result = importText(bytes, how);
  if (!result.ok) return { read: false, why: result.refusal.kind, message: result.refusal.message };
  const source = { name, bytes: bytes.length, sha256: result.value.hash };
  const changes = [{ author: 'Ada', kind: 'insertion', text: 'x' }];
  return { read: true, ...result.value, source, changes, nested: [], form: 'text', comments: [] };
};

describe('imports over HTTP', () => {
  test('IM30, IM31: a file is read again with the answers; the log keeps them, and claims of the parties meant', async () => {
    const { house, signedIn } = await served(here);
    const secretary = await signedIn({ role: 'secretariat' });
    const read = await secretary.ask('POST', '/api/imports', fileOf('1. [Estavia: Wells] are dug/drilled.'));
    const told = read.json();
    expect(told).toMatchObject({ names: [{ name: 'Estavia' }], changes: 1, parties: PARTIES });
    expect(told.text).toBe('1. [Estavia: Wells] are dug/drilled.');
    const answers = { one: { 'claim@1:4': 'claim' }, all: { slash: 'choice' } };
    const again = await secretary.ask('PUT', `/api/imports/${told.import}/answers`, answers);
    expect(again.status).toBe(200);
    expect(JSON.stringify(again.json().document)).not.toContain('Estavia');
    const party = PARTIES[0]!.id;
    const create = (mapping: object) =>
      secretary.ask('POST', '/api/drafts', { import: told.import, mapping });
    const wrong = await create({ Estavia: 'nobody' });
    expect([wrong.status, wrong.json().message]).toEqual([
      400,
      'mapping.Estavia: nobody is no party of the list',
    ]);
    const { draft } = (await create({ Estavia: party })).json() as { draft: { id: string } };
    const [entry] = await house.log.read(docPath({ kind: 'draft', draft: draft.id }), 1);
    const act = JSON.parse(entry!.body!);
    expect(act).toMatchObject({
      answers,
      claims: [{ block: 'b1', bracket: 'k1', asks: 'words', parties: [{ name: 'Estavia', party }] }],
    });
    expect(act.report.filter(({ settled }: { settled?: true }) => settled)).toHaveLength(2);
    expect(entry!.body).not.toContain('Ada');
    expect((await secretary.ask('PUT', `/api/imports/${told.import}/answers`, answers)).status).toBe(400);
  });

  test('PA1: a name of the body’s own list is known, and mapped to its party', async () => {
    const { signedIn } = await served(here);
    const secretary = await signedIn({ role: 'secretariat' });
    const [party] = PARTIES;
    const name = Object.values(party!.names)[0]!.short;
    const told = (await secretary.ask('POST', '/api/imports', fileOf(`1. [${name}: Wells] are dug.`))).json();
    expect(told).toMatchObject({ names: [{ name, party: party!.id }], claims: [{ accepted: true }] });
  });

  test('HT1: answers that are none, tickets that are none, and imports of others are refused', async () => {
    const { signedIn } = await served(here);
    const secretary = await signedIn({ role: 'secretariat' });
    const chair = await signedIn({ role: 'chair' });
    const read = await secretary.ask('POST', '/api/imports', fileOf('x'));
    const at = `/api/imports/${read.json().import}/answers`;
    expect((await secretary.ask('PUT', at, { one: { a: 1 } })).status).toBe(400);
    expect((await secretary.ask('PUT', at, { one: {}, more: true })).status).toBe(400);
    expect((await chair.ask('PUT', at, { one: {} })).status).toBe(400);
    expect((await secretary.ask('POST', '/api/imports?ticket=a%20b', fileOf('x'))).status).toBe(400);
  });

  test('IM33: how far a reading is, is told to the one who sent the file', async () => {
    let release = () => {};
    const { signedIn } = await served(async (bytes, name, how) => {
      how?.onProgress?.('pages', 0.5);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return here(bytes, name, how);
    });
    const secretary = await signedIn({ role: 'secretariat' });
    const chair = await signedIn({ role: 'chair' });
    const sent = secretary.ask('POST', '/api/imports?ticket=slow', fileOf('Wells'));
    const far = async (who: Browser) => (await who.get('/api/imports/slow/progress')).json();
    await until(async () => (await far(secretary)).done === 0.5);
    expect(await far(secretary)).toEqual({ stage: 'pages', done: 0.5 });
    expect(await far(chair)).toEqual({ stage: 'waits', done: 0 });
    release();
    expect((await sent).status).toBe(201);
    expect(await far(secretary)).toEqual({ stage: 'waits', done: 0 });
  });

  test('IM33: a reading ends when the one who sent the file goes', async () => {
    let signal: AbortSignal | undefined;
    const { server, signedIn } = await served(async (bytes, name, how) => {
      signal = how?.signal;
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      return here(bytes, name, how);
    });
    const secretary = await signedIn({ role: 'secretariat' });
    const stop = new AbortController();
    const headers = { cookie: secretary.cookie, origin: server.origin };
    const sent = fetch(`${server.origin}/api/imports`, {
      method: 'POST',
      body: fileOf('Wells'),
      headers,
      signal: stop.signal,
    });
    await until(() => signal !== undefined, 'the file is being read');
    stop.abort();
    await expect(sent).rejects.toThrow();
    await until(() => signal?.aborted === true, 'the reading was stopped');
  });
});
