/** What a connection is told when it is made. */
import type * as Y from 'yjs';
import type { DocName } from '../../shared/protocol/messages.ts';
import type { KnownFacts } from './known-facts.ts';
import type { LivenessTimes } from './liveness.ts';
import type { Patience } from './retry.ts';
import type { Entry } from './standing.ts';
import type { ConnectionState } from './state.ts';
import type { Edit } from './tally.ts';

export interface ConnectionOptions {
  readonly name: DocName;
  readonly ydoc: Y.Doc;
  /** Where sockets are opened, `wss://host/sync`. */
  readonly server: string;
  /** Edits already in `ydoc` that no server acknowledged. */
  readonly inherited?: readonly Edit[];
  /** What the server said of the member last time, so that one can go on without a line. */
  readonly remembered?: Remembered;
  readonly WebSocket?: typeof WebSocket;
  readonly times?: LivenessTimes;
  readonly patience?: Patience;
  readonly random?: () => number;
  readonly now?: () => number;
  /** Where the record beside the words is kept. */
  readonly facts?: KnownFacts;
}

export type Remembered = Pick<ConnectionState, 'member' | 'phase' | 'rules' | 'mayWrite' | 'begun'>;

/** What is kept here is of a hand that its party deleted since. */
export const isOfAnother = ({ remembered }: ConnectionOptions, { begun = 0 }: Entry): boolean =>
  remembered !== undefined && (remembered.begun ?? 0) !== begun;

/** The close code with which a server ends the lines of a hand that was deleted. */
export const FORGOTTEN = 4410;
