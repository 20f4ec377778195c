/** Reads untrusted files in threads of their own, within limits of time and memory (SPEC IM7). */

import { createHash } from 'node:crypto';
import type { SourceFile } from '../../shared/house/act.ts';
import type { Claim } from '../../shared/house/import-record.ts';
import { type Said, said } from '../../shared/house/import-said.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { BASE_PROPERTY } from '../export/base-mark.ts';
import { answerOf, startThread, Turns } from '../thread.ts';
import { type Result, refuse } from './decode.ts';
import type { DocxImported } from './docx/import.ts';
import type { NestedChange } from './docx/nested.ts';
import type { PlacedChange } from './docx/place-changes.ts';
import type { PlacedComment } from './docx/place-comments.ts';
import type { Imported, ImportOptions } from './import.ts';
import { isJson } from './json.ts';
import type { ReportEntry } from './report.ts';

export interface ThreadFile {
  readonly bytes: Uint8Array;
  readonly wish: Pick<ImportOptions, 'answers' | 'partyNames' | 'view'>;
}
export type FromThread =
  | { readonly kind: 'progress'; readonly stage: string; readonly done: number }
  | { readonly kind: 'result'; readonly result: Result<Imported> };

/** Called with the name of the stage that begins and the share that is done, 0 to 1. */
export type OnProgress = (stage: string, done: number) => void;

export interface Limits {
  /** Milliseconds that one file may take. */
  readonly time: number;
  /** Megabytes of heap that one file may take. */
  readonly memory: number;
}
const LIMITS: Limits = { time: 30_000, memory: 768 };
/** How a file is to be read, and by what its reading can be stopped. */
export interface Wish extends Pick<ImportOptions, 'answers' | 'partyNames' | 'view'> {
  readonly signal?: AbortSignal;
}
const turns = new Turns(2);

/** Reads a file into a draft. Never rejects: a file that cannot be read, or takes too long, is a refusal that says so. */
export async function importFile(
  bytes: Uint8Array,
  name: string,
  onProgress: OnProgress = () => {},
  limits: Partial<Limits> = {},
  wish: Wish = {},
): Promise<Result<Imported>> {
  const { signal } = wish;
  return turns.take(() =>
    signal?.aborted ? stopped(name) : inThread(bytes, name, onProgress, { ...LIMITS, ...limits }, wish),
  );
}

function inThread(
  bytes: Uint8Array,
  name: string,
  onProgress: OnProgress,
  limits: Limits,
  { signal, ...wish }: Wish,
): Promise<Result<Imported>> {
  const workerData: ThreadFile = { bytes, wish };
  const resourceLimits = { maxOldGenerationSizeMb: limits.memory };
  const thread = startThread(new URL('./import-thread', import.meta.url), { workerData, resourceLimits });
  return answerOf(thread, {
    time: limits.time,
    signal,
    read: (message: FromThread) => {
      if (message.kind === 'result') return message.result;
      onProgress(message.stage, message.done);
      return undefined;
    },
    stopped: () => stopped(name),
    tooSlow: () => tooSlow(name, limits),
    failed: (error) => failed(name, error, limits),
    ended: (code) => refuse('broken', said('refused-failed', { reason: `thread ${code}` })),
  });
}

const stopped = (name: string) => refuse('stopped', said('refused-stopped', { name }));

const tooSlow = (name: string, { time }: Limits) =>
  refuse('time', said('refused-time', { name, count: time / 1_000 }));

const failed = (name: string, error: Error & { code?: string }, { memory }: Limits) =>
  error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? refuse('memory', said('refused-memory', { name, count: memory }))
    : refuse('broken', said('refused-failed', { reason: error.message }));

/** What the server's import route answers with. */
export type ReadOutcome =
  | {
      readonly read: true;
      readonly document: DraftDocument;
      readonly report: readonly ReportEntry[];
      readonly source: SourceFile;
      readonly profile: string;
      readonly text: string;
      readonly claims: readonly Claim[];
      /** Tracked changes of a Word file, with their authors: for who imports it alone, never for the draft or its report. */
      readonly changes: readonly PlacedChange[];
      readonly nested: readonly NestedChange[];
      readonly form: 'word' | 'data' | 'text';
      /** Comments of a Word file: for whose file it is alone. */
      readonly comments: readonly PlacedComment[];
      /** What an exported Word file is known again by. */
      readonly base?: string;
    }
  | { readonly read: false; readonly why: string; readonly message: string; readonly said?: Said };

/** `importFile` in the words of the import route. */
export async function readFile(
  bytes: Uint8Array,
  name: string,
  { onProgress, ...wish }: Wish & { readonly onProgress?: OnProgress } = {},
): Promise<ReadOutcome> {
  const result = await importFile(bytes, name, onProgress, {}, wish);
  if (!result.ok)
    return {
      read: false,
      why: result.refusal.kind,
      message: result.refusal.message,
      said: result.refusal.said,
    };
  const { document, report, profile, text, claims } = result.value;
  const { base, ...word } = ofWord(result.value);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const source = { name, bytes: bytes.length, sha256 };
  const form = 'content' in result.value ? 'word' : isJson(bytes) ? 'data' : 'text';
  const known = base === undefined ? {} : { base };
  return { read: true, document, report, source, profile, text, claims, form, ...word, ...known };
}

/** What a Word file alone holds. */
type OfWord = Pick<DocxImported, 'changes' | 'nested' | 'comments'> & { readonly base?: string };

function ofWord(imported: Imported): OfWord {
  if (!('content' in imported)) return { changes: [], nested: [], comments: [] };
  const { changes, nested, comments, content } = imported as DocxImported;
  const base = content.properties.get(BASE_PROPERTY);
  return { changes, nested, comments, ...(base === undefined ? {} : { base }) };
}
