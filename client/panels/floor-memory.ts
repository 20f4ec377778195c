/** What the floor line remembers while the page is open: lines that were recorded, and what the last one asked for. */
import { useCallback, useRef, useState } from 'react';
import type { ActRequest } from '../../shared/acts/act.ts';
import type { Facts } from '../../shared/acts/facts.ts';
import type { FloorGround } from '../../shared/acts/floor/ground.ts';
import { randomId } from '../editor/editor.ts';
import type { ProposalsHandle } from '../editor/proposals-handle.ts';
import { type FloorQueue, useFloorQueue } from './floor-queue.ts';
import type { Negotiation } from './negotiation.ts';

export interface FloorMemory extends FloorQueue {
  readonly line: string;
  readonly setLine: (line: string) => void;
  /** The ground of this moment, or with later facts; undefined until there is a text. */
  readonly ground: (facts?: Facts) => FloorGround | undefined;
  /** Goes back (-1) or forth (1) among the recorded lines; what was returned comes before these. */
  readonly recall: (step: -1 | 1) => void;
}

const MOST_LINES = 100;

/** What the operator stood at when a line was recorded: only what was gone to since counts for the next. */
interface Stood {
  readonly selection: string;
  readonly proposal: string | undefined;
}

const standsAt = (proposals: ProposalsHandle): Stood => ({
  selection: JSON.stringify(proposals.placeAtSelection() ?? null),
  proposal: proposals.proposalAtCaret(),
});

export function useFloorMemory(negotiation: Negotiation): FloorMemory {
  const [line, write] = useState('');
  const lines = useRef<readonly string[]>([]);
  const back = useRef(0);
  const last = useRef<readonly ActRequest[]>([]);
  const stood = useRef<Stood>(undefined);
  const { proposals, facts, parties } = negotiation;
  const setLine = useCallback((next: string) => {
    back.current = 0;
    write(next);
  }, []);
  const ground = useCallback(
    (later: Facts = facts) =>
      proposals && groundAt(proposals, stood.current, { facts: later, parties, last: last.current }),
    [proposals, facts, parties],
  );
  const recorded = useCallback(
    (done: string, acts: readonly ActRequest[]) => {
      lines.current = [...lines.current.filter((each) => each !== done), done].slice(-MOST_LINES);
      back.current = 0;
      if (acts.some(({ act }) => act !== 'floor')) last.current = acts;
      if (proposals) stood.current = standsAt(proposals);
    },
    [proposals],
  );
  const queue = useFloorQueue({ negotiation, line, setLine, ground, recorded });
  const { takeReturned } = queue;
  const recall = useCallback(
    (step: -1 | 1) => {
      if (step < 0 && takeReturned()) return;
      const next = Math.max(0, Math.min(lines.current.length, back.current - step));
      back.current = next;
      write(next === 0 ? '' : (lines.current.at(-next) ?? ''));
    },
    [takeReturned],
  );
  return { line, setLine, ground, recall, ...queue };
}

function groundAt(
  proposals: ProposalsHandle,
  before: Stood | undefined,
  known: Pick<FloorGround, 'facts' | 'parties' | 'last'>,
): FloorGround {
  const now = standsAt(proposals);
  const here = proposals.unitAtCaret();
  const selection = now.selection === before?.selection ? undefined : proposals.placeAtSelection();
  const selected = now.proposal === before?.proposal ? undefined : now.proposal;
  return {
    ...known,
    composition: proposals.composition,
    newId: randomId,
    ...(here === undefined ? {} : { here }),
    ...(selection ? { selection } : {}),
    ...(selected === undefined ? {} : { selected }),
  };
}
