/** `npm run bench -- proposals`: strokes in hand and acts on their way to 300 readers; composition after one change. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { openPage } from './editor.ts';
import type { Figures as PeerFigures } from './editor-page.ts';
import type { Order, Outcome, Sight } from './proposals/crowd.ts';
import { baseOf } from './proposals/draft.ts';
import type { Figures } from './proposals/page.ts';
import { Pinned } from './room/pinned.ts';
import type { FromServer } from './room/server.ts';

const SIGHTS: readonly Sight[] = ['hand', 'draft', 'screen'];
const SIZES = [500, 5_000] as const;

const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1]!;

interface Plan {
  readonly runs: number;
  readonly seconds: number;
  readonly warmUp: number;
}

async function crowdOnce({ seconds, warmUp }: Plan): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-proposals-'));
  const baseFile = join(folder, 'base.bin');
  await writeFile(baseFile, baseOf(500));
  const host = new Pinned<FromServer>(0, '../proposals/server.ts', [baseFile, folder]);
  try {
    const { port } = await host.hear('listening');
    const order: Order = { port, baseFile, warmUp, seconds };
    const crowd = new Pinned<{ kind: 'measured'; outcome: Outcome }>(1, '../proposals/crowd.ts', [
      JSON.stringify(order),
    ]);
    const { outcome } = await crowd.hear('measured');
    await crowd.end();
    return outcome;
  } finally {
    await host.end();
    await rm(folder, { recursive: true, force: true });
  }
}

const FROM_TO: Readonly<Record<Sight, string>> = {
  hand: 'a key in hand, to the colleague',
  draft: 'an act, to 150 pages',
  screen: 'an act, to 150 screens',
};

async function benchCrowd(plan: Plan): Promise<void> {
  const runs: Outcome[] = [];
  for (let run = 0; run < plan.runs; run += 1) runs.push(await crowdOnce(plan));
  console.log('\n500 blocks, 1,000 proposals, 60 parties, 8 typists, 300 readers; milliseconds');
  console.table(
    SIGHTS.map((sight) => ({
      what: FROM_TO[sight],
      p50: median(runs.map((run) => run[sight].p50)).toFixed(1),
      p99: median(runs.map((run) => run[sight].p99)).toFixed(1),
      seen: runs.map((run) => `${run[sight].seen} of ${run[sight].expected}`).join(', '),
    })),
  );
  const share = median(runs.map(({ crowdCpu }) => crowdCpu)) * 100;
  console.log(
    `acts refused ${runs.map(({ refused }) => refused).join(', ')}; crowd cpu ${share.toFixed(0)} %`,
  );
}

/** Both pages in one browser, in turn. */
async function benchComposition(rounds: number, samples: number): Promise<void> {
  const ours = await openPage('./proposals/page.ts', true);
  const peer = await openPage('./editor-page.ts');
  const rows: Record<string, Record<string, string>> = {};
  for (const blocks of SIZES) {
    const [own, other]: [Figures[], PeerFigures[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      own.push(await called<Figures>(ours.page, 'measureProposals', [blocks, samples]));
      other.push(await called<PeerFigures>(peer.page, 'measure', ['y-prosemirror', blocks, samples]));
    }
    const of = (key: keyof Figures): string => median(own.map((figures) => figures[key])).toFixed(2);
    rows[`${blocks} blocks`] = {
      'own key, with caret': of('own'),
      "colleague's key": of('colleague'),
      'letter recorded': of('recorded'),
      'tabled anew': of('tabled'),
      reworded: of('reworded'),
      'y-prosemirror, plain remote key': median(other.map(({ remote }) => remote)).toFixed(2),
    };
  }
  await ours.close();
  await peer.close();
  console.log(
    `\ncomposition after one change, layout included, Chromium; p50 in milliseconds, 1,000 proposals`,
  );
  console.table(rows);
}

const called = <T>(page: Page, name: string, args: readonly (string | number)[]): Promise<T> =>
  page.evaluate(
    ([which, given]) =>
      (globalThis as unknown as Record<string, (...all: readonly (string | number)[]) => Promise<T>>)[which]!(
        ...given,
      ),
    [name, args] as const,
  );

/** Options: `--runs 3 --seconds 8 --warm-up 2 --samples 120 --only crowd|composition`. */
export async function benchProposals(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '8' },
      'warm-up': { type: 'string', default: '2' },
      samples: { type: 'string', default: '120' },
      only: { type: 'string' },
    },
  });
  const machine = cpus();
  console.log(
    `${machine.length} x ${machine[0]?.model}, Linux ${release()}, Node ${process.version}; load average ${loadavg()[0]?.toFixed(1)}; medians of ${values.runs} runs`,
  );
  const plan = {
    runs: Number(values.runs),
    seconds: Number(values.seconds),
    warmUp: Number(values['warm-up']),
  };
  if (values.only !== 'composition') await benchCrowd(plan);
  if (values.only !== 'crowd') await benchComposition(plan.runs, Number(values.samples));
}
