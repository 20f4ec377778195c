/** `npm run bench -- room`: our room beside y-websocket's last server for yjs 13 and Hocuspocus 3.4, in turn. */
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { FromCrowd, Latencies, Order, Outcome } from './room/crowd.ts';
import { baseUpdate } from './room/draft.ts';
import { LOADS, type Load, SERVERS, type ServerName } from './room/loads.ts';
import { Pinned } from './room/pinned.ts';
import type { FromServer } from './room/server.ts';

interface Run extends Outcome {
  /** Processor spent on the strokes measured, until the last was seen, in percent of one processor over the time measured. */
  readonly cpu: number;
  /** Bytes. */
  readonly rss: number;
  readonly peak: number;
}

interface Plan {
  readonly runs: number;
  readonly seconds: number;
  readonly warmUp: number;
  readonly loads: readonly Load[];
  readonly servers: readonly ServerName[];
}

const SERVER_CPU = 0;
const CROWD_CPU = 1;

async function runOnce(server: ServerName, load: Load, plan: Plan): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-room-'));
  const baseFile = join(folder, 'base.bin');
  await writeFile(baseFile, baseUpdate(load.pastIds));
  const host = new Pinned<FromServer>(SERVER_CPU, `server-${server}.ts`, [baseFile, folder]);
  try {
    const { port } = await host.hear('listening');
    const order: Order = { server, port, baseFile, load, warmUp: plan.warmUp, seconds: plan.seconds };
    return await measure(host, order);
  } finally {
    await host.end();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(host: Pinned<FromServer>, order: Order): Promise<Run> {
  const crowd = new Pinned<FromCrowd>(CROWD_CPU, 'crowd.ts', [JSON.stringify(order)]);
  try {
    const measured = crowd.hear('measured');
    await Promise.race([crowd.hear('measuring'), measured]);
    const before = host.usage();
    const { outcome } = await measured;
    const after = host.usage();
    const cpu = ((after.cpu - before.cpu) / order.seconds) * 100;
    return { ...outcome, cpu, rss: after.rss, peak: after.peak };
  } finally {
    await crowd.end();
  }
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** Each figure is the median of the runs by itself. */
function report(name: ServerName, runs: readonly Run[]): Record<string, string>[] {
  const of = (pick: (run: Run) => number): number => median(runs.map(pick));
  const row = (who: string, pick: (run: Run) => Latencies): Record<string, string> => ({
    server: who,
    p50: of((run) => pick(run).p50).toFixed(1),
    p95: of((run) => pick(run).p95).toFixed(1),
    p99: of((run) => pick(run).p99).toFixed(1),
    max: of((run) => pick(run).max).toFixed(0),
    seen: runs
      .map((run) =>
        pick(run).seen === pick(run).expected ? 'all' : `${pick(run).seen} of ${pick(run).expected}`,
      )
      .join(', '),
  });
  const [first] = runs;
  const main = {
    ...row(name, (run) => run.draft),
    'cpu %': of((run) => run.cpu).toFixed(0),
    'rss MB': (of((run) => run.rss) / 1e6).toFixed(0),
    'peak MB': (of((run) => run.peak) / 1e6).toFixed(0),
    closed: of((run) => run.closed).toFixed(0),
    'crowd cpu %': (of((run) => run.crowdCpu) * 100).toFixed(0),
    'late p99': of((run) => run.late).toFixed(1),
  };
  return [
    main,
    ...(first?.screen ? [row(`${name}, screen`, (run) => run.screen!)] : []),
    ...(first?.acknowledged ? [row(`${name}, durable`, (run) => run.acknowledged!)] : []),
  ];
}

async function compare(load: Load, plan: Plan): Promise<void> {
  console.log(`\n(${load.name}) ${load.title}`);
  const found = new Map<ServerName, Run[]>(plan.servers.map((server) => [server, []]));
  for (let run = 0; run < plan.runs; run += 1) {
    const first = run % plan.servers.length; // each comes first, second and third in turn
    for (const server of [...plan.servers.slice(first), ...plan.servers.slice(0, first)]) {
      const one = await runOnce(server, load, plan);
      found.get(server)?.push(one);
      console.log(
        `  run ${run + 1} ${server}: p50 ${one.draft.p50.toFixed(1)} p99 ${one.draft.p99.toFixed(1)} ms, cpu ${one.cpu.toFixed(0)} %, crowd ${(one.crowdCpu * 100).toFixed(0)} %`,
      );
    }
  }
  console.table([...found].flatMap(([server, runs]) => report(server, runs)));
}

/** What any server must pay for durability here, in milliseconds. */
async function commitTimes(): Promise<{ readonly p50: number; readonly p99: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-commit-'));
  try {
    return await commitTimesIn(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function commitTimesIn(folder: string): ReturnType<typeof commitTimes> {
  const file = await open(join(folder, 'file'), 'a');
  const times: number[] = [];
  for (let turn = 0; turn < 300; turn += 1) {
    const start = performance.now();
    await file.write(Buffer.alloc(4_096));
    await file.sync();
    times.push(performance.now() - start);
  }
  await file.close();
  times.sort((a, b) => a - b);
  return { p50: times[150]!, p99: times[297]! };
}

function pick<T>(names: string | undefined, all: readonly T[], nameOf: (one: T) => string): T[] {
  if (names === undefined) return [...all];
  return names.split(',').map((name) => {
    const found = all.find((one) => nameOf(one) === name);
    if (!found) throw new Error(`${name}: none of ${all.map(nameOf).join(', ')}`);
    return found;
  });
}

/** Options: `--runs 5 --seconds 10 --warm-up 3 --loads a,b,b-light,b10,b1000,b10000 --servers chapeau,y-websocket,hocuspocus`. */
export async function benchRoom(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '10' },
      'warm-up': { type: 'string', default: '3' },
      loads: { type: 'string' },
      servers: { type: 'string' },
    },
  });
  const plan: Plan = {
    runs: Number(values.runs),
    seconds: Number(values.seconds),
    warmUp: Number(values['warm-up']),
    loads: pick(values.loads, LOADS, (load) => load.name),
    servers: pick(values.servers, SERVERS, (server) => server),
  };
  const machine = cpus();
  console.log(
    `${machine.length} x ${machine[0]?.model}, Linux ${release()}, Node ${process.version}; servers on CPU ${SERVER_CPU}, clients on CPU ${CROWD_CPU}`,
  );
  const commit = await commitTimes();
  console.log(
    `one durable append on this disk (4 kB, fsync): p50 ${commit.p50.toFixed(2)}, p99 ${commit.p99.toFixed(2)} ms; load average ${loadavg()[0]?.toFixed(1)}`,
  );
  console.log(
    `medians of ${plan.runs} alternating runs of ${plan.seconds} s after ${plan.warmUp} s; milliseconds from send to sight`,
  );
  for (const load of plan.loads) await compare(load, plan);
}
