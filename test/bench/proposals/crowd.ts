/** Eight typists in hands of eight parties, a colleague of each, 300 readers: who sees which stroke when. */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import * as Y from 'yjs';
import { gapAt } from '../../../shared/proposals/place.ts';
import { BlockIndex } from '../../../shared/text/block-index.ts';
import { DIALECTS } from '../room/dialects.ts';
import { tagOf } from '../room/draft.ts';
import { Wire } from '../room/wire.ts';
import { DRAFT, PARTIES } from './draft.ts';
import { OwnWords } from './own-words.ts';

export interface Order {
  readonly port: number;
  readonly baseFile: string;
  readonly warmUp: number;
  readonly seconds: number;
}

export type Sight = 'hand' | 'draft' | 'screen';

/** Milliseconds from the stroke to the colleague's page, and from the act to pages and screens. */
export type Outcome = Readonly<Record<Sight, Latencies>> & {
  readonly crowdCpu: number;
  readonly refused: number;
};
interface Latencies {
  readonly p50: number;
  readonly p99: number;
  readonly seen: number;
  readonly expected: number;
}

const TYPISTS = 8;
const READERS = { draft: 150, screen: 150 };
/** Strokes a second of each typist, and strokes after which the proposal is tabled again. */
const RATE = 3;
const TABLED_EVERY = 3;

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
const agent = new Agent({ keepAlive: true, maxSockets: TYPISTS });
const samples: Record<Sight, number[]> = { hand: [], draft: [], screen: [] };
const expected: Record<Sight, number> = { hand: 0, draft: 0, screen: 0 };
/** When each stroke was typed, and when it was tabled; by typist and number. */
const typedAt = new Map<string, number>();
const tabledAt = new Map<string, number>();
let refused = 0;
let from = Number.POSITIVE_INFINITY;

const account = (party: number, person: number): string => `p${party}-${person}`;

function watcher(sight: Sight): (editor: number, seq: number, at: number) => void {
  const seen = new Set<string>();
  return (editor, seq, at) => {
    const key = `${editor}/${seq}`;
    const sent = (sight === 'hand' ? typedAt : tabledAt).get(key);
    if (sent === undefined || sent < from || seen.has(key)) return;
    seen.add(key);
    samples[sight].push(at - sent);
  };
}

class Typist {
  private readonly own: OwnWords;
  private seq = 0;
  private wire!: Wire;

  constructor(
    private readonly at: number,
    draft: Y.Doc,
  ) {
    const layers = { ydoc: draft, text: BlockIndex.of(draft), words: BlockIndex.of(draft, 'words') };
    this.own = new OwnWords(`own${at}`, gapAt(layers, 'text', { block: `b${at * 40}`, offset: 20 })!);
  }

  async enter(): Promise<void> {
    const path = (person: number): string =>
      `/${account(this.at, person)}/hand/${DRAFT}/p${this.at}?schema=1`;
    this.wire = await Wire.webSocket(order.port, path(1), () => {});
    this.wire.send(DIALECTS.chapeau.update(this.own.whole));
    const colleague = await Wire.webSocket(order.port, path(2), watcher('hand'));
    for (const frame of DIALECTS.chapeau.opening) colleague.send(frame);
    await this.table();
  }

  stroke(): void {
    const { seq } = this;
    this.seq += 1;
    const update = this.own.type(tagOf(this.at, seq));
    const now = performance.now();
    typedAt.set(`${this.at}/${seq}`, now);
    if (now >= from) expected.hand += 1;
    this.wire.send(DIALECTS.chapeau.update(update));
    if (seq % TABLED_EVERY === TABLED_EVERY - 1) void this.tableStroke(seq);
  }

  private async tableStroke(seq: number): Promise<void> {
    // The act says what the hand holds once all that was sent is durable; it may leave before that is said.
    await new Promise((resolve) => setTimeout(resolve, 30));
    const now = performance.now();
    tabledAt.set(`${this.at}/${seq}`, now);
    if (now >= from) {
      expected.draft += READERS.draft;
      expected.screen += READERS.screen;
    }
    await this.table();
  }

  private table(): Promise<void> {
    return new Promise((resolve, reject) => {
      const path = `/${account(this.at, 1)}`;
      const post = request({ port: order.port, method: 'POST', path, agent }, (response) => {
        let said = '';
        response.on('data', (bytes) => {
          said += String(bytes);
        });
        response.on('end', () => {
          if (!said.includes('"done":true')) refused += 1;
          resolve();
        });
      });
      post.on('error', reject);
      post.end(JSON.stringify({ act: 'table', proposal: this.own.id }));
    });
  }
}

async function read(sight: 'draft' | 'screen', at: number): Promise<void> {
  const who = account(at % PARTIES, 10 + at);
  if (sight === 'screen') {
    await Wire.events(order.port, `/screen/${who}`, watcher(sight));
    return;
  }
  const wire = await Wire.webSocket(order.port, `/${who}/draft/${DRAFT}?schema=1`, watcher(sight));
  for (const frame of DIALECTS.chapeau.opening) wire.send(frame);
}

async function run(): Promise<Outcome> {
  const draft = new Y.Doc();
  Y.applyUpdate(draft, readFileSync(order.baseFile));
  for (const sight of ['draft', 'screen'] as const)
    for (let at = 0; at < READERS[sight]; at += 1) await read(sight, at);
  const typists = Array.from({ length: TYPISTS }, (_, at) => new Typist(at, draft));
  for (const typist of typists) await typist.enter();
  const start = performance.now() + 500;
  from = start + order.warmUp * 1_000;
  const before = { cpu: process.cpuUsage() };
  const next = typists.map((_, at) => start + (1_000 / RATE) * ((at * 0.618) % 1));
  while (performance.now() < from + order.seconds * 1_000) {
    if (performance.now() < from) before.cpu = process.cpuUsage();
    typists.forEach((typist, at) => {
      if (performance.now() < next[at]!) return;
      typist.stroke();
      next[at] = next[at]! + 1_000 / RATE;
    });
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const { user, system } = process.cpuUsage(before.cpu);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const of = (sight: Sight): Latencies => {
    const sorted = Float64Array.from(samples[sight]).sort();
    const share = (part: number): number => sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN;
    return { p50: share(0.5), p99: share(0.99), seen: sorted.length, expected: expected[sight] };
  };
  const crowdCpu = (user + system) / (order.seconds * 1e6);
  return { hand: of('hand'), draft: of('draft'), screen: of('screen'), crowdCpu, refused };
}

process.on('disconnect', () => process.exit(1));
process.send?.({ kind: 'measured', outcome: await run() }, () => process.exit(0));
