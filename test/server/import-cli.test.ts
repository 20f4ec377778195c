/** The commands that others build on: outline, lint, import. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { change, del, docx, ins, p, r } from '../support/docx.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(join(tmpdir(), 'chapeau-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** Runs `chapeau …` on a data folder of its own. */
const chapeau = (...args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const env = { ...process.env, CHAPEAU_DATA: join(folder, 'data') };
    execFile(
      'node',
      ['--import', 'tsx', 'server/cli.ts', ...args],
      { cwd: ROOT, env },
      (error, out, errors) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, errors }),
    );
  });

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('IM8: the import on the command line', () => {
  it('outline --json prints the structure in the agreed fields', async () => {
    const { out, code } = await chapeau(
      'outline',
      file('a.txt', 'Title\n\n1. We [agree]:\n(a) [now].\n\nAlt 1. We do not.\n'),
      '--json',
    );
    const outline = JSON.parse(out);
    expect(code).toBe(0);
    expect(Object.keys(outline)).toEqual([
      'title',
      'parts',
      'provisions',
      'brackets',
      'notes',
      'tables',
      'report',
    ]);
    expect(outline.provisions).toEqual([
      {
        part: '1',
        chapter: null,
        concept: null,
        label: '1',
        kind: 'paragraph',
        covers: [],
        text: 'We [agree]:',
        brackets: ['[agree]', '[now]'],
        sources: [],
        notes: [],
        items: [{ label: '(a)', text: '[now].', brackets: ['[now]'], sources: [] }],
        bold: [],
      },
      expect.objectContaining({ label: 'Alt 1', kind: 'alternative', covers: ['1'], text: 'We do not.' }),
    ]);
    expect(outline.brackets).toEqual({ open: 2, close: 2, pairs: 2, unpaired: 0 });
    expect(Object.keys(outline.report[0])).toEqual(['line', 'column', 'kind', 'message']);
  }, 60_000);

  it('outline without --json prints a tree and the report', async () => {
    const { out } = await chapeau('outline', file('b.txt', 'Title\n\n1. We agree].\n'));
    expect(out).toMatch(/^ {2}1 We agree\]\.$/m);
    expect(out).toMatch(/3:12 unpaired-bracket: /);
  }, 60_000);

  it('lint lists findings and exits with 1, and with 0 when there are none', async () => {
    expect(await chapeau('lint', file('c.txt', '1. We agree].\n'))).toMatchObject({
      code: 1,
      out: expect.stringContaining('unpaired-bracket'),
    });
    expect(await chapeau('lint', file('d.txt', '1. We [agree].\n'))).toMatchObject({
      code: 0,
      out: 'no findings\n',
    });
  }, 60_000);

  it('import creates a draft in preparation and prints links for chair and secretariat', async () => {
    const { out, code } = await chapeau(
      'import',
      file('e.txt', 'Wells\n\n1. We [agree].\n'),
      '--title',
      'Draft on wells',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^created \S+ "Draft on wells" in preparation$/m);
    expect(out).toMatch(/^join as chair: http/m);
    expect((await chapeau('drafts')).out).toMatch(/preparing\s+Draft on wells/);
  }, 60_000);

  it('says what is wrong with a file that is none, and exits with 1', async () => {
    expect(await chapeau('outline', file('f.bin', '\u007fELF\u0002\u0001'))).toMatchObject({
      code: 1,
      errors: expect.stringContaining('program'),
    });
    expect(await chapeau('import', join(folder, 'nothing.txt'))).toMatchObject({
      code: 1,
      errors: expect.stringContaining('there is no file'),
    });
  }, 60_000);

  it('IM40: doubts are answered of all of a kind or one by one, and the record keeps the answers', async () => {
    const draft = file('doubts.txt', '1. Ponds/springs are [clean.\n\n2. Wells/ponds are full.\n');
    const told = await chapeau('outline', draft);
    expect(told.out).toContain('(opened@1:22=keep|pair|drop)');
    const answers = ['--answer', 'slash=choice', '--answer', 'opened@1:22=drop'];
    const json = JSON.parse((await chapeau('outline', draft, '--json', ...answers)).out);
    expect(json.brackets).toMatchObject({ unpaired: 0 });
    const made = await chapeau('import', draft, ...answers);
    expect(made.out).toContain('0 of them to look at');
    const wrong = await chapeau('outline', draft, '--answer', 'slash=perhaps');
    expect([wrong.code, wrong.errors]).toEqual([1, expect.stringContaining('characters, choice, as-read')]);
  }, 60_000);

  it('IM42: tracked changes become requests of the parties that their authors are said to be', async () => {
    const words = join(folder, 'tracked.docx');
    writeFileSync(
      words,
      docx({
        body: [
          p(`${r('1. Parties ')}${ins('Ada Lovelace', r('jointly '))}${r('measure wells. (Birch: delete)')}`),
          p(`${r('2. Wells are ')}${del('Ben', r('not '))}${r('open.')}`),
          p(ins('Cy', r('3. Ponds are counted.')), `<w:rPr>${change('ins', 'Cy')}</w:rPr>`),
        ].join(''),
      }),
    );
    const said = ['--author', 'Ada Lovelace=Cedar', '--author', 'Ben=drop', '--title', 'Tracked wells'];
    const made = await chapeau('import', words, ...said);
    expect([made.code, made.errors]).toEqual([0, '']);
    expect(made.out).toMatch(/^1 tracked changes by Ada Lovelace: requests of cedar$/m);
    expect(made.out).toMatch(/^1 tracked changes by Ben: left out$/m);
    expect(made.out).toMatch(/tracked changes by Cy: requests of the Chair from the floor$/m);
    const points = await chapeau('points', 'Tracked wells');
    expect(points.out).toMatch(/jointly.*\(cedar\)/);
    expect(points.out).toMatch(/Ponds are counted/);
    expect(points.out).not.toContain('not ');
    expect((await chapeau('points', 'Tracked wells', '--json')).out).not.toMatch(/Lovelace|Cy\b/);
    const nobody = await chapeau('import', words, '--author', 'Ada=Cedar');
    expect([nobody.code, nobody.errors]).toEqual([
      1,
      expect.stringContaining('changes are by Ada Lovelace, Ben, Cy'),
    ]);
    const noParty = await chapeau('import', words, '--author', 'Ben=Atlantis');
    expect([noParty.code, noParty.errors]).toEqual([1, expect.stringContaining('no party of the list')]);
    const accepted = await chapeau('import', words, '--accept-changes', '--title', 'Accepted wells');
    expect(accepted.out).toMatch(/by Cy: taken into the text$/m);
    expect((await chapeau('verify')).code).toBe(0);
  }, 120_000);
});
