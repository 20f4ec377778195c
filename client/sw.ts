/**
 * The worker that serves the page's own files when there is no line (SPEC OL2). It keeps scripts, styles and fonts and one
 * empty page; never a page with a draft's words in it, never an answer of the server.
 */

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Told extends Extendable {
  readonly data: unknown;
}
interface Worker {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  addEventListener(kind: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(kind: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(kind: 'message', listener: (event: Told) => void): void;
}

const worker = globalThis as unknown as Worker;
const FILES = 'chapeau-files-1';
/** The page without a draft in it. */
const SHELL = '/';

worker.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim());
});

worker.addEventListener('message', (event) => {
  const { kind, files } = (event.data ?? {}) as { kind?: unknown; files?: unknown };
  if (kind !== 'keep' || !Array.isArray(files)) return;
  const named = files.filter(
    (file): file is string => typeof file === 'string' && file.startsWith('/assets/'),
  );
  event.waitUntil(keepShell().then((own) => renew([...own, ...named])));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (
    request.mode === 'navigate' &&
    (pathname === '/' || pathname.startsWith('/d/') || pathname === '/import')
  )
    event.respondWith(page(request));
  else if (pathname.startsWith('/assets/')) event.respondWith(file(request));
});

/** From the server while there is a line; the empty page without one. A new version's shell replaces the old. */
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const shell = await (await caches.open(FILES)).match(SHELL);
    if (shell) return shell;
    throw error;
  }
}

/** Files with a hash in their name never change: what is kept is right. */
async function file(request: Request): Promise<Response> {
  const kept = await (await caches.open(FILES)).match(request.url);
  return kept ?? fetch(request);
}

/** Keeps the empty page and the files it names; those are returned. */
async function keepShell(): Promise<readonly string[]> {
  const shell = await fetch(SHELL, { credentials: 'omit', cache: 'no-store' });
  if (!shell.ok) throw new Error(`the page answered ${shell.status}`);
  const html = await shell.clone().text();
  const files = [...html.matchAll(/\/assets\/[\w.-]+/g)].map(([path]) => path);
  await keep(files);
  await (await caches.open(FILES)).put(SHELL, shell);
  return files;
}

/** Keeps these files; when a new version brought others, those of the old one go. */
async function renew(files: readonly string[]): Promise<void> {
  const cache = await caches.open(FILES);
  const [main] = files;
  const isNew =
    main !== undefined && !(await cache.match('/version').then((kept) => kept?.text()))?.includes(main);
  await keep(files);
  if (!isNew) return;
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname.startsWith('/assets/') && !files.includes(pathname)) await cache.delete(url);
  }
  await cache.put('/version', new Response(main));
}

async function keep(paths: readonly string[]): Promise<void> {
  const cache = await caches.open(FILES);
  for (const path of new Set(paths))
    if (!(await cache.match(path))) await cache.add(path).catch(() => undefined);
}
