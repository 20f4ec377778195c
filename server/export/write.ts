/** A rendition in any format, as the bytes of a file. */
import { isList, writeCsv } from '../../shared/renditions/csv.ts';
import { writeHtml } from '../../shared/renditions/html.ts';
import { writeJson } from '../../shared/renditions/json.ts';
import { writeMarkdown } from '../../shared/renditions/markdown.ts';
import { writeText } from '../../shared/renditions/plain.ts';
import type { Rendition } from '../../shared/renditions/rendition.ts';
import type { PdfOptions } from './pdf.ts';
import type { WordOptions } from './word-style.ts';

export const FORMATS = ['docx', 'pdf', 'html', 'md', 'txt', 'json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/** A rendition that this format cannot hold. */
export class WrongFormat extends Error {}

/** How any of them is printed: with which browser, in which template. */
export interface WriteOptions extends PdfOptions {
  /** Bytes of the body's own template, for Word files. */
  readonly template?: Uint8Array;
}

/** The same as a Word file needs it. Throws `BadTemplate`. */
export async function wordOptions<T extends WriteOptions>({
  template,
  ...options
}: T): Promise<Omit<T, 'template'> & WordOptions> {
  if (!template) return options;
  const { readTemplate } = await import('./template/template.ts');
  return { ...options, template: readTemplate(template) };
}

/**
 * The bytes of the file. Throws `NoChromium` for a PDF without a browser, `WrongFormat` for a text as CSV, `BadTemplate`.
 */
export async function writeAs(
  format: Format,
  rendition: Rendition,
  options: WriteOptions,
): Promise<Uint8Array> {
  switch (format) {
    case 'docx':
      return (await import('./docx.ts')).writeDocx(rendition, await wordOptions(options));
    case 'pdf':
      return (await import('./pdf.ts')).writePdf(rendition, options);
    case 'html':
      return utf8(writeHtml(rendition, options));
    case 'md':
      return utf8(writeMarkdown(rendition));
    case 'txt':
      return utf8(writeText(rendition));
    case 'json':
      return utf8(writeJson(rendition));
    case 'csv':
      if (!isList(rendition))
        throw new WrongFormat(
          `csv holds lists: choose the rendition points or compilation, not ${rendition.kind}`,
        );
      return utf8(writeCsv(rendition));
    default:
      return format satisfies never;
  }
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
