/** A redline in the formats that can show one, as the bytes of a file (SPEC RD5). */
import type { Authors, Redline } from '../../shared/renditions/redline.ts';
import { writeRedlineHtml } from '../../shared/renditions/redline-html.ts';
import { type Format, type WriteOptions, WrongFormat, wordOptions } from './write.ts';

export const REDLINE_FORMATS = ['docx', 'html', 'pdf'] as const satisfies readonly Format[];
export type RedlineFormat = (typeof REDLINE_FORMATS)[number];

/** Throws `WrongFormat` for a format that has no way to show changes, `NoChromium` for a PDF without a browser. */
export async function writeRedlineAs(
  format: Format,
  redline: Redline,
  options: WriteOptions & { readonly authors: Authors },
): Promise<Uint8Array> {
  switch (format) {
    case 'docx':
      return (await import('./redline.ts')).writeRedline(redline, await wordOptions(options));
    case 'pdf':
      return (await import('./pdf.ts')).writeRedlinePdf(redline, options);
    case 'html':
      return new TextEncoder().encode(writeRedlineHtml(redline, options));
    case 'md':
    case 'txt':
    case 'json':
    case 'csv':
      throw new WrongFormat(`a redline is written as ${REDLINE_FORMATS.join(', ')}, not as ${format}`);
    default:
      return format satisfies never;
  }
}
