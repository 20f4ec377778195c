/**
 * A rendition as JSON, described in FORMAT.md here: what other programs read, and what can be imported again without a
 * difference (SPEC EX7). Fields stand in one fixed order; nothing is written that the format does not know.
 */
import type { Block, DraftDocument, Inline } from '../text/document.ts';
import type { BlockAttrs } from '../text/element.ts';
import type { PointRow, Rendition } from './rendition.ts';

export const JSON_FORMAT = 'chapeau-rendition';
export const JSON_VERSION = 1;

/** The whole file; ends with a newline. */
export function writeJson(rendition: Rendition): string {
  const { kind, language, dir, masthead, restricted, notice, body } = rendition;
  const { symbol, title, status, legend, at } = masthead;
  const file = {
    format: JSON_FORMAT,
    version: JSON_VERSION,
    rendition: kind,
    language,
    dir,
    masthead: defined({ symbol, title, status, legend, at }),
    restricted,
    ...(notice === undefined ? {} : { notice }),
    ...contents(body),
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

function contents(body: Rendition['body']) {
  switch (body.kind) {
    case 'text': {
      const requests = Object.entries(body.requests).sort(([a], [b]) => (a < b ? -1 : 1));
      const document = plainDocument(body.document);
      return requests.length === 0 ? { document } : { document, requests: Object.fromEntries(requests) };
    }
    case 'points':
      return { points: body.points.map(plainRow) };
    case 'sides': {
      const rows = Object.entries(body.sides).map(([unit, { proposals, suggestion }]) => ({
        unit,
        proposals: proposals.map(plainBlock),
        suggestion: suggestion.map(plainBlock),
      }));
      return { document: plainDocument(body.document), sides: rows };
    }
    case 'compilation':
      return { document: plainDocument(body.document), points: body.points.map(plainRow) };
    default:
      return body satisfies never;
  }
}

const plainRow = ({ number, kind, place, words, askedBy, block, unit, continued }: PointRow) =>
  defined({ number, kind, place, words, askedBy, block, unit, continued });

/** A draft with the fields of the format, in their order. */
export function plainDocument({ meta, blocks }: DraftDocument): DraftDocument {
  const { title, language, dir, symbol } = meta;
  return {
    schema: 1,
    meta: defined({ title, language, dir, symbol }),
    blocks: blocks.map(plainBlock),
  };
}

const plainBlock = (block: Block): Block => ({
  id: block.id,
  kind: block.kind,
  attrs: plainAttrs(block),
  content: block.content.map(plainInline),
});

function plainAttrs({ attrs }: Block): BlockAttrs {
  const { label, marker, level, covers, relation, run, dir, form, columns, head } = attrs;
  return defined({ label, marker, level, covers, relation, run, dir, form, columns, head });
}

function plainInline(inline: Inline): Inline {
  if (!('el' in inline)) {
    const { text, strong, emphasis } = inline;
    return defined({ text, strong, emphasis });
  }
  switch (inline.el) {
    case 'bracket_open': {
      const { el, id, kind, link, glyph, outside } = inline;
      return defined({ el, id, kind, link, glyph, outside });
    }
    case 'bracket_close':
      return { el: inline.el, id: inline.id, glyph: inline.glyph };
    case 'option_break':
      return defined({ el: inline.el, bracket: inline.bracket, glyph: inline.glyph });
    case 'attribution':
      return { el: inline.el, raw: inline.raw };
    case 'note_ref':
      return { el: inline.el, note: inline.note, mark: inline.mark };
    case 'remark':
      return { el: inline.el, text: inline.text };
    case 'cell_break':
    case 'line_break':
      return { el: inline.el };
    case 'paragraph_break':
      return defined({ el: inline.el, item: inline.item });
    case 'unknown':
      return { el: inline.el, raw: inline.raw };
    default:
      return inline satisfies never;
  }
}

/** Without the fields that are not there. */
function defined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
