/** What leaves the room of a living draft: who gets which text, with which names, and texts that were issued. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, startApp } from '../../server/app.ts';
import { createDraftIn, inviteIn } from '../../server/commands/folder.ts';
import { idsBetween, readBase, readSubject } from '../../server/commands/subject.ts';
import { readConfig } from '../../server/config.ts';
import { shortDraft } from '../support/house.ts';
import { Browser } from '../support/http.ts';

const data = mkdtempSync(path.join(tmpdir(), 'chapeau-export-draft-'));
let app: App;
let draft = '';
const seats: Record<string, Browser> = {};
const WORDS = 'Springs shall be kept as well.';

beforeAll(async () => {
  const config = readConfig({ PORT: '0', CHAPEAU_HOST: '127.0.0.1', CHAPEAU_LOG: 'silent' });
  const folder = { data, origin: config.origin };
  draft = (await createDraftIn(folder, { document: shortDraft() })).id;
  const wish = { head: false, reusable: false, days: 1 };
  const links = {
    desk: await inviteIn(folder, draft, { ...wish, role: 'secretariat', label: 'desk' }),
    elm: await inviteIn(folder, draft, { ...wish, role: 'delegation', party: 'elm', label: 'elm' }),
    observer: await inviteIn(folder, draft, { ...wish, role: 'observer', label: 'observer' }),
  };
  app = await startApp({ ...config, data, samples: false, chromium: '/nowhere/chromium' });
  for (const [name, link] of Object.entries(links)) {
    seats[name] = new Browser(app.address);
    await seats[name].join(link.split('/').at(-1)!, name);
  }
  await seats.desk!.ask('PUT', `/api/drafts/${draft}/phase`, { phase: 'open' });
  const proposal = {
    id: 'q1',
    kind: 'provision',
    place: { on: 'after', block: await lastBlock() },
    blocks: [{ id: 'q1.p', kind: 'provision', attrs: {}, content: [{ text: WORDS }] }],
  };
  await act({ act: 'enter', proposal, for: 'cedar' });
  await act({ act: 'join', proposal: 'q1', for: 'alder' });
}, 60_000);
afterAll(async () => {
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

async function lastBlock(): Promise<string> {
  const told = (await seats.desk!.get(`/api/drafts/${draft}/base`)).json();
  return (told.blocks as { id: string }[]).at(-1)!.id;
}
async function act(request: unknown) {
  const told = await seats.desk!.ask('POST', `/api/drafts/${draft}/acts`, request);
  expect([told.status, told.text]).toEqual([200, expect.stringContaining('"done":true')]);
}
const get = (seat: string, what: string) => seats[seat]!.get(`/api/drafts/${draft}/${what}`);
async function bytes(what: string): Promise<Uint8Array> {
  const headers = { cookie: seats.elm!.cookie };
  const response = await fetch(`${app.address}/api/drafts/${draft}/export?${what}`, { headers });
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

test('EX15, EX17: the attributed text names who asks, in the body’s order; the file is called by its rendition', async () => {
  const told = await get('elm', 'export?as=txt&rendition=attributed');
  expect(told.status).toBe(200);
  expect(told.text).toContain(`${WORDS} (Alder, Cedar)`);
  expect(told.headers.get('content-disposition')).toContain('attributed.txt');
});

test.each(['html', 'md', 'txt', 'json', 'docx'])(
  'EX15: the bracketed text as %s holds no name, and is the same file twice',
  async (format) => {
    const once = await bytes(`as=${format}&rendition=bracketed`);
    expect(await bytes(`as=${format}&rendition=bracketed`)).toEqual(once);
    const parts = format === 'docx' ? Object.values(unzipSync(once)).map((each) => strFromU8(each)) : [];
    const text = [strFromU8(once), ...parts].join('\n');
    expect(text).toContain(WORDS);
    expect(text).not.toMatch(/alder|cedar|desk/i);
  },
  60_000,
);

test('EX16: without a browser that prints it is said; a text is no list', async () => {
  const pdf = await get('elm', 'export?as=pdf');
  expect([pdf.status, pdf.json().error]).toEqual([503, 'no-chromium']);
  const csv = await get('elm', 'export?as=csv');
  expect([csv.status, csv.json().error]).toEqual([400, 'wrong-format']);
  expect((await get('elm', 'export?as=odt')).status).toBe(400);
}, 60_000);

test('AU11: a file holds no name that the house does not let its reader know', async () => {
  const text = async (seat: string) => (await get(seat, 'export?as=txt&rendition=attributed')).text;
  const names = (rule: string) => seats.desk!.ask('PUT', `/api/drafts/${draft}/rules`, { names: rule });
  await names('own-party');
  expect(await text('elm')).not.toMatch(/Alder|Cedar/);
  expect(await text('desk')).toContain(`${WORDS} (Alder, Cedar)`);
  await names('nobody');
  expect(await text('desk')).toContain(WORDS);
  expect(await text('desk')).not.toMatch(/Alder|Cedar/);
  await names('members');
  expect(await text('elm')).toContain(`${WORDS} (Alder, Cedar)`);
});

test('PV3: where words come from is told to who reads the draft, with the names that the house lets them know', async () => {
  const unit = await lastBlock();
  const place = { on: 'blocks', blocks: [unit], covered: '' };
  await act({ act: 'enter', proposal: { id: 'q2', kind: 'deletion', place, blocks: [] }, for: 'cedar' });
  const told = (seat: string) => get(seat, `provenance?unit=${unit}`);
  const seen = (await told('elm')).json() as { runs: { origin: object }[]; askedToGo: object[] };
  expect(seen.runs[0]!.origin).toMatchObject({ seq: 1, by: 'created', proponents: [] });
  expect(seen.askedToGo).toEqual([expect.objectContaining({ proposal: 'q2', proponents: ['cedar'] })]);
  const names = (rule: string) => seats.desk!.ask('PUT', `/api/drafts/${draft}/rules`, { names: rule });
  await names('own-party');
  expect((await told('elm')).text).not.toMatch(/cedar|alder/);
  expect((await told('desk')).text).toContain('cedar');
  await names('members');
  const observer = await told('observer');
  expect([observer.status, observer.json().error]).toEqual([403, 'observers-see-the-screen']);
  expect((await get('elm', 'provenance?unit=nothing')).status).toBe(404);
  await act({ act: 'withdraw', proposal: 'q2', for: 'cedar' });
});

test('RV1, RV2: a text is issued once under its symbol, with its hash, and never changes; a clean text waits for decisions', async () => {
  const open = await get('elm', 'export?as=txt&rendition=clean');
  expect([open.status, open.json().error]).toEqual([409, 'open-points']);
  expect(open.json().points).toEqual([expect.objectContaining({ words: expect.stringContaining(WORDS) })]);

  await act({ act: 'issue', symbol: 'W/1', sentence: 'As it stands.' });
  const taken = await seats.desk!.ask('POST', `/api/drafts/${draft}/acts`, { act: 'issue', symbol: 'w/1' });
  expect([taken.status, taken.json().error]).toEqual([409, 'symbol-taken']);
  const refused = await seats.elm!.ask('POST', `/api/drafts/${draft}/acts`, { act: 'issue' });
  expect([refused.status, refused.json().error]).toEqual([403, 'not-the-operator']);
  const issued = await bytes('as=json&revision=W/1');

  await act({ act: 'decide', outcomes: [{ proposal: 'q1', outcome: 'taken' }] });
  const clean = await get('elm', 'export?as=txt&rendition=clean');
  expect([clean.status, clean.text.includes('['), clean.text.includes(WORDS)]).toEqual([200, false, true]);
  expect(await bytes('as=json&revision=W/1')).toEqual(issued);
  const { revisions } = (await get('elm', 'revisions')).json() as { revisions: { hash: string }[] };
  expect(revisions.map(({ hash }) => hash)).toEqual([createHash('sha256').update(issued).digest('hex')]);
});

test('RV3: two texts are compared by their symbols', async () => {
  await act({ act: 'issue', symbol: 'W/1/Rev.1' });
  const told = await get('elm', 'compare?from=W/1&to=W/1/Rev.1');
  expect(told.json().counts).toMatchObject({ brackets: { lifted: 1 } });
  expect((await get('elm', 'compare?from=W/9')).json().error).toBe('unknown-revision');
});

test('AU10: observers get issued texts, bracketed or clean, and nothing else', async () => {
  expect((await get('observer', 'export?as=txt&revision=W/1')).status).toBe(200);
  for (const what of ['export?as=txt', 'export?as=txt&rendition=attributed&revision=W/1', 'compare?from=W/1'])
    expect((await get('observer', what)).json().error).toBe('observers-get-issued-texts');
});

test('RD5: a text is shown against an issued one with the names of those who ask, or with none', async () => {
  const proposal = {
    id: 'q2',
    kind: 'provision',
    place: { on: 'after', block: await lastBlock() },
    blocks: [{ id: 'q2.p', kind: 'provision', attrs: {}, content: [{ text: 'Ponds too.' }] }],
  };
  await act({ act: 'enter', proposal, for: 'cedar' });
  const named = strFromU8(await bytes('as=html&rendition=redline&base=W/1/Rev.1&authors=parties'));
  expect(named).toMatch(/<ins>Ponds too\.<\/ins>[\s\S]*\(Cedar\)/);
  expect(named).toContain('Restricted');
  const neutral = strFromU8(await bytes('as=html&rendition=redline'));
  expect([/cedar/i.test(neutral), neutral.includes('Changes against W/1/Rev.1.')]).toEqual([false, true]);
  const word = unzipSync(await bytes('as=docx&rendition=redline&base=W/1&authors=parties'));
  expect(strFromU8(word['word/document.xml']!)).toMatch(/<w:ins [^>]*w:author="Cedar"/);
  expect((await get('elm', 'export?as=txt&rendition=redline')).json().error).toBe('wrong-format');
  expect((await get('elm', 'export?as=html&rendition=redline&base=W/9')).json().error).toBe(
    'unknown-revision',
  );
  const issued = 'export?as=html&rendition=redline&base=W/1&revision=W/1/Rev.1';
  expect((await get('observer', issued)).status).toBe(200);
  expect((await get('observer', `${issued}&authors=parties`)).json().error).toBe(
    'observers-get-issued-texts',
  );
}, 60_000);

test('EX19: on the command line a draft, its revisions and files are subjects alike', async () => {
  const folder = { data, origin: '' };
  const first = await readSubject(folder, `${draft}@w/1`);
  const now = await readSubject(folder, draft);
  expect([first.name, first.masthead.status, idsBetween(first, now)]).toEqual([
    'W/1',
    'As it stands.',
    'lasting',
  ]);
  expect((await readBase(folder, now, undefined)).name).toBe('W/1/Rev.1');
  await expect(readSubject(folder, `${draft}@W/9`)).rejects.toThrow(
    /"W\/9"; there are\n {2}W\/1\/Rev\.1\n {2}W\/1$/,
  );
  await expect(readSubject(folder, 'nothing.txt')).rejects.toThrow(
    /there is no file nothing\.txt, and no draft/,
  );
  await expect(readBase(folder, now, 'W/9')).rejects.toThrow(/no text of this draft was issued as "W\/9"/);
});

test('RV4: the chair’s side looks at a text as it will be issued, in a frame of our page that runs nothing', async () => {
  const told = await get('desk', 'export?as=html&preview=1&symbol=W/2&sentence=Third+reading.');
  expect(told.text).toContain('W/2');
  expect(told.text).toContain('Third reading.');
  expect(told.headers.get('content-security-policy')).toMatch(
    /^sandbox; default-src 'none'.*frame-ancestors 'self'$/,
  );
  expect([told.headers.get('x-frame-options'), told.headers.get('content-disposition')]).toEqual([
    'SAMEORIGIN',
    null,
  ]);
  expect((await get('elm', 'export?as=html&preview=1&symbol=W/2')).text).not.toContain('W/2');
});

test('HI1: any state can be looked at by its entry or instant, and what changed since', async () => {
  const { moments } = (await get('desk', 'history')).json() as {
    moments: { seq: number; at: number; what: string }[];
  };
  expect(moments.map(({ what }) => what)).toEqual([
    'created',
    'phase',
    'revision',
    'decision',
    'revision',
    'day',
  ]);
  const [, , first] = moments;
  const then = await get('elm', `export?as=txt&seq=${first!.seq}`);
  expect([then.text.includes(`[${WORDS}]`), then.text.includes('Ponds too.')]).toEqual([true, false]);
  const when = new Date(moments.at(-1)!.at + 60_000).toISOString();
  expect((await get('elm', `export?as=txt&when=${when}`)).text).toContain('Ponds too.');
  const since = await get('elm', `export?as=html&rendition=redline&baseSeq=${first!.seq}`);
  expect(since.text).toMatch(/id="change-1"/);
});

test('HI2: what a draft was in preparation only the chair’s side sees; observers no past state', async () => {
  expect((await get('desk', 'export?as=txt&seq=1')).status).toBe(200);
  expect((await get('elm', 'export?as=txt&seq=1')).json().error).toBe('no-such-state');
  expect((await get('elm', 'export?as=html&rendition=redline&baseSeq=1')).json().error).toBe('no-such-state');
  expect((await get('elm', 'export?as=txt&when=2001-01-01T00:00:00Z')).json().error).toBe('no-such-state');
  const { moments } = (await get('elm', 'history')).json() as { moments: { what: string }[] };
  expect(moments[0]!.what).toBe('phase');
  for (const what of [
    'history',
    'export?as=txt&seq=9',
    'export?as=html&rendition=redline&revision=W/1&baseSeq=9',
  ])
    expect((await get('observer', what)).json().error).toBe('observers-get-issued-texts');
});

test('RV5, RV6: who works on the draft is told of statuses in a comparison; observers of none, and of no name', async () => {
  await act({ act: 'status', units: [await lastBlock()], status: 'under-discussion' });
  await act({ act: 'issue', symbol: 'W/3' });
  const pair = `compare?from=${encodeURIComponent('W/1/Rev.1')}&to=W%2F3`;
  const statuses = async (seat: string) =>
    ((await get(seat, pair)).json() as { counts: { statuses: number } }).counts.statuses;
  expect([await statuses('elm'), await statuses('observer')]).toEqual([1, 0]);
  const answers = [
    await get('observer', 'revisions'),
    await get('observer', pair),
    await get('observer', 'export?as=json&revision=W%2F1'),
    await get('observer', 'export?as=html&rendition=clean&revision=W%2F1'),
    await get('observer', 'export?as=html&rendition=clean&allowOpen=1&revision=W%2F1'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 409, 200]);
  for (const { text } of answers) expect(text).not.toMatch(/alder|cedar|elm|under-discussion|"desk"/i);
});
