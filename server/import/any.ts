/** Any file to a draft: what it is, is told by its bytes, never by its name (SPEC IM1). */
import type { Result } from './decode.ts';
import { importDocx } from './docx/import.ts';
import { type Imported, type ImportOptions, importText } from './import.ts';
import { importJson, isJson } from './json.ts';

/** Reads the bytes of a file of any kind that can be imported. Never rejects on bytes. */
export async function importBytes(bytes: Uint8Array, options: ImportOptions = {}): Promise<Result<Imported>> {
  if (isPdf(bytes)) return (await import('./pdf/import.ts')).importPdf(bytes, options);
  if (isJson(bytes)) return importJson(bytes, options);
  return isZip(bytes) ? importDocx(bytes, options) : importText(bytes, options);
}

/** A Word file is a zip archive; what other archives hold is told when they are opened. */
const isZip = ([a, b, c, d]: Uint8Array): boolean => a === 0x50 && b === 0x4b && c === 0x03 && d === 0x04;

/** A PDF says what it is with its first characters; some programs put blanks or a byte order mark before them. */
const isPdf = (bytes: Uint8Array): boolean =>
  /^(?:\u00ef\u00bb\u00bf)?\s{0,100}%PDF-/.test(String.fromCharCode(...bytes.subarray(0, 120)));
