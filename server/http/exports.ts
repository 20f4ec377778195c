/** What leaves the room (SPEC EX15 to EX17, RV1 to RV3): renditions as files, the list of issued texts, comparisons. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { isChairsSide, mayTake, type Standing } from '../../shared/house/audience.ts';
import type { Exported, ExportJob } from '../export/export.ts';
import { fileName, TYPES } from '../export/file-name.ts';
import { withoutLinks } from '../export/preview.ts';
import { revisionsIn } from '../export/revision.ts';
import { exportApart } from '../export/worker.ts';
import { type Entry, entryOf } from './drafts.ts';
import { checked, Refused, sendPrivate } from './edge.ts';
import { issuedAt, jobOf, symbol, textTaken, WISH } from './export-jobs.ts';
import { isOpenedAsPage, sendRefusedPage } from './plain-page.ts';
import type { Ports } from './ports.ts';

/** Exports and comparisons that one account may ask for in a minute. */
const PER_MINUTE = 60;
const RATE = { config: { rateLimit: { max: PER_MINUTE, timeWindow: 60_000 } } } as const;

const SIDES = z.object({ from: symbol, to: symbol.optional() });

export function exportRoutes(app: FastifyInstance, ports: Ports): void {
  const { people, texts } = ports;

  app.get('/api/drafts/:draft/export', RATE, async (request, reply) => {
    const entry = entryOf(request, people);
    const wish = checked(WISH, request.query);
    mustTake(entry, textTaken(wish));
    const job = await jobOf(ports, entry, wish);
    const result = await exportApart(job, whenGone(reply));
    return result.done && wish.preview && job.format === 'html'
      ? sendPreview(reply, result.bytes)
      : sendExport(reply, job, result);
  });

  app.get('/api/drafts/:draft/revisions', async (request, reply) => {
    const entry = entryOf(request, people);
    mustTake(entry, 'issued');
    const revisions = revisionsIn(await texts.facts(entry.draft.id));
    return sendPrivate(reply, { revisions: revisions.map(({ kind: _, ...revision }) => revision) });
  });

  app.get('/api/drafts/:draft/history', RATE, async (request, reply) => {
    const entry = entryOf(request, people);
    mustTake(entry, 'working');
    const { opened = Number.POSITIVE_INFINITY, moments } = await texts.history(entry.draft.id);
    const first = isChairsSide(entry.member) ? 0 : opened;
    return sendPrivate(reply, { moments: moments.filter(({ seq }) => seq >= first) });
  });

  app.get('/api/drafts/:draft/compare', RATE, async (request, reply) => {
    const entry = entryOf(request, people);
    const { from, to } = checked(SIDES, request.query);
    mustTake(entry, to === undefined ? 'working' : 'issued');
    const [before, after] = [await issuedAt(ports, entry, from), await issuedAt(ports, entry, to)];
    // Statuses stand in no issued text: who gets only these is not told of them.
    const statuses = mayTake(entry.member, entry.draft, 'working').may;
    const job = { of: 'comparison', before, state: after, statuses } as const;
    const result = await exportApart(job, whenGone(reply));
    if (!result.done) return sendRefused(reply, result);
    return sendPrivate(reply.type('application/json; charset=utf-8'), bufferOf(result.bytes));
  });
}

function mustTake({ member, draft }: Entry, text: Parameters<typeof mayTake>[2]): void {
  const verdict = mayTake(member, draft satisfies Standing, text);
  if (!verdict.may) throw new Refused(verdict.why);
}

/** Whoever asked went away: nobody waits for the file any more. */
function whenGone(reply: FastifyReply): AbortSignal {
  const ending = new AbortController();
  reply.raw.once('close', () => ending.abort());
  return ending.signal;
}

/** What runs nothing and asks for nothing, in a frame of our own page. */
const sendPreview = (reply: FastifyReply, bytes: Uint8Array): FastifyReply =>
  sendPrivate(
    reply
      .header('content-type', TYPES.html)
      .header('x-frame-options', 'SAMEORIGIN')
      .header(
        'content-security-policy',
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
      ),
    withoutLinks(bufferOf(bytes).toString('utf8')),
  );

const STATUS = {
  'open-points': 409,
  'wrong-format': 400,
  'bad-template': 500,
  'no-chromium': 503,
  'too-slow': 503,
  stopped: 503,
  'export-failed': 500,
} as const;

function sendExport(reply: FastifyReply, job: ExportJob, result: Exported) {
  if (result.done) {
    const { ascii, encoded } = fileName(job);
    return sendPrivate(
      reply
        .header('content-type', TYPES[job.format])
        .header('content-security-policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'")
        .header('content-disposition', `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`),
      bufferOf(result.bytes),
    );
  }
  return sendRefused(reply, result);
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function sendRefused(reply: FastifyReply, result: Extract<Exported, { done: false }>) {
  const { done: _, why, ...more } = result;
  if (why === 'export-failed') reply.log.error({ why, ...more }, 'an export failed');
  if (isOpenedAsPage(reply.request)) return sendRefusedPage(reply.request, reply, STATUS[why]);
  const message = result.why === 'open-points' ? `${result.points.length} points are open.` : result.message;
  return sendPrivate(reply.code(STATUS[why]), { error: why, message, ...('points' in more ? more : {}) });
}
