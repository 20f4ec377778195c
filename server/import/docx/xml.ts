/** The only door to saxes: XML as a plain tree, within limits (SPEC IM21). A document type is refused, so no entity grows. */

import { SaxesParser } from 'saxes';
import { said } from '../../../shared/house/import-said.ts';
import { type Result, refuse } from '../decode.ts';

/** An element: name with the customary prefix of its namespace (`w:p`), attributes likewise. */
export interface Element {
  readonly name: string;
  readonly attrs: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}
export type Node = Element | string;

const MOST_ELEMENTS = 3_000_000;
/** Deeper nesting than any word processor writes; tables in tables take about ten levels each. */
const DEEPEST = 400;

/** Namespaces by their customary prefix; the strict and the transitional form of a schema are one. */
const PREFIXES: Readonly<Record<string, string>> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  'http://schemas.microsoft.com/office/word/2010/wordml': 'w14',
  'http://schemas.microsoft.com/office/word/2012/wordml': 'w15',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm',
  'http://purl.oclc.org/ooxml/officeDocument/math': 'm',
  'http://schemas.openxmlformats.org/package/2006/relationships': 'r',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes': 'vt',
  'http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes': 'vt',
};

class Refused extends Error {}

interface Growing extends Element {
  readonly children: Node[];
}

/** Parses a part of a file; `name` is said in a refusal. */
export function parseXml(bytes: Uint8Array, name: string): Result<Element> {
  const root: Growing = { name: '', attrs: {}, children: [] };
  try {
    parserInto(root)
      .write(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
      .close();
  } catch (error) {
    if (error instanceof Refused)
      return refuse('broken', said(error.message as 'refused-xml-type' | 'refused-xml-more', { name }));
    return refuse('broken', said('refused-xml', { name }));
  }
  const element = root.children.find((node): node is Element => typeof node !== 'string');
  return element ? { ok: true, value: element } : refuse('broken', said('refused-xml-empty', { name }));
}

function parserInto(root: Growing): SaxesParser<{ xmlns: true }> {
  const parser = new SaxesParser({ xmlns: true });
  const stack: Growing[] = [root];
  let count = 0;
  parser.on('doctype', () => {
    throw new Refused('refused-xml-type');
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    count += 1;
    if (count > MOST_ELEMENTS || stack.length > DEEPEST) throw new Refused('refused-xml-more');
    const attrs: Record<string, string> = {};
    for (const each of Object.values(tag.attributes)) attrs[prefixed(each.uri, each.local)] = each.value;
    const element: Growing = { name: prefixed(tag.uri, tag.local), attrs, children: [] };
    stack.at(-1)?.children.push(element);
    stack.push(element);
  });
  parser.on('closetag', () => {
    stack.pop();
  });
  parser.on('text', (text) => {
    stack.at(-1)?.children.push(text);
  });
  parser.on('cdata', (text) => {
    stack.at(-1)?.children.push(text);
  });
  return parser;
}

const prefixed = (uri: string, local: string) => (uri === '' ? local : `${PREFIXES[uri] ?? '?'}:${local}`);

/** The first child of this name. */
export const child = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find((node): node is Element => typeof node !== 'string' && node.name === name);

/** All children of this name. */
export const childrenOf = (element: Element | undefined, name: string): readonly Element[] =>
  element?.children.filter((node): node is Element => typeof node !== 'string' && node.name === name) ?? [];

/** The value of the `w:val` of a child: `<w:ilvl w:val="1"/>`. */
export const settingOf = (element: Element | undefined, name: string): string | undefined =>
  child(element, name)?.attrs['w:val'];

/** True when a child switches something on: present, and not said to be off. */
export function isOn(element: Element | undefined, name: string): boolean | undefined {
  const found = child(element, name);
  if (!found) return undefined;
  return !/^(?:0|false|off|none)$/.test(found.attrs['w:val'] ?? '');
}
