/** Headers and checks that every answer and request passes: content policy, no framing, same origin, limits. */
import { randomBytes } from 'node:crypto';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Marks the style elements of this answer; others are not applied. */
    styleNonce: string;
  }
}

/** Requests a minute: of one account, and of one address that is not signed in (a whole meeting may share it). */
export interface Limits {
  readonly account: number;
  readonly address: number;
}
export const LIMITS: Limits = { account: 600, address: 1_200 };

const contentPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** May a page of this origin change anything here? Only the server's own pages. */
export function isOwnOrigin(
  origin: string | undefined,
  host: string | undefined,
  { origin: own }: Config,
): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  return origin === own || new URL(origin).host === host;
}

export async function guard(app: FastifyInstance, config: Config, limits: Limits): Promise<void> {
  const secure = config.origin.startsWith('https:');
  await app.register(helmet, {
    contentSecurityPolicy: false,
    // With `no-referrer` a browser sends `Origin: null` with a form, which the check below could not tell from a stranger's.
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    hsts: secure ? { maxAge: 31_536_000 } : false,
    crossOriginOpenerPolicy: secure,
    originAgentCluster: secure,
  });
  app.decorateRequest('styleNonce', '');
  app.addHook('onRequest', async (request, reply) => {
    request.styleNonce = randomBytes(16).toString('base64');
    reply.header('content-security-policy', contentPolicy(request.styleNonce));
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), browsing-topics=()');
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD') return;
    if (isOwnOrigin(request.headers.origin, request.host, config)) return;
    return reply
      .code(403)
      .send({ error: 'foreign-origin', message: 'Only pages of this server may change anything here.' });
  });
  await app.register(rateLimit, {
    timeWindow: 60_000,
    max: (request: FastifyRequest) => (request.account ? limits.account : limits.address),
    // The client's own files are many (fonts come in slices), small, and the same for everybody.
    allowList: (request: FastifyRequest) => request.url.startsWith('/assets/'),
    keyGenerator: (request: FastifyRequest) => request.account?.id ?? request.ip,
    errorResponseBuilder: (_, { after }) =>
      Object.assign(new Error(`Too many requests; again in ${after}.`), {
        statusCode: 429,
        code: 'too-many-requests',
      }),
  });
}
