/**
 * The bytes of a Word file (SPEC EX11): no name of a person, the date of the text instead of the clock's, every part at one
 * fixed time, so that the same text is the same file.
 */
import { type Document, Packer } from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { escaped } from '../../shared/renditions/markup.ts';
import type { Values } from './template/fields.ts';
import { fillTemplate } from './template/fill.ts';
import type { Template } from './template/template.ts';

export interface Stamp {
  readonly title: string;
  readonly language: string;
  /** ISO 8601, universal time. */
  readonly at: string;
  /** Marks of the footnotes in the order of their numbers. */
  readonly marks: readonly string[];
}

/** The body's template that a text is written in, and what its fields say. */
export interface Filling {
  readonly template: Template;
  readonly values: Values;
}

/** Packs a document; `docx` writes the clock's time and a stand-in for a name, which are replaced here. */
export async function pack(document: Document, stamp: Stamp, filling?: Filling): Promise<Uint8Array> {
  const own = ownParts(document, stamp);
  const parts = filling ? fillTemplate(await own, filling.template, filling.values) : await own;
  const names = Object.keys(parts).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  // The first day that the zip format knows, in local time since that is what it stores.
  const mtime = new Date(1980, 0, 1);
  return zipSync(Object.fromEntries(names.map((name) => [name, parts[name] as Uint8Array])), { mtime });
}

async function ownParts(document: Document, stamp: Stamp): Promise<Record<string, Uint8Array>> {
  const parts = unzipSync(new Uint8Array(await Packer.toArrayBuffer(document)));
  parts['docProps/core.xml'] = strToU8(core(stamp));
  const footnotes = parts['word/footnotes.xml'];
  if (footnotes) parts['word/footnotes.xml'] = strToU8(marked(strFromU8(footnotes), stamp.marks));
  return parts;
}

/** Readers tell a Word file by its first parts. */
const rank = (name: string): number => (name === '[Content_Types].xml' ? 0 : name === '_rels/.rels' ? 1 : 2);

/**
 * Notes are numbered by `docx` 9.15, separators too; a draft has marks of its own, which stand in their place. Word wants the
 * mark written in the note; LibreOffice (7.4 to this day) draws it by itself and would print it twice. So it stands where Word
 * looks (2013 and later) and LibreOffice does not.
 */
function marked(xml: string, marks: readonly string[]): string {
  return xml
    .replace(
      /<w:r><w:rPr><w:rStyle w:val="FootnoteReference"\/><\/w:rPr><w:footnoteRef\/><\/w:r>(?=<w:r><w:(?:continuationS|s)eparator\/>)/g,
      '',
    )
    .replace(/(<w:footnote w:id="(\d+)"[\s\S]*?)<w:footnoteRef\/>/g, (_, before: string, id: string) => {
      const mark = escaped(marks[Number(id) - 1] ?? '');
      return `${before}<mc:AlternateContent><mc:Choice Requires="w15"><w:t xml:space="preserve">${mark}</w:t></mc:Choice><mc:Fallback/></mc:AlternateContent>`;
    });
}

const core = ({ title, language, at }: Stamp): string =>
  [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escaped(title)}</dc:title><dc:language>${escaped(language)}</dc:language>`,
    `<dcterms:created xsi:type="dcterms:W3CDTF">${escaped(at)}</dcterms:created>`,
    `<dcterms:modified xsi:type="dcterms:W3CDTF">${escaped(at)}</dcterms:modified>`,
    '</cp:coreProperties>',
  ].join('');
