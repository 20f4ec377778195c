/** A range of the ProseMirror document as elements of the flat sequence; view-only chunks leave no trace. */
import type { Node } from 'prosemirror-model';
import type { BlockAttrs, BlockKind, Formats, InlineObject } from '../../shared/text/element.ts';
import { formatsOf, kindOfNode } from '../../shared/text/schema.ts';
import { sameFormats } from '../../shared/text/sequence.ts';

/** One element, with the position before it. */
export type Token =
  | { readonly kind: 'char'; readonly pos: number; readonly char: string; readonly formats: Formats }
  | { readonly kind: 'object'; readonly pos: number; readonly object: InlineObject; readonly print: string }
  | {
      readonly kind: 'open';
      readonly pos: number;
      readonly block: BlockKind;
      readonly id: string;
      readonly attrs: BlockAttrs;
    }
  | { readonly kind: 'close'; readonly pos: number };

/** Tokens whose position lies in `from … to`. */
export function tokensBetween(doc: Node, from: number, to: number): Token[] {
  const found: Token[] = [];
  if (from < to) visit(doc, 0, from, to, found);
  return found;
}

function visit(parent: Node, base: number, from: number, to: number, found: Token[]): void {
  parent.forEach((node, offset) => {
    const pos = base + offset;
    if (pos + node.nodeSize <= from || pos >= to) return;
    if (node.isText) chars(node, pos, from, to, found);
    else if (node.isLeaf && node.isInline)
      found.push({ kind: 'object', pos, object: node.attrs.data, print: JSON.stringify(node.attrs.data) });
    else nested(node, pos, from, to, found);
  });
}

function chars(node: Node, pos: number, from: number, to: number, found: Token[]): void {
  const formats = formatsOf(node);
  const text = node.text!;
  for (let i = Math.max(0, from - pos); i < text.length && pos + i < to; i += 1)
    found.push({ kind: 'char', pos: pos + i, char: text[i]!, formats });
}

function nested(node: Node, pos: number, from: number, to: number, found: Token[]): void {
  const block = kindOfNode(node);
  if (block && pos >= from)
    found.push({ kind: 'open', pos, block, id: String(node.attrs.id), attrs: node.attrs.data });
  visit(node, pos + 1, from, to, found);
  const close = pos + node.nodeSize - 1;
  if (block && close >= from && close < to) found.push({ kind: 'close', pos: close });
}

/** Do two tokens stand for the same element? */
export function sameToken(a: Token, b: Token): boolean {
  if (a.kind === 'char') return b.kind === 'char' && a.char === b.char && sameFormats(a.formats, b.formats);
  if (a.kind === 'object') return b.kind === 'object' && a.print === b.print;
  if (a.kind === 'open') return b.kind === 'open' && a.id === b.id && a.block === b.block;
  return b.kind === 'close';
}

const isHigh = (token: Token | undefined): boolean =>
  token?.kind === 'char' && /[\ud800-\udbff]/.test(token.char);
const isLow = (token: Token | undefined): boolean =>
  token?.kind === 'char' && /[\udc00-\udfff]/.test(token.char);

/** How many tokens two lists share at their start and end; never half a surrogate pair. */
export function commonEnds(
  a: readonly Token[],
  b: readonly Token[],
): { readonly start: number; readonly end: number } {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && sameToken(a[start]!, b[start]!)) start += 1;
  if (start > 0 && isHigh(a[start - 1])) start -= 1;
  let end = 0;
  while (end < most - start && sameToken(a[a.length - 1 - end]!, b[b.length - 1 - end]!)) end += 1;
  if (end > 0 && isLow(a[a.length - end])) end -= 1;
  return { start, end };
}
