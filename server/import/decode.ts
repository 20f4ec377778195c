/** Bytes to text: which encoding, and what cannot be text at all (SPEC IM1). */

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
  readonly message: string;
}
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

export const refuse = (kind: Refusal['kind'], message: string): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: { kind, message },
});

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
  /** True when the encoding was not said by a byte order mark and UTF-8 did not fit. */
  readonly guessed: boolean;
}

/** Largest text that is imported, in bytes: some 5,000 pages. */
export const MOST_BYTES = 20_000_000;

const SIGNATURES: readonly (readonly [string, string, Refusal['kind']])[] = [
  ['%PDF-', 'a PDF file, which is read as one and not as text', 'unsupported'],
  ['PK\u0003\u0004', 'a zip archive (a Word, Excel or OpenDocument file, or a plain zip)', 'unsupported'],
  ['\u00d0\u00cf\u0011\u00e0', 'an old Office file (.doc); save it as .docx or as plain text', 'unsupported'],
  ['{\\rtf', 'a Rich Text file; save it as .docx or as plain text', 'unsupported'],
  ['\u0089PNG', 'a picture (PNG); the text has to be typed or recognised first', 'binary'],
  ['\u00ff\u00d8\u00ff', 'a picture (JPEG); the text has to be typed or recognised first', 'binary'],
  ['GIF8', 'a picture (GIF); the text has to be typed or recognised first', 'binary'],
  ['\u001f\u008b', 'a compressed file (gzip); unpack it first', 'binary'],
  ['\u007fELF', 'a program', 'binary'],
  ['MZ\u0090', 'a program', 'binary'],
];

/** The text of some bytes, or why they are none. Never throws. */
export function decode(bytes: Uint8Array): Result<Decoded> {
  if (bytes.length === 0) return refuse('empty', 'The file is empty: it holds no byte.');
  if (bytes.length > MOST_BYTES)
    return refuse(
      'too-large',
      `The file holds ${bytes.length} bytes; at most ${MOST_BYTES} are imported as text.`,
    );
  const known = signature(bytes);
  if (known) return refuse(known[2], `This is ${known[1]}.`);
  const decoded = marked(bytes) ?? unmarked(bytes);
  return decoded
    ? readable(decoded)
    : refuse('undecodable', 'The bytes are neither UTF-8, UTF-16 nor GB18030 text.');
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
    return refuse(
      'binary',
      `This is no text: ${strange} of its ${decoded.text.length} characters are control characters.`,
    );
  if (decoded.text.trim() === '')
    return refuse('empty', 'The file holds no word, only spaces and line ends.');
  return { ok: true, value: decoded };
}
