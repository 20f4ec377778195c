/** An operator who records decisions, and 300 readers on the draft and the screen: when each decision is on every wire. */
import { Agent, request } from 'node:http';
import { DRAFT } from '../proposals/draft.ts';
import { DIALECTS } from '../room/dialects.ts';
import { tagOf } from '../room/draft.ts';
import { Wire } from '../room/wire.ts';
import { BRACKETS, PARTIES, partyOf } from './draft.ts';

export interface Order {
  readonly port: number;
  readonly decisions: number;
}

/** Milliseconds from the request of a decision to a page, to a screen, to the last of all wires, to the answer. */
export type Sight = 'page' | 'screen' | 'last' | 'answer';
export interface Outcome {
  readonly samples: Readonly<Record<Sight, readonly number[]>>;
  readonly refused: readonly string[];
  /** Wires that a decision never reached. */
  readonly missing: number;
}

const READERS = 150;
/** Milliseconds between decisions: quicker than any gavel. */
const PAUSE = 400;

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
const agent = new Agent({ keepAlive: true });
const samples: Record<Sight, number[]> = { page: [], screen: [], last: [], answer: [] };
const refused: string[] = [];
const sentAt = new Map<number, number>();
const reached = new Map<number, { count: number; last: number }>();

function watcher(sight: 'page' | 'screen'): (editor: number, seq: number, at: number) => void {
  const seen = new Set<number>();
  return (_editor, seq, at) => {
    const sent = sentAt.get(seq);
    if (sent === undefined || seen.has(seq)) return;
    seen.add(seq);
    const known = reached.get(seq) ?? { count: 0, last: 0 };
    reached.set(seq, { count: known.count + 1, last: at - sent });
    if (!isWarm(seq)) samples[sight].push(at - sent);
  };
}

/** The first decisions find code that was never run. */
const isWarm = (seq: number): boolean => seq < 20;

async function read(at: number): Promise<void> {
  const account = `${partyOf(at % PARTIES)}-${at}`;
  await Wire.events(order.port, `/screen/${account}`, watcher('screen'));
  const wire = await Wire.webSocket(order.port, `/${account}/draft/${DRAFT}?schema=1`, watcher('page'));
  for (const frame of DIALECTS.chapeau.opening) wire.send(frame);
  setInterval(() => wire.live(), 5_000).unref();
}

/** Other words in place of a bracket: the decision changes text, facts and the log. */
function decide(seq: number): Promise<void> {
  const bracket = (seq * 389) % BRACKETS;
  const outcome = { on: `bracket:k${bracket}`, outcome: 'substituted', words: `to act ${tagOf(0, seq)}` };
  const sent = performance.now();
  sentAt.set(seq, sent);
  return new Promise((resolve, reject) => {
    const post = request({ port: order.port, method: 'POST', path: '/operator', agent }, (response) => {
      let said = '';
      response.on('data', (bytes) => (said += String(bytes)));
      response.on('end', () => {
        if (!isWarm(seq)) samples.answer.push(performance.now() - sent);
        if (!said.includes('"done":true')) refused.push(said);
        resolve();
      });
    });
    post.on('error', reject);
    post.end(JSON.stringify({ act: 'decide', outcomes: [outcome] }));
  });
}

const rest = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

async function run(): Promise<Outcome> {
  for (let at = 0; at < READERS; at += 1) await read(at);
  await rest(1_000);
  for (let seq = 0; seq < order.decisions; seq += 1) {
    await decide(seq);
    await rest(PAUSE);
  }
  await rest(1_000);
  let missing = 0;
  for (const seq of sentAt.keys()) {
    const { count, last } = reached.get(seq) ?? { count: 0, last: 0 };
    missing += 2 * READERS - count;
    if (!isWarm(seq)) samples.last.push(last);
  }
  return { samples, refused, missing };
}

process.on('disconnect', () => process.exit(1));
process.send?.({ kind: 'measured', outcome: await run() }, () => process.exit(0));
