/**
 * One export (SPEC EX15, EX16): from a draft's state to the bytes of a file, or the reason why there is none. Plain data
 * goes in and comes out, so that a thread of its own can do it.
 */
import { deriveRendition } from '../../shared/renditions/derive.ts';
import type { Authors } from '../../shared/renditions/redline.ts';
import { type RedlineOptions, redlineOf } from '../../shared/renditions/redline-of.ts';
import type { DraftState, PointRow, RenditionOptions } from '../../shared/renditions/rendition.ts';
import { NoChromium } from './chromium.ts';
import { BadTemplate } from './template/bad-template.ts';
import { type Format, type WriteOptions, WrongFormat, writeAs } from './write.ts';
import { writeRedlineAs } from './write-redline.ts';

/** A text that is to be written. */
interface TextJob {
  readonly of: 'text';
  readonly state: DraftState;
  readonly options: RenditionOptions;
  readonly format: Format;
  readonly print: WriteOptions;
}

/** A text against an earlier one. */
interface RedlineJob {
  readonly of: 'redline';
  readonly before: DraftState;
  readonly state: DraftState;
  readonly options: RedlineOptions;
  readonly authors: Authors;
  readonly format: Format;
  readonly print: WriteOptions;
}

export type ExportJob = TextJob | RedlineJob;

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

/** Does it here. Never rejects. */
export async function exportText(job: ExportJob): Promise<Exported> {
  try {
    return job.of === 'text' ? await textOf(job) : { done: true, bytes: await redlineBytes(job) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof NoChromium) return { done: false, why: 'no-chromium', message };
    if (error instanceof BadTemplate) return { done: false, why: 'bad-template', message };
    if (error instanceof WrongFormat) return { done: false, why: 'wrong-format', message };
    return { done: false, why: 'export-failed', message };
  }
}

async function textOf({ state, options, format, print }: TextJob): Promise<Exported> {
  const derived = deriveRendition(state, options);
  if (!derived.ok) return { done: false, why: 'open-points', points: openRows(state, options) };
  return { done: true, bytes: await writeAs(format, derived.rendition, print) };
}

const redlineBytes = ({ before, state, options, authors, format, print }: RedlineJob): Promise<Uint8Array> =>
  writeRedlineAs(format, redlineOf(before, state, options), { ...print, authors });

/** The open points as the list of them prints them. */
function openRows(state: DraftState, options: RenditionOptions): readonly PointRow[] {
  const listed = deriveRendition(state, { ...options, kind: 'points' });
  return listed.ok && listed.rendition.body.kind === 'points' ? listed.rendition.body.points : [];
}
