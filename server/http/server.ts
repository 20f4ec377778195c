/** The HTTP server around the room: thin routes, one guard, one way to say what went wrong. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { LogError } from '../log/log.ts';
import { actRoutes } from './acts.ts';
import { derivedRoutes } from './derived.ts';
import { draftRoutes } from './drafts.ts';
import { Refused } from './edge.ts';
import { exportRoutes } from './exports.ts';
import { fileChangeRoutes } from './file-changes.ts';
import { guard, isOwnOrigin, LIMITS, type Limits } from './guard.ts';
import { importRoutes } from './imports.ts';
import { joinRoutes } from './join.ts';
import { memberRoutes } from './members.ts';
import { pageRoutes } from './pages.ts';
import { isOpenedAsPage, sendNotice, sendRefusedPage, wordsFor } from './plain-page.ts';
import type { Ports } from './ports.ts';
import { provenanceRoutes } from './provenance.ts';
import { screenNameRoutes } from './screen-names.ts';
import { screenRoutes } from './screens.ts';
import { takeFiles } from './sent-file.ts';
import { accountOf, knowAccounts } from './session.ts';
import { statisticsRoutes } from './statistics.ts';
import { templateRoutes } from './templates.ts';

export type HttpServer = FastifyInstance;

/** A server without routes, whose log others may write to. */
export const newServer = (config: Config): HttpServer =>
  Fastify({
    logger: { level: config.logLevel, serializers: { req: loggedRequest } },
    trustProxy: config.behindProxy,
    bodyLimit: 1_000_000,
    forceCloseConnections: true,
  });

/** Gives the server all its routes; then it listens when told so. */
export async function addRoutes(app: HttpServer, ports: Ports, limits: Limits = LIMITS): Promise<void> {
  const { config } = ports;
  answerFaults(app);
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: 1_000,
    // Quality 11, the default, takes a large draft a second; 5 makes it a tenth larger in a hundredth of the time.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } },
  });
  await knowAccounts(app, ports);
  await guard(app, config, limits);
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, taken) =>
    taken(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.get('/health', async () => ({ status: 'up' }));
  joinRoutes(app, ports);
  draftRoutes(app, ports);
  memberRoutes(app, ports);
  actRoutes(app, ports);
  screenRoutes(app, ports);
  exportRoutes(app, ports);
  derivedRoutes(app, ports);
  provenanceRoutes(app, ports);
  await takeFiles(app);
  importRoutes(app, ports);
  fileChangeRoutes(app, ports);
  templateRoutes(app, ports);
  screenNameRoutes(app, ports);
  statisticsRoutes(app, ports);
  await pageRoutes(app, ports);
  takeSockets(app, ports);
}

/** What the server's own log tells of a request: no cookie, and never the secret of a link. */
const loggedRequest = ({ method, url, ip }: FastifyRequest) => ({
  method,
  url: url.replace(/^\/join\/[^/?]+/, '/join/(link)'),
  remoteAddress: ip,
});

function answerFaults(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    if (isApi(request.url)) return reply.code(404).send({ error: 'not-found' });
    const { words } = wordsFor(request);
    return sendNotice(request, reply, 404, words.notFound, words.notFoundHint);
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? (error instanceof LogError && error.code === 'full' ? 507 : 500);
    if (status >= 500) request.log.error(error);
    if (isOpenedAsPage(request)) return sendRefusedPage(request, reply, status);
    const said = saidOf(error, status);
    return reply.code(status).header('cache-control', 'no-store').send(said);
  });
}

/** What a caller is told of an error: the reason and what was kept, never how the server is made. */
function saidOf(error: FastifyError, status: number): { readonly error: string; readonly message: string } {
  if (error instanceof Refused) return { error: error.why, message: error.why };
  if (error instanceof LogError && error.code === 'full')
    return {
      error: 'disk-full',
      message: 'The disk of the server is full. Nothing was changed; all before is kept.',
    };
  if (status === 413) return { error: 'too-large', message: 'The file is too large. Nothing was changed.' };
  if (status === 401) return { error: 'signed-out', message: 'Nobody is signed in here.' };
  if (status < 500) return { error: error.code ?? 'bad-request', message: error.message };
  return { error: 'failed', message: 'The server could not do this. What was recorded before is kept.' };
}

const isApi = (url: string): boolean => url.startsWith('/api/') || url.startsWith('/screen/');

/** Sockets pass the same checks as requests, then the room has them. */
function takeSockets(app: FastifyInstance, ports: Ports): void {
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refuse = (status: string) => {
      socket.once('finish', () => socket.destroy());
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    };
    socket.on('error', () => socket.destroy());
    const url = request.url ?? '/';
    if (!url.startsWith('/sync/')) return refuse('404 Not Found');
    if (!isOwnOrigin(request.headers.origin, hostOf(request, ports), ports.config))
      return refuse('403 Forbidden');
    const account = accountOf(app, ports, request.headers.cookie);
    if (!account) return refuse('401 Unauthorized');
    try {
      ports.doors.handleUpgrade(request, socket, head, account.id, url.slice('/sync/'.length));
    } catch (error) {
      app.log.warn({ err: error }, 'a socket could not be taken');
      refuse('400 Bad Request');
    }
  });
}

function hostOf({ headers }: IncomingMessage, { config }: Ports): string | undefined {
  const forwarded = config.behindProxy ? headers['x-forwarded-host'] : undefined;
  return typeof forwarded === 'string' ? forwarded : headers.host;
}
