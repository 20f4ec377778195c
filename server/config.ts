/** What the one who runs the server decides; the only reader of the environment. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Config {
  readonly port: number;
  /** Address to listen on; by default this machine only. */
  readonly host: string;
  /** Folder of everything that is kept: log, people, the server's secret. */
  readonly data: string;
  /** How people reach the server, without a slash at the end: `https://texts.example.org`. Links begin with it. */
  readonly origin: string;
  /** Whether a proxy in front says who is calling (X-Forwarded-*). Only true where such a proxy is. */
  readonly behindProxy: boolean;
  /** Folder of the built client. */
  readonly client: string;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** Whether an empty data folder gets the sample drafts. */
  readonly samples: boolean;
  /** Executable of the Chromium that prints PDF; absent: one is looked for. */
  readonly chromium?: string;
}

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;

/** Reads the configuration; throws with the name of the variable that cannot be understood. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const port = portOf(env.PORT ?? '8080');
  return {
    port,
    host: env.CHAPEAU_HOST ?? 'localhost',
    data: path.resolve(env.CHAPEAU_DATA ?? path.join(ROOT, 'data')),
    origin: originOf(env.CHAPEAU_ORIGIN ?? `http://localhost:${port}`),
    behindProxy: yesOrNo('CHAPEAU_BEHIND_PROXY', env.CHAPEAU_BEHIND_PROXY ?? 'no'),
    client: path.join(ROOT, 'dist', 'client'),
    logLevel: oneOf('CHAPEAU_LOG', LEVELS, env.CHAPEAU_LOG ?? 'warn'),
    samples: yesOrNo('CHAPEAU_SAMPLES', env.CHAPEAU_SAMPLES ?? 'yes'),
    ...(env.CHAPEAU_CHROMIUM ? { chromium: env.CHAPEAU_CHROMIUM } : {}),
  };
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new Error(`PORT is not a port number: ${text}`);
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/') return url.origin;
  throw new Error(`CHAPEAU_ORIGIN is not an address like https://texts.example.org: ${text}`);
}

function yesOrNo(name: string, text: string): boolean {
  return oneOf(name, ['yes', 'no'], text) === 'yes';
}

function oneOf<const T extends string>(name: string, words: readonly T[], text: string): T {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  throw new Error(`${name} is none of ${words.join(', ')}: ${text}`);
}
