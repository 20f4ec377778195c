/** A running server for tests, and a browser made by hand: it keeps cookies and says the headers it is told to. */
import type { AddressInfo } from 'node:net';
import type { Config } from '../../server/config.ts';
import { derivedIn } from '../../server/derived.ts';
import { historyOf, seqAt } from '../../server/history.ts';
import type { Limits } from '../../server/http/guard.ts';
import type { Doors, Ports, ReadFile } from '../../server/http/ports.ts';
import { addRoutes, type HttpServer, newServer } from '../../server/http/server.ts';
import {
  baseOf,
  recordedFacts,
  recordedFigures,
  recordedSource,
  recordedState,
  recordedText,
  recordedUpdate,
} from '../../server/texts.ts';
import type { ActAnswer, ActRequest } from '../../shared/acts/act.ts';
import { DEFAULT_SCREEN, type ScreenView } from '../../shared/protocol/screen.ts';
import { shortDraft, type TestHouse } from './house.ts';

/** What reached the room's doors. */
export interface Door {
  readonly sockets: { readonly account: string; readonly path: string }[];
  readonly screens: string[];
  readonly dismissed: string[];
  readonly views: ScreenView[];
  readonly acts: { readonly account: string; readonly request: ActRequest }[];
  readonly forgotten: string[];
  /** What is answered to acts. */
  answer: ActAnswer;
}

export interface TestServer {
  readonly server: HttpServer;
  readonly door: Door;
  readonly origin: string;
  close(): Promise<void>;
}

const readAsText: ReadFile = async (bytes, name) =>
  bytes.length === 0
    ? { read: false, why: 'empty', message: 'The file is empty.' }
    : {
        read: true,
        document: shortDraft('Imported', Buffer.from(bytes).toString('utf8')),
        report: [{ kind: 'guess' }],
        source: { name, bytes: bytes.length, sha256: '0'.repeat(64) },
        profile: 'lines',
        text: Buffer.from(bytes).toString('utf8'),
        claims: [],
        changes: [],
        nested: [],
        form: 'text',
        comments: [],
      };

export async function serve(
  house: TestHouse,
  {
    limits,
    client = '/nowhere',
    readFile = readAsText,
  }: { limits?: Limits; client?: string; readFile?: ReadFile } = {},
): Promise<TestServer> {
  const door: Door = {
    sockets: [],
    screens: [],
    dismissed: [],
    views: [],
    acts: [],
    forgotten: [],
    answer: { done: true, seq: 7 },
  };
  const doors: Doors = {
    handleUpgrade: (_request, socket, _head, account, path) => {
      door.sockets.push({ account, path });
      socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    },
    dismiss: (account) => {
      door.dismissed.push(account);
    },
    attachScreen: (draft, _member, response) => {
      door.screens.push(draft);
      response.end('data: {}\n\n');
    },
    perform: async (_draft, account, request) => {
      door.acts.push({ account, request });
      return door.answer;
    },
    preview: async () => ({
      provisions: [],
      left: [],
      moot: [],
      overridden: [],
      labels: [],
      lost: [],
      statuses: [],
    }),
    forgetHand: async (draft, party) => {
      door.forgotten.push(`${draft}/${party}`);
    },
    screenView: () => door.views.at(-1) ?? DEFAULT_SCREEN,
    setView: (_draft, part) => {
      const view = { ...(door.views.at(-1) ?? DEFAULT_SCREEN), ...part } as ScreenView;
      door.views.push(view);
      return view;
    },
  };
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    data: '/nowhere',
    origin: 'https://texts.example.org',
    behindProxy: false,
    client,
    logLevel: 'silent',
    samples: false,
  };
  const texts: Ports['texts'] = {
    derived: derivedIn(house.log),
    history: (draft) => historyOf(house.log, draft),
    seqAt: (draft, time) => seqAt(house.log, draft, time),
    provenance: async () => undefined,
    current: async (draft) => {
      const document = await recordedText(house.log, draft);
      return { seq: 0, read: () => document };
    },
    base: (draft) => baseOf(house.log, draft),
    state: (draft, parties, upTo) => recordedState(house.log, draft, parties, upTo),
    source: (draft, parties, upTo) => recordedSource(house.log, draft, parties, upTo),
    update: (draft, upTo) => recordedUpdate(house.log, draft, upTo),
    figures: (draft, upTo) => recordedFigures(house.log, draft, upTo),
    facts: (draft) => recordedFacts(house.log, draft),
  };
  const { people, invitations, sessions, templates, secret } = house;
  const server = newServer(config);
  const ports = { config, secret, people, invitations, sessions, templates, texts, doors, readFile };
  await addRoutes(server, ports, limits);
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  return { server, door, origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: () => Record<string, unknown>;
}

/** A browser made by hand. */
export class Browser {
  cookie = '';
  /** Every byte that the server sent to it, as text. */
  seen = '';
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Told> {
    const isPlain = typeof body === 'string' || body instanceof FormData || body === undefined;
    const response = await fetch(`${this.#origin}${path}`, {
      method,
      redirect: 'manual',
      body: isPlain ? (body as string | FormData | undefined) : JSON.stringify(body),
      headers: {
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(method === 'GET' || method === 'HEAD' ? {} : { origin: this.#origin }),
        ...(isPlain ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    });
    for (const set of response.headers.getSetCookie()) this.cookie = /=;/.test(set) ? '' : set.split(';')[0]!;
    const text = await response.text();
    this.seen += `${JSON.stringify([...response.headers])}${text}`;
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: () => JSON.parse(text) as Record<string, unknown>,
    };
  }

  get(path: string, headers?: Record<string, string>): Promise<Told> {
    return this.ask('GET', path, undefined, headers);
  }

  /** Presses the button of an invitation's page. */
  join(token: string, name = ''): Promise<Told> {
    const form = new URLSearchParams({ name }).toString();
    return this.ask('POST', `/join/${token}`, form, { 'content-type': 'application/x-www-form-urlencoded' });
  }
}
