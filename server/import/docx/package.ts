/** The parts of a Word file, read within limits (SPEC IM20). */
import { type Said, said } from '../../../shared/house/import-said.ts';
import { unpackWithin, type ZipLimits, ZipTooLarge } from '../../zip-parts.ts';
import { type Result, refuse } from '../decode.ts';

const MOST_PACKED = 50_000_000;

/** Only these parts are unpacked; pictures, fonts and macros never are. */
const WANTED =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|docProps\/(?:core|custom)\.xml|[^/]+\/(?:_rels\/)?[^/]+\.(?:xml|rels))$/;

const LIMITS: ZipLimits = {
  wanted: WANTED,
  entries: 10_000,
  part: 60_000_000,
  all: 100_000_000,
  ratio: 250,
  small: 2_000_000,
};

export interface Package {
  /** Bytes of a part by its name without leading slash; undefined when there is none. */
  part(name: string): Uint8Array | undefined;
}

/** Opens a zip archive; refuses what is none, what is broken and what unpacks to more than the limits. */
export function openPackage(bytes: Uint8Array): Result<Package> {
  if (bytes.length > MOST_PACKED)
    return refuse('too-large', said('refused-large', { count: bytes.length, most: MOST_PACKED }));
  try {
    const parts = unpackWithin(bytes, LIMITS);
    return { ok: true, value: { part: (name) => (Object.hasOwn(parts, name) ? parts[name] : undefined) } };
  } catch (error) {
    if (error instanceof ZipTooLarge) return refuse('too-large', excessOf(error));
    return refuse('broken', said('refused-word-broken'));
  }
}

function excessOf({ excess, part: { name, count, size } }: ZipTooLarge): Said {
  if (excess === 'entries') return said('refused-entries', { most: LIMITS.entries });
  const where = { name: name.slice(0, 60), count };
  return excess === 'bomb' ? said('refused-bomb', { ...where, size }) : said('refused-unpacked', where);
}
