/** What runs in the browser for `sync.test.ts`: sessions that a test can hold. */
import { wipeDevice } from '../../client/sync/database.ts';
import { Session } from '../../client/sync/session.ts';
import { textOf } from '../../shared/text/draft-doc.ts';

export interface Bench {
  open(account: string): Promise<void>;
  type(words: string): void;
  text(): string;
  line(): string;
  state(): { readonly line: string; readonly unsent: number; readonly kept: string; readonly client: number };
  wipe(account: string): Promise<number>;
  close(): Promise<void>;
}

let session: Session;
const bench: Bench = {
  async open(account) {
    session = await Session.open({
      name: { kind: 'draft', draft: 'd1' },
      account,
      server: `ws://${location.host}/${account}/sync`,
      keepOnDevice: true,
      patience: { first: 50, most: 200, opening: 2_000 },
      rest: 50,
    });
  },
  type: (words) => textOf(session.ydoc).insert(1, words),
  text: () => textOf(session.ydoc).toString(),
  line: () => session.state().line,
  state: () => {
    const { line, unsent, kept } = session.state();
    return { line, unsent, kept, client: session.ydoc.clientID };
  },
  async wipe(account) {
    const start = performance.now();
    await wipeDevice(account);
    return performance.now() - start;
  },
  close: () => session.close(),
};
Object.assign(globalThis, { bench });
