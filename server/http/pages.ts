/** The page of the client, with the first readable text of a draft already in it (SPEC FT1), and its files. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayFollowScreen, mayReadDraft } from '../../shared/house/audience.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { escaped, FIRST_TEXT_STYLE, firstText } from './first-text.ts';
import { sendNotice, wordsFor } from './plain-page.ts';
import type { Ports } from './ports.ts';

const NOT_BUILT =
  '<!doctype html><html lang="en"><head></head><body><p>The client is not built: npm run build</p></body></html>';

/** What the page of a draft carries beside the client. */
interface Carried {
  readonly title: string;
  readonly body: string;
}

export async function pageRoutes(app: FastifyInstance, ports: Ports): Promise<void> {
  const { client } = ports.config;
  const index = path.join(client, 'index.html');
  const template = existsSync(index) ? readFileSync(index, 'utf8') : NOT_BUILT;
  await serveFiles(app, client);

  app.get('/', (request, reply) => sendClient(request, reply, template));
  app.get('/import', (request, reply) => sendClient(request, reply, template));
  app.get<{ Params: { draft: string } }>('/d/:draft', (request, reply) =>
    sendDraft(request, reply, ports, template),
  );
  app.get<{ Params: { draft: string } }>('/d/:draft/screen', (request, reply) =>
    sendDraft(request, reply, ports, template),
  );
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
      reply.header(
        'cache-control',
        immutable ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      );
    },
  });
}

async function sendDraft(
  request: FastifyRequest<{ Params: { draft: string } }>,
  reply: FastifyReply,
  { people, texts }: Ports,
  template: string,
) {
  const { words } = wordsFor(request);
  const { account } = request;
  if (!account) return sendNotice(request, reply, 401, words.signedOut, words.signedOutHint);
  const { draft } = request.params;
  const standing = people.standing(draft);
  const member = people.memberOf(account.id, draft);
  if (!standing || !member) return sendNotice(request, reply, 404, words.notFound, words.notFoundHint);
  const reads = mayReadDraft(member, standing).may || mayFollowScreen(member, standing).may;
  if (!reads) return sendClient(request, reply, template);
  const { document } = await texts.current(draft);
  return sendClient(request, reply, template, carried(document, words.javascript));
}

const carried = (document: DraftDocument, needsScript: string): Carried => ({
  title: document.meta.title,
  body: `${firstText(document)}<noscript><p>${escaped(needsScript)}</p></noscript>`,
});

function sendClient(request: FastifyRequest, reply: FastifyReply, template: string, text?: Carried) {
  const nonce = `<meta property="csp-nonce" nonce="${request.styleNonce}">`;
  const style = text ? `<style nonce="${request.styleNonce}">${FIRST_TEXT_STYLE}</style>` : '';
  const html = template.replace('</head>', () => `${nonce}${style}</head>`);
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(text ? withText(html, text) : html);
}

/** What a browser waits for before it paints; it goes behind the text, which then is painted at once. */
const BLOCKING = /\s*<(?:link\b[^>]*\brel="(?:stylesheet|modulepreload)"[^>]*>|script\b[^>]*><\/script>)/g;

function withText(html: string, { title, body }: Carried): string {
  const blocking = html.match(BLOCKING)?.join('') ?? '';
  return html
    .replace(BLOCKING, '')
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escaped(title)} · Chapeau</title>`)
    .replace('</body>', () => `${body}${blocking}</body>`);
}
