/**
 * Imports text: a draft as negotiators hand it over, damaged as it is, becomes a structured draft and a report.
 * Total: never throws on text; what cannot be text is refused by a value (SPEC IM1 to IM4).
 */

import { createHash } from 'node:crypto';
import type { Answers, Claim } from '../../shared/house/import-record.ts';
import { said } from '../../shared/house/import-said.ts';
import { plainName } from '../../shared/house/party-names.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { account } from './account.ts';
import { assemble } from './assemble.ts';
import { addCover } from './cover.ts';
import { type Decoded, decode, type Encoding, MOST_BYTES, type Result, refuse } from './decode.ts';
import type { View } from './docx/changes.ts';
import type { Locate } from './locate.ts';
import { Report, type ReportEntry } from './report.ts';
import type { Stage } from './stage.ts';
import { lines } from './text/lines.ts';
import { markdown } from './text/markdown.ts';
import { overdraw } from './text/overdraw.ts';
import { pages } from './text/pages.ts';
import { profile } from './text/profile.ts';
import { radicals } from './text/radicals.ts';
import { recognise } from './text/recognise.ts';
import { wraps } from './text/wraps.ts';
import type { Place, ProfileKind, Work } from './work.ts';

export interface Imported {
  readonly document: DraftDocument;
  readonly report: readonly ReportEntry[];
  /** SHA-256 of the source bytes, hexadecimal: kept in the log of the draft. */
  readonly hash: string;
  readonly profile: ProfileKind;
  readonly encoding: Encoding;
  /** Where each block stood in the source, for showing both side by side. */
  readonly places: ReadonlyMap<string, Place>;
  /** The source as lines of text, by which the report counts; of a Word or PDF file what was read of it. */
  readonly text: string;
  /** What the source says that parties ask, beside the draft. */
  readonly claims: readonly Claim[];
}

export interface ImportOptions {
  /** Of a Word file with tracked changes: the text before them (each is still to be decided), or after all; absent: before. */
  readonly view?: View;
  /** BCP 47 tag when it is known; else it is told from the letters. */
  readonly language?: string;
  /** Other stages than `TEXT_STAGES`: tests watch them. */
  readonly stages?: readonly Stage[];
  /** Called before each stage with its name and the share of stages done, 0 to 1. */
  /** What a person decided about the guesses and doubts of an earlier run. */
  readonly answers?: Answers;
  /** Names of the body's own parties, as many as each has. */
  readonly partyNames?: readonly string[];
  readonly onStage?: (name: string, done: number) => void;
}

/** The stages of a text import, in order. */
export const TEXT_STAGES: readonly Stage[] = [
  lines,
  overdraw,
  radicals,
  profile,
  pages,
  wraps,
  markdown,
  recognise,
];

/** Reads a text into a draft. A string is taken as it is; bytes are decoded first. */
export function importText(source: string | Uint8Array, options: ImportOptions = {}): Result<Imported> {
  const decoded = typeof source === 'string' ? asDecoded(source) : decode(source);
  if (!decoded.ok) return decoded;
  const report = new Report(options.answers);
  const text = clean(decoded.value, report);
  const work: Work = {
    text,
    report,
    profile: 'lines',
    language: 'en',
    lines: [],
    units: [],
    footnotes: [],
    entries: [],
    title: '',
    ...partiesOf(options),
  };
  const stages = options.stages ?? TEXT_STAGES;
  stages.forEach((stage, index) => {
    options.onStage?.(stage.name, index / (stages.length + 1));
    stage.run(work);
  });
  if (options.language) work.language = options.language;
  options.onStage?.('assemble', stages.length / (stages.length + 1));
  return { ok: true, value: finish(work, source, decoded.value).imported };
}

/** Tells the parties of the body's list by any of their names. */
export function partiesOf({ partyNames }: ImportOptions): Pick<Work, 'isParty'> {
  if (!partyNames || partyNames.length === 0) return {};
  const known = new Set(partyNames.map(plainName));
  return { isParty: (name) => known.has(plainName(name)) };
}

/** From entries on every source format goes the same way: cover, notes, brackets, account. */
export function finish(
  work: Work,
  source: string | Uint8Array,
  decoded: Pick<Decoded, 'encoding'>,
): { readonly imported: Imported; readonly locate: Locate } {
  addCover(work);
  const { document, places, claims, locate } = assemble(work);
  account(work, document);
  const hash = createHash('sha256').update(source).digest('hex');
  const imported = {
    document,
    report: inBlocks(work.report.entries(), places),
    hash,
    profile: work.profile,
    encoding: decoded.encoding,
    places,
    text: work.text,
    claims,
  };
  return { imported, locate };
}

/** Each entry with the block that its place lies in: the last that begins there or before. */
function inBlocks(
  entries: readonly ReportEntry[],
  places: ReadonlyMap<string, Place>,
): readonly ReportEntry[] {
  const blocks = [...places].sort(([, a], [, b]) => a.line - b.line || a.column - b.column);
  let next = 0;
  return entries.map((entry) => {
    const isAt = ({ line, column }: Place) =>
      line < entry.line || (line === entry.line && column <= Math.max(entry.column, 1));
    while (blocks[next] && isAt((blocks[next] as (typeof blocks)[number])[1])) next += 1;
    const block = entry.block ?? blocks[Math.max(next - 1, 0)]?.[0];
    return block === undefined ? entry : { ...entry, block };
  });
}

function asDecoded(text: string): Result<Decoded> {
  if (text.length > MOST_BYTES)
    return refuse('too-large', said('refused-long', { count: text.length, most: MOST_BYTES }));
  if (text.trim() === '') return refuse('empty', said('refused-spaces'));
  return { ok: true, value: { text, encoding: 'utf-8', guessed: false } };
}

const CONTROLS = '\\u0000-\\u0008\\u000b\\u000e-\\u001f\\u007f\\ufeff\\ufffc';
const LONE = '[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]';
const STRANGE = new RegExp(`[${CONTROLS}]|${LONE}`, 'g');

/** Takes out what no draft may hold: lone surrogates, NUL and other control characters; names each. */
function clean({ text, encoding, guessed }: Decoded, report: Report): string {
  if (guessed) report.add('encoding', 'guess', { line: 1, column: 1 }, said('encoding', { encoding }));
  let count = 0;
  const codes = new Set<string>();
  const cleaned = text.replace(STRANGE, (character) => {
    count += 1;
    codes.add(`U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
    return '';
  });
  if (count > 0)
    report.add(
      'control-character',
      'repair',
      { line: 1, column: 1 },
      said('control', { count, list: [...codes].slice(0, 12).join(', ') }),
    );
  return cleaned;
}
