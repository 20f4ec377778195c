/** Builders for tests about people: a house in memory, drafts, members, with a clock that the test moves. */

import { MemoryLog } from '../../server/log/memory-log.ts';
import { appendToLog, catchUp, recordBy } from '../../server/people/act-log.ts';
import { sampleParties } from '../../server/people/default-parties.ts';
import { Invitations } from '../../server/people/invitations.ts';
import type { Account } from '../../server/people/lookup.ts';
import type { NewDraft } from '../../server/people/new-draft.ts';
import { draftOf } from '../../server/people/new-draft.ts';
import { People, THE_SERVER } from '../../server/people/people.ts';
import { Sessions } from '../../server/people/sessions.ts';
import { openTables } from '../../server/people/tables.ts';
import { Templates } from '../../server/people/templates.ts';
import type { Role } from '../../shared/house/membership.ts';
import type { DraftDocument } from '../../shared/text/document.ts';

export const HOUR = 3_600_000;

/** The sample list of parties: alder, birch, cedar … */
export const PARTIES = sampleParties();

export const shortDraft = (title = 'Draft on wells', words = 'Wells shall be kept.'): DraftDocument => ({
  schema: 1,
  meta: { title, language: 'en', dir: 'ltr' },
  blocks: [
    { id: 't', kind: 'title', attrs: {}, content: [{ text: title }] },
    { id: 'p1', kind: 'provision', attrs: { label: '1' }, content: [{ text: words }] },
  ],
});

export interface TestHouse {
  readonly log: MemoryLog;
  readonly people: People;
  readonly invitations: Invitations;
  readonly sessions: Sessions;
  readonly templates: Templates;
  readonly secret: string;
  /** Milliseconds since 1970, as the house sees it. */
  now: number;
}

export function testHouse(log = new MemoryLog()): TestHouse {
  const database = openTables(':memory:');
  const clock = () => house.now;
  const people = new People({ database, record: recordBy(appendToLog(log)), clock });
  const house: TestHouse = {
    log,
    people,
    invitations: new Invitations(people),
    sessions: new Sessions(database, clock),
    templates: new Templates(database, clock),
    secret: 'a secret of the tests that is long enough to sign',
    now: Date.UTC(2026, 0, 1),
  };
  return house;
}

/** A second house whose tables are made from the log of the first. */
export async function rebuilt(house: TestHouse): Promise<TestHouse> {
  const again = testHouse(house.log);
  await catchUp(house.log, again.people);
  return again;
}

export interface Wish {
  readonly role: Role;
  readonly party?: string;
  readonly head?: boolean;
  readonly reusable?: boolean;
  readonly lasts?: number;
}

/** A link to a draft; throws when it is refused. */
export async function link(
  house: TestHouse,
  draft: string,
  wish: Wish,
  by: Account = THE_SERVER,
): Promise<string> {
  const issued = await house.invitations.invite(by, draft, {
    head: false,
    reusable: false,
    lasts: HOUR,
    label: wish.party ?? wish.role,
    ...wish,
  });
  if (!issued.done) throw new Error(issued.why);
  return issued.value.token;
}

/** A new person with this place in the draft. */
export async function joined(house: TestHouse, draft: string, wish: Wish, name = 'Ann'): Promise<Account> {
  const redeemed = await house.invitations.redeem(await link(house, draft, wish), name);
  if (!redeemed.done) throw new Error(redeemed.why);
  return redeemed.value.account;
}

/** A draft with the sample parties, and its chair. */
export async function newDraft(
  house: TestHouse,
  more: Partial<NewDraft> & { document?: DraftDocument } = {},
) {
  const { document = shortDraft(), ...rest } = more;
  const text = { ...draftOf(document), parties: PARTIES, phase: 'open' as const, ...rest };
  const draft = await house.people.createDraft(THE_SERVER, text);
  return { draft, chair: await joined(house, draft, { role: 'chair' }, 'Chair') };
}
