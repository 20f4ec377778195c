/**
 * One export (SPEC EX15, EX16): from a draft's state to the bytes of a file, or the reason why there is none. Plain data
 * goes in and comes out, so that a thread of its own can do it.
 */
import { compareDrafts } from '../../shared/compare/compare.ts';
import { deriveRendition } from '../../shared/renditions/derive.ts';
import type { Authors } from '../../shared/renditions/redline.ts';
import { type RedlineOptions, redlineOf } from '../../shared/renditions/redline-of.ts';
import type { DraftState, PointRow, RenditionOptions } from '../../shared/renditions/rendition.ts';
import { NoChromium, type Printer } from './chromium.ts';
import { type StateSource, stateFrom } from './draft-state.ts';
import { BadTemplate } from './template/bad-template.ts';
import { type Format, type WriteOptions, WrongFormat, writeAs } from './write.ts';
import { writeRedlineAs } from './write-redline.ts';

/** A text that is to be written. */
export interface TextJob {
  readonly of: 'text';
  readonly state: StateSource;
  readonly options: RenditionOptions;
  /** Columns of proposals: the Chair's text beside them, a draft of its own. */
  readonly suggestion?: StateSource;
  readonly format: Format;
  readonly print: WriteOptions;
}

/** A text against an earlier one. */
interface RedlineJob {
  readonly of: 'redline';
  readonly before: StateSource;
  readonly state: StateSource;
  readonly options: RedlineOptions;
  readonly authors: Authors;
  readonly format: Format;
  readonly print: WriteOptions;
}

/** A file that is to be written. */
export type ExportJob = TextJob | RedlineJob;

/** What became of one text in another, as JSON for the page. */
export interface ComparisonJob {
  readonly of: 'comparison';
  readonly before: StateSource;
  readonly state: StateSource;
  /** Whether statuses are told; they stand in no issued text. */
  readonly statuses: boolean;
}

export type Exported =
  | { readonly done: true; readonly bytes: Uint8Array }
  /** A clean text was asked for, and these points are open. */
  | { readonly done: false; readonly why: 'open-points'; readonly points: readonly PointRow[] }
  | {
      readonly done: false;
      readonly why:
        | 'no-chromium'
        | 'bad-template'
        | 'wrong-format'
        | 'too-slow'
        | 'stopped'
        | 'export-failed';
      readonly message: string;
    };

/** Does it here, with a browser that is there already if a PDF is printed. Never rejects. */
export async function exportText(job: ExportJob | ComparisonJob, printer?: Printer): Promise<Exported> {
  try {
    if (job.of === 'comparison') return { done: true, bytes: comparisonBytes(job) };
    const print = printer ? { ...job.print, printer } : job.print;
    return job.of === 'text'
      ? await textOf({ ...job, print })
      : { done: true, bytes: await redlineBytes({ ...job, print }) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof NoChromium) return { done: false, why: 'no-chromium', message };
    if (error instanceof BadTemplate) return { done: false, why: 'bad-template', message };
    if (error instanceof WrongFormat) return { done: false, why: 'wrong-format', message };
    return { done: false, why: 'export-failed', message };
  }
}

async function textOf(job: TextJob): Promise<Exported> {
  const { format, print, suggestion } = job;
  const state = stateFrom(job.state);
  const beside = suggestion && { document: stateFrom(suggestion).document, ids: 'lasting' as const };
  const options = { ...job.options, ...(beside ? { suggestion: beside } : {}) };
  const derived = deriveRendition(state, options);
  if (!derived.ok) return { done: false, why: 'open-points', points: openRows(state, options) };
  return { done: true, bytes: await writeAs(format, derived.rendition, print) };
}

const redlineBytes = ({ before, state, options, authors, format, print }: RedlineJob): Promise<Uint8Array> =>
  writeRedlineAs(format, redlineOf(stateFrom(before), stateFrom(state), options), { ...print, authors });

function comparisonBytes({ before, state, statuses }: ComparisonJob): Uint8Array {
  const [earlier, later] = [stateFrom(before), stateFrom(state)];
  const told = statuses ? { statuses: { before: statusesIn(earlier), after: statusesIn(later) } } : {};
  const comparison = compareDrafts(earlier.document, later.document, { ids: 'lasting', ...told });
  return new TextEncoder().encode(JSON.stringify(comparison));
}

const statusesIn = ({ statuses = new Map() }: DraftState): Readonly<Record<string, string>> =>
  Object.fromEntries(statuses);

/** The open points as the list of them prints them. */
function openRows(state: DraftState, options: RenditionOptions): readonly PointRow[] {
  const listed = deriveRendition(state, { ...options, kind: 'points' });
  return listed.ok && listed.rendition.body.kind === 'points' ? listed.rendition.body.points : [];
}
