/**
 * Kills a server under load, again and again (SPEC RO3, LG1): no acknowledged word may be lost, and what the log says must
 * be what the server showed. `node --import tsx test/fuzz/kill.ts --rounds 20 --seed 1`
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as Y from 'yjs';
import { SERVER } from '../../server/log/log.ts';
import { projectionOf, replay, verify } from '../../server/log/replay.ts';
import { LOG_FILE, SqliteLog } from '../../server/log/sqlite-log.ts';
import { BlockIndex } from '../../shared/text/block-index.ts';
import { createDraft, textOf } from '../../shared/text/draft-doc.ts';
import { isMalformed } from '../../shared/text/mend.ts';
import { DRAFT, draftOf } from '../support/hall.ts';
import { type Random, seeded } from '../support/random.ts';
import { RawClient } from '../support/raw-client.ts';
import { until } from '../support/until.ts';

export interface KillResult {
  readonly rounds: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly entries: number;
  /** What the log's chain or replay is at fault with; absent if nothing. */
  readonly fault?: string;
}

const NAME = `draft/${DRAFT}`;
const TYPISTS = 5;
/** Letters each typed once: CJK and Hangul, 31,000 of them. */
const letter = (number: number): string =>
  String.fromCharCode(number < 20_000 ? 0x4e00 + number : 0xac00 + number - 20_000);

/** One person at one document over many connections; every edit is a letter nobody else types. */
class Typist {
  client: RawClient | undefined;
  readonly acknowledged = new Set<string>();
  #sent: string[] = [];
  readonly #ydoc = new Y.Doc();

  constructor(
    readonly account: string,
    private readonly next: () => string,
    private readonly random: Random,
  ) {}

  async connect(port: number): Promise<void> {
    const client = await RawClient.enter(`ws://127.0.0.1:${port}/${this.account}/sync/${NAME}`, {
      into: this.#ydoc,
    });
    this.client = client;
    const unsent = this.#sent.splice(0);
    client.step2(Y.encodeStateAsUpdate(this.#ydoc));
    await until(() => client.acknowledged >= 1, `${this.account} to be heard again`);
    for (const word of unsent) this.acknowledged.add(word);
  }

  /** Types as long as few edits wait for their acknowledgement. */
  type(): void {
    const { client } = this;
    if (!client || client.closed) return;
    const isWaiting = this.#sent.length + 1 - client.acknowledged > 20;
    if (isWaiting) return;
    const word = this.next();
    client.type((text) => text.insert(this.random.int(1, text.length - 1), word));
    this.#sent.push(word);
  }

  /** Is everything acknowledged? */
  get isHeard(): boolean {
    return this.client !== undefined && this.client.acknowledged === this.#sent.length + 1;
  }

  /** After a death: what was acknowledged by then counts, the rest goes again. */
  cut(): void {
    const heard = Math.max(0, (this.client?.acknowledged ?? 0) - 1);
    for (const word of this.#sent.splice(0, heard)) this.acknowledged.add(word);
    this.client?.ws.terminate();
    this.client = undefined;
  }
}

/** `isLying`: against a server that acknowledges too early. */
export async function killRounds(rounds: number, seed: number, isLying = false): Promise<KillResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chapeau-kill-'));
  try {
    return await run(folder, rounds, seeded(seed), isLying);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(folder: string, rounds: number, random: Random, isLying: boolean): Promise<KillResult> {
  await begin(folder);
  let letters = 0;
  const typists = Array.from(
    { length: TYPISTS },
    (_, at) => new Typist(`p${at}-1`, () => letter(letters++), random),
  );
  let live = '';
  let lost = 0;
  for (let round = 1; round <= rounds && lost === 0; round += 1) {
    const { child, port } = await startServer(folder, isLying);
    try {
      lost += missing(typists, (await contents(port)).text).length;
      if (lost > 0) break;
      for (const typist of typists) await typist.connect(port);
      await load(typists, random.int(80, 700));
      if (round === rounds) live = await settledProjection(typists, port);
      else await burst(typists, random.int(0, 12));
    } finally {
      await kill(child);
      for (const typist of typists) typist.cut();
    }
  }
  return {
    rounds,
    lost,
    acknowledged: typists.reduce((sum, typist) => sum + typist.acknowledged.size, 0),
    ...(await checkLog(folder, typists, live)),
  };
}

async function begin(folder: string): Promise<void> {
  const log = await SqliteLog.open(path.join(folder, LOG_FILE));
  const update = Y.encodeStateAsUpdate(
    createDraft(draftOf(...Array.from({ length: 50 }, () => 'Recalling its resolution'))),
  );
  await log.append(NAME, [{ at: 0, user: SERVER, kind: 'create', update }]);
  await log.close();
}

async function startServer(
  folder: string,
  isLying: boolean,
): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const script = fileURLToPath(new URL('./kill-server.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, isLying ? 'lying' : 'honest'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, port: Number(line.toString()) };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function load(typists: readonly Typist[], milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    for (const typist of typists) typist.type();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** As much as may wait, all at once, so that death finds words in every state between keyboard and disk. */
async function burst(typists: readonly Typist[], milliseconds: number): Promise<void> {
  for (let times = 0; times < 20; times += 1) for (const typist of typists) typist.type();
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

interface Contents {
  readonly text: string;
  readonly projection: string;
  /** Letters typed between blocks are mended into blocks a little later, by an entry of the server's own. */
  readonly isMended: boolean;
}

/** What somebody who comes now gets. */
async function contents(port: number): Promise<Contents> {
  const reader = await RawClient.enter(`ws://127.0.0.1:${port}/reader-1/sync/${NAME}`);
  const { ydoc } = reader;
  const answer = {
    text: textOf(ydoc).toString(),
    projection: projectionOf(ydoc),
    isMended: !isMalformed(BlockIndex.of(ydoc)),
  };
  reader.ws.terminate();
  return answer;
}

async function settledProjection(typists: readonly Typist[], port: number): Promise<string> {
  await until(() => typists.every(({ isHeard }) => isHeard), 'the last words to be taken in');
  let last = await contents(port);
  await until(async () => {
    last = await contents(port);
    return last.isMended;
  }, 'the server to mend');
  return last.projection;
}

const missing = (typists: readonly Typist[], text: string): readonly string[] => {
  const there = new Set(text);
  return typists.flatMap(({ acknowledged }) => [...acknowledged].filter((word) => !there.has(word)));
};

async function checkLog(
  folder: string,
  typists: readonly Typist[],
  live: string,
): Promise<Pick<KillResult, 'entries' | 'fault'>> {
  const log = await SqliteLog.open(path.join(folder, LOG_FILE));
  try {
    const { fault, sound } = await verify(log, NAME);
    const { ydoc } = await replay(log, NAME);
    const gone = missing(typists, textOf(ydoc).toString()).length;
    const isSame = projectionOf(ydoc) === live;
    const why =
      fault ??
      (gone > 0
        ? `${gone} acknowledged letters are not in the log`
        : isSame
          ? undefined
          : 'replay is not what was live');
    return { entries: sound, ...(why === undefined ? {} : { fault: why }) };
  } finally {
    await log.close();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
  });
  console.log(`seed ${values.seed}`);
  const result = await killRounds(Number(values.rounds), Number(values.seed));
  const { rounds, acknowledged, lost, entries, fault } = result;
  console.log(
    `rounds ${rounds}, acknowledged ${acknowledged}, lost ${lost}, entries ${entries}, replay ${fault ?? 'equals live'}`,
  );
  if (lost > 0 || fault !== undefined) process.exitCode = 1;
}
