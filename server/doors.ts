/** The rooms as the HTTP server sees them: sockets, the screen, the living text. */

import * as Y from 'yjs';
import { composedDraft } from '../shared/proposals/printed.ts';
import { docPath } from '../shared/protocol/messages.ts';
import { derivedIn } from './derived.ts';
import { stateOfDraft } from './export/draft-state.ts';
import { historyOf, seqAt } from './history.ts';
import type { Doors, Texts } from './http/ports.ts';
import { type Log, LogError } from './log/log.ts';
import { provenanceOfUnit } from './log/provenance.ts';
import type { AppendTo } from './people/act-log.ts';
import type { LiveDocument } from './room/live-document.ts';
import type { Rooms } from './room/rooms.ts';
import {
  baseOf,
  figuresOf,
  lastChange,
  recordedFigures,
  recordedSource,
  recordedState,
  recordedUpdate,
  sourceOf,
} from './texts.ts';

/** The draft as its room has it, opened if need be. */
async function livingDraft(rooms: Rooms, draft: string): Promise<LiveDocument> {
  const room = await rooms.room(draft);
  return (await room.draftChannel).document;
}

/** The same once what it says is durable. */
async function durableDraft(rooms: Rooms, draft: string): Promise<LiveDocument> {
  const document = await livingDraft(rooms, draft);
  if (document.isAhead) await document.settled();
  return document;
}

/**
 * Acts go into the log through the room of their draft, its one writer. A draft that is created has no room yet: its
 * first entries go straight to the log.
 */
export const appendThrough =
  (rooms: Rooms, log: Log): AppendTo =>
  async (draft, entries) => {
    if (entries[0]?.kind === 'create') return log.append(docPath({ kind: 'draft', draft }), entries);
    try {
      return await (await livingDraft(rooms, draft)).record(...entries);
    } catch (error) {
      if (!(error instanceof LogError) || error.code !== 'closed') throw error;
      // The room closed for want of people just now; it is opened anew.
      return (await livingDraft(rooms, draft)).record(...entries);
    }
  };

/** Texts as the rooms have them: what is shown is durable. */
export const livingTexts = (rooms: Rooms, log: Log): Texts => ({
  base: (draft) => baseOf(log, draft),
  current: async (draft) => {
    const document = await durableDraft(rooms, draft);
    return { seq: document.seq, read: () => composedDraft(document.ydoc) };
  },
  state: async (draft, parties, upTo, view = (facts) => facts) => {
    if (upTo !== undefined) return recordedState(log, draft, parties, upTo, view);
    const { ydoc, facts, seq } = await durableDraft(rooms, draft);
    const state = stateOfDraft(ydoc, view(facts), parties);
    return { state, seq, ...(await lastChange(log, draft, seq)) };
  },
  source: async (draft, parties, upTo, view = (facts) => facts) => {
    if (upTo !== undefined) return recordedSource(log, draft, parties, upTo, view);
    const { ydoc, facts, seq } = await durableDraft(rooms, draft);
    return { ...sourceOf(ydoc, view(facts), parties), seq, ...(await lastChange(log, draft, seq)) };
  },
  provenance: async (draft, unit) => {
    await durableDraft(rooms, draft);
    return provenanceOfUnit(log, docPath({ kind: 'draft', draft }), unit);
  },
  update: async (draft, upTo) =>
    upTo === undefined
      ? Y.encodeStateAsUpdate((await durableDraft(rooms, draft)).ydoc)
      : recordedUpdate(log, draft, upTo),
  figures: async (draft, upTo) => {
    if (upTo !== undefined) return recordedFigures(log, draft, upTo);
    const { ydoc, facts } = await durableDraft(rooms, draft);
    return figuresOf(ydoc, facts);
  },
  facts: async (draft) => (await durableDraft(rooms, draft)).facts,
  derived: derivedIn(log),
  history: (draft) => historyOf(log, draft),
  seqAt: (draft, time) => seqAt(log, draft, time),
});

/** The doors of the rooms. */
export const doorsOf = (rooms: Rooms): Doors => ({
  handleUpgrade: (request, socket, head, account, path) =>
    rooms.handleUpgrade(request, socket, head, account, path),
  dismiss: (account) => rooms.dismiss(account),
  attachScreen: (draft, { account }, response) => rooms.attachScreen(draft, account, response),
  perform: async (draft, account, request) => {
    const answer = await rooms.perform(draft, account, request);
    // The room closed for want of people just now; it is opened anew.
    const isClosed = !answer.done && answer.why === 'storage' && answer.detail === 'closed';
    return isClosed ? rooms.perform(draft, account, request) : answer;
  },
  preview: (draft, account, request) => rooms.preview(draft, account, request),
  forgetHand: (draft, party, account) => rooms.forgetHand(draft, party, account),
  screenView: (draft) => rooms.screenView(draft),
  setView: (draft, view) => rooms.setView(draft, view),
});
