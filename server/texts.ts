/** The texts of drafts from their log: as they were created, and as they stand. */
import * as Y from 'yjs';
import { setsOf } from '../shared/acts/decisions/sets.ts';
import type { Facts } from '../shared/acts/facts.ts';
import { loggedActIn } from '../shared/acts/logged.ts';
import type { FigureGround } from '../shared/acts/reading/figures.ts';
import type { Party } from '../shared/house/party.ts';
import { composedDraft } from '../shared/proposals/printed.ts';
import { docPath } from '../shared/protocol/messages.ts';
import type { DraftDocument } from '../shared/text/document.ts';
import { readDraft, readMeta } from '../shared/text/draft-doc.ts';
import { stateOfDraft } from './export/draft-state.ts';
import type { SourceAt, StateAt } from './http/ports.ts';
import type { Log } from './log/log.ts';
import { replay } from './log/replay.ts';

const nameOf = (draft: string): string => docPath({ kind: 'draft', draft });

/** The draft as its first entry made it. Rejects when there is no such draft. */
export async function baseOf(log: Log, draft: string): Promise<DraftDocument> {
  const [first] = await log.read(nameOf(draft), 1, 1);
  if (!first?.update) throw new Error(`the log of draft ${draft} does not begin with its text`);
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, first.update);
  const document = readDraft(ydoc);
  ydoc.destroy();
  return document;
}

/** Entries read at once on the way back to the last change. */
const BACK = 50;

/** The entry that last changed the draft up to another, in words or facts: who joined since makes it no other text. */
export async function lastChange(
  log: Log,
  draft: string,
  seq: number,
): Promise<Pick<StateAt, 'at' | 'changed'>> {
  for (let to = seq; to > 0; to -= BACK) {
    const from = Math.max(1, to - BACK + 1);
    const entries = await log.read(nameOf(draft), from, to - from + 1);
    const last = entries.findLast(({ seq: at, update, body }) => at <= to && (update || loggedActIn(body)));
    if (last) return { at: last.at, changed: last.seq };
  }
  return { at: 0, changed: 0 };
}

/** The draft with its record as the log has it after an entry, the last one by default. */
export async function recordedState(
  log: Log,
  draft: string,
  parties: readonly Party[],
  upTo?: number,
  view: (facts: Facts) => Facts = (facts) => facts,
): Promise<StateAt> {
  return replayed(log, draft, upTo, (ydoc, facts) => ({ state: stateOfDraft(ydoc, view(facts), parties) }));
}

/** The same, not yet composed. */
export async function recordedSource(
  log: Log,
  draft: string,
  parties: readonly Party[],
  upTo?: number,
  view: (facts: Facts) => Facts = (facts) => facts,
): Promise<SourceAt> {
  return replayed(log, draft, upTo, (ydoc, facts) => sourceOf(ydoc, view(facts), parties));
}

/** The draft as the room or the log has it, to be composed elsewhere. */
export const sourceOf = (
  ydoc: Y.Doc,
  facts: Facts,
  parties: readonly Party[],
): Pick<SourceAt, 'source' | 'meta'> => ({
  source: { update: Y.encodeStateAsUpdate(ydoc), facts, parties },
  meta: readMeta(ydoc),
});

/** What is read of the draft as the log has it after an entry, with when that was. */
async function replayed<T extends object>(
  log: Log,
  draft: string,
  upTo: number | undefined,
  read: (ydoc: Y.Doc, facts: Facts) => T,
): Promise<T & Pick<StateAt, 'seq' | 'at' | 'changed'>> {
  const { ydoc, facts, head } = await replay(log, nameOf(draft), upTo === undefined ? {} : { upTo });
  const found = read(ydoc, facts);
  ydoc.destroy();
  return { ...found, seq: head.seq, ...(await lastChange(log, draft, head.seq)) };
}

/** The draft as the log has it after an entry, the last one by default, as a Yjs update. */
export async function recordedUpdate(log: Log, draft: string, upTo?: number): Promise<Uint8Array> {
  const { ydoc } = await replay(log, nameOf(draft), upTo === undefined ? {} : { upTo });
  const update = Y.encodeStateAsUpdate(ydoc);
  ydoc.destroy();
  return update;
}

/** What the figures of a draft are read from. */
export const figuresOf = (ydoc: Y.Doc, facts: Facts): FigureGround => ({
  document: composedDraft(ydoc),
  facts,
  proposalOf: setsOf({ ydoc }).proposalOf,
});

/** The same as the log has it after an entry, the last one by default. */
export async function recordedFigures(log: Log, draft: string, upTo?: number): Promise<FigureGround> {
  const { ydoc, facts } = await replay(log, nameOf(draft), upTo === undefined ? {} : { upTo });
  const ground = figuresOf(ydoc, facts);
  ydoc.destroy();
  return ground;
}

/** What the acts of the log add up to. */
export async function recordedFacts(log: Log, draft: string): Promise<Facts> {
  const { ydoc, facts } = await replay(log, nameOf(draft));
  ydoc.destroy();
  return facts;
}

/** The draft as the log has it now, with the proposals that are on the text. */
export async function recordedText(log: Log, draft: string): Promise<DraftDocument> {
  const { ydoc } = await replay(log, nameOf(draft));
  const document = composedDraft(ydoc);
  ydoc.destroy();
  return document;
}
