/** The door to fflate for reading: the parts of a Word file, read within limits (SPEC IM20). A zip bomb is refused unread. */

import { unzipSync } from 'fflate';
import { type Said, said } from '../../../shared/house/import-said.ts';
import { type Result, refuse } from '../decode.ts';

/** Limits in bytes, and how much larger than its packed form a large part may be. */
const MOST_PACKED = 50_000_000;
const MOST_PART = 60_000_000;
const MOST_ALL = 100_000_000;
const MOST_ENTRIES = 10_000;
const MOST_RATIO = 250;
/** Parts smaller than this may be packed as well as they like. */
const SMALL = 2_000_000;

/** Only these parts are unpacked; pictures, fonts and macros never are. */
const WANTED =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|docProps\/(?:core|custom)\.xml|[^/]+\/(?:_rels\/)?[^/]+\.(?:xml|rels))$/;

export interface Package {
  /** Bytes of a part by its name without leading slash; undefined when there is none. */
  part(name: string): Uint8Array | undefined;
}

class TooLarge extends Error {
  constructor(readonly said: Said) {
    super(said.id);
  }
}

/** Opens a zip archive; refuses what is none, what is broken and what unpacks to more than the limits. */
export function openPackage(bytes: Uint8Array): Result<Package> {
  if (bytes.length > MOST_PACKED)
    return refuse('too-large', said('refused-large', { count: bytes.length, most: MOST_PACKED }));
  try {
    const parts = unzipSync(bytes, { filter: limited() });
    return { ok: true, value: { part: (name) => (Object.hasOwn(parts, name) ? parts[name] : undefined) } };
  } catch (error) {
    if (error instanceof TooLarge) return refuse('too-large', error.said);
    return refuse('broken', said('refused-word-broken'));
  }
}

interface Entry {
  readonly name: string;
  readonly size: number;
  readonly originalSize: number;
}

/** Counts what the entries say of themselves before any of it is unpacked; fflate never writes more than they say. */
function limited(): (entry: Entry) => boolean {
  let all = 0;
  let entries = 0;
  return ({ name, size, originalSize }) => {
    entries += 1;
    if (entries > MOST_ENTRIES) throw new TooLarge(said('refused-entries', { most: MOST_ENTRIES }));
    if (!WANTED.test(name)) return false;
    all += originalSize;
    if (originalSize > MOST_PART || all > MOST_ALL)
      throw new TooLarge(said('refused-unpacked', { name: name.slice(0, 60), count: originalSize }));
    if (originalSize > SMALL && originalSize > size * MOST_RATIO)
      throw new TooLarge(said('refused-bomb', { name: name.slice(0, 60), count: originalSize, size }));
    return true;
  };
}
