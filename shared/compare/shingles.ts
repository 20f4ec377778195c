/**
 * How alike two texts are, told from hashes of neighbouring words, without looking at more than the two, and which texts
 * of many are candidates for being alike. No segmenter: a letter of a script without spaces is a word here.
 */

/** What is known of one text: hashes of short runs of words (likeness) and of long ones (candidates). */
export interface Shingles {
  readonly words: number;
  readonly short: ReadonlySet<number>;
  readonly long: ReadonlySet<number>;
}

/** Words in a run; a word of Chinese has about two letters. */
const RUNS = { short: { words: 2, letters: 3 }, long: { words: 4, letters: 6 } } as const;

/** Reads a text once; brackets and punctuation do not count. */
export function shinglesOf(text: string): Shingles {
  const hashes = wordHashes(text);
  // What a text begins with counts too, so that a text of one word is like itself.
  const padded = [1, 2, ...hashes];
  const [short, long] = [new Set<number>(), new Set<number>()];
  for (let at = 2; at < padded.length; at++) {
    const size = isAlone(padded[at] ?? 0) ? 'letters' : 'words';
    short.add(run(padded, at, RUNS.short[size]));
    if (at - 1 >= RUNS.long[size]) long.add(run(padded, at, RUNS.long[size]));
  }
  if (long.size === 0 && hashes.length > 0) long.add(hashes.reduce(mix, hashes.length));
  return { words: hashes.length, short, long };
}

/** Hash of the words up to and with the one at `end`. */
function run(hashes: readonly number[], end: number, length: number): number {
  let hash = length;
  for (let at = end - length + 1; at <= end; at++) hash = mix(hash, hashes[at] ?? 0);
  return hash;
}

/** From 0, nothing in common, to 1; two texts without words are not alike. */
export function likeness(a: Shingles, b: Shingles): number {
  if (a.words === 0 || b.words === 0) return 0;
  const [few, many] = a.short.size <= b.short.size ? [a.short, b.short] : [b.short, a.short];
  let common = 0;
  for (const hash of few) if (many.has(hash)) common++;
  return (2 * common) / (few.size + many.size);
}

/** Runs of words that stand in more texts than this are a phrase of the draft and tell nothing. */
const MOST_HOLDERS = 32;
const MOST_CANDIDATES = 6;

/** Finds the texts that share rare runs of words with one. */
export class ShingleIndex<T> {
  readonly #holders = new Map<number, T[]>();

  add(item: T, { long }: Shingles): void {
    for (const hash of long) {
      const holders = this.#holders.get(hash);
      if (!holders) this.#holders.set(hash, [item]);
      else if (holders.length <= MOST_HOLDERS) holders.push(item);
    }
  }

  /** A few candidates, those with the most and rarest common runs first. */
  candidates({ long }: Shingles): readonly T[] {
    const weights = new Map<T, number>();
    for (const hash of long) {
      const holders = this.#holders.get(hash) ?? [];
      if (holders.length > MOST_HOLDERS) continue;
      for (const item of holders) weights.set(item, (weights.get(item) ?? 0) + 1 / holders.length);
    }
    const best = [...weights].sort(([, a], [, b]) => b - a).slice(0, MOST_CANDIDATES);
    return best.map(([item]) => item);
  }
}

const mix = (a: number, b: number): number => {
  const mixed = Math.imul(a ^ (b + 0x9e3779b9 + (a << 6) + (a >>> 2)), 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
};

function wordHashes(text: string): number[] {
  const found: number[] = [];
  let hash = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (isAlone(unit)) {
      if (hash !== 0) found.push(hash);
      found.push(unit);
      hash = 0;
    } else if (isLetter(unit)) hash = Math.imul((hash || 0x811c9dc5) ^ lower(unit), 0x01000193) || 1;
    else if (hash !== 0) {
      found.push(hash);
      hash = 0;
    }
  }
  if (hash !== 0) found.push(hash);
  return found;
}

/** Han, kana: written without spaces. */
const isAlone = (unit: number) =>
  (unit >= 0x3040 && unit <= 0x30ff) ||
  (unit >= 0x3400 && unit <= 0x9fff) ||
  (unit >= 0xf900 && unit <= 0xfaff);

function isLetter(unit: number): boolean {
  if (unit < 0x80)
    return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
  if (unit < 0xc0 || (unit >= 0x2000 && unit <= 0x206f) || (unit >= 0x3000 && unit <= 0x303f)) return false;
  if (unit >= 0xff00 && unit <= 0xff0f) return false;
  return unit !== 0x060c && unit !== 0x061b && unit !== 0x061f;
}

const lower = (unit: number) => (unit >= 65 && unit <= 90 ? unit + 32 : unit);
