import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as decoding from 'lib0/decoding';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type App, startApp } from '../../server/app.ts';
import { createDraftIn, draftsIn, findDraft, inviteIn } from '../../server/commands/folder.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { openHouse } from '../../server/house.ts';
import { FolderInUse, takeFolder } from '../../server/lock.ts';
import { openTables } from '../../server/people/tables.ts';
import { decodeServerMessage, MESSAGE, type ServerMessage } from '../../shared/protocol/messages.ts';
import { shortDraft } from '../support/house.ts';
import { Browser } from '../support/http.ts';
import { until } from '../support/until.ts';

const folders: string[] = [];
const apps: App[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'chapeau-app-'));
  folders.push(folder);
  return folder;
}

async function start(data: string, more: Partial<Config> = {}): Promise<App> {
  const config = {
    ...readConfig({ PORT: '0', CHAPEAU_HOST: '127.0.0.1', CHAPEAU_LOG: 'silent' }),
    data,
    ...more,
  };
  const app = await startApp(config);
  apps.push(app);
  return app;
}

async function stop(app: App): Promise<void> {
  apps.splice(apps.indexOf(app), 1);
  await app.close();
}

const tokenFor = ({ links }: App, seat: string): string =>
  links
    .find(({ name }) => name === seat)!
    .url.split('/')
    .at(-1)!;

async function seated(app: App, seat: string): Promise<{ browser: Browser; draft: string; account: string }> {
  const browser = new Browser(app.address);
  const told = await browser.join(tokenFor(app, seat), `${seat} person`);
  expect(told.status).toBe(303);
  const draft = told.headers.get('location')!.split('/')[2]!;
  const { account } = (await browser.get('/api/me')).json() as { account: { id: string } };
  return { browser, draft, account: account.id };
}

/** A socket to a draft and what the server said on it. */
function socketTo(app: App, draft: string, { cookie }: Browser) {
  const heard: ServerMessage[] = [];
  const socket = new WebSocket(`${app.address.replace('http', 'ws')}/sync/draft/${draft}`, {
    headers: { cookie, origin: app.address },
  });
  const socketState = { heard, closed: undefined as { code: number; reason: string } | undefined, socket };
  socket.on('message', (data) => {
    const decoder = decoding.createDecoder(new Uint8Array(data as Buffer));
    if (decoding.readVarUint(decoder) === MESSAGE.ours) heard.push(decodeServerMessage(decoder));
  });
  socket.on('error', () => {});
  socket.on('close', (code, reason) => {
    socketState.closed = { code, reason: String(reason) };
  });
  return socketState;
}

describe('the running server', () => {
  test('SV1: an empty folder gets the sample drafts and a link for each seat; a restart keeps both', async () => {
    const data = newFolder();
    const app = await start(data);
    expect(app.links.map(({ name }) => name)).toEqual([
      'Chair',
      'Secretariat',
      'Alder',
      'Birch',
      'Cedar',
      'Observer',
    ]);
    const { browser, draft } = await seated(app, 'Alder');
    const titles = async () =>
      (
        (await browser.get('/api/drafts')).json() as { drafts: { draft: { id: string; title: string } }[] }
      ).drafts.map(({ draft: { id, title } }) => `${id} ${title}`);
    const before = await titles();
    expect(before[0]).toContain(draft);
    expect((await browser.get(`/d/${draft}`)).text).toContain('id="first-text"');
    await stop(app);
    const again = await start(data);
    expect(again.links).toEqual(app.links);
    const back = new Browser(again.address);
    back.cookie = browser.cookie;
    expect((await back.get('/api/drafts')).json()).toMatchObject({ drafts: before.map(() => ({})) });
  });

  test('AU1: a member’s socket is told its place; one without a place is closed with the reason', async () => {
    const app = await start(newFolder());
    const alder = await seated(app, 'Alder');
    const inside = socketTo(app, alder.draft, alder.browser);
    await until(() => inside.heard.length > 0, 'the entry message');
    expect(inside.heard[0]).toMatchObject({
      kind: 'entry',
      mayWrite: false,
      why: 'record-keeper-writes',
      member: { party: 'alder' },
    });
    const observer = await seated(app, 'Observer');
    const outside = socketTo(app, observer.draft, observer.browser);
    await until(() => outside.closed, 'the refusal');
    expect(outside).toMatchObject({ heard: [], closed: { code: 4403, reason: 'observers-see-the-screen' } });
    inside.socket.terminate();
  });

  test('AU7: what the chair’s side decides is felt on open sockets within a second', async () => {
    const app = await start(newFolder());
    const [chair, alder] = [await seated(app, 'Chair'), await seated(app, 'Alder')];
    const at = `/api/drafts/${alder.draft}`;
    const line = socketTo(app, alder.draft, alder.browser);
    await until(() => line.heard.length > 0, 'the entry message');
    expect((await chair.browser.ask('PUT', `${at}/phase`, { phase: 'frozen' })).status).toBe(200);
    const entries = () => line.heard.filter(({ kind }) => kind === 'entry');
    await until(() => entries().length > 1, 'the new phase', 1_000);
    expect(entries().at(-1)).toMatchObject({
      kind: 'entry',
      phase: 'frozen',
      mayWrite: false,
      why: 'frozen',
    });
    expect((await chair.browser.ask('DELETE', `${at}/members/${alder.account}`)).status).toBe(204);
    await until(() => line.closed, 'the end of the line', 1_000);
    expect(line.closed?.code).toBe(4403);
  });

  test('SE1: signing out ends the open sockets of the account', async () => {
    const app = await start(newFolder());
    const alder = await seated(app, 'Alder');
    const line = socketTo(app, alder.draft, alder.browser);
    await until(() => line.heard.length > 0, 'the entry message');
    await alder.browser.ask('POST', '/api/me/sign-out');
    await until(() => line.closed, 'the end of the line', 1_000);
  });

  test('HT1: a socket to nonsense is refused and the server goes on', async () => {
    const app = await start(newFolder());
    const { browser, draft } = await seated(app, 'Alder');
    for (const place of [
      'http://[',
      '%',
      `${draft}/../../..`,
      'draft/',
      `hand/${draft}/birch`,
      '?',
      `\u00e9${draft}`,
    ]) {
      const line = socketTo(app, place, browser);
      await until(() => line.closed, place);
      expect(line.heard, place).toEqual([]);
    }
    expect((await browser.get('/health')).status).toBe(200);
  });

  test('LK1: a second process on the same folder is refused, and a lock of the dead is taken over', async () => {
    const data = newFolder();
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("up")']);
    await once(other.stdout, 'data');
    writeFileSync(path.join(data, 'lock'), String(other.pid));
    await expect(start(data)).rejects.toThrow(FolderInUse);
    other.kill('SIGKILL');
    await once(other, 'exit');
    const app = await start(data);
    expect(readFileSync(path.join(data, 'lock'), 'utf8').split(' ')[0]).toBe(String(process.pid));
    await stop(app);
    expect(existsSync(path.join(data, 'lock'))).toBe(false);
  });

  test('SV4: a signal that comes twice, from a terminal and from npm, still ends the server in order', async () => {
    const data = newFolder();
    const env = {
      ...process.env,
      PORT: '0',
      CHAPEAU_HOST: '127.0.0.1',
      CHAPEAU_DATA: data,
      CHAPEAU_SAMPLES: 'no',
    };
    const server = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], { env });
    await once(server.stdout, 'data');
    expect(existsSync(path.join(data, 'lock'))).toBe(true);
    server.kill('SIGINT');
    server.kill('SIGTERM');
    expect(await once(server, 'exit')).toEqual([0, null]);
    expect(existsSync(path.join(data, 'lock'))).toBe(false);
  });

  test('PE2: tables lost in a crash are made again from the log', async () => {
    const data = newFolder();
    const app = await start(data);
    const { draft, account } = await seated(app, 'Alder');
    await stop(app);
    for (const end of ['', '-wal', '-shm']) rmSync(path.join(data, `people.sqlite${end}`), { force: true });
    const house = await openHouse(data);
    expect(house.people.memberOf(account, draft)).toMatchObject({
      role: 'delegation',
      party: 'alder',
      head: true,
    });
    expect(house.people.lookup.drafts()).toHaveLength(4);
    await house.close();
  });

  test('SV2: the secret of the server is its own, and readable by its owner alone', async () => {
    const [one, two] = [newFolder(), newFolder()];
    const links = [(await start(one)).links, (await start(two)).links];
    expect(links[0]).not.toEqual(links[1]);
    expect(statSync(path.join(one, 'secret')).mode & 0o777).toBe(0o600);
  });

  test('SV3: a folder of a newer version is left alone, with a clear message', async () => {
    const data = newFolder();
    const tables = openTables(path.join(data, 'people.sqlite'));
    tables.pragma('user_version = 99');
    tables.close();
    await expect(start(data)).rejects.toThrow('newer version');
    expect(existsSync(path.join(data, 'lock'))).toBe(false);
  });
});

describe('the command line', () => {
  test('CL1: a draft is created beside a running server, and its links let in the first chair', async () => {
    const data = newFolder();
    const app = await start(data, { samples: false });
    expect(app.links).toEqual([]);
    const folder = { data, origin: app.address };
    const created = await createDraftIn(folder, { document: shortDraft('Wells of old') });
    const chair = new Browser(app.address);
    const told = await chair.join(created.links[0]!.url.split('/').at(-1)!, 'First chair');
    expect(told.headers.get('location')).toBe(`/d/${created.id}`);
    expect((await chair.get(`/api/drafts/${created.id}`)).json()).toMatchObject({
      draft: { title: 'Wells of old', phase: 'preparing' },
      member: { role: 'chair' },
    });
    expect((await chair.ask('PUT', `/api/drafts/${created.id}/phase`, { phase: 'open' })).status).toBe(200);
  });

  test('CL2: an invitation to a draft of a folder in use is refused, since its room may be open', async () => {
    const data = newFolder();
    const folder = { data, origin: 'http://localhost:1' };
    const { id } = await createDraftIn(folder, { document: shortDraft() });
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("up")']);
    await once(other.stdout, 'data');
    writeFileSync(path.join(data, 'lock'), String(other.pid));
    await expect(inviteIn(folder, id, SEAT)).rejects.toThrow('in use by process');
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect(await inviteIn(folder, id, SEAT)).toMatch(/^http:\/\/localhost:1\/join\/[\w-]{32}$/);
  });

  test('CL3: a draft is found by id or by its only title; else the choices are said', async () => {
    const folder = { data: newFolder(), origin: 'http://localhost:1' };
    for (const title of ['One', 'Two', 'Two']) await createDraftIn(folder, { document: shortDraft(title) });
    const drafts = await draftsIn(folder);
    const one = drafts.find(({ title }) => title === 'One')!;
    expect(findDraft(drafts, 'One')).toEqual(one);
    expect(findDraft(drafts, one.id)).toEqual(one);
    expect(() => findDraft(drafts, 'Two')).toThrow('2 drafts are called "Two"');
    expect(() => findDraft(drafts, 'Three')).toThrow(one.id);
  });

  test('LK1: the lock is taken once and given back; one of another life of the same number is taken over', () => {
    const data = newFolder();
    const release = takeFolder(data);
    expect(() => takeFolder(data)).toThrow(FolderInUse);
    release();
    writeFileSync(path.join(data, 'lock'), `${process.pid} 1`);
    takeFolder(data)();
    expect(existsSync(path.join(data, 'lock'))).toBe(false);
  });
});

const SEAT = { role: 'observer', head: false, reusable: false, days: 1, label: 'x' } as const;

describe('configuration', () => {
  test('CF1: what cannot be understood is said with the name of the variable', () => {
    const read = (env: Record<string, string>) => () => readConfig(env);
    expect(read({ PORT: 'eighty' })).toThrow('PORT');
    expect(read({ PORT: '70000' })).toThrow('PORT');
    expect(read({ CHAPEAU_ORIGIN: 'texts.example.org' })).toThrow('CHAPEAU_ORIGIN');
    expect(read({ CHAPEAU_ORIGIN: 'https://x.org/path' })).toThrow('CHAPEAU_ORIGIN');
    expect(read({ CHAPEAU_BEHIND_PROXY: 'maybe' })).toThrow('CHAPEAU_BEHIND_PROXY');
    expect(readConfig({})).toMatchObject({ port: 8080, host: 'localhost', origin: 'http://localhost:8080' });
  });
});
