/** `chapeau compare A B`: what it prints, and by which exit code another program knows what happened (SPEC CP10). */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Comparison } from '../../shared/compare/comparison.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(join(tmpdir(), 'chapeau-compare-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

const compare = (...args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(
      'node',
      ['--import', 'tsx', 'server/cli.ts', 'compare', ...args],
      { cwd: ROOT },
      (error, out, errors) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, errors }),
    );
  });

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const BEFORE = file(
  'before.txt',
  `Draft declaration

1. We reaffirm the [shared] principles of the first session.
2. We decide [to establish a fund] at once.
3. Drinking water for all people is what this session is for.
4. Parties shall report on everything that they have measured:
(a) every year on what they measured;
(b) every second year on floods.
`,
);
const AFTER = file(
  'after.txt',
  `Draft declaration

1. We reaffirm the shared principles of the first session.
2. Drinking water for all people is what this session is for.
3. Parties should report on everything that they have measured:
(a) every year on what they measured;
(b) every second year on floods.
4. We decide [to establish a trust fund] at once.
`,
);

describe('CP10: the comparison on the command line', () => {
  it('CP10: prints moves as moves, words as [-gone-]{+new+}, brackets by name; exit code 1', async () => {
    const { code, out, errors } = await compare(BEFORE, AFTER);
    expect([code, errors]).toEqual([1, '']);
    expect(out.split('\n')).toEqual([
      'provisions: 3 changed, 1 moved, 3 renumbered, 2 reworded',
      'headings, notes, rows and other blocks: 1 the same',
      'brackets: 1 lifted',
      '',
      '~ provision 1.',
      '    We reaffirm the [-[-]shared[-]-] principles of the first session.',
      '      bracket lifted: [shared]',
      '~ provision 3. -> 2.',
      '~ provision 4. -> 3.',
      '    Parties [-shall-]{+should+} report on everything that they have measured:',
      '> provision 2. -> 4., moved from after 1. to after 3., and changed',
      '    We decide [to establish a {+trust +}fund] at once.',
      '',
    ]);
  }, 60_000);

  it('CP10: --json prints the comparison as data', async () => {
    const { code, out } = await compare(BEFORE, AFTER, '--json');
    const { units, counts } = JSON.parse(out) as Comparison;
    expect(code).toBe(1);
    expect(units.map(({ kind }) => kind)).toEqual(['same', 'changed', 'changed', 'changed', 'moved']);
    expect(counts.brackets.lifted).toBe(1);
  }, 60_000);

  it('CP10: the same draft is no difference, exit code 0, also from a file of another kind', async () => {
    const markdown = file('before.md', '# Draft declaration\n\n1. We **reaffirm** it.\n');
    const other = file('again.md', '# Draft declaration\n\n1. We **reaffirm** it.\n');
    expect(await compare(BEFORE, BEFORE)).toEqual({ code: 0, out: 'no differences\n', errors: '' });
    expect(await compare(markdown, other)).toEqual({ code: 0, out: 'no differences\n', errors: '' });
  }, 60_000);

  it('CP10: trouble has exit code 2, and each file that cannot be read is named', async () => {
    const { code, out, errors } = await compare(
      join(folder, 'none.txt'),
      file('x.bin', '\u007fELF\u0002\u0001'),
    );
    expect([code, out]).toEqual([2, '']);
    expect(errors).toMatch(
      /^chapeau: there is no file .*none\.txt, and no draft is called[\s\S]*\nchapeau: x\.bin: .*program/,
    );
    expect(await compare(BEFORE)).toMatchObject({
      code: 2,
      errors: expect.stringContaining("argument 'after'"),
    });
  }, 60_000);
});
