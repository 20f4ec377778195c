/**
 * People who type while files are asked for: twelve drafters, each in the hand of its party with a colleague beside it, and
 * an operator in the text with a hundred readers. From each key to who sees it, in windows without exports and with each kind.
 */
import { readFileSync } from 'node:fs';
import * as Y from 'yjs';
import { gapAt } from '../../../shared/proposals/place.ts';
import { BlockIndex } from '../../../shared/text/block-index.ts';
import { replaceRange } from '../../../shared/text/edit.ts';
import { OwnWords } from '../proposals/own-words.ts';
import { DIALECTS } from '../room/dialects.ts';
import { tagOf } from '../room/draft.ts';
import { Wire } from '../room/wire.ts';
import { type Answered, ASKED, act, ask, follow } from './asking.ts';
import { longBlocks, PARTIES } from './draft.ts';
import type { Served } from './server.ts';

export interface Order extends Omit<Served, 'kind'> {
  readonly baseFile: string;
  /** Seconds of each window, and names of what is asked for; '' asks nothing, `all` one after the other by two at once. */
  readonly seconds: number;
  readonly windows: readonly string[];
}

export interface Latencies {
  readonly samples: readonly number[];
  readonly expected: number;
}

/** One window: milliseconds from the key to a colleague in the hand, and to a reader of the draft. */
export interface Window {
  readonly asked: string;
  /** Milliseconds each file was waited for; and what was answered other than with a file. */
  readonly waits: readonly number[];
  readonly refused: readonly number[];
  readonly hand: Latencies;
  readonly draft: Latencies;
  /** Share of one processor that the crowd itself used. */
  readonly crowdCpu: number;
}

/** Keys a second. */
const DRAFTER = 4;
const OPERATOR = 8;
const READERS = 100;

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
const { port, draft } = order;
const agents: string[] = [];
/** When each key went out, by writer and number; the operator is writer 999. */
const sentAt = new Map<string, number>();
const DESK = 999;
const now = { hand: [] as number[], draft: [] as number[], handExpected: 0, draftExpected: 0 };

function watcher(sight: 'hand' | 'draft'): (writer: number, seq: number, at: number) => void {
  const seen = new Set<string>();
  return (writer, seq, at) => {
    if ((writer === DESK) !== (sight === 'draft')) return;
    const key = `${writer}/${seq}`;
    const sent = sentAt.get(key);
    if (sent === undefined || seen.has(key)) return;
    seen.add(key);
    now[sight].push(at - sent);
  };
}

async function line(cookie: string, path: string, seen: ReturnType<typeof watcher>): Promise<Wire> {
  const headers = [`Cookie: ${cookie}`, 'Origin: http://127.0.0.1'];
  const wire = await Wire.webSocket(port, `/sync/${path}?schema=1`, seen, headers);
  setInterval(() => wire.live(), 5_000).unref();
  for (const frame of DIALECTS.chapeau.opening) wire.send(frame);
  return wire;
}

interface Writer {
  readonly rate: number;
  stroke(): void;
}

async function drafter(at: number, ydoc: Y.Doc, block: string): Promise<Writer> {
  const layers = { ydoc, text: BlockIndex.of(ydoc), words: BlockIndex.of(ydoc, 'words') };
  const own = new OwnWords(`own${at}`, gapAt(layers, 'text', { block, offset: 20 })!);
  const cookies = [await follow(port, order.parties[at]!), await follow(port, order.parties[at]!)] as const;
  agents.push(...cookies);
  const wire = await line(cookies[0], `hand/${draft}/p${at}`, () => {});
  wire.send(DIALECTS.chapeau.update(own.whole));
  await line(cookies[1], `hand/${draft}/p${at}`, watcher('hand'));
  let seq = 0;
  return {
    rate: DRAFTER,
    stroke: () => {
      const update = own.type(tagOf(at, seq));
      sentAt.set(`${at}/${seq}`, performance.now());
      now.handExpected += 1;
      seq += 1;
      wire.send(DIALECTS.chapeau.update(update));
    },
  };
}

async function operator(ydoc: Y.Doc, block: string): Promise<Writer> {
  const index = BlockIndex.of(ydoc);
  ydoc.on('afterTransaction', (transaction: Y.Transaction) => void index.update(transaction));
  const cookie = await follow(port, order.desk);
  await act(port, draft, cookie, { act: 'issue', symbol: 'B/1' });
  const wire = await line(cookie, `draft/${draft}`, () => {});
  for (let at = 0; at < READERS; at += 1) {
    const reader = await follow(port, order.parties[at % PARTIES.length]!);
    agents.push(reader);
    await line(reader, `draft/${draft}`, watcher('draft'));
  }
  let seq = 0;
  return {
    rate: OPERATOR,
    stroke: () => {
      const before = Y.encodeStateVector(ydoc);
      const flat = index.placeOf(block)!.flat + 5;
      replaceRange({ ydoc, index, origin: 'operator' }, flat, flat, [{ text: tagOf(DESK, seq) }]);
      sentAt.set(`${DESK}/${seq}`, performance.now());
      now.draftExpected += READERS;
      seq += 1;
      wire.send(DIALECTS.chapeau.update(Y.encodeStateAsUpdate(ydoc, before)));
    },
  };
}

const rest = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks again as soon as the last file has come, each time by another account, until told to stop. */
async function askOnAndOn(
  names: readonly string[],
  state: { over: boolean; told: Answered[] },
): Promise<void> {
  for (let turn = 0; !state.over; turn += 1) {
    const what = ASKED[names[turn % names.length]!];
    const cookie = agents[(turn * 7 + state.told.length) % agents.length]!;
    state.told.push(await ask(port, `/api/drafts/${draft}/${what}`, cookie));
  }
}

async function typeFor(seconds: number, writers: readonly Writer[]): Promise<void> {
  const start = performance.now();
  const next = writers.map(({ rate }, at) => start + (1_000 / rate) * ((at * 0.618) % 1));
  while (performance.now() < start + seconds * 1_000) {
    writers.forEach((writer, at) => {
      if (performance.now() < next[at]!) return;
      writer.stroke();
      next[at] = next[at]! + 1_000 / writer.rate;
    });
    await rest(1);
  }
}

/** Each kind once before the clock starts: code that was never run is no news to anybody. */
async function warmUp(writers: readonly Writer[]): Promise<void> {
  const typing = typeFor(2, writers);
  for (const what of Object.values(ASKED)) await ask(port, `/api/drafts/${draft}/${what}`, agents[0]!);
  await typing;
}

async function measure(asked: string, writers: readonly Writer[]): Promise<Window> {
  Object.assign(now, { hand: [], draft: [], handExpected: 0, draftExpected: 0 });
  const state = { over: false, told: [] as Answered[] };
  const names = asked === 'all' ? Object.keys(ASKED) : asked === '' ? [] : [asked];
  const before = process.cpuUsage();
  const asking = names.length === 0 ? [] : asked === 'all' ? [names, [...names].reverse()] : [names];
  const asks = asking.map((list) => askOnAndOn(list, state));
  await typeFor(order.seconds, writers);
  state.over = true;
  const { user, system } = process.cpuUsage(before);
  // What was asked for last may still be on its way, and slow nobody of the next window.
  await Promise.all(asks);
  await rest(1_000);
  return {
    asked,
    waits: state.told.filter(({ status }) => status === 200).map(({ took }) => took),
    refused: state.told.filter(({ status }) => status !== 200).map(({ status }) => status),
    hand: { samples: now.hand, expected: now.handExpected },
    draft: { samples: now.draft, expected: now.draftExpected },
    crowdCpu: (user + system) / (order.seconds * 1e6),
  };
}

async function run(): Promise<readonly Window[]> {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, readFileSync(order.baseFile));
  const blocks = longBlocks(ydoc);
  const writers: Writer[] = [];
  for (let at = 0; at < PARTIES.length; at += 1) writers.push(await drafter(at, ydoc, blocks[at * 9 + 3]!));
  writers.push(await operator(ydoc, blocks[1]!));
  await warmUp(writers);
  const windows: Window[] = [];
  for (const asked of order.windows) windows.push(await measure(asked, writers));
  return windows;
}

process.on('disconnect', () => process.exit(1));
process.send?.({ kind: 'measured', windows: await run() }, () => process.exit(0));
