/** What goes wrong while a file is written: it is said, and no half file is left (SPEC EX13, EX14, EX16). */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomDraft } from '../../fixtures/random-draft.ts';
import { sample } from '../../fixtures/samples.ts';
import { type App, startApp } from '../../server/app.ts';
import { createDraftIn, inviteIn } from '../../server/commands/folder.ts';
import { readConfig } from '../../server/config.ts';
import type { ExportJob } from '../../server/export/export.ts';
import { exportApart } from '../../server/export/worker.ts';
import { writeJson } from '../../shared/renditions/json.ts';
import { chromiumPath } from '../support/chromium.ts';
import { Browser } from '../support/http.ts';
import { seeded } from '../support/random.ts';
import { AT, renditionOf } from '../support/renditions.ts';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'chapeau-trouble-'));
const data = path.join(folder, 'data');
const source = path.join(folder, 'a.json');
writeFileSync(source, writeJson(renditionOf(sample('rivers-en'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function chapeau(...args: readonly string[]): {
  process: ChildProcess;
  ended: Promise<{ code: number | null; errors: string }>;
} {
  const env = { ...process.env, CHAPEAU_DATA: data, CHAPEAU_CHROMIUM: chromiumPath() };
  const child = spawn('node', ['--import', 'tsx', 'server/cli.ts', 'export', ...args], { cwd: ROOT, env });
  let errors = '';
  child.stderr.on('data', (piece: Buffer) => (errors += piece.toString()));
  return {
    process: child,
    ended: new Promise((resolve) => child.on('exit', (code) => resolve({ code, errors }))),
  };
}

describe('EX13, EX14: on the command line', () => {
  test('EX14: a base that is no file and no text of this draft is said with what there is; nothing is written', async () => {
    const config = readConfig({});
    const { id } = await createDraftIn({ data, origin: config.origin }, { document: sample('well-ar') });
    const out = path.join(folder, 'none.docx');
    const redline = ['--as', 'docx', '--rendition', 'redline', '-o', out];
    const ofDraft = await chapeau(id, ...redline, '--base', 'W/9').ended;
    expect([ofDraft.code, ofDraft.errors]).toEqual([
      2,
      expect.stringMatching(/no text of this draft was issued as "W\/9"/),
    ]);
    const without = await chapeau(id, ...redline).ended;
    expect([without.code, without.errors]).toEqual([
      2,
      expect.stringMatching(/no text of this draft was issued yet/),
    ]);
    const ofFile = await chapeau(source, ...redline, '--base', '/nowhere/a.txt').ended;
    expect([ofFile.code, ofFile.errors]).toEqual([
      2,
      expect.stringMatching(/there is no file \/nowhere\/a\.txt/),
    ]);
    expect(readdirSync(folder)).not.toContain('none.docx');
  }, 120_000);

  test('EX13: what is no place for a file is said, the full device and a folder that is not there too', async () => {
    const full = await chapeau(source, '--as', 'txt', '-o', '/dev/full').ended;
    expect([full.code, full.errors]).toEqual([
      2,
      expect.stringMatching(/\/dev\/full was not written: it is no ordinary file/),
    ]);
    const none = await chapeau(source, '--as', 'txt', '-o', path.join(folder, 'no/a.txt')).ended;
    expect([none.code, none.errors]).toEqual([2, expect.stringMatching(/there is no folder/)]);
  }, 120_000);

  async function unstopped(format: string): Promise<string> {
    const out = path.join(folder, `unstopped.${format}`);
    expect((await chapeau(source, '--as', format, '-o', out).ended).code).toBe(0);
    return readFileSync(out, 'latin1');
  }

  test.each(['txt', 'pdf'])(
    'EX13: stopped by Ctrl-C while it writes %s, the old file stays and nothing is left beside it',
    async (format) => {
      const place = path.join(folder, `stopped-${format}`);
      mkdirSync(place);
      const out = path.join(place, 'out');
      writeFileSync(out, 'old');
      const { process: child, ended } = chapeau(source, '--as', format, '-o', out);
      const watcher = watch(place, () => child.kill('SIGINT'));
      await ended;
      watcher.close();
      expect(readdirSync(place)).toEqual(['out']);
      const text = readFileSync(out, 'latin1');
      const isWhole = async (): Promise<boolean> =>
        format === 'pdf' ? /%%EOF\s*$/.test(text) : text === (await unstopped(format));
      expect(text === 'old' || (await isWhole())).toBe(true);
    },
    120_000,
  );
});

describe('EX16: given up', () => {
  const job = (format: 'docx' | 'pdf'): ExportJob => ({
    of: 'text',
    state: { document: randomDraft(seeded(3), { language: 'en' }) },
    options: { kind: 'bracketed', masthead: { title: '', at: AT } },
    format,
    print: { paper: 'a4', chromium: chromiumPath() },
  });

  test.each(['docx', 'pdf'] as const)(
    'EX16: %s is given up when whoever asked goes away, and the next one is written',
    async (format) => {
      const ending = new AbortController();
      const writing = exportApart(job(format), ending.signal);
      ending.abort();
      expect(await writing).toMatchObject({ done: false, why: 'stopped' });
      expect((await exportApart(job(format), ending.signal)).done).toBe(false);
      expect(await exportApart(job(format))).toMatchObject({ done: true });
    },
    120_000,
  );
});

describe('EX16: over HTTP', () => {
  let app: App;
  let seat: Browser;
  let id = '';
  beforeAll(async () => {
    const served = path.join(folder, 'served');
    const config = readConfig({ PORT: '0', CHAPEAU_HOST: '127.0.0.1', CHAPEAU_LOG: 'silent' });
    const where = { data: served, origin: config.origin };
    id = (await createDraftIn(where, { document: sample('rivers-en') })).id;
    const link = await inviteIn(where, id, {
      role: 'secretariat',
      head: false,
      reusable: false,
      days: 1,
      label: 'desk',
    });
    app = await startApp({ ...config, data: served, samples: false, chromium: chromiumPath() });
    seat = new Browser(app.address);
    await seat.join(link.split('/').at(-1)!, 'desk');
  }, 60_000);
  afterAll(() => app?.close());

  test('EX16: an unknown rendition or format is no request; who is nobody here gets nothing', async () => {
    for (const what of ['as=docx&rendition=cleaner', 'as=odt', 'rendition=clean', 'as=docx&paper=a5'])
      expect((await seat.get(`/api/drafts/${id}/export?${what}`)).status).toBe(400);
    const stranger = await fetch(`${app.address}/api/drafts/${id}/export?as=txt`);
    expect(stranger.status).toBe(401);
  });

  test('EX16: clients that close their line free the writers: what is asked next is written', async () => {
    const cancelled = Array.from({ length: 6 }, async () => {
      const ending = new AbortController();
      const asked = fetch(`${app.address}/api/drafts/${id}/export?as=pdf`, {
        headers: { cookie: seat.cookie },
        signal: ending.signal,
      });
      setImmediate(() => ending.abort());
      return asked.then(
        () => 'answered',
        () => 'closed',
      );
    });
    expect(new Set(await Promise.all(cancelled))).toEqual(new Set(['closed']));
    const response = await fetch(`${app.address}/api/drafts/${id}/export?as=docx`, {
      headers: { cookie: seat.cookie },
    });
    expect([response.status, (await response.arrayBuffer()).byteLength > 5_000]).toEqual([200, true]);
  }, 120_000);
});
