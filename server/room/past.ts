/** The record around one entry, for the correction of what it did (SPEC DE12). */
import type { Past, PastState } from '../../shared/acts/planned.ts';
import type { Log } from '../log/log.ts';
import { replay } from '../log/replay.ts';

/** Just before an entry of a document and just after it; undefined when there is no such entry yet. */
export const pastOf =
  (log: Log, doc: string) =>
  async (seq: number): Promise<Past | undefined> => {
    if (seq < 1 || seq > (await log.head(doc)).seq) return undefined;
    const stateAt = async (upTo: number): Promise<PastState> => {
      const { ydoc, facts } = await replay(log, doc, { upTo });
      return { ydoc, facts };
    };
    return { before: await stateAt(seq - 1), after: await stateAt(seq) };
  };
