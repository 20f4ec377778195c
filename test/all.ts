/**
 * All tests, one after the other: the client builds, the types hold, the lint is clean, every vitest test passes.
 * The closing line is `N passed, N failed`; types, lint and build count one each.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Count, countReport } from './support/vitest-report.ts';

const run = (command: string, ...args: readonly string[]): Promise<number> =>
  new Promise((resolve) => {
    console.log(`\n> ${command} ${args.join(' ')}`);
    const child = spawn(path.join('node_modules', '.bin', command), args, { stdio: 'inherit' });
    child.on('error', (error) => {
      console.error(`${command} did not start: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });

const once = async (command: string, ...args: readonly string[]): Promise<Count> =>
  (await run(command, ...args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };

async function vitest(): Promise<Count> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chapeau-tests-'));
  const file = path.join(folder, 'report.json');
  try {
    const code = await run(
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    );
    return countReport(JSON.parse(readFileSync(file, 'utf8')), code);
  } catch (error) {
    console.error(`No report from vitest: ${String(error)}`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const counts = [
  await once('vite', 'build', '--logLevel', 'warn'),
  await once('tsc', '--noEmit', '-p', '.'),
  await once('biome', 'check'),
  await vitest(),
];
const sum = (key: keyof Count) => counts.reduce((total, count) => total + count[key], 0);
process.exitCode = sum('failed') === 0 ? 0 : 1;
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
