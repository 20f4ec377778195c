/** Acts in the log of their draft, and back: after a crash the tables are brought to what the log says (SPEC PE2). */
import type { HouseAct } from '../../shared/house/act.ts';
import { docPath, parseDocPath } from '../../shared/protocol/messages.ts';
import type { Entry, Log, NewEntry } from '../log/log.ts';
import type { People, RecordActs } from './people.ts';
import type { LoggedAct } from './projection.ts';

const KINDS: Readonly<Record<HouseAct['kind'], true>> = {
  'create-draft': true,
  invite: true,
  'revoke-invitation': true,
  join: true,
  'change-member': true,
  'remove-member': true,
  'set-phase': true,
  'set-rules': true,
  'set-parties': true,
};

/** Appends entries to the log of a draft, all or none; resolves with the number of the first once they are durable. */
export type AppendTo = (draft: string, entries: readonly NewEntry[]) => Promise<number>;

/** Records acts by the given way into the log: a room's where the draft may be open, else the log's own. */
export const recordBy =
  (append: AppendTo): RecordActs =>
  ({ draft, account, actingFor, at, acts, update }) =>
    append(
      draft,
      acts.map((act, n) => ({
        at,
        user: account,
        actingFor,
        kind: act.kind === 'create-draft' ? 'create' : 'act',
        body: JSON.stringify(act),
        ...(n === 0 ? { update } : {}),
      })),
    );

/** Straight to the log: right while no room has the draft open. */
export const appendToLog =
  (log: Log): AppendTo =>
  (draft, entries) =>
    log.append(docPath({ kind: 'draft', draft }), entries);

/** Applies the acts that the log holds and the tables do not. */
export async function catchUp(log: Log, people: People): Promise<void> {
  for (const { doc, seq: last } of await log.documents()) {
    const name = parseDocPath(doc);
    if (name?.kind !== 'draft') continue;
    let next = people.lookup.applied(name.draft) + 1;
    while (next <= last) {
      const page = await log.read(doc, next);
      if (page.length === 0) break;
      next = page.at(-1)!.seq + 1;
      people.catchUp(
        name.draft,
        page.flatMap((entry) => actOf(name.draft, entry)),
        next - 1,
      );
    }
  }
}

/** The act about people or house that an entry holds; none for typing and for acts on words. */
function actOf(draft: string, { kind, seq, at, user, body }: Entry): readonly LoggedAct[] {
  if (body === undefined || (kind !== 'create' && kind !== 'act')) return [];
  const act = JSON.parse(body) as HouseAct;
  return KINDS[act.kind] ? [{ draft, seq, at, account: user, act }] : [];
}
