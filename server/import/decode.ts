/** Bytes to text: which encoding, and what cannot be text at all (SPEC IM1). */
import { type Said, type SaidId, said, saidPlainly } from '../../shared/house/import-said.ts';

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Why a file cannot be imported. The message says what was found and what would help. */
export interface Refusal {
  readonly kind:
    | 'empty'
    | 'too-large'
    | 'binary'
    | 'undecodable'
    | 'unsupported'
    | 'encrypted'
    | 'time'
    | 'stopped'
    | 'memory'
    | 'broken';
  /** In English. */
  readonly message: string;
  /** The same for the catalogues of the page. */
  readonly said: Said;
}
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

export const refuse = (kind: Refusal['kind'], what: Said): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: { kind, message: saidPlainly(what), said: what },
});

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
  /** True when the encoding was not said by a byte order mark and UTF-8 did not fit. */
  readonly guessed: boolean;
}

/** Largest text that is imported, in bytes: some 5,000 pages. */
export const MOST_BYTES = 20_000_000;

const SIGNATURES: readonly (readonly [string, SaidId, Refusal['kind']])[] = [
  ['%PDF-', 'refused-pdf-as-text', 'unsupported'],
  ['PK\u0003\u0004', 'refused-zip', 'unsupported'],
  ['\u00d0\u00cf\u0011\u00e0', 'refused-doc', 'unsupported'],
  ['{\\rtf', 'refused-rtf', 'unsupported'],
  ['\u0089PNG', 'refused-png', 'binary'],
  ['\u00ff\u00d8\u00ff', 'refused-jpeg', 'binary'],
  ['GIF8', 'refused-gif', 'binary'],
  ['\u001f\u008b', 'refused-gzip', 'binary'],
  ['\u007fELF', 'refused-program', 'binary'],
  ['MZ\u0090', 'refused-program', 'binary'],
];

/** The text of some bytes, or why they are none. Never throws. */
export function decode(bytes: Uint8Array): Result<Decoded> {
  if (bytes.length === 0) return refuse('empty', said('refused-empty'));
  if (bytes.length > MOST_BYTES)
    return refuse('too-large', said('refused-large', { count: bytes.length, most: MOST_BYTES }));
  const known = signature(bytes);
  if (known) return refuse(known[2], said(known[1]));
  const decoded = marked(bytes) ?? unmarked(bytes);
  return decoded ? readable(decoded) : refuse('undecodable', said('refused-undecodable'));
}

function signature(bytes: Uint8Array) {
  const head = String.fromCharCode(...bytes.subarray(0, 8));
  return SIGNATURES.find(([mark]) => head.startsWith(mark));
}

function marked(bytes: Uint8Array): Decoded | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return as('utf-8', bytes.subarray(3), false);
  if (a === 0xff && b === 0xfe) return as('utf-16le', bytes.subarray(2), false);
  if (a === 0xfe && b === 0xff) return as('utf-16be', bytes.subarray(2), false);
  if (a === 0x84 && b === 0x31 && c === 0x95 && bytes[3] === 0x33)
    return as('gb18030', bytes.subarray(4), false);
  return undefined;
}

function unmarked(bytes: Uint8Array): Decoded | undefined {
  const { little, big } = widePairs(bytes);
  if (little > big * 4 && little > 0) return as('utf-16le', bytes, true);
  if (big > little * 4 && big > 0) return as('utf-16be', bytes, true);
  return as('utf-8', bytes, false) ?? as('gb18030', bytes, true);
}

/** Line ends, spaces and figures beside a zero byte: UTF-16 has them in any language, no other text has one. */
function widePairs(bytes: Uint8Array): { little: number; big: number } {
  const counts = { little: 0, big: 0 };
  if (bytes.length % 2 === 1) return counts;
  for (let at = 0; at + 1 < Math.min(bytes.length, 8192); at += 2) {
    const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
    if (second === 0 && isPlain(first)) counts.little += 1;
    if (first === 0 && isPlain(second)) counts.big += 1;
  }
  return counts;
}

const isPlain = (byte: number): boolean =>
  byte === 0x0a || byte === 0x0d || byte === 0x20 || (byte >= 0x30 && byte <= 0x39);

function as(encoding: Encoding, bytes: Uint8Array, guessed: boolean): Decoded | undefined {
  try {
    const text = new TextDecoder(encoding, {
      fatal: encoding !== 'utf-16le' && encoding !== 'utf-16be',
    }).decode(bytes);
    return { text, encoding, guessed };
  } catch {
    return undefined;
  }
}

/** Text may hold a stray control character; a file full of them is none. */
function readable(decoded: Decoded): Result<Decoded> {
  let strange = 0;
  for (let i = 0; i < decoded.text.length; i += 1) {
    const code = decoded.text.charCodeAt(i);
    const isControl = code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13;
    if (isControl || code === 0xfffd || (code >= 0x80 && code < 0xa0)) strange += 1;
  }
  if (strange > decoded.text.length * 0.02 && strange > 3)
    return refuse('binary', said('refused-control', { count: strange, all: decoded.text.length }));
  if (decoded.text.trim() === '') return refuse('empty', said('refused-spaces'));
  return { ok: true, value: decoded };
}
