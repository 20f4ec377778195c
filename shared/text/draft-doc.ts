/** A draft as a Yjs document: its roots, how it is made from plain data and read back (SPEC DD1 to DD4). */
import * as Y from 'yjs';
import { type Block, type DraftDocument, type DraftMeta, isWords } from './document.ts';
import { type BlockRecord, type Overrides, parseSegment } from './sequence.ts';

/** Roots that are sequences: the text, and (in a draft) the words of tabled proposals. */
export const SEQUENCES = ['text', 'words'] as const;
export type SequenceName = (typeof SEQUENCES)[number];

/** The roots a draft or a hand may have; anything else in an update is refused. */
export const ROOTS = [...SEQUENCES, 'blocks', 'meta', 'table', 'proposals', 'notes'] as const;

/** The root of this name. */
export const rootOf = (ydoc: Y.Doc, root: (typeof ROOTS)[number]): Y.Text | Y.Map<unknown> =>
  root === 'text' || root === 'words' ? ydoc.getText(root) : ydoc.getMap(root);

/** Client id of the writer that creates a draft; its words have no proponent. */
export const SEED_CLIENT = 1;

/** The flat sequence. */
export const textOf = (ydoc: Y.Doc): Y.Text => ydoc.getText('text');
/** One of the sequences of the document. */
export const sequenceOf = (ydoc: Y.Doc, name: SequenceName): Y.Text => ydoc.getText(name);
/** What changed about blocks since their start marks were written: `blockId/attribute` -> value, null for "no longer". */
export const attrsOf = (ydoc: Y.Doc): Y.Map<unknown> => ydoc.getMap('blocks');
/** Title, language, direction, symbol, schema number. */
export const metaOf = (ydoc: Y.Doc): Y.Map<unknown> => ydoc.getMap('meta');
/** Tabled proposals; written by the server alone. */
export const tableOf = (ydoc: Y.Doc): Y.Map<unknown> => ydoc.getMap('table');
/** In a hand: what its proposals ask for, by id; their words are blocks of its text. */
export const proposalsOf = (ydoc: Y.Doc): Y.Map<unknown> => ydoc.getMap('proposals');
/** In a hand: comments, positions and ticks that are its party's own. */
export const notesOf = (ydoc: Y.Doc): Y.Map<unknown> => ydoc.getMap('notes');

/** Yjs tidies formats after every remote change, which makes readers write; one writer decides instead (Yjs 13.6, `_needFormattingCleanup`). */
export function withoutFormatCleanup(ydoc: Y.Doc): Y.Doc {
  ydoc.on('afterTransaction', (transaction: Y.Transaction) => {
    transaction._needFormattingCleanup = false;
  });
  return ydoc;
}

/** A new Yjs document holding the draft, written in one transaction by the seed client. The same draft gives the same bytes. */
export function createDraft(document: DraftDocument): Y.Doc {
  const ydoc = withoutFormatCleanup(new Y.Doc());
  const own = ydoc.clientID;
  ydoc.clientID = SEED_CLIENT;
  ydoc.transact(() => {
    const meta = metaOf(ydoc);
    meta.set('schema', document.schema);
    for (const [key, value] of Object.entries(document.meta)) if (value !== undefined) meta.set(key, value);
    textOf(ydoc).applyDelta(document.blocks.flatMap(deltaOf), { sanitize: false });
  });
  ydoc.clientID = own === SEED_CLIENT ? own + 1 : own;
  return ydoc;
}

type DeltaOp = { insert: string | object; attributes?: Record<string, true> };

function deltaOf(block: Block): DeltaOp[] {
  const { id, kind, attrs, content } = block;
  return [
    { insert: { el: 'start', id, kind, ...attrs } },
    ...content.map((inline): DeltaOp => {
      if (!isWords(inline)) return { insert: inline.el === 'unknown' ? (inline.raw as object) : inline };
      const { text, proposed: _, struck: __, ...formats } = inline;
      return Object.keys(formats).length > 0 ? { insert: text, attributes: formats } : { insert: text };
    }),
    { insert: { el: 'end', id } },
  ];
}

/** Attribute overrides by block. */
export function overridesOf(map: Y.Map<unknown>): Map<string, Record<string, unknown>> {
  const overrides = new Map<string, Record<string, unknown>>();
  for (const [key, value] of map.entries()) {
    const cut = key.lastIndexOf('/');
    if (cut <= 0) continue;
    const id = key.slice(0, cut);
    const of = overrides.get(id) ?? {};
    of[key.slice(cut + 1)] = value;
    overrides.set(id, of);
  }
  return overrides;
}

/** The draft as plain data. Total: malformed places are read by the rules of `sequence.ts`; never throws, never writes. */
export function readDraft(ydoc: Y.Doc): DraftDocument {
  return { schema: 1, meta: readMeta(ydoc), blocks: readRecords(ydoc).map(blockOf) };
}

/** The block alone, without where it was read from. */
export const blockOf = ({ id, kind, attrs, content }: Block): Block => ({ id, kind, attrs, content });

export function readMeta(ydoc: Y.Doc): DraftMeta {
  const meta = metaOf(ydoc);
  const text = (key: string, otherwise: string): string => {
    const value = meta.get(key);
    return typeof value === 'string' ? value : otherwise;
  };
  const symbol = text('symbol', '');
  return {
    title: text('title', ''),
    language: text('language', 'en'),
    dir: text('dir', 'ltr') === 'rtl' ? 'rtl' : 'ltr',
    ...(symbol ? { symbol } : {}),
  };
}

/** The number of the stored shape; a document without one is not a draft yet (0). */
export function schemaOf(ydoc: Y.Doc): number {
  const schema = metaOf(ydoc).get('schema');
  return typeof schema === 'number' ? schema : 0;
}

function readRecords(ydoc: Y.Doc): BlockRecord[] {
  const overrides: Overrides = overridesOf(attrsOf(ydoc));
  const first = textOf(ydoc)._start;
  const records: BlockRecord[] = [];
  let from: Y.Item | null = null;
  do {
    const segment = parseSegment(from, first, overrides);
    records.push(...segment.records);
    from = segment.next;
  } while (from);
  return records;
}
