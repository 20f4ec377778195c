/** The time line of a draft from its log (SPEC HI1, HI2): the moments one can go back to, and the entry of any date. */

import { type LoggedAct, loggedActIn } from '../shared/acts/logged.ts';
import type { HouseAct } from '../shared/house/act.ts';
import { docPath } from '../shared/protocol/messages.ts';
import type { Entry, Log } from './log/log.ts';

/** A moment of a draft: the state after entry `seq`. */
export interface Moment {
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `day`: the last change of a day on which nothing else is listed later. */
  readonly what: 'created' | 'phase' | 'revision' | 'decision' | 'day';
  /** The symbol of a revision, the phase. */
  readonly name?: string;
}

export interface History {
  /** Number of the entry by which the draft was first opened to its members; absent while it is in preparation. */
  readonly opened?: number;
  /** In order of time. */
  readonly moments: readonly Moment[];
}

const DAY = 24 * 3_600_000;
const nameOf = (draft: string): string => docPath({ kind: 'draft', draft });

/** Reads the whole log of a draft once. */
export async function historyOf(log: Log, draft: string): Promise<History> {
  const reader = new HistoryReader();
  for (let next = 1; ; ) {
    const page = await log.read(nameOf(draft), next);
    if (page.length === 0) return reader.history();
    for (const entry of page) reader.read(entry);
    next = page.at(-1)!.seq + 1;
  }
}

class HistoryReader {
  readonly #moments: Moment[] = [];
  #opened: number | undefined;
  /** The last change of words or facts that is no moment by itself. */
  #last: Pick<Moment, 'seq' | 'at'> | undefined;

  read(entry: Entry): void {
    const { seq, at, body, update } = entry;
    if (this.#last && dayOf(at) !== dayOf(this.#last.at)) this.#endDay();
    const act = loggedActIn(body);
    const told = momentOf(entry, act);
    if (told?.opens) this.#opened ??= seq;
    if (told) {
      this.#moments.push({
        seq,
        at,
        what: told.what,
        ...(told.name === undefined ? {} : { name: told.name }),
      });
      this.#last = undefined;
    } else if (act || update) this.#last = { seq, at };
  }

  history(): History {
    this.#endDay();
    const opened = this.#opened;
    return { moments: this.#moments, ...(opened === undefined ? {} : { opened }) };
  }

  #endDay(): void {
    if (this.#last) this.#moments.push({ ...this.#last, what: 'day' });
    this.#last = undefined;
  }
}

const dayOf = (at: number): number => Math.floor(at / DAY);

interface Told {
  readonly what: Moment['what'];
  readonly name?: string;
  readonly opens?: boolean;
}

function momentOf({ kind, body }: Entry, act: LoggedAct | undefined): Told | undefined {
  for (const change of act?.changes ?? []) {
    if (change.act === 'issue') return { what: 'revision', name: change.symbol };
    if (change.act === 'decide') return { what: 'decision' };
  }
  if (act || body === undefined || (kind !== 'create' && kind !== 'act')) return undefined;
  const house = JSON.parse(body) as HouseAct;
  if (house.kind === 'create-draft') return { what: 'created', opens: house.phase !== 'preparing' };
  if (house.kind !== 'set-phase') return undefined;
  return { what: 'phase', name: house.phase, opens: house.phase !== 'preparing' };
}

/** The last entry that is not after this time; 0 when all are. */
export async function seqAt(log: Log, draft: string, time: number): Promise<number> {
  let [low, high] = [0, (await log.head(nameOf(draft))).seq];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const [entry] = await log.read(nameOf(draft), middle, 1);
    if (entry && entry.at <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
