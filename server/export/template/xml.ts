/** XML of a template as a tree that can be changed and written again, names as they stand. Within limits; no document type. */
import { escaped } from '../../../shared/renditions/markup.ts';
import { BadXml, type Element, isElement, type Node, type XmlFault, xmlTree } from '../../xml-tree.ts';
import { BadTemplate } from './bad-template.ts';

export { type Element, isElement, type Node } from '../../xml-tree.ts';

const MOST_ELEMENTS = 300_000;
const DEEPEST = 200;
/** What this program writes itself may be longer. */
const MOST_OWN = 5_000_000;

/** Parses a part of a template; throws `BadTemplate`, which names the part. */
export const parsePart = (bytes: Uint8Array, part: string): Element => parse(bytes, part, MOST_ELEMENTS);

/** Parses a part that was written here. */
export const parseOwn = (bytes: Uint8Array, part: string): Element => parse(bytes, part, MOST_OWN);

const SAID: Readonly<Record<XmlFault, string>> = {
  type: 'declares a document type, which no Word file does',
  malformed: 'is no well-formed XML',
  more: 'holds more than a template does',
  encoding: 'is not written in UTF-8',
  empty: 'is empty',
};

function parse(bytes: Uint8Array, part: string, elements: number): Element {
  try {
    return xmlTree(bytes, { elements, depth: DEEPEST });
  } catch (error) {
    if (error instanceof BadXml) throw new BadTemplate('broken', `${part} ${SAID[error.fault]}.`);
    throw error;
  }
}

/** The bytes of a part. */
export const writePart = (root: Element): Uint8Array =>
  new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${written(root)}`);

function written(node: Node): string {
  if (typeof node === 'string') return escaped(node);
  const attrs = Object.entries(node.attrs).map(([name, value]) => ` ${name}="${attribute(value)}"`);
  const open = `<${node.name}${attrs.join('')}`;
  return node.children.length === 0
    ? `${open}/>`
    : `${open}>${node.children.map(written).join('')}</${node.name}>`;
}

/** Line ends in an attribute are kept as they are. */
const attribute = (value: string): string =>
  escaped(value).replaceAll('\t', '&#9;').replaceAll('\n', '&#10;').replaceAll('\r', '&#13;');

export const elementsOf = ({ children }: Element): readonly Element[] => children.filter(isElement);
export const childOf = (element: Element | undefined, name: string): Element | undefined =>
  element && elementsOf(element).find((each) => each.name === name);
export const settingOf = (element: Element | undefined, name: string): string | undefined =>
  childOf(element, name)?.attrs['w:val'];

/** An element without children. */
export const empty = (name: string, attrs: Element['attrs'] = {}): Element => ({ name, attrs, children: [] });

/** Every element below, in order of print, the element itself first. */
export function* within(element: Element): Generator<Element> {
  yield element;
  for (const each of elementsOf(element)) yield* within(each);
}

/** The tree with each element changed from the leaves up; without those for which there is nothing. */
export function changed(element: Element, change: (element: Element) => Element | undefined): Element {
  const children = element.children.flatMap((each): Node[] => {
    if (!isElement(each)) return [each];
    const next = changedOrGone(each, change);
    return next === undefined ? [] : [next];
  });
  return { ...element, children };
}

const changedOrGone = (
  element: Element,
  change: (element: Element) => Element | undefined,
): Element | undefined => change(changed(element, change));
