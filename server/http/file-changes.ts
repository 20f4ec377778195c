/**
 * A delegation's file comes back changed (SPEC RT7, RT8): it is read apart, compared with the state it was made of, and what it
 * asks goes to the one who sent it and to nobody else. Nothing is kept here and nothing is recorded: what is taken over is
 * written by the page into the own hand.
 */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { DESK, isChairsSide, mayOpenHand } from '../../shared/house/audience.ts';
import { namesOf } from '../../shared/house/party-names.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import type { BaseReading } from '../changes/changes.ts';
import { BaseFinder, type FoundBase } from '../changes/find-base.ts';
import { changesApart } from '../changes/worker.ts';
import { readMark } from '../export/base-mark.ts';
import { allowedEntry, type Entry } from './drafts.ts';
import { checked, NotThere, sendPrivate } from './edge.ts';
import type { ImportOutcome, Ports } from './ports.ts';
import { sentFile, stoppedWith, unread } from './sent-file.ts';
import { viewOf } from './told.ts';

/** Files that one account may send in a minute. */
const PER_MINUTE = 20;
const RATE = { config: { rateLimit: { max: PER_MINUTE, timeWindow: 60_000 } } } as const;

/** `base`: the symbol of the text that the file was made of; empty: the draft as it stands; absent: to be found. */
const WISH = z.object({ base: z.string().max(200).optional() });

type Read = ImportOutcome & { readonly read: true };

export function fileChangeRoutes(app: FastifyInstance, ports: Ports): void {
  const { people, texts, readFile } = ports;

  app.post('/api/drafts/:draft/changes', RATE, async (request, reply) => {
    const entry = allowedEntry(request, people, (member, standing) =>
      mayOpenHand(member, isChairsSide(member) ? DESK : (member.party ?? ''), standing),
    );
    const wish = checked(WISH, request.query);
    const file = await sentFile(request);
    const signal = stoppedWith(reply);
    const { id } = entry.draft;
    const parties = people.lookup.parties(id);
    const how = { partyNames: parties.flatMap(namesOf), signal };
    const after = await readFile(file.bytes, file.name, { ...how, view: 'after' });
    if (!after.read) return reply.code(422).send(unread(after));
    const isTracked = after.changes.length > 0;
    const before = isTracked ? await readFile(file.bytes, file.name, { ...how, view: 'before' }) : after;
    if (!before.read) return reply.code(422).send(unread(before));
    const finder = new BaseFinder(texts, id, parties, viewOf(entry, people.groups(id)));
    const base = await baseOf(finder, ports, entry, after, before.document, wish.base);
    const result = await changesApart(
      {
        base: await texts.update(id, base.seq),
        present: await texts.update(id),
        changed: after.document,
        reading: await readingOf(finder, base, after, isTracked ? before.document : undefined),
      },
      signal,
    );
    if (!result.done) return reply.code(422).send({ error: 'changes-unreadable', message: result.message });
    const { found, asides, units } = result.proposed;
    const comments = after.comments.map(({ block, ...comment }) => {
      const unit = block === undefined ? undefined : units.get(block);
      return unit === undefined ? comment : { ...comment, unit };
    });
    const { how: foundBy, symbol } = base;
    const revisions = (await finder.revisions()).map((revision) => revision.symbol);
    return sendPrivate(reply, {
      base: { how: foundBy, symbol },
      revisions,
      found,
      asides,
      comments,
      isTracked,
    });
  });
}

/** Which state the file was made of; throws where none is likely, so that a person says which. */
async function baseOf(
  finder: BaseFinder,
  { secret }: Ports,
  { draft }: Entry,
  file: Read,
  text: DraftDocument,
  wished: string | undefined,
): Promise<FoundBase> {
  const mark = file.base === undefined ? undefined : readMark(secret, file.base);
  const base =
    wished !== undefined
      ? await finder.chosen(wished)
      : mark?.draft === draft.id
        ? await finder.known(mark)
        : await finder.likely(text);
  if (base) return base;
  throw new NotThere('unlike-any-base', 'The file is like no text of this draft; say which it was made of.');
}

/** A file of unknown making says itself what it was before its tracked changes. */
async function readingOf(
  finder: BaseFinder,
  base: FoundBase,
  file: Read,
  before: DraftDocument | undefined,
): Promise<BaseReading> {
  if (base.how !== 'known' && before) return { by: 'file', document: before };
  if (file.form === 'data') return { by: 'data' };
  return { by: 'print', job: await finder.printing(base, file.form === 'word' ? 'docx' : 'txt') };
}
