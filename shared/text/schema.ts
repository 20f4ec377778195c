/**
 * What ProseMirror sees (SPEC TX3): `doc > chunk* > block* > inline*`. Chunks are a matter of the view alone, for speed;
 * every block kind and every inline object is a node type of its own. Words and objects of a block stand one to one with
 * the flat sequence, so an offset within a block means the same in both.
 */
import {
  type DOMOutputSpec,
  Fragment,
  type MarkSpec,
  type Node,
  type NodeSpec,
  Schema,
} from 'prosemirror-model';
import { type Inline, isWords, type Words } from './document.ts';
import {
  BLOCK_KINDS,
  type BlockAttrs,
  type BlockKind,
  type Formats,
  INLINE_NAMES,
  type InlineObject,
  type Unknown,
} from './element.ts';
import type { BlockRecord } from './sequence.ts';

/** Node type of a block kind; `remark` is also the name of an inline object. */
export const nodeNameOf = (kind: BlockKind): string => (kind === 'remark' ? 'remark_block' : kind);

const kindOf = (nodeName: string): BlockKind =>
  nodeName === 'remark_block' ? 'remark' : (nodeName as BlockKind);

const HEADINGS: Partial<Record<BlockKind, string>> = { title: '1', part: '1', chapter: '2' };

function blockDom(kind: BlockKind, node: Node): DOMOutputSpec {
  const attrs = node.attrs.data as BlockAttrs;
  const level = HEADINGS[kind];
  const dom: Record<string, string> = { class: `block block-${kind}`, 'data-id': String(node.attrs.id) };
  if (level && node.content.size > 0) Object.assign(dom, { role: 'heading', 'aria-level': level });
  if (attrs.dir) dom.dir = attrs.dir;
  for (const [name, value] of Object.entries(attrs))
    if (value !== undefined && name !== 'dir')
      dom[`data-${name}`] = Array.isArray(value) ? value.join(' ') : String(value);
  if (attrs.columns) dom['data-columns'] = attrs.columns.join('\u001f');
  return ['div', dom, 0];
}

const blockSpec = (kind: BlockKind): NodeSpec => ({
  group: 'block',
  content: 'inline*',
  attrs: { id: { default: '' }, data: { default: {} } },
  defining: true,
  toDOM: (node) => blockDom(kind, node),
});

/** What an inline object shows; the page's stylesheet adds the rest. */
export function printOf(object: InlineObject | Unknown): string {
  switch (object.el) {
    case 'bracket_open':
    case 'bracket_close':
    case 'option_break':
      return object.glyph;
    case 'attribution':
      return object.raw;
    case 'note_ref':
      return object.mark;
    case 'remark':
      return object.text;
    case 'cell_break':
      return '\t';
    case 'line_break':
      return '\n';
    case 'paragraph_break':
      return '¶';
    case 'unknown':
      return '\ufffc';
    default:
      return object satisfies never;
  }
}

function inlineDom(name: string, node: Node): DOMOutputSpec {
  const data = node.attrs.data as InlineObject;
  if (name === 'line_break') return ['br'];
  const dom: Record<string, string> = { class: name.replace('_', '-'), contenteditable: 'false' };
  if ('glyph' in data) dom['data-glyph'] = data.glyph;
  if ('id' in data) dom['data-bracket'] = data.id;
  if (data.el === 'bracket_open') dom['data-kind'] = data.kind;
  if (data.el === 'bracket_open' && data.outside) dom['data-outside'] = 'true';
  if (data.el === 'bracket_open' && data.link) dom['data-link'] = data.link;
  if (data.el === 'note_ref') dom['data-note'] = data.note;
  if ('asked' in data && data.asked)
    Object.assign(dom, {
      'data-proposal': data.asked.proposal,
      'data-asks': data.asked.asks,
      'data-state': data.asked.state,
    });
  if (name === 'cell_break') return ['span', dom];
  return ['span', dom, name === 'unknown' ? '\ufffc' : printOf(data)];
}

const inlineSpec = (name: string): NodeSpec => ({
  group: 'inline',
  inline: true,
  atom: true,
  selectable: false,
  draggable: false,
  attrs: { data: { default: {} } },
  toDOM: (node) => inlineDom(name, node),
  leafText: (node) => (name === 'unknown' ? '\ufffc' : printOf(node.attrs.data as InlineObject)),
});

const nodes: Record<string, NodeSpec> = {
  doc: { content: 'chunk+' },
  chunk: { content: 'block*', toDOM: () => ['div', { class: 'chunk' }, 0] },
  ...Object.fromEntries(BLOCK_KINDS.map((kind) => [nodeNameOf(kind), blockSpec(kind)])),
  text: { group: 'inline' },
  ...Object.fromEntries([...INLINE_NAMES, 'unknown'].map((name) => [name, inlineSpec(name)])),
};

const marks: Record<string, MarkSpec> = {
  strong: { toDOM: () => ['strong', 0], parseDOM: [{ tag: 'strong' }, { tag: 'b' }] },
  emphasis: { toDOM: () => ['em', 0], parseDOM: [{ tag: 'em' }, { tag: 'i' }] },
  // Words of a proposal, and words that proposals want to go: shown, never stored.
  proposed: {
    attrs: { id: {} },
    inclusive: false,
    toDOM: (mark) => ['ins', { class: 'proposed', 'data-proposal': String(mark.attrs.id) }, 0],
  },
  struck: {
    attrs: { ids: {} },
    inclusive: false,
    toDOM: (mark) => ['del', { class: 'struck', 'data-proposals': String(mark.attrs.ids) }, 0],
  },
};

export const schema = new Schema({ nodes, marks });

const marksOf = ({ strong, emphasis, proposed, struck }: Words) => [
  ...(strong ? [schema.marks.strong!.create()] : []),
  ...(emphasis ? [schema.marks.emphasis!.create()] : []),
  ...(proposed ? [schema.marks.proposed!.create({ id: proposed })] : []),
  ...(struck ? [schema.marks.struck!.create({ ids: struck.join(' ') })] : []),
];

/** The ProseMirror nodes of a block's content. */
export function nodesOf(content: readonly Inline[]): Fragment {
  return Fragment.fromArray(
    content.map((inline) =>
      isWords(inline)
        ? schema.text(inline.text, marksOf(inline))
        : schema.nodes[inline.el]!.create({ data: inline }),
    ),
  );
}

/** The ProseMirror node of a block. */
export const nodeOfRecord = ({
  id,
  kind,
  attrs,
  content,
}: Pick<BlockRecord, 'id' | 'kind' | 'attrs' | 'content'>): Node =>
  schema.nodes[nodeNameOf(kind)]!.create({ id, data: attrs }, nodesOf(content));

/** Content of a ProseMirror block as plain data. */
export function inlinesOf(content: Fragment): Inline[] {
  const found: Inline[] = [];
  content.forEach((node) => {
    if (!node.isText) found.push(node.attrs.data as InlineObject);
    else found.push({ text: node.text!, ...formatsOf(node) });
  });
  return found;
}

/** Formats of a text node. */
export function formatsOf(node: Node): Formats {
  const has = (name: string): boolean => node.marks.some((mark) => mark.type.name === name);
  return { ...(has('strong') ? { strong: true } : {}), ...(has('emphasis') ? { emphasis: true } : {}) };
}

/** Kind of a ProseMirror block node, or undefined for another node. */
export const kindOfNode = (node: Node): BlockKind | undefined =>
  node.type.spec.group === 'block' ? kindOf(node.type.name) : undefined;
