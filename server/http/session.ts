/** Whose request it is: a signed cookie that scripts cannot read, for requests and for sockets alike. */
import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../people/lookup.ts';
import { SESSION_LENGTH } from '../people/sessions.ts';
import { SignedOut } from './edge.ts';
import type { Ports } from './ports.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in in this browser. */
    account: Account | undefined;
  }
}

const NAME = 'chapeau';

/** Knows the account of every request before its route runs. */
export async function knowAccounts(app: FastifyInstance, ports: Ports): Promise<void> {
  await app.register(cookie, { secret: ports.secret });
  app.decorateRequest('account', undefined);
  app.addHook('onRequest', async (request) => {
    request.account = accountOf(app, ports, request.headers.cookie);
  });
}

/** Whose cookies these are; undefined for none, forged, ended or expired ones. */
export function accountOf(
  app: FastifyInstance,
  ports: Ports,
  header: string | undefined,
): Account | undefined {
  const token = tokenOf(app, header);
  return token === undefined ? undefined : ports.sessions.accountOf(token);
}

function tokenOf(app: FastifyInstance, header: string | undefined): string | undefined {
  const signed = header === undefined ? undefined : app.parseCookie(header)[NAME];
  if (signed === undefined) return undefined;
  const read = app.unsignCookie(signed);
  return read.valid ? read.value : undefined;
}

/** Signs the browser in as this account; whoever it was before is signed out. */
export function signIn(request: FastifyRequest, reply: FastifyReply, ports: Ports, account: Account): void {
  signOut(request, reply, ports);
  reply.setCookie(NAME, ports.sessions.start(account.id), {
    ...ATTRIBUTES,
    signed: true,
    secure: ports.config.origin.startsWith('https:'),
    maxAge: SESSION_LENGTH / 1000,
  });
}

/** Ends the session on the server and in the browser. */
export function signOut(request: FastifyRequest, reply: FastifyReply, ports: Ports): void {
  const token = tokenOf(request.server, request.headers.cookie);
  if (token !== undefined) ports.sessions.end(token);
  reply.clearCookie(NAME, ATTRIBUTES);
}

const ATTRIBUTES = { path: '/', httpOnly: true, sameSite: 'lax' } as const;

/** Who is signed in; throws SignedOut. */
export function signedIn({ account }: FastifyRequest): Account {
  if (!account) throw new SignedOut('signed-out');
  return account;
}
