/** The first real draft leaves the room: by the commands, and after all of it was decided on in a running server. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../../server/app.ts';
import { readRecorded } from '../../server/commands/chair.ts';
import { createDraftIn, inviteIn } from '../../server/commands/folder.ts';
import { importedFile } from '../../server/commands/import.ts';
import { readConfig } from '../../server/config.ts';
import { importText } from '../../server/import/import.ts';
import type { Decided } from '../../shared/acts/decisions/request.ts';
import { type OpenPoint, readOpenPoints } from '../../shared/acts/reading/open-points.ts';
import { outcomesOn } from '../../shared/acts/reading/outcomes.ts';
import { readAlternatives } from '../../shared/draft/alternatives.ts';
import { openPoints } from '../../shared/renditions/open.ts';
import { type DraftDocument, wordsOf } from '../../shared/text/document.ts';
import { canon } from '../support/canon.ts';
import { chromiumPath } from '../support/chromium.ts';
import { partsOf } from '../support/docx.ts';
import { Browser } from '../support/http.ts';
import { drawnIn } from '../support/pdf-text.ts';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const SHARED = path.join(ROOT, '../shared');
const SEED = path.join(SHARED, 'seeds/004_7af3ffa0c4c50526.txt');
const TRUTH = path.join(SHARED, 'truth/seed004-truth-extra.json');
const isHere = existsSync(SEED) && existsSync(TRUTH);
if (!isHere)
  console.warn(
    `SKIPPED: ${SEED} or its truth is not here, the first real draft was NOT exported and decided on.`,
  );

const folder = mkdtempSync(path.join(tmpdir(), 'chapeau-seed004-'));
const data = path.join(folder, 'data');
const at = (name: string): string => path.join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Truth {
  readonly sources: readonly { readonly source: string }[];
  readonly slashAlternatives: readonly {
    readonly line: number;
    readonly options: readonly string[];
    readonly slash: string;
  }[];
}
const truth = (): Truth => JSON.parse(readFileSync(TRUTH, 'utf8')) as Truth;
const holds = (dense: string, words: string): boolean => dense.includes(words.replace(/\s+/g, ''));

/** Runs `chapeau …`. */
const run = (...args: readonly string[]): Promise<{ code: number; errors: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, CHAPEAU_DATA: data, CHAPEAU_CHROMIUM: chromiumPath() };
    const command = ['--import', 'tsx', 'server/cli.ts', ...args];
    execFile('node', command, { cwd: ROOT, env }, (error, _, errors) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, errors }),
    );
  });

describe.skipIf(!isHere)('by the commands', () => {
  test.each(['txt', 'json'])(
    'EX4, EX7: the bracketed text as %s, imported again, is the same draft',
    async (format) => {
      const out = at(`bracketed.${format}`);
      expect(await run('export', SEED, '--as', format, '--rendition', 'bracketed', '-o', out)).toEqual({
        code: 0,
        errors: '',
      });
      const [first, again] = [(await importedFile(SEED)).document, (await importedFile(out)).document];
      if (format === 'json') expect(again).toEqual(first);
      else expect(canon(again, { weights: false })).toEqual(canon(first, { weights: false }));
    },
    60_000,
  );

  test('RN5, EX14: a clean text is refused, every open point is named, and nothing is written', async () => {
    const out = at('clean.txt');
    const { code, errors } = await run('export', SEED, '--as', 'txt', '--rendition', 'clean', '-o', out);
    const { document } = await importedFile(SEED);
    const numbers = openPoints({ document }).map(({ number }) => number);
    expect(numbers.length).toBeGreaterThan(20);
    expect([code, existsSync(out)]).toEqual([1, false]);
    expect([...errors.matchAll(/^ {2}(\S+) \(/gm)].map(([, number]) => number)).toEqual(numbers);
  }, 60_000);
});

describe.skipIf(!isHere)('after all of it was decided on', () => {
  let app: App;
  let desk: Browser;
  let draft = '';

  beforeAll(async () => {
    const config = readConfig({ PORT: '0', CHAPEAU_HOST: '127.0.0.1', CHAPEAU_LOG: 'silent' });
    const where = { data, origin: config.origin };
    draft = (await createDraftIn(where, { document: withChoices() })).id;
    const wish = { role: 'secretariat', head: false, reusable: false, days: 1, label: 'desk' } as const;
    const link = await inviteIn(where, draft, wish);
    app = await startApp({ ...config, data, samples: false, chromium: chromiumPath() });
    desk = new Browser(app.address);
    await desk.join(link.split('/').at(-1)!, 'desk');
    await decideAll();
  }, 240_000);
  afterAll(() => app?.close());

  /** The file read with what only a person can know of it: which slashes without brackets part wordings. */
  function withChoices(): DraftDocument {
    const { slashAlternatives } = truth();
    const lines = new Set(slashAlternatives.map(({ line }) => line));
    const first = importText(readFileSync(SEED));
    if (!first.ok) throw new Error(first.refusal.message);
    const one = Object.fromEntries(
      first.value.report.flatMap(({ id, kind, line }) =>
        kind === 'slash' && lines.has(line) ? [[id, 'choice'] as const] : [],
      ),
    );
    const answered = importText(readFileSync(SEED), { answers: { one } });
    if (!answered.ok) throw new Error(answered.refusal.message);
    return answered.value.document;
  }

  /** Takes of each point the first outcome that the page offers, until nothing is open; other words are those without a slash. */
  async function decideAll(): Promise<void> {
    for (let turn = 0; turn < 200; turn += 1) {
      const read = await readRecorded({ data, origin: '' }, draft);
      const [point] = readOpenPoints(read.document, read.facts, {}, read.proposalOf);
      if (!point) return;
      const told = await desk.ask('POST', `/api/drafts/${draft}/acts`, {
        act: 'decide',
        outcomes: [decidedOn(point, read.document)],
      });
      expect([point.number, told.status, told.text]).toEqual([point.number, 200, expect.anything()]);
    }
    throw new Error('there is no end of open points');
  }

  function decidedOn(point: OpenPoint, document: DraftDocument): Decided {
    const set = readAlternatives(document).sets.find(({ id }) => point.on === `set:${id}`);
    const block = document.blocks.find(({ id }) => point.on === `unit:${id}`);
    const words = wordsOf(block?.content ?? []);
    const [first] = outcomesOn(point, { ...(set ? { set } : {}), nameOf: (id) => id, words });
    const decided = first?.decided ?? first?.ask?.with(words.replaceAll('/', '、') || '案文');
    if (!decided) throw new Error(`nothing can become of ${point.number}`);
    return decided;
  }

  /** The words of a clean text in each format, as a reader of the file sees them. */
  async function cleanAs(format: string): Promise<string> {
    const headers = { cookie: desk.cookie };
    const address = `${app.address}/api/drafts/${draft}/export?as=${format}&rendition=clean`;
    const response = await fetch(address, { headers });
    expect(response.status).toBe(200);
    const bytes = new Uint8Array(await response.arrayBuffer());
    switch (format) {
      case 'docx':
        return Object.entries(partsOf(bytes))
          .filter(([name]) => /^word\/(?:document|footnotes|header|footer|comments)\d*\.xml$/.test(name))
          .map(([, part]) => [...part.matchAll(/<w:t[^>]*>([^<]*)/g)].map(([, text]) => text).join(' '))
          .join('\n');
      case 'pdf':
        return drawnIn(bytes);
      case 'html':
        return Buffer.from(bytes)
          .toString('utf8')
          .replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, ' ');
      case 'json':
        return (
          JSON.parse(Buffer.from(bytes).toString('utf8')) as { document: DraftDocument }
        ).document.blocks
          .map(({ content }) =>
            content.map((each) => ('el' in each ? JSON.stringify(each) : each.text)).join(''),
          )
          .join('\n');
      default:
        return Buffer.from(bytes).toString('utf8');
    }
  }

  test.each(['txt', 'md', 'html', 'json', 'docx', 'pdf'])(
    'RN5: the clean text as %s holds no bracket, slash choice, label of an alternative or source',
    async (format) => {
      const text = await cleanAs(format);
      const dense = text.replace(/\s+/g, '');
      const { sources: cells, slashAlternatives } = truth();
      expect(holds(dense, '信息社会世界峰会')).toBe(true);
      expect(dense.length).toBeGreaterThan(5_000);
      // Delimiters of the draft; marks of Markdown notes are none.
      expect(text.replace(/\[\^[^\]]*\]/g, '').match(/.{0,9}[[\]［］].{0,9}/g)).toBeNull();
      for (const { options, slash } of slashAlternatives)
        expect(holds(dense, options.join(slash))).toBe(false);
      expect(dense.match(/备选\d.{0,9}/g)).toBeNull();
      // Sources that could be words of the text stand alone on their line or in their cell, so only telling ones are sought.
      const sources = cells.map(({ source }) => source.replace(/\s+/g, ''));
      for (const source of new Set(sources.filter((each) => each.length > 4 && /\d|\//.test(each))))
        expect([source, holds(dense, source)]).toEqual([source, false]);
    },
    120_000,
  );

  test('RN5: the command line writes the same clean text', async () => {
    const out = at('decided.txt');
    expect(await run('export', draft, '--as', 'txt', '--rendition', 'clean', '-o', out)).toEqual({
      code: 0,
      errors: '',
    });
    expect(readFileSync(out, 'utf8')).toBe(await cleanAs('txt'));
  }, 60_000);
});
