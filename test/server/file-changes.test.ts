/**
 * A delegation's Word file, exported here and edited in LibreOffice, comes back: the same proposals with its changes tracked and
 * with all of them accepted, in its own hand and in nobody else's bytes.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type App, startApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { readMark, writeMark } from '../../server/export/base-mark.ts';
import type { Aside } from '../../shared/changes/proposals-from.ts';
import { wordsOfProposal } from '../../shared/proposals/content.ts';
import type { Proposal } from '../../shared/proposals/proposal.ts';
import { MESSAGE } from '../../shared/protocol/messages.ts';
import { Browser } from '../support/http.ts';
import { editElsewhere } from '../support/soffice.ts';

const AUTHOR = { givenName: 'Quintilla', surname: 'Zwetschgenbaum' };
const COMMENT = 'Capital will not move on this: xylophone.';

interface Told {
  readonly base: { readonly how: string; readonly symbol?: string };
  readonly found: readonly { readonly proposal: Proposal; readonly covers: string }[];
  readonly asides: readonly Aside[];
  readonly comments: readonly { readonly text: string; readonly unit?: string; readonly author: string }[];
  readonly isTracked: boolean;
}

const shown = ({ found }: Told): readonly string[] =>
  found.map(({ proposal, covers }) => {
    const words = wordsOfProposal(proposal);
    return `${proposal.kind}: ${covers}${covers && words ? ' → ' : ''}${words}`;
  });

let app: App;
let folder = '';
let draft = '';
const browsers: Record<string, Browser> = {};
const heard: Record<string, string> = {};
const sockets: WebSocket[] = [];
let files: { readonly tracked: Uint8Array; readonly accepted: Uint8Array };

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'chapeau-changes-'));
  app = await startApp({
    ...readConfig({ PORT: '0', CHAPEAU_HOST: '127.0.0.1', CHAPEAU_LOG: 'silent' }),
    data: folder,
  });
  for (const { name, url } of app.links) {
    const browser = new Browser(app.address);
    const told = await browser.join(url.split('/').at(-1)!, `${name} person`);
    draft = told.headers.get('location')!.split('/')[2]!;
    browsers[name] = browser;
    listen(name, browser);
  }
  const word = await fetchBytes(browsers.Alder!, `/api/drafts/${draft}/export?as=docx&rendition=bracketed`);
  files = await editElsewhere(word, {
    ...AUTHOR,
    edits: [
      ['known, measured and cared for', 'known and cared for'],
      ['safe drinking water', 'clean and safe drinking water'],
      ['financing of monitoring', 'financing of [quinquennial] monitoring'],
    ],
    comments: [['step towards', COMMENT]],
  });
}, 120_000);

afterAll(async () => {
  for (const socket of sockets) socket.terminate();
  await app?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Keeps every byte that the server sends to a seat. */
function listen(name: string, { cookie }: Browser): void {
  heard[name] = '';
  const socket = new WebSocket(`${app.address.replace('http', 'ws')}/sync/draft/${draft}`, {
    headers: { cookie, origin: app.address },
  });
  socket.on('message', (data: Buffer) => {
    heard[name] += data.toString('latin1');
  });
  socket.on('open', () => socket.send(new Uint8Array([MESSAGE.sync, 0, 1, 0])));
  socket.on('error', () => {});
  sockets.push(socket);
}

async function fetchBytes({ cookie }: Browser, at: string): Promise<Uint8Array> {
  const response = await fetch(`${app.address}${at}`, { headers: { cookie } });
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

function sent(browser: Browser, bytes: Uint8Array | string, query = '', name = 'capital.docx') {
  const form = new FormData();
  form.append('file', new Blob([bytes as BlobPart]), name);
  return browser.ask('POST', `/api/drafts/${draft}/changes${query}`, form);
}
const read = async (bytes: Uint8Array | string, query = ''): Promise<Told> => {
  const told = await sent(browsers.Alder!, bytes, query);
  expect(told.status, told.text.slice(0, 500)).toBe(200);
  return told.json() as unknown as Told;
};

/** The words that are asked for are in no message of these to anybody else. */
const SECRETS = [AUTHOR.givenName, AUTHOR.surname, 'xylophone', 'clean and', 'quinquennial'];

describe('RT7, RT8: a file of a delegation comes back changed', () => {
  const expected = ['insertion: clean and ', 'insertion: [quinquennial] ', 'deletion: , measured'];

  test('its base is known, and its changes are proposals on the right provisions', async () => {
    const told = await read(files.tracked);
    expect(told).toMatchObject({ base: { how: 'known' }, isTracked: true, asides: [] });
    expect(shown(told)).toEqual(expected);
    expect(told.comments).toMatchObject([
      { text: COMMENT, author: `${AUTHOR.givenName} ${AUTHOR.surname}`, unit: expect.any(String) },
    ]);
  });

  test('with every change accepted they are the same', async () => {
    const told = await read(files.accepted);
    expect(told).toMatchObject({ base: { how: 'known' }, isTracked: false, asides: [] });
    expect(shown(told)).toEqual(expected);
  });

  test('a file without its mark is compared with the text it is most like, or with the one that is named', async () => {
    const parts = unzipSync(files.accepted);
    delete parts['docProps/custom.xml'];
    const unmarked = zipSync(parts);
    const told = await read(unmarked);
    expect(told.base.how).toBe('likely');
    expect(shown(told)).toEqual(expected);
    expect((await read(unmarked, '?base=')).base.how).toBe('chosen');
    expect((await sent(browsers.Alder!, unmarked, '?base=no-such-text')).status).toBe(404);
  });

  test('a file that is like no text of the draft is refused, and so is one that cannot be read', async () => {
    const foreign = await sent(browsers.Alder!, 'A recipe.\n\nTake two eggs.', '', 'recipe.txt');
    expect([foreign.status, foreign.json().error]).toEqual([404, 'unlike-any-base']);
    const broken = await sent(browsers.Alder!, new Uint8Array([0x50, 0x4b, 3, 4, 9, 9]));
    expect(broken.status).toBe(422);
  });

  test('a mark that this server did not sign is none', () => {
    const mark = writeMark('a secret', { draft: 'd1', seq: 7, rendition: 'bracketed', running: false });
    expect(readMark('a secret', mark)).toMatchObject({ draft: 'd1', seq: 7 });
    expect(readMark('a secret', mark.replace(' 7 ', ' 1 '))).toBeUndefined();
    expect(readMark('another', mark)).toBeUndefined();
  });

  test('observers send no files; nobody but the sender is told a byte of one, and the record holds none', async () => {
    expect((await sent(browsers.Observer!, files.tracked)).status).toBe(403);
    expect(browsers.Alder!.seen).toContain('xylophone');
    for (const [name, browser] of Object.entries(browsers)) {
      if (name === 'Alder') continue;
      const all = `${browser.seen}${heard[name]}`;
      expect(SECRETS.filter((each) => all.includes(each))).toEqual([]);
    }
    expect(heard.Secretariat!.length).toBeGreaterThan(1_000);
    const log = readdirSync(folder)
      .map((file) => readFileSync(path.join(folder, file), 'latin1'))
      .join('');
    expect(log).toContain('measured');
    expect(SECRETS.filter((each) => log.includes(each))).toEqual([]);
  });
});
