/** The only door to saxes: XML as a plain tree, within limits. A document type is refused, so no entity grows (SPEC IM21). */
import { SaxesParser, type SaxesTag, type SaxesTagNS } from 'saxes';

/** An element with its attributes and what stands in it, in order; words are strings. */
export interface Element {
  readonly name: string;
  readonly attrs: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}
export type Node = Element | string;

export const isElement = (node: Node): node is Element => typeof node !== 'string';

export interface XmlLimits {
  readonly elements: number;
  /** Elements within elements. */
  readonly depth: number;
}

/** Why there is no tree: not UTF-8, a document type, more than the limits, not well formed, without any element. */
export type XmlFault = 'encoding' | 'type' | 'more' | 'malformed' | 'empty';

export class BadXml extends Error {
  override readonly name = 'BadXml';
  constructor(readonly fault: XmlFault) {
    super(fault);
  }
}

interface Growing extends Element {
  readonly children: Node[];
}

/** Customary prefixes by namespace. */
export type Prefixes = Readonly<Record<string, string>>;

/** Parses UTF-8: with the customary prefixes of namespaces (`?` for others), or with the names that stand there. Throws `BadXml`. */
export function xmlTree(bytes: Uint8Array, limits: XmlLimits, prefixes?: Prefixes): Element {
  const root: Growing = { name: '', attrs: {}, children: [] };
  const text = decoded(bytes);
  parserInto(root, limits, prefixes).write(text).close();
  const element = root.children.find(isElement);
  if (!element) throw new BadXml('empty');
  return element;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new BadXml('encoding');
  }
}

function parserInto(root: Growing, limits: XmlLimits, prefixes: Prefixes | undefined): SaxesParser {
  const parser: SaxesParser = new SaxesParser({ xmlns: prefixes !== undefined });
  const stack: Growing[] = [root];
  let count = 0;
  parser.on('doctype', () => {
    throw new BadXml('type');
  });
  parser.on('error', () => {
    throw new BadXml('malformed');
  });
  parser.on('opentag', (tag) => {
    count += 1;
    if (count > limits.elements || stack.length > limits.depth) throw new BadXml('more');
    const element: Growing = { ...namesOf(tag, prefixes), children: [] };
    stack.at(-1)?.children.push(element);
    stack.push(element);
  });
  parser.on('closetag', () => {
    stack.pop();
  });
  const add = (words: string): void => void stack.at(-1)?.children.push(words);
  parser.on('text', add);
  parser.on('cdata', add);
  return parser;
}

function namesOf(tag: SaxesTag, prefixes: Prefixes | undefined): Pick<Element, 'name' | 'attrs'> {
  if (!prefixes) return { name: tag.name, attrs: tag.attributes as Record<string, string> };
  const { uri, local, attributes } = tag as SaxesTagNS;
  const name = (space: string, own: string): string =>
    space === '' ? own : `${prefixes[space] ?? '?'}:${own}`;
  const attrs: Record<string, string> = {};
  for (const each of Object.values(attributes)) attrs[name(each.uri, each.local)] = each.value;
  return { name: name(uri, local), attrs };
}
