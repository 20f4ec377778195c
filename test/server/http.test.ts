import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as rawRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { SESSION_LENGTH } from '../../server/people/sessions.ts';
import { docPath } from '../../shared/protocol/messages.ts';
import {
  HOUR,
  link,
  newDraft,
  PARTIES,
  shortDraft,
  type TestHouse,
  testHouse,
  type Wish,
} from '../support/house.ts';
import { Browser, serve, type TestServer } from '../support/http.ts';

const ALDER = { role: 'delegation', party: 'alder' } as const;
const open: TestServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function served(more: Parameters<typeof serve>[1] = {}) {
  const house = testHouse();
  const server = await serve(house, more);
  open.push(server);
  return { house, server, browser: () => new Browser(server.origin) };
}

async function signedIn(house: TestHouse, { origin }: TestServer, draft: string, wish: Wish, name = 'Ann') {
  const browser = new Browser(origin);
  const told = await browser.join(await link(house, draft, wish), name);
  expect(told.status).toBe(303);
  return browser;
}

/** What a socket's request is answered with, before any WebSocket. */
function knock({ origin }: TestServer, at: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
    const request = rawRequest(`${origin}${at}`, { headers: { ...upgrade, ...headers } });
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end();
  });
}

describe('the page of an invitation', () => {
  test('IN1: a scanner may read it by GET and HEAD as often as it likes; the button redeems', async () => {
    const { house, browser } = await served();
    const { draft } = await newDraft(house);
    const token = await link(house, draft, ALDER);
    const before = await house.log.head(docPath({ kind: 'draft', draft }));
    for (const method of ['GET', 'HEAD', 'GET']) {
      const told = await browser().ask(method, `/join/${token}`, undefined, { purpose: 'prefetch' });
      expect(told.status).toBe(200);
      expect(told.headers.get('set-cookie')).toBeNull();
    }
    expect(await house.log.head(docPath({ kind: 'draft', draft }))).toEqual(before);
    const ann = browser();
    const told = await ann.join(token, '  Ann Ambar ');
    expect([told.status, told.headers.get('location')]).toEqual([303, `/d/${draft}`]);
    expect((await ann.get('/api/me')).json()).toMatchObject({ account: { name: 'Ann Ambar' } });
  });

  test('IN3: a wrong, expired, revoked or used link says so in the reader’s language', async () => {
    const { house, browser } = await served();
    const { draft, chair } = await newDraft(house);
    const [late, gone, used] = await Promise.all([
      link(house, draft, { ...ALDER, lasts: HOUR / 2 }),
      link(house, draft, ALDER),
      link(house, draft, ALDER),
    ]);
    await house.invitations.revoke(chair, draft, house.people.lookup.invitations(draft)[2]!.id);
    expect((await browser().join(used)).status).toBe(303);
    house.now += (3 * HOUR) / 4;
    const said = async (token: string, language: string) => {
      const told = await browser().get(`/join/${token}`, { 'accept-language': language });
      const pressed = await browser().join(token);
      expect(pressed.status).toBe(told.status);
      return [told.status, /<h1>([^<]*)/.exec(told.text)?.[1]];
    };
    expect(await said(late, 'zh-CN,zh;q=0.9,en;q=0.8')).toEqual([410, '此邀请已过期']);
    expect(await said(gone, 'en')).toEqual([410, 'This invitation was withdrawn']);
    expect(await said(used, 'fr;q=0.9, en-GB;q=0.5')).toEqual([410, 'This invitation was already used']);
    expect(await said('0123456789abcdef0123456789', 'en')).toEqual([404, 'This link is not an invitation']);
    expect(await said('..%2F..%2Fetc', 'en')).toEqual([404, 'This link is not an invitation']);
    expect(house.people.lookup.members(draft).filter(({ role }) => role === 'delegation')).toHaveLength(1);
  });

  test('IN1: the page of an invitation to a draft in preparation does not tell its title to a delegation', async () => {
    const { house, browser } = await served();
    const { draft } = await newDraft(house, { phase: 'preparing', document: shortDraft('Secret <wells>') });
    const toldTo = async (wish: Wish) =>
      (await browser().get(`/join/${await link(house, draft, wish)}`)).text;
    expect(await toldTo(ALDER)).not.toContain('Secret');
    expect(await toldTo({ role: 'observer' })).not.toContain('Secret');
    expect(await toldTo({ role: 'secretariat' })).toContain('Secret &lt;wells&gt;');
  });

  test('IN5: who has a place already is led to the draft, and the link stays whole', async () => {
    const { house, server, browser } = await served();
    const { draft } = await newDraft(house);
    const ann = await signedIn(house, server, draft, ALDER);
    const token = await link(house, draft, ALDER);
    expect((await ann.get(`/join/${token}`)).text).toContain(`href="/d/${draft}"`);
    expect((await ann.join(token)).status).toBe(303);
    expect((await browser().join(token)).status).toBe(303);
  });
});

describe('sessions', () => {
  test('SE3: the cookie is signed, out of reach of scripts, same-site and, over TLS, secure', async () => {
    const { house, browser } = await served();
    const { draft } = await newDraft(house);
    const told = await browser().join(await link(house, draft, ALDER));
    const cookie = told.headers.get('set-cookie') ?? '';
    for (const attribute of ['HttpOnly', 'SameSite=Lax', 'Secure', 'Path=/', 'Max-Age=1209600'])
      expect(cookie).toContain(attribute);
  });

  test('SE3: forged, altered, foreign and expired cookies are nobody’s', async () => {
    const { house, server, browser } = await served();
    const { draft, chair } = await newDraft(house);
    const ann = await signedIn(house, server, draft, ALDER);
    const [name, signed = ''] = ann.cookie.split(/=(.*)/s);
    const [token = ''] = decodeURIComponent(signed).split('.');
    const other = house.sessions.start(chair.id);
    const forged = [
      `${name}=${token}`,
      `${name}=${token}.AAAA`,
      `${name}=${other}`,
      `${name}=${other}.${decodeURIComponent(signed).split('.')[1]}`,
      `${name}=${signed.slice(0, -4)}AAAA`,
      `${name}=`,
      `${name}=%E0%A4%A`,
      `other=${signed}`,
    ];
    for (const cookie of forged) {
      const told = await browser().get('/api/drafts', { cookie });
      expect([told.status, told.json().error], cookie).toEqual([401, 'signed-out']);
      expect(await knock(server, `/sync/draft/${draft}`, { cookie, origin: server.origin }), cookie).toBe(
        401,
      );
    }
    expect((await ann.get('/api/drafts')).status).toBe(200);
    house.now += SESSION_LENGTH;
    expect((await ann.get('/api/drafts')).status).toBe(401);
  });

  test('SE1: signing out ends the session on the server, not only in the browser', async () => {
    const { house, server } = await served();
    const { draft } = await newDraft(house);
    const ann = await signedIn(house, server, draft, ALDER);
    const { cookie } = ann;
    const { account } = (await ann.get('/api/me')).json() as { account: { id: string } };
    expect((await ann.ask('POST', '/api/me/sign-out')).status).toBe(204);
    expect(ann.cookie).toBe('');
    expect(server.door.dismissed).toEqual([account.id]);
    expect((await ann.get('/api/drafts', { cookie })).status).toBe(401);
  });

  test('SE4: a page of another origin changes nothing, and one that names no origin neither', async () => {
    const { house, server } = await served();
    const { draft } = await newDraft(house);
    const chair = await signedIn(house, server, draft, { role: 'chair' });
    const token = await link(house, draft, ALDER);
    for (const origin of [
      'https://evil.example',
      'null',
      'http://127.0.0.1',
      '',
      `${server.origin}.evil.example`,
    ]) {
      const headers = { origin };
      const phase = await chair.ask('PUT', `/api/drafts/${draft}/phase`, { phase: 'frozen' }, headers);
      expect([phase.status, phase.json().error], origin).toEqual([403, 'foreign-origin']);
      expect((await chair.ask('POST', `/join/${token}`, '', headers)).status, origin).toBe(403);
      expect(await knock(server, `/sync/draft/${draft}`, { cookie: chair.cookie, origin }), origin).toBe(403);
    }
    expect(await knock(server, `/sync/draft/${draft}`, { cookie: chair.cookie })).toBe(403);
    expect(house.people.standing(draft)?.phase).toBe('open');
    const own = { origin: 'https://texts.example.org' };
    expect((await chair.ask('PUT', `/api/drafts/${draft}/phase`, { phase: 'closed' }, own)).status).toBe(200);
  });

  test('SE5: a socket reaches the room with its account, and only under /sync/', async () => {
    const { house, server } = await served();
    const { draft } = await newDraft(house);
    const ann = await signedIn(house, server, draft, ALDER);
    const headers = { cookie: ann.cookie, origin: server.origin };
    expect(await knock(server, `/sync/draft/${draft}?schema=1`, headers)).toBe(101);
    expect(await knock(server, '/elsewhere', headers)).toBe(404);
    expect(await knock(server, '//', headers)).toBe(404);
    const { account } = (await ann.get('/api/me')).json() as { account: { id: string } };
    expect(server.door.sockets).toEqual([{ account: account.id, path: `draft/${draft}?schema=1` }]);
  });
});

describe('who gets what', () => {
  test('AU1: to those who take no part a draft does not exist', async () => {
    const { house, server, browser } = await served();
    const [mine, other] = [
      await newDraft(house),
      await newDraft(house, { document: shortDraft('Other wells') }),
    ];
    const ann = await signedIn(house, server, mine.draft, ALDER);
    const paths = ['', '/base', '/members', '/parties'].map((end) => `/api/drafts/${other.draft}${end}`);
    for (const at of [...paths, `/screen/${other.draft}`]) {
      const told = await ann.get(at);
      expect([told.status, told.json().error], at).toEqual([404, 'unknown-draft']);
      expect((await browser().get(at)).status, at).toBe(401);
    }
    const nothing = await ann.get('/api/drafts/nosuchdraft1');
    expect(nothing.json()).toEqual((await ann.get(`/api/drafts/${other.draft}`)).json());
    expect((await ann.get(`/d/${other.draft}`)).status).toBe(404);
    expect(ann.seen).not.toContain('Other wells');
  });

  test('AU1: a draft in preparation is invisible outside chair and secretariat, byte by byte', async () => {
    const { house, server } = await served();
    const document = shortDraft('Unheard-of title', 'Unspoken words.');
    const { draft } = await newDraft(house, { phase: 'preparing', document });
    const watchers = [
      await signedIn(house, server, draft, { ...ALDER, head: true }),
      await signedIn(house, server, draft, { role: 'observer' }),
    ];
    for (const watcher of watchers) {
      expect((await watcher.get('/api/drafts')).json()).toEqual({ drafts: [] });
      const paths = ['', '/base', '/members', '/parties'].map((end) => `/api/drafts/${draft}${end}`);
      for (const at of [...paths, `/d/${draft}`, `/d/${draft}/screen`, `/screen/${draft}`, '/'])
        await watcher.get(at);
      expect(watcher.seen).not.toMatch(/Unheard-of|Unspoken/);
    }
    const secretary = await signedIn(house, server, draft, { role: 'secretariat' });
    expect((await secretary.get(`/d/${draft}`)).text).toContain('Unspoken words.');
    expect(server.door.screens).toEqual([]);
  });

  test('AU6: an observer gets neither members nor parties, and no party’s name in any byte', async () => {
    const { house, server } = await served();
    const { draft } = await newDraft(house);
    await signedIn(house, server, draft, { ...ALDER, head: true }, 'Zachary Quill');
    const observer = await signedIn(house, server, draft, { role: 'observer' }, 'Watcher');
    const told = await observer.get(`/api/drafts/${draft}`);
    expect(told.json()).toMatchObject({
      member: { role: 'observer' },
      rights: { readDraft: { may: false, why: 'observers-see-the-screen' }, followScreen: { may: true } },
    });
    for (const end of ['members', 'parties', 'base']) {
      const refused = await observer.get(`/api/drafts/${draft}/${end}`);
      expect([refused.status, refused.json().error]).toEqual([403, 'observers-see-the-screen']);
    }
    for (const at of ['/', `/d/${draft}`, `/d/${draft}/screen`, `/screen/${draft}`, '/api/me', '/api/drafts'])
      expect((await observer.get(at)).status, at).toBe(200);
    expect(observer.seen).toContain('Wells shall be kept.');
    for (const { names } of PARTIES)
      for (const { short } of Object.values(names)) expect(observer.seen, short).not.toContain(short);
    expect(observer.seen).not.toContain('Zachary');
  });

  test('AU2: an observer gets nothing where the house says so', async () => {
    const { house, server } = await served();
    const { draft, chair } = await newDraft(house);
    const observer = await signedIn(house, server, draft, { role: 'observer' });
    await house.people.setRules(chair, draft, { observers: 'nothing' });
    observer.seen = '';
    expect((await observer.get('/api/drafts')).json()).toEqual({ drafts: [] });
    expect((await observer.get(`/screen/${draft}`)).json()).toMatchObject({ error: 'observers-see-nothing' });
    await observer.get(`/d/${draft}/screen`);
    expect(observer.seen).not.toContain('Wells shall be kept.');
  });

  test('SC1: who watches the screen gets no text by another way while the operator holds or blanks it', async () => {
    const { house, server } = await served();
    const { draft } = await newDraft(house);
    const observer = await signedIn(house, server, draft, { role: 'observer' });
    const told = async () => (await observer.get(`/d/${draft}/screen`)).text.includes('Wells shall be kept.');
    const view = { size: 1, names: false, hold: false, blank: false };
    for (const hidden of [{ hold: true }, { blank: true }]) {
      server.door.views.push({ ...view, ...hidden });
      expect(await told()).toBe(false);
    }
    server.door.views.push(view);
    expect(await told()).toBe(true);
  });

  test('AU7: a role withdrawn holds at the next request', async () => {
    const { house, server } = await served();
    const { draft } = await newDraft(house);
    const [chair, ann] = [
      await signedIn(house, server, draft, { role: 'chair' }),
      await signedIn(house, server, draft, ALDER),
    ];
    const { account } = (await ann.get('/api/me')).json() as { account: { id: string } };
    expect((await ann.get(`/api/drafts/${draft}/base`)).status).toBe(200);
    const removed = await chair.ask('DELETE', `/api/drafts/${draft}/members/${account.id}`);
    expect(removed.status).toBe(204);
    expect((await ann.get(`/api/drafts/${draft}/base`)).status).toBe(404);
    expect((await ann.get('/api/drafts')).json()).toEqual({ drafts: [] });
  });

  test('AU8: a head of delegation invites and removes colleagues, and sees the own invitations alone', async () => {
    const { house, server } = await served();
    const { draft } = await newDraft(house);
    await link(house, draft, { role: 'delegation', party: 'birch' });
    const head = await signedIn(house, server, draft, { ...ALDER, head: true }, 'Head');
    const at = `/api/drafts/${draft}`;
    const made = await head.ask('POST', `${at}/invitations`, { ...ALDER, label: 'Second adviser' });
    expect(made.status).toBe(201);
    const { url } = made.json() as { url: string };
    expect(url).toMatch(/^https:\/\/texts\.example\.org\/join\/[\w-]{32}$/);
    const colleague = new Browser(server.origin);
    expect((await colleague.join(url.split('/').at(-1)!, 'Adviser')).status).toBe(303);
    const list = (await head.get(`${at}/members`)).json() as {
      members: { account: string; name: string }[];
      invitations: { party: string }[];
    };
    expect(list.members.map(({ name }) => name).sort()).toEqual(['Adviser', 'Chair', 'Head']);
    expect(list.invitations.map(({ party }) => party)).toEqual(['alder']);
    const { account } = list.members.find(({ name }) => name === 'Adviser')!;
    for (const [wish, why] of [
      [{ role: 'delegation', party: 'birch', label: 'x' }, 'not-head-of-delegation'],
      [{ role: 'secretariat', label: 'x' }, 'not-the-chairs-side'],
      [{ ...ALDER, head: true, label: 'x' }, 'heads-named-by-the-chair'],
    ] as const) {
      const told = await head.ask('POST', `${at}/invitations`, wish);
      expect([told.status, told.json().error]).toEqual([403, why]);
    }
    expect((await colleague.ask('DELETE', `${at}/members/${account}`, undefined)).status).toBe(204);
    expect((await head.ask('PUT', `${at}/rules`, { cursors: 'everyone' })).status).toBe(403);
  });

  test('AU7: the chair’s side changes places, phase, rules and parties; others are refused', async () => {
    const { house, server } = await served();
    const { draft } = await newDraft(house);
    const chair = await signedIn(house, server, draft, { role: 'chair' });
    const ann = await signedIn(house, server, draft, ALDER);
    const { account } = (await ann.get('/api/me')).json() as { account: { id: string } };
    const at = `/api/drafts/${draft}`;
    const changes: readonly (readonly [string, string, unknown])[] = [
      ['PATCH', `${at}/members/${account.id}`, { role: 'delegation', party: 'alder', head: true }],
      ['PUT', `${at}/phase`, { phase: 'reading' }],
      ['PUT', `${at}/rules`, { observers: 'nothing' }],
      ['PUT', `/screen/${draft}/view`, { size: 2, names: false, hold: true, blank: false, at: 'p1' }],
    ];
    for (const change of changes) expect((await ann.ask(...change)).status, change[1]).toBe(403);
    for (const change of changes) expect((await chair.ask(...change)).status, change[1]).toBe(200);
    expect(house.people.lookup.draft(draft)).toMatchObject({
      phase: 'reading',
      rules: { observers: 'nothing' },
    });
    expect(server.door.views).toEqual([{ size: 2, names: false, hold: true, blank: false, at: 'p1' }]);
    const csv = { 'content-type': 'text/csv' };
    const list = 'id,short_en\nalder,Alder\noak,Oak\n';
    expect((await ann.ask('PUT', `${at}/parties`, list, csv)).status).toBe(403);
    expect((await chair.ask('PUT', `${at}/parties`, 'id\n', csv)).json()).toMatchObject({
      error: 'party-list',
    });
    expect((await chair.ask('PUT', `${at}/parties`, list, csv)).status).toBe(200);
    expect((await ann.get(`${at}/parties`)).json()).toMatchObject({
      parties: [{ id: 'alder' }, { id: 'oak' }],
    });
  });
});

describe('imports and new drafts', () => {
  const fileOf = (words: string): FormData => {
    const form = new FormData();
    form.append('file', new Blob([words]), 'draft.txt');
    return form;
  };

  test('CR1: a file is read, then a draft is created in preparation with its source and report in the log', async () => {
    const { house, server } = await served();
    const first = await newDraft(house);
    const secretary = await signedIn(house, server, first.draft, { role: 'secretariat' });
    const read = await secretary.ask('POST', '/api/imports', fileOf('Wells shall be dug.'));
    expect(read.status).toBe(201);
    const made = await secretary.ask('POST', '/api/drafts', {
      import: read.json().import,
      title: 'Wells, revised',
    });
    const { draft } = made.json() as { draft: { id: string } };
    expect(draft).toMatchObject({ title: 'Wells, revised', phase: 'preparing' });
    const [entry] = await house.log.read(docPath({ kind: 'draft', draft: draft.id }), 1);
    const source = { name: 'draft.txt', bytes: 19, sha256: '0'.repeat(64) };
    expect(JSON.parse(entry!.body!)).toMatchObject({
      kind: 'create-draft',
      source,
      report: [{ kind: 'guess' }],
    });
    const base = (await secretary.get(`/api/drafts/${draft.id}/base`)).json();
    expect(base).toMatchObject({ meta: { title: 'Wells, revised' } });
    expect(JSON.stringify(base)).toContain('Wells shall be dug.');
    const again = await secretary.ask('POST', '/api/drafts', { import: read.json().import });
    expect(again.status).toBe(400);
  });

  test('CR1: an unreadable, missing or too large file is refused and says so; the server goes on', async () => {
    const { house, server } = await served();
    const first = await newDraft(house);
    const secretary = await signedIn(house, server, first.draft, { role: 'secretariat' });
    const empty = await secretary.ask('POST', '/api/imports', fileOf(''));
    expect([empty.status, empty.json().error]).toEqual([422, 'empty']);
    expect((await secretary.ask('POST', '/api/imports', new FormData())).status).toBe(400);
    const large = await secretary.ask('POST', '/api/imports', fileOf('x'.repeat(50 * 1024 * 1024 + 1)));
    expect([large.status, large.json().error]).toEqual([413, 'too-large']);
    expect((await secretary.get('/health')).json()).toEqual({ status: 'up' });
  });

  test('PA4: a new draft takes over the list of parties of the newest draft of its creator', async () => {
    const { house, server } = await served();
    const first = await newDraft(house);
    await newDraft(house, { parties: PARTIES.slice(0, 1) });
    await house.people.setParties(first.chair, first.draft, PARTIES.slice(2));
    const secretary = await signedIn(house, server, first.draft, { role: 'secretariat' });
    const made = await secretary.ask('POST', '/api/drafts', { title: 'Second', language: 'en' });
    const { draft } = made.json() as { draft: { id: string } };
    expect(house.people.lookup.parties(draft.id)).toEqual(PARTIES.slice(2));
  });

  test('PE4: only the chair’s side of some draft begins another, and nobody uses another’s import', async () => {
    const { house, server } = await served();
    const first = await newDraft(house);
    const [secretary, chair, ann] = [
      await signedIn(house, server, first.draft, { role: 'secretariat' }),
      await signedIn(house, server, first.draft, { role: 'chair' }),
      await signedIn(house, server, first.draft, ALDER),
    ];
    expect((await ann.ask('POST', '/api/imports', fileOf('x'))).json().error).toBe('not-the-chairs-side');
    expect((await ann.ask('POST', '/api/drafts', { title: 'Mine', language: 'en' })).status).toBe(403);
    const read = await secretary.ask('POST', '/api/imports', fileOf('x'));
    expect((await chair.ask('POST', '/api/drafts', { import: read.json().import })).status).toBe(400);
    const made = await chair.ask('POST', '/api/drafts', { title: 'مسودة', language: 'ar' });
    expect(made.json()).toMatchObject({ draft: { title: 'مسودة', dir: 'rtl', phase: 'preparing' } });
  });
});

describe('the edge', () => {
  test('HT1: what is malformed is refused with the place of the fault, and changes nothing', async () => {
    const { house, server } = await served();
    const { draft } = await newDraft(house);
    const chair = await signedIn(house, server, draft, { role: 'chair' });
    const at = `/api/drafts/${draft}`;
    const wrong: readonly (readonly [string, string, unknown, string])[] = [
      ['PUT', `${at}/phase`, { phase: 'over' }, 'phase'],
      ['PUT', `${at}/rules`, { cursors: 'nobody' }, 'cursors'],
      ['PUT', `${at}/rules`, { colour: 'red' }, 'colour'],
      ['POST', `${at}/invitations`, { role: 'king', label: 'x' }, 'role'],
      ['POST', `${at}/invitations`, { role: 'chair', label: 'x', days: 1e9 }, 'days'],
      ['POST', `${at}/invitations`, [], 'body'],
      ['PUT', `/screen/${draft}/view`, { size: 'big' }, 'size'],
    ];
    for (const [method, to, body, place] of wrong) {
      const told = await chair.ask(method, to, body);
      expect(told.status, `${to} ${JSON.stringify(body)}`).toBe(400);
      expect(String(told.json().message)).toContain(place);
    }
    const json = { 'content-type': 'application/json' };
    expect((await chair.ask('PUT', `${at}/phase`, '{"phase":', json)).status).toBe(400);
    expect((await chair.ask('PUT', `${at}/phase`, '{"__proto__":{},"phase":"open"}', json)).status).toBe(400);
    expect((await chair.ask('PUT', `${at}/phase`, `"${'x'.repeat(1_100_000)}"`, json)).status).toBe(413);
    expect((await chair.ask('PUT', `${at}/phase`, '<xml/>', { 'content-type': 'text/xml' })).status).toBe(
      415,
    );
    expect(house.people.lookup.draft(draft)?.phase).toBe('open');
  });

  test('HT2: every answer forbids framing, foreign content and inline scripts', async () => {
    const { house, server, browser } = await served();
    const { draft } = await newDraft(house);
    const ann = await signedIn(house, server, draft, ALDER);
    for (const told of [
      await ann.get(`/d/${draft}`),
      await browser().get('/nothing'),
      await ann.get('/api/me'),
    ]) {
      const policy = told.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(told.headers.get('x-content-type-options')).toBe('nosniff');
      expect(told.headers.get('referrer-policy')).toBe('same-origin');
      expect(told.headers.get('cache-control')).toBe('no-store');
    }
  });

  test('HT3: too many requests of one account are held off, those of others are not', async () => {
    const { house, server } = await served({ limits: { account: 5, address: 1_000 } });
    const { draft } = await newDraft(house);
    const [ann, bo] = [
      await signedIn(house, server, draft, ALDER),
      await signedIn(house, server, draft, { role: 'observer' }),
    ];
    const statuses: number[] = [];
    for (let n = 0; n < 7; n++) statuses.push((await ann.get('/api/me')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect((await bo.get('/api/me')).status).toBe(200);
    expect((await ann.get('/assets/a.js')).status).toBe(404);
  });
});

describe('the first readable text', () => {
  const template = `<!doctype html><html><head><title>Chapeau</title>
<script type="module" crossorigin src="/assets/a.js"></script><link rel="stylesheet" crossorigin href="/assets/a.css">
</head><body><div id="page"></div></body></html>`;

  async function built() {
    const client = mkdtempSync(path.join(tmpdir(), 'chapeau-client-'));
    mkdirSync(path.join(client, 'assets'));
    writeFileSync(path.join(client, 'index.html'), template);
    writeFileSync(path.join(client, 'assets', 'a.js'), 'plain');
    writeFileSync(path.join(client, 'assets', 'a.js.br'), brotliCompressSync('small'));
    writeFileSync(path.join(client, 'mark.svg'), '<svg/>');
    mkdirSync(path.join(client, '.vite'));
    const manifest = {
      'pages/draft-page.tsx': { file: 'assets/draft.js', imports: ['_shared.js'], css: ['assets/draft.css'] },
      '_shared.js': { file: 'assets/shared.js', imports: ['pages/draft-page.tsx'] },
    };
    writeFileSync(path.join(client, '.vite', 'manifest.json'), JSON.stringify(manifest));
    return { ...(await served({ client })), client, remove: () => rmSync(client, { recursive: true }) };
  }

  test('FT1: the page of a draft holds its text, escaped, before anything that a browser waits for', async () => {
    const { house, server, remove } = await built();
    const document = shortDraft('Wells & <springs>', 'Wells $& <script>alert(1)</script> shall be kept.');
    const { draft } = await newDraft(house, { document });
    const ann = await signedIn(house, server, draft, ALDER);
    const { text } = await ann.get(`/d/${draft}`);
    expect(text).toContain('Wells $&amp; &lt;script&gt;alert(1)&lt;/script&gt; shall be kept.');
    expect(text).toContain('<title>Wells &amp; &lt;springs&gt; · Chapeau</title>');
    const at = (words: string) => text.indexOf(words);
    expect(at('<div id="page">')).toBeLessThan(at('Wells $&amp;'));
    expect(at('Wells $&amp;')).toBeLessThan(at('/assets/a.css'));
    expect(at('/assets/a.css')).toBeGreaterThan(0);
    expect(at('/assets/a.js')).toBeGreaterThan(at('Wells $&amp;'));
    remove();
  });

  test('FT1: what the page of a draft will ask for is named behind its text', async () => {
    const { house, server, remove } = await built();
    const { draft } = await newDraft(house);
    const ann = await signedIn(house, server, draft, ALDER);
    const { text } = await ann.get(`/d/${draft}`);
    const behind = text.slice(text.indexOf('</article>'));
    for (const file of ['draft.js', 'shared.js', 'draft.css'])
      expect(behind).toContain(`href="/assets/${file}"`);
    expect((await ann.get('/.vite/manifest.json')).status).toBe(404);
    remove();
  });

  test('FT1: the style of the text is the only one allowed in the page, by its nonce', async () => {
    const { house, server, remove } = await built();
    const { draft } = await newDraft(house);
    const ann = await signedIn(house, server, draft, ALDER);
    const [one, two] = [await ann.get(`/d/${draft}`), await ann.get(`/d/${draft}`)];
    const nonceOf = ({ text }: typeof one) => /<style nonce="([^"]+)"/.exec(text)?.[1];
    expect(one.headers.get('content-security-policy')).toContain(`'nonce-${nonceOf(one)}'`);
    expect(nonceOf(one)).not.toBe(nonceOf(two));
    remove();
  });

  test('FT2: files come as they were compressed, named ones for ever; the page itself is never kept', async () => {
    const { browser, remove } = await built();
    const told = await browser().get('/assets/a.js', { 'accept-encoding': 'br' });
    expect([told.headers.get('content-encoding'), told.text]).toEqual(['br', 'small']);
    expect(told.headers.get('cache-control')).toContain('immutable');
    expect((await browser().get('/mark.svg')).headers.get('cache-control')).toBe('no-cache');
    expect((await browser().get('/')).headers.get('cache-control')).toBe('no-store');
    expect((await browser().get('/index.html')).status).toBe(404);
    expect((await browser().get('/assets/..%2f..%2fetc/passwd')).status).toBe(404);
    remove();
  });
});
