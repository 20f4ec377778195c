/** The product as people have it: the built page and the real server in a process of its own, and browsers that join it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumPath } from './chromium.ts';
import { type Line, openLine } from './line.ts';

const NODE = ['--import', 'tsx'];

export interface Product {
  readonly origin: string;
  readonly data: string;
  /** Link of an invitation by the name it was printed with. */
  link(name: string): string;
  /** Ends the server at once, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

export interface Wishes {
  readonly importFile?: string;
  /** Imported as a text file of these words. */
  readonly importWords?: string;
  /** Of the server's environment. */
  readonly more?: NodeJS.ProcessEnv;
}

/** Builds the page if it was not built, imports what is given, starts the server and waits for its links. */
export async function startProduct(wishes: Wishes = {}): Promise<Product> {
  if (!existsSync('dist/client/index.html'))
    spawnSync('node_modules/.bin/vite', ['build', '--logLevel', 'warn'], { stdio: 'inherit' });
  const data = mkdtempSync(path.join(tmpdir(), 'chapeau-data-'));
  try {
    return await startedIn(data, wishes);
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    throw error;
  }
}

async function startedIn(data: string, { importFile, importWords, more = {} }: Wishes): Promise<Product> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const env = { ...process.env, PORT: String(port), CHAPEAU_DATA: data, CHAPEAU_ORIGIN: origin, ...more };
  const own = path.join(data, 'sample.txt');
  if (importWords !== undefined) writeFileSync(own, importWords);
  const file = importWords === undefined ? importFile : own;
  let printed = file === undefined ? '' : importInto(file, env);
  let child = await start(env, (text) => (printed += text));
  const kill = (): Promise<void> =>
    new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });
  return {
    origin,
    data,
    link: (name) => linkIn(printed, name),
    kill,
    restart: async () => {
      child = await start(env, () => undefined);
    },
    stop: async () => {
      await kill();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Imports a file as a draft in preparation, with one more link, `desk`, that several persons of the secretariat may use. */
function importInto(file: string, env: NodeJS.ProcessEnv): string {
  const created = run(['server/cli.ts', 'import', file], env);
  const draft = /^created (\S+)/m.exec(created)![1]!;
  const invite = ['invite', draft, '--role', 'secretariat', '--reusable', '--label', 'desk'];
  return `${created}join as desk: ${run(['server/cli.ts', ...invite], env)}`;
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [...NODE, ...args], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

function linkIn(printed: string, name: string): string {
  const found = new RegExp(`^join as ${name}: (\\S+)$`, 'm').exec(printed)?.[1];
  if (!found) throw new Error(`no invitation for ${name} in:\n${printed}`);
  return found;
}

/** Resolves when the server answers. */
function start(env: NodeJS.ProcessEnv, onOutput: (text: string) => void): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...NODE, 'server/main.ts'], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let all = '';
    const read = (chunk: Buffer): void => {
      all += chunk;
      onOutput(String(chunk));
      if (all.includes('Chapeau is at') && all.endsWith('\n'))
        void answers(env.CHAPEAU_ORIGIN!).then(() => resolve(child), reject);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', (chunk: Buffer) => (all += chunk));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${all}`)));
  });
}

async function answers(origin: string): Promise<void> {
  for (let i = 0; i < 100; i += 1) {
    const isUp = await fetch(`${origin}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${origin} does not answer`);
}

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });

/** A window of its own, as on another person's computer. */
export interface Seat {
  readonly context: BrowserContext;
  readonly page: Page;
  /** The cable between this computer and the server. */
  readonly line: Line;
  /** What the page said on its console as an error, and requests that left the product's own address. */
  readonly complaints: string[];
}

/** Opens an invitation, presses the button, waits for the text. */
export async function join(
  browser: Browser,
  link: string,
  name: string,
  viewport = { width: 1366, height: 768 },
): Promise<Seat> {
  const context = await browser.newContext({ viewport, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  const complaints: string[] = [];
  const line = await openLine(new URL(link).origin);
  const { origin } = line;
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, origin: to } = new URL(request.url());
    if (to !== origin && protocol.startsWith('http')) complaints.push(`left for ${request.url()}`);
  });
  await page.goto(link.replace(new URL(link).origin, origin));
  const field = page.locator('input[name=name]');
  if (await field.count()) await field.fill(name);
  await page.locator('button').first().click();
  return { context, page, line, complaints };
}

/** The editor's text area, once it can be typed in. */
export async function editorOf({ page }: Seat): Promise<ReturnType<Page['locator']>> {
  const editor = page.locator('.ProseMirror[contenteditable=true]');
  await editor.waitFor();
  return editor;
}

/** Puts the caret behind the `offset`-th character of a block, as a click there would. */
export async function putCaret(
  { page }: Seat,
  block: string,
  offset: number,
  to?: { block: string; offset: number },
): Promise<void> {
  await page.evaluate(
    ([fromId, fromOffset, toId, toOffset]) => {
      const spot = (id: string, at: number): [Node, number] => {
        const root = document.querySelector(`.ProseMirror [data-id="${id}"]`)!;
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        let rest = at;
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const { length } = node.textContent!;
          if (rest <= length) return [node, rest];
          rest -= length;
        }
        return [root, root.childNodes.length];
      };
      (document.querySelector('.ProseMirror') as HTMLElement).focus();
      const [a, b] = [spot(fromId, fromOffset), spot(toId, toOffset)];
      getSelection()!.setBaseAndExtent(a[0], a[1], b[0], b[1]);
    },
    [block, offset, to?.block ?? block, to?.offset ?? offset] as const,
  );
  await page.waitForFunction(() => getSelection()!.rangeCount > 0);
  await page.waitForTimeout(30);
}

/** The words on a screen, block by block. */
export const blocksOn = ({ page }: Seat): Promise<{ id: string; text: string }[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.ProseMirror .block')].map((dom) => ({
      id: dom.dataset.id!,
      text: dom.textContent!,
    })),
  );

/** Lets everybody write the text of the first sample itself, as the house may choose to. */
export async function writeLive(browser: Browser, product: Product): Promise<void> {
  const chair = await join(browser, product.link('Chair'), 'Chair');
  await editorOf(chair);
  const status = await chair.page.evaluate(async () => {
    const draft = location.pathname.split('/')[2];
    const response = await fetch(`/api/drafts/${draft}/rules`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ drafting: 'everything-live' }),
    });
    return response.status;
  });
  if (status !== 200) throw new Error(`the rules were not set: ${status}`);
  await chair.context.close();
}
