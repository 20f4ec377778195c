/**
 * Files become drafts in three steps: the file is read and shown with its report; guesses and doubts are answered, and it is
 * read again with the answers; then a draft is created from it (SPEC CR1, IM30).
 */
import type { FastifyInstance } from 'fastify';
import { type Answers, namesIn, recorded } from '../../shared/house/import-record.ts';
import type { Party } from '../../shared/house/party.ts';
import { namesOf, partyNamed } from '../../shared/house/party-names.ts';
import { partiesAfter } from '../people/default-parties.ts';
import type { Account } from '../people/lookup.ts';
import { draftOf, emptyDraft } from '../people/new-draft.ts';
import { mayCreate } from './drafts.ts';
import { BadRequest, checked, Refused, SHAPES, sendPrivate } from './edge.ts';
import type { ImportOutcome, Ports } from './ports.ts';
import { sentFile, stoppedWith } from './sent-file.ts';
import { signedIn } from './session.ts';
import { Readings, Waiting, type WaitingImport } from './waiting-imports.ts';

type Read = ImportOutcome & { readonly read: true };

/** What the page is told of a file that was read. Comments and authors of tracked changes stay here. */
function shown(id: string, { changes, comments: _, base: __, ...read }: Read, parties: readonly Party[]) {
  const names = namesIn(read.claims).map((name) => ({ name, party: partyNamed(parties, name)?.id }));
  return { import: id, ...read, changes: changes.length, names, parties };
}

/** The parties that names mean; a name or party that is not known is refused with its place. */
function checkedMapping(mapping: Readonly<Record<string, string>>, parties: readonly Party[]) {
  const ids = new Set(parties.map(({ id }) => id));
  for (const [name, party] of Object.entries(mapping))
    if (!ids.has(party)) throw new BadRequest(`mapping.${name}: ${party} is no party of the list`);
  return mapping;
}

export function importRoutes(app: FastifyInstance, { people, readFile }: Ports): void {
  const waiting = new Waiting();
  const readings = new Readings();

  const creator = (request: Parameters<typeof signedIn>[0]) => {
    const account = signedIn(request);
    if (!mayCreate(people, account)) throw new Refused('not-the-chairs-side');
    return account;
  };
  const partiesOf = (account: Account) => partiesAfter(people.lookup, people.lookup.draftsOf(account.id));
  const partyNames = (account: Account) => partiesOf(account).flatMap(namesOf);
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
    if (!outcome.read) return reply.code(422).send({ error: outcome.why, message: outcome.message });
    const id = waiting.keep({ account: account.id, bytes, name, read: outcome, answers: {} });
    return sendPrivate(reply.code(201), shown(id, outcome, partiesOf(account)));
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
    if (!outcome.read) return reply.code(422).send({ error: outcome.why, message: outcome.message });
    waiting.change(id, { read: outcome, answers });
    return sendPrivate(reply, shown(id, outcome, partiesOf(account)));
  });

  app.post('/api/drafts', async (request, reply) => {
    const account = creator(request);
    const wish = checked(SHAPES.newDraft, request.body);
    const parties = partiesOf(account);
    const found = 'import' in wish ? waitingFor(account, wish.import) : undefined;
    const mapping = 'import' in wish ? checkedMapping(wish.mapping ?? {}, parties) : {};
    const text = 'import' in wish ? draftOf(found!.read.document, wish.title) : draftOf(emptyDraft(wish));
    const draft = await people.createDraft(account, {
      ...text,
      ...(found ? originOf(found, mapping) : {}),
      parties,
      as: 'secretariat',
    });
    if ('import' in wish) waiting.drop(wish.import);
    return sendPrivate(reply.code(201), { draft: people.lookup.draft(draft) });
  });
}

/** What the draft's log keeps of its import. */
function originOf({ read, answers }: WaitingImport, mapping: Readonly<Record<string, string>>) {
  const { source, report } = read;
  const isAnswered = Object.keys({ ...answers.one, ...answers.all }).length > 0;
  const claims = recorded(read.claims, mapping);
  return {
    source,
    report,
    ...(isAnswered ? { answers } : {}),
    ...(claims.length > 0 ? { claims } : {}),
  };
}
