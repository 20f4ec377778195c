/**
 * Lines of the operator on their way to the record (SPEC FL10). The field is free at once; each line is read when those before
 * it are recorded, so that `same` means them. A line that is refused comes back, and those behind it wait for it.
 */
import { useCallback, useMemo, useRef, useState } from 'react';
import type { ActRequest } from '../../shared/acts/act.ts';
import type { Facts } from '../../shared/acts/facts.ts';
import type { FloorGround } from '../../shared/acts/floor/ground.ts';
import { readFloorLine } from '../../shared/acts/floor-line.ts';
import { useText } from '../locales/i18n.ts';
import type { Negotiation } from './negotiation.ts';
import { correctLast } from './recorded-line.tsx';

export interface FloorQueue {
  /** Lines that were entered and are not recorded yet, in order. */
  readonly waiting: readonly string[];
  /** Lines that did not come to the record: the first was refused, the others came after it. */
  readonly returned: readonly string[];
  /** Enters what stands in the field, and frees it. */
  readonly enter: () => void;
  /** Puts the first returned line into an empty field; false where there is none, or the field is not empty. */
  readonly takeReturned: () => boolean;
}

interface Field {
  readonly negotiation: Negotiation;
  readonly line: string;
  readonly setLine: (line: string) => void;
  readonly ground: (facts?: Facts) => FloorGround | undefined;
  readonly recorded: (line: string, acts: readonly ActRequest[]) => void;
}

export function useFloorQueue(field: Field): FloorQueue {
  const { t } = useText();
  const now = useRef(field);
  now.current = field;
  const isRunning = useRef(false);
  const waiting = useKept();
  const returned = useKept();

  const record = useCallback(
    async (line: string): Promise<boolean> => {
      const facts = await now.current.negotiation.caughtUp();
      const { negotiation, ground, recorded } = now.current;
      const at = ground(facts);
      const reading = at && readFloorLine(line, at);
      if (reading?.kind !== 'acts') return false;
      // What was recorded a moment ago may not be among the facts that the line was read with.
      const corrects = reading.acts.some(({ act }) => act === 'correct');
      const isDone = corrects ? await correctLast(t, negotiation) : await negotiation.act(reading.acts);
      if (isDone) recorded(line, reading.acts);
      return isDone;
    },
    [t],
  );
  const takeReturned = useCallback((): boolean => {
    const [first, ...others] = returned.get();
    if (first === undefined || now.current.line !== '') return false;
    returned.set(others);
    now.current.setLine(first);
    return true;
  }, [returned]);
  const run = useCallback(async (): Promise<void> => {
    if (isRunning.current) return;
    isRunning.current = true;
    for (let line = waiting.get()[0]; line !== undefined; line = waiting.get()[0]) {
      const isDone = await record(line).catch(() => false);
      if (!isDone) returned.set([...waiting.get(), ...returned.get()]);
      waiting.set(isDone ? waiting.get().slice(1) : []);
      // Later it would come between the letters of another line.
      if (!isDone) takeReturned();
    }
    isRunning.current = false;
  }, [record, waiting, returned, takeReturned]);
  const enter = useCallback(() => {
    waiting.set([...waiting.get(), now.current.line]);
    now.current.setLine('');
    void run();
  }, [run, waiting]);
  return { waiting: waiting.shown, returned: returned.shown, enter, takeReturned };
}

/** Lines that are kept: as of this moment, and as shown since the last drawing. */
function useKept(): KeptLines & { readonly shown: readonly string[] } {
  const [shown, show] = useState<readonly string[]>([]);
  const lines = useRef<readonly string[]>([]);
  return useMemo(
    () => ({
      shown,
      get: () => lines.current,
      set: (next) => {
        lines.current = next;
        show(next);
      },
    }),
    [shown],
  );
}

interface KeptLines {
  readonly get: () => readonly string[];
  readonly set: (lines: readonly string[]) => void;
}
