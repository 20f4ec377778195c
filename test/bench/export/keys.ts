/** From a key to who sees it, while files are written for others (SPEC EX16): without exports and with each kind, side by side. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pinned } from '../room/pinned.ts';
import { ASKED } from './asking.ts';
import type { Latencies, Order, Window } from './crowd.ts';
import { busyDraft } from './draft.ts';
import type { Served } from './server.ts';

/** Milliseconds that a key may take to a colleague, at the 99th percentile. */
const LIMIT = 50;

async function measure(seconds: number, windows: readonly string[]): Promise<readonly Window[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-export-'));
  const baseFile = join(folder, 'base.bin');
  await writeFile(baseFile, busyDraft());
  const host = new Pinned<Served>(0, '../export/server.ts', [baseFile, folder]);
  try {
    const { kind: _, ...served } = await host.hear('served');
    const order: Order = { ...served, baseFile, seconds, windows };
    const crowd = new Pinned<{ kind: 'measured'; windows: readonly Window[] }>(1, '../export/crowd.ts', [
      JSON.stringify(order),
    ]);
    const { windows: told } = await crowd.hear('measured', 20 * 60_000);
    await crowd.end();
    return told;
  } finally {
    await host.end();
    await rm(folder, { recursive: true, force: true });
  }
}

const share = (list: readonly number[], part: number): number => {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN;
};
const figures = (name: string, { samples, expected }: Latencies): Record<string, string> => ({
  [`${name} p50`]: share(samples, 0.5).toFixed(1),
  [`${name} p99`]: share(samples, 0.99).toFixed(1),
  [`${name} most`]: share(samples, 1).toFixed(0),
  [`${name} seen`]: samples.length === expected ? 'all' : `${samples.length} of ${expected}`,
});

/** Measures and prints; how many windows were slower than they may be. */
export async function benchKeys(seconds: number, only: string | undefined): Promise<number> {
  const names = Object.keys(ASKED).filter((name) => only === undefined || name.includes(only));
  const windows = ['', ...names, 'all', ''];
  const told = await measure(seconds, windows);
  console.log(
    `\n12 drafters at 4 keys a second in hands, an operator at 8 in the text with 100 readers; windows of ${seconds} s; ms`,
  );
  console.table(
    told.map(({ asked, waits, refused, hand, draft, crowdCpu }) => ({
      'asked for': asked === '' ? 'nothing' : asked,
      files: waits.length + (refused.length > 0 ? ` (${refused.length} refused: ${refused[0]})` : ''),
      'wait p50': waits.length === 0 ? '' : share(waits, 0.5).toFixed(0),
      ...figures('hand', hand),
      ...figures('draft', draft),
      'crowd %': (crowdCpu * 100).toFixed(0),
    })),
  );
  return told.filter(({ hand, draft }) => [hand, draft].some(({ samples }) => share(samples, 0.99) > LIMIT))
    .length;
}
