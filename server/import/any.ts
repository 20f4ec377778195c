/** Any file to a draft: what it is, is told by its bytes, never by its name (SPEC IM1). */
import type { Result } from './decode.ts';
import { type Imported, type ImportOptions, importText } from './import.ts';

/** Reads the bytes of a file of any kind that can be imported. Never throws on bytes. */
export function importBytes(bytes: Uint8Array, options: ImportOptions = {}): Result<Imported> {
  return importText(bytes, options);
}
