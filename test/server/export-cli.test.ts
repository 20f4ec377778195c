import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { SAMPLES } from '../../fixtures/samples.ts';
import { NotWritten, writeWhole } from '../../server/export/whole-file.ts';
import { importBytes } from '../../server/import/any.ts';
import { importText } from '../../server/import/import.ts';
import { writeJson } from '../../shared/renditions/json.ts';
import { writeText } from '../../shared/renditions/plain.ts';
import { canon } from '../support/canon.ts';
import { renditionOf } from '../support/renditions.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const SEED = join(ROOT, '../shared/seeds/004_7af3ffa0c4c50526.txt');
const isHere = existsSync(SEED);
if (!isHere)
  console.warn(`SKIPPED: ${SEED} is not here, the first real draft was NOT exported and imported again.`);

const folder = mkdtempSync(join(tmpdir(), 'chapeau-export-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const utf8 = (text: string) => new TextEncoder().encode(text);

interface Ran {
  readonly code: number;
  readonly errors: string;
}
/** Runs `chapeau export …`. */
const run = (...args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const env = { ...process.env, CHAPEAU_DATA: at('data'), CHAPEAU_CHROMIUM: '/nowhere/chromium' };
    const command = ['--import', 'tsx', 'server/cli.ts', 'export', ...args];
    execFile('node', command, { cwd: ROOT, env }, (error, _, errors) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, errors }),
    );
  });

async function imported(bytes: Uint8Array) {
  const result = await importBytes(bytes);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
}

describe('EX7: JSON is imported by its content', () => {
  it.each(SAMPLES)('EX7: $name out, in and out again is the same file', async ({ document }) => {
    const file = writeJson(renditionOf(document));
    const again = await imported(utf8(file));
    expect(again.document).toEqual(document);
    expect(writeJson(renditionOf(again.document))).toBe(file);
  });

  it('EX7: who asks for what stays behind, and the report says so', async () => {
    const { document } = SAMPLES[0]!;
    const askedBy = new Map([['k1', { names: ['Utopia'], asks: 'bracket' } as const]]);
    const file = writeJson(renditionOf({ document, askedBy }, 'attributed'));
    expect(file).toContain('Utopia');
    const again = await imported(utf8(file));
    expect(JSON.stringify(again.document)).not.toContain('Utopia');
    expect(again.report.map(({ kind }) => kind)).toEqual(['profile', 'left-out']);
  });

  it.each([
    ['{"format": "chapeau-rendition", "version": 1', 'broken', /damaged or cut off/],
    ['{"format": "other"}', 'unsupported', /of another kind.*"other"/],
    ['{"format": "chapeau-rendition", "version": 9}', 'unsupported', /version 9.*reads version 1/],
    ['{"format": "chapeau-rendition", "version": 1, "rendition": "points"}', 'unsupported', /list of points/],
    ['{"format": "chapeau-rendition", "version": 1, "document": {}}', 'broken', /document\.schema: expected/],
  ])('EX7: %s is refused and it is said why', async (text, kind, message) => {
    const result = await importBytes(utf8(text));
    expect(result).toMatchObject({ ok: false, refusal: { kind, message: expect.stringMatching(message) } });
  });

  it('EX7: a text that begins with a brace is a text', async () => {
    const { document } = await imported(utf8('{Note by the secretariat}\n\n1. We [agree].\n'));
    expect(document.blocks.some(({ attrs }) => attrs.label === '1')).toBe(true);
  });
});

describe.skipIf(!isHere)('EX4: the first real draft', () => {
  it('EX4: printed bracketed and imported again it is the same draft', () => {
    const first = importText(readFileSync(SEED));
    if (!first.ok) throw new Error(first.refusal.message);
    const again = importText(writeText(renditionOf(first.value.document)));
    if (!again.ok) throw new Error(again.refusal.message);
    const loose = { weights: false };
    expect(canon(again.value.document, loose)).toEqual(canon(first.value.document, loose));
  });

  it('EX7: as JSON it comes back field for field', async () => {
    const first = importText(readFileSync(SEED));
    if (!first.ok) throw new Error(first.refusal.message);
    const again = await imported(utf8(writeJson(renditionOf(first.value.document))));
    expect(again.document).toEqual(first.value.document);
  });
});

describe('EX13: a file is written whole or not at all', () => {
  const bytes = utf8('new');
  const left = (name: string) => readdirSync(at(name));
  const place = (name: string): string => {
    mkdirSync(at(name));
    writeFileSync(join(at(name), 'out.txt'), 'old');
    return join(at(name), 'out.txt');
  };

  it('EX13: it takes the place of a file that was there', async () => {
    const out = place('whole');
    await writeWhole(out, bytes);
    expect([readFileSync(out, 'utf8'), left('whole')]).toEqual(['new', ['out.txt']]);
  });

  it('EX13: on a full disk the old file stays, nothing is left behind, and it is said', async () => {
    const out = place('full');
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
    const disk = {
      put: async (beside: string) => {
        writeFileSync(beside, 'n');
        throw full;
      },
      rename: async () => {},
      remove: async (beside: string) => rmSync(beside),
    };
    await expect(writeWhole(out, bytes, disk)).rejects.toThrow(/out\.txt was not written: the disk is full/);
    expect([readFileSync(out, 'utf8'), left('full')]).toEqual(['old', ['out.txt']]);
  });

  it('EX13: a place that is a folder, a device or nowhere is said to be', async () => {
    await expect(writeWhole(folder, bytes)).rejects.toThrow(/it is a folder/);
    await expect(writeWhole('/dev/null', bytes)).rejects.toThrow(NotWritten);
    await expect(writeWhole(at('no/such/out.txt'), bytes)).rejects.toThrow(/there is no folder/);
  });
});

describe('EX14: export on the command line', () => {
  const source = at('a.txt');
  writeFileSync(source, 'Title\n\n1. We [agree].\n\n2. We "do".\n');

  it('EX14: writes a rendition of a file, at the instant that was said', async () => {
    const args = [
      source,
      '--as',
      'html',
      '-o',
      at('a.html'),
      '--symbol',
      'X/1',
      '--date',
      '2026-11-25T18:05:00Z',
    ];
    expect(await run(...args)).toEqual({ code: 0, errors: '' });
    const page = readFileSync(at('a.html'), 'utf8');
    expect(page).toContain('X/1');
    expect(page).toContain('25 November 2026');
  }, 60_000);

  it('EX14: the list of points is CSV that other programs read', async () => {
    expect(await run(source, '--as', 'csv', '--rendition', 'points', '-o', at('a.csv'))).toEqual({
      code: 0,
      errors: '',
    });
    expect(parse(readFileSync(at('a.csv')), { bom: true })).toEqual([
      ['No.', 'Place', 'Words', 'Kind'],
      ['1.1', '1', 'agree', 'brackets'],
    ]);
  }, 60_000);

  it('EX14: a clean text with open points is refused, the points are named, exit 1; with leave it is written', async () => {
    const clean = [source, '--as', 'txt', '--rendition', 'clean', '-o', at('clean.txt')];
    const { code, errors } = await run(...clean);
    expect(code).toBe(1);
    expect(errors).toContain('1.1 (1) agree');
    expect(existsSync(at('clean.txt'))).toBe(false);
    expect((await run(...clean, '--allow-open')).code).toBe(0);
    expect(readFileSync(at('clean.txt'), 'utf8')).toContain('{open point 1.1} [agree]');
  }, 60_000);

  it.each([
    [['--as', 'txt', '--rendition', 'cleaner'], /no rendition is called "cleaner"; there are bracketed/],
    [['--as', 'odt'], /no format is called "odt"/],
    [['--as', 'txt', '--paper', 'a5'], /no paper is called "a5"/],
    [['--as', 'csv'], /csv holds lists/],
    [['--as', 'pdf'], /No Chromium at \/nowhere\/chromium/],
    [['--as', 'txt', '--date', 'yesterday'], /an instant like/],
  ])(
    'EX14: %j cannot be done: it is said, exit 2, no file',
    async (args, message) => {
      const { code, errors } = await run(source, ...args, '-o', at('none'));
      expect(code).toBe(2);
      expect(errors).toMatch(message);
      expect(existsSync(at('none'))).toBe(false);
    },
    60_000,
  );
});
