/** Imports a rendition written as JSON (SPEC EX7): the same draft, without a difference; names of proponents stay behind. */

import { createHash } from 'node:crypto';
import { type Said, said } from '../../shared/house/import-said.ts';
import { JSON_FORMAT, JSON_VERSION } from '../../shared/renditions/json.ts';
import { printText } from '../../shared/renditions/text.ts';
import { readDocument } from '../../shared/text/read-document.ts';
import { type Result, refuse } from './decode.ts';
import type { Imported, ImportOptions } from './import.ts';
import { Report } from './report.ts';

const START = { line: 1, column: 1 };

/** Longest file that is read, in bytes. */
const MOST_BYTES = 50_000_000;

/**
 * True for bytes that begin as such a file: the brace of an object and, near it, the name of the format. A text may
 * begin with the brace of a remark. A file of another kind that says `format` is told what is wrong with it.
 */
export function isJson(bytes: Uint8Array): boolean {
  const head = new TextDecoder().decode(bytes.subarray(0, 400));
  return /^\s*\{\s*"(?:format|version|schema|rendition|document|meta|blocks)"\s*:/.test(head);
}

/** Reads the bytes. Never throws; what is wrong is said with its path or place. */
export function importJson(bytes: Uint8Array, options: ImportOptions = {}): Result<Imported> {
  if (bytes.length > MOST_BYTES)
    return refuse('too-large', said('refused-large', { count: bytes.length, most: MOST_BYTES }));
  options.onStage?.('read', 0);
  const parsed = parse(bytes);
  if (!parsed.ok) return parsed;
  const file = parsed.value;
  const wrong = formatOf(file);
  if (wrong !== undefined) return refuse('unsupported', wrong);
  if (file.document === undefined)
    return refuse('unsupported', said('refused-points', { rendition: String(file.rendition) }));
  const read = readDocument(file.document);
  if (!read.ok) return refuse('broken', said('refused-data', { path: read.path, reason: read.message }));
  const { document } = read;
  const report = new Report();
  tell(file, report);
  const hash = createHash('sha256').update(bytes).digest('hex');
  return {
    ok: true,
    value: {
      document,
      report: report.entries(),
      hash,
      profile: 'lines',
      encoding: 'utf-8',
      places: new Map(),
      text: printText(document),
      claims: [],
    },
  };
}

type File = Readonly<Record<string, unknown>>;

function parse(bytes: Uint8Array): Result<File> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value === 'object' && value !== null) return { ok: true, value: value as File };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refuse('broken', said('refused-json-broken', { reason }));
  }
  return refuse('unsupported', said('refused-json'));
}

/** What is wrong with the frame of the file; undefined when it can be read. */
function formatOf({ format, version }: File): Said | undefined {
  if (format !== JSON_FORMAT)
    return said('refused-json-kind', { format: JSON_FORMAT, is: JSON.stringify(format) ?? '–' });
  if (version === JSON_VERSION) return undefined;
  return said('refused-json-version', { version: JSON.stringify(version) ?? '–', reads: JSON_VERSION });
}

function tell({ rendition, requests }: File, report: Report): void {
  report.add('profile', 'repair', START, said('profile-data', { rendition: String(rendition) }));
  if (requests === undefined) return;
  report.add('left-out', 'doubt', START, said('requests'));
}
