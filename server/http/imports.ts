/** Files become drafts in two steps: the file is read and shown with its report, then a draft is created from it. */
import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { partiesAfter } from '../people/default-parties.ts';
import { draftOf, emptyDraft } from '../people/new-draft.ts';
import { newId } from '../people/secret.ts';
import { mayCreate } from './drafts.ts';
import { BadRequest, checked, Refused, SHAPES, sendPrivate, TooLarge } from './edge.ts';
import type { ImportOutcome, Ports } from './ports.ts';
import { signedIn } from './session.ts';

/** Largest file that is read, in bytes. */
export const LARGEST_FILE = 50 * 1024 * 1024;

type Read = ImportOutcome & { readonly read: true };

/** Imports that wait for their draft: the newest few of everybody, in memory alone. */
class Waiting {
  readonly #imports = new Map<string, { readonly account: string; readonly read: Read }>();

  keep(account: string, read: Read): string {
    const id = newId();
    this.#imports.set(id, { account, read });
    const oldest = this.#imports.keys().next();
    if (this.#imports.size > 20 && !oldest.done) this.#imports.delete(oldest.value);
    return id;
  }

  get(account: string, id: string): Read | undefined {
    const found = this.#imports.get(id);
    return found?.account === account ? found.read : undefined;
  }

  drop(id: string): void {
    this.#imports.delete(id);
  }
}

export async function importRoutes(app: FastifyInstance, { people, readFile }: Ports): Promise<void> {
  await app.register(multipart, {
    limits: { files: 1, fileSize: LARGEST_FILE, fields: 4, fieldSize: 1_000 },
  });
  const waiting = new Waiting();

  const creator = (request: Parameters<typeof signedIn>[0]) => {
    const account = signedIn(request);
    if (!mayCreate(people, account)) throw new Refused('not-the-chairs-side');
    return account;
  };

  app.post('/api/imports', async (request, reply) => {
    const account = creator(request);
    const file = await request.file();
    if (!file) throw new BadRequest('file: is missing');
    const bytes = await file.toBuffer();
    // toBuffer (@fastify/multipart 10.1) misses the limit when the last piece goes over it.
    if (file.file.truncated) throw new TooLarge('file is too large');
    const outcome = await readFile(bytes, file.filename);
    if (!outcome.read) return reply.code(422).send({ error: outcome.why, message: outcome.message });
    return sendPrivate(reply.code(201), { import: waiting.keep(account.id, outcome), ...outcome });
  });

  app.post('/api/drafts', async (request, reply) => {
    const account = creator(request);
    const wish = checked(SHAPES.newDraft, request.body);
    const read = 'import' in wish ? waiting.get(account.id, wish.import) : undefined;
    if ('import' in wish && !read) throw new BadRequest('import: is not there any more; send the file again');
    const text = 'import' in wish ? draftOf(read!.document, wish.title) : draftOf(emptyDraft(wish));
    const origin = read ? { source: read.source, report: read.report } : {};
    const parties = partiesAfter(people.lookup, people.lookup.draftsOf(account.id));
    const draft = await people.createDraft(account, { ...text, ...origin, parties, as: 'secretariat' });
    if ('import' in wish) waiting.drop(wish.import);
    return sendPrivate(reply.code(201), { draft: people.lookup.draft(draft) });
  });
}
