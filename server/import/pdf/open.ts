/** The one door to pdfjs-dist: opens untrusted bytes and hands out what each page draws (SPEC PF1, PF9). */

import { createRequire } from 'node:module';
import path from 'node:path';
import { getDocument, OPS, PasswordResponses } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { said } from '../../../shared/house/import-said.ts';
import { type Refusal, type Result, refuse } from '../decode.ts';

export { OPS };

/** The drawing commands of one page, with what its fonts are called. */
export interface PageCommands {
  readonly commands: readonly number[];
  readonly operands: readonly (readonly unknown[] | null)[];
  /** From the units of the page to points, y counted downwards, rotation undone. */
  readonly toPage: readonly number[];
  readonly height: number;
  readonly font: (name: string) => FontFacts;
  /** Remarks that readers pinned to the page: they are no words of the text. */
  readonly comments: number;
}
export interface FontFacts {
  readonly name: string;
  readonly scale: number;
  readonly vertical: boolean;
}
export interface OpenPdf {
  readonly pages: number;
  readonly title: string;
  /** Reads one page, 1-based. Rejects when the page is broken. */
  readonly page: (number: number) => Promise<PageCommands>;
}

/** Largest PDF that is opened, in bytes, and most pages. */
export const MOST_PDF_BYTES = 50_000_000;
export const MOST_PAGES = 2_000;

/** pdfjs-dist draws no form fields, stamps and remarks in this mode. */
const NO_ANNOTATIONS = 0;

/** Opens a PDF, or says why it cannot be read. Never rejects. */
export async function openPdf(bytes: Uint8Array): Promise<Result<OpenPdf>> {
  if (bytes.length > MOST_PDF_BYTES)
    return refuse('too-large', said('refused-pdf-large', { count: bytes.length, most: MOST_PDF_BYTES }));
  if (!hasEnd(bytes)) return refuse('broken', said('refused-pdf-cut'));
  try {
    const opened = await getDocument({ data: new Uint8Array(bytes), ...SETTINGS }).promise;
    if (opened.numPages > MOST_PAGES)
      return refuse('too-large', said('refused-pdf-pages', { count: opened.numPages, most: MOST_PAGES }));
    const { info } = await opened.getMetadata();
    const title = 'Title' in info && typeof info.Title === 'string' ? info.Title : '';
    return { ok: true, value: { pages: opened.numPages, title, page: (number) => read(opened, number) } };
  } catch (error) {
    return { ok: false, refusal: why(error) };
  }
}

/** Each PDF ends with this; programs that send it may add a little. */
const hasEnd = (bytes: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(-4_096)).includes('%%EOF');

const root = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
/** Text as it is drawn; tables of characters from the package itself: nothing is fetched, no script of the file runs. */
const SETTINGS = {
  cMapUrl: `${path.join(root, 'cmaps')}/`,
  cMapPacked: true,
  standardFontDataUrl: `${path.join(root, 'standard_fonts')}/`,
  disableFontFace: true,
  fontExtraProperties: true,
  useSystemFonts: false,
  isEvalSupported: false,
  enableXfa: false,
  verbosity: 0,
};

type Opened = Awaited<ReturnType<typeof getDocument>['promise']>;

async function read(opened: Opened, number: number): Promise<PageCommands> {
  const page = await opened.getPage(number);
  const list = await page.getOperatorList({ annotationMode: NO_ANNOTATIONS });
  const comments = await page.getAnnotations().catch(() => []);
  const { transform, height } = page.getViewport({ scale: 1 });
  const facts = new Map<string, FontFacts>();
  const font = (name: string): FontFacts => {
    const known = facts.get(name) ?? factsOf(page.commonObjs.has(name) ? page.commonObjs.get(name) : {});
    facts.set(name, known);
    return known;
  };
  // Lets go of what the page holds apart from its fonts: a file may have thousands of pages.
  page.cleanup();
  return {
    commands: list.fnArray,
    operands: list.argsArray,
    toPage: transform,
    height,
    font,
    comments: comments.filter((each) => each.subtype !== 'Link' && each.subtype !== 'Widget').length,
  };
}

interface RawFont {
  readonly name?: string;
  readonly fontMatrix?: readonly number[];
  readonly vertical?: boolean;
}

const factsOf = (font: RawFont): FontFacts => ({
  name: (font.name ?? '').replace(/^[A-Z]{6}\+/, ''),
  scale: font.fontMatrix?.[0] ?? 0.001,
  vertical: font.vertical === true,
});

function why(error: unknown): Refusal {
  const { name, code, message } = error as { name?: string; code?: number; message?: string };
  if (name === 'PasswordException') {
    const needs = code === PasswordResponses.NEED_PASSWORD;
    return refuse('encrypted', said(needs ? 'refused-pdf-locked' : 'refused-pdf-password')).refusal;
  }
  return refuse('broken', said('refused-pdf-broken', { reason: message ?? String(error) })).refusal;
}
