/** `npm run bench -- acts`: a decision on its way to 300 readers; points and statistics of 1,000 brackets after a change. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Order, Outcome, Sight } from './acts/crowd.ts';
import { baseOf } from './acts/draft.ts';
import { measureFigures, READINGS } from './acts/figures.ts';
import { Pinned } from './room/pinned.ts';
import type { FromServer } from './room/server.ts';

const SIGHTS: readonly Sight[] = ['page', 'screen', 'last', 'answer'];

const share = (list: readonly number[], part: number): string => {
  const sorted = [...list].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN).toFixed(1);
};

async function decisionsOnce(decisions: number, proposals: number): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-acts-'));
  const baseFile = join(folder, 'base.bin');
  await writeFile(baseFile, baseOf(proposals));
  const host = new Pinned<FromServer>(0, '../proposals/server.ts', [baseFile, folder]);
  try {
    const { port } = await host.hear('listening');
    const order: Order = { port, decisions };
    const crowd = new Pinned<{ kind: 'measured'; outcome: Outcome }>(1, '../acts/crowd.ts', [
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

const median = (list: readonly string[]): string =>
  [...list].sort((a, b) => Number(a) - Number(b))[list.length >> 1] ?? '';

async function benchDecisions(decisions: number, sizes: readonly number[], runs: number): Promise<void> {
  console.log('\n500 blocks, 1,000 brackets; a decision to 150 pages and 150 screens; milliseconds');
  const rows: Record<string, Record<string, string>> = {};
  for (const proposals of sizes) {
    const outcomes: Outcome[] = [];
    for (let run = 0; run < runs; run += 1) outcomes.push(await decisionsOnce(decisions, proposals));
    for (const sight of SIGHTS) {
      const of = (part: number): string => median(outcomes.map(({ samples }) => share(samples[sight], part)));
      rows[`${proposals} proposals, ${sight}`] = {
        p50: of(0.5),
        p99: of(0.99),
        most: of(1),
        count: outcomes.map(({ samples }) => samples[sight].length).join(', '),
      };
    }
    for (const { refused, missing } of outcomes) {
      if (refused.length > 0) console.log(`refused ${refused.length}: ${refused[0]}`);
      if (missing > 0) console.log(`${missing} wires were not reached`);
    }
  }
  console.table(rows);
}

function benchFigures(rounds: number, sizes: readonly number[]): void {
  console.log('\n1,000 brackets, 60 parties, 2,000 positions; after a change of one provision; milliseconds');
  const rows: Record<string, Record<string, string>> = {};
  for (const proposals of sizes) {
    const times = measureFigures(rounds, proposals);
    for (const reading of READINGS)
      rows[`${proposals} proposals, ${reading}`] = {
        p50: share(times[reading], 0.5),
        p99: share(times[reading], 0.99),
      };
  }
  console.table(rows);
}

/** Options: `--runs 3 --decisions 100 --rounds 200 --proposals 0,1000 --only decisions|figures`. */
export async function benchActs(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '3' },
      decisions: { type: 'string', default: '100' },
      rounds: { type: 'string', default: '200' },
      proposals: { type: 'string', default: '0,1000' },
      only: { type: 'string' },
    },
  });
  const machine = cpus();
  console.log(
    `${machine.length} x ${machine[0]?.model}, Linux ${release()}, Node ${process.version}; load average ${loadavg()[0]?.toFixed(1)}`,
  );
  const sizes = values.proposals.split(',').map(Number);
  if (values.only !== 'figures') await benchDecisions(Number(values.decisions), sizes, Number(values.runs));
  if (values.only !== 'decisions') benchFigures(Number(values.rounds), sizes);
}
