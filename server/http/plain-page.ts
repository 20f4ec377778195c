/** Pages that the server writes itself and that need no script: invitations, and why something cannot be shown. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { escaped } from './first-text.ts';
import { type Language, languageOf, WORDS, type Words } from './words.ts';

const STYLE = `:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;font:1.06rem/1.5 system-ui,"Noto Sans SC",sans-serif;background:Canvas;color:CanvasText}
main{max-width:32rem;padding:2rem}h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem;overflow-wrap:anywhere}p{margin:.6rem 0}
label{display:block;margin:1.2rem 0 .3rem;font-weight:600}input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem .6rem}
button,.button{font:inherit;font-weight:600;display:inline-block;margin-top:1.2rem;padding:.6rem 1.4rem;border:0;border-radius:.4rem;background:#1d4f91;color:#fff;text-decoration:none;cursor:pointer}
button:focus-visible,.button:focus-visible,input:focus-visible{outline:3px solid Highlight;outline-offset:2px}.hint{opacity:.8;font-size:.92rem}`;

/** The words for the reader of this request. */
export function wordsFor(request: FastifyRequest): { readonly language: Language; readonly words: Words } {
  const language = languageOf(request.headers['accept-language']);
  return { language, words: WORDS[language] };
}

/** Sends a page; `body` is HTML whose parts are escaped already. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  title: string,
  body: string,
) {
  const { language } = wordsFor(request);
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('vary', 'accept-language')
    .send(`<!doctype html>
<html lang="${language}" translate="no"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow"><title>${escaped(title)} · Chapeau</title><link rel="icon" href="/mark.svg" type="image/svg+xml">
<style nonce="${request.styleNonce}">${STYLE}</style></head><body><main>${body}</main></body></html>`);
}

/** Says what cannot be shown and what to do. */
export const sendNotice = (
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  title: string,
  hint: string,
) => sendPage(request, reply, status, title, `<h1>${escaped(title)}</h1><p>${escaped(hint)}</p>`);

/** Whether an address is opened as a page: somebody reads the answer, no program does. */
export const isOpenedAsPage = ({ headers }: FastifyRequest): boolean =>
  headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';

/** Says to whoever opened the address of an answer why there is none, and where to go on. */
export function sendRefusedPage(request: FastifyRequest, reply: FastifyReply, status: number) {
  const { words } = wordsFor(request);
  const [title, hint] = refusedWords(words, status);
  const back = `<p><a href="/">${escaped(words.drafts)}</a></p>`;
  return sendPage(request, reply, status, title, `<h1>${escaped(title)}</h1><p>${escaped(hint)}</p>${back}`);
}

function refusedWords(words: Words, status: number): readonly [title: string, hint: string] {
  if (status === 401) return [words.signedOut, words.signedOutHint];
  if (status === 403) return [words.barred, words.barredHint];
  return status === 404 ? [words.notFound, words.notFoundHint] : [words.failed, words.failedHint];
}
