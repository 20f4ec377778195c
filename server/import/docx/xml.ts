/** The parts of a Word file as trees, within limits; names with the customary prefix of their namespace (`w:p`) (SPEC IM21). */
import { said } from '../../../shared/house/import-said.ts';
import { BadXml, type Element, isElement, type Prefixes, xmlTree } from '../../xml-tree.ts';
import { type Result, refuse } from '../decode.ts';

export type { Element, Node } from '../../xml-tree.ts';

/** Deeper nesting than any word processor writes; tables in tables take about ten levels each. */
const LIMITS = { elements: 3_000_000, depth: 400 };

/** Namespaces by their customary prefix; the strict and the transitional form of a schema are one. */
const PREFIXES: Prefixes = {
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

const SAID = {
  encoding: 'refused-xml',
  malformed: 'refused-xml',
  type: 'refused-xml-type',
  more: 'refused-xml-more',
  empty: 'refused-xml-empty',
} as const;

/** Parses a part of a file; `name` is said in a refusal. */
export function parseXml(bytes: Uint8Array, name: string): Result<Element> {
  try {
    return { ok: true, value: xmlTree(bytes, LIMITS, PREFIXES) };
  } catch (error) {
    const fault = error instanceof BadXml ? error.fault : 'malformed';
    return refuse('broken', said(SAID[fault], { name }));
  }
}

/** The first child of this name. */
export const child = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find((node): node is Element => isElement(node) && node.name === name);

/** All children of this name. */
export const childrenOf = (element: Element | undefined, name: string): readonly Element[] =>
  element?.children.filter((node): node is Element => isElement(node) && node.name === name) ?? [];

/** The value of the `w:val` of a child: `<w:ilvl w:val="1"/>`. */
export const settingOf = (element: Element | undefined, name: string): string | undefined =>
  child(element, name)?.attrs['w:val'];

/** True when a child switches something on: present, and not said to be off. */
export function isOn(element: Element | undefined, name: string): boolean | undefined {
  const found = child(element, name);
  if (!found) return undefined;
  return !/^(?:0|false|off|none)$/.test(found.attrs['w:val'] ?? '');
}
