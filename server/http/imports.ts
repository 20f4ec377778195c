/**
 * Files become drafts in three steps: the file is read and shown with its report; guesses and doubts are answered, and it is
 * read again with the answers; then a draft is created from it (SPEC CR1, IM30).
 */
import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { ActAnswer, ActRequest } from '../../shared/acts/act.ts';
import type { HouseAct } from '../../shared/house/act.ts';
import { type Answers, namesIn, recorded } from '../../shared/house/import-record.ts';
import type { Party } from '../../shared/house/party.ts';
import { namesOf, partyNamed } from '../../shared/house/party-names.ts';
import { wordsOfProposal } from '../../shared/proposals/content.ts';
import { commentActs } from '../changes/comment-acts.ts';
import { AUTHOR_FATES, type AuthorMapping, acceptedIn, claimActs } from '../changes/import-acts.ts';
import { reportOfChange } from '../changes/told-changes.ts';
import { type Entered, type ToldChange, TrackedRequests, triedOn } from '../changes/tracked-acts.ts';
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
    const found = 'import' in wish ? waitingFor(account, wish.import) : undefined;
    const mapping = 'import' in wish ? checkedMapping(wish.mapping ?? {}, parties) : {};
    const authors = 'import' in wish ? checkedAuthors(wish.authors ?? {}, parties) : {};
    const again = (accepted: readonly string[]) =>
      reading(found!, { partyNames: partyNames(account), view: { accepted } });
    const accepted = acceptedIn(authors);
    const read = found && accepted.length > 0 ? await again(accepted) : found?.read;
    const text =
      read && 'import' in wish ? draftOf(read.document, wish.title) : draftOf(emptyDraft(wish as Empty));
    const readAgain = async (people: readonly string[]) => (await again(people)).document;
    const requests = new TrackedRequests({ nested: read?.nested ?? [], read: readAgain }, authors);
    const tried = await triedOn(text.update, requests);
    const origin = found && read ? originOf({ ...found, read }, mapping, tried.told) : {};
    const draft = await people.createDraft(account, { ...text, ...origin, parties, as: 'secretariat' });
    const acting = new Acting((request) => doors.perform(draft, account.id, request));
    const said = { update: text.update, language: text.card.language, mapping: authors, parties };
    await acting.all([
      ...claimActs(origin.claims ?? []),
      ...tried.acts,
      ...commentActs(read?.comments ?? [], said),
    ]);
    for (const amendment of requests.amendments)
      await acting.all((await requests.onWords(amendment, await texts.update(draft))).acts);
    people.meanings.remember(account.id, 'name', mapping);
    people.meanings.remember(account.id, 'author', authors);
    if ('import' in wish) waiting.drop(wish.import);
    const told = [...tried.told, ...acting.told];
    const { asked, refused } = acting;
    return sendPrivate(reply.code(201), { draft: people.lookup.draft(draft), asked, refused, told });
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

/** What the draft's log keeps of its import. */
function originOf(
  { read, answers }: WaitingImport,
  mapping: Readonly<Record<string, string>>,
  told: readonly ToldChange[],
): Pick<Extract<HouseAct, { kind: 'create-draft' }>, 'source' | 'report' | 'answers' | 'claims'> {
  const { source, report } = read;
  const isAnswered = Object.keys({ ...answers.one, ...answers.all }).length > 0;
  const claims = recorded(read.claims, mapping);
  return {
    source,
    report: [...report, ...told.map(reportOfChange)],
    ...(isAnswered ? { answers } : {}),
    ...(claims.length > 0 ? { claims } : {}),
  };
}

/** Milliseconds after which an act is tried again that came too soon after others. */
const SOON = 100;

/** Does the acts of an import one after the other, at the pace that the room takes them. */
class Acting {
  asked = 0;
  refused = 0;
  readonly told: ToldChange[] = [];

  constructor(private readonly perform: (request: ActRequest) => Promise<ActAnswer>) {}

  async all(requests: readonly ActRequest[]): Promise<void> {
    for (const request of requests) {
      const answer = await this.#inTime(request);
      this.asked += 1;
      if (answer.done || answer.why === 'already-a-proponent') continue;
      this.refused += 1;
      if (request.act === 'enter') this.told.push(refusedChange(request));
    }
  }

  async #inTime(request: ActRequest): Promise<ActAnswer> {
    for (;;) {
      const answer = await this.perform(request);
      if (answer.done || answer.why !== 'too-many') return answer;
      await setTimeout(SOON);
    }
  }
}

const refusedChange = ({ proposal, for: by = '' }: Entered): ToldChange => {
  const words = wordsOfProposal(proposal);
  return { why: 'refused', side: words === '' ? 'gone' : 'new', words: words || proposal.kind, by };
};
