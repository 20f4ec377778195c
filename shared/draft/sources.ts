/**
 * Sources: where a text came from. The printed string stays as it is; this reads a copy into classes, documents,
 * locators, ranges and sums (SPEC AT1, AT2). Sources are classes and documents, never States.
 */
import type { DraftDocument } from '../text/document.ts';

/** Where in a document: `4`, or `6-11` (both ends included; never spelled out). */
export type Locator =
  | { readonly kind: 'one'; readonly at: string }
  | { readonly kind: 'range'; readonly from: string; readonly to: string };

export type Source =
  /** A class of stakeholders: 政府, G, Other stakeholders. */
  | { readonly kind: 'class'; readonly name: string }
  /** A document or a section of it: `TFFM 背景`, `结论3-5`, `TFFM结论6-11`. Without document: the one of the context. */
  | {
      readonly kind: 'document';
      readonly document?: string;
      readonly section?: string;
      readonly locators: readonly Locator[];
    }
  /** A code of the process, `C3.1`; of a sum `C1A1+2` each part is one source and names the sum. */
  | { readonly kind: 'code'; readonly code: string; readonly sum?: string };

export interface SourceReading {
  readonly raw: string;
  readonly sources: readonly Source[];
}

/** Longer strings are no sources; they are read as one class so that a hostile string costs nothing. */
const LONGEST = 400;
const CODE = /^[A-Z]{1,3}\d[\dA-Z.]*(?:\+\d+)*$/;
const LOCATED =
  /^(\D*?)\s*(\d[\d.]*(?:\s*[-–]\s*\d[\d.]*)?(?:\s*[,，、]\s*\d[\d.]*(?:\s*[-–]\s*\d[\d.]*)?)*)$/;
const ABBREVIATED = /^([A-Z][A-Z0-9-]+)\s*(\S.*)?$/;

/** Reads one printed source; total: what it does not know is a class of that name. */
export function parseSource(raw: string): SourceReading {
  if (raw.length > LONGEST) return { raw, sources: [{ kind: 'class', name: raw.trim() }] };
  const segments = raw.split(/\s*[/／;；]\s*/).map((each) => each.trim());
  return { raw, sources: segments.filter((each) => each !== '').flatMap(segment) };
}

function segment(text: string): readonly Source[] {
  const parts = text.split(/\s*[,，、]\s*/).filter((each) => each !== '');
  if (parts.every((each) => CODE.test(each))) return parts.flatMap(codes);
  const located = LOCATED.exec(text);
  if (located) return [atPlaces(located[1] ?? '', located[2] ?? '')];
  return [named(text)];
}

/** `C3.1+2` is C3.1 and C3.2; `C1A1+2` is C1A1 and C1A2. */
function codes(text: string): readonly Source[] {
  const [first = '', ...more] = text.split('+');
  if (more.length === 0) return [{ kind: 'code', code: first }];
  const stem = first.replace(/\d+$/, '');
  return [first, ...more.map((last) => stem + last)].map((code) => ({ kind: 'code', code, sum: text }));
}

function atPlaces(head: string, numbers: string): Source {
  const [, document, section] = ABBREVIATED.exec(head) ?? [undefined, undefined, head];
  return {
    kind: 'document',
    ...(document ? { document } : {}),
    ...(section ? { section: section.trim() } : {}),
    locators: numbers.split(/\s*[,，、]\s*/).map(locator),
  };
}

function locator(text: string): Locator {
  const [from = '', to] = text.split(/\s*[-–]\s*/);
  return to === undefined ? { kind: 'one', at: from } : { kind: 'range', from, to };
}

/** `TFFM 背景` is a section of a document; an abbreviation alone (`OS`) or plain words are a class. */
function named(text: string): Source {
  const [, document, section] = ABBREVIATED.exec(text) ?? [];
  if (document && section) return { kind: 'document', document, section, locators: [] };
  return { kind: 'class', name: text };
}

/** A printed source and the block it stands at. */
export interface PlacedSource extends SourceReading {
  readonly block: string;
}

/** All sources of a draft in order of print. */
export function readSources(document: DraftDocument): readonly PlacedSource[] {
  return document.blocks.flatMap((block) =>
    block.content.flatMap((inline) =>
      'el' in inline && inline.el === 'attribution' ? [{ block: block.id, ...parseSource(inline.raw) }] : [],
    ),
  );
}
