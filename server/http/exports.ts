/** What leaves the room (SPEC EX15 to EX17, RV1 to RV3): renditions as files, the list of issued texts, comparisons. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { RevisionFact } from '../../shared/acts/facts.ts';
import { stampOf } from '../../shared/acts/issuing.ts';
import { compareDrafts } from '../../shared/compare/compare.ts';
import { mayTake, type Standing, takenText } from '../../shared/house/audience.ts';
import { PAPERS } from '../../shared/renditions/paper.ts';
import { type Masthead, RENDITION_KINDS } from '../../shared/renditions/rendition.ts';
import type { Exported, ExportJob } from '../export/export.ts';
import { fileName, TYPES } from '../export/file-name.ts';
import { mastheadOf, revisionOf, revisionsIn } from '../export/revision.ts';
import { exportApart } from '../export/worker.ts';
import { FORMATS } from '../export/write.ts';
import { type Entry, entryOf } from './drafts.ts';
import { checked, NotThere, Refused, sendPrivate } from './edge.ts';
import type { Ports, StateAt } from './ports.ts';
import { viewOf } from './told.ts';

/** Exports and comparisons that one account may ask for in a minute. */
const PER_MINUTE = 60;
const RATE = { config: { rateLimit: { max: PER_MINUTE, timeWindow: 60_000 } } } as const;

const yes = z.enum(['', '1', 'true']).transform(() => true as const);
const symbol = z.string().min(1).max(200);
const WISH = z.object({
  as: z.enum(FORMATS),
  rendition: z.enum([...RENDITION_KINDS, 'redline']).default('bracketed'),
  paper: z.enum(PAPERS).default('a4'),
  lineNumbers: yes.optional(),
  allowOpen: yes.optional(),
  running: yes.optional(),
  revision: symbol.optional(),
  /** Redline: the symbol of the text it is compared with. */
  base: symbol.optional(),
  /** Redline: whether changes bear the names of those who ask for them. */
  authors: z.enum(['neutral', 'parties']).default('neutral'),
});
type Wish = z.output<typeof WISH>;
const SIDES = z.object({ from: symbol, to: symbol.optional() });

export function exportRoutes(app: FastifyInstance, ports: Ports): void {
  const { people, texts } = ports;

  app.get('/api/drafts/:draft/export', RATE, async (request, reply) => {
    const entry = entryOf(request, people);
    const wish = checked(WISH, request.query);
    mustTake(entry, textTaken(wish));
    const job = await jobOf(ports, entry, wish);
    return sendExport(reply, job, await exportApart(job, whenGone(reply)));
  });

  app.get('/api/drafts/:draft/revisions', async (request, reply) => {
    const entry = entryOf(request, people);
    mustTake(entry, 'issued');
    const revisions = revisionsIn(await texts.facts(entry.draft.id));
    return sendPrivate(reply, { revisions: revisions.map(({ kind: _, ...revision }) => revision) });
  });

  app.get('/api/drafts/:draft/compare', RATE, async (request, reply) => {
    const entry = entryOf(request, people);
    const { from, to } = checked(SIDES, request.query);
    mustTake(entry, to === undefined ? 'working' : 'issued');
    const [before, after] = [await issuedAt(ports, entry, from), await issuedAt(ports, entry, to)];
    return sendPrivate(reply, compareDrafts(before, after, { ids: 'lasting' }));
  });
}

/** Between two issued texts a redline without names is what both of them are. */
const textTaken = ({ rendition, revision, authors }: Wish) =>
  rendition === 'redline' && authors === 'neutral'
    ? takenText('bracketed', revision !== undefined)
    : takenText(rendition, revision !== undefined);

async function jobOf(ports: Ports, entry: Entry, wish: Wish): Promise<ExportJob> {
  const { paper, lineNumbers = false, rendition, as: format } = wish;
  const revision = await revisionAsked(ports, entry, wish.revision);
  const { id } = entry.draft;
  const view = viewOf(entry, ports.people.groups(id));
  const { state, at } = await ports.texts.state(id, ports.people.lookup.parties(id), revision?.seq, view);
  const masthead = headOf(state, at, revision);
  const shared = { state, format, print: { paper, lineNumbers, chromium: ports.config.chromium } };
  if (rendition !== 'redline')
    return { of: 'text', ...shared, options: { ...wish, kind: rendition, masthead } };
  const base = await baseAsked(ports, entry, wish.base);
  const byParty = wish.authors === 'parties';
  const { state: before } = await ports.texts.state(entry.draft.id, [], base.seq);
  return {
    of: 'redline',
    ...shared,
    before,
    options: { masthead, base: base.symbol, ids: 'lasting', byParty },
    authors: byParty ? 'parties' : { neutral: NEUTRAL },
  };
}

/** Who changed what nobody is named for. */
const NEUTRAL = 'Chapeau';

/** The revision of that symbol, by default the last. */
async function baseAsked(ports: Ports, entry: Entry, asked: string | undefined): Promise<RevisionFact> {
  const found =
    asked === undefined
      ? revisionsIn(await ports.texts.facts(entry.draft.id))[0]
      : await revisionAsked(ports, entry, asked);
  if (!found)
    throw new NotThere('no-revision', 'No text was issued yet that this one could be compared with.');
  return found;
}

function mustTake({ member, draft }: Entry, text: Parameters<typeof mayTake>[2]): void {
  const verdict = mayTake(member, draft satisfies Standing, text);
  if (!verdict.may) throw new Refused(verdict.why);
}

/** The revision of that symbol; undefined when none was asked for. */
async function revisionAsked(
  { texts }: Ports,
  { draft }: Entry,
  asked: string | undefined,
): Promise<RevisionFact | undefined> {
  if (asked === undefined) return undefined;
  const found = revisionOf(await texts.facts(draft.id), asked);
  if (!found) throw new NotThere('unknown-revision', `No text was issued as "${asked}".`);
  return found;
}

/** The draft of a revision, or as it stands now, without names. */
async function issuedAt(ports: Ports, entry: Entry, asked: string | undefined) {
  const revision = await revisionAsked(ports, entry, asked);
  return (await ports.texts.state(entry.draft.id, [], revision?.seq)).state.document;
}

/** The date of an issued text is its own; that of any other, of its last change. */
function headOf(
  { document: { meta } }: StateAt['state'],
  at: number,
  revision: RevisionFact | undefined,
): Masthead {
  if (revision) return mastheadOf(meta.title, revision);
  const { symbol: own, title } = meta;
  return { ...(own === undefined ? {} : { symbol: own }), title, at: stampOf(at) };
}

/** Whoever asked went away: nobody waits for the file any more. */
function whenGone(reply: FastifyReply): AbortSignal {
  const ending = new AbortController();
  reply.raw.once('close', () => ending.abort());
  return ending.signal;
}

const STATUS = {
  'open-points': 409,
  'wrong-format': 400,
  'no-chromium': 503,
  'too-slow': 503,
  stopped: 503,
  'export-failed': 500,
} as const;

function sendExport(reply: FastifyReply, job: ExportJob, result: Exported): FastifyReply {
  if (result.done) {
    const { ascii, encoded } = fileName(job);
    return sendPrivate(
      reply
        .header('content-type', TYPES[job.format])
        .header('content-security-policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'")
        .header('content-disposition', `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`),
      Buffer.from(result.bytes.buffer, result.bytes.byteOffset, result.bytes.byteLength),
    );
  }
  const { done: _, why, ...more } = result;
  if (why === 'export-failed') reply.log.error({ why, ...more }, 'an export failed');
  const message = result.why === 'open-points' ? `${result.points.length} points are open.` : result.message;
  return sendPrivate(reply.code(STATUS[why]), { error: why, message, ...('points' in more ? more : {}) });
}
