/** The parts of a zip archive that are wanted, unpacked within limits: a zip bomb is refused unread (SPEC IM20). */
import { unzipSync } from 'fflate';

export interface ZipLimits {
  /** Only parts of these names are unpacked. */
  readonly wanted: RegExp;
  /** Parts of the archive, wanted or not. */
  readonly entries: number;
  /** Bytes of one part unpacked, and of all together. */
  readonly part: number;
  readonly all: number;
  /** How many times larger than packed a part may be that holds more than `small` bytes. */
  readonly ratio: number;
  readonly small: number;
}

/** Which limit an archive passes: a part too many, too many bytes, or bytes packed better than any text is. */
export type ZipExcess = 'entries' | 'unpacked' | 'bomb';

export class ZipTooLarge extends Error {
  override readonly name = 'ZipTooLarge';
  constructor(
    readonly excess: ZipExcess,
    /** The part at which it was found: its name, bytes unpacked, bytes packed. */
    readonly part: { readonly name: string; readonly count: number; readonly size: number },
  ) {
    super(excess);
  }
}

export type ZipParts = Readonly<Record<string, Uint8Array>>;

/**
 * Counts what the entries say of themselves before any of it is unpacked; fflate never writes more than they say. `look` may
 * throw at the name of a part. Throws `ZipTooLarge`, or an error of fflate where the archive is broken.
 */
export function unpackWithin(
  bytes: Uint8Array,
  limits: ZipLimits,
  look: (name: string) => void = () => undefined,
): ZipParts {
  let all = 0;
  let entries = 0;
  return unzipSync(bytes, {
    filter: ({ name, size, originalSize: count }) => {
      const fail = (excess: ZipExcess): never => {
        throw new ZipTooLarge(excess, { name, count, size });
      };
      entries += 1;
      if (entries > limits.entries) fail('entries');
      look(name);
      if (!limits.wanted.test(name)) return false;
      all += count;
      if (count > limits.part || all > limits.all) fail('unpacked');
      if (count > limits.small && count > size * limits.ratio) fail('bomb');
      return true;
    },
  });
}
