/**
 * Copy and paste (SPEC ED3). Inside, blocks and objects travel whole; outward, plain text with brackets and labels as
 * characters; inward, only words, paragraphs, bold and italic. No HTML of others is ever shown.
 */
import { DOMParser, DOMSerializer, Fragment, type Node, type ParseRule, Slice } from 'prosemirror-model';
import { BLOCK_KINDS, type BlockAttrs, INLINE_NAMES, type InlineObject } from '../../shared/text/element.ts';
import { kindOfNode, nodeNameOf, schema } from '../../shared/text/schema.ts';

const isText = (value: unknown): value is string => typeof value === 'string' && value.length < 10_000;

/** A copied object, checked: whatever page it came from, it must be one of ours in every field. */
export function objectFrom(json: string | null): InlineObject | undefined {
  try {
    const value = JSON.parse(json ?? '') as Record<string, unknown>;
    if (!INLINE_NAMES.includes(value.el as InlineObject['el'])) return undefined;
    const fits = Object.entries(value).every(([, field]) => isText(field) || typeof field === 'boolean');
    return fits && needs(value) ? (value as unknown as InlineObject) : undefined;
  } catch {
    return undefined;
  }
}

const NEEDS: Record<InlineObject['el'], readonly string[]> = {
  bracket_open: ['id', 'kind', 'glyph'],
  bracket_close: ['id', 'glyph'],
  option_break: ['glyph'],
  attribution: ['raw'],
  note_ref: ['note', 'mark'],
  remark: ['text'],
  cell_break: [],
  line_break: [],
  paragraph_break: [],
};
const needs = (value: Record<string, unknown>): boolean =>
  NEEDS[value.el as InlineObject['el']].every((field) => isText(value[field]));

function blockRules(): ParseRule[] {
  const own = BLOCK_KINDS.map(
    (kind): ParseRule => ({
      tag: `div.block-${kind}`,
      node: nodeNameOf(kind),
      getAttrs: (dom) => ({ id: '', data: dataOf(dom as HTMLElement) }),
    }),
  );
  return [...own, { tag: 'p, h1, h2, h3, h4, h5, h6, li, tr, blockquote, pre', node: 'paragraph' }];
}

function dataOf(dom: HTMLElement): BlockAttrs {
  const level = Number(dom.dataset.level);
  return Number.isInteger(level) && level > 0 && level < 10 ? { level } : {};
}

const objectRules: ParseRule[] = INLINE_NAMES.map((name) => ({
  tag: `span[data-object="${name}"]`,
  node: name,
  getAttrs: (dom) => {
    const object = objectFrom((dom as HTMLElement).getAttribute('data-json'));
    return object?.el === name ? { data: object } : false;
  },
}));

const parser = new DOMParser(schema, [
  ...objectRules,
  { tag: 'br', node: 'line_break', getAttrs: () => ({ data: { el: 'line_break' } }) },
  {
    tag: 'strong, b',
    mark: 'strong',
    getAttrs: (dom) => ((dom as HTMLElement).style.fontWeight === 'normal' ? false : null),
  },
  { tag: 'em, i', mark: 'emphasis' },
  { tag: 'style, script, title, noscript, iframe, object', ignore: true },
  ...blockRules(),
]);

const serializer = new DOMSerializer(
  {
    ...DOMSerializer.nodesFromSchema(schema),
    chunk: () => ['div', 0],
    ...Object.fromEntries(
      INLINE_NAMES.map((name) => [
        name,
        (node: Node) =>
          [
            'span',
            { 'data-object': name, 'data-json': JSON.stringify(node.attrs.data) },
            node.type.spec.leafText!(node),
          ] as const,
      ]),
    ),
  },
  DOMSerializer.marksFromSchema(schema),
);

/** Pasted plain text: one paragraph a line; the first and last join the text they land in. */
export function sliceOfText(text: string): Slice {
  const lines = text.replace(/\r\n?/g, '\n').split(/\n+/);
  const blocks = lines.map((line) =>
    schema.nodes.paragraph!.create({ id: '', data: {} }, line ? schema.text(line) : null),
  );
  if (blocks.length === 1) return new Slice(blocks[0]!.content, 0, 0);
  return new Slice(Fragment.from(schema.nodes.chunk!.create(null, blocks)), 2, 2);
}

/** Plain text of a slice: a line a block, labels before their words. */
export function textOfSlice(slice: Slice): string {
  const lines: string[] = [];
  slice.content.descendants((node) => {
    if (!kindOfNode(node)) return node.type.name === 'chunk';
    const { marker, label } = node.attrs.data as BlockAttrs;
    const lead = marker ?? (label ? `${label}.` : '');
    const words = node.textBetween(0, node.content.size, '', (leaf) => leaf.type.spec.leafText!(leaf));
    lines.push(lead && slice.openStart < 2 ? `${lead} ${words}` : words);
    return false;
  });
  if (lines.length > 0) return lines.join('\n');
  return slice.content.textBetween(0, slice.content.size, '', (leaf) => leaf.type.spec.leafText!(leaf));
}

export const clipboardProps = {
  clipboardParser: parser,
  clipboardSerializer: serializer,
  clipboardTextParser: sliceOfText,
  clipboardTextSerializer: textOfSlice,
};
