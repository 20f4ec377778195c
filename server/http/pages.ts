/** The page of the client, with the first readable text of a draft already in it (SPEC FT1), and its files. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayFollowScreen, mayReadDraft } from '../../shared/house/audience.ts';
import type { ScreenView } from '../../shared/protocol/screen.ts';
import { escaped, FIRST_TEXT_STYLE } from './first-text.ts';
import { type FirstText, FirstTexts } from './first-texts.ts';
import { sendNotice, wordsFor } from './plain-page.ts';
import type { Ports } from './ports.ts';
import { preloadOf } from './preload.ts';

const NOT_BUILT =
  '<!doctype html><html lang="en"><head></head><body><p>The client is not built: npm run build</p></body></html>';

/** Places of a draft, and the page of the client that shows each. */
const DRAFT_PAGES = [
  ['/d/:draft', 'pages/draft-page.tsx'],
  ['/d/:draft/screen', 'pages/screen-page.tsx'],
] as const;

export async function pageRoutes(app: FastifyInstance, ports: Ports): Promise<void> {
  const { client } = ports.config;
  const index = path.join(client, 'index.html');
  const template = existsSync(index) ? readFileSync(index, 'utf8') : NOT_BUILT;
  const firstTexts = new FirstTexts(ports.texts);
  await serveFiles(app, client);

  app.get('/', (request, reply) => sendClient(request, reply, template));
  app.get('/import', (request, reply) => sendClient(request, reply, template));
  const issued = template.replace('</head>', () => `${preloadOf(client, 'pages/issued-page.tsx')}</head>`);
  for (const place of ['/d/:draft/issued', '/d/:draft/issued/*'])
    app.get(place, (request, reply) => sendIssued(request, reply, issued));
  for (const [place, page] of DRAFT_PAGES) {
    const loaded = template.replace('</head>', () => `${preloadOf(client, page)}</head>`);
    app.get<{ Params: { draft: string } }>(place, (request, reply) =>
      sendDraft(request, reply, ports, firstTexts, loaded),
    );
  }
}

/** Files with a hash in their name never change; what was compressed at the build is sent as it is. */
async function serveFiles(app: FastifyInstance, client: string): Promise<void> {
  if (!existsSync(client)) return;
  await app.register(fastifyStatic, {
    root: client,
    index: false,
    preCompressed: true,
    wildcard: false,
    globIgnore: ['index.html*', '.vite/**', '**/*.br', '**/*.gz'],
    cacheControl: false,
    setHeaders: (reply, file) => {
      const immutable = file.includes(`${path.sep}assets${path.sep}`);
      reply.header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

async function sendDraft(
  request: FastifyRequest<{ Params: { draft: string } }>,
  reply: FastifyReply,
  { people, doors }: Ports,
  firstTexts: FirstTexts,
  template: string,
) {
  const { words } = wordsFor(request);
  const { account } = request;
  if (!account) return sendNotice(request, reply, 401, words.signedOut, words.signedOutHint);
  const { draft } = request.params;
  const standing = people.standing(draft);
  const member = people.memberOf(account.id, draft);
  if (!standing || !member) return sendNotice(request, reply, 404, words.notFound, words.notFoundHint);
  const reads = mayReadDraft(member, standing).may;
  const watches = !reads && mayFollowScreen(member, standing).may && isOpen(await doors.screenView(draft));
  if (!reads && !watches) return sendClient(request, reply, template);
  return sendClient(request, reply, template, await firstTexts.of(draft));
}

/** The page of issued texts bears no word of the draft as it stands: what one may read of it, it asks for. */
function sendIssued(request: FastifyRequest, reply: FastifyReply, template: string) {
  const { words } = wordsFor(request);
  if (!request.account) return sendNotice(request, reply, 401, words.signedOut, words.signedOutHint);
  return sendClient(request, reply, template);
}

/** Whether the operator shows the text as it is now; who watches the screen gets no other (SC1). */
const isOpen = ({ hold, blank }: ScreenView): boolean => !hold && !blank;

function sendClient(request: FastifyRequest, reply: FastifyReply, template: string, text?: FirstText) {
  const nonce = `<meta property="csp-nonce" nonce="${request.styleNonce}">`;
  const style = text ? `<style nonce="${request.styleNonce}">${FIRST_TEXT_STYLE}</style>` : '';
  const html = template.replace('</head>', () => `${nonce}${style}</head>`);
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(text ? withText(html, text, wordsFor(request).words.javascript) : html);
}

/** What a browser waits for before it paints; it goes behind the text, which then is painted at once. */
const BLOCKING =
  /\s*<(?:link\b[^>]*\brel="(?:stylesheet|modulepreload|preload)"[^>]*>|script\b[^>]*><\/script>)/g;

function withText(page: string, { title, html }: FirstText, needsScript: string): string {
  const blocking = page.match(BLOCKING)?.join('') ?? '';
  const body = `${html}<noscript><p>${escaped(needsScript)}</p></noscript>`;
  return page
    .replace(BLOCKING, '')
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escaped(title)} · Chapeau</title>`)
    .replace('</body>', () => `${body}${blocking}</body>`);
}
