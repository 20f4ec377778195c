/**
 * Reads a draft out of plain data that came from elsewhere (SPEC EX7): every field is looked at, and what is wrong is said
 * with its path, `blocks[3].content[0].glyph`. Never throws.
 */
import type { Block, DraftDocument, DraftMeta, Inline } from './document.ts';
import { BLOCK_KINDS, type BlockAttrs, INLINE_NAMES } from './element.ts';

export type ReadDocument =
  | { readonly ok: true; readonly document: DraftDocument }
  | { readonly ok: false; readonly path: string; readonly message: string };

/** Longest draft that is read, in blocks and in inlines. */
const MOST_BLOCKS = 200_000;
const MOST_INLINES = 2_000_000;

/** Reads `value`; the document holds what was there and nothing else. */
export function readDocument(value: unknown, path = 'document'): ReadDocument {
  try {
    return { ok: true, document: new Reader().document(value, path) };
  } catch (fault) {
    if (fault instanceof Fault) return { ok: false, path: fault.path, message: fault.message };
    throw fault;
  }
}

class Fault extends Error {
  constructor(
    readonly path: string,
    message: string,
  ) {
    super(message);
  }
}

type Check = (value: unknown, path: string) => void;
type Fields = Readonly<Record<string, Check>>;

const fail = (path: string, expected: string, value: unknown): never => {
  const found = value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value)).slice(0, 60);
  throw new Fault(path, `expected ${expected}, found ${found}`);
};
const text: Check = (value, path) => void (typeof value === 'string' || fail(path, 'a text', value));
const named: Check = (value, path) =>
  void ((typeof value === 'string' && value !== '') || fail(path, 'a text that is not empty', value));
const yes: Check = (value, path) => void (value === true || fail(path, 'true', value));
const truth: Check = (value, path) => void (typeof value === 'boolean' || fail(path, 'true or false', value));
const degree: Check = (value, path) =>
  void (
    (Number.isSafeInteger(value) && (value as number) >= 1) ||
    fail(path, 'a whole number from 1', value)
  );
const oneOf =
  (...words: readonly unknown[]): Check =>
  (value, path) =>
    void (
      words.includes(value) ||
      fail(path, `one of ${words.map((each) => JSON.stringify(each)).join(', ')}`, value)
    );
const texts: Check = (value, path) => {
  for (const [at, each] of listIn(value, path).entries()) text(each, `${path}[${at}]`);
};
const anything: Check = () => {};
const words: Check = (value, path) => {
  named(value, path);
  if (/[[\]]/.test(value as string))
    throw new Fault(path, 'holds "[" or "]", which are objects of their own');
  if (LONE.test(value as string)) throw new Fault(path, 'holds half a character');
};
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function recordIn(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  return fail(path, 'an object', value);
}

function listIn(value: unknown, path: string): readonly unknown[] {
  return Array.isArray(value) ? value : fail(path, 'a list', value);
}

/** Looks at every field; those of `optional` may be absent, others may not be there. */
function fields(
  value: unknown,
  path: string,
  needed: Fields,
  optional: Fields = {},
): Record<string, unknown> {
  const record = recordIn(value, path);
  for (const [name, check] of Object.entries(needed)) check(record[name], `${path}.${name}`);
  for (const [name, each] of Object.entries(record)) {
    if (Object.hasOwn(needed, name)) continue;
    const check = Object.hasOwn(optional, name) ? optional[name] : undefined;
    if (!check) throw new Fault(`${path}.${name}`, 'is no field that is known here');
    check(each, `${path}.${name}`);
  }
  return record;
}

const META: readonly [Fields, Fields] = [
  { title: text, language: named, dir: oneOf('ltr', 'rtl') },
  { symbol: text },
];
const ATTRS: Fields = {
  label: text,
  marker: text,
  level: degree,
  covers: texts,
  relation: oneOf('replaces', 'inserted-after'),
  run: named,
  dir: oneOf('ltr', 'rtl'),
  form: oneOf('paragraph', 'placeholder', 'option-list', 'reserved'),
  columns: texts,
  head: truth,
};
const itemAttrs: Check = (value, path) => void fields(value, path, {}, { label: text, level: degree });
const WORDS: readonly [Fields, Fields] = [{ text: words }, { strong: yes, emphasis: yes }];
const el: Check = anything;
const OBJECTS: Readonly<Record<string, readonly [Fields, Fields]>> = {
  bracket_open: [
    { el, id: named, kind: oneOf('contested', 'choice', 'placeholder'), glyph: text },
    { link: named, outside: truth },
  ],
  bracket_close: [{ el, id: named, glyph: text }, {}],
  option_break: [{ el, glyph: text }, { bracket: named }],
  attribution: [{ el, raw: text }, {}],
  note_ref: [{ el, note: named, mark: text }, {}],
  remark: [{ el, text }, {}],
  cell_break: [{ el }, {}],
  line_break: [{ el }, {}],
  paragraph_break: [{ el }, { item: itemAttrs }],
  unknown: [{ el }, { raw: anything }],
};

class Reader {
  readonly #ids = new Set<string>();
  #inlines = 0;

  document(value: unknown, path: string): DraftDocument {
    const record = fields(value, path, { schema: oneOf(1), meta: anything, blocks: anything });
    fields(record.meta, `${path}.meta`, ...META);
    const blocks = listIn(record.blocks, `${path}.blocks`);
    if (blocks.length > MOST_BLOCKS)
      throw new Fault(`${path}.blocks`, `holds ${blocks.length} blocks; at most ${MOST_BLOCKS} are read`);
    const read = blocks.map((each, at) => this.#block(each, `${path}.blocks[${at}]`));
    return { schema: 1, meta: record.meta as DraftMeta, blocks: read };
  }

  #block(value: unknown, path: string): Block {
    const checks = { id: named, kind: oneOf(...BLOCK_KINDS), attrs: anything, content: anything };
    const block = fields(value, path, checks) as unknown as Block;
    fields(block.attrs, `${path}.attrs`, {}, ATTRS);
    if (this.#ids.has(block.id))
      throw new Fault(`${path}.id`, `"${block.id}" is the id of an earlier block too`);
    this.#ids.add(block.id);
    const content = listIn(block.content, `${path}.content`);
    this.#inlines += content.length;
    if (this.#inlines > MOST_INLINES)
      throw new Fault(path, `is beyond the ${MOST_INLINES} pieces that are read`);
    return {
      id: block.id,
      kind: block.kind,
      attrs: block.attrs as BlockAttrs,
      content: content.map((each, at) => inlineIn(each, `${path}.content[${at}]`)),
    };
  }
}

function inlineIn(value: unknown, path: string): Inline {
  const record = recordIn(value, path);
  if (record.el === undefined) fields(value, path, ...WORDS);
  else {
    const checks = OBJECTS[oneName(record.el, `${path}.el`)];
    if (checks) fields(value, path, ...checks);
  }
  return value as Inline;
}

function oneName(value: unknown, path: string): string {
  oneOf(...INLINE_NAMES, 'unknown')(value, path);
  return value as string;
}
