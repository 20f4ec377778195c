/** From a draft to its renditions (SPEC RN1 to RN9). Pure: the same state and options give the same rendition. */
import { schemeOf } from '../draft/labels.ts';
import type { DraftDocument } from '../text/document.ts';
import { agreedText } from './agreed.ts';
import { withAlternatives, withPlaceholders } from './asked-forms.ts';
import { cleanText, withMarks } from './clean.ts';
import { inColumns, inRunningText } from './columns.ts';
import { openPoints } from './open.ts';
import { pointRows, rowsByUnit } from './point-rows.ts';
import { printOnce } from './print-once.ts';
import type { Body, Derived, DraftState, Rendition, RenditionOptions } from './rendition.ts';
import { withShifts } from './shifts.ts';
import { sidesOf } from './sides.ts';
import { fill, type Vocabulary, vocabularyOf } from './vocabulary.ts';

/** Derives a rendition. A clean text is refused while points are open, unless `allowOpen` (then they are marked). */
export function deriveRendition(state: DraftState, options: RenditionOptions): Derived {
  const words = vocabularyOf(options.language ?? state.document.meta.language);
  if (options.kind === 'clean') return deriveClean(state, options, words);
  const rendition = framed(state, options, bodyOf(state, options, words));
  return { ok: true, rendition };
}

function framed(state: DraftState, options: RenditionOptions, body: Body): Rendition {
  const { language, dir } = state.document.meta;
  return {
    kind: options.kind,
    language: options.language ?? language,
    dir,
    scheme: options.scheme ?? schemeOf(options.language ?? language),
    masthead: options.masthead,
    restricted: options.kind === 'attributed' || namesSomebody(body),
    body,
  };
}

function namesSomebody(body: Body): boolean {
  if (body.kind === 'sides') return body.namesSomebody;
  return body.kind === 'compilation' && body.points.some(({ askedBy }) => askedBy !== '');
}

function bodyOf(state: DraftState, options: RenditionOptions, words: Vocabulary): Body {
  switch (options.kind) {
    case 'bracketed':
    case 'clean':
      return { kind: 'text', document: arranged(issued(state, options, words), options), requests: {} };
    case 'attributed':
      return attributed(state, options, words);
    case 'agreed':
      return { kind: 'text', document: arranged(agreedText(state, options, words), options), requests: {} };
    case 'columns':
      if (options.columns === 'proposals') return { kind: 'sides', ...sidesOf(state, options, words) };
      return { kind: 'text', document: inColumns(issued(state, options, words), words), requests: {} };
    case 'points':
      return { kind: 'points', points: pointRows(state, openPoints(state), options, words, false) };
    case 'compilation':
      return compiled(state, options, words);
    default:
      return options.kind satisfies never;
  }
}

/** The bracketed text without any name: what is issued. */
export function issued(state: DraftState, options: RenditionOptions, words: Vocabulary): DraftDocument {
  const { document } = printOnce(state);
  const shifted = withShifts(document, nameless(state), options, words);
  return asAsked(shifted, state, options, words);
}

const nameless = ({ shifts = [] }: DraftState) => shifts.map((shift) => ({ ...shift, names: [] }));

function attributed(state: DraftState, options: RenditionOptions, words: Vocabulary): Body {
  const { document, requests } = printOnce(state);
  const shifted = withShifts(document, state.shifts ?? [], options, words);
  const bracketed = asAsked(shifted, state, options, words);
  return { kind: 'text', document: arranged(bracketed, options), requests };
}

const asAsked = (
  document: DraftDocument,
  state: DraftState,
  options: RenditionOptions,
  words: Vocabulary,
): DraftDocument => withAlternatives(withPlaceholders(document, words), state, options);

/** In running text, since the points of each provision stand under it. */
function compiled(state: DraftState, options: RenditionOptions, words: Vocabulary): Body {
  const document = inRunningText(issued(state, options, words));
  return { kind: 'compilation', document, points: rowsByUnit(state, options, words) };
}

const arranged = (document: DraftDocument, { running }: RenditionOptions): DraftDocument =>
  running ? inRunningText(document) : document;

function deriveClean(state: DraftState, options: RenditionOptions, words: Vocabulary): Derived {
  const open = openPoints(state);
  if (open.length > 0 && !options.allowOpen) return { ok: false, open };
  const document = inRunningText(withMarks(cleanText(state.document), open, words));
  const rendition = framed(state, options, { kind: 'text', document, requests: {} });
  if (open.length === 0) return { ok: true, rendition };
  const notice = fill(words.notClean, open.map(({ number }) => number).join(words.comma));
  return { ok: true, rendition: { ...rendition, notice } };
}
