/** From the log to the living document, and the proof that the log is whole (SPEC LG3, LG4). */
import * as Y from 'yjs';
import type { Fact, Facts } from '../../shared/acts/facts.ts';
import { loggedActIn } from '../../shared/acts/logged.ts';
import { reduce } from '../../shared/acts/reduce.ts';
import { UnreadableUpdate } from '../../shared/protocol/bytes.ts';
import { clientsOf, readUpdate } from '../../shared/protocol/update.ts';
import { ROOTS, rootOf, withoutFormatCleanup } from '../../shared/text/draft-doc.ts';
import { Authors } from './authors.ts';
import { EMPTY_HEAD, follows, headOf } from './chain.ts';
import { type Entry, type Head, type Log, LogError, SERVER, type Snapshot } from './log.ts';

export interface Replayed {
  readonly ydoc: Y.Doc;
  readonly authors: Authors;
  /** What the acts add up to. */
  readonly facts: Facts;
  /** The entry up to which the document was replayed. */
  readonly head: Head;
  /** Number of the entry the snapshot stood for; 0 when replay began at the beginning. */
  readonly from: number;
}

export interface ReplayOptions {
  /** Replays the state after this entry instead of the last. */
  readonly upTo?: number;
  /** Ignores snapshots and reads every entry. */
  readonly isFromTheStart?: boolean;
}

/** Updates in the log were admitted once; only their size bounds their counts. */
export const ADMITTED = { structs: 2 ** 31, deletes: 2 ** 31, objectBytes: 2 ** 31, length: 2 ** 31 };

/**
 * The document as the log has it, from the newest snapshot and the entries after it, each checked against the chain.
 * Rejects with a `LogError` `corrupt` naming the first entry that is wrong; entries before it are sound.
 */
export async function replay(
  log: Log,
  doc: string,
  { upTo, isFromTheStart }: ReplayOptions = {},
): Promise<Replayed> {
  const last = upTo ?? Number.MAX_SAFE_INTEGER;
  const snapshot = isFromTheStart ? undefined : await log.latestSnapshot(doc, last);
  const start = snapshot && opened(snapshot);
  const { ydoc, authors, facts } = start ?? {
    ydoc: withoutFormatCleanup(new Y.Doc()),
    authors: new Authors(),
    facts: {},
  };
  let head: Head = start ? { seq: start.seq, hash: start.hash } : EMPTY_HEAD;
  for await (const page of pages(log, doc, head.seq + 1)) {
    const wanted = page.filter(({ seq }) => seq <= last);
    head = checked(head, wanted);
    applyAll(ydoc, authors, wanted);
    foldActs(facts, wanted);
  }
  forgetPending(ydoc);
  return { ydoc, authors, facts, head, from: start?.seq ?? 0 };
}

/** A snapshot saves time and nothing else: one that cannot be read gives way to the entries. */
function opened({
  seq,
  hash,
  state,
  authors,
  facts = '{}',
}: Snapshot): (Head & Pick<Replayed, 'ydoc' | 'authors'> & { facts: Record<string, Fact> }) | undefined {
  const ydoc = withoutFormatCleanup(new Y.Doc());
  try {
    Y.applyUpdate(ydoc, state, SERVER);
    const known = JSON.parse(facts) as Record<string, Fact>;
    return { seq, hash, ydoc, authors: Authors.parse(authors), facts: known };
  } catch {
    return undefined;
  }
}

/**
 * Replays a document that is to live on. A garbled last entry, as a failing disk leaves it, is set aside and said; a fault
 * further back rejects, for people to look at.
 */
export async function recover(log: Log, doc: string, say: (error: LogError) => void): Promise<Replayed> {
  try {
    return await replay(log, doc);
  } catch (error) {
    const isEnd = error instanceof LogError && error.where.seq === (await log.head(doc)).seq;
    if (!isEnd || error.code !== 'corrupt' || error.where.seq === 1) throw error;
    await log.setAside(doc, error.where.seq!);
    say(error);
    return replay(log, doc);
  }
}

async function* pages(log: Log, doc: string, from: number): AsyncGenerator<readonly Entry[]> {
  for (let next = from; ; ) {
    const page = await log.read(doc, next);
    if (page.length === 0) return;
    yield page;
    next = page.at(-1)!.seq + 1;
  }
}

function checked(head: Head, entries: readonly Entry[]): Head {
  let at = head;
  for (const entry of entries) {
    if (!follows(at, entry)) throw brokenAt(entry.doc, at.seq + 1);
    at = headOf(entry);
  }
  return at;
}

const brokenAt = (doc: string, seq: number): LogError =>
  new LogError(
    'corrupt',
    `entry ${seq} of ${doc} is not what was written; entries 1 to ${seq - 1} are sound`,
    { doc, seq },
  );

/** One transaction for many entries: each costs what it changes, not what the document holds. */
function applyAll(ydoc: Y.Doc, authors: Authors, entries: readonly Entry[]): void {
  ydoc.transact(() => {
    for (const { update, user } of entries) {
      if (!update) continue;
      Y.applyUpdate(ydoc, update, SERVER);
      for (const client of writersOf(update)) authors.claim(client, user);
    }
  }, SERVER);
}

/** Adds what the entries' acts change. */
function foldActs(facts: Record<string, Fact>, entries: readonly Entry[]): void {
  for (const { kind, body, seq, at } of entries) {
    const act = kind === 'act' ? loggedActIn(body) : undefined;
    if (!act) continue;
    const { set, gone } = reduce(facts, act, { seq, at });
    Object.assign(facts, set);
    for (const key of gone) delete facts[key];
  }
}

/** The client ids that wrote in an update; none for one that is no admitted typing. */
function writersOf(update: Uint8Array): readonly number[] {
  try {
    return clientsOf(readUpdate(update, ADMITTED));
  } catch (error) {
    if (error instanceof UnreadableUpdate) return [];
    throw error;
  }
}

/** Structs that wait for others which no admitted update can bring; the living document dropped them as well. */
export function forgetPending(ydoc: Y.Doc): void {
  ydoc.store.pendingStructs = null;
  ydoc.store.pendingDs = null;
}

/**
 * What a document says, whatever its history in bytes: words with formats and objects in order, maps by key.
 * Two documents with the same projection read the same to everyone (LG3).
 */
export function projectionOf(ydoc: Y.Doc): string {
  const parts = ROOTS.map((root) => {
    const type = rootOf(ydoc, root);
    return type instanceof Y.Text ? type.toDelta() : sorted(type.toJSON() as Record<string, unknown>);
  });
  return JSON.stringify(parts, (_key, value: unknown) => (isPlain(value) ? sorted(value) : value));
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const sorted = (value: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Facts as text: the same for the same facts, in whatever order they came about (FA2). */
export const factsText = (facts: Facts): string =>
  JSON.stringify(sorted(facts), (_key, value: unknown) => (isPlain(value) ? sorted(value) : value));

export interface Verified {
  readonly doc: string;
  /** Entries whose chain is sound. */
  readonly sound: number;
  /** Present if the chain breaks, or a snapshot does not say what the entries say. */
  readonly fault?: string;
}

/** Checks every entry of a document and its newest snapshot against what the entries make of it (LG4). */
export async function verify(log: Log, doc: string): Promise<Verified> {
  let sound = 0;
  try {
    const whole = await replay(log, doc, { isFromTheStart: true });
    sound = whole.head.seq;
    const { ydoc, from, facts, authors } = await replay(log, doc);
    const isSame =
      projectionOf(ydoc) === projectionOf(whole.ydoc) &&
      factsText(facts) === factsText(whole.facts) &&
      authors.isSameAs(whole.authors);
    return isSame
      ? { doc, sound }
      : { doc, sound, fault: `the snapshot at entry ${from} is not what the entries say` };
  } catch (error) {
    if (!(error instanceof LogError) || error.code !== 'corrupt') throw error;
    return { doc, sound: error.where.seq === undefined ? sound : error.where.seq - 1, fault: error.message };
  }
}
