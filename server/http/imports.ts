/**
 * Files become drafts in three steps: the file is read and shown with its report; guesses and doubts are answered, and it is
 * read again with the answers; then a draft is created from it (SPEC CR1, IM30).
 */
import type { FastifyInstance } from 'fastify';
import { type Answers, namesIn } from '../../shared/house/import-record.ts';
import type { Party } from '../../shared/house/party.ts';
import { namesOf, partyNamed } from '../../shared/house/party-names.ts';
import { createImported } from '../changes/create-imported.ts';
import { AUTHOR_FATES, type AuthorMapping } from '../changes/import-acts.ts';
import { partiesAfter } from '../people/default-parties.ts';
import type { Account } from '../people/lookup.ts';
import type { Named } from '../people/meanings.ts';
import { draftOf, emptyDraft } from '../people/new-draft.ts';
import { mayCreate } from './drafts.ts';
import { BadRequest, checked, Refused, SHAPES, sendPrivate } from './edge.ts';
import type { HowToRead, ImportOutcome, Ports } from './ports.ts';
import { sentFile, stoppedWith, unread } from './sent-file.ts';
import { signedIn } from './session.ts';
import { Readings, Waiting, type WaitingImport } from './waiting-imports.ts';

type Read = ImportOutcome & { readonly read: true };

/** What the page is told of a file that was read: its comments stay here, and authors are named to who imports it alone. */
function shown(
  id: string,
  { changes, nested: _, comments: __, base: ___, ...read }: Read,
  parties: readonly Party[],
  meaning: (kind: Named, name: string) => string | undefined,
) {
  const counts = new Map<string, number>();
  for (const { author } of changes) counts.set(author, (counts.get(author) ?? 0) + 1);
  const meant = (kind: Named, name: string) => meaning(kind, name) ?? partyNamed(parties, name)?.id;
  const authors = [...counts].map(([name, count]) => ({ name, count, party: meant('author', name) }));
  const names = namesIn(read.claims).map((name) => ({ name, party: meant('name', name) }));
  return { import: id, ...read, changes: changes.length, authors, names, parties };
}

/** The parties that names mean; a name or party that is not known is refused with its place. */
function checkedMapping(mapping: Readonly<Record<string, string>>, parties: readonly Party[]) {
  const ids = new Set(parties.map(({ id }) => id));
  for (const [name, party] of Object.entries(mapping))
    if (!ids.has(party)) throw new BadRequest(`mapping.${name}: ${party} is no party of the list`);
  return mapping;
}

export function importRoutes(app: FastifyInstance, { people, readFile, doors, texts }: Ports): void {
  const waiting = new Waiting();
  const readings = new Readings();

  const creator = (request: Parameters<typeof signedIn>[0]) => {
    const account = signedIn(request);
    if (!mayCreate(people, account)) throw new Refused('not-the-chairs-side');
    return account;
  };
  const partiesOf = (account: Account) => partiesAfter(people.lookup, people.lookup.draftsOf(account.id));
  const partyNames = (account: Account) => partiesOf(account).flatMap(namesOf);
  const meaningFor = (account: Account) => (kind: Named, name: string) => {
    const means = people.meanings.of(account.id, kind, name);
    const known = [...partiesOf(account).map(({ id }) => id), ...Object.values(AUTHOR_FATES)];
    return means !== undefined && known.includes(means) ? means : undefined;
  };
  const waitingFor = (account: Account, id: string): WaitingImport => {
    const found = waiting.get(account.id, id);
    if (!found) throw new BadRequest('import: is not there any more; send the file again');
    return found;
  };

  app.post('/api/imports', async (request, reply) => {
    const account = creator(request);
    const { ticket } = checked(SHAPES.ticket, request.query);
    const { bytes, name } = await sentFile(request);
    const onProgress = readings.begin(account.id, ticket);
    const how = { partyNames: partyNames(account), signal: stoppedWith(reply), onProgress };
    const outcome = await readFile(bytes, name, how).finally(() => readings.end(account.id, ticket));
    if (!outcome.read) return reply.code(422).send(unread(outcome));
    const id = waiting.keep({ account: account.id, bytes, name, read: outcome, answers: {} });
    return sendPrivate(reply.code(201), shown(id, outcome, partiesOf(account), meaningFor(account)));
  });

  app.get('/api/imports/:import/progress', async (request, reply) => {
    const account = creator(request);
    const { import: ticket } = checked(SHAPES.import, request.params);
    return sendPrivate(reply, readings.of(account.id, ticket));
  });

  app.put('/api/imports/:import/answers', async (request, reply) => {
    const account = creator(request);
    const { import: id } = checked(SHAPES.import, request.params);
    const answers: Answers = checked(SHAPES.answers, request.body);
    const { bytes, name } = waitingFor(account, id);
    const how = { partyNames: partyNames(account), answers, signal: stoppedWith(reply) };
    const outcome = await readFile(bytes, name, how);
    if (!outcome.read) return reply.code(422).send(unread(outcome));
    waiting.change(id, { read: outcome, answers });
    return sendPrivate(reply, shown(id, outcome, partiesOf(account), meaningFor(account)));
  });

  app.post('/api/drafts', async (request, reply) => {
    const account = creator(request);
    const wish = checked(SHAPES.newDraft, request.body);
    const parties = partiesOf(account);
    if (!('import' in wish)) {
      const text = draftOf(emptyDraft(wish as Empty));
      const id = await people.createDraft(account, { ...text, parties, as: 'secretariat' });
      return sendPrivate(reply.code(201), {
        draft: people.lookup.draft(id),
        asked: 0,
        refused: 0,
        told: [],
      });
    }
    const found = waitingFor(account, wish.import);
    const names = checkedMapping(wish.mapping ?? {}, parties);
    const authors = checkedAuthors(wish.authors ?? {}, parties);
    const again = (accepted: readonly string[]) =>
      reading(found, { partyNames: partyNames(account), view: { accepted } });
    const { draft, ...became } = await createImported(
      { ...found, title: wish.title, parties, names, authors, again },
      {
        create: (text) => people.createDraft(account, { ...text, as: 'secretariat' }),
        perform: (draft, act) => doors.perform(draft, account.id, act),
        update: (draft) => texts.update(draft),
      },
    );
    people.meanings.remember(account.id, 'name', names);
    people.meanings.remember(account.id, 'author', authors);
    waiting.drop(wish.import);
    return sendPrivate(reply.code(201), { draft: people.lookup.draft(draft), ...became });
  });

  /** Another view of a file that was read already. */
  async function reading({ bytes, name, answers }: WaitingImport, how: HowToRead): Promise<Read> {
    const outcome = await readFile(bytes, name, { ...how, answers });
    if (!outcome.read) throw new BadRequest(`import: ${outcome.message}`);
    return outcome;
  }
}

type Empty = Parameters<typeof emptyDraft>[0];

/** What becomes of each author's changes; a party that is not known is refused with its place. */
function checkedAuthors(authors: AuthorMapping, parties: readonly Party[]): AuthorMapping {
  const known = new Set<string>([...parties.map(({ id }) => id), ...Object.values(AUTHOR_FATES)]);
  for (const [author, party] of Object.entries(authors))
    if (!known.has(party)) throw new BadRequest(`authors.${author}: ${party} is no party of the list`);
  return authors;
}
