/** Texts derived from issued ones (SPEC DV1 to DV3): a Chair's text, a group's working text, and the way back. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { COVERAGES } from '../../shared/draft/coverage.ts';
import type { Lineage } from '../../shared/house/act.ts';
import { isChairsSide, mayTake } from '../../shared/house/audience.ts';
import { plainDocument } from '../../shared/renditions/json.ts';
import { draftOf } from '../people/new-draft.ts';
import { statusOf } from './acts.ts';
import { type Entry, entryOf } from './drafts.ts';
import { checked, NotThere, Refused, sendPrivate } from './edge.ts';
import { revisionAsked, symbol } from './export-jobs.ts';
import type { Ports } from './ports.ts';
import { stoppedWith } from './sent-file.ts';
import { viewOf } from './told.ts';

const WISH = z.strictObject({
  revision: symbol,
  as: z.enum(['chairs-text', 'working-text']),
  title: z.string().trim().min(1).max(500).optional(),
});
/** Whose proposals they are: a party of the list, or the Chair's where none is named. */
const BACK = z.strictObject({ for: z.string().max(64).optional() });
const ON_PROPOSAL = z.looseObject({ proposal: z.string().min(1).max(64) });
/** What became of a proposal as a person judges it; null: as it is read from the words. */
const JUDGED = z.strictObject({ coverage: z.enum(COVERAGES).nullable() });
/** Of which issued text of the derived draft; absent: as it stands. */
const COVERED = z.object({ revision: symbol.optional() });
/** Texts that one account may derive or bring back in a minute: each is a whole draft. */
const RATE = { config: { rateLimit: { max: 10, timeWindow: 60_000 } } } as const;

export function derivedRoutes(app: FastifyInstance, ports: Ports): void {
  const { people, texts, doors, templates } = ports;

  app.post('/api/drafts/:draft/derived', RATE, async (request, reply) => {
    const entry = chairsEntry(request, ports);
    const wish = checked(WISH, request.body);
    const { id, title } = entry.draft;
    const revision = (await revisionAsked(ports, entry, wish.revision))!;
    const { state } = await texts.state(id, [], revision.seq);
    const { symbol: said, seq, hash } = revision;
    const draft = await people.createDraft(entry.account, {
      ...draftOf(plainDocument(state.document), wish.title ?? title),
      lineage: { draft: id, title, symbol: said, seq, hash, as: wish.as },
      parties: people.lookup.parties(id),
      as: wish.as === 'chairs-text' && entry.member.role === 'chair' ? 'chair' : 'secretariat',
    });
    templates.inherit(draft, id);
    return sendPrivate(reply.code(201), { draft: people.lookup.draft(draft) });
  });

  app.get('/api/drafts/:draft/derived', async (request, reply) => {
    const entry = entryOf(request, people);
    mustWork(entry);
    const derived: (Pick<Lineage, 'symbol' | 'as'> & { id: string; title: string })[] = [];
    for (const { id, title, ...standing } of people.lookup.draftsOf(entry.account.id)) {
      const lineage = await texts.derived.lineage(id);
      if (lineage?.draft !== entry.draft.id) continue;
      const { symbol: from, as } = lineage;
      if (mayTake(people.memberOf(entry.account.id, id), standing, 'working').may)
        derived.push({ id, title, symbol: from, as });
    }
    derived.sort((a, b) => (a.as === b.as ? 0 : a.as === 'chairs-text' ? -1 : 1));
    return sendPrivate(reply, { derived });
  });

  app.get('/api/drafts/:draft/lineage', async (request, reply) => {
    const entry = entryOf(request, people);
    mustWork(entry);
    return sendPrivate(reply, { lineage: (await texts.derived.lineage(entry.draft.id)) ?? null });
  });

  app.get('/api/drafts/:draft/coverage', RATE, async (request, reply) => {
    const entry = entryOf(request, people);
    mustWork(entry);
    const lineage = await lineageAsked(ports, entry);
    const parent = parentEntry(ports, entry, lineage.draft);
    mustWork(parent);
    const view = viewOf(parent, people.groups(lineage.draft));
    const revision = await revisionAsked(ports, entry, checked(COVERED, request.query).revision);
    const covered = await texts.derived.coverage(entry.draft.id, lineage, view, revision?.seq);
    return sendPrivate(reply, { lineage, covered });
  });

  app.put('/api/drafts/:draft/coverage/:proposal', async (request, reply) => {
    const entry = chairsEntry(request, ports);
    const { proposal } = checked(ON_PROPOSAL, request.params);
    const { coverage } = checked(JUDGED, request.body);
    const lineage = await lineageAsked(ports, entry);
    const parent = parentEntry(ports, entry, lineage.draft);
    mustWork(parent);
    const covered = await texts.derived.coverage(entry.draft.id, lineage, (facts) => facts);
    if (!covered.some((each) => each.proposal === proposal))
      throw new NotThere('unknown-proposal', 'No such proposal was on the text that this one comes from.');
    const act = { act: 'cover', proposal, coverage } as const;
    const answer = await doors.perform(entry.draft.id, entry.account.id, act);
    return sendPrivate(reply.code(statusOf(answer)), answer.done ? answer : { error: answer.why, ...answer });
  });

  app.get('/api/drafts/:draft/back', RATE, async (request, reply) => {
    const entry = chairsEntry(request, ports);
    const lineage = await lineageAsked(ports, entry);
    mustBeChairs(parentEntry(ports, entry, lineage.draft));
    const { found, asides } = await backFrom(ports, entry, lineage, reply);
    return sendPrivate(reply, { found, asides });
  });

  app.post('/api/drafts/:draft/back', RATE, async (request, reply) => {
    const entry = chairsEntry(request, ports);
    const { for: party } = checked(BACK, request.body);
    const lineage = await lineageAsked(ports, entry);
    const parent = parentEntry(ports, entry, lineage.draft);
    mustBeChairs(parent);
    const { found, asides } = await backFrom(ports, entry, lineage, reply);
    const refused: { words: string; why: string }[] = [];
    for (const { proposal, covers } of found) {
      const act = { act: 'enter', proposal, ...(party === undefined ? {} : { for: party }) } as const;
      const answer = await doors.perform(lineage.draft, entry.account.id, act);
      if (!answer.done) refused.push({ words: covers, why: answer.why });
    }
    return sendPrivate(reply, { entered: found.length - refused.length, refused, asides });
  });
}

/** For chair and secretariat of the draft alone. */
function chairsEntry(request: FastifyRequest, { people }: Ports): Entry {
  const entry = entryOf(request, people);
  mustBeChairs(entry);
  return entry;
}

function mustBeChairs({ member }: Entry): void {
  if (!isChairsSide(member)) throw new Refused('not-the-chairs-side');
}

/** What the text asks of the draft that it comes from, worked out apart from the rooms. */
async function backFrom({ texts }: Ports, { draft }: Entry, lineage: Lineage, reply: FastifyReply) {
  const result = await texts.derived.comingBack(draft.id, lineage, stoppedWith(reply));
  if (!result.done) throw new Error(result.message);
  return result.proposed;
}

function mustWork({ member, draft }: Entry): void {
  const verdict = mayTake(member, draft, 'working');
  if (!verdict.may) throw new Refused(verdict.why);
}

async function lineageAsked({ texts }: Ports, { draft }: Entry) {
  const lineage = await texts.derived.lineage(draft.id);
  if (!lineage) throw new NotThere('not-derived', 'This draft was not derived from an issued text.');
  return lineage;
}

/** The same account's place in the draft that the text comes from. */
function parentEntry({ people }: Ports, { account }: Entry, parent: string): Entry {
  const draft = people.lookup.draft(parent);
  const member = people.memberOf(account.id, parent);
  if (!draft || !member) throw new Refused('unknown-draft');
  return { account, member, draft };
}
