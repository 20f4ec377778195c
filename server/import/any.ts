/** Any file to a draft: what it is, is told by its bytes, never by its name (SPEC IM1). */
import type { Result } from './decode.ts';
import { importDocx } from './docx/import.ts';
import { type Imported, type ImportOptions, importText } from './import.ts';

/** Reads the bytes of a file of any kind that can be imported. Never throws on bytes. */
export function importBytes(bytes: Uint8Array, options: ImportOptions = {}): Result<Imported> {
  return isZip(bytes) ? importDocx(bytes, options) : importText(bytes, options);
}

/** A Word file is a zip archive; what other archives hold is told when they are opened. */
const isZip = ([a, b, c, d]: Uint8Array): boolean => a === 0x50 && b === 0x4b && c === 0x03 && d === 0x04;
